"""A pledge that is withdrawn: by whom, what everybody reads of it afterwards, and that it can be taken anew."""

import csv

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal import audit
from portal.records import InvalidMove
from portal.templatetags.portal_tags import day
from submissions.consultations.pledge import actions
from submissions.consultations.pledge.models import Pledge, PledgeState
from tests.factories.announcements import SOURCE, make_pledge, make_step, word
from tests.factories.consultations import country
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.replies import make_focal_point

pytestmark = pytest.mark.django_db
KENYA, LIST, FILE = "/en/consultations/ken/", "/en/consultations/pledge/", "/consultations/pledge.csv"
DESK, CMS = "/en/desk/state/pledge/withdraw/", "/cms/consultations/pledge/withdraw/"
WHY = "Entered by mistake."
ROLES = {
    "focal point": make_focal_point,
    "coordinator": CoordinatorFactory,
    "focal point of another State": lambda: make_focal_point(country("UGA")),
    "owner": lambda: OrganizationFactory().members.get(),
    "anybody": UserFactory,
}
MAY = ("focal point", "coordinator")


@pytest.fixture
def withdrawn():
    """A pledge with a step, withdrawn by its State."""
    pledge = make_pledge()
    make_step(pledge)
    return actions.withdraw(pledge, by=make_focal_point(), reason=WHY)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", PledgeState)
def test_who_may_withdraw_a_pledge_in_which_state(role, state):
    pledge = make_pledge()
    if state == PledgeState.WITHDRAWN:
        actions.withdraw(pledge, by=make_focal_point(), reason=WHY)
    refused = InvalidMove if role in MAY else PermissionDenied

    if role in MAY and state == PledgeState.TAKEN:
        done = actions.withdraw(pledge, by=ROLES[role](), reason=WHY)
        assert (done.state, done.withdrawn_for_state) == (PledgeState.WITHDRAWN, role == "coordinator")
    else:
        with pytest.raises(refused):
            actions.withdraw(pledge, by=ROLES[role](), reason="Again.")
    assert {one.withdrawn_because for one in Pledge.objects.withdrawn()} <= {WHY}


def test_everybody_reads_that_it_was_withdrawn_when_and_why_and_no_longer_its_points(client, withdrawn):
    page, listed = client.get(KENYA).text, client.get(LIST).text

    for text in (page, listed):
        assert WHY in text and "Withdrawn" in text and day(withdrawn.withdrawn_at, "short") in text
    assert "points kept" not in page and SOURCE not in page
    assert "1 of 6" not in listed and "No State is on record here as having taken it" in listed
    assert "/en/consultations/ken/" not in client.get("/en/consultations/table/?pledge=1").text


def test_its_row_in_the_file_says_so_and_tells_of_no_point(client, withdrawn):
    text = client.get(FILE).getvalue().decode("utf-8-sig")
    [row] = csv.DictReader(line for line in text.splitlines() if not line.startswith("# "))

    assert (row["withdrawn_because"], row["point"], row["progress"]) == (WHY, "", "")
    assert row["withdrawn_on"] == withdrawn.withdrawn_at.date().isoformat()


def test_its_history_stays_and_the_state_can_take_it_anew(client, withdrawn):
    with pytest.raises(InvalidMove):
        make_step(withdrawn)
    again = make_pledge(office="Another ministry")

    assert [event.verb for event in audit.history(withdrawn)] == ["take_pledge", "report_pledge", "withdrawn"]
    assert withdrawn.steps.count() == 1 and Pledge.objects.standing().get() == again
    page = client.get(KENYA).text
    assert "0 of 6 points kept" in page and WHY in page and "Another ministry" in page
    with pytest.raises(InvalidMove, match="already"):
        actions.take(country(), word(), by=make_focal_point())


def test_the_database_keeps_one_standing_pledge_of_a_state_and_a_reason_for_each_other():
    pledge = make_pledge()

    for wrong in ({"state": "withdrawn"}, {"withdrawn_because": WHY}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pledge.objects.filter(pk=pledge.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.create(country=country(), taken_on=pledge.taken_on, office="Twice")


def test_a_focal_point_withdraws_it_on_the_desk_with_a_reason(client):
    make_pledge()
    client.force_login(make_focal_point())

    assert "Withdraw the pledge" in client.get("/en/desk/state/pledge/").text
    assert client.post(DESK, {"withdraw-reason": ""}).status_code == 422
    assert client.post(DESK, {"withdraw-reason": WHY}).status_code == 302
    after = client.get("/en/desk/state/pledge/").text
    assert "Take the pledge" in after and WHY in after
    assert client.post(DESK, {"withdraw-reason": WHY}).status_code == 404, "the second of two clicks"


def test_a_coordinator_withdraws_it_for_a_state_and_the_page_says_so(client):
    make_pledge()
    client.force_login(CoordinatorFactory())

    assert client.post(CMS, {"country": "UGA", "reason": WHY}).status_code == 422
    assert client.post(CMS, {"country": "KEN", "reason": WHY}).status_code == 302
    assert "Entered by the coordinators" in client.get(KENYA).text
