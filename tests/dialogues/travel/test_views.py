"""Travel support in the desk and in the admin, and that nothing of it is seen anywhere else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dialogues import coordinators
from dialogues.models import Registration, TravelRequest
from organizations.models import Role
from portal.models import AuditEvent, FormSwitch
from portal.switches import set_switch
from tests.factories.arrivals import make_travel
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_registration, owner_of

pytestmark = pytest.mark.django_db

S, T = Registration.State, TravelRequest.State
QUEUE = "/cms/travel/"
CANARY = {"amount": "CANARY amount", "why": "CANARY reason"}


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def desk(registration, name="travel"):
    return reverse(f"registration:desk_{name}", args=[registration.uuid])


def act(asked, verb):
    return reverse(f"travel_{verb}", args=[asked.uuid])


def owned(client, state=S.SUBMITTED):
    """A registration whose owner is signed in."""
    registration = make_registration(state)
    client.force_login(owner_of(registration.organization))
    return registration


def test_support_is_asked_apart_and_its_state_stands_on_the_registration(client):
    registration = owned(client)
    assert "Ask for travel support" in client.get(registration.get_absolute_url()).text

    answer = client.post(desk(registration), CANARY, follow=True)

    assert "Your request has arrived" in answer.text
    assert "CANARY reason" in answer.text
    page = client.get(registration.get_absolute_url()).text
    assert "Requested" in page and "CANARY" not in page
    assert "Travel support: Requested" in client.get(reverse("registration:desk_list")).text


def test_what_is_missing_is_told_beside_its_field_and_the_rest_is_kept(client):
    registration = owned(client)

    for field in ("amount", "why"):
        answer = client.post(desk(registration), CANARY | {field: ""})

        assert answer.status_code == 422, field
        assert "This field is required" in answer.text.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]
        assert "CANARY" in answer.text, field
        assert not TravelRequest.objects.exists(), field


def test_asking_twice_says_how_it_stands(client):
    registration = owned(client)
    client.post(desk(registration), CANARY)

    answer = client.post(desk(registration), CANARY | {"amount": "More"})

    assert "Not possible now: the state is “Requested”." in answer.text
    assert TravelRequest.objects.get().amount == "CANARY amount"


def test_it_can_be_taken_back_until_it_is_decided(client):
    asked = make_travel()
    client.force_login(owner_of(asked.registration.organization))

    answer = client.post(desk(asked.registration, "travel_take_back"), follow=True)

    assert "What you wrote is deleted" in answer.text
    granted = make_travel(T.GRANTED)
    client.force_login(owner_of(granted.registration.organization))
    assert "Not possible now" in client.post(desk(granted.registration, "travel_take_back"), follow=True).text


def test_a_viewer_reads_it_and_asks_for_nothing(client):
    registration = make_registration()
    client.force_login(MembershipFactory(organization=registration.organization, role=Role.VIEWER).user)

    assert "<form" not in client.get(desk(registration)).text.partition("<main")[2]
    for name in ("travel", "travel_take_back"):
        assert client.post(desk(registration, name), CANARY).status_code == 403


def test_another_organization_finds_nothing(client):
    asked = make_travel(**CANARY)
    client.force_login(OrganizationFactory().members.get())

    for key in (asked.registration.uuid, uuid4()):
        assert client.get(reverse("registration:desk_travel", args=[key])).status_code == 404


def test_while_registering_is_closed_nothing_is_asked(client):
    registration = owned(client)
    set_switch("register", closed=True, notice="Closed today.", by=None, reason="A test.")

    answer = client.post(desk(registration), CANARY)

    assert answer.status_code == 503
    assert "CANARY reason" in answer.text
    assert FormSwitch.objects.get().standing == "closed" and not TravelRequest.objects.exists()


def test_the_list_shows_what_waits_and_can_be_narrowed(client, signed_in):
    waiting, granted = make_travel(**CANARY), make_travel(T.GRANTED)
    make_travel(T.NOT_REQUESTED)

    assert list(client.get(QUEUE).context["page_obj"]) == [waiting]
    assert list(client.get(f"{QUEUE}?state=granted").context["page_obj"]) == [granted]
    slug = waiting.registration.dialogue.slug
    assert list(client.get(f"{QUEUE}?dialogue={slug}").context["page_obj"]) == [waiting]
    for query in ("?state=x", "?dialogue=%27", "?page=-1", "?state=not_requested"):
        assert list(client.get(QUEUE + query).context["page_obj"]) == [waiting]


def test_it_is_decided_step_by_step(client, signed_in):
    asked = make_travel(**CANARY)
    page = act(asked, "review")
    assert "CANARY reason" in client.get(page).text

    client.post(act(asked, "shortlist"))
    client.post(act(asked, "grant"), {"grant-covered": "The train"})
    client.post(act(asked, "settle"))
    client.post(act(asked, "note"), {"note-note": "Paid on Monday."})

    asked.refresh_from_db()
    assert (asked.state, asked.covered, asked.note) == (T.SETTLED, "The train", "Paid on Monday.")
    client.force_login(owner_of(asked.registration.organization))
    text = client.get(desk(asked.registration)).text
    assert "The train" in text and "Paid on Monday." not in text


def test_the_organization_reads_why_it_was_declined(client, signed_in):
    asked = make_travel()
    assert client.post(act(asked, "decline"), {"decline-reason": " "}).status_code == 422

    client.post(act(asked, "decline"), {"decline-reason": "No funds are left."})

    client.force_login(owner_of(asked.registration.organization))
    assert "No funds are left." in client.get(desk(asked.registration)).text


def test_what_is_not_possible_says_so_and_keeps_the_words(client, signed_in):
    asked = make_travel(T.SETTLED)

    assert "Not possible now" in client.post(act(asked, "shortlist"), follow=True).text
    answer = client.post(act(asked, "grant"), {"grant-covered": "KEPT words"})
    assert answer.status_code == 422
    assert "Not possible now" in answer.text


def test_the_file_holds_the_requests_of_one_dialogue_and_is_noted(client, signed_in):
    asked = make_travel(**CANARY)
    make_travel(amount="ELSEWHERE")

    answer = client.get(f"{QUEUE}{asked.registration.dialogue.slug}.csv")
    text = b"".join(answer.streaming_content).decode()

    assert "CANARY reason" in text and "ELSEWHERE" not in text and "CC BY" not in text
    event = AuditEvent.objects.get(verb="export_csv")
    assert (event.actor, event.data) == (signed_in, {"list": "travel", "count": 1})


def test_nobody_else_reads_or_decides(client):
    asked, local = make_travel(**CANARY), UserFactory()
    coordinators.assign(local, make_dialogue(), by=None, reason="A test.")
    slug = asked.registration.dialogue.slug
    for person in (local, owner_of(asked.registration.organization), UserFactory()):
        client.force_login(person)
        answers = [client.get(path) for path in (QUEUE, f"{QUEUE}{slug}.csv", act(asked, "review"))]
        answers += [client.post(act(asked, verb), {"grant-covered": "x"}) for verb in ("shortlist", "grant")]
        assert all("CANARY" not in answer.text for answer in answers)
        assert all(answer.status_code in (302, 403, 404) for answer in answers[1:])
    asked.refresh_from_db()
    assert asked.state == T.REQUESTED


def test_no_other_page_or_list_of_coordinators_shows_it(client, signed_in):
    asked = make_travel(**CANARY)
    registration = asked.registration
    slug = registration.dialogue.slug
    paths = (
        "/cms/registrations/", f"/cms/registrations/{registration.uuid}/",
        f"/cms/registrations/forwarding/{slug}/", f"/cms/registrations/forwarding/{slug}/print/",
        f"/en/dialogues/{slug}/", f"/en/organizations/{registration.organization.slug}/",
    )  # fmt: skip

    assert not [path for path in paths if "CANARY" in client.get(path, follow=True).text]


def test_the_list_asks_as_often_for_one_as_for_three(client, signed_in, django_assert_num_queries):
    client.get(QUEUE)

    for more, rows in ((1, 1), (2, 3)):
        for _ in range(more):
            make_travel()
        with django_assert_num_queries(12):
            answer = client.get(QUEUE)

        assert len(answer.context["page_obj"]) == rows


def test_a_script_is_text(client, signed_in):
    evil = "<script>alert(1)</script>"
    asked = make_travel(amount=evil, why=evil)

    assert evil not in client.get(QUEUE).text
    assert evil not in client.get(act(asked, "review")).text
