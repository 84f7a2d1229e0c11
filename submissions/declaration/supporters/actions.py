"""What individuals do: ask to support a declaration, confirm by mail, withdraw. None of it takes the ledger's lock."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal import audit
from portal.records import InvalidMove, move
from submissions.chain import new_salt
from submissions.declaration.models import Declaration
from submissions.declaration.plain import one_line
from submissions.declaration.supporters import addresses, emails
from submissions.declaration.supporters.models import Supporter, SupporterSecret, SupporterState
from submissions.declaration.supporters.proofs import address_commitment, commitment_of

LASTS = timedelta(days=7)
MAILS_AT_MOST = 5  # to one mailbox, for one declaration
# The same again within this time is the same click, and ends no link that was just mailed.
ONE_CLICK = timedelta(minutes=1)
SAID: dict[str, Any] = {
    "name": "", "named": False, "country_code": "", "salt": "", "person_salt": "", "person_commitment": "",
    "confirm_hash": None,
}  # fmt: skip
ERASED: dict[str, Any] = {**SAID, "email_hmac": None, "written_hmac": None, "own_hash": None}
S = SupporterState


@transaction.atomic
def switch(declaration: Declaration, *, on: bool, by: User | None) -> Declaration:
    """Let individuals support this declaration, or no longer. Who supports it already stays and can still withdraw."""
    declaration = declaration.locked()
    if declaration.supporters_enabled == on:
        return declaration
    declaration.supporters_enabled = on
    declaration.save(update_fields=["supporters_enabled"])
    if on:
        addresses.new_secret(declaration)
    audit.record(declaration, "supporters_on" if on else "supporters_off", by=by, public=True)
    return declaration


@transaction.atomic
def ask(declaration: Declaration, *, email: str, name: str, country_code: str, language: str) -> None:
    """Mail a link that confirms the support. Nothing, not even the time it takes, says whether the address is known.

    `name` is what is shown in public, or empty. An address that supports it already gets its own link anew instead.
    Raises InvalidMove when signing is not open, ValueError when `email` is no address.
    """
    if not (declaration.takes_supporters and declaration.is_open):
        raise InvalidMove(declaration.standing)
    secret = addresses.new_secret(declaration)
    mailbox = addresses.canonical(email)
    key, spelling = addresses.keyed(secret, mailbox), addresses.keyed(secret, addresses.written(email))
    said = {"name": one_line(name), "country_code": country_code, "written_hmac": spelling}
    supporter = _standing(declaration, key) or _new(declaration, key)
    version = declaration.locked_texts()[declaration.authentic_language]
    to = emails.Addressee(email, language)
    with transaction.atomic():
        is_due = _is_due(supporter, said)
        if supporter.state in (S.CONFIRMED, S.INVALID):
            is_due = is_due and supporter.written_hmac == spelling  # nobody but the one who wrote it gets its link
            emails.own_link(supporter, to, _count_mail(supporter))
        else:
            _fill(supporter, mailbox, {**said, "version": version})
            emails.to_confirm(supporter, to, _new_confirmation(supporter), _count_mail(supporter))
        is_stored = _save(supporter)
        transaction.set_rollback(not (is_due and is_stored))  # the same work, in vain


@transaction.atomic
def confirm(supporter: Supporter) -> Supporter:
    """Count it from now on; a second time changes nothing. Raises InvalidMove when it is too late."""
    supporter = supporter.locked()
    if supporter.state == S.CONFIRMED:
        return supporter
    if supporter.has_expired:
        raise InvalidMove(_("This link has expired. Fill in the form again."))
    declaration = supporter.declaration
    if not (declaration.takes_supporters and declaration.is_open):
        raise InvalidMove(declaration.standing)
    return move(supporter, S.CONFIRMED, by=None, confirmed_at=timezone.now(), mails=0)


@transaction.atomic
def withdraw(supporter: Supporter) -> None:
    """Forget who supported, at any time. What the ledger does not know yet is deleted; else a bare commitment stays."""
    supporter = supporter.locked()
    if supporter.state == S.WITHDRAWN:
        return
    if supporter.batch_id is None:
        audit.record(supporter, S.WITHDRAWN, by=None, before=supporter.state)
        supporter.delete()
    else:
        move(supporter, S.WITHDRAWN, by=None, withdrawn_at=timezone.now(), **ERASED)


@transaction.atomic
def destroy_key(secret: SupporterSecret) -> None:
    """Nobody can ask any more whether an address supported: the key and all that was made with it go."""
    rows = Supporter.objects.filter(declaration=secret.declaration)
    rows.filter(state=S.PENDING).delete()
    rows.filter(state=S.INVALID, batch__isnull=True).delete()
    rows.filter(state__in=[S.CONFIRMED, S.INVALID]).update(email_hmac=None, written_hmac=None, person_salt="")
    secret.delete()


def to_confirm(token: str) -> Supporter | None:
    """Whose confirmation a link leads to."""
    found = Supporter.objects.filter(confirm_hash=addresses.hash_of(token))
    return found.select_related("declaration", "version").first()


def own(token: str) -> Supporter | None:
    """Whose page a link leads to."""
    found = Supporter.objects.filter(own_hash=addresses.hash_of(token))
    return found.select_related("declaration", "version", "batch").first()


def _standing(declaration: Declaration, key: str) -> Supporter | None:
    rows = Supporter.objects.filter(declaration=declaration, email_hmac=key).select_related("version")
    return rows.select_for_update(of=("self",)).first()


def _new(declaration: Declaration, key: str) -> Supporter:
    long_ago = timezone.now() - ONE_CLICK
    return Supporter(declaration=declaration, email_hmac=key, asked_at=long_ago)


def _is_due(supporter: Supporter, said: dict[str, str]) -> bool:
    """Whether a mail goes out: not for a second click, and not without end."""
    same = all(getattr(supporter, name) == value for name, value in said.items())
    waited = timezone.now() - supporter.asked_at >= ONE_CLICK
    return supporter.mails < MAILS_AT_MOST and (waited or not same)


def _fill(supporter: Supporter, mailbox: str, said: Mapping[str, Any]) -> None:
    """What is supported, by whom, and what the ledger will commit to. Newer words replace those before them."""
    for name, value in said.items():
        setattr(supporter, name, value)
    supporter.named = bool(supporter.name)
    supporter.salt, supporter.person_salt = new_salt(), new_salt()
    supporter.person_commitment = address_commitment(supporter.person_salt, mailbox)
    supporter.commitment = commitment_of(supporter)


def _new_confirmation(supporter: Supporter) -> str:
    """A link to confirm, in place of any before."""
    token = addresses.new_token()
    supporter.confirm_hash, supporter.expires_at = addresses.hash_of(token), timezone.now() + LASTS
    return token


def _count_mail(supporter: Supporter) -> str:
    """A link to one's own page, in place of any before, and one mail more."""
    token = addresses.new_token()
    supporter.own_hash = addresses.hash_of(token)
    supporter.asked_at = timezone.now()
    supporter.mails += 1
    return token


def _save(supporter: Supporter) -> bool:
    """Store it. False where the same address was stored at this very moment: that one stands, its mail is under way."""
    try:
        with transaction.atomic():
            supporter.save()
    except IntegrityError:
        return False
    return True
