"""The civil society declaration, its text in each language, and the ledger. Moves: DOMAIN, section 2."""

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.dates import format_moment
from portal.records import Record, known_state
from submissions.chain import ChainCheck, ChainEntry, in_eights, is_whole_hash


class DeclarationState(models.TextChoices):
    """Where the declaration stands."""

    DRAFT = "draft", _("Being drafted")
    COMMENTS = "comments", _("Open for comments")
    LOCKED = "locked", _("Text locked")
    OPEN = "open", _("Open for signature")
    CLOSED = "closed", _("Closed")
    SUBMITTED = "submitted", _("Submitted to the Conference of the Parties")
    FOLLOW_UP = "follow_up", _("In follow-up")
    ARCHIVED = "archived", _("Archived")


S = DeclarationState


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Who sees which declarations."""

    def public(self):
        """Those whose text is locked; a draft is not public."""
        return self.exclude(state__in=[S.DRAFT, S.COMMENTS])

    def visible_to(self, user):
        """For coordinators all."""
        return self.all() if user.has_perm("submissions.manage_declaration") else self.public()


class Declaration(Record):
    """One joint text that organizations sign and hand to the Conference of the Parties."""

    State = DeclarationState
    FOLLOWERS = {
        S.DRAFT: {S.COMMENTS, S.LOCKED},
        S.COMMENTS: {S.DRAFT, S.LOCKED},
        S.LOCKED: {S.OPEN},
        S.OPEN: {S.CLOSED},
        S.CLOSED: {S.SUBMITTED},
        S.SUBMITTED: {S.FOLLOW_UP},
        S.FOLLOW_UP: {S.ARCHIVED},
    }
    SHAPES = {S.OPEN: "half", S.CLOSED: "on", S.SUBMITTED: "on", S.FOLLOW_UP: "on", S.ARCHIVED: "none"}

    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("title"), max_length=160)
    lede = models.CharField(_("lede"), max_length=300, blank=True)
    background = models.CharField(_("where it comes from"), max_length=600, blank=True)
    target = models.CharField(_("goes to"), max_length=160, blank=True)
    goal = models.PositiveIntegerField(_("signatures aimed for"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    authentic_language = models.CharField(
        _("authentic language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    comments_until = models.DateTimeField(_("open for comments until"), null=True, editable=False)
    accepts_late = models.BooleanField(
        _("take signatures after the end, apart"), default=False,
        help_text=_("They are marked, counted apart, and not in the annex that is handed over."),
    )  # fmt: skip
    supporters_enabled = models.BooleanField(default=False, editable=False)
    is_demo = models.BooleanField(default=False)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["-pk"]
        permissions = [("manage_declaration", "Can manage declarations")]
        constraints = [
            known_state(DeclarationState, "declaration_known_state"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="declaration_closes_after_it_opens",
                violation_error_message=_("It has to close after it opens."),
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="open_declaration_has_dates",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("declaration:declaration_detail", args=[self.slug])

    def locked(self) -> "Declaration":
        """This declaration as the database has it now, locked against everybody else who locks it.

        Rows that only point to it can be written meanwhile: who supports it never waits for who signs it.
        """
        return Declaration.objects.select_for_update(no_key=True).get(pk=self.pk)

    @property
    def takes_supporters(self) -> bool:
        """True where individuals can support it: the portal allows it, and coordinators switched it on."""
        return bool(settings.SUPPORTERS) and self.supporters_enabled

    @property
    def is_open(self) -> bool:
        """True while organizations may sign and withdraw, by the state and by the server's clock."""
        return self.state == S.OPEN and self.opens_at <= timezone.now() < self.closes_at

    @property
    def takes_comments(self) -> bool:
        """True while organizations may comment on the draft, by the state and by the server's clock."""
        return self.state == S.COMMENTS and self.comments_until is not None and timezone.now() < self.comments_until

    @property
    def takes_late(self) -> bool:
        """True when organizations may still sign after the end, apart from the others."""
        return self.accepts_late and self.state in (S.CLOSED, S.SUBMITTED, S.FOLLOW_UP)

    @property
    def standing(self) -> str:
        """What a person who comes to sign has to know, in one sentence."""
        if self.opens_at is None or self.closes_at is None or self.state in (S.DRAFT, S.COMMENTS, S.LOCKED):
            return str(_("Signing has not opened yet."))
        if self.state == S.OPEN and timezone.now() < self.opens_at:
            return _("Signing opens on %(time)s.") % {"time": format_moment(self.opens_at)}
        if self.is_open:
            return _("Open for signature until %(time)s.") % {"time": format_moment(self.closes_at)}
        return _("Signing ended on %(time)s.") % {"time": format_moment(self.closes_at)}

    @property
    def countdown(self) -> str:
        """How long signing stays open, in words; empty when it is not."""
        if not self.is_open or self.closes_at is None:
            return ""
        left = self.closes_at - timezone.now()
        if left.days >= 1:
            return ngettext("%(n)d day is left.", "%(n)d days are left.", left.days) % {"n": left.days}
        hours = left.seconds // 3600
        if hours:
            return ngettext("%(n)d hour is left.", "%(n)d hours are left.", hours) % {"n": hours}
        return str(_("Less than an hour is left."))

    def locked_texts(self) -> "dict[str, DeclarationVersion]":
        """The newest locked text in each language, the authentic one first."""
        locked = {version.language: version for version in self.versions.locked()}
        return dict(sorted(locked.items(), key=lambda item: (item[0] != self.authentic_language, item[0])))

    def newest_number(self) -> int:
        """The number of the newest locked version; 0 before the first is locked."""
        return self.versions.locked().aggregate(newest=Max("number"))["newest"] or 0

    def substantive_number(self) -> int:
        """The number of the version that changed the substance last: signatures under an older one want renewal."""
        changed = [DeclarationVersion.Change.ORIGINAL, DeclarationVersion.Change.SUBSTANTIVE]
        return self.versions.locked().filter(change__in=changed).aggregate(newest=Max("number"))["newest"] or 0


class DeclarationVersionQuerySet(models.QuerySet["DeclarationVersion"]):
    """Texts by where they stand."""

    def locked(self):
        """Those that nobody can change any more, the oldest first."""
        return self.filter(published_at__isnull=False).order_by("number", "pk")

    def drafts(self):
        """Those that are still written."""
        return self.filter(published_at__isnull=True)


class DeclarationVersion(models.Model):
    """The exact text in one language: plain UTF-8, a blank line between paragraphs. Immutable once published.

    `sha256` is over the UTF-8 bytes of `text`, in lower-case hex.
    """

    class Change(models.TextChoices):
        """What makes this version differ from the one before."""

        ORIGINAL = "original", _("Original")
        SUBSTANTIVE = "substantive", _("Substantive")
        EDITORIAL = "editorial", _("Editorial")
        TRANSLATION = "translation", _("Translation")

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    change = models.CharField(max_length=12, choices=Change, default=Change.ORIGINAL)
    published_at = models.DateTimeField(null=True)

    objects = DeclarationVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "number", "language"], name="one_declaration_version_of_a_language"
            ),
            models.CheckConstraint(condition=is_whole_hash("sha256"), name="declaration_version_has_hash"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.declaration} {self.number} {self.language}"

    @property
    def paragraphs(self) -> list[str]:
        """The text in its paragraphs, in the order of their numbers."""
        return [paragraph for paragraph in self.text.split("\n\n") if paragraph.strip()]

    @property
    def fingerprint(self) -> str:
        """The hash as people read it."""
        return in_eights(self.sha256)


class LedgerEntry(ChainEntry):
    """One link of a declaration's hash chain (submissions/chain.py)."""

    class Kind(models.TextChoices):
        """What the entry says."""

        VERSION = "version", _("Text locked")
        SIGN = "sign", _("Signed")
        REAFFIRM = "reaffirm", _("Signature renewed under a new text")
        LATE = "late", _("Signed after the end")
        REVOKE = "revoke", _("Withdrawn")
        AMEND = "amend", _("Changed")
        WITHHOLD = "withhold", _("Content withheld")
        BATCH = "batch", _("Supporters counted")
        CLOSE = "close", _("Closed")
        SUBMIT = "submit", _("Submitted to the Conference of the Parties")

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["declaration", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "seq"], name="one_entry_of_a_number"),
            models.UniqueConstraint(fields=["declaration", "prev_hash"], name="ledger_has_no_fork"),
            models.CheckConstraint(
                condition=is_whole_hash("body_hash") & is_whole_hash("prev_hash") & is_whole_hash("hash"),
                name="ledger_hashes_are_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.declaration} {self.seq}"

    def get_absolute_url(self) -> str:
        """The page of its receipt."""
        return reverse("declaration:receipt_detail", args=[self.declaration.slug, self.hash])


class LedgerCheck(ChainCheck):
    """The result of the last check of a ledger."""

    declaration = models.OneToOneField(Declaration, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.declaration} {self.checked_at:%Y-%m-%d %H:%M}"
