"""Whether a call can be answered at this moment, by the server's clock."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import dates
from submissions.statements.models import Call


def require_open(call: Call) -> None:
    """Raise ValidationError with the deadline in Vienna time and UTC when no answer can be begun now."""
    if not call.is_open:
        _refuse(call)


def require_taken(call: Call) -> None:
    """The same for sending in, which has some minutes of grace after the deadline."""
    if not call.takes_statements:
        _refuse(call)


def _refuse(call: Call) -> None:
    if timezone.now() < call.opens_at:
        raise ValidationError(_("This call opens on %s.") % dates.format_moment(call.opens_at))
    raise ValidationError(
        _("The deadline was %(moment)s (%(utc)s UTC). Nothing was changed."),
        params={"moment": dates.format_moment(call.closes_at), "utc": f"{call.closes_at:%H:%M}"},
    )
