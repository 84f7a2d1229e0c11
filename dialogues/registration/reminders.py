"""Which reminders went out: one row for each registration, occasion and day, so that none goes out twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.registration.models import Registration


class Occasion(models.TextChoices):
    """What is near: the end of registration, for drafts; the day, for who is approved."""

    CLOSING_WEEK = "closing_week", _("Registration ends in a week")
    CLOSING_DAY = "closing_day", _("Registration ends in a day")
    COMING_DAYS = "coming_days", _("The dialogue is in three days")
    COMING_DAY = "coming_day", _("The dialogue is in a day")


class Reminder(models.Model):
    """One reminder. The day is that of the deadline or the dialogue: where it moves, there is one again."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=12, choices=Occasion)
    day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        constraints = [
            models.UniqueConstraint(fields=["registration", "occasion", "day"], name="one_reminder_of_a_day"),
            models.CheckConstraint(condition=models.Q(occasion__in=Occasion.values), name="reminder_known_occasion"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.registration_id} {self.day:%Y-%m-%d}"
