"""What administrators find in the Wagtail admin: kill switches of the public forms, mail that does not go out."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal import mail_desk, switch_desk


@hooks.register("register_admin_urls")
def administration_urls() -> list:
    """Addresses under /cms/."""
    return [*switch_desk.urlpatterns, *mail_desk.urlpatterns]


@hooks.register("insert_global_admin_css")
def menu_style() -> SafeString:
    """Long names of the menu, whole."""
    return format_html('<link rel="stylesheet" href="{}">', static("coordination/menu.css"))


class SwitchesItem(MenuItem):
    """Shown to those who may close forms."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person closes forms."""
        return request.user.has_perm("portal.change_formswitch")


@hooks.register("register_settings_menu_item")
def switches_item() -> MenuItem:
    """Open and closed forms."""
    return SwitchesItem(_("Public forms"), reverse("form_switches"), name="form-switches", icon_name="lock", order=700)


class MailItem(MenuItem):
    """Shown to those who may try mail again."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person looks after the outbox."""
        return request.user.has_perm("portal.change_outgoingmail")


@hooks.register("register_settings_menu_item")
def mail_item() -> MenuItem:
    """Mail that does not go out."""
    return MailItem(_("Mail"), reverse("mail_problems"), name="mail-problems", icon_name="mail", order=710)
