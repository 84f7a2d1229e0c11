"""The roles of those who run the portal and of States' focal points (DOMAIN, section 5), as rows that tell their story.

An assignment is what counts; the groups of Django that go with it follow from it (`organizations.assigning`). What a
role opens is said in `home.roles` and, for the coordinator of one dialogue, in `dialogues.coordinators`.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from organizations.users import User
from portal.mechanism.models import State


class Duty(models.TextChoices):
    """What somebody is trusted with."""

    COORDINATOR = "coordinator", _("Coordinator of all dialogues")
    DIALOGUE = "dialogue", _("Coordinator of one dialogue")
    HELPER = "helper", _("Helper on the day of one dialogue")
    SAFETY = "safety", _("Safety officer")
    FOCAL_POINT = "focal_point", _("Focal point of a State")
    ADMINISTRATOR = "administrator", _("Administrator")


# Those that hold for one dialogue, and name it.
OF_DIALOGUE = (Duty.DIALOGUE, Duty.HELPER)
# Those who work with other people's data: they need a second factor where the portal asks for one.
STAFF = (Duty.COORDINATOR, Duty.DIALOGUE, Duty.SAFETY, Duty.ADMINISTRATOR)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Who has which role now."""

    def active(self):
        """Those that hold now."""
        return self.filter(ended_at__isnull=True)

    def dialogues_of(self, user: Any):
        """The keys (`translation_key`) of the dialogues that `user` coordinates one by one, for a subquery."""
        mine = self.active().filter(user=user.pk, duty=Duty.DIALOGUE)
        return mine.values("dialogue_key")

    def doors_of(self, user: Any):
        """The keys of the dialogues at whose door `user` stands: those they coordinate, and those they help at."""
        mine = self.active().filter(user=user.pk, duty__in=OF_DIALOGUE)
        return mine.values("dialogue_key")

    def states_of(self, user: Any):
        """The States whose focal point `user` is: their published claims and those put to them are theirs to read."""
        mine = self.active().filter(user=user.pk, duty=Duty.FOCAL_POINT)
        return State.objects.filter(pk__in=mine.values("country"))

    def visible_to(self, user: Any):
        """All of them for those who give roles; one's own for everybody else."""
        if user.has_perm("organizations.assign_duty"):
            return self.all()
        return self.filter(user=user.pk)


class Assignment(models.Model):
    """One role that somebody holds or held: who gave it and why, since when, and how it ended.

    `dialogue_key` names a dialogue in all its languages; this floor does not know dialogues, so it only keeps the key.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name=_("account"))
    duty = models.CharField(_("role"), max_length=14, choices=Duty)
    dialogue_key = models.UUIDField(null=True)
    country = models.ForeignKey(State, models.PROTECT, null=True, related_name="+", verbose_name=_("State"))
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    since = models.DateTimeField(_("since"), db_default=Now())
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["-pk"]
        permissions = [("assign_duty", "Can give and end roles")]
        indexes = [models.Index(fields=["user", "duty", "ended_at"], name="assignment_of_user")]
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="assignment_known_duty"),
            models.CheckConstraint(
                condition=(Q(duty__in=["dialogue", "helper"]) & Q(dialogue_key__isnull=False))
                | (~Q(duty__in=["dialogue", "helper"]) & Q(dialogue_key__isnull=True)),
                name="dialogue_goes_with_its_duty", violation_error_message=_("Choose the dialogue."),
            ),
            models.CheckConstraint(
                condition=(Q(duty="focal_point") & Q(country__isnull=False))
                | (~Q(duty="focal_point") & Q(country__isnull=True)),
                name="state_goes_with_its_duty", violation_error_message=_("Choose the State."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="ended_assignment_has_reason"
            ),
            models.UniqueConstraint(
                fields=["user", "duty"], condition=Q(ended_at__isnull=True) & Q(dialogue_key__isnull=True),
                name="one_active_assignment", violation_error_message=_("This person has this role already."),
            ),
            models.UniqueConstraint(
                fields=["user", "dialogue_key", "duty"], condition=Q(ended_at__isnull=True, dialogue_key__isnull=False),
                name="one_active_dialogue_assignment",
                violation_error_message=_("This person has this role already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} – {self.get_duty_display()}"
