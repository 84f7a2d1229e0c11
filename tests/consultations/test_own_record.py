"""One's own record: which countries consulted us, as a list and as a file, and never what others reported."""

import json

import pytest

from submissions.consultations import actions, replying
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from tests.factories.consultations import cluster, country, make_claim, make_draft, owner_of
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.replies import make_focal_point, make_reply, words

pytestmark = pytest.mark.django_db
S = Claim.State
LIST, FILE = "/en/desk/consultations/", "/en/desk/consultations/our-record.{}"


@pytest.fixture
def organization():
    return OrganizationFactory(legal_name="Our Centre")


def rows(client, user) -> list[dict]:
    """What the JSON file of this person holds."""
    client.force_login(user)
    return json.loads(client.get(FILE.format("json")).getvalue())["rows"]


def test_the_file_says_what_was_reported_what_came_of_it_and_what_the_state_replied(client, organization):
    owner = owner_of(organization)
    make_reply(make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC, level=3))
    make_claim(organization, number=2, outcome=Outcome.REFUSED, visibility=Visibility.UNNAMED)
    replying.reply(country(), cluster(2), words("not_consulted"), by=make_focal_point())
    make_draft(organization, iso3="BEL", number=None, outcome="")

    belgium, first, second = rows(client, owner)

    assert (belgium["state"], belgium["cluster"], belgium["standing"]) == ("BEL", "not stated", "draft")
    assert (first["outcome"], first["level"], first["standing"]) == ("consulted", 3, "published")
    assert (first["reply_to"], first["reply_says"], first["reply_office"]) == (
        "report",
        "consulted",
        "Ministry of Justice",
    )
    assert (second["seen_by"], second["reply_to"], second["reply_says"]) == ("unnamed", "cluster", "not_consulted")
    assert {row["organization"] for row in (belgium, first, second)} == {"Our Centre"}
    page = client.get(LIST).text
    assert "We have not consulted civil society" in page and "For the cluster as a whole" in page


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_each_format_is_kept_by_no_cache_and_another_does_not_exist(client, organization, kind):
    client.force_login(owner_of(organization))
    answer = client.get(FILE.format(kind))

    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="our-consultations-')
    assert client.get(FILE.format("pdf")).status_code == 404


@pytest.mark.parametrize("visibility", Visibility.values)
def test_what_others_reported_is_in_no_file_of_ours(client, organization, visibility):
    make_claim(visibility=visibility, account="Canary")

    assert rows(client, owner_of(organization)) == []
    assert rows(client, UserFactory()) == []


def test_a_sealed_report_is_in_the_file_of_its_writer_alone(client, organization):
    colleague = MembershipFactory(organization=organization, role="owner").user
    make_draft(organization, visibility=Visibility.SEALED)

    assert [row["seen_by"] for row in rows(client, owner_of(organization))] == ["sealed"]
    assert rows(client, colleague) == []


def test_who_left_takes_nothing_along(client, organization):
    claim = make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    owner = owner_of(organization)
    actions.retract(claim, by=None)
    assert rows(client, owner)[0]["standing"] == "retracted"

    owner.memberships.update(state="ended", ended_at="2024-01-01T00:00Z")
    assert rows(client, owner) == []


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_file_takes_as_many_queries_for_one_report_as_for_three(
    client, organization, django_assert_num_queries, kind
):
    client.force_login(owner_of(organization))
    make_reply(make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC))
    for more in ((), (2, 3)):
        for number in more:
            make_reply(make_claim(organization, state=S.PUBLISHED, visibility=Visibility.PUBLIC, number=number))
        with django_assert_num_queries(8):
            client.get(FILE.format(kind)).getvalue()
