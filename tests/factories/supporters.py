"""Individuals who support a declaration, made by the actions and the mail that people use."""

import re
from datetime import timedelta
from itertools import count

from django.conf import settings
from django.utils import timezone

from portal.models import OutgoingMail
from submissions.declaration.models import Declaration
from submissions.declaration.supporters import actions
from submissions.declaration.supporters.models import Supporter
from tests.factories.declaration import make_declaration

number = count(1)


def make_supportable(**fields) -> Declaration:
    """An open declaration that individuals may support. Needs the setting SUPPORTERS."""
    return actions.switch(make_declaration(**fields), on=True, by=None)


def ask(
    declaration: Declaration, email: str = "", *, name: str = "", country: str = "KEN", language: str = "en"
) -> str:
    """Write an address, new by default, into the form; gives the address."""
    email = email or f"supporter-{next(number)}@example.org"
    actions.ask(declaration, email=email, name=name, country_code=country, language=language)
    return email


def mails_to(email: str) -> list[OutgoingMail]:
    """What was mailed to this address, the oldest first."""
    return list(OutgoingMail.objects.filter(to=email).order_by("pk"))


def link(email: str, kind: str) -> str:
    """The newest link of this kind ("confirm" or "own") in the mail to an address, as a path in English."""
    found = re.findall(
        rf"{re.escape(settings.BASE_URL)}(/declaration/\S+/support/{kind}/\S+/)", mails_to(email)[-1].text
    )
    return f"/en{found[-1]}"


def token(email: str, kind: str) -> str:
    """What that link holds."""
    return link(email, kind).rstrip("/").rpartition("/")[2]


def make_supporter(declaration: Declaration, email: str = "", **words) -> Supporter:
    """Somebody who confirmed."""
    email = ask(declaration, email, **words)
    return actions.confirm(actions.to_confirm(token(email, "confirm")))


def a_while_ago(supporter: Supporter) -> Supporter:
    """As if the form had been sent an hour before."""
    Supporter.objects.filter(pk=supporter.pk).update(asked_at=timezone.now() - timedelta(hours=1))
    supporter.refresh_from_db()
    return supporter
