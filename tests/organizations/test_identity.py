"""Changing who one is: what goes back to the coordinators, what the public reads meanwhile, which names are kept."""

import pytest
from django.db import IntegrityError, transaction

from organizations import actions
from organizations.models import Identifier, KnownName, Organization, Role
from portal import audit
from portal.mechanism.models import State, Theme
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
)
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Organization.State
LEI, OTHER_LEI = "529900T8BM49AURSDO55", "529900T8BM49AURSDO66"


@pytest.fixture
def organization() -> Organization:
    """A verified one with a number."""
    return make_application(S.VERIFIED, legal_name="Lakeside", identifiers={"lei": LEI})


def change(organization: Organization, **fields) -> Organization:
    """What the owner changes."""
    return actions.edit(Organization.objects.get(pk=organization.pk), fields, by=organization.registered_by)


def answer(organization: Organization, decision: str = S.VERIFIED) -> Organization:
    """What a coordinator says to it."""
    waiting = Organization.objects.get(pk=organization.pk)
    return actions.decide(waiting, decision, by=CoordinatorFactory(), reason="So it is.")


def formerly(client, organization: Organization) -> list[str]:
    """The former names that the public reads."""
    page = client.get(organization.get_absolute_url())
    return [row.name for row in page.context["formerly"]]


CHANGES = [
    ({"legal_name": "Harbour"}, True),
    ({"legal_name": "LAKESIDE"}, True),
    ({"country": "UGA"}, True),
    ({"identifiers": {"lei": OTHER_LEI}}, True),
    ({"identifiers": {}}, True),
    ({"identifiers": {"lei": LEI, "ecosoc": "12"}}, True),
    ({"identifiers": {"lei": "5299-00t8-bm49-aurs-do55"}}, False),  # the same, written otherwise
    ({"acronym": "LM"}, False),
    ({"other_names": "Lake Group"}, False),
    ({"mandate": "Another one."}, False),
    ({"website": "https://elsewhere.example"}, False),
    ({"kind": "network"}, False),
    ({"in_directory": False}, False),
    ({"languages": ["sw"]}, False),
    ({"contact_email": "new@elsewhere.example"}, False),
    ({"themes": "all"}, False),
]


def test_name_country_and_identifiers_reopen_the_check_and_nothing_else_does(organization):
    for changes, reopens in CHANGES:
        with undone():
            found = dict(changes)
            if "country" in found:
                found["country"] = State.objects.get(iso3=found["country"])
            if "themes" in found:
                found["themes"] = list(Theme.objects.all())

            after = change(organization, **found)

            assert after.state == (S.SUBMITTED if reopens else S.VERIFIED), changes
            assert after.cases.filter(decided_at=None).exists() is reopens, changes
            assert OutgoingMail.objects.filter(template__endswith="verification_reopened").exists() is reopens, changes


def test_everybody_who_writes_for_it_is_told_that_it_is_checked_again(organization):
    people = {role: MembershipFactory(organization=organization, role=role).user.email for role in Role.values}

    change(organization, legal_name="Harbour")

    told = OutgoingMail.objects.filter(template__endswith="verification_reopened").values_list("to", flat=True)
    assert set(told) == {organization.registered_by.email, *people.values()} - {people[Role.VIEWER]}


def test_the_public_reads_neither_name_before_the_answer_and_the_same_address_after_it(organization, client):
    address = organization.get_absolute_url()
    assert client.get(address).status_code == 200

    waiting = change(organization, legal_name="Harbour")

    assert client.get(address).status_code == 404
    listed = client.get("/en/organizations/").text
    assert "Lakeside" not in listed
    assert "Harbour" not in listed
    assert not Organization.objects.verified().filter(pk=organization.pk).exists()

    answer(waiting)
    assert "Harbour" in client.get(address).text
    assert formerly(client, organization) == ["Lakeside"]


def test_while_it_is_checked_again_nothing_more_can_be_changed(organization):
    change(organization, legal_name="Harbour")

    with pytest.raises(InvalidMove):
        change(organization, legal_name="Third")
    assert not KnownName.objects.filter(name="Third").exists()


def test_the_account_keeps_what_it_was_called_before(organization):
    change(organization, legal_name="Harbour", country=State.objects.get(iso3="UGA"))

    event = audit.history(organization).get(verb="identity")
    assert (event.data["legal_name"], event.data["fields"]) == ("Lakeside", ["country", "legal_name"])
    assert event.data["country"]


def test_who_returns_to_the_old_name_is_not_formerly_called_so(organization, client):
    change(organization, legal_name="Harbour")
    answer(organization, S.QUESTION)
    change(organization, legal_name="Lakeside")
    actions.submit(Organization.objects.get(pk=organization.pk), by=organization.registered_by, note="A slip.")

    answer(organization)

    assert formerly(client, organization) == []


def test_former_names_stand_newest_first_and_stay(organization, client):
    for name in ("Harbour", "Riverside"):
        change(organization, legal_name=name)
        answer(organization)

    assert formerly(client, organization) == ["Harbour", "Lakeside"]


def test_the_former_name_of_one_that_nobody_could_read_of_is_not_published(client):
    hidden = make_application(S.VERIFIED, legal_name="Lakeside", in_directory=False)
    change(hidden, legal_name="Harbour")
    answer(hidden)

    change(hidden, in_directory=True)

    shown = Organization.objects.get(pk=hidden.pk)
    assert formerly(client, shown) == []
    assert "lakeside" not in shown.slug


def test_names_that_it_has_now_follow_the_profile_and_former_ones_stay(organization):
    change(organization, acronym="LM", other_names="Lake Group, , Lac")
    change(organization, acronym="", other_names="Lac")
    change(organization, legal_name="Harbour")

    rows = set(KnownName.objects.filter(organization=organization).values_list("kind", "name"))
    assert rows == {("legal", "Harbour"), ("other", "Lac"), ("former", "Lakeside")}


@pytest.mark.parametrize(
    ("state", "binding"),
    [
        (S.DRAFT, False), (S.SUBMITTED, False), (S.QUESTION, False), (S.DEFERRED, False), (S.DECLINED, False),
        (S.VERIFIED, True), (S.SUSPENDED, True),
    ],
)  # fmt: skip
def test_an_identifier_is_exclusive_only_while_its_organization_is_named(state, binding):
    organization = make_application(state, identifiers={"lei": LEI})

    assert organization.identifiers.get().binding is binding


def test_a_number_is_free_again_while_its_organization_is_checked_again(organization):
    change(organization, legal_name="Harbour")
    assert not Identifier.objects.get().binding

    answer(organization)
    assert Identifier.objects.get().binding


def test_a_second_verified_organization_of_one_number_is_refused_in_words(organization):
    other = make_application(legal_name="Other", identifiers={"lei": LEI.lower()})

    with pytest.raises(Exception, match="one of these identifiers already"):
        answer(other)

    other.refresh_from_db()
    assert other.state == S.SUBMITTED
    assert not other.identifiers.get().binding


def test_the_same_number_in_another_scheme_is_another_number(organization):
    other = make_application(legal_name="Other", identifiers={"register": LEI})

    assert answer(other).state == S.VERIFIED


@pytest.mark.parametrize(
    "wrong", [{"scheme": "passport"}, {"key": ""}, {"scheme": "lei", "key": "TWICE"}], ids=["scheme", "empty", "twice"]
)
def test_the_database_refuses_a_number_that_cannot_be(organization, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(organization=organization, **{"scheme": "ror", "value": "x", "key": "X", **wrong})


def test_no_conflict_is_noted_with_oneself_or_with_a_draft():
    draft = make_application(S.DRAFT, legal_name="Lakeside", by=UserFactory())
    sent = make_application(legal_name="LAKESIDE")

    assert not sent.conflicts.exists()
    OrganizationFactory(legal_name="Lakeside")
    actions.submit(draft, by=draft.registered_by)
    assert {row.other_id for row in draft.conflicts.all()} == set(
        Organization.objects.exclude(pk=draft.pk).values_list("pk", flat=True)
    )
