"""Dialogues in the Wagtail admin: the queue of registrations, and what goes with publishing and deleting a page."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from dialogues import coordinators
from dialogues.agenda import gaps, overlaps, point_to_own_panels
from dialogues.asks import desk as asks
from dialogues.followup import coordination as followup
from dialogues.models import DialoguePage, Nomination, PanelPage, Registration
from dialogues.nominations import coordination as nominations
from dialogues.nominations import panellist_desk
from dialogues.registration import (
    actions,
    bulk_views,
    coordination,
    day_desk,
    forwarding_views,
    joining_views,
    objection_views,
)
from dialogues.resolutions import desk as library
from dialogues.resolutions import record_desk as library_records
from dialogues.resolutions import tagging_desk
from dialogues.resolutions.choosing import ParagraphChooser, paragraph_chooser
from dialogues.summaries import coordination as summaries
from dialogues.travel import coordination as travel
from portal.pages import alias_in_every_language


@hooks.register("register_admin_urls")
def coordination_urls() -> list:
    """Addresses under /cms/."""
    patterns = (
        bulk_views, forwarding_views, joining_views, coordination, nominations, objection_views, summaries, day_desk,
        panellist_desk, followup, travel, library, library_records, tagging_desk, asks,
    )  # fmt: skip
    return [pattern for module in patterns for pattern in module.urlpatterns]


@hooks.register("register_admin_viewset")
def choose_paragraph() -> ParagraphChooser:
    """Where other forms let a paragraph be chosen."""
    return paragraph_chooser


class RegistrationsItem(MenuItem):
    """Shown to those who may decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person decides on registrations."""
        return coordinators.coordinates_any(request.user, "dialogues.decide_registration")


@hooks.register("register_admin_menu_item")
def registrations_item() -> MenuItem:
    """The queue of registrations."""
    return RegistrationsItem(
        gettext_lazy("Registrations"), reverse("registration_queue"), name="registrations", icon_name="tasks", order=220
    )


@hooks.register("register_admin_menu_item")
def day_item() -> MenuItem:
    """Check-in, badges and attendance."""
    return RegistrationsItem(
        gettext_lazy("On the day"), reverse("day_list"), name="day", icon_name="calendar-check", order=221
    )


@hooks.register("register_admin_menu_item")
def travel_item() -> MenuItem:
    """Requests for travel support."""
    return RegistrationsItem(
        gettext_lazy("Travel support"), reverse("travel_queue"), name="travel", icon_name="globe", order=221
    )


@hooks.register("register_admin_menu_item")
def nominations_item() -> MenuItem:
    """Nominations for panels, and their calls."""
    return RegistrationsItem(
        gettext_lazy("Nominations"), reverse("nomination_queue"), name="nominations", icon_name="group", order=222
    )


@hooks.register("register_admin_menu_item")
def corrections_item() -> MenuItem:
    """The queue of corrections of summaries."""
    return RegistrationsItem(
        gettext_lazy("Corrections of summaries"),
        reverse("summary_queue"),
        name="corrections",
        icon_name="edit",
        order=225,
    )


class LibraryItem(MenuItem):
    """Shown to those who keep the library of resolutions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person imports and publishes texts."""
        return request.user.has_perm(library.PERMISSION)


@hooks.register("register_admin_menu_item")
def library_item() -> MenuItem:
    """Texts of resolutions."""
    return LibraryItem(
        gettext_lazy("Resolutions"), reverse("resolution_desk"), name="resolutions", icon_name="doc-full", order=228
    )


@hooks.register("register_admin_menu_item")
def asks_item() -> MenuItem:
    """Calls to action."""
    return LibraryItem(
        gettext_lazy("Calls to action"), reverse("call_desk"), name="calls-to-action", icon_name="list-ul", order=229
    )


@hooks.register("register_page_header_buttons")
def summary_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the page of a dialogue or panel to its summary."""
    if isinstance(page.specific, DialoguePage | PanelPage) and page.permissions_for_user(user).can_publish():
        address = reverse("summary_review", args=[page.specific.canonical.pk])
        yield Button(_("Summary and corrections"), address, icon_name="edit", priority=60)


@hooks.register("after_publish_page")
def exist_in_every_language(request: HttpRequest, page: Page) -> None:
    """A published dialogue or panel has its address in each language, as an alias until it is translated.

    One that is scheduled gets its aliases now; they become public with it.
    """
    if isinstance(page.specific, DialoguePage | PanelPage) and page.specific.canonical.pk == page.pk:
        alias_in_every_language(page.specific)


@hooks.register("after_publish_page")
def open_to_its_coordinators(request: HttpRequest, page: Page) -> None:
    """Languages that it has got since are open to those who coordinate this dialogue alone."""
    if isinstance(page.specific, DialoguePage):
        coordinators.open_pages(page.specific)


@hooks.register("after_publish_page")
def give_new_seats(request: HttpRequest, page: Page) -> None:
    """Seats may have grown: those who wait longest get them."""
    if isinstance(page.specific, DialoguePage):
        promoted = actions.promote_waiting(page.specific)
        if promoted:
            words = ngettext(
                "%(n)s waiting delegation has its seats now.", "%(n)s waiting delegations have their seats now.",
                len(promoted),
            )  # fmt: skip
            messages.info(request, words % {"n": len(promoted)})


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_overlaps_and_gaps(request: HttpRequest, page: Page) -> None:
    """Parts of the agenda that overlap, and time that none fills, may be meant so; the coordinator is told."""
    if isinstance(page.specific, DialoguePage):
        agenda = list(page.get_latest_revision_as_object().agenda.all())
        overlap = _("In the agenda, “%(first)s” and “%(second)s” overlap.")
        gap = _("In the agenda, there is time between “%(first)s” and “%(second)s” that no part fills.")
        found = [(overlap, overlaps(agenda)), (gap, gaps(agenda))]
        for words, first, second in [(words, *pair) for words, pairs in found for pair in pairs]:
            messages.warning(request, words % {"first": first.title, "second": second.title})


@hooks.register("after_copy_page")
def lead_a_copy_to_its_own_panels(request: HttpRequest, page: Page, new_page: Page) -> None:
    """The agenda of a copied dialogue leads to the copied panels."""
    if isinstance(new_page.specific, DialoguePage):
        point_to_own_panels(new_page.specific)


@hooks.register("before_delete_page")
def keep_what_has_registrations(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Registrations and nominations point to the page, so it stays; one that is cancelled says that it was."""
    pages = page.get_descendants(inclusive=True).values("translation_key")
    count = Registration.objects.filter(dialogue__translation_key__in=pages).count()
    words = ngettext(
        "“%(page)s” cannot be deleted: it has %(n)s registration. Set its status to cancelled instead.",
        "“%(page)s” cannot be deleted: it has %(n)s registrations. Set its status to cancelled instead.", count,
    )  # fmt: skip
    if count == 0:
        count = Nomination.objects.filter(call__dialogue__translation_key__in=pages).count()
        words = ngettext(
            "“%(page)s” cannot be deleted: it has %(n)s nomination. Set its status to cancelled instead.",
            "“%(page)s” cannot be deleted: it has %(n)s nominations. Set its status to cancelled instead.", count,
        )  # fmt: skip
    if count == 0:
        return None
    messages.error(request, words % {"page": page.get_admin_display_title(), "n": count})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_when_many_are_deleted(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> Any:
    """The same when several pages are deleted at once."""
    if action_type != "delete":
        return None
    answers = (keep_what_has_registrations(request, page) for page in objects if isinstance(page, Page))
    return next((answer for answer in answers if answer), None)


@hooks.register("construct_translated_pages_to_cascade_actions")
def act_in_every_language(pages: list[Page], action: str) -> dict[Page, QuerySet[Page]]:
    """A dialogue or panel is deleted, moved and taken off the site in all languages, or it would stay behind in some.

    Aliases are taken off the site with their original anyhow.
    """
    ours = [page for page in pages if isinstance(page.specific, DialoguePage | PanelPage)]
    found = {page: Page.objects.translation_of(page, inclusive=False) for page in ours}
    return {page: rows.filter(alias_of=None) if action == "unpublish" else rows for page, rows in found.items()}
