"""Messages between an organization and the coordinators, and what a coordinator notes on a case."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations import emails, permissions
from organizations.cases import REVIEWED_EVERY
from organizations.models import Check, Message, Organization, User, VerificationCase
from portal import audit
from portal.records import InvalidMove

S = Organization.State


def possible(organization: Organization, cases: list[VerificationCase]) -> bool:
    """Whether there is a thread to write in: it begins when the application is sent."""
    return bool(cases) and organization.state != S.MERGED


@transaction.atomic
def write(organization: Organization, text: str, *, by: User, form_key: UUID | None = None) -> Message:
    """Add a message; the other side gets a mail with a link. The same `form_key` gives the same message.

    Who acts for the organization writes for it, anybody else as a coordinator. Raises InvalidMove before the
    application was sent and after a merger, ValidationError when there is no text.
    """
    if not text.strip():
        raise ValidationError({"text": _("Write what you want to say.")})
    organization = organization.locked()
    case = organization.cases.last()
    if case is None or organization.state == S.MERGED:
        raise InvalidMove(_("Messages can be written once the application has been sent."))
    side = Message.Side.ORGANIZATION if permissions.role_of(by, organization) else Message.Side.COORDINATORS
    try:
        with transaction.atomic():
            message = Message.objects.create(case=case, side=side, author=by, text=text, form_key=form_key)
    except IntegrityError:  # the same form, sent twice
        return Message.objects.get(form_key=form_key, case__organization=organization)
    audit.record(organization, "message", by=by, data={"side": side})
    if side == Message.Side.COORDINATORS:
        emails.message(case)
    else:
        emails.answer(case, _coordinators_of(organization))
    return message


def _coordinators_of(organization: Organization) -> Iterable[User]:
    """Those who wrote or decided on this organization and still coordinate; others find it in the queue."""
    wrote = Message.objects.filter(case__organization=organization, side=Message.Side.COORDINATORS).values("author")
    people = User.objects.filter(is_active=True).filter(
        Q(pk__in=wrote) | Q(pk__in=organization.cases.values("decided_by"))
    )
    return [person for person in people.order_by("pk") if permissions.may_verify(person, organization)]


@transaction.atomic
def check(organization: Organization, checks: Iterable[str], *, by: User) -> VerificationCase:
    """Store what was looked at on the open case. Raises InvalidMove when none is open or `by` is involved."""
    if permissions.is_involved(by, organization):
        raise InvalidMove(_("Somebody else has to decide: you registered this organization or act for it."))
    case = organization.cases.select_for_update().filter(decided_at=None).first()
    if case is None:
        raise InvalidMove(_("Nothing waits for a decision here."))
    wanted = [code for code in Check.values if code in set(checks)]
    if wanted != case.checklist:
        case.checklist = wanted
        case.save(update_fields=["checklist"])
        audit.record(organization, "check", by=by, data={"checks": wanted})
    return case


@transaction.atomic
def compare_status(organization: Organization, *, source: str, by: User, reason: str) -> Organization:
    """Note that the ECOSOC status was compared with `source` today; it is looked at again in a year.

    Raises ValidationError without a source or a reason.
    """
    if not source.strip() or not reason.strip():
        raise ValidationError({"reason": _("Say where you looked, and why.")})
    organization = organization.locked()
    today = timezone.now().date()
    organization.ecosoc_checked_at, organization.ecosoc_source = today, source.strip()
    organization.review_due_on = today + REVIEWED_EVERY if organization.state in organization.NAMED else None
    organization.save(update_fields=["ecosoc_checked_at", "ecosoc_source", "review_due_on"])
    audit.record(organization, "compare_status", by=by, reason=reason)
    return organization
