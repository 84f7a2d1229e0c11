"""What has to hold before a registration moves. Each function returns nothing, or raises and says what is missing."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.pages import DialoguePage
from dialogues.registration.models import Delegate
from organizations.models import Organization
from portal.dates import format_moment
from portal.records import InvalidMove, Record

# The ways of taking part that each kind of attendance allows.
MODES = {
    DialoguePage.Attendance.ON_SITE: [Delegate.Mode.ON_SITE],
    DialoguePage.Attendance.ONLINE: [Delegate.Mode.ONLINE],
    DialoguePage.Attendance.HYBRID: [Delegate.Mode.ON_SITE, Delegate.Mode.ONLINE],
}
# Where the words of a refusal belong on a form: beside the people, or beside the button that sends.
PEOPLE, TIME = "people", "time"


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless it is allowed."""
    if not allowed:
        raise PermissionDenied


def require_state(record: Record, *states: str) -> None:
    """Raise InvalidMove unless the record is in one of these states."""
    if record.state not in states:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % record.get_state_display())


def require_reason(reason: str) -> None:
    """Raise ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError(_("Say why, so that the organization can act on it."))


def require_verified(organization: Organization) -> None:
    """Raise ValidationError unless the organization is verified now."""
    if not Organization.objects.verified().filter(pk=organization.pk).exists():
        raise ValidationError(_("Only verified organizations can register. Yours is not verified now."))


def require_not_over(dialogue: DialoguePage) -> None:
    """Raise InvalidMove once the dialogue is over."""
    if dialogue.is_past:
        raise InvalidMove(_("The dialogue is over."))


def require_ahead(dialogue: DialoguePage) -> None:
    """Raise InvalidMove once the dialogue is over, and while it is called off."""
    require_not_over(dialogue)
    if not dialogue.takes_place:
        status = dialogue.get_status_display()
        raise InvalidMove(_("The dialogue does not take place: it is “%(status)s”.") % {"status": status})


def require_open(dialogue: DialoguePage) -> None:
    """Raise ValidationError outside the time of registration and its grace, by the server's clock, not the sender's."""
    if dialogue.takes_registrations:
        return
    closes = dialogue.registration_closes_at
    if closes and closes <= timezone.now():
        raise ValidationError(_("Registration closed on %(moment)s.") % {"moment": format_moment(closes)}, code=TIME)
    raise ValidationError(_("Registration for this dialogue is not open."), code=TIME)


def require_delegates(dialogue: DialoguePage, delegates: Sequence[Delegate]) -> None:
    """Raise ValidationError without delegates, with too many, and when one cannot take part in the way they chose."""
    if not delegates:
        raise ValidationError(_("Enter at least one person."), code=PEOPLE)
    require_within_limit(dialogue, len(delegates))
    if any(delegate.mode not in MODES[dialogue.attendance] for delegate in delegates):
        raise ValidationError(_("Not everybody can take part in the way that you chose for them."), code=PEOPLE)


def require_within_limit(dialogue: DialoguePage, people: int) -> None:
    """Raise ValidationError for more people than one organization can send to the dialogue."""
    limit = dialogue.max_delegates
    if people > limit:
        words = ngettext(
            "An organization can send %(limit)s person.", "An organization can send up to %(limit)s people.", limit
        )
        raise ValidationError(words % {"limit": limit}, code=PEOPLE)
