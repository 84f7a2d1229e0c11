"""The civil society declaration, who signed it, and the ledger that proves it. Moves: DOMAIN, section 2."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal.records import Record, known_state


def is_whole_hash(column: str) -> Q:
    """The condition that a column holds 64 characters, as a SHA-256 in hex does."""
    return Q(Exact(Length(column), 64))


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


class LedgerEntry(models.Model):
    """One link of a declaration's hash chain.

    `hash` = SHA-256("untoc-cso-ledger/1\\n" + prev_hash + "\\n" + body_hash), `body_hash` = SHA-256 of `body`: JSON
    with sorted keys and no spaces. A name is never in the chain, only a salted commitment to it.
    """

    class Kind(models.TextChoices):
        """What the entry says."""

        VERSION = "version", _("Text locked")
        SIGN = "sign", _("Signed")
        REVOKE = "revoke", _("Withdrawn")
        CLOSE = "close", _("Closed")

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    body = models.TextField(null=True)
    body_hash = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

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


class SignatureState(models.TextChoices):
    """Whether a signature holds."""

    LIVE = "live", _("Signed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Who sees which signatures."""

    def live(self):
        """Those that count."""
        return self.filter(state=SignatureState.LIVE)

    def public(self):
        """Those that are counted and named. Hidden ones are counted by `live`, and never listed."""
        return self.live().filter(organization_named=True)

    def visible_to(self, user):
        """The named ones, and an organization's own. Nobody else reads a hidden one, coordinators included."""
        if not user.is_authenticated:
            return self.public()
        return self.filter(
            Q(state=SignatureState.LIVE, organization_named=True)
            | Q(organization__in=Organization.objects.represented_by(user))
        )


class Signature(Record):
    """One organization's signature under one exact version. One live one for each, kept by the database."""

    State = SignatureState
    FOLLOWERS = {SignatureState.LIVE: {SignatureState.WITHDRAWN}}
    SHAPES = {SignatureState.LIVE: "on", SignatureState.WITHDRAWN: "none"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.LIVE, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(DeclarationVersion, models.PROTECT, related_name="signatures")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signatures")
    organization_named = models.BooleanField(_("name our organization in public"), default=True)
    signed_at = models.DateTimeField()
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="+")
    revoke_entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.CharField(max_length=500, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        indexes = [models.Index(fields=["declaration", "state", "signed_at"], name="signature_list")]
        constraints = [
            known_state(SignatureState, "signature_known_state"),
            models.UniqueConstraint(
                fields=["declaration", "organization"], condition=Q(state="live"), name="one_live_signature",
                violation_error_message=_("Your organization has signed this declaration already."),
            ),
            models.CheckConstraint(
                condition=Q(state="live", revoked_at__isnull=True, revoke_entry__isnull=True)
                | Q(state="withdrawn", revoked_at__isnull=False, revoke_entry__isnull=False),
                name="withdrawn_signature_has_its_entry",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization} – {self.declaration}"


class Signatory(models.Model):
    """The person who signed, and the salt of the commitment. Can be erased; the chain stays valid."""

    signature = models.OneToOneField(Signature, models.CASCADE, related_name="signatory")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    position = models.CharField(_("role in the organization"), max_length=120, blank=True)
    named = models.BooleanField(_("name me in public"), default=False)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.signature)
