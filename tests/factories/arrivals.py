"""What comes after approval, for tests: follow-ups, letters for visas, joining links, requests for travel support."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.followup import actions
from dialogues.models import Delegate, DialoguePage, FollowUp, JoiningDetails, Registration, TravelRequest, VisaLetter
from dialogues.travel import actions as travel
from organizations.models import User
from tests.factories.organizations import CoordinatorFactory
from tests.factories.registration import make_registration, owner_of

S = Registration.State
T = TravelRequest.State
PASSPORT = {"wants_letter": True, "passport_name": "Ana María Ruiz", "nationality": "Mexico", "position": "Director"}


def make_approved(**fields: Any) -> Delegate:
    """A delegate who is approved; on site unless others are given."""
    return make_registration(S.APPROVED, **fields).delegates.order_by("pk")[0]


def make_follow_up(delegate: Delegate | None = None, *, needs: str = "", **values: Any) -> FollowUp:
    """What was told of a delegate."""
    delegate = delegate or make_approved()
    return actions.save(delegate, by=owner_of(delegate.registration.organization), values=values, needs=needs)


def make_letter(delegate: Delegate | None = None, *, by: User | None = None, **values: Any) -> VisaLetter:
    """A letter for a visa, asked for and issued."""
    follow_up = make_follow_up(delegate, **PASSPORT | values)
    return actions.issue_letter(follow_up.delegate, by=by or CoordinatorFactory())


def make_joining(dialogue: DialoguePage, **fields: Any) -> JoiningDetails:
    """The link of a dialogue, shown since an hour ago."""
    values = {"url": "https://join.example.org/canary-link", "shown_from": timezone.now() - timedelta(hours=1)}
    return JoiningDetails.objects.create(dialogue=dialogue, **values | fields)


def make_travel(state: str = T.REQUESTED, *, registration: Registration | None = None, **words: str) -> TravelRequest:
    """A request for travel support in any state, brought there step by step."""
    registration = registration or make_registration(S.APPROVED)
    coordinator, owner = CoordinatorFactory(), owner_of(registration.organization)
    words = {"amount": "One train ticket", "why": "We have no funds."} | words
    asked = travel.request_support(registration, by=owner, **words)
    if state == T.NOT_REQUESTED:
        return travel.take_back(asked, by=owner)
    if state == T.DECLINED:
        return travel.decline(asked, by=coordinator, reason="No funds are left.")
    steps = {
        T.SHORTLISTED: lambda one: travel.shortlist(one, by=coordinator),
        T.GRANTED: lambda one: travel.grant(one, by=coordinator, covered="The train"),
        T.SETTLED: lambda one: travel.settle(one, by=coordinator),
    }
    wanted = [one for one in steps if list(T).index(one) <= list(T).index(state) and state in steps]
    for one in wanted:
        asked = steps[one](asked)
    return asked
