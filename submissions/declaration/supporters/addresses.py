"""When two addresses are one mailbox, and how addresses are told apart without keeping them.

The rule: letters by NFKC and case folding (no provider that we know of tells "Noor@" from "noor@", though RFC 5321,
2.4 would allow it); the domain in its ASCII form (IDNA, RFC 3490) without a last dot; what follows the first "+" is a
detail of the mailbox (RFC 5233) and does not count; at Gmail dots do not count, and googlemail.com is gmail.com
(https://support.google.com/mail/answer/7436150). Mail always goes to the address as it was written.
"""

import hashlib
import hmac
import secrets
import unicodedata

from submissions.declaration.models import Declaration
from submissions.declaration.supporters.models import SupporterSecret

GMAIL = "gmail.com"
SAME_AS_GMAIL = ("googlemail.com",)


def written(email: str) -> str:
    """The address in one spelling: folded letters, ASCII domain. Raises ValueError when it is no address."""
    local, at, domain = folded(email).rpartition("@")
    if not (local and at and domain.rstrip(".")):
        raise ValueError("this is no address")
    return f"{local}@{in_ascii(domain.rstrip('.'))}"


def canonical(email: str) -> str:
    """The mailbox that an address leads to, as the rule above says. Raises ValueError when it is no address."""
    local, _at, domain = written(email).rpartition("@")
    domain = GMAIL if domain in SAME_AS_GMAIL else domain
    if not local.startswith('"'):
        local = local.partition("+")[0] or local
    if domain == GMAIL:
        local = local.replace(".", "") or local
    return f"{local}@{domain}"


def folded(text: str) -> str:
    """Letters without case and without their many forms; folding twice is folding once."""
    once = unicodedata.normalize("NFKC", text.strip()).casefold()
    return unicodedata.normalize("NFKC", once).strip()


def in_ascii(domain: str) -> str:
    """The domain as the DNS knows it. Raises ValueError for what it cannot know."""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError("this is no domain") from None


def new_secret(declaration: Declaration) -> SupporterSecret:
    """The key of a declaration, made when individuals may support it for the first time."""
    fresh = {"secret": secrets.token_hex(32)}
    secret, _created = SupporterSecret.objects.get_or_create(declaration=declaration, defaults=fresh)
    return secret


def keyed(secret: SupporterSecret, text: str) -> str:
    """What is stored of an address: nothing that helps anybody without the key."""
    return hmac.new(bytes.fromhex(secret.secret), text.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """What a link in a mail holds."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is stored of it."""
    return hashlib.sha256(token.encode()).hexdigest()
