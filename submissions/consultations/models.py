"""Reports of how a State dealt with civil society in one cluster. Moves, levels, safety model: DOMAIN, sections 2, 3.

The link from a claim to its reporter is a table of its own (`ClaimReporter`): no reverse accessor leads to it, and it
is read through one module alone (`submissions.consultations.reporters`). Nothing here keeps an exact time or an acting
person of the reporting side.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal.mechanism.models import Cluster, Instrument
from portal.records import Record, known_state
from submissions.consultations.changes import OnRecord, OnRecordQuerySet
from submissions.consultations.choices import COUNTED, ClaimState, Level, Outcome, Precision, SourceKind, Visibility
from submissions.consultations.when import when_in_words

S = ClaimState


def may_read_sealed(user: User) -> bool:
    """Whether `user` is the safety officer. An administrator, who may do everything else, is not."""
    return not user.is_superuser and user.has_perm("submissions.read_sealed_claim")


class ClaimQuerySet(OnRecordQuerySet["Claim"]):
    """Who sees which claims. The public sees statuses and named or published claims, never an unnamed one by itself."""

    def counted(self):
        """Those that may count in public, retracted ones included: what stood on a day is computed from them."""
        return self.filter(state__in=[S.PUBLISHED, S.RETRACTED], visibility__in=COUNTED)

    def public(self):
        """Claims that are shown one by one, and the tombstones of those that were."""
        return self.filter(state__in=[S.PUBLISHED, S.RETRACTED], visibility=Visibility.PUBLIC)

    def put_to_states(self):
        """Claims that a State reads one by one: its own critical ones while it may reply, and what is on record."""
        return self.filter(state__in=[S.IN_REPLY, S.PUBLISHED], visibility=Visibility.PUBLIC)

    def reported_by(self, user):
        """Claims of the organizations that `user` acts for; a sealed one is there for its writer alone."""
        links = ClaimReporter.objects.filter(organization__in=Organization.objects.represented_by(user))
        shared = ~Q(visibility=Visibility.SEALED) & Q(pk__in=links.values("claim"))
        return self.filter(shared | Q(pk__in=links.filter(user=user).values("claim")))

    def for_staff(self, user):
        """Sent ones, as far as `user` may check them; sealed ones for the safety officer alone."""
        if not user.has_perm("submissions.verify_claim"):
            return self.none()
        sent = self.exclude(state=S.DRAFT)
        return sent if may_read_sealed(user) else sent.exclude(visibility=Visibility.SEALED)

    def waiting_for(self, user):
        """Those on which `user` may decide something, by the day they came and in no other order."""
        undecided = self.for_staff(user).filter(state__in=[S.SUBMITTED, S.QUESTION, S.VERIFIED, S.IN_REPLY])
        kept_back = Q(state=S.VERIFIED) & ~Q(visibility__in=COUNTED)  # what never counts is done once it was verified
        return undecided.exclude(kept_back).order_by("submitted_on", "uuid")

    def visible_to(self, user):
        """Own ones, the public ones, and what `user` may check."""
        if not user.is_authenticated:
            return self.public()
        own = self.model.objects.reported_by(user).values("pk")
        staff = self.model.objects.for_staff(user).values("pk")
        public = self.model.objects.public().values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=staff) | Q(pk__in=public))


class Claim(OnRecord, Record):
    """One report about one State and one cluster (or none stated)."""

    ON_RECORD_SINCE = "published_at"
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
    paragraphs = models.ManyToManyField("dialogues.Paragraph", related_name="claims", blank=True, editable=False)
    outcome = models.CharField(_("Which comes closest?"), max_length=14, choices=Outcome, blank=True)
    level = models.PositiveSmallIntegerField(
        _("If you were consulted: how far did it go?"), choices=Level, default=Level.NOT_STATED
    )
    happened_on = models.DateField(_("when"), null=True, blank=True)
    happened_until = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.NOT_STATED)
    account = models.TextField(_("In your words"), max_length=4000, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    visibility = models.CharField(
        _("Who may see that it was you?"), max_length=12, choices=Visibility, default=Visibility.COORDINATORS
    )
    source_kind = models.CharField(max_length=12, choices=SourceKind, default=SourceKind.ORGANIZATION, editable=False)
    source_note = models.CharField(_("How can someone else know?"), max_length=400, blank=True)
    internal_note = models.TextField(_("For those who check it alone"), max_length=4000, blank=True)
    display_name = models.CharField(max_length=200, blank=True, editable=False)
    reporter_key = models.CharField(max_length=64, null=True, editable=False)
    submitted_on = models.DateField(null=True, editable=False)  # the day alone: an exact time could show who it was
    verified_at = models.DateTimeField(null=True, editable=False)
    reply_until = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    retracted_at = models.DateTimeField(null=True, editable=False)
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
            models.Index(fields=["state", "submitted_on"], name="claim_queue"),
        ]
        constraints = [
            known_state(ClaimState, "claim_known_state"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="claim_known_visibility"),
            models.CheckConstraint(condition=Q(source_kind__in=SourceKind.values), name="claim_known_source_kind"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values) | Q(outcome="", state="draft"), name="claim_known_outcome",
                violation_error_message=_("Choose what happened."),
            ),
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
                | (Q(precision__in=["year", "month", "day", "before"]) & Q(happened_on__isnull=False)),
                name="claim_date_and_precision_agree",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_on__isnull=False), name="sent_claim_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "in_reply", "published"]) | Q(verified_at__isnull=False),
                name="published_claim_was_verified",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "retracted"])
                | (Q(published_at__isnull=False) & Q(visibility__in=["public", "unnamed"])),
                name="published_claim_may_count_and_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="retracted", retracted_at__isnull=False)
                | (~Q(state="retracted") & Q(retracted_at__isnull=True)),
                name="retracted_claim_has_date",
            ),
            models.CheckConstraint(
                condition=Q(display_name="") | Q(state="published", visibility="public"), name="only_public_claim_names"
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

    @property
    def is_put_to_state(self) -> bool:
        """Whether its State reads it one by one and may reply to it (`put_to_states` asks for many)."""
        return self.state in (S.IN_REPLY, S.PUBLISHED) and self.visibility == Visibility.PUBLIC

    @property
    def counts(self) -> bool:
        """Whether it may ever count in public."""
        return self.visibility in COUNTED

    @property
    def when(self) -> str:
        """When it happened, only what is known, in the reader's language."""
        return when_in_words(self.happened_on, self.precision, self.happened_until)


class ClaimReporter(models.Model):
    """Who reported a claim: the only link, kept apart. `user` is the one who wrote it last."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return "a reporter"


class ReporterSecret(models.Model):
    """The key under which reporters are told apart without being named; one row, made once, never changed.

    Not SECRET_KEY, because a new one of that would let an organization report twice.
    """

    only = models.BooleanField(default=True, unique=True)
    secret = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_reporter_secret")]

    def __str__(self) -> str:
        return "the reporter secret"


class ClaimQuestion(models.Model):
    """What a coordinator asked about a claim, and what its reporter answered. Days only, and nobody's name."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="questions")
    question = models.TextField(max_length=2000)
    asked_on = models.DateField()
    answer = models.TextField(_("Your answer"), max_length=4000, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(answered_on__isnull=True), name="one_open_question_of_a_claim"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""), name="answered_question_has_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.asked_on}"


class ClaimVerification(models.Model):
    """How a coordinator checked a claim."""

    class Method(models.TextChoices):
        """The ways to check."""

        DOCUMENT = "document", _("Document seen")
        SECOND_SOURCE = "second_source", _("Second source")
        FOCAL_POINT = "focal_point", _("Contact with the focal point")
        PUBLICATION = "publication", _("Publication")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="verifications")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    method = models.CharField(_("how it was checked"), max_length=14, choices=Method)
    note = models.CharField(_("note for the record"), max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.claim} {self.method}"
