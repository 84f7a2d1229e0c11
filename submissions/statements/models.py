"""Written statements: the record and its frozen versions. Moves: DOMAIN, section 2."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from dialogues.coordinators import of_dialogues
from dialogues.models import DialoguePage, Paragraph
from organizations.models import Organization, User
from portal.mechanism.models import Instrument
from portal.mechanism.topics import KINDS, Topic, topics_of
from portal.records import Record, known_state
from submissions.statements.attachments import Attachment
from submissions.statements.calls import Call, ReferenceSeries
from submissions.statements.cosigners import Cosigner, CosignerState
from submissions.statements.entries import SeriesCheck, StatementEntry
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.reconfirmations import Reconfirmation
from submissions.statements.reviews import Review
from submissions.statements.tombstones import Tombstone
from submissions.statements.versioned import Versioned
from submissions.statements.versions import StatementVersion

__all__ = [
    "Attachment",
    "Call",
    "Cosigner",
    "CosignerState",
    "LaterState",
    "LaterVersion",
    "Reconfirmation",
    "ReferenceSeries",
    "Review",
    "SeriesCheck",
    "Statement",
    "StatementEntry",
    "StatementState",
    "StatementVersion",
    "Tombstone",
]


LONGEST_TITLE_KEY = 200  # a letter may become two
# Where a statement keeps its topics, by the kinds of portal.mechanism.topics; and all that says what it is about.
TOPICS = {
    "state": "countries", "article": "articles", "cluster": "clusters", "target": "targets", "paragraph": "paragraphs"
}  # fmt: skip
SUBJECTS = ("instruments", *TOPICS.values())


def with_topics() -> list[Prefetch]:
    """What to prefetch, so that `topics` asks nothing."""
    return [Prefetch(name, KINDS[kind].rows()) for kind, name in TOPICS.items()]


class StatementState(models.TextChoices):
    """Where a statement stands. Accepted and past its `publish_at` is public; an embargo is a condition, not a job."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Returned with questions")
    ACCEPTED = "accepted", _("Published")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


S = StatementState


class StatementQuerySet(models.QuerySet["Statement"]):
    """Who sees which statements."""

    def public(self):
        """On the record for everyone, now."""
        return self.filter(state=S.ACCEPTED, publish_at__lte=timezone.now())

    def was_public(self):
        """On the record now, or once and taken away since: a tombstone stands there.

        What was taken away under an embargo never was on the record, also after its moment.
        """
        stones = Tombstone.objects.filter(
            statement=OuterRef("pk"), lifted_at__isnull=True, at__gte=OuterRef("publish_at")
        )
        gone = Q(state__in=[S.WITHDRAWN, S.REMOVED]) & Exists(stones)
        return self.filter(Q(state=S.ACCEPTED) | gone, publish_at__lte=timezone.now())

    def visible_to(self, user):
        """An organization's own; for coordinators all but drafts; the public ones for everyone."""
        if not user.is_authenticated:
            return self.public()
        own = Q(organization__in=Organization.objects.represented_by(user))
        if user.has_perm("submissions.review_statement"):
            return self.filter(~Q(state=S.DRAFT) | own)
        theirs = ~Q(state=S.DRAFT) & of_dialogues(user)
        return self.filter(own | theirs | Q(state=S.ACCEPTED, publish_at__lte=timezone.now()))

    def for_coordinator(self, user):
        """Those on which `user` decides: all that were sent in, or those of the dialogues they coordinate."""
        sent = self.exclude(state=S.DRAFT)
        return sent if user.has_perm("submissions.review_statement") else sent.filter(of_dialogues(user))

    def own_to(self, user):
        """Those of the organizations that `user` acts for, in any role and any state."""
        return self.filter(organization__in=Organization.objects.represented_by(user))

    def live(self):
        """Those that stand in the way of another one for the same call."""
        return self.exclude(state__in=[S.REJECTED, S.WITHDRAWN, S.REMOVED])

    def with_latest_title(self):
        """With title and language of the newest text, as its organization sees them, also while it is being written."""
        seen = Q(track__isnull=True) | Q(pk=OuterRef("current"))
        newest = StatementVersion.objects.filter(seen, statement=OuterRef("pk")).order_by("-number")
        return self.annotate(
            latest_title=Subquery(newest.values("title")[:1]), latest_language=Subquery(newest.values("language")[:1])
        )

    def for_reading(self):
        """With everything that its page shows: the dialogue's title in the active language, the author's profile."""
        local = Page.objects.live().filter(
            translation_key=OuterRef("dialogue__translation_key"),
            locale__language_code=get_language(),
            alias_of__isnull=True,
        )
        rows = self.select_related("organization__country", "dialogue", "current__track")
        rows = rows.prefetch_related("instruments")
        profile = Organization.objects.public().filter(pk=OuterRef("organization_id"))
        return rows.annotate(local_title=Subquery(local.values("title")[:1]), author_has_profile=Exists(profile))

    def with_entry_number(self):
        """With the number of its acceptance in the chain of its series."""
        accepted = StatementEntry.objects.filter(statement=OuterRef("pk"), kind=StatementEntry.Kind.ACCEPT)
        return self.annotate(entry_number=Subquery(accepted.values("seq")))

    def for_lists(self):
        """With everything that a line of a list shows, and without the long texts."""
        long_texts = ("search_text", "current__source", "current__body", "current__body_text")
        named = Cosigner.objects.listed().filter(statement=OuterRef("pk")).order_by().values("statement")
        rows = self.for_reading().annotate(cosigned_by=Subquery(named.annotate(rows=Count("pk")).values("rows")))
        return rows.defer(*long_texts, "dialogue__summary", "dialogue__next_steps")


class Statement(Versioned, Record):
    """What one organization puts on the record of one dialogue.

    `reported_from` marks a statement that is known only from a published source: then the text is a summary in our
    words, and the organization did not send it in.
    """

    State = StatementState
    FOLLOWERS = {
        S.DRAFT: {S.SUBMITTED},
        S.SUBMITTED: {S.ACCEPTED, S.RETURNED, S.REJECTED},
        S.RETURNED: {S.SUBMITTED},
        S.REJECTED: {S.SUBMITTED},  # by the one appeal; what happens then is another coordinator's
        S.ACCEPTED: {S.WITHDRAWN, S.REMOVED},
        S.WITHDRAWN: {S.ACCEPTED},  # taken back within 48 hours
        S.REMOVED: {S.ACCEPTED},  # restored by another coordinator
    }
    SHAPES = {
        S.SUBMITTED: "half",
        S.RETURNED: "half",
        S.ACCEPTED: "on",
        S.REJECTED: "stop",
        S.WITHDRAWN: "none",
        S.REMOVED: "stop",
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="statements", verbose_name=_("organization")
    )
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="statements", verbose_name=_("call"))
    dialogue = models.ForeignKey(
        DialoguePage, models.PROTECT, related_name="statements", verbose_name=_("dialogue"), editable=False
    )
    instruments = models.ManyToManyField(
        Instrument, related_name="statements", blank=True, verbose_name=_("instruments it speaks about")
    )
    articles = models.ManyToManyField(
        "mechanism.Article", related_name="statements", blank=True, verbose_name=_("articles it speaks about")
    )
    clusters = models.ManyToManyField(
        "mechanism.Cluster", related_name="statements", blank=True, verbose_name=_("clusters it speaks about")
    )
    targets = models.ManyToManyField(
        "mechanism.SdgTarget", related_name="statements", blank=True, verbose_name=_("development targets")
    )
    countries = models.ManyToManyField(
        "mechanism.State", related_name="statements", blank=True, verbose_name=_("States it speaks about")
    )
    paragraphs = models.ManyToManyField(
        Paragraph, related_name="statements", blank=True, verbose_name=_("paragraphs of resolutions it speaks about")
    )
    current = models.ForeignKey(StatementVersion, models.PROTECT, null=True, related_name="+", editable=False)
    reference = models.CharField(max_length=60, null=True, unique=True, editable=False)
    slug = models.SlugField(max_length=60, null=True, unique=True, editable=False)
    receipt = models.CharField(max_length=12, null=True, unique=True, editable=False)
    reported_from = models.CharField(max_length=300, blank=True, editable=False)
    submitted_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.TextField(blank=True, editable=False)
    publish_at = models.DateTimeField(null=True, editable=False)
    # What the register finds, sorts and counts it by while it is on the record: the words of reference, title, summary
    # and text, the title, both as portal.search folds them, and the language of the text.
    search_text = models.TextField(blank=True, editable=False)
    title_key = models.CharField(max_length=LONGEST_TITLE_KEY, blank=True, editable=False)
    language = models.CharField(max_length=10, blank=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-publish_at", "-pk"]
        permissions = [("review_statement", "Can review statements")]
        indexes = [
            models.Index(fields=["state", "-publish_at", "-id"], name="statement_register"),
            models.Index(fields=["state", "title_key", "id"], name="statement_by_title"),
            models.Index(fields=["language", "state", "publish_at", "organization"], name="statement_by_language"),
            models.Index(fields=["dialogue", "state", "-publish_at"], name="statement_of_dialogue"),
            models.Index(fields=["organization", "state", "publish_at"], name="statement_by_organization"),
        ]
        constraints = [
            known_state(StatementState, "statement_known_state"),
            models.UniqueConstraint(
                fields=["organization", "call"], condition=~Q(state__in=["rejected", "withdrawn", "removed"]),
                name="one_live_statement_of_a_call",
                violation_error_message=_("Your organization has a statement for this call already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "withdrawn", "removed"])
                | Q(publish_at__isnull=False, reference__isnull=False, slug__isnull=False, current__isnull=False),
                name="accepted_statement_has_reference_and_date",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(reported_from="")
                | Q(submitted_at__isnull=False, receipt__isnull=False),
                name="sent_statement_has_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "rejected"]) | ~Q(decision_note=""),
                name="returned_statement_has_reason",
                violation_error_message=_("Say why, so that the organization can act on it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference or str(self.uuid)

    def get_absolute_url(self) -> str:
        """The public reading page; before acceptance, the organization's own page of it."""
        if self.slug:
            return reverse("statements:statement_detail", args=[self.slug])
        return reverse("statements:desk_detail", args=[self.uuid])

    @property
    def is_public(self) -> bool:
        """Whether everyone can read it now."""
        return self.state == S.ACCEPTED and self.publish_at <= timezone.now()

    @property
    def permanent_address(self) -> str:
        """The whole address of the public page without a language: what is cited, and leads to the reader's own."""
        return f"{settings.BASE_URL}/statements/{self.slug}/"

    @property
    def topics(self) -> list[Topic]:
        """What it speaks about besides instruments, as readers see it."""
        prefetch_related_objects([self], *with_topics())
        return topics_of({kind: getattr(self, name).all() for kind, name in TOPICS.items()})

    @property
    def author_address(self) -> str:
        """The public profile of the organization, empty where readers see none (`for_lists` looks it up)."""
        return self.organization.get_absolute_url() if getattr(self, "author_has_profile", False) else ""

    @property
    def dialogue_title(self) -> str:
        """The dialogue's title in the reader's language where it is translated (`for_lists` looks it up)."""
        return getattr(self, "local_title", None) or self.dialogue.title

    @property
    def dialogue_language(self) -> str:
        """The language that `dialogue_title` is in."""
        return get_language() if getattr(self, "local_title", None) else settings.LANGUAGE_CODE
