"""The desk of those who act for an organization: each page, each refusal, and what was typed is kept."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from organizations import actions
from organizations.models import Organization, Role
from organizations.provenance import PROVENANCE
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
    profile,
)
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Organization.State
NEW = "/en/desk/organizations/new/"


def page(name: str, organization: Organization) -> str:
    """The address of one of an organization's pages on the desk."""
    return reverse(f"organizations:desk_{name}", args=[organization.uuid])


def answers(**fields) -> dict:
    """What a browser sends for the form of an application."""
    values = profile(**fields)
    return {
        "other_names": "",
        "name_language": "en",
        "kind": "ngo",
        "website": "",
        "ecosoc_status": "none",
        "ecosoc_year": "",
        "public_contact": "",
        "in_directory": "yes",
        "form_key": str(uuid4()),
        **values,
        "country": getattr(values["country"], "pk", values["country"]),
    }


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


# --- who gets where ------------------------------------------------------------------------------------------------

EVERYBODY = ["anonymous", "stranger", "viewer", "editor", "signatory", "owner", "coordinator"]
PAGES = {
    # page: (method, {who: status}); whoever is not named gets 404
    "detail": ("get", {"anonymous": 302, "viewer": 200, "editor": 200, "signatory": 200, "owner": 200}),
    "edit": ("get", {"anonymous": 302, "viewer": 403, "editor": 403, "signatory": 403, "owner": 200}),
    "submit": ("post", {"anonymous": 302, "viewer": 403, "editor": 403, "signatory": 403, "owner": 302}),
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_page_opens_for_its_people_and_does_not_exist_for_others(client, who):
    organization = make_application(S.DRAFT)
    if who == "coordinator":
        client.force_login(CoordinatorFactory())
    elif who == "stranger":
        client.force_login(MembershipFactory().user)
    elif who == "owner":
        client.force_login(organization.registered_by)
    elif who != "anonymous":
        client.force_login(MembershipFactory(organization=organization, role=Role(who)).user)

    for name in PAGES:
        with undone():
            method, statuses = PAGES[name]

            response = getattr(client, method)(page(name, organization), {"note": ""})

            assert response.status_code == statuses.get(who, 404), name
            organization.refresh_from_db()
            assert organization.state == (S.SUBMITTED if (name, who) == ("submit", "owner") else S.DRAFT), name


@pytest.mark.parametrize("name", ["desk_list", "desk_find", "desk_create", "desk_account"])
def test_the_desk_asks_who_you_are(client, name):
    address = reverse(f"organizations:{name}")

    assert client.get(address).headers["Location"] == f"/en/accounts/login/?next={address}"


def test_what_is_not_mine_is_as_absent_as_what_is_not_there(client, user):
    theirs = make_application(S.DRAFT, legal_name="CANARY")

    not_mine, not_there = client.get(page("detail", theirs)), client.get(f"/en/desk/organizations/{uuid4()}/")

    assert (not_mine.status_code, not_there.status_code) == (404, 404)
    assert not_mine.text.replace(str(theirs.uuid), "") == not_there.text.replace(
        not_there.request["PATH_INFO"].split("/")[-2], ""
    )


def test_a_get_sends_nothing(client):
    organization = make_application(S.DRAFT)
    client.force_login(organization.registered_by)

    assert client.get(page("submit", organization)).status_code == 405


# --- applying ------------------------------------------------------------------------------------------------------


def test_the_list_shows_mine_and_nobody_elses(client, user):
    MembershipFactory(user=user, organization__legal_name="Mine")
    OrganizationFactory(legal_name="CANARY")

    text = client.get(reverse("organizations:desk_list")).text

    assert "Mine" in text
    assert "CANARY" not in text


def test_who_acts_for_nobody_reads_how_to_begin(client, user):
    text = client.get(reverse("organizations:desk_list")).text

    assert reverse("organizations:desk_find") in text
    assert reverse("organizations:desk_create") in text


def test_applying_saves_a_draft_and_leads_to_it(client, user):
    response = client.post(NEW, answers(legal_name="Lakeside", other_names="LSM", in_directory="no"), follow=True)

    organization = Organization.objects.get()
    assert response.redirect_chain == [(page("detail", organization), 302)]
    assert (organization.state, organization.legal_name, organization.in_directory) == (S.DRAFT, "Lakeside", False)
    assert organization.registered_by == user
    assert "Saved as a draft" in response.text


def test_a_double_click_makes_one_organization(client, user):
    sent = answers()

    first, second = client.post(NEW, sent), client.post(NEW, sent)

    assert first.headers["Location"] == second.headers["Location"]
    assert Organization.objects.count() == 1


BAD = {
    "no name": ({"legal_name": ""}, "legal_name", "This field is required"),
    "a long name": ({"legal_name": "x" * 10_000}, "legal_name", "at most 200 characters"),
    "a name with NUL": ({"legal_name": "a\0b"}, "legal_name", "Null characters"),
    "a name of signs": ({"legal_name": "!!!"}, "legal_name", "Write the name in words"),
    "a formula": ({"legal_name": "=HYPERLINK(1)"}, "legal_name", "Write the name in words"),
    "an address": ({"legal_name": "https://evil.example"}, "legal_name", "Write the name in words"),
    "a turned name": ({"legal_name": "Good\u202eeman"}, "legal_name", "hidden signs"),
    "no country": ({"country": ""}, "country", "This field is required"),
    "a country that is none": ({"country": "999999"}, "country", "Select a valid choice"),
    "a kind that is none": ({"kind": "government"}, "kind", "Select a valid choice"),
    "a long mandate": ({"mandate": "x" * 10_000}, "mandate", "at most 600 characters"),
    "a mandate with NUL": ({"mandate": "a\0b"}, "mandate", "Null characters"),
    "a script as website": ({"website": "javascript:alert(1)"}, "website", "begins with https://"),
    "no contact": ({"contact_email": ""}, "contact_email", "This field is required"),
    "a contact that is none": ({"contact_email": "nobody"}, "contact_email", "valid email"),
    "a status without year": ({"ecosoc_status": "special"}, "ecosoc_year", "since which year"),
    "a year before there was an ECOSOC": ({"ecosoc_year": "1900"}, "ecosoc_year", "between 1946"),
    "a year to come": ({"ecosoc_year": "3000"}, "ecosoc_year", "between 1946"),
    "a year in words": ({"ecosoc_year": "long ago"}, "ecosoc_year", "whole number"),
    "no answer about the directory": ({"in_directory": ""}, "in_directory", "This field is required"),
}


def test_bad_input_gets_a_message_beside_its_field_and_keeps_what_was_typed(client, user):
    for case in BAD:
        wrong, field, message = BAD[case]

        response = client.post(NEW, answers(**{"mandate": "What I typed.", **wrong}))

        assert response.status_code == 200, case
        assert not Organization.objects.exists(), case
        assert "<title>Error:" in response.text, case
        assert f'href="#id_{field}' in response.text, case
        beside = response.text.split(f'id="id_{field}_error"')[1].split("</div>")[0]
        assert message in beside, case
        if "mandate" not in wrong:
            assert "What I typed." in response.text, case


def test_ten_thousand_characters_come_back_to_who_typed_them(client, user):
    typed = "q" * 10_000

    assert typed in client.post(NEW, answers(mandate=typed)).text


def test_a_script_is_shown_as_text(client, user):
    script = "<script>alert(1)</script>"

    refused = client.post(NEW, answers(legal_name=script, country=""))
    client.post(NEW, answers(legal_name=script, mandate=script, other_names=script))
    shown = client.get(page("detail", Organization.objects.get()))

    for response in (refused, shown):
        assert script not in response.text
        assert "&lt;script&gt;" in response.text


def test_a_taken_name_is_said_beside_the_field(client, user):
    OrganizationFactory(legal_name="Lakeside Mediators")

    response = client.post(NEW, answers(legal_name="LAKESIDE mediators"))

    assert str(actions.NAME_TAKEN) in response.text.split('id="id_legal_name_error"')[1].split("</div>")[0]
    assert not Organization.objects.filter(state=S.DRAFT).exists()


def test_a_name_in_another_country_is_free(client, user):
    OrganizationFactory(legal_name="Lakeside Mediators", country_id=profile()["country"].pk + 1)

    assert client.post(NEW, answers(legal_name="Lakeside Mediators")).status_code == 302


def test_that_a_hidden_organization_exists_cannot_be_found_out_by_its_name(client, user):
    OrganizationFactory(legal_name="Lakeside Mediators", in_directory=False)

    assert client.post(NEW, answers(legal_name="Lakeside Mediators")).status_code == 302


def test_each_field_says_who_sees_it_why_and_how_long(client, user):
    text = client.get(NEW).text

    for name in actions.PROFILE:
        assert f'id="id_{name}_why"' in text
        assert re.search(rf'aria-describedby="[^"]*id_{name}_why"', text)
        assert str(PROVENANCE[name].why) in text


# --- listed ones ---------------------------------------------------------------------------------------------------


@pytest.fixture
def listed():
    return actions.list_named("Institute of Peace", source="A report, page 3")


def test_listed_organizations_are_found_by_any_spelling(client, user, listed):
    actions.list_named("Watch", source="Another")
    OrganizationFactory(legal_name="Institute that is verified")

    text = client.get(reverse("organizations:desk_find"), {"q": "INSTÍTUTE"}).text

    assert "Institute of Peace" in text
    assert "A report, page 3" in text
    assert "Watch" not in text
    assert "Institute that is verified" not in text


def test_what_is_not_listed_is_said(client, user, listed):
    assert "No listed organization" in client.get(reverse("organizations:desk_find"), {"q": "nothing"}).text


def test_applying_for_a_listed_one_starts_with_what_is_known(client, user, listed):
    address = f"{NEW}?listed={listed.slug}"

    form = client.get(address).text
    client.post(address, answers(legal_name="Institute of Peace"))

    assert 'value="Institute of Peace"' in form
    assert Organization.objects.get(state=S.DRAFT).listed_as == listed
    listed.refresh_from_db()
    assert listed.state == S.LISTED


@pytest.mark.parametrize("slug", ["not-there", "x" * 500, "a/b"])
def test_applying_for_what_is_not_listed_is_not_found(client, user, slug):
    assert client.get(NEW, {"listed": slug}).status_code == 404


def test_applying_for_one_that_somebody_verified_meanwhile_is_not_found(client, user):
    verified = OrganizationFactory()

    assert client.post(f"{NEW}?listed={verified.slug}", answers()).status_code == 404


# --- one organization ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (S.DRAFT, "Send the application"),
        (S.SUBMITTED, "The coordinators have it"),
        (S.QUESTION, "Send the answer"),
        (S.DEFERRED, "Send the application"),
        (S.DECLINED, "The coordinators declined"),
        (S.VERIFIED, "See the public page"),
        (S.SUSPENDED, "can do nothing new"),
    ],
)
def test_each_state_says_where_it_stands_and_what_to_do(client, state, says):
    organization = make_application(state)
    client.force_login(organization.registered_by)

    text = client.get(page("detail", organization)).text

    assert says in text
    assert text.count('aria-current="step"') == (0 if state == S.VERIFIED else 1)
    if state in (S.QUESTION, S.DEFERRED, S.DECLINED):
        assert "Which register?" in text
    if state == S.SUSPENDED:
        assert "Nobody answers." in text


def test_the_thread_keeps_question_and_answer(client):
    organization = make_application(S.QUESTION)
    client.force_login(organization.registered_by)

    client.post(page("submit", organization), {"note": "The one of Kisumu."})
    text = client.get(page("detail", organization)).text

    places = [text.index(words) for words in ("See the register.", "Which register?", "The one of Kisumu.")]
    assert places == sorted(places)


def test_a_viewer_reads_and_finds_no_button(client):
    organization = make_application(S.DRAFT)
    client.force_login(MembershipFactory(organization=organization, role=Role.VIEWER).user)

    text = client.get(page("detail", organization)).text

    assert "Send the application" not in text
    assert page("edit", organization) not in text


@pytest.mark.parametrize("typed", ["", "x" * 2001, "a\0b"])
def test_a_bad_answer_gets_a_message_and_moves_nothing(client, typed):
    organization = make_application(S.QUESTION)
    client.force_login(organization.registered_by)

    response = client.post(page("submit", organization), {"note": typed})

    assert 'id="id_note_error"' in response.text
    assert "<title>Error:" in response.text
    assert typed.replace("\0", "") in response.text.replace("\0", "")
    organization.refresh_from_db()
    assert organization.state == S.QUESTION


def test_sending_twice_says_what_stands(client):
    organization = make_application(S.DRAFT)
    client.force_login(organization.registered_by)

    client.post(page("submit", organization), {"note": ""})
    response = client.post(page("submit", organization), {"note": ""}, follow=True)

    assert "the state is “Being checked”" in response.text
    assert organization.cases.count() == 1


# --- editing -------------------------------------------------------------------------------------------------------


def test_the_form_of_a_profile_shows_what_is_stored(client):
    organization = make_application(S.DRAFT, in_directory=False, mandate="We train mediators.")
    client.force_login(organization.registered_by)

    text = client.get(page("edit", organization)).text

    assert "We train mediators." in text
    assert text.split('name="in_directory" value="no"')[1].split(">")[0].count("checked") == 1


def test_saving_a_profile_keeps_it(client):
    organization = make_application(S.VERIFIED)
    client.force_login(organization.registered_by)

    response = client.post(page("edit", organization), answers(mandate="We train judges."), follow=True)

    organization.refresh_from_db()
    assert (organization.state, organization.mandate) == (S.VERIFIED, "We train judges.")
    assert "Saved." in response.text


def test_a_new_name_of_a_verified_organization_is_checked_again(client):
    organization = make_application(S.VERIFIED)
    client.force_login(organization.registered_by)

    response = client.post(page("edit", organization), answers(legal_name="Lakeside Judges"), follow=True)

    organization.refresh_from_db()
    assert organization.state == S.SUBMITTED
    assert "The coordinators check it again." in response.text


def test_a_verified_organization_cannot_take_a_taken_name(client):
    OrganizationFactory(legal_name="Lakeside Judges")
    organization = make_application(S.VERIFIED)
    client.force_login(organization.registered_by)

    response = client.post(page("edit", organization), answers(legal_name="Lakeside Judges"))

    assert str(actions.NAME_TAKEN) in response.text
    organization.refresh_from_db()
    assert (organization.state, organization.legal_name) == (S.VERIFIED, "Lakeside Mediators")


def test_bad_input_does_not_change_the_heading(client):
    organization = make_application(S.DRAFT)
    client.force_login(organization.registered_by)

    response = client.post(page("edit", organization), answers(legal_name="Typed", country=""))

    heading = response.text.split("<h1")[1].split("</h1>")[0]
    assert "Lakeside Mediators" in heading
    assert 'value="Typed"' in response.text


@pytest.mark.parametrize("state", [S.SUBMITTED, S.DECLINED, S.SUSPENDED])
def test_what_cannot_be_edited_says_why(client, state):
    organization = make_application(state)
    client.force_login(organization.registered_by)

    for response in (
        client.get(page("edit", organization), follow=True),
        client.post(page("edit", organization), answers(mandate="New"), follow=True),
    ):
        assert f"the state is “{organization.get_state_display()}”" in response.text
    organization.refresh_from_db()
    assert organization.mandate == "We train mediators."


# --- lists cost the same for one and for three ---------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_mine_asks_as_often_for_one_as_for_three(client, user, count, django_assert_num_queries):
    for _ in range(count):
        MembershipFactory(user=user)

    with django_assert_num_queries(6):
        client.get(reverse("organizations:desk_list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_listed_ones_asks_as_often_for_one_as_for_three(client, user, count, django_assert_num_queries):
    for number in range(count):
        actions.list_named(f"Institute {number}", source="A report", country=profile()["country"])

    with django_assert_num_queries(7):
        client.get(reverse("organizations:desk_find"))


# --- the account ---------------------------------------------------------------------------------------------------


def test_name_and_language_can_be_changed(client, user):
    response = client.post(
        reverse("organizations:desk_account"), {"first_name": "Neema", "language": "fr"}, follow=True
    )

    user.refresh_from_db()
    assert (user.first_name, user.language) == ("Neema", "fr")
    assert "Saved." in response.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": "", "language": "fr"},
        {"first_name": "N", "language": "tlh"},
        {"first_name": "x" * 151, "language": "fr"},
    ],
)
def test_a_bad_account_is_refused(client, user, wrong):
    response = client.post(reverse("organizations:desk_account"), wrong)

    assert "<title>Error:" in response.text
    user.refresh_from_db()
    assert user.language == "en"
