"""The transparency pledge: who takes it, what was said of each point, and that it is no status."""

import csv
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from portal.models import AuditEvent
from portal.records import InvalidMove
from submissions.consultations.pledge import actions, showing
from submissions.consultations.pledge.models import Pledge, PledgeStep, Point, Progress
from submissions.consultations.status import status
from tests.factories.announcements import SOURCE, in_days, make_pledge, make_step, word
from tests.factories.consultations import country, make_published_source
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.replies import make_focal_point

pytestmark = pytest.mark.django_db
DESK, LIST, KENYA, TABLE = (
    "/en/desk/state/pledge/",
    "/en/consultations/pledge/",
    "/en/consultations/ken/",
    "/en/consultations/table/",
)
TAKE, STEP = "/cms/consultations/pledge/new/", "/cms/consultations/pledge/progress/"


def typed(**values) -> dict[str, str]:
    """A form as it comes back from a browser."""
    usual = {"day": in_days(-1).isoformat(), "office": "Ministry of Justice", "form_key": str(uuid4())}
    return {**usual, "source_address": SOURCE, **values}


@pytest.mark.parametrize(
    "make", [UserFactory, lambda: OrganizationFactory().members.get(), lambda: make_focal_point(country("UGA"))]
)
def test_nobody_but_its_focal_point_or_a_coordinator_speaks_for_a_state(client, make):
    pledge, user = make_pledge(), make()

    with pytest.raises(PermissionDenied):
        actions.take(country(), word(), by=user)
    with pytest.raises(PermissionDenied):
        actions.report(pledge, Point.SUPPORT, Progress.KEPT, word(), by=user)
    assert not PledgeStep.objects.exists()


def test_a_state_takes_it_once_and_the_same_form_twice_is_once():
    key, user = uuid4(), make_focal_point()
    first = actions.take(country(), word(), by=user, form_key=key)

    assert actions.take(country(), word(office="Canary"), by=user, form_key=key) == first
    with pytest.raises(InvalidMove, match="already"):
        actions.take(country(), word(), by=user, form_key=uuid4())
    event = AuditEvent.objects.get(verb="take_pledge")
    assert event.public and event.actor == user and Pledge.objects.get().office == "Ministry of Justice"


@pytest.mark.parametrize("day", [1, 30])
def test_nothing_is_said_of_a_day_to_come(day):
    with pytest.raises(ValidationError, match="still to come"):
        make_pledge(day=in_days(day))


def test_what_coordinators_enter_needs_a_source_and_what_was_done_needs_one_from_everybody():
    with pytest.raises(ValidationError, match="Give the address"):
        make_pledge(by=CoordinatorFactory(), source_address="")
    pledge = make_pledge(source_address="")
    assert not pledge.on_behalf

    with pytest.raises(ValidationError, match="what was done"):
        make_step(pledge, source_address="")
    assert make_step(pledge, progress=Progress.NOT_BEGUN, source_address="").progress == "not_begun"


@pytest.mark.parametrize(
    "values", [{"point": "seventh"}, {"progress": "nearly"}, {"office": ""}, {"source_address": ""}]
)
def test_the_database_knows_the_points_and_wants_to_know_who_says_so(values):
    usual = {"point": Point.SUPPORT, "progress": Progress.KEPT, "office": "A", "source_address": SOURCE}
    row = PledgeStep(pledge=make_pledge(), as_of=in_days(-1), **{**usual, **values})

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nothing_that_was_said_is_changed_or_deleted():
    pledge = make_pledge()
    make_step(pledge)

    for rows in (Pledge.objects.all(), PledgeStep.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(office="Canary")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete(rows.db)


def test_the_newest_day_speaks_for_a_point_and_what_was_said_before_stays():
    pledge = make_pledge()
    newest = make_step(pledge, progress=Progress.IN_PART, day=in_days(-2))
    older = make_step(pledge, progress=Progress.KEPT, day=in_days(-40))
    make_step(pledge, Point.SUPPORT)
    taken = showing.of_state(country())

    assert [one.point for one in taken.points] == list(Point) and (taken.kept, taken.of) == (1, 6)
    assert (taken.points[0].last, taken.points[0].earlier) == (newest, [older])
    assert taken.points[1].last is None
    assert [newest.shape, older.shape] == ["half", "on"] and Progress.NOT_BEGUN.shape == ""


def test_a_pledge_changes_nothing_in_the_computed_status():
    make_published_source()
    before = status()
    make_step(make_pledge())

    assert status() == before


def test_a_focal_point_takes_it_and_tells_how_far_it_is(client):
    client.force_login(make_focal_point())
    assert "Take the pledge" in client.get(DESK).text
    client.post(DESK, typed())
    assert Pledge.objects.get().country == country()

    refused = client.post(DESK, typed(point="support", progress="kept", source_address="", office="Canary"))
    assert refused.status_code == 422 and "what was done" in refused.text and "Canary" in refused.text
    client.post(DESK, typed(point="support", progress="in_part"))
    page = client.get(KENYA).text

    assert PledgeStep.objects.get().progress == "in_part"
    assert "0 of 6 points kept" in page and "Kept in part" in page and SOURCE in page
    assert page.count('<h3 class="ph0">') >= 6


def test_nobody_else_finds_the_desk_of_a_state(client):
    client.force_login(UserFactory())

    assert client.get(DESK).status_code == 404 and client.post(DESK, typed()).status_code == 404


def test_a_coordinator_records_it_from_a_source_and_the_page_says_so(client):
    client.force_login(CoordinatorFactory())
    assert client.post(TAKE, typed(country="UGA", source_address="")).status_code == 422
    early = client.post(STEP, typed(country="UGA", point="support", progress="kept"))
    assert early.status_code == 422 and "has not taken the pledge" in early.text

    assert client.post(TAKE, typed(country="UGA")).status_code == 302
    assert client.post(STEP, typed(country="UGA", point="support", progress="kept")).status_code == 302
    again = client.post(TAKE, typed(country="UGA"))

    assert again.status_code == 422 and "took the pledge already" in again.text
    assert "Entered by the coordinators" in client.get("/en/consultations/uga/").text


def test_a_state_without_it_has_no_such_part_and_the_list_says_how_many_points_are_kept(client):
    assert 'id="pledge"' not in client.get(KENYA).text
    assert "No State is on record here as having taken it" in client.get(LIST).text
    make_step(make_pledge())

    page = client.get(LIST).text
    assert "1 of 6" in page and 'href="/en/consultations/ken/#pledge"' in page


def test_the_tracker_is_narrowed_to_the_states_that_took_it(client):
    make_pledge()
    page = client.get(f"{TABLE}?pledge=1").text

    assert "/en/consultations/ken/" in page and "/en/consultations/uga/" not in page
    assert client.get("/consultations.csv?pledge=1").status_code == 200
    assert client.get("/consultations.csv?pledge=2").status_code == 400


def test_the_file_has_a_row_for_each_point(client):
    make_step(make_pledge(), Point.DOCUMENTS, Progress.IN_PART)
    text = client.get("/consultations/pledge.csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("# ")))

    assert [row["point"] for row in rows] == Point.values
    assert {row["point"]: row["progress"] for row in rows if row["progress"]} == {"documents": "in_part"}
    assert client.get("/consultations/pledge.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "queries"), [(LIST, 5), ("/consultations/pledge.csv", 3), (f"{TABLE}?pledge=1", 5)]
)
def test_a_list_asks_as_much_for_three_as_for_one(client, django_assert_num_queries, address, queries):
    client.get(address)
    for states in (["KEN"], ["UGA", "BEL"]):
        for iso3 in states:
            make_step(make_pledge(country(iso3)))
        with django_assert_num_queries(queries):
            client.get(address).getvalue()
