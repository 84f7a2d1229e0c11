"""What the record loses and what it corrects without breaking the chain: withholding, changed names, erasure."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal import audit
from portal.records import InvalidMove, move
from submissions.chain import new_salt
from submissions.declaration import annex, ledger
from submissions.declaration.models import Declaration, LedgerEntry, Signatory, Signature

Kind = LedgerEntry.Kind
# Only these hold a commitment to somebody; everything else in the chain is about texts and numbers.
WITHHOLDABLE = (Kind.SIGN, Kind.LATE, Kind.AMEND)
ERASED = {"salt": "", "organization_name": "", "organization_slug": "", "country_code": "", "organization_named": False}


class Cause(models.TextChoices):
    """Why content leaves the ledger: a word that stands in the chain for ever, so it is one of these."""

    ORDER = "order", _("An order of a court or an authority")
    ERASURE = "erasure", _("A person or an organization asked for erasure")
    DANGER = "danger", _("Danger for people")


@transaction.atomic
def withhold(entry: LedgerEntry, *, cause: str, reason: str, by: User | None) -> LedgerEntry:
    """Erase the content of an entry by law. A new entry says which, and why; its fingerprint stays, so the chain holds.

    The names that the content was a commitment to are erased with it. Raises InvalidMove for an entry that commits to
    nobody, or whose content is gone already.
    """
    declaration = entry.declaration.locked()
    entry = LedgerEntry.objects.get(pk=entry.pk)
    if entry.kind not in WITHHOLDABLE:
        raise InvalidMove(_("This entry is about no organization and no person, so nothing in it can be withheld."))
    if entry.body is None:
        raise InvalidMove(_("The content of this entry is withheld already."))
    said = ledger.append(declaration, Kind.WITHHOLD, of=entry.hash, was=entry.kind, reason=Cause(cause).value)
    LedgerEntry.objects.filter(pk=entry.pk).update(body=None)
    for signature in Signature.objects.filter(models.Q(entry=entry) | models.Q(amend_entry=entry)):
        erase_names(signature, by=by)
    audit.record(declaration, "withhold", by=by, reason=reason, data={"entry": entry.seq, "cause": cause})
    return said


@transaction.atomic
def erase_names(signature: Signature, *, by: User | None) -> None:
    """Erase organization and person of a signature, with their salts. It still counts; nobody can tell whose it is."""
    signature = signature.locked()
    Signatory.objects.filter(signature=signature).delete()
    Signature.objects.filter(pk=signature.pk).update(**ERASED)
    audit.record(signature, "erase", by=by)
    annex.renew(signature.declaration)


@transaction.atomic
def erase_person(user: User, *, by: User | None = None) -> None:
    """Erase a person from everything they signed: name, role and salt. The organizations' signatures stand."""
    for person in Signatory.objects.filter(user=user).select_related("signature__declaration"):
        audit.record(person.signature, "erase_person", by=by)
        person.delete()
        annex.renew(person.signature.declaration)


@transaction.atomic
def amend(organization: Organization, *, by: User | None) -> list[LedgerEntry]:
    """Commit anew wherever the name, address or country of an organization is no longer the one that it signed with.

    One entry for each live signature; the commitment before it stays in the chain and is no longer opened.
    """
    own = Signature.objects.live().filter(organization=organization).exclude(salt="").order_by("declaration_id")
    return [entry for signature in own if (entry := _amend(signature, by))]


def _amend(signature: Signature, by: User | None) -> LedgerEntry | None:
    declaration = signature.declaration.locked()
    signature = signature.locked()
    organization = signature.organization
    now = (organization.legal_name, organization.slug, organization.country.iso3 if organization.country else "")
    if now == (signature.organization_name, signature.organization_slug, signature.country_code):
        return None
    signature.organization_name, signature.organization_slug, signature.country_code = now
    signature.salt = new_salt()
    committed = ledger.commitment(signature.salt, **ledger.committed_facts(signature))
    signature.amend_entry = ledger.append(declaration, Kind.AMEND, of=signature.entry.hash, commitment=committed)
    changed = ["organization_name", "organization_slug", "country_code", "salt", "amend_entry"]
    signature.save(update_fields=changed)
    audit.record(signature, "amend", by=by)
    annex.renew(declaration)
    return signature.amend_entry


@transaction.atomic
def merge(organization: Organization, into: Organization, *, by: User | None) -> None:
    """Let the signatures of an organization that became part of another stand for that one.

    Where both signed, one signature is enough: the one of the organization that goes is withdrawn.
    """
    own = Signature.objects.live().filter(organization=organization)
    for signature in own.select_related("declaration").order_by("declaration_id"):
        if signature.declaration.signatures.live().filter(organization=into).exists():
            _withdraw_double(signature.declaration, signature, by)
        else:
            Signature.objects.filter(pk=signature.pk).update(organization=into)
    amend(into, by=by)


def _withdraw_double(declaration: Declaration, signature: Signature, by: User | None) -> None:
    entry = ledger.append(declaration, Kind.REVOKE, of=signature.entry.hash)
    reason = _("Became part of an organization that signed as well.")
    move(
        signature,
        Signature.State.WITHDRAWN,
        by=by,
        revoke_entry=entry,
        revoked_at=entry.created_at,
        revoke_reason=str(reason),
    )
