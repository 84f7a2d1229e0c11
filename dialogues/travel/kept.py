"""How long requests for travel support are kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.travel.models import TravelRequest
from portal.personal import Keeping


def old_requests(before: datetime) -> QuerySet[TravelRequest]:
    """For dialogues that ended before."""
    return TravelRequest.objects.filter(registration__dialogue__ends_at__lt=before)


PARTS = (
    Keeping(
        "travel",
        _("Requests for travel support"),
        _("%(time)s after the dialogue"),
        _("Deleted."),
        days=365,
        due=old_requests,
    ),
)
