"""The desks of those who run the portal: what waits for a decision, and who holds which role."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from home.duties import desk as duty_desk
from home.queues import queues_for


class QueuesPanel(Component):
    """The queues that the signed-in person may decide on."""

    name = "queues"
    order = 10
    template_name = "home/_queues.html"

    def get_context_data(self, parent_context) -> dict:
        """The queues, for the person who asks."""
        return {"queues": queues_for(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_queues(request: HttpRequest, panels: list) -> None:
    """What waits comes first; Wagtail's own panels follow."""
    panels.insert(0, QueuesPanel())


@hooks.register("register_admin_urls")
def duty_urls() -> list:
    """The desk of roles, under /cms/."""
    return duty_desk.urlpatterns


class RolesItem(MenuItem):
    """Shown to those who give roles."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person gives and ends roles."""
        return request.user.has_perm("organizations.assign_duty")


@hooks.register("register_settings_menu_item")
def roles_item() -> MenuItem:
    """Who runs the portal."""
    return RolesItem(_("Roles"), reverse("duty_list"), name="roles", icon_name="key", order=690)
