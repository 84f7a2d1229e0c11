"""Who reported a claim. Nothing else reads or writes the link, so that every look at it can be found here."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organizations.models import WRITING_ROLES, Membership, Organization, User
from portal import audit
from portal.mechanism.models import Cluster
from portal.mechanism.models import State as Country
from portal.merging import Collision
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim, ClaimReporter, ReporterSecret, may_read_sealed


def reporter_key(
    organization: Organization, country: Country, cluster: Cluster | None, *, writer: User | None = None
) -> str:
    """What tells the reporters of one cell apart without naming them: the same organization, the same key.

    It differs from cell to cell, so that claims cannot be laid side by side. For a sealed claim `writer` is part of it:
    that colleagues report the same must not meet a refusal which tells them of it.
    """
    parts = ["organization", organization.uuid, country.iso3, cluster.number if cluster else ""]
    return _keyed([*parts, "sealed", writer.pk] if writer else parts)


def source_key(name: str, note: str, country: Country, cluster: Cluster | None) -> str:
    """The same for what a published source says: one record for each source and cell."""
    return _keyed(["source", name.casefold(), note.casefold(), country.iso3, cluster.number if cluster else ""])


def _keyed(parts: list[object]) -> str:
    row, _created = ReporterSecret.objects.get_or_create(only=True, defaults={"secret": secrets.token_hex(32)})
    message = "\n".join(str(part) for part in parts)
    return hmac.new(bytes.fromhex(row.secret), message.encode(), hashlib.sha256).hexdigest()


def remember(claim: Claim, organization: Organization, writer: User) -> None:
    """Keep who reported `claim`; the one who wrote last is its writer."""
    ClaimReporter.objects.update_or_create(claim=claim, defaults={"organization": organization, "user": writer})


def reporter_of(claim: Claim, *, by: User) -> Organization:
    """The organization that reported `claim`, for staff. Every look is an audit event, a refused one too.

    Coordinators may look where the reporter chose "everyone" or "coordinators"; for the other two the safety officer
    alone may. Raises PermissionDenied, and Claim.DoesNotExist where nobody reported it (a published source).
    """
    allowed = by.has_perm("submissions.verify_claim") and claim.visibility in (
        Visibility.PUBLIC,
        Visibility.COORDINATORS,
    )
    if not (allowed or may_read_sealed(by)):
        audit.record(claim, "refused_reporter", by=by)
        raise PermissionDenied
    organization = Organization.objects.filter(pk__in=_links(claim).values("organization")).first()
    if organization is None:
        raise Claim.DoesNotExist
    audit.record(claim, "read_reporter", by=by)
    return organization


def names_for_everyone(claims: Iterable[Claim]) -> dict[int, str]:
    """Names of the reporters who chose to be seen by everyone, by claim; the others are not in it."""
    links = ClaimReporter.objects.filter(claim__in=list(claims), claim__visibility=Visibility.PUBLIC)
    return dict(links.values_list("claim", "organization__legal_name"))


def named_claims_of(organization: Organization) -> QuerySet[Claim]:
    """The published claims under which everyone reads this organization's name; no others."""
    links = ClaimReporter.objects.filter(organization=organization, claim__visibility=Visibility.PUBLIC)
    return Claim.objects.public().filter(state=Claim.State.PUBLISHED, pk__in=links.values("claim"))


def own_organization(claim: Claim) -> Organization:
    """The organization behind a claim: for the portal's own work and for pages of the reporter, never for staff."""
    return ClaimReporter.objects.select_related("organization__country").get(claim=claim).organization


def organizations_of(claims: Iterable[Claim]) -> dict[int, str]:
    """Names of the organizations behind somebody's own claims, by claim. For the desk of the reporter alone."""
    return dict(ClaimReporter.objects.filter(claim__in=list(claims)).values_list("claim", "organization__legal_name"))


def written_by(user: User):
    """The claims that this person wrote last, also sealed ones. For their own export alone."""
    return Claim.objects.filter(pk__in=ClaimReporter.objects.filter(user=user).values("claim"))


def forget_sealed(before: date):
    """The links of sealed claims that were sent in until this day, for `retention` to delete."""
    return ClaimReporter.objects.filter(claim__visibility=Visibility.SEALED, claim__submitted_on__lte=before)


def role_in(claim: Claim, user: User) -> str | None:
    """The role that `user` has in the organization that reported `claim`; None for everybody else."""
    return _memberships(claim).filter(user=user).values_list("role", flat=True).first()


def recipients(claim: Claim) -> list[User]:
    """Who gets mail about a claim: all who write for a named reporter, else only the one who wrote it."""
    members = _memberships(claim).filter(role__in=WRITING_ROLES)
    users = User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("pk")
    return list(users if claim.visibility == Visibility.PUBLIC else users.filter(pk__in=_links(claim).values("user")))


def existing(claim: Claim) -> Claim | None:
    """Another live claim of the same reporter or source in the same cell."""
    same = Claim.objects.filter(country=claim.country, cluster=claim.cluster, reporter_key=claim.reporter_key)
    return same.exclude(state__in=[Claim.State.REJECTED, Claim.State.RETRACTED]).exclude(pk=claim.pk).first()


def sent_before(form_key: UUID | None, organization: Organization) -> Claim | None:
    """The claim that this organization made with the same form, if it was sent twice."""
    links = ClaimReporter.objects.filter(organization=organization, claim__form_key=form_key)
    return Claim.objects.filter(pk__in=links.values("claim")).first() if form_key else None


def _links(claim: Claim):
    return ClaimReporter.objects.filter(claim=claim)


def _memberships(claim: Claim):
    return Membership.objects.filter(
        organization__in=_links(claim).values("organization"), state=Membership.State.ACTIVE
    )


def collisions(old: Organization, heir: Organization) -> Iterator[Collision]:
    """Reports of both on one cell. Which cell is said only where coordinators may know both reporters."""
    for claim, standing in _doubles(old, heir):
        told = {claim.visibility, standing.visibility} <= {Visibility.PUBLIC, Visibility.COORDINATORS}
        if told:
            words = _("Both reported on “%(state)s” in the same cluster. One of the two has to be taken back first.")
            yield Collision(words % {"state": claim.country}, stops=True)
        else:
            yield Collision(_("Something that both put on record cannot be joined. Ask a safety officer."), stops=True)


def hand_on(old: Organization, heir: Organization, *, by: User | None) -> None:
    """Let the heir be the reporter of all that the old one reported; the keys follow, so that cells count it once."""
    for link in ClaimReporter.objects.filter(organization=old).select_related(
        "claim__country", "claim__cluster", "user"
    ):
        claim = link.claim
        Claim.objects.filter(pk=claim.pk).update(reporter_key=_key_under(heir, link))
        link.organization = heir
        link.save(update_fields=["organization"])


def _doubles(old: Organization, heir: Organization) -> Iterator[tuple[Claim, Claim]]:
    """Live reports of the old one, each with the live report of the heir on the same cell."""
    ended = [Claim.State.REJECTED, Claim.State.RETRACTED]
    links = ClaimReporter.objects.filter(organization=old).exclude(claim__state__in=ended)
    for link in links.select_related("claim__country", "claim__cluster", "user"):
        same = Claim.objects.filter(country=link.claim.country, cluster=link.claim.cluster).exclude(state__in=ended)
        if standing := same.filter(reporter_key=_key_under(heir, link)).first():
            yield link.claim, standing


def _key_under(heir: Organization, link: ClaimReporter) -> str:
    claim = link.claim
    if claim.visibility == Visibility.SEALED and link.user is None:
        return str(claim.reporter_key)  # its writer is gone, and with them what it was made from
    writer = link.user if claim.visibility == Visibility.SEALED else None
    return reporter_key(heir, claim.country, claim.cluster, writer=writer)
