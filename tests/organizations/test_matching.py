"""What may be the same organization is flagged to coordinators, with the reason, and to nobody else."""

import pytest
from django.urls import reverse

from organizations import actions
from organizations.identity import put_away_name
from organizations.matching import near, warnings
from organizations.models import IdentityConflict, Organization
from portal.mechanism.models import State
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory, make_application
from tests.undoing import undone

pytestmark = pytest.mark.django_db
LEI = "529900T8BM49AURSDO55"


def kinds(one: Organization) -> dict[str, list[str]]:
    """What an organization shares with which others, by their names."""
    return {
        match.organization.legal_name: list(match.kinds) for match in near([one], Organization.objects.all())[one.pk]
    }


def test_names_that_are_or_look_the_same_are_found():
    for known, applied, shared in [
        ("Peace Now", "PEACE, now!", ["name"]),
        ("Riverside Watch", "River-Side Watch", ["name"]),
        ("Mediation Centre", "The Mediation Center Inc", ["name"]),
        ("Set Otkrytyy Bereg", "Сеть «Открытый Берег»", ["name"]),
        ("Peace Now", "Реасе Nоw", ["look"]),  # Cyrillic letters in it
        ("IANSA", "lANSA", ["look"]),
        ("Modern Aid", "Modem Aid", ["look"]),
        ("Peace Now", "Peace Never", None),
        ("河岸观察", "河岸", None),
    ]:
        with undone():
            OrganizationFactory(legal_name=known, country=State.objects.get(iso3="UGA"))

            assert kinds(make_application(legal_name=applied)).get(known) == shared, (known, applied)


@pytest.mark.parametrize(
    "other",
    [{"acronym": "LM"}, {"other_names": "Lake Group, LM"}, {"legal_name": "LM"}],
    ids=["acronym", "other", "name"],
)
def test_acronyms_and_other_names_are_compared_with_every_name(other):
    OrganizationFactory(**{"legal_name": "Elsewhere", **other})

    assert kinds(make_application(legal_name="LM")) == {other.get("legal_name", "Elsewhere"): ["name"]}


def test_a_former_name_still_belongs_to_its_organization():
    put_away_name(OrganizationFactory(legal_name="Harbour"), "Lakeside", was_public=False)

    assert kinds(make_application(legal_name="Lakeside")) == {"Harbour": ["name"]}


@pytest.mark.parametrize(
    ("known", "applied", "found"),
    [
        ({"website": "https://www.lake.example/en"}, {"website": "http://lake.example"}, True),
        ({"website": "https://lake.example"}, {"contact_email": "a@lake.example"}, True),
        ({"contact_email": "b@lake.example"}, {"contact_email": "a@lake.example"}, True),
        ({"contact_email": "b@gmail.com"}, {"contact_email": "a@gmail.com"}, False),
        ({"website": "https://facebook.com/a"}, {"website": "https://facebook.com/b"}, False),
    ],
)
def test_one_domain_is_a_match_unless_everybody_has_it(known, applied, found):
    OrganizationFactory(legal_name="Elsewhere", **known)

    assert kinds(make_application(**applied)) == ({"Elsewhere": ["domain"]} if found else {})


def test_one_identifier_is_a_match_however_it_is_written():
    actions.edit(
        make_application(legal_name="Elsewhere", state="draft"), {"identifiers": {"lei": LEI}}, by=UserFactory()
    )

    assert kinds(make_application(identifiers={"lei": "5299-00t8bm49aursdo55"})) == {"Elsewhere": ["identifier"]}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"contact_email": "a@gmail.com"}, "free mail"),
        ({"website": "https://www.facebook.com/x"}, "anybody can use"),
        ({"legal_name": "Реасe Now"}, "two scripts"),
        ({"legal_name": "Сеть Peace"}, None),
    ],
)
def test_what_proves_nothing_is_said(fields, words):
    found = " ".join(map(str, warnings(make_application(**fields))))

    assert words in found if words else found == ""


def test_conflicts_are_noted_when_it_is_sent_and_end_with_the_decision():
    other = OrganizationFactory(legal_name="Lakeside", country=State.objects.get(iso3="UGA"))
    application = make_application(legal_name="LAKESIDE")

    noted = IdentityConflict.objects.get(organization=application)
    assert (noted.other, noted.kind, noted.resolved_at) == (other, "name", None)

    actions.decide(application, "verified", by=CoordinatorFactory())

    noted.refresh_from_db()
    assert noted.resolved_at


def test_an_applicant_never_learns_which_record_theirs_resembles(client):
    OrganizationFactory(legal_name="Canary Bank", in_directory=False, contact_email="x@canary.example")
    application = make_application(legal_name="CANARY BANK!", contact_email="y@canary.example")
    client.force_login(application.registered_by)
    other = Organization.objects.get(legal_name="Canary Bank")

    text = client.get(reverse("organizations:desk_detail", args=[application.uuid])).text

    assert "Canary Bank" not in text
    assert str(other.uuid) not in text
    assert "resemble" not in text


def test_a_full_queue_of_look_alikes_takes_few_queries(django_assert_num_queries):
    rows = [make_application(legal_name=f"Lakeside {number}") for number in range(4)]
    for row in rows:
        OrganizationFactory(legal_name=row.legal_name)

    with django_assert_num_queries(7):
        near(rows, Organization.objects.all())
