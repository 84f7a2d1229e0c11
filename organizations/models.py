"""Organizations, who acts for them, and how they were verified. Moves: DOMAIN, section 2."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.memberships import SIGNING_ROLES, WRITING_ROLES, Membership, Role
from organizations.names import LONGEST_KEY, host, name_key
from organizations.users import User, UserManager
from organizations.verification import VerificationCase
from portal.mechanism.models import State as Country
from portal.records import Record, known_state

__all__ = [
    "SIGNING_ROLES",
    "WRITING_ROLES",
    "Membership",
    "Organization",
    "Role",
    "User",
    "UserManager",
    "VerificationCase",
]


class OrganizationState(models.TextChoices):
    """Where an organization stands. `listed` is named in a published source and has no members."""

    LISTED = "listed", _("Named in a published source")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    QUESTION = "question", _("More information asked")
    DEFERRED = "deferred", _("Deferred")
    DECLINED = "declined", _("Declined")
    VERIFIED = "verified", _("Verified")
    SUSPENDED = "suspended", _("Suspended")
    MERGED = "merged", _("Merged")


S = OrganizationState
# Their name is theirs, and theirs alone in their country.
NAMED = (S.VERIFIED, S.SUSPENDED)
# Those that the public may read of, unless they asked not to be listed.
PUBLIC = (S.VERIFIED, S.LISTED, S.SUSPENDED)
# What coordinators checked: changing it sends a verified organization back to them.
IDENTITY = ("legal_name", "country")
# What is kept in a column of its own so that lists can search and compare it, and what it is made from.
DERIVED = {"legal_name": ("name_key", "search_key"), "other_names": ("search_key",), "website": ("website_host",)}


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Who sees which organizations."""

    def public(self):
        """Verified ones, and those that a published source names; suspended ones stay, marked."""
        return self.filter(state__in=PUBLIC, in_directory=True)

    def verified(self):
        """Those that may act."""
        return self.filter(state=S.VERIFIED)

    def waiting(self):
        """Those that wait for a decision, the longest first, with `waiting_since`."""
        return (
            self.filter(state=S.SUBMITTED, cases__decided_at__isnull=True)
            .annotate(waiting_since=F("cases__waiting_since"))
            .order_by("waiting_since", "pk")
        )

    def represented_by(self, user, roles: tuple[str, ...] = tuple(Role.values)):
        """Those for which `user` is an active member in one of `roles`."""
        if not user.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(user=user, state=Membership.State.ACTIVE, role__in=roles)
        return self.filter(pk__in=mine.values("organization"))

    def visible_to(self, user):
        """What `user` may see: the public ones, their own, and for coordinators all that are not drafts."""
        if not user.is_authenticated:
            return self.public()
        own = Q(pk__in=self.model.objects.represented_by(user).values("pk"))
        if user.has_perm("organizations.verify_organization"):
            return self.filter(~Q(state=S.DRAFT) | own)
        return self.filter(own | Q(pk__in=self.model.objects.public().values("pk")))


class Organization(Record):
    """One organization, with one profile for everything it does here."""

    State = OrganizationState
    FOLLOWERS = {
        S.LISTED: {S.VERIFIED, S.MERGED},
        S.DRAFT: {S.SUBMITTED, S.MERGED},
        S.SUBMITTED: {S.VERIFIED, S.QUESTION, S.DEFERRED, S.DECLINED, S.MERGED},
        S.QUESTION: {S.SUBMITTED, S.MERGED},
        S.DEFERRED: {S.SUBMITTED, S.MERGED},
        S.DECLINED: {S.MERGED},
        S.VERIFIED: {S.SUSPENDED, S.SUBMITTED, S.MERGED},
        S.SUSPENDED: {S.VERIFIED, S.MERGED},
    }
    SHAPES = {
        S.VERIFIED: "on",
        S.SUBMITTED: "half",
        S.QUESTION: "half",
        S.DEFERRED: "half",
        S.DECLINED: "stop",
        S.SUSPENDED: "stop",
        S.LISTED: "none",
        S.MERGED: "none",
    }

    class Kind(models.TextChoices):
        """The kinds that the rules of the review name, and the networks among them."""

        NGO = "ngo", _("NGO")
        NETWORK = "network", _("Network")
        ACADEMIA = "academia", _("Academia")
        PRIVATE = "private", _("Private sector")
        OTHER = "other", _("Other")

    class Ecosoc(models.TextChoices):
        """Consultative status with ECOSOC (resolution 1996/31). An attribute, never a gate."""

        NONE = "none", _("None")
        APPLIED = "applied", _("Applied")
        ROSTER = "roster", _("Roster")
        SPECIAL = "special", _("Special")
        GENERAL = "general", _("General")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    legal_name = models.CharField(_("legal name"), max_length=200, help_text=_("As in the register or the statutes"))
    name_language = models.CharField(
        _("language of the name"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, blank=True
    )
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    other_names = models.CharField(
        _("other names, acronym"), max_length=300, blank=True, help_text=_("Used by search; part them with commas")
    )
    search_key = models.TextField(default="", editable=False)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="organizations", verbose_name=_("country of registration"),
        null=True, blank=True,
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NGO, blank=True)
    ecosoc_status = models.CharField(
        _("ECOSOC consultative status"), max_length=8, choices=Ecosoc, default=Ecosoc.NONE, blank=True,
        help_text=_("It decides nothing here. Some calls allow longer texts."),
    )  # fmt: skip
    ecosoc_year = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True)
    mandate = models.TextField(
        _("what it works on"), max_length=600, blank=True, help_text=_("Up to 600 characters. Name no person.")
    )
    website = models.URLField(_("website"), blank=True)
    website_host = models.CharField(max_length=253, blank=True, editable=False)
    public_contact = models.EmailField(
        _("public contact"), blank=True, help_text=_("Everyone sees this address. Leave it empty if that is a danger.")
    )
    contact_email = models.EmailField(
        _("contact for coordinators"), blank=True, help_text=_("Only the coordinators see this address.")
    )
    in_directory = models.BooleanField(
        _("list it in the public directory"), default=True,
        help_text=_("Choose no if being found can be a danger. You can still take part."),
    )  # fmt: skip
    source = models.TextField(blank=True, editable=False)  # for listed ones: where it is named
    registered_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    verified_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    verified_at = models.DateTimeField(null=True, editable=False)
    listed_as = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    members = models.ManyToManyField(User, through="Membership", through_fields=("organization", "user"))

    waiting_since: datetime  # where `waiting()` asked for it

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name_key", "pk"]
        permissions = [("verify_organization", "Can verify organizations")]
        indexes = [
            models.Index(fields=["state", "name_key", "id"], name="organization_directory"),
            models.Index(fields=["country", "state"], name="organization_by_country"),
            models.Index(fields=["website_host"], name="organization_by_host"),
        ]
        constraints = [
            known_state(OrganizationState, "organization_known_state"),
            models.UniqueConstraint(
                fields=["name_key", "country"], condition=Q(state__in=["verified", "suspended"]),
                name="one_verified_organization_of_a_name",
                violation_error_message=_("A verified organization has this name in this country already."),
            ),
            models.CheckConstraint(
                condition=(Q(state="merged") & Q(merged_into__isnull=False))
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="merged_organization_names_its_heir",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "suspended"]) | Q(verified_at__isnull=False),
                name="verified_organization_has_date",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(registered_by__isnull=True)
                | ~Q(verified_by=models.F("registered_by")),
                name="verifier_is_not_registrant",
                violation_error_message=_("Somebody else has to verify what you registered."),
            ),
            models.CheckConstraint(
                condition=~Q(ecosoc_status__in=["roster", "special", "general"]) | Q(ecosoc_year__isnull=False),
                name="ecosoc_status_has_year",
                violation_error_message=_("Say since which year the organization has this status."),
            ),
            models.CheckConstraint(
                condition=Q(state="listed") | Q(country__isnull=False), name="only_listed_may_lack_country",
                violation_error_message=_("Choose the country of registration."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.legal_name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep what is derived from names and website with them."""
        self.name_key = name_key(self.legal_name)
        self.search_key = name_key(f"{self.legal_name} {self.other_names}")
        self.website_host = host(self.website)
        if update_fields is not None:
            update_fields = {*update_fields, *(key for name in update_fields for key in DERIVED.get(name, ()))}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        """The public profile."""
        return reverse("organizations:organization_detail", args=[self.slug])

    @property
    def has_public_page(self) -> bool:
        """Whether the directory has a page on it."""
        return self.in_directory and self.state in PUBLIC
