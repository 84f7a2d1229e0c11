"""What an organization and the coordinators write to each other on an application: one thread, both sides, any time."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.users import User


class Message(models.Model):
    """One message of the thread. Its author is not named to the other side; the text goes into no mail."""

    class Side(models.TextChoices):
        """Who wrote it."""

        ORGANIZATION = "organization", _("The organization wrote")
        COORDINATORS = "coordinators", _("The coordinators wrote")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("organizations.VerificationCase", models.PROTECT, related_name="messages")
    side = models.CharField(max_length=12, choices=Side)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("message"), max_length=4000)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["organization", "coordinators"]), name="message_known_side"),
            models.CheckConstraint(condition=~Q(text=""), name="message_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.side}"
