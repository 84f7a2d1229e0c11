"""What a delegate who comes to Vienna tells after approval, and the letter that helps with the visa. None is public."""

import hashlib
import json
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.followup.passports import looks_like_a_passport_number
from dialogues.registration.models import Delegate, Registration
from organizations.models import User

NEVER_ASKED = _("Never a passport number: the portal asks for none and keeps none.")


def no_passport_number(text: str) -> None:
    """Raise ValidationError for words that hold what looks like the number of a passport (DOMAIN, section 2)."""
    if looks_like_a_passport_number(text):
        raise ValidationError(_("This looks like the number of a passport. Take it out: the portal keeps none."))


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Follow-ups by whether their delegate still has a seat in Vienna."""

    def expected(self):
        """Of delegates who are approved to come to Vienna."""
        return self.filter(
            delegate__mode=Delegate.Mode.ON_SITE, delegate__registration__state=Registration.State.APPROVED
        )


class FollowUp(models.Model):
    """One delegate's arrival and departure, and whether a letter for the visa is wanted."""

    delegate = models.OneToOneField(Delegate, models.CASCADE, related_name="follow_up")
    arrives_on = models.DateField(_("day of arrival"), null=True, blank=True)
    arrives_by = models.CharField(
        _("how they arrive"), max_length=120, blank=True, validators=[no_passport_number],
        help_text=_("For example the flight or the train."),
    )  # fmt: skip
    leaves_on = models.DateField(_("day of departure"), null=True, blank=True)
    leaves_by = models.CharField(_("how they leave"), max_length=120, blank=True, validators=[no_passport_number])
    wants_letter = models.BooleanField(_("a letter for the visa is wanted"), default=False)
    passport_name = models.CharField(
        _("name as in the passport"), max_length=120, blank=True, validators=[no_passport_number],
        help_text=NEVER_ASKED,
    )  # fmt: skip
    nationality = models.CharField(_("nationality"), max_length=80, blank=True, validators=[no_passport_number])
    position = models.CharField(
        _("role in the organization, as in the letter"), max_length=120, blank=True, validators=[no_passport_number]
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        ordering = ["delegate"]
        constraints = [
            models.CheckConstraint(
                condition=Q(arrives_on__isnull=True) | Q(leaves_on__isnull=True) | Q(leaves_on__gte=F("arrives_on")),
                name="follow_up_leaves_after_arriving",
                violation_error_message=_("The day of departure cannot come before the day of arrival."),
            ),
            models.CheckConstraint(
                condition=Q(wants_letter=False) | (~Q(passport_name="") & ~Q(nationality="")),
                name="visa_letter_has_its_facts",
                violation_error_message=_("The letter needs the name as in the passport and the nationality."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.updated_at:%Y-%m-%d}"


class VisaLetter(models.Model):
    """A letter as it was issued: later changes of the follow-up do not change it, another letter takes its place.

    It names a passport's holder, so it goes at once with the delegate, whoever takes them off.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="+")
    badge_name = models.CharField(max_length=120)  # of the delegate then: another name is another person
    name = models.CharField(max_length=120)
    nationality = models.CharField(max_length=80)
    position = models.CharField(max_length=120, blank=True)
    arrives_on = models.DateField(null=True)
    leaves_on = models.DateField(null=True)
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter for a visa")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegate"], condition=Q(replaced_at__isnull=True), name="one_standing_visa_letter"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What stands on the letter, and what coordinators look up when an embassy asks. It tells nothing."""
        return f"LET-{self.uuid.hex[:12].upper()}"

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hex, over the facts of the letter: another name or day has another one."""
        days = [day.isoformat() if day else "" for day in (self.arrives_on, self.leaves_on)]
        facts = [str(self.uuid), str(self.registration.uuid), self.name, self.nationality, self.position, *days]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

    @property
    def is_valid(self) -> bool:
        """Whether it still holds: not replaced, and its delegate is approved to come to a dialogue that takes place."""
        if self.replaced_at is not None or not self.registration.dialogue.takes_place:
            return False
        same, comes = self.delegate.name == self.badge_name, self.delegate.mode == Delegate.Mode.ON_SITE
        return same and comes and self.registration.state == Registration.State.APPROVED
