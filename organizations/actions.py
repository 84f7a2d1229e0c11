"""What happens to an organization: applying, deciding, suspending, listing. Moves: DOMAIN, section 2."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations import cases, details, emails, permissions
from organizations.identity import put_away_name
from organizations.models import (
    IDENTITY,
    NAMED,
    Evidence,
    Invitation,
    Logo,
    Membership,
    Organization,
    Role,
    User,
    VerificationCase,
)
from organizations.names import address, name_key
from portal import audit, merging
from portal.mechanism.models import State as Country
from portal.records import InvalidMove, move

S = Organization.State
Decision = VerificationCase.Decision
# What an owner fills in; everything else is set by what happens.
PROFILE = (
    "legal_name",
    "name_language",
    "acronym",
    "other_names",
    "country",
    "kind",
    "ecosoc_status",
    "ecosoc_year",
    "mandate",
    "languages",
    "website",
    "public_contact",
    "contact_email",
    "in_directory",
)
SENDABLE = (S.DRAFT, S.QUESTION, S.DEFERRED)
EDITABLE = (*SENDABLE, S.VERIFIED)
NAME_TAKEN = _("A verified organization has this name in this country already.")
IDENTIFIER_TAKEN = _("A verified organization has one of these identifiers already.")


@transaction.atomic
def register(
    fields: Mapping[str, Any], *, by: User, form_key: UUID | None = None, listed_as: Organization | None = None
) -> Organization:
    """Start an application: a draft with `fields` (see PROFILE and DETAILS), owned by `by`.

    The same `form_key` gives the same draft. `listed_as` is the listed organization that it says it is. Raises
    ValidationError, by field, when a value does not fit.
    """
    if form_key and (existing := Organization.objects.filter(form_key=form_key, registered_by=by).first()):
        return existing
    listed_as = _locked_in(listed_as, S.LISTED) if listed_as else None
    organization = Organization(registered_by=by, form_key=form_key, listed_as=listed_as)
    organization.slug = organization.uuid.hex  # the readable address is given when the public may read it
    _fill(organization, fields)
    organization.full_clean()
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError:  # the same form, sent twice at the same moment
        return Organization.objects.get(form_key=form_key, registered_by=by)
    details.write(organization, details.differing(organization, fields))
    Membership.objects.create(organization=organization, user=by, role=Role.OWNER)
    audit.record(organization, "register", by=by, after=organization.state)
    return organization


@transaction.atomic
def edit(organization: Organization, fields: Mapping[str, Any], *, by: User) -> Organization:
    """Change the profile. A new name, country or identifier sends a verified organization back to the coordinators.

    Raises InvalidMove while it is being checked or cannot act, ValidationError when a value does not fit.
    """
    organization = _locked_in(organization, *EDITABLE)
    before = {name: str(getattr(organization, name)) for name in ("legal_name", "country")}
    rows = details.differing(organization, fields)
    changed = _changed(organization, fields)
    if not changed and not rows:
        return organization
    was_public = organization.has_public_page
    _fill(organization, changed)
    reopens = organization.state == S.VERIFIED and not {*changed, *rows}.isdisjoint(IDENTITY)
    if reopens:
        organization.state = S.SUBMITTED
    organization.full_clean()
    if reopens:
        organization = move(organization, S.SUBMITTED, by=by, **changed)
        details.write(organization, rows)
        if "legal_name" in changed:
            put_away_name(organization, before["legal_name"], was_public=was_public)
        audit.record(organization, "identity", by=by, data=before | {"fields": sorted({*changed, *rows})})
        emails.reopened(cases.open_case(organization))
        return organization
    if organization.state == S.VERIFIED:
        organization.slug = _public_address(organization)
    organization.save(update_fields=[*changed, "slug"])
    details.write(organization, rows)
    audit.record(organization, "edit", by=by, data={"fields": sorted({*changed, *rows})})
    return organization


@transaction.atomic
def submit(organization: Organization, *, by: User, note: str = "") -> Organization:
    """Send an application, or the answer to a question, to the coordinators; its people get a receipt.

    Raises InvalidMove unless it is a draft, has a question to answer, or was deferred.
    """
    organization = move(_locked_in(organization, *SENDABLE), S.SUBMITTED, by=by)
    emails.received(cases.open_case(organization, note, by=by))
    return organization


@transaction.atomic
def claim_listed(listed: Organization, *, by: User, note: str = "", **fields: Any) -> Organization:
    """Apply for an organization that a published source names, with what is listed and `fields` on top of it.

    The result is an application of its own, owned by `by`: the listed one stays in public as it is until a coordinator
    agrees (`decide`); then it takes over name, people and answers. Raises ValidationError when a field is missing.
    """
    known = {name: getattr(listed, name) for name in PROFILE}
    application = register({**known, **fields}, by=by, listed_as=listed)
    return submit(application, by=by, note=note)


@transaction.atomic
def identify(organization: Organization, listed: Organization | None, *, by: User) -> Organization:
    """Say which listed organization an application is for, if any. Raises InvalidMove when it is not waiting."""
    organization = _locked_in(organization, S.SUBMITTED)
    listed = _locked_in(listed, S.LISTED) if listed else None
    if organization.listed_as != listed:
        organization.listed_as = listed
        organization.save(update_fields=["listed_as"])
        audit.record(organization, "identify", by=by, data={"listed": listed.slug if listed else ""})
    return organization


@transaction.atomic
def decide(
    organization: Organization, decision: str, *, by: User, reason: str = "", reason_code: str = ""
) -> Organization:
    """Answer an application: a `VerificationCase.Decision`, with a reason unless it is verified; its people get mail.

    The reason is a `ReasonCode`, words, or both.

    When a listed organization is verified through it, the two become one, and that one is returned. Raises InvalidMove
    when nothing waits or `by` is involved, ValidationError (by field) when the reason is missing or the name is taken.
    """
    decision = Decision(decision)
    if decision == Decision.MERGED:
        raise ValueError("merged is no answer: a merger closes its case itself.")
    if permissions.is_involved(by, organization):
        raise InvalidMove(_("Somebody else has to decide: you registered this organization or act for it."))
    if decision != Decision.VERIFIED and not (reason.strip() or reason_code):
        raise ValidationError({"reason": _("Say why, so that the organization can act on it.")})
    organization = _locked_in(organization, S.SUBMITTED)
    if decision == Decision.VERIFIED:
        organization = _verify(organization, by)
    else:
        organization = move(organization, decision, by=by, reason=reason or reason_code)
    emails.decided(cases.close_case(organization, decision, by, reason, reason_code))
    return organization


@transaction.atomic
def suspend(organization: Organization, *, by: User, reason: str) -> Organization:
    """Stop a verified organization from acting; its record stays. Raises InvalidMove unless it is verified."""
    organization = move(organization, S.SUSPENDED, by=by, reason=_needed(reason))
    emails.suspended(organization)
    return organization


@transaction.atomic
def reinstate(organization: Organization, *, by: User, reason: str) -> Organization:
    """End a suspension. Raises InvalidMove unless it is suspended."""
    organization = move(_locked_in(organization, S.SUSPENDED), S.VERIFIED, by=by, reason=_needed(reason))
    emails.reinstated(organization)
    return organization


@transaction.atomic
def list_named(
    legal_name: str, *, source: str, country: Country | None = None, by: User | None = None, **fields: Any
) -> Organization:
    """List an organization that a published source names; `fields` are others of PROFILE, unknown ones stay empty.

    Returns the one that is listed or verified under this name already, unchanged.
    """
    known = Organization.objects.filter(name_key=name_key(legal_name), state__in=[S.LISTED, *NAMED])
    if existing := known.filter(country=country).first():
        return existing
    organization = Organization(state=S.LISTED, source=source, kind="", ecosoc_status="")
    _fill(organization, {"legal_name": legal_name, "country": country, **fields})
    organization.full_clean(exclude=["slug"])
    _store_at_free_address(organization)
    audit.record(organization, "list", by=by, after=organization.state, public=True)
    return organization


def _store_at_free_address(organization: Organization) -> None:
    """Save a new organization at its readable address, or at the next one when another took it at the same moment."""
    organization.slug = _public_address(organization)
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError:
        if not Organization.objects.filter(slug=organization.slug).exists():
            raise
        organization.slug = ""
        _store_at_free_address(organization)


def _changed(organization: Organization, fields: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in fields.items() if name not in details.DETAILS}
    return {name: value for name, value in given.items() if getattr(organization, name) != value}


def _fill(organization: Organization, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name in details.DETAILS:
            continue  # rows of their own, written when the organization is stored
        if name not in PROFILE:
            raise TypeError(f"{name} is not part of the profile of an organization.")
        setattr(organization, name, value)


def _locked_in(organization: Organization, *states: str) -> Organization:
    organization = organization.locked()
    if organization.state not in states:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % organization.get_state_display())
    return organization


def _needed(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the organization can act on it.")})
    return reason


def _verify(application: Organization, by: User) -> Organization:
    now, slug = timezone.now(), _public_address(application)
    facts: dict[str, Any] = {"verified_by": by, "verified_at": now, "review_due_on": now.date() + cases.REVIEWED_EVERY}
    try:
        with transaction.atomic():
            if application.listed_as:
                return _become(application, _locked_in(application.listed_as, S.LISTED), by=by, facts=facts)
            verified = move(application, S.VERIFIED, by=by, public=True, slug=slug, **facts)
            merging.renamed(verified, by=by)  # changes nothing where the name is the one that was signed with
            return verified
    except IntegrityError as problem:
        if Organization.objects.filter(slug=slug).exclude(pk=application.pk).exists():
            return _verify(application, by)  # a namesake in another country took the address at the same moment
        raise ValidationError({"decision": _taken(application)}) from problem


def _become(application: Organization, listed: Organization, *, by: User, facts: Mapping[str, Any]) -> Organization:
    """Make the listed organization the verified one: with the application's answers, people, proof and logo."""
    application = move(application, S.MERGED, by=by, merged_into=listed)
    for kind in (Membership, VerificationCase, Evidence, Logo, Invitation):
        kind.objects.filter(organization=application).update(organization=listed)
    answers = {name: getattr(application, name) for name in PROFILE}
    before = listed.legal_name
    details.write(listed, details.known(application))
    listed = move(listed, S.VERIFIED, by=by, public=True, registered_by=application.registered_by, **answers, **facts)
    if name_key(before) != listed.name_key:
        put_away_name(listed, before, was_public=True)
    return listed


def _taken(application: Organization) -> Promise:
    """Which of the two promises stopped a verification: one name in a country, one identifier."""
    named = Organization.objects.filter(state__in=NAMED, name_key=application.name_key, country=application.country)
    return NAME_TAKEN if named.exclude(pk=application.pk).exists() else IDENTIFIER_TAKEN


def _public_address(organization: Organization) -> str:
    """The slug: readable, once and for ever, as soon as the public may find the organization; before, a UUID."""
    if not organization.in_directory or organization.slug not in ("", organization.uuid.hex):
        return organization.slug
    stem = address(organization.legal_name)
    country = organization.country.iso3.lower() if organization.country else "organization"
    candidates = [stem, f"{stem}-{country}", f"{stem}-{uuid4().hex[:6]}"]
    taken = set(Organization.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    return next(slug for slug in candidates if slug not in taken)
