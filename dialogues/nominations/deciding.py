"""What coordinators do with nominations: the call, the points, the shortlist, and whom to turn down."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.nominations import emails
from dialogues.nominations.calls import NominationCall
from dialogues.nominations.models import Nomination, NominationState
from dialogues.nominations.permissions import coordinates, may_decide
from dialogues.nominations.scores import NominationScore
from dialogues.registration.rules import require, require_reason, require_state
from organizations.models import User
from portal import audit
from portal.records import InvalidMove, move

S = NominationState


@transaction.atomic
def store_call(call: NominationCall, *, by: User) -> NominationCall:
    """Put a call out, or change it. Raises PermissionDenied when `by` does not coordinate its dialogue, and
    ValidationError when its times or weights do not fit."""
    require(coordinates(by, call.dialogue))
    call.full_clean()
    verb = "change" if call.pk else "start"
    call.save()
    audit.record(call, verb, by=by)
    return call


@transaction.atomic
def score(nomination: Nomination, *, by: User, points: Mapping[str, int], note: str = "") -> NominationScore:
    """Give one's points, or other ones while it is not decided; one row for each coordinator and nomination.

    Raises PermissionDenied for who acts for the organization that nominated, InvalidMove once it is decided, and
    ValidationError for points beyond 0 to 5.
    """
    nomination = nomination.locked()
    require(may_decide(by, nomination))
    require_state(nomination, S.SUBMITTED, S.SHORTLISTED)
    given = NominationScore.objects.filter(nomination=nomination, by=by).first()
    given = given or NominationScore(nomination=nomination, by=by)
    for name, value in {**points, "note": note}.items():
        setattr(given, name, value)
    given.full_clean()
    given.save()
    audit.record(nomination, "score", by=by)
    return given


@transaction.atomic
def shortlist(nomination: Nomination, *, by: User) -> Nomination:
    """Put it on the shortlist; from then on the coordinators read the name. Raises InvalidMove before anybody gave
    points."""
    nomination = nomination.locked()
    require(may_decide(by, nomination))
    if nomination.state == S.SUBMITTED and not nomination.scores.exists():
        raise InvalidMove(_("Give points first: nobody comes on the shortlist unread."))
    if nomination.state == S.INVITED:  # the way back is taking the invitation back
        raise InvalidMove(_("Not possible now: the state is “%s”.") % nomination.get_state_display())
    return move(nomination, S.SHORTLISTED, by=by, decided_at=timezone.now())


@transaction.atomic
def not_choose(nomination: Nomination, *, by: User, reason: str) -> Nomination:
    """Turn it down; the organization reads why. Raises ValidationError without a reason."""
    nomination = nomination.locked()
    require(may_decide(by, nomination))
    require_reason(reason)
    nomination = move(
        nomination, S.NOT_CHOSEN, by=by, reason=reason, decided_at=timezone.now(), decision_note=reason
    )  # fmt: skip
    emails.not_chosen(nomination)
    return nomination
