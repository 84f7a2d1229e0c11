"""The desk: registering from the first click to the receipt, and every way in which it can go wrong."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Registration
from organizations.models import Organization, Role
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State


@pytest.fixture
def organization():
    return OrganizationFactory(legal_name="Red Costera")


@pytest.fixture
def owner(client, organization):
    """The owner of the organization, signed in."""
    user = owner_of(organization)
    client.force_login(user)
    return user


def filled(organization=None, **changes):
    """What a browser sends for one delegate."""
    values = {
        "form_key": uuid4(),
        "organization": organization.uuid if organization else "",
        "delegates-TOTAL_FORMS": 2,
        "delegates-INITIAL_FORMS": 0,
        "delegates-0-name": "Lucía Hernández",
        "delegates-0-email": "Lucia@Example.org",
        "delegates-0-mode": "on_site",
        "delegates-0-language": "es",
        "delegates-1-language": "en",
        "expertise": "We trace where seized firearms come from.",
        "consent": "nobody",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def new(dialogue):
    return reverse("registration:desk_create", args=[dialogue.slug])


def at(name, registration):
    return reverse(f"registration:desk_{name}", args=[registration.uuid])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def close(dialogue):
    dialogue.registration_closes_at = timezone.now() - timedelta(minutes=11)
    dialogue.save()


def test_nobody_registers_without_signing_in(client):
    registration = make_registration()

    for address in (
        reverse("registration:desk_list"),
        new(registration.dialogue),
        *(at(name, registration) for name in ("detail", "edit", "submit", "cancel")),
    ):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.url


def test_a_delegation_is_sent_and_gets_a_receipt(client, owner, organization):
    dialogue = make_dialogue()

    answer = client.post(new(dialogue), filled(organization, send=""), follow=True)

    registration = Registration.objects.get()
    assert (registration.state, registration.organization, registration.dialogue) == (
        S.SUBMITTED, organization, dialogue,
    )  # fmt: skip
    assert registration.receipt in answer.text
    assert [delegate.email for delegate in registration.delegates.all()] == ["lucia@example.org"]
    assert "Being checked" in answer.text


def test_the_form_shows_the_organization_the_deadline_and_a_row_for_each_delegate(client, owner, organization):
    dialogue = make_dialogue(max_delegates=3)

    text = client.get(new(dialogue)).text

    assert "Red Costera" in text
    assert "Registration closes on" in text
    assert f"{dialogue.registration_closes_at:%H:%M} UTC" in text
    assert 'name="delegates-2-name"' in text
    assert 'name="delegates-3-name"' not in text
    assert "Error:" not in text.partition("</title>")[0]


def test_saving_needs_nothing_and_sends_nothing(client, owner, organization):
    data = filled(organization, save="", **{"delegates-0-name": "", "delegates-0-email": ""}, expertise="")

    answer = client.post(new(make_dialogue()), data)

    assert Registration.objects.get().state == S.DRAFT
    assert "Nothing was sent yet" in said(answer)


MISTAKES = [
    ({"delegates-0-email": "lucia.hernandez"}, "delegates-0-email", "in the form name@organization.org"),
    ({"delegates-0-mode": None}, "delegates-0-mode", "Choose how this person takes part."),
    ({"delegates-0-name": ""}, "delegates-0-name", "Enter the full name."),
    ({"delegates-0-name": "x" * 121}, "delegates-0-name", "at most 120 characters"),
    ({"delegates-0-mode": "by boat"}, "delegates-0-mode", "Select a valid choice"),
    ({"delegates-0-needs": "My passport is AB-123-4567"}, "delegates-0-needs", "looks like the number of"),
    ({"expertise": "word " * 301}, "expertise", "This has 301 words; 300 are allowed."),
    ({"expertise": ""}, "expertise", "Say what you bring to this dialogue."),
    ({"expertise": "无" * 3001}, "expertise", "at most 3000 characters"),
    ({"wants_floor": "on"}, "floor_topic", "Say what you want to speak about."),
    ({"consent": "everybody"}, "consent", "Select a valid choice"),
    (
        {"delegates-1-name": "A double", "delegates-1-email": "LUCIA@example.org", "delegates-1-mode": "online"},
        "delegates-1-email",
        "This person is in the delegation already.",
    ),
    (
        {
            "delegates-1-name": "lucia  HERNÁNDEZ",
            "delegates-1-email": "l@example.org",
            "delegates-1-mode": "online",
        },
        "delegates-1-name",
        "Another person of this delegation has this name.",
    ),
    ({"delegates-0-name": "Nul\0"}, "delegates-0-name", "Null characters are not allowed"),
]


def test_a_mistake_is_told_beside_its_field_and_everything_is_kept(client, owner, organization):
    address = new(make_dialogue())

    for changes, field, words in MISTAKES:
        data = filled(organization, **{"delegates-0-position": "KEPT position"}, floor_topic="") | changes
        answer = client.post(address, {k: v for k, v in data.items() if v is not None} | {"send": ""})

        assert answer.status_code == 200, changes
        assert "Error:" in answer.text.partition("</title>")[0], changes
        beside = answer.text.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]
        assert words in beside, changes
        assert f'href="#id_{field}' in answer.text.partition('role="alert"')[2].partition("</div>")[0], changes
        assert "KEPT position" in answer.text, changes
        assert not Registration.objects.filter(state=S.SUBMITTED).exists(), changes


def test_sending_nobody_is_told_at_the_first_row(client, owner, organization):
    nobody = {"delegates-0-name": "", "delegates-0-email": "", "delegates-0-mode": "on_site"}

    answer = client.post(new(make_dialogue()), filled(organization, **nobody, send=""))

    beside = answer.text.partition('id="id_delegates-0-name_error"')[2].partition("</div>")[0]
    assert "Enter at least one person." in beside


def test_online_is_not_offered_where_a_dialogue_is_on_site_only(client, owner, organization):
    dialogue = make_dialogue(attendance="on_site")

    assert 'value="online"' not in client.get(new(dialogue)).text
    answer = client.post(new(dialogue), filled(organization, **{"delegates-0-mode": "online"}))
    assert "Select a valid choice" in answer.text


def test_more_rows_than_anybody_needs_are_refused(client, owner, organization):
    many = {"delegates-TOTAL_FORMS": 1000, "delegates-999-name": "A thousandth"}

    answer = client.post(new(make_dialogue(max_delegates=2)), filled(organization, **many, send=""))

    assert answer.status_code == 200
    assert "at most 50 forms" in answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert "delegates-2-name" not in answer.text
    assert not Registration.objects.exists()


def test_a_form_without_its_bookkeeping_is_refused_not_broken(client, owner, organization):
    answer = client.post(
        new(make_dialogue()), filled(organization, **{"delegates-TOTAL_FORMS": None, "delegates-INITIAL_FORMS": None})
    )

    assert answer.status_code == 200
    assert not Registration.objects.exists()


def test_the_deadline_passing_while_typing_keeps_what_was_typed_and_says_so(client, owner, organization):
    dialogue = make_dialogue()
    assert client.get(new(dialogue)).status_code == 200
    close(dialogue)

    answer = client.post(new(dialogue), filled(organization, expertise="KEPT words", send=""))

    assert answer.status_code == 200
    assert "Registration closed on" in answer.text
    assert "What you typed is kept as a draft. Nothing was sent." in answer.text
    assert "KEPT words" in answer.text
    assert "Lucía Hernández" in answer.text
    draft = Registration.objects.get()
    assert (draft.state, draft.expertise) == (S.DRAFT, "KEPT words")


def test_the_same_form_sent_twice_makes_one_registration(client, owner, organization):
    dialogue, data = make_dialogue(), filled(organization, send="")

    client.post(new(dialogue), data)
    again = client.post(new(dialogue), data)

    registration = Registration.objects.get()
    assert again.url == registration.get_absolute_url()
    assert "has a registration for this dialogue already" in said(again)


def test_a_form_corrected_after_a_refusal_goes_on_with_its_draft(client, owner, organization):
    dialogue, key = make_dialogue(), uuid4()
    closes = dialogue.registration_closes_at
    close(dialogue)
    client.post(new(dialogue), filled(organization, form_key=key, send=""))
    dialogue.registration_closes_at = closes
    dialogue.save()

    client.post(new(dialogue), filled(organization, form_key=key, expertise="Better words", send=""))

    registration = Registration.objects.get()
    assert (registration.state, registration.expertise) == (S.SUBMITTED, "Better words")


def test_a_second_registration_leads_to_the_first(client, owner, organization):
    existing = make_registration(organization=organization)

    answer = client.get(new(existing.dialogue))

    assert answer.url == existing.get_absolute_url()
    assert "has a registration for this dialogue already" in said(answer)


def test_whoever_acts_for_several_organizations_chooses(client, owner, organization):
    other = OrganizationFactory(legal_name="Other", owner=owner)
    OrganizationFactory(legal_name="A stranger")
    dialogue = make_dialogue()

    text = client.get(new(dialogue)).text
    client.post(new(dialogue), filled(other, send=""))

    assert f'<option value="{organization.uuid}"' in text
    assert "A stranger" not in text
    assert Registration.objects.get().organization == other


def test_an_organization_that_is_registered_is_not_offered_again(client, owner, organization):
    existing = make_registration(organization=organization)
    other = OrganizationFactory(legal_name="Other", owner=owner)

    text = client.get(new(existing.dialogue)).text

    assert str(other.uuid) in text
    assert str(organization.uuid) not in text


def test_nobody_registers_an_organization_that_is_not_theirs(client, owner):
    answer = client.post(new(make_dialogue()), filled(OrganizationFactory(), send=""))

    assert answer.status_code == 200
    assert not Registration.objects.exists()


def test_without_a_verified_organization_the_way_to_one_is_explained(client):
    user, address = UserFactory(), new(make_dialogue())
    client.force_login(user)

    for state in (None, Organization.State.DRAFT, Organization.State.SUSPENDED):
        with undone():
            if state:
                OrganizationFactory(state=state, owner=user)

            answer = client.get(address)

            assert answer.status_code == 200, state
            assert "Only verified organizations can register" in answer.text, state
            assert reverse("organizations:desk_list") in answer.text, state


def test_who_only_reads_is_told_who_registers(client, organization):
    viewer = MembershipFactory(organization=organization, role=Role.VIEWER).user
    client.force_login(viewer)

    answer = client.get(new(make_dialogue()))

    assert "Ask an owner of your organization" in answer.text


def test_an_editor_drafts_but_does_not_send(client, organization):
    client.force_login(MembershipFactory(organization=organization, role=Role.EDITOR).user)
    dialogue = make_dialogue()

    text = client.get(new(dialogue)).text
    assert 'name="send"' not in text
    assert "A signatory or an owner of your organization sends it." in text
    client.post(new(dialogue), filled(organization, save=""))
    draft = Registration.objects.get()
    assert client.post(at("submit", draft)).status_code == 403
    assert client.get(at("cancel", draft)).status_code == 403
    assert Registration.objects.get().state == S.DRAFT


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"registration_open": False}, "There is no registration for this dialogue."),
        ({"in_days": -3}, "Registration closed on"),
        ({"in_days": 90}, "Registration opens on"),
    ],
)
def test_outside_its_time_the_page_says_so_instead_of_a_form(client, owner, fields, words):
    answer = client.get(new(make_dialogue(**fields)))

    assert answer.status_code == 200
    assert words in answer.text
    assert "delegates-0-name" not in answer.text


def test_there_is_no_form_for_a_dialogue_that_is_not_published(client, owner):
    dialogue = make_dialogue()
    dialogue.unpublish()

    assert client.get(new(dialogue)).status_code == 404


def test_a_draft_is_gone_on_with(client, owner, organization):
    draft = make_draft(organization=organization, delegates=[make_delegate(name="Ana Ruiz")])

    text = client.get(at("edit", draft)).text
    client.post(at("edit", draft), filled(expertise="Better words", send=""))

    assert "Ana Ruiz" in text
    registration = Registration.objects.get()
    assert (registration.state, registration.expertise) == (S.SUBMITTED, "Better words")
    assert [delegate.name for delegate in registration.delegates.all()] == ["Lucía Hernández"]


def test_a_person_is_taken_off_by_emptying_the_row(client, owner, organization):
    draft = make_draft(organization=organization, delegates=[make_delegate(), make_delegate(name="Leaves")])
    stays = draft.delegates.first()
    rows = {"delegates-0-name": stays.name, "delegates-0-email": stays.email}

    client.post(
        at("edit", draft),
        filled(**rows, **{"delegates-1-name": "", "delegates-1-email": "", "delegates-1-mode": "on_site"}, save=""),
    )

    assert [delegate.uuid for delegate in draft.delegates.all()] == [stays.uuid]


def test_a_draft_sent_too_late_from_its_page_says_so(client, owner, organization):
    draft = make_draft(organization=organization)
    close(draft.dialogue)

    answer = client.post(at("submit", draft), follow=True)

    assert "Registration closed on" in answer.text
    assert Registration.objects.get().state == S.DRAFT


def test_a_draft_is_sent_from_its_page(client, owner, organization):
    draft = make_draft(organization=organization)

    answer = client.post(at("submit", draft))

    assert draft.receipt in said(answer)
    assert "Being checked" in client.post(at("submit", draft), follow=True).text  # the second click says what stands


def test_after_sending_the_people_can_be_changed(client, owner, organization):
    registration = make_registration(S.APPROVED, organization=organization)

    text = client.get(at("edit", registration)).text
    answer = client.post(at("edit", registration), filled(expertise=None))

    assert "is checked again" in text
    assert "expertise" not in text
    assert "The coordinators check it again" in said(answer)
    assert Registration.objects.get().state == S.SUBMITTED


def test_a_mistake_in_changed_people_is_told_and_moves_nothing(client, owner, organization):
    registration = make_registration(S.APPROVED, organization=organization)

    answer = client.post(at("edit", registration), filled(**{"delegates-0-email": "no address"}))

    assert "in the form name@organization.org" in answer.text
    assert Registration.objects.get().state == S.APPROVED


def test_people_changed_too_late_are_kept_on_the_page_only(client, owner, organization):
    registration = make_registration(S.APPROVED, organization=organization)
    close(registration.dialogue)

    answer = client.post(at("edit", registration), filled(expertise=None))

    assert "Registration closed on" in answer.text
    assert "Lucía Hernández" in answer.text
    assert Registration.objects.get().state == S.APPROVED


def test_what_cannot_be_changed_says_what_stands(client, owner, organization, coordinator):
    dialogue = make_dialogue()

    for state in (S.FORWARDED, S.DECLINED, S.CANCELLED):
        with undone():
            registration = make_registration(state, dialogue, organization, coordinator=coordinator)

            answer = client.get(at("edit", registration))

            assert answer.url == registration.get_absolute_url(), state
            assert str(registration.get_state_display()) in said(answer), state


def test_cancelling_asks_first_and_then_does_it(client, owner, organization):
    registration = make_registration(S.APPROVED, organization=organization)

    assert "Seats that become free" in client.get(at("cancel", registration)).text
    assert Registration.objects.get().state == S.APPROVED
    answer = client.post(at("cancel", registration), follow=True)

    assert "Cancelled" in answer.text
    assert Registration.objects.get().state == S.CANCELLED
    assert "Not possible now" in client.post(at("cancel", registration), follow=True).text


def test_the_reason_of_a_refusal_stands_on_the_page(client, owner, organization):
    registration = make_registration(S.DECLINED, organization=organization)

    assert "The room is small." in client.get(at("detail", registration)).text


NEXT = {
    S.DRAFT: "You send the form",
    S.SUBMITTED: "The coordinators check it",
    S.FORWARDED: "The Extended Bureau decides",
    S.WAITING: "Waiting for a seat",
    S.APPROVED: "Badge or online link",
}


def test_the_page_says_what_happens_next(client, owner, organization, coordinator):
    dialogue = make_dialogue()

    for state, steps in NEXT.items():
        with undone():
            registration = make_registration(state, dialogue, organization, coordinator=coordinator)

            text = client.get(at("detail", registration)).text

            assert steps in text.partition('aria-current="step"')[2].partition("</li>")[0], state


def test_the_history_names_no_coordinator(client, owner, organization, coordinator):
    registration = make_registration(S.APPROVED, organization=organization, coordinator=coordinator)

    text = client.get(at("detail", registration)).text

    assert coordinator.last_name not in text
    assert "What happened" in text


def test_another_organizations_registration_is_as_absent_as_a_made_up_one(client, owner):
    foreign = make_registration(delegates=[make_delegate(name="CANARY")])

    for name, method in product(("detail", "edit", "submit", "cancel"), ("get", "post", "head")):
        made_up = reverse(f"registration:desk_{name}", args=[uuid4()])
        answer, absent = (getattr(client, method)(address) for address in (at(name, foreign), made_up))

        assert (answer.status_code, answer.text.replace(str(foreign.uuid), "")) == (
            absent.status_code, absent.text.replace(made_up.split("/")[-3 if name != "detail" else -2], ""),
        ), (name, method)  # fmt: skip
        assert answer.status_code == (405 if (name, method) in WRONG_METHOD else 404), (name, method)
        assert "CANARY" not in answer.text, (name, method)


WRONG_METHOD = {("submit", "get"), ("submit", "head"), ("detail", "post")}


def test_the_list_shows_ones_own_and_what_is_open(client, owner, organization):
    mine = make_registration(organization=organization)
    foreign = make_registration(dialogue=make_dialogue(title="CANARY dialogue", registration_open=True))
    make_dialogue(title="Not open", registration_open=False)
    close(foreign.dialogue)

    text = client.get(reverse("registration:desk_list")).text

    assert mine.receipt in text
    assert foreign.receipt not in text
    assert "CANARY" not in text
    assert "Not open" not in text
    assert new(mine.dialogue) in text


def test_a_coordinators_own_list_holds_only_their_own(client, coordinator):
    foreign = make_registration()
    client.force_login(coordinator)

    assert foreign.receipt not in client.get(reverse("registration:desk_list")).text
    assert client.get(at("detail", foreign)).status_code == 404


def test_the_list_asks_as_often_for_one_as_for_three(client, owner, organization, django_assert_num_queries):
    make_registration(organization=organization)
    client.get(reverse("registration:desk_list"))

    for more in (0, 2):
        for _ in range(more):
            make_registration(organization=organization)
        with django_assert_num_queries(10):
            client.get(reverse("registration:desk_list"))


def test_a_hostile_query_is_answered_with_the_list(client, owner):
    for query in ("?page=-1", "?page=x", "?page=99999999999"):
        assert client.get(reverse("registration:desk_list") + query).status_code == 200, query


def test_a_script_in_any_field_is_text(client, owner, organization):
    evil = "<script>alert(1)</script>"
    registration = make_registration(
        organization=organization, expertise=evil, wants_floor=True, floor_topic=evil,
        delegates=[make_delegate(name=evil, position=evil, needs=evil)],
    )  # fmt: skip

    for name in ("detail", "edit"):
        assert "<script" not in client.get(at(name, registration)).text
