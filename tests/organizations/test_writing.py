"""One thread for both sides: what is written is read there only, and mail says no word of it."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from organizations import actions, writing
from organizations.models import Message, Organization, ReasonCode, VerificationCase
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory, make_application

pytestmark = pytest.mark.django_db
S = Organization.State


def last_mail() -> tuple[str, str, str]:
    """To whom, of which kind, and all its words."""
    mail = OutgoingMail.objects.order_by("-pk").first()
    return mail.to, mail.template.rpartition("/")[2], mail.subject + mail.text + mail.html


def test_both_sides_write_more_than_once_and_the_other_gets_a_link():
    organization, coordinator = make_application(), CoordinatorFactory()
    owner = organization.registered_by

    writing.write(organization, "SECRET one", by=coordinator)
    to_owner = last_mail()
    writing.write(organization, "SECRET two", by=owner)
    to_coordinator = last_mail()
    writing.write(organization, "SECRET three", by=owner)

    assert to_owner[:2] == (owner.email, "message")
    assert to_coordinator[:2] == (coordinator.email, "answer")
    assert "SECRET" not in to_owner[2] + to_coordinator[2]
    assert f"/cms/organizations/{organization.uuid}/" in to_coordinator[2]
    assert list(Message.objects.values_list("side", flat=True)) == ["coordinators", "organization", "organization"]


def test_the_same_form_sent_twice_is_one_message():
    organization, key = make_application(), uuid4()

    first = writing.write(organization, "Hello", by=organization.registered_by, form_key=key)

    assert writing.write(organization, "Hello", by=organization.registered_by, form_key=key) == first
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "possible"), [(S.DRAFT, False), (S.QUESTION, True), (S.DECLINED, True), (S.VERIFIED, True)]
)
def test_the_thread_begins_when_the_application_is_sent(state, possible):
    organization = make_application(state)

    if possible:
        writing.write(organization, "Hello", by=organization.registered_by)
    else:
        with pytest.raises(InvalidMove):
            writing.write(organization, "Hello", by=organization.registered_by)


def test_an_empty_message_is_refused():
    with pytest.raises(ValidationError):
        writing.write(make_application(), "  \n ", by=UserFactory())


def test_the_thread_is_read_by_both_sides_in_order_and_by_nobody_else(client):
    organization, coordinator = make_application(), CoordinatorFactory()
    writing.write(organization, "FIRST", by=coordinator)
    writing.write(organization, "SECOND", by=organization.registered_by)
    desk = reverse("organizations:desk_detail", args=[organization.uuid])

    for person, page in ((organization.registered_by, desk), (coordinator, f"/cms/organizations/{organization.uuid}/")):
        client.force_login(person)
        text = client.get(page).text
        assert text.index("FIRST") < text.index("SECOND")
    client.force_login(UserFactory())
    assert client.get(desk).status_code == 404


def test_a_message_is_written_on_the_desk_and_in_the_admin(client):
    organization, coordinator = make_application(), CoordinatorFactory()
    forms = (
        (organization.registered_by, reverse("organizations:desk_write", args=[organization.uuid])),
        (coordinator, reverse("organization_write", args=[organization.uuid])),
    )

    for person, address in forms:
        client.force_login(person)
        key = uuid4()
        for _ in range(2):
            client.post(address, {"text": "Hello <script>", "form_key": key})
        assert "This field is required" in client.post(address, {"text": "", "form_key": uuid4()}).text

    assert Message.objects.count() == 2


def test_the_queue_marks_what_the_organization_wrote_last(client):
    organization, coordinator = make_application(), CoordinatorFactory()
    client.force_login(coordinator)
    writing.write(organization, "Hello", by=organization.registered_by)

    assert "New message" in client.get(reverse("organization_queue")).text

    writing.write(organization, "Hello", by=coordinator)
    assert "New message" not in client.get(reverse("organization_queue")).text


# --- the checklist -------------------------------------------------------------------------------------------------


def test_a_checklist_is_kept_with_its_case_and_written_down(client):
    organization, coordinator = make_application(), CoordinatorFactory()
    client.force_login(coordinator)

    client.post(reverse("organization_check", args=[organization.uuid]), {"checks": ["website", "exists"]})

    assert organization.cases.get().checklist == ["exists", "website"]
    assert audit.history(organization).last().data == {"checks": ["exists", "website"]}
    assert "2 of 5" in client.get(reverse("organization_queue")).text
    actions.decide(organization, "verified", by=coordinator)
    assert organization.cases.get().checklist == ["exists", "website"]
    with pytest.raises(InvalidMove):
        writing.check(organization, [], by=coordinator)


def test_nobody_checks_their_own_organization():
    organization = make_application()

    with pytest.raises(InvalidMove):
        writing.check(organization, ["exists"], by=organization.registered_by)


# --- reasons and what comes next -----------------------------------------------------------------------------------


def test_a_sentence_is_reason_enough_and_stands_before_the_words(client):
    organization = make_application()

    actions.decide(organization, "question", by=CoordinatorFactory(), reason_code=ReasonCode.REGISTER, reason="Soon.")

    client.force_login(organization.registered_by)
    text = client.get(reverse("organizations:desk_detail", args=[organization.uuid])).text
    assert text.index("extract of the register") < text.index("Soon.")


@pytest.mark.parametrize("decision", ["question", "deferred", "declined"])
def test_a_refusal_without_sentence_and_words_is_refused(decision):
    with pytest.raises(ValidationError):
        actions.decide(make_application(), decision, by=CoordinatorFactory(), reason=" ")


def test_a_decision_leads_to_the_next_that_this_coordinator_may_decide(client):
    coordinator = CoordinatorFactory()
    client.force_login(coordinator)
    first = make_application(legal_name="First")
    own = make_application(legal_name="Own", by=coordinator)
    third = make_application(legal_name="Third")

    def decide(organization):
        return client.post(reverse("organization_review", args=[organization.uuid]), {"decision": "verified"})

    assert decide(first)["Location"] == reverse("organization_review", args=[third.uuid])
    assert decide(third)["Location"] == reverse("organization_queue")
    own.refresh_from_db()
    assert own.state == S.SUBMITTED


def test_a_confirmed_address_at_the_domain_of_the_website_is_said(client):
    owner = UserFactory()
    owner.emailaddress_set.create(email="anna@mail.lake.example", verified=True, primary=True)
    make_application(by=owner, website="https://www.lake.example")

    assert VerificationCase.objects.get().domain_proof_at


@pytest.mark.parametrize(
    ("email", "verified", "website"),
    [
        ("a@lake.example", False, "https://lake.example"),
        ("a@gmail.com", True, "https://gmail.com"),
        ("a@b.example", True, ""),
    ],
)
def test_other_addresses_prove_nothing(email, verified, website):
    owner = UserFactory()
    owner.emailaddress_set.create(email=email, verified=verified, primary=True)
    make_application(by=owner, website=website)

    assert VerificationCase.objects.get().domain_proof_at is None


def test_the_status_is_compared_with_a_source_for_a_reason_and_shows_in_the_history(client):
    organization, coordinator = make_application(S.VERIFIED), CoordinatorFactory()
    client.force_login(coordinator)
    address = reverse("organization_status", args=[organization.uuid])

    assert "This field is required" in client.post(address, {"source": "E/2025/INF/4"}).text
    client.post(address, {"source": "E/2025/INF/4", "reason": "Yearly look."})

    organization.refresh_from_db()
    assert organization.ecosoc_source == "E/2025/INF/4"
    assert organization.review_due_on > organization.ecosoc_checked_at
    client.force_login(organization.registered_by)
    assert "Yearly look." in client.get(reverse("organizations:desk_detail", args=[organization.uuid])).text


def test_what_is_due_for_another_look_is_a_list_of_its_own(client):
    due = OrganizationFactory(legal_name="Long ago")
    Organization.objects.filter(pk=due.pk).update(review_due_on="2020-01-01")
    OrganizationFactory(legal_name="Recently")
    client.force_login(CoordinatorFactory())

    text = client.get(reverse("organization_queue"), {"show": "due"}).text

    assert "Long ago" in text
    assert "Recently" not in text
