"""What is held about individuals who support a declaration, and how long."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.personal import Erasure, Keeping, Kind
from submissions.declaration.models import Declaration
from submissions.declaration.supporters import actions, addresses
from submissions.declaration.supporters.models import Supporter, SupporterSecret, SupporterState

S = Declaration.State


def supported_by(user: User) -> Iterator[dict[str, Any]]:
    """What was given with the address of this account, as long as the key that finds it is there."""
    for secret in SupporterSecret.objects.order_by("pk"):
        written = addresses.keyed(secret, addresses.written(user.email))
        rows = Supporter.objects.filter(declaration=secret.declaration_id, written_hmac=written)
        for one in rows.select_related("declaration"):
            yield {
                "declaration": one.declaration.title,
                "state": one.get_state_display(),
                "name": one.name,
                "country": one.country_code,
                "asked": one.asked_at,
            }


def unconfirmed(before: datetime) -> QuerySet[Supporter]:
    """Those who never pressed the button."""
    return Supporter.objects.filter(state=SupporterState.PENDING, asked_at__lt=before)


def keys_of_ended(before: datetime) -> QuerySet[SupporterSecret]:
    """Keys of declarations whose signing ended long ago."""
    over = [S.CLOSED, S.SUBMITTED, S.FOLLOW_UP, S.ARCHIVED]
    return SupporterSecret.objects.filter(declaration__state__in=over, declaration__closes_at__lt=before)


def destroy(keys: list[SupporterSecret]) -> None:
    """Nobody can be asked for by their address any more."""
    for key in keys:
        actions.destroy_key(key)


PARTS = (
    Kind(
        "support",
        _("Declarations that you support as an individual"),
        _("What was written with the address of this account. The address itself is not stored with it."),
        supported_by,
        {
            "declaration": _("Declaration"),
            "state": _("Status"),
            "name": _("Name"),
            "country": _("Country"),
            "asked": _("Written"),
        },
    ),
    Erasure(
        "support",
        stays=_("Support of a declaration that you gave as an individual: withdraw it by the link in our mail."),
    ),
    Keeping(
        "unconfirmed_support",
        _("Support of a declaration by an individual that was never confirmed"),
        _("%(time)s after it was written"),
        _("Deleted."),
        days=14,
        due=unconfirmed,
    ),
    Keeping(
        "support_keys",
        _("What tells the addresses of individual supporters apart; the addresses themselves are not stored"),
        _("%(time)s after signing ended"),
        _("The key is destroyed. Country and number stay, and names that are shown, until their person withdraws."),
        days=30,
        due=keys_of_ended,
        finish=destroy,
    ),
)
