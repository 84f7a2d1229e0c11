"""How long a text that was brought for the library is kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.bringing import BroughtText
from portal.personal import Keeping


def left_lying(before: datetime) -> QuerySet[BroughtText]:
    """Texts that were brought and never saved."""
    return BroughtText.objects.filter(created_at__lt=before).exclude(state=BroughtText.State.SAVED)


PARTS = (
    Keeping(
        "brought_texts",
        _("Texts of resolutions that coordinators brought and did not save"),
        _("%(time)s after they were brought"),
        _("Deleted. What was saved stays, with the text that it was made of."),
        days=30,
        due=left_lying,
    ),
)
