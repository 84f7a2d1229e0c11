"""The verbs of summaries: drafting one, opening the time for corrections, asking for one, answering it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dialogues.summaries import emails
from dialogues.summaries.models import ANSWERS, Correction
from dialogues.summaries.speakers import organizations, panelists, people
from dialogues.summaries.standing import SummaryStatus
from organizations.models import User
from portal import audit
from portal.html import sanitize
from portal.records import InvalidMove, move
from portal.registry import on_summary


@transaction.atomic
def draft(page: Any, *, by: User) -> Any:
    """Write a draft of the summary of a dialogue or panel from what is on record, as an unpublished revision.

    Returns the page as the revision has it. Raises InvalidMove when there is a text already.
    """
    newest = page.get_latest_revision_as_object()
    if newest.summary:
        raise InvalidMove(_("There is a text already. Empty it first, if you want to begin anew."))
    with translation.override(settings.LANGUAGE_CODE):
        people_by_panel = [(panel, panel.panelists.all()) for panel in panels_of(page)]
        context = {
            "page": page,
            "panels": people_by_panel,
            "interventions": page.interventions.all() if hasattr(page, "interventions") else [],
            "parts": on_summary.parts(page),
        }
        newest.summary = sanitize(render_to_string("dialogues/summary_draft.html", context))
    newest.summary_status = SummaryStatus.PROVISIONAL
    newest.save_revision(user=by, log_action=True)
    return newest


def panels_of(page: Any) -> list[Any]:
    """The live panels of a dialogue by their number; of a panel, itself."""
    if not hasattr(page, "interventions"):
        return [page]
    live = [child.specific for child in page.get_children().live()]
    return sorted(live, key=lambda panel: (panel.number, panel.path))


@transaction.atomic
def open_window(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Receiver of `page_published`: a summary that became provisional opens its time for corrections, once.

    Those who were summarized get a mail. Where nobody has an account, there is nobody to ask.
    """
    page = sender.objects.select_for_update(of=("self",)).get(pk=instance.pk)
    due = page.summary_status == SummaryStatus.PROVISIONAL and page.corrections_until is None
    if not due or page.canonical is not page or not people(page).exists():
        return
    set_window(page, timezone.now() + timedelta(days=settings.CORRECTION_DAYS))
    instance.corrections_until = page.corrections_until
    for person in people(page):
        emails.window_opened(page, person)


@transaction.atomic
def extend_window(page: Any, until: datetime, *, by: User) -> None:
    """Give those who were summarized more time. Raises InvalidMove unless it is provisional, or when it gets less."""
    page = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if page.summary_status != SummaryStatus.PROVISIONAL:
        raise InvalidMove(_("Only a provisional summary takes corrections."))
    if until <= max(page.corrections_until or timezone.now(), timezone.now()):
        raise InvalidMove(_("The new end has to be later than the old one."))
    set_window(page, until)
    audit.record(page, "extend", by=by, data={"until": until.isoformat()})


def set_window(page: Any, until: datetime) -> None:
    """Store the end, which no revision may turn back."""
    type(page).objects.filter(pk=page.pk).update(corrections_until=until)
    page.corrections_until = until


@transaction.atomic
def ask(page: Any, *, by: User, about: str, text: str, form_key: UUID | None = None) -> Correction:
    """Ask for other words in a provisional summary; the same `form_key` gives the same request again.

    Raises PermissionDenied unless `by` or their organization was summarized, InvalidMove when the time is over.
    """
    page = page.canonical
    if not people(page).filter(pk=by.pk).exists():
        raise PermissionDenied
    if form_key and (same := Correction.objects.filter(form_key=form_key, asked_by=by).first()):
        return same
    if not page.takes_corrections:
        raise InvalidMove(_("The time for corrections is over."))
    own_words = panelists(page).filter(user=by).exists()
    organization = None if own_words else organizations(page).filter(memberships__user=by).first()
    correction = Correction(
        page_id=page.pk, asked_by=by, organization=organization, about=about, text=text, form_key=form_key
    )
    # That the form was not sent before is kept by the database: a look at it would come too early.
    correction.full_clean(exclude=["page", "answered_by", "answered_at"], validate_unique=False)
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError:  # the same form, sent twice at the same moment
        return Correction.objects.get(form_key=form_key, asked_by=by)
    audit.record(correction, "ask", by=by, after=correction.state)
    return correction


@transaction.atomic
def answer(correction: Correction, state: str, *, by: User, words: str) -> Correction:
    """Answer a request for a correction, in public; whoever asked gets a mail.

    Raises ValidationError without words, InvalidMove when it was answered before, PermissionDenied when `by` asked.
    """
    if correction.asked_by_id == by.pk:
        raise PermissionDenied
    if state not in ANSWERS or not words.strip():
        raise ValidationError({"answer": _("Say what was done and why.")})
    correction = move(
        correction, state, by=by, public=True, answer=words, answered_by=by, answered_at=timezone.now()
    )  # fmt: skip
    emails.answered(correction)
    return correction
