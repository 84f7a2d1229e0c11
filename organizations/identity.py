"""What tells one organization from another: identifiers, every name it has or had, and what may be the same one."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.names import LONGEST_KEY, identifier_key, name_key, skeleton, sounds

if TYPE_CHECKING:
    from organizations.models import Organization


class Scheme(models.TextChoices):
    """Who gives the identifier. `register` is written as in org-id.guide: the register, a hyphen, the number."""

    REGISTER = "register", _("Register of organizations")
    ECOSOC = "ecosoc", _("ECOSOC database of civil society")
    LEI = "lei", _("Legal entity identifier (LEI)")
    ROR = "ror", _("Research organization registry (ROR)")


class Identifier(models.Model):
    """One number under which an organization is registered elsewhere.

    `binding` is true while its organization is verified or suspended: only then nobody else may have it, so that an
    application cannot block a real organization. `Organization.save` keeps it.
    """

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme)
    value = models.CharField(_("identifier"), max_length=80)
    key = models.CharField(max_length=80, editable=False)
    binding = models.BooleanField(default=False, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["organization", "scheme"]
        indexes = [models.Index(fields=["scheme", "key"], name="identifier_by_key")]
        constraints = [
            models.CheckConstraint(condition=Q(scheme__in=Scheme.values), name="identifier_known_scheme"),
            models.CheckConstraint(condition=~Q(key=""), name="identifier_is_not_empty"),
            models.UniqueConstraint(fields=["organization", "scheme"], name="one_identifier_of_a_scheme"),
            models.UniqueConstraint(
                fields=["scheme", "key"], condition=Q(binding=True), name="one_verified_organization_of_an_identifier",
                violation_error_message=_("A verified organization has this identifier already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"


class KnownName(models.Model):
    """A name under which an organization is known, with the keys by which look-alikes find each other.

    Those that it has now follow its profile (`remember_names`); a former one is a row of its own and stays.
    """

    class Kind(models.TextChoices):
        """Which name it is."""

        LEGAL = "legal", _("Legal name")
        OTHER = "other", _("Other name")
        ACRONYM = "acronym", _("Acronym")
        FORMER = "former", _("Former name")

    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="known_names")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=LONGEST_KEY)
    skeleton = models.CharField(max_length=LONGEST_KEY)
    sound = models.CharField(max_length=LONGEST_KEY)
    until = models.DateTimeField(null=True)  # of a former name
    was_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["skeleton"], name="known_name_by_look"),
            models.Index(fields=["sound"], name="known_name_by_sound"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="former", until__isnull=False) | (~Q(kind="former") & Q(until__isnull=True)),
                name="former_name_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IdentityConflict(models.Model):
    """Two organizations that may be one, noted when one of them was sent. Coordinators read it, nobody else."""

    class Kind(models.TextChoices):
        """What the two have in common."""

        IDENTIFIER = "identifier", _("same identifier")
        NAME = "name", _("same name")
        LOOK = "look", _("name looks the same")
        DOMAIN = "domain", _("same domain")

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="conflicts")
    other = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    found_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "other", "kind"], name="conflict_noted_once"),
            models.CheckConstraint(condition=~Q(organization=models.F("other")), name="no_conflict_with_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.other}: {self.kind}"


def bind(organization: "Organization", *, binding: bool) -> None:
    """Make the identifiers exclusive, or free them. Raises IntegrityError when another organization has one."""
    organization.identifiers.exclude(binding=binding).update(binding=binding)


def _names_now(organization: "Organization") -> set[tuple[str, str]]:
    kinds = KnownName.Kind
    names = {(kinds.LEGAL.value, organization.legal_name), (kinds.ACRONYM.value, organization.acronym)}
    names |= {(kinds.OTHER.value, name.strip()) for name in organization.other_names.split(",")}
    return {(kind, name) for kind, name in names if name_key(name)}


def remember_names(organization: "Organization") -> None:
    """Write down the names that the profile has now; former ones stay."""
    wanted = _names_now(organization)
    rows = {(row.kind, row.name): row for row in organization.known_names.exclude(kind=KnownName.Kind.FORMER)}
    if outdated := [row.pk for named, row in rows.items() if named not in wanted]:
        organization.known_names.filter(pk__in=outdated).delete()
    KnownName.objects.bulk_create(known_name(organization, kind, name) for kind, name in sorted(wanted - set(rows)))


def known_name(organization: "Organization", kind: str, name: str) -> KnownName:
    """A row for this name, not stored yet."""
    return KnownName(
        organization=organization, kind=kind, name=name, key=name_key(name), skeleton=skeleton(name), sound=sounds(name)
    )


def put_away_name(organization: "Organization", name: str, *, was_public: bool) -> KnownName:
    """Keep a legal name that the organization had until now."""
    row = known_name(organization, KnownName.Kind.FORMER, name)
    row.until, row.was_public = timezone.now(), was_public
    row.save()
    return row


def identifier(organization: "Organization", scheme: str, value: str) -> Identifier:
    """A row for this identifier, not stored yet; it binds as its organization stands."""
    binding = organization.state in organization.NAMED
    return Identifier(organization=organization, scheme=scheme, value=value, key=identifier_key(value), binding=binding)
