"""Reports of how a State dealt with civil society in one cluster. Moves, levels, safety model: DOMAIN, sections 2, 3.

The link from a claim to its reporter is a table of its own (`ClaimReporter`): no reverse accessor leads to it, and it
is read through one audited function (`submissions.consultations.reporters`).
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal.mechanism.models import Cluster, Instrument
from portal.records import Record, known_state


class ClaimState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    QUESTION = "question", _("More information asked")
    REJECTED = "rejected", _("Not accepted")
    VERIFIED = "verified", _("Verified")
    IN_REPLY = "in_reply", _("Put to the State")
    PUBLISHED = "published", _("On record")
    RETRACTED = "retracted", _("Retracted")


S = ClaimState


class Outcome(models.TextChoices):
    """What happened. The last three are adverse: the State is asked first."""

    CONSULTED = "consulted", _("Consulted")
    INVITED = "invited", _("Invited, did not take part")
    NO_ANSWER = "no_answer", _("Asked, without an answer")
    REFUSED = "refused", _("Asked, and refused")
    NOT_CONSULTED = "not_consulted", _("Not consulted")


ADVERSE = (Outcome.NO_ANSWER, Outcome.REFUSED, Outcome.NOT_CONSULTED)


class Level(models.IntegerChoices):
    """How far a consultation went."""

    NOT_STATED = 0, _("Not stated")
    INFORMED = 1, _("1. Informed")
    ASKED = 2, _("2. Asked for input")
    MET = 3, _("3. Met")
    DRAFT_SHARED = 4, _("4. Shared the draft")
    REFLECTED = 5, _("5. Reflected in what was published")


class Visibility(models.TextChoices):
    """Who may see the reporter. The last two never count in public."""

    PUBLIC = "public", _("Everyone")
    UNNAMED = "unnamed", _("Nobody by name")
    COORDINATORS = "coordinators", _("Only the coordinators")
    SEALED = "sealed", _("Only the safety officer")


class SourceKind(models.TextChoices):
    """Where the report comes from."""

    ORGANIZATION = "organization", _("An organization of this portal")
    PUBLICATION = "publication", _("A published report")
    OFFICIAL = "official", _("A State or an official source")


class Precision(models.TextChoices):
    """How much of the date is known."""

    NOT_STATED = "not_stated", _("Not stated")
    YEAR = "year", _("Year")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")
    BEFORE = "before", _("Before this day")


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Who sees which claims. The public sees statuses and named or published claims, never an unnamed one by itself."""

    def on_record(self):
        """Published ones whose reporter may count in public."""
        return self.filter(state=S.PUBLISHED, visibility__in=[Visibility.PUBLIC, Visibility.UNNAMED])

    def public(self):
        """Claims that are shown one by one."""
        return self.filter(state=S.PUBLISHED, visibility=Visibility.PUBLIC)

    def reported_by(self, user):
        """Claims of the organizations that `user` acts for."""
        organizations = Organization.objects.represented_by(user)
        return self.filter(pk__in=ClaimReporter.objects.filter(organization__in=organizations).values("claim"))

    def visible_to(self, user):
        """Own ones; the public ones; for coordinators all sent ones but sealed; sealed for the safety officer alone."""
        public = Q(state=S.PUBLISHED, visibility=Visibility.PUBLIC)
        if not user.is_authenticated:
            return self.public()
        allowed = public | Q(pk__in=self.model.objects.reported_by(user).values("pk"))
        if user.has_perm("submissions.verify_claim"):
            allowed |= ~Q(state=S.DRAFT) & ~Q(visibility=Visibility.SEALED)
        if user.has_perm("submissions.read_sealed_claim"):
            allowed |= ~Q(state=S.DRAFT) & Q(visibility=Visibility.SEALED)
        return self.filter(allowed)


class Claim(Record):
    """One report about one State and one cluster (or none stated)."""

    State = ClaimState
    FOLLOWERS = {
        S.DRAFT: {S.SUBMITTED},
        S.SUBMITTED: {S.VERIFIED, S.QUESTION, S.REJECTED},
        S.QUESTION: {S.SUBMITTED},
        S.VERIFIED: {S.IN_REPLY, S.PUBLISHED},
        S.IN_REPLY: {S.PUBLISHED},
        S.PUBLISHED: {S.RETRACTED},
    }
    SHAPES = {
        S.SUBMITTED: "half",
        S.QUESTION: "half",
        S.VERIFIED: "half",
        S.IN_REPLY: "half",
        S.PUBLISHED: "on",
        S.REJECTED: "stop",
        S.RETRACTED: "none",
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.CharField(max_length=12, null=True, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    country = models.ForeignKey("mechanism.State", models.PROTECT, related_name="claims", verbose_name=_("State"))
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="claims", null=True, blank=True, verbose_name=_("cluster")
    )
    instruments = models.ManyToManyField(Instrument, related_name="claims", blank=True)
    outcome = models.CharField(_("Which comes closest?"), max_length=14, choices=Outcome)
    level = models.PositiveSmallIntegerField(
        _("If you were consulted: how far did it go?"), choices=Level, default=Level.NOT_STATED
    )
    happened_on = models.DateField(_("when"), null=True, blank=True)
    happened_until = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.NOT_STATED)
    account = models.TextField(_("in your words"), max_length=4000, blank=True)
    language = models.CharField(max_length=10, default="en")
    visibility = models.CharField(
        _("Who may see that it was you?"), max_length=12, choices=Visibility, default=Visibility.COORDINATORS
    )
    source_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.ORGANIZATION, editable=False)
    source_note = models.CharField(_("how can someone else know?"), max_length=400, blank=True)
    display_name = models.CharField(max_length=200, blank=True, editable=False)
    reporter_key = models.CharField(max_length=64, null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    reply_until = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.TextField(blank=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation report")
        verbose_name_plural = _("consultation reports")
        ordering = ["-pk"]
        permissions = [
            ("verify_claim", "Can verify consultation reports"),
            ("read_sealed_claim", "Can read sealed consultation reports"),
        ]
        indexes = [
            models.Index(fields=["country", "cluster", "state"], name="claim_of_cell"),
            models.Index(fields=["state", "created_at"], name="claim_queue"),
        ]
        constraints = [
            known_state(ClaimState, "claim_known_state"),
            models.CheckConstraint(condition=Q(level__lte=5), name="claim_known_level"),
            models.CheckConstraint(
                condition=Q(level=0) | Q(outcome="consulted"), name="level_needs_consultation",
                violation_error_message=_("A level belongs to a consultation that took place."),
            ),
            models.CheckConstraint(
                condition=Q(happened_until__isnull=True) | Q(happened_until__gte=F("happened_on")),
                name="claim_period_in_order",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(precision="not_stated", happened_on__isnull=True)
                | (~Q(precision="not_stated") & Q(happened_on__isnull=False)),
                name="claim_date_and_precision_agree",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "in_reply", "published"]) | Q(verified_at__isnull=False),
                name="published_claim_was_verified",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "retracted"]) | Q(published_at__isnull=False),
                name="published_claim_has_date",
            ),
            models.UniqueConstraint(
                fields=["reporter_key", "country", "cluster"],
                condition=~Q(state__in=["rejected", "retracted"]) & Q(cluster__isnull=False),
                name="one_live_claim_of_a_reporter",
                violation_error_message=_("Your organization has a report on this State and cluster already."),
            ),
            models.UniqueConstraint(
                fields=["reporter_key", "country"],
                condition=~Q(state__in=["rejected", "retracted"]) & Q(cluster__isnull=True),
                name="one_live_claim_without_cluster",
                violation_error_message=_("Your organization has a report on this State and cluster already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.receipt or str(self.uuid)


class ClaimReporter(models.Model):
    """Who reported a claim: the only link, kept apart."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return "a reporter"


class ClaimVerification(models.Model):
    """How a coordinator checked a claim."""

    class Method(models.TextChoices):
        """The ways to check."""

        DOCUMENT = "document", _("Document seen")
        SECOND_SOURCE = "second_source", _("Second source")
        FOCAL_POINT = "focal_point", _("Contact with the focal point")
        PUBLICATION = "publication", _("Publication")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verifications")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    method = models.CharField(_("how it was checked"), max_length=14, choices=Method)
    note = models.CharField(_("note for the record"), max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.claim} {self.method}"
