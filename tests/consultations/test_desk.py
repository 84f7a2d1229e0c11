"""The desk of those who report: every page, every button, every refusal; and nobody else's reports."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from organizations.models import Organization
from submissions.consultations import actions
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim, ClaimReporter
from tests.factories.consultations import make_claim, make_draft, owner_of, writer_of
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Claim.State
LIST, NEW = "/en/desk/consultations/", "/en/desk/consultations/new/"
VERBS = ["answer", "step_back", "retract", "delete"]


def typed(**values) -> dict:
    """What a browser sends; None leaves a field out."""
    usual = {
        "form_key": str(uuid4()),
        "visibility": "unnamed",
        "country": "KEN",
        "cluster": "1",
        "when": "March 2024",
        "outcome": "consulted",
        "level": "3",
        "account": "They asked us in a letter.",
        "source_note": "The letter",
        "organization": str(Organization.objects.get(slug="reporters").uuid),
    }
    return {name: value for name, value in {**usual, **values}.items() if value is not None}


def at(name: str, claim: Claim) -> str:
    """A page of a report."""
    return reverse(f"consultations:desk_{name}", args=[claim.uuid])


@pytest.fixture
def organization():
    return OrganizationFactory(slug="reporters")


@pytest.fixture
def desk(client, organization):
    """The browser of the organization's owner."""
    client.force_login(owner_of(organization))
    return client


def sign_in(client, organization, role):
    """The browser of a member with this role."""
    client.force_login(MembershipFactory(organization=organization, role=role).user)
    return client


def test_the_desk_asks_who_you_are(client):
    claim = make_draft()
    addresses = [LIST, NEW, *(at(name, claim) for name in ("detail", "edit", "submit"))]

    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
    for verb in VERBS:
        assert "/accounts/login/" in client.post(at(verb, claim)).headers["Location"]


def test_somebody_elses_report_is_like_one_that_does_not_exist(client):
    claims = {one: make_claim(state=S.QUESTION, visibility=one) for one in Visibility.values}
    claims["nowhere"] = Claim(uuid=uuid4())
    for user in (UserFactory(), owner_of(OrganizationFactory()), CoordinatorFactory()):
        client.force_login(user)
        for visibility, claim in claims.items():
            for name in ("detail", "edit", "submit"):
                assert client.get(at(name, claim)).status_code == 404, (user, visibility, name)
            for verb in VERBS:
                assert client.post(at(verb, claim)).status_code == 404, (user, visibility, verb)


def test_a_list_of_nothing_invites(desk):
    page = desk.get(LIST).text

    assert "Nothing reported yet" in page and "Report a consultation" in page


def test_the_list_says_which_countries_consulted_us_and_what_came_of_it(desk, organization):
    make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC, iso3="KEN", level=3)
    make_claim(organization, state=S.REJECTED, iso3="BEL", number=None, outcome=Outcome.NO_ANSWER)
    make_claim(iso3="CAN")

    page = desk.get(LIST).text

    assert page.index("Belgium") < page.index("Kenya") and "Canada" not in page
    for words in ("3. Met", "On record", "Asked, without an answer", "Not accepted", "/en/consultations/ken/"):
        assert words in page
    assert '<th scope="col">Organization</th>' not in page


def test_who_acts_for_several_organizations_sees_which(desk, organization):
    other = OrganizationFactory(owner=owner_of(organization))
    make_claim(organization)
    make_claim(other, iso3="BEL")

    page = desk.get(LIST).text

    assert other.legal_name in page and organization.legal_name in page


def test_the_list_takes_as_many_queries_for_one_report_as_for_three(desk, organization, django_assert_num_queries):
    make_claim(organization)
    desk.get(LIST)
    with django_assert_num_queries(11):
        desk.get(LIST)
    make_claim(organization, iso3="BEL")
    make_claim(organization, iso3="FRA", number=None)
    with django_assert_num_queries(11):
        desk.get(LIST)


def test_who_writes_for_no_verified_organization_is_told_what_to_do(client, organization):
    Organization.objects.filter(pk=organization.pk).update(state=Organization.State.SUBMITTED)
    client.force_login(owner_of(organization))

    page = client.get(NEW).text
    answer = client.post(NEW, typed())

    assert "Reports come from organizations that were verified here" in page and 'name="country"' not in page
    assert answer.status_code == 200 and Claim.objects.count() == 0
    assert "Reports come from organizations that were verified here" in client.get(LIST).text


def test_a_viewer_reads_and_does_not_write(client, organization):
    sign_in(client, organization, "viewer")
    claim = make_claim(organization, state=S.QUESTION)

    assert client.get(at("detail", claim)).status_code == 200
    assert client.get(at("edit", claim)).status_code == 403
    for verb in VERBS:
        assert client.post(at(verb, claim), {"answer": "In May."}).status_code == 403
    assert "Reports come from" in client.get(NEW).text


def test_the_form_warns_first_and_explains_each_choice(desk):
    page = desk.get(NEW).text

    assert page.index("could this put someone at risk?") < page.index("1. Who may see that it was you?")
    for words in (
        "Your organization is named beside the report",
        "once at least three organizations say the same",
        "It never counts in public.",
        "every reading is recorded",
        "the State has 21 days to reply",
        "A letter with questions and four weeks to reply.",
    ):
        assert words in page
    assert re.search(r'value="coordinators"[^>]*checked', page), "the quiet choice is made unless one makes another"
    assert page.count("<option") == 198 + 1 + 5


def test_the_form_opens_with_the_state_that_led_to_it(desk):
    assert '<option value="BEL" selected>' in desk.get(NEW, {"state": "bel"}).text
    assert "selected>" not in desk.get(NEW, {"state": "'\"><"}).text.split("</select>")[0]


def test_going_on_saves_a_draft_and_leads_to_the_summary(desk, organization):
    answer = desk.post(NEW, typed())

    claim = Claim.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == at("submit", claim)
    assert (claim.state, claim.country.iso3, claim.cluster.number, claim.level) == (S.DRAFT, "KEN", 1, 3)
    assert (claim.when, claim.account, claim.source_note) == ("March 2024", "They asked us in a letter.", "The letter")
    assert ClaimReporter.objects.get().organization == organization


def test_saving_for_later_needs_only_the_state(desk):
    answer = desk.post(NEW, typed(outcome=None, level=None, when="", cluster="", account="", save=""))

    claim = Claim.objects.get()
    assert answer.headers["Location"] == at("detail", claim)
    assert (claim.outcome, claim.cluster, claim.happened_on, claim.level) == ("", None, None, 0)


WRONG = [
    ({"country": ""}, "Choose a State."),
    ({"country": "XXX"}, "Choose a State from the list."),
    ({"cluster": "7"}, "Choose a cluster from the list."),
    ({"cluster": "one"}, "Choose a cluster from the list."),
    ({"when": "soon"}, "Write a month or a day that has come"),
    ({"when": "May 2999"}, "Write a month or a day that has come"),
    ({"when": "x" * 61}, "at most 60 characters"),
    ({"outcome": None}, "Choose what happened."),
    ({"outcome": "maybe"}, "Choose what happened."),
    ({"outcome": "refused"}, "A level belongs to a consultation."),
    ({"level": "9"}, "Choose a level from the list."),
    ({"level": "x"}, "Choose a level from the list."),
    ({"visibility": None}, "Choose who may see it."),
    ({"visibility": "friends"}, "Choose who may see it."),
    ({"account": "x" * 4001}, "at most 4000 characters"),
    ({"account": "a\0b"}, "Null characters are not allowed"),
    ({"source_note": "x" * 401}, "at most 400 characters"),
    ({"organization": "00000000-0000-4000-8000-000000000000"}, "not one of the available choices"),
    ({"form_key": "no key"}, "Enter a valid UUID"),
]


def test_bad_input_is_answered_beside_its_field_and_keeps_what_was_typed(desk):
    for wrong, words in WRONG:
        answer = desk.post(NEW, typed(**{"account": "Keep these words.", **wrong}))

        case = str(wrong)[:40]
        assert answer.status_code == 200 and Claim.objects.count() == 0, case
        assert words in answer.text and 'role="alert"' in answer.text and "<title>Error:" in answer.text, case
        assert "account" in wrong or "Keep these words." in answer.text, case


def test_a_double_click_makes_one_report(desk):
    form = typed()

    first, second = desk.post(NEW, form), desk.post(NEW, form)

    assert first.headers["Location"] == second.headers["Location"]
    assert Claim.objects.count() == 1


def test_a_second_report_on_the_same_cell_is_refused_and_shown_the_first(desk, organization):
    first = make_claim(organization, iso3="KEN", number=1)

    answer = desk.post(NEW, typed(account="Other words."))

    assert answer.status_code == 200 and Claim.objects.count() == 1
    assert "Your organization has a report on this State and cluster already." in answer.text
    assert at("detail", first) in answer.text and "Other words." in answer.text


def test_nobody_reports_for_an_organization_that_is_not_theirs(desk):
    other = OrganizationFactory()

    answer = desk.post(NEW, typed(organization=str(other.uuid)))

    assert answer.status_code == 200 and Claim.objects.count() == 0
    assert other.legal_name not in answer.text


def test_who_writes_for_two_chooses_one(desk, organization):
    other = OrganizationFactory(owner=owner_of(organization))

    assert other.legal_name in desk.get(NEW).text
    desk.post(NEW, typed(organization=str(other.uuid)))

    assert ClaimReporter.objects.get().organization == other


def test_a_draft_opens_as_it_was_typed_and_can_be_changed(desk, organization):
    desk.post(NEW, typed(when="before 2024-04-05"))
    claim = Claim.objects.get()

    page = desk.get(at("edit", claim)).text
    assert 'value="before 2024-04-05"' in page and '<option value="KEN" selected>' in page
    assert "They asked us in a letter." in page and re.search(r'value="unnamed"[^>]*checked', page)
    answer = desk.post(at("edit", claim), typed(country="BEL", when="2023", visibility="public"))

    claim.refresh_from_db()
    assert answer.headers["Location"] == at("submit", claim)
    assert (claim.country.iso3, claim.when, claim.visibility) == ("BEL", "2023", "public")


def test_changing_into_a_duplicate_is_refused_and_shown_the_first(desk, organization):
    first = make_draft(organization, iso3="BEL")
    claim = make_draft(organization, iso3="KEN")

    answer = desk.post(at("edit", claim), typed(country="BEL"))

    assert answer.status_code == 200 and at("detail", first) in answer.text
    assert claim.country.iso3 == "KEN"


@pytest.mark.parametrize("state", [S.SUBMITTED, S.VERIFIED, S.PUBLISHED, S.REJECTED, S.RETRACTED])
def test_what_was_sent_cannot_be_edited(desk, organization, state):
    claim = make_claim(organization, state=state, visibility=Visibility.PUBLIC)

    answer = desk.post(at("edit", claim), typed(country="BEL"), follow=True)

    claim.refresh_from_db()
    assert claim.country.iso3 == "KEN"
    assert "This report was sent and can no longer be changed." in answer.text


def test_the_summary_repeats_the_choice_and_sends_with_one_button(desk, organization):
    claim = make_draft(organization, visibility=Visibility.SEALED, account="A letter came.")

    page = desk.get(at("submit", claim)).text
    assert "Only the safety officer" in page and "One person reads it" in page and "A letter came." in page
    answer = desk.post(at("submit", claim), follow=True)

    claim.refresh_from_db()
    assert claim.state == S.SUBMITTED
    assert claim.receipt in answer.text and "Your report was received." in answer.text


def test_the_summary_of_a_critical_report_speaks_of_the_reply(desk, organization):
    named = make_draft(organization, visibility=Visibility.PUBLIC, outcome=Outcome.REFUSED)
    kept = make_draft(organization, visibility=Visibility.COORDINATORS, outcome=Outcome.REFUSED, number=2)

    assert "the State gets time to reply" in desk.get(at("submit", named)).text
    assert "the State gets time to reply" not in desk.get(at("submit", kept)).text


def test_sending_twice_leads_to_the_same_receipt(desk, organization):
    claim = make_draft(organization)
    desk.post(at("submit", claim))
    receipt = Claim.objects.get().receipt

    answer = desk.post(at("submit", claim), follow=True)

    assert receipt in answer.text and Claim.objects.get().receipt == receipt


def test_an_unfinished_draft_says_what_is_missing_and_is_not_sent(desk, organization):
    claim = make_draft(organization, outcome="")

    page = desk.get(at("submit", claim)).text
    assert "Choose what happened." in page and "Send the report" not in page
    answer = desk.post(at("submit", claim))

    claim.refresh_from_db()
    assert answer.status_code == 422 and claim.state == S.DRAFT
    assert "Choose what happened." in answer.text


def test_an_editor_writes_and_a_signatory_sends(client, organization):
    claim = make_draft(organization, visibility=Visibility.PUBLIC)

    sign_in(client, organization, "editor")
    assert "An owner or a signatory of your organization has to send it." in client.get(at("submit", claim)).text
    assert client.post(at("submit", claim)).status_code == 403
    sign_in(client, organization, "signatory")
    client.post(at("submit", claim))

    claim.refresh_from_db()
    assert claim.state == S.SUBMITTED


def test_the_writer_of_a_sealed_report_sends_it_and_no_colleague_knows(client, organization):
    editor = MembershipFactory(organization=organization, role="editor").user
    sealed = make_draft(organization, by=editor, visibility=Visibility.SEALED)
    client.force_login(owner_of(organization))
    assert client.get(at("detail", sealed)).status_code == 404
    assert "Kenya" not in client.get(LIST).text

    client.force_login(editor)
    client.post(at("submit", sealed))

    sealed.refresh_from_db()
    assert sealed.state == S.SUBMITTED


def test_a_question_is_shown_and_answered(desk, organization):
    claim = make_claim(organization, state=S.QUESTION)

    assert "Which month was it?" in desk.get(at("detail", claim)).text
    empty = desk.post(at("answer", claim), {"answer": " "})
    assert empty.status_code == 422 and 'role="alert"' in empty.text
    answer = desk.post(at("answer", claim), {"answer": "In May 2023."}, follow=True)

    claim.refresh_from_db()
    assert claim.state == S.SUBMITTED and "In May 2023." in answer.text and "Your answer is sent." in answer.text


def test_answering_twice_says_what_stands(desk, organization):
    claim = make_claim(organization, state=S.QUESTION)
    desk.post(at("answer", claim), {"answer": "In May 2023."})

    answer = desk.post(at("answer", claim), {"answer": "In June 2023."}, follow=True)

    assert "No question is open on this report." in answer.text and "In June" not in answer.text


def test_a_report_with_a_question_can_be_changed_before_the_answer(desk, organization):
    claim = make_claim(organization, state=S.QUESTION)

    page = desk.get(at("edit", claim)).text
    refused = desk.post(at("edit", claim), typed(outcome=None, level=None, save=""))
    saved = desk.post(at("edit", claim), typed(account="It was in May."))

    claim.refresh_from_db()
    assert "Save the changes" in page and "Save and finish later" not in page
    assert refused.status_code == 200 and "Choose what happened." in refused.text
    assert saved.headers["Location"] == at("detail", claim)
    assert (claim.state, claim.account) == (S.QUESTION, "It was in May.")


def test_the_reason_of_a_decision_stands_on_the_desk(desk, organization):
    claim = make_claim(organization, state=S.REJECTED)

    assert claim.decision_note in desk.get(at("detail", claim)).text


def test_the_state_has_until_when_to_reply(desk, organization):
    claim = make_claim(organization, state=S.IN_REPLY, visibility=Visibility.PUBLIC, outcome=Outcome.REFUSED)

    page = desk.get(at("detail", claim)).text

    assert claim.reply_until.isoformat() in page and "Put to the State" in page


def test_a_name_can_be_taken_off(desk, organization):
    claim = make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    assert organization.legal_name in desk.get("/en/consultations/ken/").text

    answer = desk.post(at("step_back", claim), follow=True)

    assert "Your name stands no longer beside this report." in answer.text
    assert organization.legal_name not in desk.get("/en/consultations/ken/").text
    again = desk.post(at("step_back", claim), follow=True)
    assert "Your name does not stand beside this report." in again.text


def test_a_report_on_record_can_be_taken_back(desk, organization):
    claim = make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC)

    desk.post(at("retract", claim))

    claim.refresh_from_db()
    assert claim.state == S.RETRACTED
    page = desk.get("/en/consultations/ken/").text
    assert "Taken back by the organization that reported it." in page and organization.legal_name not in page
    assert "Not possible now" in desk.post(at("retract", claim), follow=True).text


def test_a_draft_can_be_deleted_and_what_may_count_cannot(desk, organization):
    draft = make_draft(organization)
    sent = make_claim(organization, iso3="BEL", visibility=Visibility.UNNAMED)

    gone = desk.post(at("delete", draft), follow=True)
    kept = desk.post(at("delete", sent), follow=True)

    assert "The report is deleted." in gone.text
    assert "is not deleted" in kept.text and Claim.objects.get() == sent


BUTTONS = {
    (S.DRAFT, Visibility.PUBLIC): {"edit", "submit", "delete"},
    (S.SUBMITTED, Visibility.PUBLIC): {"step_back"},
    (S.SUBMITTED, Visibility.UNNAMED): set(),
    (S.SUBMITTED, Visibility.SEALED): {"delete"},
    (S.QUESTION, Visibility.COORDINATORS): {"answer", "edit", "delete"},
    (S.VERIFIED, Visibility.PUBLIC): {"step_back"},
    (S.PUBLISHED, Visibility.PUBLIC): {"step_back", "retract"},
    (S.PUBLISHED, Visibility.UNNAMED): {"retract"},
    (S.REJECTED, Visibility.PUBLIC): set(),
    (S.RETRACTED, Visibility.PUBLIC): set(),
}


def test_the_page_offers_what_can_be_done_and_nothing_else(desk, organization):
    for state, visibility in BUTTONS:
        with undone():
            claim = make_claim(organization, state=state, visibility=visibility)

            page = desk.get(at("detail", claim)).text

            offered = {name for name in ("edit", "submit", *VERBS) if f'"{at(name, claim)}"' in page}
            assert offered == BUTTONS[state, visibility], (state, visibility)


def test_a_get_changes_nothing(desk, organization):
    claim = make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC)

    assert {verb: desk.get(at(verb, claim)).status_code for verb in VERBS} == dict.fromkeys(VERBS, 405)


def test_pages_of_the_desk_are_not_kept_by_anybody(desk, organization):
    claim = make_draft(organization)

    for address in (LIST, NEW, at("detail", claim)):
        assert "no-store" in desk.get(address).headers["Cache-Control"]


def test_the_steps_beside_a_report_say_where_it_is(desk, organization):
    draft = make_draft(organization, iso3="BEL")
    kept = make_claim(organization, state=S.VERIFIED, visibility=Visibility.COORDINATORS)
    sealed = make_claim(organization, visibility=Visibility.SEALED, iso3="CAN")

    assert '<li class="now" aria-current="step"><b>You write' in desk.get(at("detail", draft)).text
    page = desk.get(at("detail", kept)).text
    assert "Not for this report: it never becomes public" in page and page.count('<li class="done">') == 2
    assert "The safety officer alone" in desk.get(at("detail", sealed)).text


def test_a_report_whose_writer_left_is_still_the_organizations(desk, organization):
    editor = MembershipFactory(organization=organization, role="editor").user
    claim = actions.submit(make_draft(organization, by=editor), by=editor)
    editor.delete()

    assert desk.get(at("detail", claim)).status_code == 200
    assert writer_of(claim) is None


@pytest.mark.parametrize("address", [NEW, "edit", "answer"])
def test_what_was_typed_before_a_session_ended_is_given_back_and_not_stored(client, organization, address):
    claim = make_claim(organization, state=S.QUESTION)
    data = typed(account="They asked us in a long letter.", answer="It was in the month of May.")
    answer = client.post(address if address == NEW else at(address, claim), data)

    assert answer.status_code == 403 and "They asked us in a long letter." in answer.text
    assert Claim.objects.get().account == "" and not claim.questions.get().answer
