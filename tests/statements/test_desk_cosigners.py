"""The pages of co-signing: asking by name, answering with one button, and what stands in between."""

from uuid import uuid4

import pytest
from django.urls import reverse

from organizations.models import Organization, Role
from submissions.statements import actions
from submissions.statements.models import Cosigner, CosignerState, Statement, StatementState
from tests.factories.cosigners import make_cosigner, stands
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S, T = CosignerState, StatementState


def address(statement: Statement) -> str:
    return reverse("statements:desk_cosigners", args=[statement.uuid])


def question(cosigner: Cosigner) -> str:
    return reverse("statements:asked_detail", args=[cosigner.uuid])


@pytest.fixture
def statement(client):
    """A draft, with its editor signed in."""
    statement = make_statement()
    client.force_login(writer_of(statement.organization, Role.EDITOR))
    return statement


@pytest.fixture
def cosigner(client):
    """A question, with a signatory of the invited organization signed in."""
    cosigner = make_cosigner(make_statement())
    client.force_login(writer_of(cosigner.organization, Role.SIGNATORY))
    return cosigner


def test_organizations_are_found_by_name_and_asked_with_one_button(client, statement):
    delta = OrganizationFactory(legal_name="Délta Forum", slug="delta-forum")
    OrganizationFactory(legal_name="Delta Hidden", in_directory=False)
    OrganizationFactory(legal_name="Delta Listed", state=Organization.State.LISTED, verified_at=None)

    found = client.get(address(statement), {"q": "delta"})
    page = client.post(address(statement), {"organization": "delta-forum"}, follow=True)

    assert [one.slug for one in found.context["page_obj"]] == ["delta-forum"]
    assert Cosigner.objects.get().organization == delta and "Asked: Délta Forum" in page.text
    assert "delta-forum" not in client.get(address(statement), {"q": "delta"}).text


def test_an_organization_that_nobody_can_find_is_not_asked(client, statement):
    OrganizationFactory(slug="hidden", in_directory=False)

    assert client.post(address(statement), {"organization": "hidden"}).status_code == 404
    assert client.post(address(statement), {"organization": "no\0thing"}).status_code == 404
    assert client.post(address(statement)).status_code == 404


def test_who_left_the_directory_can_be_asked_again(client, statement):
    cosigner = make_cosigner(statement, S.REVOKED)
    Organization.objects.filter(pk=cosigner.organization_id).update(in_directory=False)

    client.post(address(statement), {"organization": cosigner.organization.slug})

    assert Cosigner.objects.get().state == S.INVITED


def test_a_double_click_asks_once(client, statement):
    organization = OrganizationFactory()

    for _ in range(2):
        client.post(address(statement), {"organization": organization.slug})

    assert Cosigner.objects.count() == 1


def test_a_viewer_reads_and_asks_nobody(client, statement):
    organization = OrganizationFactory()
    client.force_login(writer_of(statement.organization, Role.VIEWER))

    assert "Ask to co-sign" not in client.get(address(statement), {"q": organization.legal_name}).text
    assert client.post(address(statement), {"organization": organization.slug}).status_code == 403
    assert not Cosigner.objects.exists()


def test_a_question_is_taken_back(client, statement):
    cosigner = make_cosigner(statement)
    revoke = reverse("statements:desk_cosigner_revoke", args=[statement.uuid, cosigner.uuid])
    other = reverse("statements:desk_cosigner_revoke", args=[make_statement().uuid, cosigner.uuid])

    assert client.post(other).status_code == 404 and client.get(revoke).status_code == 405
    page = client.post(revoke, follow=True)

    cosigner.refresh_from_db()
    assert cosigner.state == S.REVOKED and "Taken back" in page.text and "Ask again" in page.text


def test_a_co_signer_of_another_statement_is_not_taken_back_here(client, statement):
    foreign = make_cosigner(make_statement())

    answer = client.post(reverse("statements:desk_cosigner_revoke", args=[statement.uuid, foreign.uuid]))

    assert answer.status_code == 404


def test_the_form_of_the_text_saves_and_leads_to_co_signing(client, statement):
    typed = {"title": "Typed", "language": "en", "source": "Words.", "summary": "", "stamp": "1.1", "cosigners": ""}

    answer = client.post(reverse("statements:desk_edit", args=[statement.uuid]), typed)

    assert answer["Location"] == address(statement) and statement.versions.get().title == "Typed"


# -- the invited organization


def test_a_question_is_confirmed_with_one_button(client, cosigner):
    page = client.get(question(cosigner))
    done = client.post(question(cosigner), {"confirm": "1", "seen": page.context["seen"]}, follow=True)

    cosigner.refresh_from_db()
    assert cosigner.state == S.CONFIRMED and "co-signs this text" in done.text
    assert page.context["fingerprint"] in page.text and page.headers["Cache-Control"].count("no-store")


def test_the_back_button_and_a_double_click_change_nothing(client, cosigner):
    seen = stands(cosigner.statement)

    for _ in range(2):
        client.post(question(cosigner), {"confirm": "1", "seen": seen})

    assert Cosigner.objects.get().state == S.CONFIRMED


def test_a_text_that_changed_meanwhile_is_shown_again(client, cosigner):
    seen = client.get(question(cosigner)).context["seen"]
    actions.save_draft(
        cosigner.statement, some_content(title="Another title"), by=writer_of(cosigner.statement.organization)
    )

    page = client.post(question(cosigner), {"confirm": "1", "seen": seen}, follow=True)

    assert "Nothing was confirmed" in page.text and "Another title" in page.text
    assert Cosigner.objects.get().state == S.INVITED


def test_a_form_without_the_text_it_speaks_of_confirms_nothing(client, cosigner):
    for typed in ({}, {"confirm": "1"}, {"confirm": "1", "seen": "x" * 9000}, {"grant": "1"}):
        assert client.post(question(cosigner), typed).status_code == 302, typed
        assert Cosigner.objects.get().state == S.INVITED, typed


def test_declining_ends_the_sight(client, cosigner):
    page = client.post(question(cosigner), {"decline": "1"}, follow=True)

    assert "Declined" in page.text and client.get(question(cosigner)).status_code == 404


def test_support_is_withdrawn_with_one_button(client, cosigner):
    client.post(question(cosigner), {"confirm": "1", "seen": stands(cosigner.statement)})
    page = client.get(question(cosigner)).text
    client.post(question(cosigner), {"withdraw": "1"})

    assert "your name appears nowhere" in page and Cosigner.objects.get().state == S.WITHDRAWN


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_who_does_not_sign_reads_and_sees_no_button(client, cosigner, role):
    client.force_login(writer_of(cosigner.organization, role))

    page = client.get(question(cosigner))

    assert "An owner or a signatory" in page.text and 'name="confirm"' not in page.text
    assert client.post(question(cosigner), {"confirm": "1"}).status_code == 403


def test_an_expired_session_asks_to_sign_in_and_comes_back(client, cosigner):
    client.logout()

    answer = client.post(question(cosigner), {"confirm": "1"})

    assert answer.status_code == 302 and f"next=/en/desk/cosigning/{cosigner.uuid}/" in answer["Location"]
    assert client.get(reverse("statements:asked_list")).status_code == 302


def test_a_made_up_question_is_not_there(client, cosigner):
    assert client.get(reverse("statements:asked_detail", args=[uuid4()])).status_code == 404


def test_the_desk_names_the_question_with_its_deadline(client, cosigner):
    listed = client.get(reverse("statements:asked_list")).text
    overview = client.get(reverse("desk_overview"))

    assert cosigner.statement.organization.legal_name in listed and "Answer by" in listed
    [task] = [one for one in overview.context["tasks"] if str(cosigner.uuid) in one.address]
    assert task.due == cosigner.due and "Answer whether you co-sign" in overview.text


def test_who_is_asked_nothing_reads_so(client):
    client.force_login(OrganizationFactory().members.get())

    assert "Nobody asks your organization" in client.get(reverse("statements:asked_list")).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_queries_do_not_grow(client, django_assert_num_queries, rows):
    organization, statement = OrganizationFactory(), make_statement()
    guest = writer_of(organization)
    for _ in range(rows):
        make_cosigner(make_statement(), S.INVITED, organization)
        make_cosigner(statement)
    client.force_login(guest)
    client.get(reverse("statements:asked_list"))

    with django_assert_num_queries(7):
        client.get(reverse("statements:asked_list"))
    client.force_login(writer_of(statement.organization))
    with django_assert_num_queries(10):
        client.get(address(statement))
    with django_assert_num_queries(12):
        client.get(address(statement), {"q": "watch"})


def test_sending_says_who_is_named_and_who_has_not_answered(client, statement):
    make_cosigner(statement, S.CONFIRMED, OrganizationFactory(legal_name="Delta Forum"))
    make_cosigner(statement)
    client.force_login(writer_of(statement.organization))

    page = client.get(reverse("statements:desk_submit", args=[statement.uuid])).text

    assert "Delta Forum" in page and "1 organization has not answered" in page


def test_coordinators_read_who_confirmed_and_not_who_was_asked(client):
    statement = make_statement()
    make_cosigner(statement, S.CONFIRMED, OrganizationFactory(legal_name="Delta Forum"))
    make_cosigner(statement, S.INVITED, OrganizationFactory(legal_name="Canarybird"))
    actions.submit(statement, by=writer_of(statement.organization))
    coordinator = OrganizationFactory().members.get()
    coordinator.is_staff = coordinator.is_superuser = True
    coordinator.save()
    client.force_login(coordinator)

    page = client.get(reverse("statement_review", args=[statement.uuid])).text

    assert "Delta Forum" in page and "Canarybird" not in page
