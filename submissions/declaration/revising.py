"""A locked text never changes; what it may get is a new version beside it, and organizations that renew their word."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal import audit
from portal.records import InvalidMove
from submissions.declaration import asking, emails, ledger
from submissions.declaration.models import Declaration, DeclarationVersion, LedgerEntry, Signature
from submissions.declaration.permissions import may_sign
from submissions.declaration.plain import plain
from submissions.declaration.tasks import ask_for_renewal
from submissions.verify_ledger import sha256

Change = DeclarationVersion.Change
S = Declaration.State
REVISABLE = (S.LOCKED, S.OPEN)


@transaction.atomic
def write(declaration: Declaration, *, language: str, text: str, by: User | None) -> DeclarationVersion:
    """Write the next version in one language, in place of what its draft had; the locked text stays as it is.

    Raises InvalidMove once signing has ended, or before there is a locked text.
    """
    declaration = _revisable(declaration)
    text = plain(text)
    version, _created = DeclarationVersion.objects.update_or_create(
        declaration=declaration,
        number=declaration.newest_number() + 1,
        language=language,
        defaults={"text": text, "sha256": sha256(text), "change": Change.EDITORIAL},
    )
    audit.record(declaration, "write", by=by, data={"language": language, "sha256": version.sha256})
    return version


@transaction.atomic
def publish(declaration: Declaration, *, change: str, by: User | None) -> list[DeclarationVersion]:
    """Lock the drafts of the next version for ever, each with its hash in the ledger.

    A substantive change leaves every signature with the text that it signed, and asks each organization to renew it;
    an editorial one and a translation are carried. Translations join the version that stands. Raises InvalidMove when
    nothing is written, or the authentic language is missing or, for translations, not.
    """
    declaration = _revisable(declaration)
    drafts = sorted(declaration.versions.drafts(), key=lambda one: one.language != declaration.authentic_language)
    _fits(declaration, drafts, change)
    standing = declaration.locked_texts()
    number = declaration.newest_number() + (change != Change.TRANSLATION)
    for version in drafts:
        authentic = version.language == declaration.authentic_language
        version.change = change if authentic else Change.TRANSLATION
        version.number, version.published_at = number, timezone.now()
        version.save(update_fields=["change", "number", "published_at"])
        ledger.record_version(declaration, version)
    old, new = (texts[declaration.authentic_language] for texts in (standing, declaration.locked_texts()))
    asking.carry(declaration, old, new, by=by)
    audit.record(declaration, "version", by=by, public=True, data={"number": number, "change": change})
    if change == Change.SUBSTANTIVE:
        ask_for_renewal.enqueue(declaration.slug)
    return drafts


def _revisable(declaration: Declaration) -> Declaration:
    declaration = declaration.locked()
    if declaration.state not in REVISABLE:
        raise InvalidMove(_("The text is locked. A new version can follow only until signing ends."))
    return declaration


def _fits(declaration: Declaration, drafts: list[DeclarationVersion], change: str) -> None:
    languages = {version.language for version in drafts}
    if not drafts:
        raise InvalidMove(_("Write the new version first."))
    if change == Change.TRANSLATION:
        there = declaration.versions.locked().filter(number=declaration.newest_number(), language__in=languages)
        if there.exists():
            raise InvalidMove(_("This version has a text in one of these languages already, and it is locked."))
    elif declaration.authentic_language not in languages:
        raise InvalidMove(_("The text in the authentic language is missing."))


@transaction.atomic
def reaffirm(signature: Signature, *, by: User) -> Signature:
    """Put the signature under the newest text, and mail the receipt; done twice, it changes nothing.

    Raises InvalidMove when `by` may not sign for the organization, or signing is not open.
    """
    declaration = signature.declaration.locked()
    signature = signature.locked()
    if not may_sign(by, signature.organization):
        raise InvalidMove(_("Only an owner or a signatory of a verified organization can sign."))
    if signature.state != Signature.State.LIVE or not declaration.is_open:
        raise InvalidMove(declaration.standing)
    version = declaration.locked_texts()[declaration.authentic_language]
    if signature.version_id == version.pk:
        return signature
    signature.affirm_entry = ledger.append(
        declaration,
        LedgerEntry.Kind.REAFFIRM,
        of=signature.entry.hash,
        version=version.number,
        text=version.sha256,
    )
    signature.version = version
    signature.save(update_fields=["version", "affirm_entry"])
    audit.record(signature, "reaffirm", by=by)
    emails.signed(signature, by)
    return signature
