"""Organizations, who acts for them, and how they were verified. Moves: DOMAIN, section 2."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.assignments import Assignment, Duty
from organizations.correspondence import Message
from organizations.evidence import Evidence, Logo, logo_of
from organizations.identity import Identifier, IdentityConflict, KnownName, Scheme, bind, remember_names
from organizations.imports import OrganizationImport
from organizations.memberships import SIGNING_ROLES, WRITING_ROLES, Membership, Role
from organizations.names import LONGEST_KEY, host, mail_host, name_key
from organizations.people.models import Invitation, JoinRequest
from organizations.profile import ON_THE_WEB, ProfileDetails
from organizations.standing import IDENTITY, NAMED, PUBLIC, OrganizationQuerySet, OrganizationState
from organizations.standing import OrganizationState as S
from organizations.users import User, UserManager
from organizations.verification import Check, ReasonCode, VerificationCase
from portal import search
from portal.mechanism.models import State as Country
from portal.records import Record, known_state

__all__ = [
    "IDENTITY",
    "NAMED",
    "PUBLIC",
    "SIGNING_ROLES",
    "WRITING_ROLES",
    "Assignment",
    "Check",
    "Duty",
    "Evidence",
    "Identifier",
    "IdentityConflict",
    "Invitation",
    "JoinRequest",
    "KnownName",
    "Logo",
    "Membership",
    "Message",
    "Organization",
    "OrganizationImport",
    "OrganizationQuerySet",
    "OrganizationState",
    "ReasonCode",
    "Role",
    "Scheme",
    "User",
    "UserManager",
    "VerificationCase",
    "logo_of",
]


# What is kept in a column of its own so that lists can search and compare it, and what it is made from.
DERIVED = {
    "legal_name": ("name_key", "search_key"),
    "other_names": ("search_key",),
    "acronym": ("search_key",),
    "website": ("website_host",),
    "contact_email": ("contact_host",),
}
NAMES = frozenset({"legal_name", "other_names", "acronym"})


class Organization(ProfileDetails, Record):
    """One organization, with one profile for everything it does here."""

    State = OrganizationState
    NAMED = NAMED
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
    website = models.URLField(_("website"), blank=True, validators=[ON_THE_WEB])
    website_host = models.CharField(max_length=253, blank=True, editable=False)
    public_contact = models.EmailField(
        _("public contact"), blank=True, help_text=_("Everyone sees this address. Leave it empty if that is a danger.")
    )
    contact_email = models.EmailField(
        _("contact for coordinators"), blank=True, help_text=_("Only the coordinators see this address.")
    )
    contact_host = models.CharField(max_length=253, blank=True, editable=False)
    in_directory = models.BooleanField(
        _("list it in the public directory"), default=True,
        help_text=_("Choose no if being found can be a danger. You can still take part."),
    )  # fmt: skip
    is_public = models.GeneratedField(  # what `public()` asks for, in a column of its own for the index of the list
        expression=Q(state__in=PUBLIC, in_directory=True),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )
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
            models.Index(fields=["is_public", "name_key", "id"], name="organization_public_list"),
            models.Index(fields=["is_public", "state", "kind", "ecosoc_status"], name="organization_facets"),
            models.Index(fields=["is_public", "country"], name="organization_countries"),
            models.Index(fields=["state", "name_key", "id"], name="organization_directory"),
            models.Index(fields=["country", "state"], name="organization_by_country"),
            models.Index(fields=["website_host"], name="organization_by_host"),
            models.Index(fields=["state", "review_due_on"], name="organization_review_due"),
            models.Index(fields=["contact_host"], name="organization_by_mail"),
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
                condition=Q(state__in=["listed", "merged"]) | Q(country__isnull=False),
                name="only_listed_may_lack_country",
                violation_error_message=_("Choose the country of registration."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.legal_name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep what is derived from names, website and state with them."""
        self.name_key = name_key(self.legal_name)
        self.search_key = search.fold(f"{self.legal_name} {self.other_names} {self.acronym}")
        self.website_host, self.contact_host = host(self.website), mail_host(self.contact_email)
        if update_fields is not None:
            update_fields = {*update_fields, *(key for name in update_fields for key in DERIVED.get(name, ()))}
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or NAMES & update_fields:
            remember_names(self)
        if update_fields is None or "state" in update_fields:
            bind(self, binding=self.state in NAMED)

    def get_absolute_url(self) -> str:
        """The public profile."""
        return reverse("organizations:organization_detail", args=[self.slug])

    @property
    def has_public_page(self) -> bool:
        """Whether the directory has a page on it."""
        return self.in_directory and self.state in PUBLIC
