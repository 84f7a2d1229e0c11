"""A nomination that was begun is not forgotten: it stands on the desk and in the calendar while its call is open."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.models import DialoguePage, Nomination
from dialogues.nominations import due
from tests.factories.dialogues import make_dialogue
from tests.factories.nominations import make_nomination, make_nomination_call
from tests.factories.organizations import OrganizationFactory
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db
S = Nomination.State


@pytest.fixture
def organization():
    return OrganizationFactory()


def test_a_draft_is_on_the_desk_with_its_deadline_until_it_is_sent(client, organization):
    draft = make_nomination(S.DRAFT, organization=organization, name="A canary on the panel")
    make_nomination(organization=organization, call=draft.call)
    make_nomination(S.DRAFT)
    client.force_login(owner_of(organization))

    tasks = client.get(reverse("desk_overview")).context["tasks"]

    found = [(task.due, task.about, task.address) for task in tasks if "nomination" in str(task.words)]
    assert found == [(draft.call.closes_at, draft.call.dialogue.title, draft.get_absolute_url())]


def test_the_calendar_has_the_deadline_and_no_name(organization):
    draft = make_nomination(S.DRAFT, organization=organization, name="A canary on the panel")

    (deadline,) = due.unsent(owner_of(organization))

    assert (deadline.at, deadline.uid) == (draft.call.closes_at, f"end-{draft.uuid}")
    assert draft.call.dialogue.title in deadline.title and "canary" not in str(deadline)


@pytest.mark.parametrize("why", ["closed", "cancelled", "taken down"])
def test_what_can_be_sent_no_more_is_not_due(organization, why):
    draft = make_nomination(S.DRAFT, organization=organization)
    dialogues = DialoguePage.objects.filter(pk=draft.call.dialogue_id)
    if why == "closed":
        type(draft.call).objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    if why == "cancelled":
        dialogues.update(status="cancelled")
    if why == "taken down":
        dialogues.update(live=False)

    assert list(due.unsent(owner_of(organization))) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_deadlines_take_as_many_questions_for_three_as_for_one(organization, django_assert_num_queries, rows):
    call = make_nomination_call(make_dialogue(), max_per_organization=3)
    for _ in range(rows):
        make_nomination(S.DRAFT, call, organization)
    person = owner_of(organization)

    with django_assert_num_queries(1):
        assert len(list(due.unsent(person))) == rows
