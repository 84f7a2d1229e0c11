"""The desks of those who run the portal: what waits for a decision, and who holds which role."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from dialogues.models import CallToAction
from home.duties import desk as duty_desk
from home.models import AnalysisPage
from home.queues import queues_for
from home.translations import desk as translation_desk
from portal.pages import alias_in_every_language


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


@hooks.register("after_publish_page")
def exist_in_every_language(request: HttpRequest, page: Page) -> None:
    """A published analysis has its address in each language, as an alias until it is translated."""
    if isinstance(page.specific, AnalysisPage) and page.specific.is_original:
        alias_in_every_language(page.specific)


@hooks.register("register_page_header_buttons")
def call_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the page of an analysis to a call to action that it makes."""
    if isinstance(page.specific, AnalysisPage) and user.has_perm("dialogues.manage_resolution"):
        address = f"{reverse('call_new')}?page={page.specific.canonical.pk}"
        yield Button(_("Make a call to action"), address, icon_name="list-ul", priority=60)


@hooks.register("before_delete_page")
def keep_what_has_calls(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Calls to action lead to the page, so it stays; taken off the site, it takes them along."""
    pages = page.get_descendants(inclusive=True).values("translation_key")
    count = CallToAction.objects.filter(page__translation_key__in=pages).count()
    if count == 0:
        return None
    words = ngettext(
        "“%(page)s” cannot be deleted: %(n)s call to action comes from it. Unpublish it instead.",
        "“%(page)s” cannot be deleted: %(n)s calls to action come from it. Unpublish it instead.", count,
    )  # fmt: skip
    messages.error(request, words % {"page": page.get_admin_display_title(), "n": count})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("construct_translated_pages_to_cascade_actions")
def act_in_every_language(pages: list[Page], action: str) -> dict[Page, QuerySet[Page]]:
    """An analysis is deleted, moved and taken off the site in all languages, or it would stay behind in some."""
    ours = [page for page in pages if isinstance(page.specific, AnalysisPage)]
    found = {page: Page.objects.translation_of(page, inclusive=False) for page in ours}
    return {page: rows.filter(alias_of=None) if action == "unpublish" else rows for page, rows in found.items()}


@hooks.register("before_bulk_action")
def keep_when_many_are_deleted(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> Any:
    """The same as for one page when several are deleted at once."""
    if action_type != "delete":
        return None
    answers = (keep_what_has_calls(request, page) for page in objects if isinstance(page, Page))
    return next((answer for answer in answers if answer), None)


@hooks.register("register_admin_urls")
def translation_urls() -> list:
    """The desk of translations, under /cms/."""
    return translation_desk.urlpatterns


class TranslationsItem(MenuItem):
    """Shown to those who edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there may be a page that this person edits; Wagtail has read their permissions already."""
        return page_permission_policy.user_has_permission(request.user, "change")


@hooks.register("register_admin_menu_item")
def translations_item() -> MenuItem:
    """Every page in every language."""
    address = reverse("translation_list")
    return TranslationsItem(_("Translations"), address, name="translations", icon_name="globe", order=240)


@hooks.register("construct_reports_menu")
def leave_out_the_other_list(request: HttpRequest, items: list[MenuItem]) -> None:
    """wagtail-localize's own report asks nobody's permission and does not know what is outdated or made by machine."""
    items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]
