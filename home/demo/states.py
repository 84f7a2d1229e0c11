"""What the fictional focal point of the demo announces and promises for a State, and what is reported about it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import Paragraph
from home.demo import reading
from home.demo.people import person
from organizations.models import Organization, User
from portal.mechanism.models import Cluster, Instrument, State
from submissions.consultations import actions as consultations
from submissions.consultations import paragraphs
from submissions.consultations.announcing import actions as announcing
from submissions.consultations.announcing.actions import Facts
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.zones import zone_of_country
from submissions.consultations.drafting import ClaimFields
from submissions.consultations.models import Claim, ClaimVerification
from submissions.consultations.pledge import actions as pledging
from submissions.consultations.pledge.actions import Word


def load(organizations: dict[str, Organization], coordinator: User) -> None:
    """Consultations to come and passed, a pledge with its progress, and reports in four states."""
    text = reading.toml("states")
    country = State.objects.get(iso3=text["country"])
    focal_point = User.objects.get(email=focal_point_of(text["country"]))
    load_coming(text, country, focal_point)
    load_passed(text, country, focal_point)
    load_pledge(text, country, focal_point)
    for one in text["reports"]:
        load_report(one, country, organizations[one["organization"]], coordinator)


def focal_point_of(iso3: str) -> str:
    """The address of the State's focal point in the demo."""
    staff = reading.toml("people")["staff"]
    return str(next(one["email"] for one in staff if one.get("duty") == "focal_point" and one["country"] == iso3))


def in_days(days: int) -> date:
    """A day, counted from today."""
    return timezone.now().date() + timedelta(days=days)


def facts(text: dict[str, Any], one: dict[str, Any], country: State, closes_on: date, **more: Any) -> Facts:
    """What is announced, as the file has it."""
    return Facts(
        closes_on=closes_on,
        zone=zone_of_country(country.iso2 or ""),
        how=one["how"].strip(),
        office=text["office"],
        cluster=Cluster.objects.get(number=one["cluster"]),
        instruments=tuple(Instrument.objects.filter(code__in=one["instruments"])),
        address=one.get("address", ""),
        contact=one["contact"],
        **more,
    )


def load_coming(text: dict[str, Any], country: State, by: User) -> Announcement:
    """One that opens soon."""
    one = text["coming"]
    opens, closes = in_days(one["opens_in_days"]), in_days(one["closes_in_days"])
    made = announcing.announce(country, facts(text, one, country, closes, opens_on=opens), by=by)
    return announcing.publish(made, by=by)


def load_passed(text: dict[str, Any], country: State, by: User) -> Announcement:
    """One that is over: nobody publishes what is over, so its last day is moved after it was published."""
    one = text["passed"]
    made = announcing.announce(country, facts(text, one, country, in_days(1)), by=by)
    made = announcing.publish(made, by=by)
    return announcing.change(made, facts(text, one, country, in_days(-one["closed_days_ago"])), by=by)


def load_pledge(text: dict[str, Any], country: State, by: User) -> None:
    """The pledge, and how far some of its points are."""
    one = text["pledge"]
    pledge = pledging.take(country, said(text, one["taken_days_ago"]), by=by)
    for step in one["steps"]:
        pledging.report(pledge, step["point"], step["progress"], said(text, step["days_ago"]), by=by)


def said(text: dict[str, Any], days_ago: int) -> Word:
    """What the office says about a day."""
    return Word(day=in_days(-days_ago), office=text["office"], source_address=text["source"])


def load_report(one: dict[str, Any], country: State, organization: Organization, coordinator: User) -> Claim:
    """A report, brought as far as the file says."""
    names = ("outcome", "visibility", "account", "source_note", "internal_note")
    cluster = Cluster.objects.get(number=one["cluster"])
    fields = ClaimFields(country=country, cluster=cluster, **{name: one[name] for name in names if name in one})
    author = person(organization)
    claim = consultations.submit(consultations.report(fields, organization=organization, by=author), by=author)
    if one["then"] != "submitted":
        claim = consultations.verify(claim, by=coordinator, method=ClaimVerification.Method.DOCUMENT)
    if one["then"] == "put":
        claim = consultations.put_to_state(claim, by=coordinator)
    if one["then"] == "published":
        claim = consultations.publish(claim, by=coordinator)
    if "paragraphs" in one:
        paragraphs.link(claim, of_last_draft(one["paragraphs"]), by=coordinator)
    return claim


def of_last_draft(anchors: list[str]) -> list[Paragraph]:
    """Paragraphs of the last fictional draft on firearms by their addresses."""
    title = reading.toml("firearms")["texts"][-1]["title"]
    return list(Paragraph.objects.filter(resolution__title=title, anchor__in=anchors))
