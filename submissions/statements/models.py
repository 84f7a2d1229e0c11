"""Written statements: the record and its frozen versions. Moves: DOMAIN, section 2."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from dialogues.coordinators import of_dialogues
from dialogues.pages import DialoguePage
from organizations.models import Organization, User
from portal.mechanism.models import Instrument
from portal.records import Record, known_state
from submissions.statements.attachments import Attachment
from submissions.statements.calls import Call, ReferenceSeries

__all__ = ["Attachment", "Call", "ReferenceSeries", "Statement", "StatementState", "StatementVersion"]


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
        """On the record now, or once and taken away since: a tombstone may say so."""
        return self.filter(state__in=[S.ACCEPTED, S.WITHDRAWN, S.REMOVED], publish_at__lte=timezone.now())

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
        newest = StatementVersion.objects.filter(statement=OuterRef("pk")).order_by("-number")
        return self.annotate(
            latest_title=Subquery(newest.values("title")[:1]), latest_language=Subquery(newest.values("language")[:1])
        )

    def waiting(self):
        """Sent in and not decided yet, the longest waiting first."""
        return self.filter(state=S.SUBMITTED).order_by("submitted_at", "pk")

    def for_reading(self):
        """With everything that its page shows: the dialogue's title in the active language, the author's profile."""
        local = Page.objects.filter(
            translation_key=OuterRef("dialogue__translation_key"),
            locale__language_code=get_language(),
            alias_of__isnull=True,
        )
        rows = self.select_related("organization__country", "dialogue", "current").prefetch_related("instruments")
        profile = Organization.objects.public().filter(pk=OuterRef("organization_id"))
        return rows.annotate(local_title=Subquery(local.values("title")[:1]), author_has_profile=Exists(profile))

    def for_lists(self):
        """With everything that a line of a list shows, and without the long texts."""
        long_texts = ("search_text", "current__source", "current__body", "current__body_text")
        return self.for_reading().defer(*long_texts, "dialogue__summary", "dialogue__next_steps")


class Statement(Record):
    """What one organization puts on the record of one dialogue.

    `reported_from` marks a statement that is known only from a published source: then the text is a summary in our
    words, and the organization did not send it in.
    """

    State = StatementState
    FOLLOWERS = {
        S.DRAFT: {S.SUBMITTED},
        S.SUBMITTED: {S.ACCEPTED, S.RETURNED, S.REJECTED},
        S.RETURNED: {S.SUBMITTED},
        S.ACCEPTED: {S.WITHDRAWN, S.REMOVED},
    }
    SHAPES = {S.SUBMITTED: "half", S.RETURNED: "half", S.ACCEPTED: "on", S.REJECTED: "stop", S.WITHDRAWN: "none"}

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
    countries = models.ManyToManyField(
        "mechanism.State", related_name="statements", blank=True, verbose_name=_("States it speaks about")
    )
    current = models.ForeignKey("StatementVersion", models.PROTECT, null=True, related_name="+", editable=False)
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
    # Reference, title, summary and words of the public text, folded by portal.search; made anew when its rules change.
    search_text = models.TextField(blank=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-publish_at", "-pk"]
        permissions = [("review_statement", "Can review statements")]
        indexes = [
            models.Index(fields=["state", "-publish_at", "-id"], name="statement_register"),
            models.Index(fields=["dialogue", "state", "-publish_at"], name="statement_of_dialogue"),
            models.Index(fields=["organization", "state"], name="statement_of_organization"),
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


class StatementVersion(models.Model):
    """One text of a statement. While `frozen_at` is empty it is the working draft; after that nobody changes it.

    `source` is what was typed and `body` the clean HTML made of it. `sha256` is over the UTF-8 bytes of language, title
    and source, parted by line feeds: what a receipt proves. `edits` counts the saves, so that two people who edit at
    the same time do not overwrite each other.
    """

    class Kind(models.TextChoices):
        """Why this version was made."""

        ORIGINAL = "original", _("Original")
        REVISION = "rev", _("Revision")
        CORRECTION = "corr", _("Correction")
        TRANSLATION = "translation", _("Translation")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ORIGINAL)
    language = models.CharField(
        _("language of this text"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Up to 120 characters. Say the point, not the occasion.")
    )
    summary = models.CharField(
        _("summary"), max_length=400, blank=True, help_text=_("Two sentences at most. Shown in lists.")
    )
    source = models.TextField(_("text"), null=True, blank=True)
    body = models.TextField(null=True)  # clean HTML by portal.html.sanitize
    body_text = models.TextField(null=True)  # the words of it: for counting and searching
    sanitizer_version = models.PositiveSmallIntegerField(default=1)
    word_count = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    edits = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(frozen_at__isnull=True), name="one_working_draft"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(sha256=""), name="frozen_version_has_hash"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.statement} {self.number}"

    @property
    def stamp(self) -> str:
        """Names this text as it stands: a form that was opened on another stamp is out of date."""
        return f"{self.number}.{self.edits}"
