"""The desk of an organization: from the first click to what became of it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Nomination
from organizations.models import Role
from portal.mechanism.models import State
from tests.factories.dialogues import make_panel
from tests.factories.nominations import make_nomination, make_nomination_call
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db

S = Nomination.State


@pytest.fixture
def organization(client):
    """An organization whose owner is signed in."""
    organization = OrganizationFactory(legal_name="Red Costera")
    client.force_login(owner_of(organization))
    return organization


def filled(organization, **changes):
    """What a browser sends."""
    values = {
        "form_key": uuid4(),
        "organization": organization.uuid,
        "name": "Lucía Hernández",
        "email": "Lucia@Example.org",
        "languages": ["es", "en"],
        "country": State.objects.get(iso3="MEX").pk,
        "kind": "ngo",
        "expertise": "Traces where seized firearms come from.",
        "consent": "on",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def new(call):
    return reverse("nominations:desk_create", args=[call.dialogue.slug])


def at(name, nomination):
    return reverse(f"nominations:desk_{name}", args=[nomination.uuid])


def test_a_person_is_nominated_with_one_form_and_a_second_click_changes_nothing(client, organization):
    call = make_nomination_call(criteria="Prosecutors.")
    panel = make_panel(call.dialogue, number=2, title="Marking")
    form = client.get(new(call)).text
    assert "Prosecutors." in form and "2. Marking" in form and "The call closes on" in form

    sent = filled(organization, panel=panel.slug)
    answers = [client.post(new(call), sent) for _click in range(2)]

    nomination = Nomination.objects.get()
    assert [answer.url for answer in answers] == [nomination.get_absolute_url()] * 2
    assert (nomination.state, nomination.email, nomination.panel) == (S.SUBMITTED, "lucia@example.org", panel)
    assert nomination.languages == ["en", "es"] or nomination.languages == ["es", "en"]
    text = client.get(at("detail", nomination)).text
    assert nomination.receipt in text and "Being scored" in text and "Latin American" in text


def test_what_is_missing_or_wrong_is_named_beside_its_field_and_nothing_is_lost(client, organization):
    call = make_nomination_call()
    bad = filled(
        organization, email="no address", consent=None, languages=None, country="", expertise="word " * 301
    )  # fmt: skip

    text = client.post(new(call), bad).text

    for name, words in {
        "email": "valid email", "consent": "has not agreed", "languages": "at least one language",
        "country": "Choose the country.", "expertise": "301 words",
    }.items():  # fmt: skip
        assert words in text.partition(f'id="id_{name}_error"')[2][:400], name
    assert "Lucía Hernández" in text and "no address" in text
    assert not Nomination.objects.exists()


def test_a_draft_may_lack_everything_but_a_name_and_is_finished_later(client, organization):
    call = make_nomination_call()
    bare = filled(organization, **dict.fromkeys(("email", "languages", "country", "kind", "consent", "expertise")))
    client.post(new(call), bare | {"save": ""})
    draft = Nomination.objects.get()
    assert draft.state == S.DRAFT

    assert "has not agreed" in client.post(at("submit", draft), follow=True).text
    refused = client.post(at("edit", draft), filled(organization, consent=None)).text
    assert "has not agreed" in refused
    client.post(at("edit", draft), filled(organization))

    draft.refresh_from_db()
    assert draft.state == S.SUBMITTED


def test_too_late_or_too_many_keeps_the_draft_and_says_so(client, organization):
    call = make_nomination_call(max_per_organization=1)
    make_nomination(call=call, organization=organization)

    text = client.post(new(call), filled(organization)).text
    assert "An organization can nominate 1 person." in text and "kept as a draft" in text
    call.closes_at = timezone.now() - timezone.timedelta(hours=1)
    call.save()
    assert "The call closed on" in client.get(new(call)).text
    assert "The call closed on" in client.post(new(call), filled(organization)).text
    assert set(Nomination.objects.values_list("state", flat=True)) == {S.DRAFT, S.SUBMITTED}


def test_who_may_do_what(client, organization):
    mine, others = make_nomination(S.DRAFT, organization=organization), make_nomination(S.DRAFT)
    assert [client.get(at("detail", one)).status_code for one in (mine, others)] == [200, 404]
    assert [client.post(at("discard", one)).status_code for one in (others,)] == [404]

    viewer = MembershipFactory(organization=organization, role=Role.VIEWER).user
    client.force_login(viewer)
    answers = [client.post(at(name, mine)).status_code for name in ("submit", "withdraw", "discard", "edit")]
    assert answers == [403] * 4
    client.force_login(UserFactory())
    assert client.get(at("detail", mine)).status_code == 404
    assert "verified" in client.get(new(mine.call)).text


def test_a_sent_one_is_withdrawn_and_a_draft_deleted(client, organization):
    sent, draft = (make_nomination(state, organization=organization) for state in (S.SUBMITTED, S.DRAFT))

    client.post(at("withdraw", sent))
    client.post(at("discard", draft))

    sent.refresh_from_db()
    assert sent.state == S.WITHDRAWN
    assert not Nomination.objects.filter(pk=draft.pk).exists()


def test_a_call_that_has_not_opened_is_not_there(client, organization):
    later = timezone.now() + timezone.timedelta(days=1)

    assert client.get(new(make_nomination_call(opens_at=later))).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, organization, django_assert_num_queries, rows):
    for _row in range(rows):
        make_nomination(organization=organization)

    with django_assert_num_queries(8):
        text = client.get(reverse("nominations:desk_list")).text

    assert text.count("<article") == rows
    assert text.count("Until ") == rows
