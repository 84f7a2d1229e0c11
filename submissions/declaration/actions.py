"""What happens to a declaration and to signatures, each verb in one transaction that holds the declaration's lock."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal import audit
from portal.dates import format_moment
from portal.records import InvalidMove, move
from submissions.chain import new_salt
from submissions.declaration import annex, emails, ledger
from submissions.declaration.models import (
    Declaration,
    DeclarationState,
    DeclarationVersion,
    LedgerEntry,
    Signatory,
    Signature,
)
from submissions.declaration.permissions import may_sign, may_withdraw
from submissions.declaration.plain import one_line, plain
from submissions.declaration.supporters import batching
from submissions.verify_ledger import sha256

DRAFTED = (DeclarationState.DRAFT, DeclarationState.COMMENTS)


@transaction.atomic
def draft(*, by: User | None, slug: str, title: str, **fields: object) -> Declaration:
    """Start a declaration. `fields` are lede, background, target, goal, authentic_language and is_demo.

    Raises ValidationError when the slug is taken or a field does not fit.
    """
    declaration = Declaration(slug=slug, title=title, **fields)
    declaration.full_clean()
    try:
        with transaction.atomic():
            declaration.save()
    except IntegrityError:
        raise ValidationError({"slug": _("Another declaration has this address.")}) from None
    audit.record(declaration, "draft", by=by, after=declaration.state)
    return declaration


@transaction.atomic
def record_reported(*, by: User | None, slug: str, title: str, **fields: object) -> Declaration:
    """Put a declaration of others on record whose text is not known: it has a page, no text, no ledger, no signature.

    Raises ValidationError when the slug is taken or a field does not fit.
    """
    declaration = draft(by=by, slug=slug, title=title, **fields)
    Declaration.objects.filter(pk=declaration.pk).update(state=DeclarationState.ARCHIVED)
    declaration.refresh_from_db()
    audit.record(declaration, "report", by=by, after=declaration.state, public=True)
    return declaration


@transaction.atomic
def add_version(declaration: Declaration, *, language: str, text: str, by: User | None) -> DeclarationVersion:
    """Write the text in one language, in place of what the draft had. A locked text is refused with InvalidMove."""
    declaration = declaration.locked()
    if declaration.state not in DRAFTED:
        raise InvalidMove(_("The text is locked. It cannot be changed any more."))
    text = plain(text)
    change = DeclarationVersion.Change
    version, _created = DeclarationVersion.objects.update_or_create(
        declaration=declaration,
        number=1,
        language=language,
        defaults={
            "text": text,
            "sha256": sha256(text),
            "change": change.ORIGINAL if language == declaration.authentic_language else change.TRANSLATION,
        },
    )
    audit.record(declaration, "write", by=by, data={"language": language, "sha256": version.sha256})
    return version


@transaction.atomic
def lock_text(declaration: Declaration, *, by: User | None) -> Declaration:
    """Fix the text in each language for ever: its hash becomes an entry of the ledger, the authentic one first."""
    declaration = declaration.locked()
    versions = list(declaration.versions.filter(published_at__isnull=True).order_by("language"))
    versions.sort(key=lambda version: version.language != declaration.authentic_language)
    if declaration.state in DRAFTED and declaration.authentic_language not in {v.language for v in versions}:
        raise InvalidMove(_("The text in the authentic language is missing."))
    if declaration.comments.filter(disposition="").exists():
        raise InvalidMove(_("Each comment needs its answer before the text is locked."))
    declaration = move(declaration, DeclarationState.LOCKED, by=by, public=True)
    for version in versions:
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])
        ledger.record_version(declaration, version)
    return declaration


@transaction.atomic
def open_for_signature(
    declaration: Declaration, *, opens_at: datetime, closes_at: datetime, by: User | None
) -> Declaration:
    """Let organizations sign from `opens_at` until `closes_at`, by the server's clock."""
    if closes_at <= opens_at:
        raise ValidationError({"closes_at": _("It has to close after it opens.")})
    if closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("This time is past. Choose one that is still to come.")})
    return move(declaration, DeclarationState.OPEN, by=by, public=True, opens_at=opens_at, closes_at=closes_at)


@transaction.atomic
def close(declaration: Declaration, *, by: User | None) -> Declaration:
    """End signing, now if its time has not come yet, and freeze the list of those who signed: its hash is chained.

    Individuals who were confirmed come into the ledger before its end.
    """
    declaration = declaration.locked()
    now = timezone.now()
    if declaration.opens_at and declaration.opens_at >= now:
        raise InvalidMove(_("Signing has not opened yet."))
    closes_at = min(declaration.closes_at or now, now)
    declaration = move(declaration, DeclarationState.CLOSED, by=by, public=True, closes_at=closes_at)
    batching.batch(declaration)
    signatures, content = declaration.signatures.live().count(), annex.written(declaration)
    entry = ledger.append(declaration, LedgerEntry.Kind.CLOSE, signatures=signatures, annex=sha256(content))
    annex.freeze(declaration, entry, content)
    return declaration


@transaction.atomic
def sign(
    declaration: Declaration,
    *,
    organization: Organization,
    by: User,
    name: str,
    position: str,
    person_named: bool,
    organization_named: bool,
    form_key: UUID | None = None,
) -> Signature:
    """Sign the authentic text for an organization, and mail the receipt.

    A second signing of the same organization, or the same form sent again, changes nothing and gives back what stands.
    Raises InvalidMove when `by` may not sign for it, or signing is not open. A person is named only with the
    organization.
    """
    declaration = declaration.locked()
    if not may_sign(by, organization):
        raise InvalidMove(_("Only an owner or a signatory of a verified organization can sign."))
    if standing := _what_stands(declaration, organization, form_key):
        return standing
    if not declaration.is_open and not declaration.takes_late:
        raise InvalidMove(declaration.standing)
    person = Signatory(user=by, name=one_line(name), position=one_line(position), salt=new_salt())
    person.named = person_named and organization_named
    try:
        with transaction.atomic():
            signature = _write_signature(declaration, organization, person, organization_named, form_key)
    except IntegrityError:
        if standing := _what_stands(declaration, organization, form_key):
            return standing
        raise InvalidMove(_("This form was used before. Open the page again.")) from None
    audit.record(signature, "sign", by=by, after=signature.state)
    emails.signed(signature, by)
    return signature


def _what_stands(declaration: Declaration, organization: Organization, form_key: UUID | None) -> Signature | None:
    """The live signature of the organization, or the one that this very form made."""
    same = Q(state=Signature.State.LIVE) | Q(form_key=form_key, form_key__isnull=False)
    return declaration.signatures.filter(same, organization=organization).order_by("state").first()


def _write_signature(
    declaration: Declaration,
    organization: Organization,
    person: Signatory,
    organization_named: bool,
    form_key: UUID | None,
) -> Signature:
    """The entry, the signature and the person's row, which have to come together."""
    version = declaration.locked_texts()[declaration.authentic_language]
    signature = Signature(
        declaration=declaration,
        version=version,
        organization=organization,
        organization_named=organization_named,
        organization_name=organization.legal_name,
        organization_slug=organization.slug,
        country_code=organization.country.iso3,
        person_commitment=ledger.person_commitment(person.salt, person.name, person.position),
        salt=new_salt(),
        form_key=form_key,
        late=not declaration.is_open,
    )
    signature.entry = ledger.append(
        declaration,
        LedgerEntry.Kind.LATE if signature.late else LedgerEntry.Kind.SIGN,
        version=version.number,
        text=version.sha256,
        commitment=ledger.commitment(signature.salt, **ledger.committed_facts(signature)),
    )
    signature.signed_at = signature.entry.created_at
    signature.save()
    person.signature = signature
    person.save()
    return signature


@transaction.atomic
def withdraw(signature: Signature, *, by: User, reason: str) -> Signature:
    """Take a signature back while signing is open. It leaves the list; its two entries stay in the ledger.

    The reason is kept beside the signature, for the organization alone; the chain does not hold it.
    """
    declaration = signature.declaration.locked()
    if not may_withdraw(by, signature):
        raise InvalidMove(_("Only an owner or a signatory of the organization can withdraw its signature."))
    signature = signature.locked()
    if signature.revoked_at:
        raise InvalidMove(_("This signature was withdrawn on %s.") % format_moment(signature.revoked_at))
    if not declaration.is_open:
        raise InvalidMove(_("Signing has ended, so the signature stands."))
    entry = ledger.append(declaration, LedgerEntry.Kind.REVOKE, of=signature.entry.hash)
    signature = move(
        signature,
        Signature.State.WITHDRAWN,
        by=by,
        revoke_entry=entry,
        revoked_at=entry.created_at,
        revoke_reason=reason,
    )
    emails.withdrawn(signature, entry, by)
    return signature


@transaction.atomic
def hide(signature: Signature, *, by: User) -> Signature:
    """Take the names of an organization and its person off every public list, for good; the signature still counts.

    Possible at any time. The chain never held the names; where an annex was frozen, one without them replaces it.
    """
    declaration = signature.declaration.locked()
    signature = signature.locked()
    if not may_withdraw(by, signature):
        raise InvalidMove(_("Only an owner or a signatory of the organization can hide its name."))
    if not signature.organization_named:
        return signature
    signature.organization_named = False
    signature.save(update_fields=["organization_named"])
    Signatory.objects.filter(signature=signature).update(named=False)
    audit.record(signature, "hide", by=by)
    annex.renew(declaration)
    emails.hidden(signature, by)
    return signature
