"""Mail to individuals who support a declaration. It names neither them nor the declaration's text."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal import mail
from submissions.declaration.supporters.models import Supporter


@dataclass(frozen=True)
class Addressee:
    """Somebody without an account: an address and the language of the form that it was written into."""

    email: str
    language: str


def own_page(supporter: Supporter, token: str) -> str:
    """The page from which somebody sees and withdraws their support, without a language."""
    return f"/declaration/{supporter.declaration.slug}/support/own/{token}/"


def to_confirm(supporter: Supporter, to: Addressee, token: str, own_token: str) -> None:
    """The link that leads to the button, and the one for afterwards."""
    slug = supporter.declaration.slug
    mail.queue(
        "declaration/email/support",
        to,
        path=f"/declaration/{slug}/support/confirm/{token}/",
        button=_("See and confirm"),
        reference=slug,
        own=settings.BASE_URL + own_page(supporter, own_token),
    )


def own_link(supporter: Supporter, to: Addressee, own_token: str) -> None:
    """For somebody who supports it already: the link to what they gave."""
    mail.queue(
        "declaration/email/support_own",
        to,
        path=own_page(supporter, own_token),
        button=_("See or withdraw your support"),
        reference=supporter.declaration.slug,
    )
