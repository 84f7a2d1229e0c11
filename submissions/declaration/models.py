"""Who signed the declaration, and what the ledger keeps of it. Moves: DOMAIN, section 2."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, OrganizationState, User
from portal.records import Record, known_state
from submissions.declaration.texts import Declaration, DeclarationState, DeclarationVersion, LedgerCheck, LedgerEntry

__all__ = [
    "Declaration",
    "DeclarationState",
    "DeclarationVersion",
    "LedgerCheck",
    "LedgerEntry",
    "Signatory",
    "Signature",
]


PUBLIC_STATES = (OrganizationState.VERIFIED, OrganizationState.SUSPENDED)
NAMED = Q(state="live", organization_named=True)
IN_TIME = NAMED & Q(late=False)
LATE = NAMED & Q(late=True)


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

    def own(self, user):
        """Those of the organizations that `user` is a member of, hidden and withdrawn ones too."""
        return self.filter(organization__in=Organization.objects.represented_by(user))


class Signature(Record):
    """One organization's signature under one exact text. One live one for each, kept by the database.

    The ledger holds a commitment: a hash behind `salt` of the name, address and country as they were at signing, and
    of `person_commitment`. Without the salt nobody can tell who signed, so erasing it erases the organization.
    """

    State = SignatureState
    FOLLOWERS = {SignatureState.LIVE: {SignatureState.WITHDRAWN}}
    SHAPES = {SignatureState.LIVE: "on", SignatureState.WITHDRAWN: "none"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.LIVE, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(DeclarationVersion, models.PROTECT, related_name="signatures")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signatures")
    organization_named = models.BooleanField(_("name our organization in public"), default=True)
    organization_name = models.CharField(max_length=200, editable=False)
    organization_slug = models.CharField(max_length=80, default="", editable=False)
    country_code = models.CharField(max_length=3, editable=False)
    person_commitment = models.CharField(max_length=64, editable=False)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    signed_at = models.DateTimeField()
    late = models.BooleanField(default=False, editable=False)  # after the end: listed and counted apart
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="+")
    # What the chain says last of the text and of the names; the first entry until something changed.
    affirm_entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, related_name="+")
    amend_entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, related_name="+")
    revoke_entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.CharField(max_length=500, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        indexes = [
            # The public list in its order, whole and of one country, and those who signed late: its first and its last
            # page cost the same. A bare boolean would find no index on SQLite, so it stands in their condition.
            models.Index(fields=["declaration", "signed_at", "id"], name="signature_list", condition=IN_TIME),
            models.Index(
                fields=["declaration", "country_code", "signed_at", "id"], name="signature_country", condition=IN_TIME
            ),
            models.Index(fields=["declaration", "signed_at", "id"], name="signature_late", condition=LATE),
            # Counting reads this index alone (counting.py).
            models.Index(
                fields=["declaration", "state", "late", "organization_named", "country_code"], name="signature_counts"
            ),
        ]
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

    @property
    def is_suspended(self) -> bool:
        """True while the organization is suspended: the signature stays, and is marked."""
        return self.organization.state == OrganizationState.SUSPENDED

    @property
    def named_person(self) -> tuple[str, str]:
        """Name and role of the person who signed, empty unless both agreed to be named."""
        person = getattr(self, "signatory", None)
        return (person.name, person.position) if person and person.named else ("", "")

    @property
    def has_profile(self) -> bool:
        """True when the organization has a public page to link to."""
        return self.organization.in_directory and self.organization.state in PUBLIC_STATES


class Signatory(models.Model):
    """The person who signed. Can be erased with its salt; the chain and the organization's name stay provable."""

    signature = models.OneToOneField(Signature, models.CASCADE, related_name="signatory")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("your name"), max_length=120)
    position = models.CharField(_("role in the organization"), max_length=120)
    named = models.BooleanField(_("name me in public"), default=False)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.signature)
