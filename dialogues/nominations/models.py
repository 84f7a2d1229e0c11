"""Nominating people for the panels of a dialogue. Nothing of it is public but who sits on the panel in the end."""

import hashlib
import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.coordinators import of_dialogues
from dialogues.nominations.calls import NominationCall
from dialogues.panel import PanelPage
from dialogues.registration.models import not_too_long
from organizations.models import Organization, User
from portal.languages import LanguagesField
from portal.mechanism.models import RegionalGroup
from portal.mechanism.models import State as Country
from portal.records import Record, known_state


class NominationState(models.TextChoices):
    """Where a nomination stands."""

    DRAFT = "draft", _("Not sent")
    SUBMITTED = "submitted", _("Being scored")
    SHORTLISTED = "shortlisted", _("On the shortlist")
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted by the nominee")
    REFUSED = "refused", _("Declined by the nominee")
    NOT_CHOSEN = "not_chosen", _("Not chosen")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = NominationState
# Those that count towards what an organization may send, and those on which a person is not nominated twice.
STANDING = (S.SUBMITTED, S.SHORTLISTED, S.INVITED, S.ACCEPTED)
# From here on it is about whom to invite: the people are known by their names.
DECIDED = (S.SHORTLISTED, S.INVITED, S.ACCEPTED, S.REFUSED)


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Who sees which nominations. None is public."""

    def of_members(self, user):
        """Those of the organizations for which this person acts."""
        return self.filter(organization__in=Organization.objects.represented_by(user))

    def sent(self):
        """Those that were sent in and not taken back."""
        return self.exclude(state__in=[S.DRAFT, S.WITHDRAWN])

    def visible_to(self, user):
        """An organization's own; for coordinators also all that were sent in."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organization__in=Organization.objects.represented_by(user))
        return self.filter(own | Q(pk__in=Nomination.objects.for_coordinator(user).values("pk")))

    def for_coordinator(self, user):
        """Those on which this person decides: all that were sent in, or those of the dialogues they coordinate."""
        sent = self.sent()
        if user.has_perm("dialogues.decide_nomination"):
            return sent
        return sent.filter(of_dialogues(user, "call__dialogue"))


class Nomination(Record):
    """One person, proposed by one verified organization for a panel of a dialogue."""

    State = NominationState
    FOLLOWERS = {
        S.DRAFT: {S.SUBMITTED},
        S.SUBMITTED: {S.SHORTLISTED, S.NOT_CHOSEN, S.WITHDRAWN},
        S.SHORTLISTED: {S.INVITED, S.NOT_CHOSEN},
        S.INVITED: {S.ACCEPTED, S.REFUSED, S.SHORTLISTED},  # back: the invitation was taken back
    }
    SHAPES = {
        S.SUBMITTED: "half",
        S.SHORTLISTED: "half",
        S.INVITED: "half",
        S.ACCEPTED: "on",
        S.REFUSED: "stop",
        S.NOT_CHOSEN: "stop",
        S.WITHDRAWN: "none",
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    call = models.ForeignKey(NominationCall, models.PROTECT, related_name="nominations")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="nominations", verbose_name=_("organization")
    )
    panel = models.ForeignKey(
        PanelPage, models.SET_NULL, null=True, blank=True, related_name="nominations", verbose_name=_("panel"),
        help_text=_("Leave it open when the person fits more than one."),
    )  # fmt: skip
    name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("We write there only to invite this person."))
    position = models.CharField(_("position"), max_length=160, blank=True)
    languages = LanguagesField(_("languages"), help_text=_("In which this person can speak on a panel."))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country"),
        help_text=_("Where this person works."),
    )  # fmt: skip
    kind = models.CharField(_("kind of organization"), max_length=10, choices=Organization.Kind, blank=True)
    first_time = models.BooleanField(
        _("this person has not sat on a panel of a constructive dialogue before"), default=False
    )
    expertise = models.TextField(
        _("expertise"), max_length=4000, blank=True, validators=[not_too_long],
        help_text=_("Up to 300 words. It is scored without names: leave out the person's and the organization's."),
    )  # fmt: skip
    consent = models.BooleanField(_("this person knows of the nomination and agreed to it"), default=False)
    submitted_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.TextField(blank=True, editable=False)
    token_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    invited_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-pk"]
        permissions = [("decide_nomination", "Can decide on nominations")]
        indexes = [
            models.Index(fields=["call", "state", "submitted_at"], name="nomination_queue"),
            models.Index(fields=["organization", "state"], name="nomination_of_organization"),
        ]
        constraints = [
            known_state(NominationState, "nomination_known_state"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="nomination_email_is_lower_case"),
            models.UniqueConstraint(
                fields=["call", "organization", "email"], condition=Q(state__in=STANDING) & ~Q(email=""),
                name="person_nominated_once",
                violation_error_message=_("Your organization has nominated this person already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="sent_nomination_has_date"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(consent=True), name="sent_nomination_has_consent",
                violation_error_message=_("Nominate nobody who has not agreed."),
            ),
            models.CheckConstraint(
                condition=~Q(state="not_chosen") | (~Q(decision_note="") & Q(decided_at__isnull=False)),
                name="nomination_not_chosen_has_reason",
                violation_error_message=_("Say why, so that the organization can act on it."),
            ),
            models.CheckConstraint(
                condition=~Q(state="invited")
                | Q(token_hash__isnull=False, expires_at__gt=F("invited_at")),
                name="invited_nominee_has_link_and_term",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"]) | Q(answered_at__isnull=False),
                name="answered_nomination_has_date",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """The number that people quote, and by which it is scored; it is no secret and opens nothing."""
        return f"NOM-{self.uuid.hex[:8].upper()}"

    @property
    def region(self) -> str:
        """The regional group of the nominee's country, in words: all that is told of it while scoring."""
        group = self.country.regional_group if self.country else ""
        return str(RegionalGroup(group).label) if group else str(_("Not known"))

    @property
    def has_expired(self) -> bool:
        """Whether the invitation can be accepted no more, unless it is sent again."""
        return self.state == S.INVITED and self.expires_at is not None and self.expires_at <= timezone.now()

    def new_token(self) -> str:
        """Give the invitation a new token, in place of any before; returned once, to be mailed, and nowhere stored."""
        token = secrets.token_urlsafe(24)
        self.token_hash = hash_of(token)
        return token

    def get_absolute_url(self) -> str:
        """The organization's own page of this nomination, in its desk."""
        return reverse("nominations:desk_detail", args=[self.uuid])


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
