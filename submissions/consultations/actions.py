"""Everything that happens to a report, one function a verb. Views, admin, commands and demo data all call these.

No event of the reporting side names an actor, whatever the visibility: a report may become more hidden later, an event
of the account stays for ever. Who acted stands in the reporter's own table. Decisions of staff name who decided.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Organization, User
from portal import audit
from portal.dates import format_moment
from portal.mechanism.models import Cluster, Instrument
from portal.mechanism.models import State as Country
from portal.records import InvalidMove, move
from submissions.consultations import drafting, emails, evidence, reporters
from submissions.consultations.choices import ADVERSE, Level, Precision, Visibility
from submissions.consultations.drafting import ClaimFields, DuplicateClaim
from submissions.consultations.models import Claim, ClaimQuestion, ClaimVerification
from submissions.consultations.status import CROWD

__all__ = ["ClaimFields", "DuplicateClaim"]

S = Claim.State
WAITS_FOR_OTHERS = gettext_lazy("This waits until three organizations that are not named report the same.")


@transaction.atomic
def report(fields: ClaimFields, *, organization: Organization, by: User, form_key: UUID | None = None) -> Claim:
    """Begin a report as a draft of `organization`; the same form sent twice gives the same draft.

    Raises DuplicateClaim when the organization has a live report on this State and cluster, and ValidationError when
    it is not verified.
    """
    if (made := reporters.sent_before(form_key, organization)) is not None:
        return made
    drafting.ask_for_verified(organization)
    claim = Claim(form_key=form_key, created_at=drafting.midnight(drafting.today()))
    try:
        drafting.store(claim, fields, organization, by)
    except DuplicateClaim as problem:
        if form_key and problem.existing.form_key == form_key:  # the other of two clicks was faster
            return problem.existing
        raise
    audit.record(claim, S.DRAFT, by=None, after=S.DRAFT)
    return claim


@transaction.atomic
def save_draft(claim: Claim, fields: ClaimFields, *, by: User) -> Claim:
    """Change a report that was not sent, or that is back with a question.

    Raises InvalidMove for one that is being checked or decided, DuplicateClaim as `report` does.
    """
    claim = claim.locked()
    if claim.state not in (S.DRAFT, S.QUESTION):
        raise InvalidMove(_("This report was sent and can no longer be changed."))
    organization = reporters.own_organization(claim)
    if claim.state == S.QUESTION:
        drafting.ask_for_what_is_missing(fields.outcome, organization)
    drafting.store(claim, fields, organization, by)
    return claim


@transaction.atomic
def submit(claim: Claim, *, by: User) -> Claim:
    """Send a draft to be checked: it is frozen and gets its receipt, and the reporter gets mail.

    Raises ValidationError when something is missing, InvalidMove when it was sent already.
    """
    claim = claim.locked()
    if claim.state == S.QUESTION:
        raise InvalidMove(_("A question is open on this report: answer it."))
    organization = reporters.own_organization(claim)
    drafting.ask_for_what_is_missing(claim.outcome, organization)
    receipt = claim.receipt or drafting.new_receipt()
    claim = move(claim, S.SUBMITTED, by=None, submitted_on=drafting.today(), receipt=receipt)
    reporters.remember(claim, organization, by)
    emails.claim_received(claim)
    return claim


def missing_in(claim: Claim) -> list[str]:
    """What keeps a draft from being sent, in words."""
    try:
        drafting.ask_for_what_is_missing(claim.outcome, reporters.own_organization(claim))
    except ValidationError as problem:
        return problem.messages
    return []


@transaction.atomic
def ask_question(claim: Claim, *, by: User, reason: str) -> Claim:
    """Ask the reporter for more; the question stands on their desk."""
    claim = move(claim, S.QUESTION, by=by)
    ClaimQuestion.objects.create(claim=claim, question=reason, asked_on=drafting.today())
    emails.question_asked(claim)
    return claim


@transaction.atomic
def answer(claim: Claim, *, text: str, by: User) -> Claim:
    """Answer the open question; the report goes back to be checked."""
    if not text.strip():
        raise ValidationError({"answer": _("Write an answer.")})
    claim = claim.locked()
    if claim.state != S.QUESTION:
        raise InvalidMove(_("No question is open on this report."))
    claim = move(claim, S.SUBMITTED, by=None)
    claim.questions.filter(answered_on__isnull=True).update(answer=text, answered_on=drafting.today())
    reporters.remember(claim, reporters.own_organization(claim), by)
    return claim


@transaction.atomic
def reject(claim: Claim, *, by: User, reason: str) -> Claim:
    """Do not accept the report, and say why to its reporter."""
    claim = move(claim, S.REJECTED, by=by, decision_note=reason)
    emails.claim_rejected(claim)
    return claim


@transaction.atomic
def verify(claim: Claim, *, by: User, method: str, note: str = "") -> Claim:
    """Note how the report was checked. Whoever belongs to the reporting organization may not do it."""
    if reporters.role_in(claim, by) is not None:
        raise InvalidMove(_("Somebody who does not belong to the reporting organization has to verify this."))
    claim = move(claim, S.VERIFIED, by=by, verified_at=timezone.now())
    ClaimVerification.objects.create(claim=claim, by=by, method=method, note=note)
    emails.claim_verified(claim)
    return claim


@transaction.atomic
def put_to_state(claim: Claim, *, by: User) -> Claim:
    """Put an adverse report to the State, which has REPLY_DAYS to reply before anything is published.

    An unnamed one is put to nobody until three unnamed reporters of its cell say the same.
    """
    claim = claim.locked()
    _refuse_what_never_counts(claim)
    if claim.outcome not in ADVERSE:
        raise InvalidMove(_("Only a critical report is put to the State. This one can be published."))
    if claim.visibility == Visibility.UNNAMED and not crowd_stands_behind(claim):
        raise InvalidMove(WAITS_FOR_OTHERS)
    claim = move(claim, S.IN_REPLY, by=by, reply_until=timezone.now() + timedelta(days=settings.REPLY_DAYS))
    emails.claim_put_to_state(claim)
    emails.state_asked(claim.country)
    return claim


def crowd_stands_behind(claim: Claim) -> bool:
    """Whether three unnamed reporters of the claim's cell, all verified, say the same as it."""
    said = ADVERSE if claim.outcome in ADVERSE else [claim.outcome]
    same = Claim.objects.filter(
        country=claim.country_id, cluster=claim.cluster_id, outcome__in=said, visibility=Visibility.UNNAMED,
        state__in=[S.VERIFIED, S.IN_REPLY, S.PUBLISHED],
    )  # fmt: skip
    return same.values("reporter_key").distinct().count() >= CROWD


@transaction.atomic
def publish(claim: Claim, *, by: User) -> Claim:
    """Put a verified report on record; a critical one once the State replied or its time is over.

    Its reporter is named beside it only if they chose "everyone".
    """
    claim = claim.locked()
    _refuse_what_never_counts(claim)
    _refuse_before_reply(claim)
    named = claim.visibility == Visibility.PUBLIC
    name = reporters.own_organization(claim).legal_name if named else ""
    claim = move(claim, S.PUBLISHED, by=by, public=named, published_at=timezone.now(), display_name=name)
    emails.claim_published(claim)
    return claim


def _refuse_what_never_counts(claim: Claim) -> None:
    if not claim.counts:
        raise InvalidMove(_("The reporter keeps this from the public: it is neither published nor put to a State."))


def _refuse_before_reply(claim: Claim) -> None:
    if claim.outcome in ADVERSE and claim.state == S.VERIFIED:
        raise InvalidMove(_("This report is critical: put it to the State first."))
    replied = claim.replies.exists()
    if claim.state == S.IN_REPLY and not replied and claim.reply_until and claim.reply_until > timezone.now():
        until = {"moment": format_moment(claim.reply_until)}
        raise InvalidMove(_("The State may reply until %(moment)s. Publish this afterwards.") % until)


@transaction.atomic
def retract(claim: Claim, *, by: User | None, reason: str = "") -> Claim:
    """Take a report off the record. A tombstone keeps date and reason; name, text, source and files are gone.

    `by` is the coordinator, who gives a reason, or None when the reporting organization takes it back.
    """
    claim = claim.locked()
    claim = move(
        claim, S.RETRACTED, by=by, public=claim.visibility == Visibility.PUBLIC, retracted_at=timezone.now(),
        decision_note=reason, display_name="", account="", source_note="", internal_note="",
    )  # fmt: skip
    evidence.drop(list(claim.evidence.kept()))
    emails.claim_retracted(claim)
    return claim


@transaction.atomic
def step_back(claim: Claim) -> Claim:
    """From "everyone" to "nobody by name": the name and the text leave the public record.

    What was published counts on as unnamed, so from the end of the quarter and among three that say the same.
    """
    claim = claim.locked()
    if claim.visibility != Visibility.PUBLIC or claim.state in (S.REJECTED, S.RETRACTED):
        raise InvalidMove(_("Your name does not stand beside this report."))
    claim.visibility, claim.display_name = Visibility.UNNAMED, ""
    if claim.state == S.PUBLISHED:
        claim.published_at = timezone.now()
    claim.save(update_fields=["visibility", "display_name", "published_at"])
    audit.record(claim, "step_back", by=None)
    return claim


@transaction.atomic
def discard(claim: Claim) -> None:
    """Delete a report that nobody in public ever saw or will: a draft, or one that was kept from the public."""
    claim = claim.locked()
    if claim.state != S.DRAFT and claim.counts:
        raise InvalidMove(
            _("A report that may count in public is not deleted. You can take it back once it is on record.")
        )
    audit.record(claim, "discard", by=None, before=claim.state)
    evidence.leave_with(claim)
    claim.delete()


@transaction.atomic
def record_published(
    *, country: Country, cluster: Cluster | None, outcome: str, level: int = Level.NOT_STATED,
    happened_on: date | None = None, happened_until: date | None = None, precision: str = Precision.NOT_STATED,
    account: str, source_note: str, source_kind: str, display_name: str, published_at: datetime, by: User | None,
    instruments: tuple[Instrument, ...] = (),
) -> Claim:  # fmt: skip
    """Put on record what a published report or an official source says; no reporter stands behind it.

    `display_name` says who published it, `source_note` where it stands. A source is recorded once for each State and
    cluster: a second call gives the claim that stands. Raises ValidationError when one of these is missing.
    """
    claim = drafting.published(
        country=country, cluster=cluster, outcome=outcome, level=level, happened_on=happened_on,
        happened_until=happened_until, precision=precision, account=account, source_note=source_note,
        source_kind=source_kind, display_name=display_name, published_at=published_at,
    )  # fmt: skip
    if (standing := drafting.save_once(claim)) is not None:
        return standing
    claim.instruments.set(instruments)
    ClaimVerification.objects.create(claim=claim, by=by, method=ClaimVerification.Method.PUBLICATION)
    audit.record(claim, S.PUBLISHED, by=by, after=S.PUBLISHED, public=True)
    return claim
