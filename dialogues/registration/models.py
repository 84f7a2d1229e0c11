"""Registering one organization's delegation for one dialogue. Moves: DOMAIN, section 2."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.coordinators import of_dialogues
from dialogues.pages import DialoguePage
from dialogues.registration.door import DelegateQuerySet
from organizations.models import Organization, User
from portal.records import Record, known_state


class RegistrationState(models.TextChoices):
    """Where a registration stands. `submitted` is not judged yet; `waiting` is judged fit, but without a seat."""

    DRAFT = "draft", _("Not sent")
    SUBMITTED = "submitted", _("Being checked")
    FORWARDED = "forwarded", _("With the Extended Bureau")
    APPROVED = "approved", _("Approved")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


S = RegistrationState
LIVE = (S.DRAFT, S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING)
MOST_WORDS = 300


def not_too_long(text: str) -> None:
    """Raise ValidationError with the number of words when there are more than MOST_WORDS."""
    count = len(text.split())
    if count > MOST_WORDS:
        raise ValidationError(
            _("This has %(count)s words; %(limit)s are allowed."), params={"count": count, "limit": MOST_WORDS}
        )


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Who sees which registrations. None is public."""

    def of_members(self, user):
        """Those of the organizations for which this person acts."""
        return self.filter(organization__in=Organization.objects.represented_by(user))

    def to_decide(self):
        """Those that wait for the coordinators, the one that was sent first in front."""
        return self.filter(state__in=[S.SUBMITTED, S.FORWARDED]).order_by("submitted_at", "pk")

    def counted(self):
        """With the number of delegates in each mode: `on_site` and `online`."""
        return self.annotate(
            on_site=Count("delegates", filter=Q(delegates__mode="on_site")),
            online=Count("delegates", filter=Q(delegates__mode="online")),
        )

    def visible_to(self, user):
        """An organization's own; for coordinators also all that were sent in."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organization__in=Organization.objects.represented_by(user))
        if user.has_perm("dialogues.decide_registration"):
            return self.filter(~Q(state=S.DRAFT) | own)
        return self.filter(own | (~Q(state=S.DRAFT) & of_dialogues(user)))

    def for_coordinator(self, user):
        """Those on which this person decides: all that were sent in, or those of the dialogues they coordinate."""
        sent = self.exclude(state=S.DRAFT)
        return sent if user.has_perm("dialogues.decide_registration") else sent.filter(of_dialogues(user))


class Registration(Record):
    """One delegation: an organization at a dialogue, with one or more delegates."""

    State = RegistrationState
    FOLLOWERS = {
        S.DRAFT: {S.SUBMITTED},
        S.SUBMITTED: {S.FORWARDED, S.APPROVED, S.WAITING, S.DECLINED, S.CANCELLED},
        S.FORWARDED: {S.APPROVED, S.WAITING, S.DECLINED, S.CANCELLED},
        S.APPROVED: {S.SUBMITTED, S.CANCELLED},
        S.WAITING: {S.APPROVED, S.SUBMITTED, S.CANCELLED},
        S.DECLINED: {S.SUBMITTED},
        S.CANCELLED: {S.SUBMITTED},
    }
    SHAPES = {
        S.SUBMITTED: "half",
        S.FORWARDED: "half",
        S.WAITING: "half",
        S.APPROVED: "on",
        S.DECLINED: "stop",
        S.CANCELLED: "none",
    }

    class Consent(models.TextChoices):
        """Who may read on a list that this organization takes part."""

        NOBODY = "nobody", _("Nobody")
        PARTICIPANTS = "participants", _("The other participants")
        PUBLIC = "public", _("Everyone")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    dialogue = models.ForeignKey(DialoguePage, models.PROTECT, related_name="registrations")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="registrations", verbose_name=_("organization")
    )
    submitted_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    expertise = models.TextField(
        _("what you bring to this dialogue"), max_length=3000, validators=[not_too_long],
        help_text=_("Up to 300 words; the coordinators read it."),
    )  # fmt: skip
    wants_floor = models.BooleanField(_("we ask to speak from the floor"), default=False)
    floor_topic = models.CharField(_("about what"), max_length=200, blank=True)
    consent = models.CharField(
        _("Who may read that you take part?"), max_length=12, choices=Consent, default=Consent.NOBODY
    )
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.TextField(blank=True, editable=False)
    told_sequence = models.PositiveIntegerField(default=0, editable=False)  # of the dialogue's calendar
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-pk"]
        permissions = [("decide_registration", "Can decide on registrations")]
        indexes = [
            models.Index(fields=["dialogue", "state", "submitted_at"], name="registration_queue"),
            models.Index(fields=["organization", "state"], name="registration_of_organization"),
        ]
        constraints = [
            known_state(RegistrationState, "registration_known_state"),
            models.UniqueConstraint(
                fields=["dialogue", "organization"],
                condition=Q(state__in=["draft", "submitted", "forwarded", "approved", "waiting"]),
                name="one_live_registration",
                violation_error_message=_("Your organization has a registration for this dialogue already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision_note=""), name="declined_registration_has_reason",
                violation_error_message=_("Say why, so that the organization can act on it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "waiting", "declined"]) | Q(decided_at__isnull=False),
                name="decided_registration_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="sent_registration_has_date"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization} – {self.dialogue}"

    @property
    def receipt(self) -> str:
        """The number that people quote in letters; it is no secret and opens nothing."""
        return f"REG-{self.uuid.hex[:8].upper()}"

    def get_absolute_url(self) -> str:
        """The organization's own page of this registration, in its desk."""
        return reverse("registration:desk_detail", args=[self.uuid])


class Delegate(models.Model):
    """A person of a delegation. Never a passport number; the uuid is what a badge carries."""

    class Mode(models.TextChoices):
        """How this person takes part."""

        ON_SITE = "on_site", _("In Vienna")
        ONLINE = "online", _("Online")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="delegates")
    name = models.CharField(_("full name"), max_length=120, help_text=_("As on the badge"))
    email = models.EmailField(_("e-mail"), help_text=_("We write only about this dialogue"))
    position = models.CharField(_("role in the organization"), max_length=120, blank=True)
    mode = models.CharField(_("How will this person take part?"), max_length=8, choices=Mode)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    needs = models.CharField(
        _("access needs"), max_length=300, blank=True,
        help_text=_("Interpretation, captions, step-free access. Only what you want to share; deleted after the day."),
    )  # fmt: skip
    checked_in_at = models.DateTimeField(null=True, editable=False)
    checked_in_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    letter_number = models.CharField(max_length=16, null=True, unique=True, editable=False)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "email"], name="delegate_once_in_a_delegation",
                violation_error_message=_("This person is in the delegation already."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="delegate_email_is_lower_case"),
            models.CheckConstraint(condition=Q(mode__in=["on_site", "online"]), name="delegate_known_mode"),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=False) | Q(checked_in_by__isnull=True, letter_number__isnull=True),
                name="only_who_came_is_checked_in",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
