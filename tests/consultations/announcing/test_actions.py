"""Who announces a consultation, what may follow what, and that no change of what is public goes without a trace."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from organizations.assigning import end
from organizations.models import Assignment
from portal.models import AuditEvent
from portal.records import InvalidMove
from submissions.consultations.announcing import actions
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.zones import zone_in_words, zone_of, zone_of_country
from submissions.consultations.status import status
from tests.factories.announcements import facts, in_days, long_over, make_announcement, make_sourced
from tests.factories.consultations import country
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.replies import make_focal_point

pytestmark = pytest.mark.django_db


def verbs(announcement: Announcement) -> list[tuple[str, bool]]:
    """What the account tells of it, and whether that is public."""
    found = AuditEvent.objects.filter(object_key=str(announcement.uuid)).order_by("pk")
    return list(found.values_list("verb", "public"))


def test_a_day_is_the_whole_day_in_the_zone_that_was_named():
    made = make_announcement(opens_on=date(2027, 3, 1), closes_on=date(2027, 3, 18))

    assert made.closes_at == datetime(2027, 3, 18, 21, tzinfo=UTC) and made.opens_at.hour == 21
    assert (made.opens_on, made.closes_on) == (date(2027, 3, 1), date(2027, 3, 18))
    assert (
        made.until_text
        == "until the end of 18 March 2027, East Africa Time (UTC+03:00); that is 18 March 2027, 21:00 UTC"
    )


@pytest.mark.parametrize("typed", ["Africa/Nairobi", " nairobi ", "africa/nairobi"])
def test_a_zone_is_found_by_its_name_or_its_city(typed):
    assert zone_of(typed) == "Africa/Nairobi"
    assert zone_of_country("KE") == "Africa/Nairobi" and zone_of_country("XX") == "UTC"
    with pytest.raises(ValueError, match="Gotham"):
        zone_of("Gotham")


def test_a_zone_is_read_in_the_language_of_the_reader_and_with_its_summer_time(settings):
    assert zone_in_words("Europe/Vienna", datetime(2027, 7, 1, tzinfo=UTC)).endswith("(UTC+02:00)")
    assert zone_in_words("Europe/Vienna", datetime(2027, 1, 1, tzinfo=UTC)).endswith("(UTC+01:00)")
    assert zone_in_words("UTC", datetime(2027, 1, 1, tzinfo=UTC)) == "UTC"


@pytest.mark.parametrize(
    "make", [UserFactory, lambda: OrganizationFactory().members.get(), lambda: make_focal_point(country("UGA"))]
)
def test_nobody_but_its_focal_point_or_a_coordinator_announces_for_a_state(make):
    made, user = make_announcement("draft"), make()

    with pytest.raises(PermissionDenied):
        actions.announce(country(), facts(), by=user)
    for act in (actions.publish, lambda one, by: actions.withdraw(one, by=by, reason="No.")):
        with pytest.raises(PermissionDenied):
            act(made, by=user)
    with pytest.raises(PermissionDenied):
        actions.change(made, facts(how="Canary"), by=user)
    assert Announcement.objects.get().state == "draft"


def test_a_coordinator_changes_no_word_of_a_state_but_may_withdraw_it():
    made, coordinator = make_announcement(), CoordinatorFactory()

    with pytest.raises(PermissionDenied):
        actions.change(made, facts(how="Canary"), by=coordinator)
    assert actions.withdraw(made, by=coordinator, reason="It names a person.").state == "withdrawn"


def test_what_a_coordinator_announces_needs_its_source_and_says_that_they_did():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_sourced(source_address="")

    assert make_sourced().on_behalf and not make_announcement().on_behalf


def test_a_focal_point_neither_changes_nor_withdraws_what_comes_from_a_public_source():
    made, user = make_sourced(iso3="KEN"), make_focal_point()

    assert not actions.may_manage(user, made) and not actions.may_withdraw(user, made)


@pytest.mark.parametrize(
    ("state", "published", "withdrawn"),
    [("draft", True, True), ("published", False, True), ("withdrawn", False, False)],
)
def test_what_may_follow_what(state, published, withdrawn):
    made = make_sourced(state)
    by = CoordinatorFactory()

    for allowed, act in (
        (published, lambda: actions.publish(made, by=by)),
        (withdrawn, lambda: actions.withdraw(made, by=by, reason="No.")),
    ):
        with transaction.atomic():
            if allowed:
                act()
            else:
                with pytest.raises(InvalidMove):
                    act()
            transaction.set_rollback(True)


def test_what_is_over_is_published_no_more_and_what_was_withdrawn_changes_no_more():
    over, gone = long_over(make_sourced("draft")), make_sourced("withdrawn")

    with pytest.raises(InvalidMove, match="over already"):
        actions.publish(over, by=CoordinatorFactory())
    with pytest.raises(InvalidMove, match="withdrawn"):
        actions.change(gone, facts(), by=CoordinatorFactory())


def test_a_change_in_public_gets_a_number_a_date_and_an_account_of_what_stood_there():
    user = make_focal_point()
    made = make_announcement(by=user)
    same = actions.change(made, facts(), by=user)
    assert (same.revision, same.changed_at) == (0, made.published_at), "nothing changed"

    later = actions.change(made, facts(closes_on=in_days(20)), by=user)

    assert later.revision == 1 and later.changed_at > made.published_at and later.was_changed
    assert verbs(made) == [("announce", False), ("published", True), ("change", True)]
    event = AuditEvent.objects.get(verb="change")
    assert event.data == {"before": {"closes_at": made.closes_at.timestamp()}}


def test_a_draft_changes_without_a_word_in_public():
    user = make_focal_point()
    made = actions.change(make_announcement("draft", by=user), facts(how="Another way."), by=user)

    assert (made.how, made.revision, made.changed_at) == ("Another way.", 0, None)
    assert verbs(made) == [("announce", False), ("change", False)]


def test_the_same_form_twice_announces_once():
    user, key = make_focal_point(), uuid4()
    first = actions.announce(country(), facts(), by=user, form_key=key)

    assert actions.announce(country(), facts(how="Canary"), by=user, form_key=key) == first
    assert Announcement.objects.get().how == "Write to us."


@pytest.mark.parametrize(
    "values", [{"how": ""}, {"office": ""}, {"opens_on": in_days(12)}], ids=["no words", "nobody", "ends first"]
)
def test_the_database_refuses_what_says_nothing_or_ends_before_it_begins(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_announcement("draft", **values)


def test_who_speaks_for_the_state_no_more_announces_no_more():
    user = make_focal_point()
    made = make_announcement("draft", by=user)
    end(Assignment.objects.get(user=user), by=None, reason="Another post.")

    with pytest.raises(PermissionDenied):
        actions.publish(made, by=user)
    assert not Announcement.objects.visible_to(user).exists()


def test_an_announcement_changes_nothing_in_the_computed_status():
    before = status()
    make_announcement()

    assert status() == before


def test_open_coming_and_over_are_told_apart():
    now = make_announcement(opens_on=in_days(-2))
    later = make_sourced(opens_on=in_days(4))
    gone = long_over(make_sourced())
    found = Announcement.objects.public()

    assert [list(found.open_now()), list(found.coming()), list(found.over())] == [[now], [later], [gone]]
    assert [one.when_text for one in (now, later, gone)] == ["Open now", "Opens later", "Over"]
    assert [one.when_shape for one in (now, later, gone)] == ["on", "half", "none"]
    assert set(found.ahead()) == {now, later} and now.closes_at - gone.closes_at > timedelta(days=20)
