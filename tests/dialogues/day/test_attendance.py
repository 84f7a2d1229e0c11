"""Attendance as figures: counted from the check-in, told without names, side by side with what others counted."""

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Delegate, DialogueFigure
from dialogues.registration import attendance
from dialogues.registration.kept import make_nameless
from organizations.models import User
from portal import audit
from portal.dates import VIENNA
from portal.mechanism.models import Source
from portal.records import InvalidMove
from tests.factories.day import end, make_arrived, make_day, make_expected, make_helper
from tests.factories.dialogues import make_figure, with_aliases
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import make_delegate, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def over():
    """A dialogue that is over: of four who were expected on site and one online, two and one came."""
    dialogue = make_day()
    for _number in range(2):
        make_arrived(dialogue, name="CANARY")
    make_registration("approved", dialogue, delegates=[make_delegate(name="CANARY"), make_delegate(name="CANARY")])
    make_arrived(dialogue, mode="online", name="CANARY")
    make_expected(dialogue, "waiting")
    make_arrived()
    return end(dialogue)


def figures(dialogue) -> dict[str, int]:
    rows = DialogueFigure.objects.filter(dialogue=dialogue, source__citation=attendance.SOURCE).order_by("sort_order")
    return {f"{row.unit}, {row.qualifier}": int(row.value) for row in rows}


def take_over(client, dialogue, by: User) -> str:
    """Press the button; what the page says then."""
    client.force_login(by)
    return client.post(f"/cms/day/{dialogue.slug}/attendance/", follow=True).text


TOLD = {
    "people, attended": 3, "people, registered": 5, "people, attended on site": 2, "people, attended online": 1,
    "organizations, attended": 3, "organizations, registered": 4,
}  # fmt: skip


def test_the_figures_stand_on_the_public_page_with_their_source_and_no_name(client, coordinator, over):
    with_aliases(over, "fr")

    assert "stand on the page of the dialogue" in take_over(client, over, coordinator)

    client.logout()
    for language in ("en", "fr"):
        page = client.get(f"/{language}/dialogues/{over.slug}/").text
        assert attendance.SOURCE in page
        assert "attended on site" in page
        assert "CANARY" not in page


def test_the_figures_are_of_the_day_and_it_is_noted_who_took_them_over(over):
    by = CoordinatorFactory()

    attendance.take_over(over, by=by)

    assert figures(over) == TOLD
    assert set(over.figures.values_list("as_of", flat=True)) == {over.ends_at.astimezone(VIENNA).date()}
    event = audit.history(over).get(verb="take_over_attendance")
    assert (event.actor, event.data) == (by, TOLD)


def test_a_second_time_puts_newer_figures_in_place_and_leaves_those_of_others(over):
    by = CoordinatorFactory()
    other = make_figure(over, 90, "people", qualifier="attended")
    attendance.take_over(over, by=by)
    Delegate.objects.came().filter(mode="online").update(checked_in_at=None, checked_in_by=None, letter_number=None)

    attendance.take_over(over, by=by)

    assert figures(over) == TOLD | {"people, attended": 2, "people, attended online": 0, "organizations, attended": 2}
    assert over.figures.filter(value=90, source=other.source).count() == 1
    assert Source.objects.filter(citation=attendance.SOURCE).count() == 1


def test_what_somebody_is_writing_is_not_published_along(client, coordinator, over):
    draft = over.get_latest_revision_as_object()
    draft.intro = "HALF WRITTEN"
    draft.save_revision()

    said = take_over(client, over, coordinator)

    assert "stand in its draft" in said
    assert figures(over) == {}
    over.refresh_from_db()
    assert over.intro != "HALF WRITTEN"
    over.get_latest_revision().publish()
    over.refresh_from_db()
    assert (over.intro, figures(over)) == ("HALF WRITTEN", TOLD)


def test_a_dialogue_with_one_way_of_taking_part_has_no_figure_for_the_other():
    dialogue = make_day()
    make_arrived(dialogue)
    attendance.take_over(end(dialogue), by=CoordinatorFactory())

    assert list(figures(dialogue)) == [
        "people, attended", "people, registered", "organizations, attended", "organizations, registered",
    ]  # fmt: skip


def test_before_the_end_and_without_anybody_there_is_nothing_to_take_over(client, coordinator):
    dialogue = make_day()
    make_expected(dialogue)

    with pytest.raises(InvalidMove, match="not over"):
        attendance.take_over(dialogue, by=coordinator)
    assert "Take over the attendance" not in client.get(f"/cms/day/{dialogue.slug}/").text
    assert "Nobody was checked in" in take_over(client, end(dialogue), coordinator)
    assert figures(dialogue) == {}


def test_only_coordinators_take_it_over(client, over):
    for who, by in {"helper": make_helper(over), "member": OrganizationFactory().members.get()}.items():
        client.force_login(by)

        client.post(f"/cms/day/{over.slug}/attendance/")
        with pytest.raises(PermissionDenied):
            attendance.take_over(over, by=by)

        assert figures(over) == {}, who


def test_the_page_of_the_day_counts_and_names_nobody(client, coordinator, over):
    client.force_login(coordinator)

    page = client.get(f"/cms/day/{over.slug}/").text

    assert "2 approved delegates were not checked in" in page
    assert "CANARY" not in page
    assert over.title in client.get("/cms/day/").text


def test_no_shows_are_a_query(over):
    rows = Delegate.objects.expected_at(over)

    assert rows.stayed_away().count() == 2
    assert rows.came().count() + rows.stayed_away().count() == rows.count()


def test_names_go_and_the_count_stays(over):
    before = attendance.figures(over)
    came = Delegate.objects.came().filter(registration__dialogue=over)

    make_nameless(list(came))

    assert attendance.figures(over) == before
    left = set(came.values_list("name", "checked_in_by", "letter_number"))
    assert list(left) == [("–", None, None)]
