"""Nominations for tests, made by the actions, so that they look as in life."""

import re
from datetime import timedelta

from django.utils import timezone

from dialogues.models import DialoguePage, Nomination, NominationCall
from dialogues.nominations import actions, deciding, inviting
from dialogues.panel import PanelPage
from organizations.models import Organization, User
from portal.mechanism.models import State
from portal.models import OutgoingMail
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import owner_of

S = Nomination.State
POINTS = {"knowledge": 4, "practice": 3, "perspective": 5, "clarity": 2}
_numbers = iter(range(1, 1_000_000))


def make_nomination_call(dialogue: DialoguePage | None = None, **fields) -> NominationCall:
    """The open call of a dialogue."""
    now = timezone.now()
    values = {"opens_at": now - timedelta(days=5), "closes_at": now + timedelta(days=5), "criteria": "Practitioners."}
    return NominationCall.objects.create(dialogue=dialogue or make_dialogue(), **{**values, **fields})


def nominee(**values) -> dict[str, object]:
    """What an organization fills in about one person."""
    number = next(_numbers)
    return {
        "name": f"Nominee {number}",
        "email": f"nominee{number}@example.org",
        "languages": ["en", "fr"],
        "country": State.objects.get(iso3="KEN"),
        "kind": "ngo",
        "first_time": True,
        "expertise": "Traces firearms across borders.",
        "consent": True,
        **values,
    }


def make_nomination(
    state: str = S.SUBMITTED,
    call: NominationCall | None = None,
    organization: Organization | None = None,
    *,
    coordinator: User | None = None,
    panel: PanelPage | None = None,
    **values,
) -> Nomination:
    """A nomination in any state, brought there step by step."""
    organization, call = organization or OrganizationFactory(), call or make_nomination_call()
    owner, by = owner_of(organization), coordinator or CoordinatorFactory()
    one = actions.start_draft(call, organization, by=owner, values=nominee(**values))
    if state == S.DRAFT:
        return one
    one = actions.submit(one, by=owner)
    if state in (S.SUBMITTED, S.WITHDRAWN):
        return one if state == S.SUBMITTED else actions.withdraw(one, by=owner)
    deciding.score(one, by=by, points=POINTS)
    if state == S.NOT_CHOSEN:
        return deciding.not_choose(one, by=by, reason="The panel is full.")
    one = deciding.shortlist(one, by=by)
    if state == S.SHORTLISTED:
        return one
    one = inviting.invite(one, panel or make_panel(call.dialogue), by=by)
    return {S.INVITED: lambda: one, S.ACCEPTED: lambda: inviting.accept(one), S.REFUSED: lambda: inviting.refuse(one)}[
        state
    ]()


def mailed_link(nomination: Nomination) -> str:
    """The address in the newest invitation that was mailed to the nominee, without a language."""
    mail = OutgoingMail.objects.filter(to=nomination.email, template="dialogues/email/nomination_invited").first()
    return re.search(r"/nominations/[\w-]+/", mail.text).group()
