"""The coordinators' pages: the queue, one organization beside its namesakes, the decision."""

import pytest
from django.urls import reverse

from organizations import actions
from organizations.models import Organization, Role
from portal.mechanism.models import State
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
    make_application,
)

pytestmark = pytest.mark.django_db
S = Organization.State
QUEUE = reverse("organization_queue")


def review(organization: Organization) -> str:
    """The coordinators' page of an organization."""
    return reverse("organization_review", args=[organization.uuid])


@pytest.fixture
def coordinator(client):
    user = CoordinatorFactory()
    client.force_login(user)
    return user


# --- who gets where ------------------------------------------------------------------------------------------------

NAMES = ("queue", "review", "suspend", "reinstate", "owner")
ADDRESSES = [f"organization_{name}" for name in NAMES]


@pytest.mark.parametrize("who", ["anonymous", "person", "owner", "safety officer"])
def test_only_coordinators_come_here(client, who):
    organization = make_application(S.VERIFIED)
    people = {
        "person": UserFactory,
        "owner": lambda: organization.registered_by,
        "safety officer": SafetyOfficerFactory,
    }
    if who != "anonymous":
        client.force_login(people[who]())

    for name in ADDRESSES:
        address = reverse(name, args=[] if name == "organization_queue" else [organization.uuid])

        response = client.post(address, {"reason": "Why not?"})
        got = client.get(address)

        assert response.status_code in (302, 403, 405), name
        assert got.status_code in (302, 403, 405), name
        assert "Lakeside" not in response.text + got.text, name
        organization.refresh_from_db()
        assert organization.state == S.VERIFIED, name


def test_a_draft_does_not_exist_for_a_coordinator(client, coordinator):
    draft = make_application(S.DRAFT, legal_name="CANARY")

    assert client.get(review(draft), follow=True).status_code == 404
    assert "CANARY" not in client.get(QUEUE).text
    assert "CANARY" not in client.get(QUEUE, {"q": "canary"}).text


def test_the_menu_leads_coordinators_to_the_queue(client, coordinator):
    assert f'"{QUEUE}"' in client.get(reverse("wagtailadmin_account")).text


def test_the_menu_shows_others_nothing_of_it(client):
    client.force_login(SafetyOfficerFactory())

    assert f'"{QUEUE}"' not in client.get(reverse("wagtailadmin_account")).text


# --- the queue -----------------------------------------------------------------------------------------------------


def test_the_queue_shows_what_waits_oldest_first_and_nothing_else(client, coordinator):
    make_application(legal_name="First in line")
    make_application(legal_name="Second in line")
    make_application(S.QUESTION, legal_name="Asked already")

    text = client.get(QUEUE).text

    assert text.index("First in line") < text.index("Second in line")
    assert "Asked already" not in text


def test_an_empty_queue_says_so(client, coordinator):
    assert "Nothing waits." in client.get(QUEUE).text


@pytest.mark.parametrize(
    ("applied", "other"),
    [
        ({"legal_name": "PEACE, now"}, {"legal_name": "Peace Now"}),
        ({"website": "https://www.lake.example/en"}, {"website": "http://lake.example"}),
    ],
    ids=["name", "website"],
)
def test_the_queue_flags_what_resembles_another_record(client, coordinator, applied, other):
    OrganizationFactory(**{"legal_name": "Elsewhere", **other, "country": State.objects.get(iso3="UGA")})
    make_application(**applied)

    text = client.get(QUEUE).text

    assert f"<bdi>{other.get('legal_name', 'Elsewhere')}</bdi>, Verified" in text


def test_a_shared_host_resembles_nothing(client, coordinator):
    OrganizationFactory(legal_name="Elsewhere", website="https://www.facebook.com/elsewhere")
    make_application(website="https://facebook.com/lakeside")

    assert "Elsewhere" not in client.get(QUEUE).text


def test_any_organization_is_found_by_its_name(client, coordinator):
    OrganizationFactory(legal_name="Vázquez Institute", in_directory=False)

    text = client.get(QUEUE, {"q": "VAZQUEZ"}).text

    assert "Vázquez Institute" in text
    assert "No organization has this name." in client.get(QUEUE, {"q": "nobody"}).text


@pytest.mark.parametrize("query", ["a" * 3000, "%", '"', "'--", "\\", "🕊"])
def test_hostile_searches_find_nothing(client, coordinator, query):
    assert client.get(QUEUE, {"q": query}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_often_for_one_as_for_three(client, coordinator, count, django_assert_num_queries):
    for number in range(count):
        OrganizationFactory(legal_name=f"Lakeside {number}")
        make_application(legal_name=f"Lakeside {number}")
    client.get(QUEUE)

    with django_assert_num_queries(19):
        client.get(QUEUE)


def test_the_queue_has_pages(client, coordinator):
    for number in range(26):
        make_application(legal_name=f"Lakeside {number:02}")

    assert "Lakeside 25" not in client.get(QUEUE).text
    assert "Lakeside 25" in client.get(QUEUE, {"page": "2"}).text
    assert client.get(QUEUE, {"page": "-1"}).status_code == 200


# --- one organization ----------------------------------------------------------------------------------------------


def test_the_page_shows_answers_thread_and_the_other_record_beside_it(client, coordinator):
    OrganizationFactory(
        legal_name="LAKESIDE mediators", mandate="The other one.", country=State.objects.get(iso3="UGA")
    )
    organization = make_application(contact_email="office@lakeside.example")

    text = client.get(review(organization)).text

    for words in ("We train mediators.", "The other one.", "See the register.", "office@lakeside.example", "Uganda"):
        assert words in text


def test_verifying(client, coordinator):
    organization = make_application()

    response = client.post(review(organization), {"decision": "verified", "reason": ""}, follow=True)

    organization.refresh_from_db()
    assert (organization.state, organization.verified_by) == (S.VERIFIED, coordinator)
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Decided." in response.text


@pytest.mark.parametrize("decision", ["question", "deferred", "declined"])
def test_answering_with_a_reason(client, coordinator, decision):
    organization = make_application()

    client.post(review(organization), {"decision": decision, "reason": "The register has another name."})

    organization.refresh_from_db()
    assert organization.state == decision
    assert organization.cases.get().reason == "The register has another name."


def test_a_bad_decision_gets_a_message_and_moves_nothing(client, coordinator):
    organization = make_application()

    for sent, field, message in [
        ({"decision": "", "reason": "Typed."}, "decision", "This field is required"),
        ({"decision": "merged", "reason": "Typed."}, "decision", "Select a valid choice"),
        ({"decision": "declined", "reason": " "}, "reason", "Say why"),
        ({"decision": "declined", "reason": "x" * 2001}, "reason", "at most 2000"),
        ({"decision": "declined", "reason": "a\0b"}, "reason", "Null characters"),
    ]:
        response = client.post(review(organization), sent)

        assert message in response.text.split(f'id="id_{field}_error"')[1].split("</div>")[0], sent["reason"][:20]
        assert sent["reason"].strip().replace("\0", "") in response.text.replace("\0", ""), sent["reason"][:20]
        organization.refresh_from_db()
        assert organization.state == S.SUBMITTED, sent["reason"][:20]


def test_a_taken_name_is_said_and_the_application_waits_on(client, coordinator):
    OrganizationFactory(legal_name="Lakeside Mediators")
    organization = make_application()

    response = client.post(review(organization), {"decision": "verified", "reason": ""})

    assert str(actions.NAME_TAKEN) in response.text
    organization.refresh_from_db()
    assert organization.state == S.SUBMITTED


def test_deciding_twice_says_what_stands(client, coordinator):
    organization = make_application()
    sent = {"decision": "declined", "reason": "No."}

    client.post(review(organization), sent)
    response = client.post(review(organization), sent, follow=True)

    assert "the state is “Declined”" in response.text
    assert organization.cases.count() == 1


def test_who_registered_it_finds_no_form_and_cannot_decide(client, coordinator):
    organization = make_application(by=coordinator)

    page = client.get(review(organization)).text
    response = client.post(review(organization), {"decision": "verified", "reason": ""}, follow=True)

    assert "somebody else decides" in page
    assert "Send the decision" not in page
    assert "Somebody else has to decide" in response.text
    organization.refresh_from_db()
    assert organization.state == S.SUBMITTED


def test_a_claim_is_decided_beside_the_listed_one_it_is_for(client, coordinator):
    listed = actions.list_named("Lakeside Mediators", source="A report, page 3")
    country = State.objects.get(iso3="KEN")
    claim = actions.claim_listed(
        listed, by=UserFactory(), country=country, mandate="Peace.", contact_email="a@b.example"
    )

    assert "A report, page 3" in client.get(review(claim)).text
    client.post(review(claim), {"decision": "verified", "reason": "", "listed": listed.pk})

    listed.refresh_from_db()
    assert (listed.state, listed.country) == (S.VERIFIED, country)


def test_a_claim_can_be_found_to_be_for_no_listed_one(client, coordinator):
    listed = actions.list_named("Lakeside Mediators", source="A report, page 3")
    claim = actions.claim_listed(
        listed, by=UserFactory(), country=State.objects.get(iso3="KEN"), mandate="Peace.", contact_email="a@b.example"
    )

    client.post(review(claim), {"decision": "verified", "reason": "", "listed": ""})

    listed.refresh_from_db()
    claim.refresh_from_db()
    assert (listed.state, claim.state) == (S.LISTED, S.VERIFIED)


def test_an_organization_that_resembles_nothing_listed_cannot_become_one(client, coordinator):
    listed = actions.list_named("Elsewhere", source="A report")
    organization = make_application()

    client.post(review(organization), {"decision": "verified", "reason": "", "listed": listed.pk})

    listed.refresh_from_db()
    assert listed.state == S.LISTED


# --- suspending ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("organization_suspend", S.VERIFIED, S.SUSPENDED), ("organization_reinstate", S.SUSPENDED, S.VERIFIED)],
)
def test_suspending_and_ending_it(client, coordinator, name, before, after):
    organization = make_application(before)
    address = reverse(name, args=[organization.uuid])

    assert address in client.get(review(organization)).text
    refused = client.post(address, {"reason": ""})
    organization.refresh_from_db()
    assert organization.state == before
    assert 'id="id_reason_error"' in refused.text

    client.post(address, {"reason": "We talked."})
    again = client.post(address, {"reason": "We talked."}, follow=True)

    organization.refresh_from_db()
    assert organization.state == after
    assert f"the state is “{organization.get_state_display()}”" in again.text


def test_a_coordinator_who_acts_for_it_cannot_decide(client, coordinator):
    organization = make_application()
    MembershipFactory(organization=organization, user=coordinator, role=Role.EDITOR)

    client.post(review(organization), {"decision": "verified", "reason": ""})

    organization.refresh_from_db()
    assert organization.state == S.SUBMITTED


def test_a_merged_application_leads_to_the_one_it_became(client, coordinator):
    heir = OrganizationFactory(legal_name="The heir")
    merged = OrganizationFactory(state=S.MERGED, verified_at=None, merged_into=heir)

    assert review(heir) in client.get(review(merged)).text
