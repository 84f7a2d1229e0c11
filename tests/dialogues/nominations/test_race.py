"""Nominations that are sent at the same moment: never more than the call takes, and never one person twice."""

import pytest
from django.core.exceptions import ValidationError

from dialogues.models import Nomination
from dialogues.nominations import actions
from portal.models import OutgoingMail
from tests.database import together
from tests.factories.nominations import make_nomination, make_nomination_call
from tests.factories.organizations import OrganizationFactory
from tests.factories.registration import owner_of

pytestmark = pytest.mark.slow
S = Nomination.State


def sent_at_once(drafts) -> list[object]:
    """What came of sending all of these at the same moment."""
    owner = owner_of(drafts[0].organization)
    return together(*[lambda one=one: actions.submit(one, by=owner) for one in drafts])


def test_of_ten_sent_at_once_the_call_takes_as_many_as_it_says(committed_db):
    call, organization = make_nomination_call(max_per_organization=3), OrganizationFactory()
    drafts = [make_nomination(S.DRAFT, call, organization) for _ in range(10)]

    results = sent_at_once(drafts)

    refused = [one for one in results if isinstance(one, ValidationError)]
    assert (len(refused), Nomination.objects.filter(state=S.SUBMITTED).count()) == (7, 3)
    assert {str(one.messages[0]) for one in refused} == {"An organization can nominate 3 people."}
    assert OutgoingMail.objects.filter(template="dialogues/email/nomination_received").count() == 3


def test_one_person_in_two_drafts_is_nominated_once(committed_db):
    call, organization = make_nomination_call(max_per_organization=9), OrganizationFactory()
    drafts = [make_nomination(S.DRAFT, call, organization, email="ana@example.org") for _ in range(5)]

    results = sent_at_once(drafts)

    assert sum(isinstance(one, Nomination) for one in results) == 1
    assert all(isinstance(one, Nomination) or "email" in one.message_dict for one in results)
