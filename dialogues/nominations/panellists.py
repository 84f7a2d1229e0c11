"""Whether those who sit on a panel are also registered to take part: two ways that nobody else compares."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q

from dialogues.panel import PanelPage
from dialogues.registration.models import Delegate, RegistrationState
from dialogues.rows import Panelist

S = RegistrationState
SENT = (S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING)


def without_registration(dialogue: Any) -> Any:
    """The panellists on published panels of a dialogue (its canonical page) whom no live registration names.

    A person is known by the confirmed addresses of their account and by the address of their nomination. Who has
    neither cannot be compared, and is not listed.
    """
    delegates = Delegate.objects.filter(registration__dialogue=dialogue, registration__state__in=SENT)
    addresses = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
    by_account = addresses.filter(email__in=delegates.values("email"))
    by_address = delegates.filter(email=OuterRef("nomination__email"))
    known = Q(user__isnull=False) | Q(nomination__isnull=False)
    seated = Panelist.objects.filter(known, panel__in=PanelPage.objects.live().child_of(dialogue))
    return seated.exclude(Exists(by_account)).exclude(Exists(by_address)).select_related("panel", "user", "nomination")
