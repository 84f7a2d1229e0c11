"""Later versions of a statement on the record: corrections, revisions, additions, translations.

Each has a course of its own, beside the text that stays public meanwhile. It is written, sent in and decided like a
statement, by the same verbs and pages: whatever these ask of a `Statement`, a `LaterVersion` has under the same name.
A translation that is begun before its statement is on the record goes with it until then (companions.py).
"""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal.records import Record, known_state
from submissions.statements.versions import StatementVersion

if TYPE_CHECKING:
    from submissions.statements.models import Statement

Kind = StatementVersion.Kind
REPLACING = (Kind.REVISION, Kind.CORRECTION)
CHANGING = (*REPLACING, Kind.ADDITION)
# As the United Nations number what follows a document: A/C.3/78/L.12/Rev.1.
SYMBOLS = {Kind.REVISION: "Rev", Kind.CORRECTION: "Corr", Kind.ADDITION: "Add"}
LONGEST_REASON = 400
FIRST = 1  # the number of the text that was accepted first


class LaterState(models.TextChoices):
    """Where a later version stands. Accepted, it is public from when its statement is."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Returned with questions")
    ACCEPTED = "accepted", _("Published")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back")


S = LaterState
OPEN = (S.DRAFT, S.SUBMITTED, S.RETURNED)


class LaterQuerySet(models.QuerySet["LaterVersion"]):
    """Who sees which later versions."""

    def accepted(self):
        """Those that were put on the record, in the order of their numbers."""
        return self.filter(state=S.ACCEPTED).order_by("number")

    def public(self):
        """Those that everyone can read now: with their statement, and never before it."""
        on_record = Q(statement__state="accepted", statement__publish_at__lte=timezone.now())
        return self.accepted().filter(on_record)

    def open(self):
        """Those that are being written or decided about."""
        return self.filter(state__in=OPEN)

    def companions(self):
        """The texts in other languages of statements that are not on the record yet: decided about with them."""
        return self.filter(kind=Kind.TRANSLATION, statement__reference__isnull=True)

    def own_to(self, user):
        """Those of the organizations that `user` acts for, in any role and any state."""
        return self.filter(statement__organization__in=Organization.objects.represented_by(user))

    def visible_to(self, user):
        """The public ones; one's own; for coordinators all that were sent in."""
        if not user.is_authenticated:
            return self.public()
        keys = (self.public().values("pk"), self.own_to(user).values("pk"))
        seen = Q(pk__in=keys[0]) | Q(pk__in=keys[1])
        return self.filter(seen | ~Q(state=S.DRAFT)) if user.has_perm("submissions.review_statement") else (
            self.filter(seen)
        )  # fmt: skip


class LaterVersion(Record):
    """A text that follows the accepted one. Once accepted, all that readers see of it stays as it is.

    `current` is the text that was begun or sent in last, as on a statement; `of` the public text that it replaces,
    stands beneath or translates. `serial` counts within its kind (Rev.1, Rev.2), `number` all public versions of the
    statement, of which the first text is number 1; both are given at acceptance and never again. `replaced_names` are
    those that stood under the text which it replaced, until then.
    """

    State = LaterState
    FOLLOWERS = {
        S.DRAFT: {S.SUBMITTED, S.WITHDRAWN},
        S.SUBMITTED: {S.ACCEPTED, S.RETURNED, S.REJECTED, S.WITHDRAWN},
        S.RETURNED: {S.SUBMITTED, S.WITHDRAWN},
        S.REJECTED: {S.SUBMITTED},  # with its statement, when that is appealed
    }
    SHAPES = {S.SUBMITTED: "half", S.RETURNED: "half", S.ACCEPTED: "on", S.REJECTED: "stop", S.WITHDRAWN: "none"}
    is_later = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    statement = models.ForeignKey("submissions.Statement", models.PROTECT, related_name="later")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language of this text"), max_length=10, choices=settings.LANGUAGES)
    official = models.BooleanField(default=False)
    what_changed = models.CharField(max_length=LONGEST_REASON, blank=True)
    of = models.ForeignKey(StatementVersion, models.PROTECT, related_name="+")
    current = models.ForeignKey(StatementVersion, models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=12, null=True, unique=True)
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    submitted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    serial = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    entry = models.OneToOneField("submissions.StatementEntry", models.PROTECT, null=True, related_name="later")
    replaced_names = models.JSONField(null=True)

    objects = LaterQuerySet.as_manager()

    class Meta:
        verbose_name = _("later version")
        verbose_name_plural = _("later versions")
        ordering = ["pk"]
        constraints = [
            known_state(LaterState, "later_known_state"),
            models.CheckConstraint(
                condition=Q(kind__in=["rev", "corr", "add", "translation"]), name="later_known_kind"
            ),
            models.UniqueConstraint(
                fields=["statement"], name="one_open_change_of_a_statement",
                condition=Q(kind__in=["rev", "corr", "add"], state__in=["draft", "submitted", "returned"]),
                violation_error_message=_("Another change of this statement is on its way."),
            ),
            models.UniqueConstraint(
                fields=["statement", "language"], name="one_open_translation_of_a_language",
                condition=Q(kind="translation", state__in=["draft", "submitted", "returned"]),
                violation_error_message=_("A translation into this language is on its way."),
            ),
            models.UniqueConstraint(fields=["statement", "kind", "serial"], name="one_later_version_of_a_serial"),
            models.UniqueConstraint(fields=["statement", "number"], name="one_later_version_of_a_number"),
            models.CheckConstraint(
                condition=Q(
                    state="accepted", serial__isnull=False, number__gt=FIRST, decided_at__isnull=False,
                    entry__isnull=False, current__isnull=False,
                ) | ~Q(state="accepted") & Q(serial__isnull=True, number__isnull=True, entry__isnull=True),
                name="accepted_later_version_has_number_and_entry",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False, receipt__isnull=False),
                name="sent_later_version_has_receipt",
            ),
            models.CheckConstraint(
                condition=Q(kind="translation") | Q(official=False), name="only_translations_are_official"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "rejected"]) | ~Q(decision_note=""),
                name="returned_later_version_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference or f"{self.statement} {self.kind}"

    def get_absolute_url(self) -> str:
        """The page of this version; before it is accepted, the organization's own page of it."""
        if self.number:
            return reverse("statements:version_detail", args=[self.statement.slug, self.number])
        return reverse("statements:desk_detail", args=[self.uuid])

    def locked(self) -> "LaterVersion":
        """This row as the database has it now, locked behind its statement: both are locked in this order alone."""
        statement = self.statement.locked()
        row = super().locked()
        row.statement = statement
        return row

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of the text that stands."""
        return self.kind in REPLACING

    @property
    def is_translation(self) -> bool:
        """Whether it is the same text in another language."""
        return self.kind == Kind.TRANSLATION

    @property
    def is_companion(self) -> bool:
        """Whether its statement is not on the record yet: then the two are sent in and decided about together."""
        return self.statement.reference is None

    @property
    def suffix(self) -> str:
        """What its reference has behind that of the statement: "/Rev.1", or " [fr]"; empty before acceptance."""
        if self.serial is None:
            return ""
        return f" [{self.language}]" if self.is_translation else f"/{SYMBOLS[Kind(self.kind)]}.{self.serial}"

    @property
    def symbol(self) -> str:
        """The same without the stroke: what people say."""
        return self.suffix.strip("/ ")

    @property
    def reference(self) -> str | None:
        """Its permanent reference; None before acceptance."""
        return f"{self.statement.reference}{self.suffix}" if self.serial else None

    @property
    def published_at(self) -> datetime | None:
        """From when on everyone can read it: not before its statement. None before acceptance."""
        if self.number is None or self.decided_at is None or self.statement.publish_at is None:
            return None
        return max(self.decided_at, self.statement.publish_at)

    @property
    def is_public(self) -> bool:
        """Whether everyone can read it now."""
        return self.state == S.ACCEPTED and self.statement.is_public

    # What the verbs and pages of writing and deciding ask of a statement.

    texts = property(lambda self: self.versions)
    looks = property(lambda self: self.reviews)
    call = property(lambda self: self.statement.call)
    organization = property(lambda self: self.statement.organization)
    organization_id = property(lambda self: self.statement.organization_id)
    dialogue = property(lambda self: self.statement.dialogue)
    dialogue_id = property(lambda self: self.statement.dialogue_id)
    instruments = property(lambda self: self.statement.instruments)
    countries = property(lambda self: self.statement.countries)
    articles = property(lambda self: self.statement.articles)
    clusters = property(lambda self: self.statement.clusters)
    targets = property(lambda self: self.statement.targets)
    paragraphs = property(lambda self: self.statement.paragraphs)
    topics = property(lambda self: self.statement.topics)
    cosigners = property(lambda self: self.statement.cosigners)
    reported_from = property(lambda self: self.statement.reported_from)
    publish_at = property(lambda self: self.published_at)


def root_of(work: Any) -> "Statement":
    """The statement that a text belongs to: itself, or the one whose later version it is."""
    return work.statement if work.is_later else work
