"""Consultations to come and pledges for tests, made by the portal's own actions."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from organizations.models import User
from portal.mechanism.models import State
from submissions.consultations.announcing import actions as announcing
from submissions.consultations.announcing.actions import Facts
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.pledge import actions as pledging
from submissions.consultations.pledge.actions import Word
from submissions.consultations.pledge.models import Pledge, PledgeStep, Point, Progress
from tests.factories.consultations import cluster, country
from tests.factories.organizations import CoordinatorFactory
from tests.factories.replies import make_focal_point

SOURCE = "https://justice.example/review"


def in_days(days: int) -> date:
    """A day so many days from now."""
    return timezone.now().date() + timedelta(days=days)


def facts(**values) -> Facts:
    """A hearing on cluster I in Nairobi's time, open until in ten days."""
    usual = {"closes_on": in_days(10), "zone": "Africa/Nairobi", "how": "Write to us.", "office": "Ministry of Justice"}
    return Facts(**{**usual, "cluster": cluster(1), **values})


def make_announcement(
    state: str = "published", *, iso3: str = "KEN", by: User | None = None, **values
) -> Announcement:  # fmt: skip
    """An announcement of a State's focal point (Kenya's by default) in any state."""
    by = by or make_focal_point(country(iso3))
    made = announcing.announce(country(iso3), facts(**values), by=by)
    return lead_to(made, state, by)


def make_sourced(state: str = "published", *, iso3: str = "UGA", **values) -> Announcement:
    """One that a coordinator took from a public source."""
    by = CoordinatorFactory()
    made = announcing.announce(country(iso3), facts(**{"source_address": SOURCE, **values}), by=by)
    return lead_to(made, state, by)


def lead_to(made: Announcement, state: str, by: User) -> Announcement:
    """Bring a draft to a state."""
    if state != "draft":
        made = announcing.publish(made, by=by)
    return announcing.withdraw(made, by=by, reason="Another ministry.") if state == "withdrawn" else made


def long_over(made: Announcement) -> Announcement:
    """As if its last day were long gone."""
    Announcement.objects.filter(pk=made.pk).update(closes_at=timezone.now() - timedelta(days=30))
    made.refresh_from_db()
    return made


def word(**values) -> Word:
    """What an office says, yesterday."""
    return Word(**{"day": in_days(-1), "office": "Ministry of Justice", "source_address": SOURCE, **values})


def make_pledge(state: State | None = None, *, by: User | None = None, **values) -> Pledge:
    """The pledge of a State (Kenya by default), taken by its focal point."""
    state = state or country()
    return pledging.take(state, word(**values), by=by or make_focal_point(state), form_key=uuid4())


def make_step(pledge: Pledge, point: str = Point.TIMETABLE, progress: str = Progress.KEPT, **values) -> PledgeStep:
    """How far a point of it is kept, according to the State's focal point."""
    return pledging.report(pledge, point, progress, word(**values), by=make_focal_point(pledge.country))
