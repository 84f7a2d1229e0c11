"""What co-signers say of a later text: their name stays under the one that is public, whatever they answer."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from submissions.statements.cosigners import Cosigner


class Reconfirmation(models.Model):
    """One co-signer and one text that is to replace the one that it confirmed. Only the author and it know of this.

    `substance` names the text that it was asked about. Answers count at acceptance; nobody waits for them.
    """

    class Answer(models.TextChoices):
        """What the organization said."""

        NONE = "", _("Asked")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")

    cosigner = models.ForeignKey(Cosigner, models.CASCADE, related_name="reconfirmations")
    later = models.ForeignKey("submissions.LaterVersion", models.CASCADE, related_name="reconfirmations")
    substance = models.CharField(max_length=64)
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cosigner", "later"], name="one_reconfirmation_of_a_cosigner"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=["confirmed", "declined"], answered_at__isnull=False),
                name="answered_reconfirmation_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cosigner}: {self.later}"
