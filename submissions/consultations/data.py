"""The tracker as data: the computed status of each cell, what is on record one by one, replies, reviews and parties.

Every row comes from the same code as the pages: `status` and the `public` querysets. What a page does not show (who is
not named, the day of an unnamed report, the words of a retracted one) stands in no file either.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.exports import Column, Export
from portal.mechanism.models import Cluster, FocalPoint, Party, Review, State
from submissions.consultations.choices import Level
from submissions.consultations.filters import EVERY_CLUSTER, NO_CLUSTER, Narrowing
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_files import address_of
from submissions.consultations.roll import Row
from submissions.consultations.showing import claims_on_record, replies_on_record
from submissions.consultations.status import NOTHING, Standing

EVERY = "all"
NUMBERS: tuple[int | None, ...] = (1, 2, 3, 4, None)


@dataclass(frozen=True)
class Cell:
    """One State and one cluster (None: a source that names none; EVERY: what speaks for the State)."""

    state: State
    cluster: int | str | None
    standing: Standing


def cells(rows: Iterable[Row], narrowing: Narrowing) -> Iterator[Cell]:
    """The cells of these States: the one that was asked for, or all of them after the one that speaks for the State."""
    for row in rows:
        if narrowing.cluster != EVERY_CLUSTER:
            number = None if narrowing.cluster == NO_CLUSTER else int(narrowing.cluster)
            yield Cell(row.state, number, row.standing)
            continue
        yield Cell(row.state, EVERY, row.standing)
        for number in NUMBERS:
            yield Cell(row.state, number, row.cells.get(number, NOTHING))


def since(standing: Standing) -> str:
    """The newest date of a standing; a quarter where unnamed reports stand behind it."""
    if standing.newest is None:
        return ""
    day = standing.newest
    return f"{day.year}-Q{(day.month + 2) // 3}" if standing.unnamed else day.isoformat()


def page_of(state: State) -> str:
    """The State's page, without a language."""
    return f"{settings.BASE_URL}/consultations/{state.iso3.lower()}/"


def cluster_of(cluster: Cluster | None) -> str:
    """Its number, or "not stated"."""
    return str(cluster.number) if cluster else "not stated"


def of_state(get: Callable[[Any], State]) -> tuple[Column, Column]:
    """The two columns that name a State."""
    return (
        Column("state", lambda row: get(row).iso3, "State, ISO 3166 alpha-3; EUE is the European Union"),
        Column("state_name", lambda row: get(row).name_en, "Its name in English"),
    )


def of_source(get: Callable[[Any], Any]) -> tuple[Column, ...]:
    """The columns that say where a fact comes from and for when it held."""
    return (
        Column("as_of", lambda row: get(row).as_of, "Day for which it held; see precision", "day"),
        Column("precision", lambda row: get(row).precision, "How much of that day is known: day, month, year, undated"),
        Column("source", lambda row: get(row).source.citation, "Who says so"),
        Column("source_address", lambda row: get(row).source.url, "Where that stands"),
        Column("trust", lambda row: get(row).source.trust, "official, secondary, tertiary or unverified"),
    )


TRACKER = (
    *of_state(lambda cell: cell.state),
    Column("regional_group", lambda cell: cell.state.regional_group, "Regional group at the United Nations"),
    Column("review_group", lambda cell: cell.state.review_group, "1 to 3, where a source names it", "number"),
    Column(
        "cluster",
        lambda cell: "not stated" if cell.cluster is None else str(cell.cluster),
        "1 to 4; not stated; all: the strongest of them speaks for the State",
    ),
    Column("status", lambda cell: cell.standing.status.value, "Computed status; no_information is not a no"),
    Column("named", lambda cell: list(cell.standing.names), "Those who say so and are named", "list"),
    Column(
        "three_or_more_unnamed",
        lambda cell: cell.standing.unnamed,
        "Whether three or more organizations that are not named stand behind it as well",
        "yes or no",
    ),
    Column(
        "stale", lambda cell: cell.standing.stale, "Whether nothing newer than 18 months stands behind it", "yes or no"
    ),
    Column("since", lambda cell: since(cell.standing), "Newest day on record; the quarter (2024-Q2) with unnamed ones"),
    Column("page", lambda cell: page_of(cell.state), "The State's page on this portal"),
)


def told(give: Callable[[Claim], Any]) -> Callable[[Claim], Any]:
    """A value of a report that goes with it when it is retracted."""
    return lambda claim: "" if claim.retracted_at else give(claim)


def codes(row: Any) -> list[str]:
    """The instruments that something is about."""
    return [one.code for one in row.instruments.all()]


def standing_reply(claim: Claim) -> StateReply | None:
    """The reply that stands beside a report: the newest, which nothing replaced."""
    return next((one for one in claim.answers if not getattr(one, "replaced_by", None)), None)


def answered(give: Callable[[StateReply], Any]) -> Callable[[Claim], Any]:
    """A value of the reply that stands beside a report."""

    def value(claim: Claim) -> Any:
        reply = standing_reply(claim)
        return give(reply) if reply else ""

    return value


def day_of(moment: Any) -> Any:
    """The day of a moment, UTC."""
    return moment.date() if moment else None


REPORTS = (
    *of_state(lambda claim: claim.country),
    Column("cluster", lambda claim: cluster_of(claim.cluster), "1 to 4, or not stated"),
    Column("instruments", told(lambda claim: codes(claim)), "Instruments, where stated", "list"),
    Column("standing", lambda claim: claim.state, "published, or retracted: then its words and its name are gone"),
    Column("outcome", told(lambda claim: claim.outcome), "consulted, invited, no_answer, refused or not_consulted"),
    Column("level", told(lambda claim: claim.level or None), f"How far it went, 1 to {max(Level)}", "number"),
    Column("happened_on", told(lambda claim: claim.happened_on), "First day; see precision", "day"),
    Column("happened_until", told(lambda claim: claim.happened_until), "Until when, as exact as precision says", "day"),
    Column("precision", told(lambda claim: claim.precision), "not_stated, year, month, day, or before that day"),
    Column("account", told(lambda claim: claim.account), "What happened, in the words of whoever reports it"),
    Column("language", told(lambda claim: claim.language), "Language of the account"),
    Column("source_kind", told(lambda claim: claim.source_kind), "organization, publication or official"),
    Column("reported_by", told(lambda claim: claim.display_name), "Who says so"),
    Column("source", told(lambda claim: claim.source_note), "How someone else can know"),
    Column("checked_by", told(lambda claim: [one.method for one in claim.verifications.all()]), "How checked", "list"),
    Column("published_on", told(lambda claim: day_of(claim.published_at)), "Day on which it went on record", "day"),
    Column("retracted_on", lambda claim: day_of(claim.retracted_at), "Day on which it was retracted", "day"),
    Column("retracted_because", lambda claim: claim.decision_note if claim.retracted_at else "", "Why"),
    Column("reply_says", answered(lambda one: one.says), "What the State replied: consulted, not_consulted or adds"),
    Column("reply_text", answered(lambda one: one.text), "The reply of the State, in its words"),
    Column("reply_office", answered(lambda one: one.office), "The office that replied"),
    Column("replied_on", answered(lambda one: day_of(one.at)), "Day of the reply", "day"),
    Column("reply_file", answered(address_of), "Where the file of the reply can be fetched"),
    Column("page", lambda claim: f"{page_of(claim.country)}#reports", "Where it stands on this portal"),
)

REPLIES = (
    *of_state(lambda reply: reply.country),
    Column("cluster", lambda reply: cluster_of(reply.cluster), "1 to 4, or not stated"),
    Column(
        "to", lambda reply: "report" if reply.claim_id else "cluster", "To one report, or to the cluster as a whole"
    ),
    Column("says", lambda reply: reply.says, "consulted, not_consulted or adds"),
    Column("text", lambda reply: reply.text, "In the words of the State"),
    Column("language", lambda reply: reply.language, "Language of the reply"),
    Column("office", lambda reply: reply.office, "The office that speaks"),
    Column("on_behalf", lambda reply: reply.on_behalf, "Whether coordinators entered it for the State", "yes or no"),
    Column("replied_on", lambda reply: day_of(reply.at), "Day of the reply", "day"),
    Column("file", address_of, "Where the file that came with it can be fetched"),
    Column("replaced_on", lambda reply: replaced_on(reply), "Day on which a later reply took its place", "day"),
    Column("page", lambda reply: f"{page_of(reply.country)}#reply-{str(reply.uuid)[:8]}", "Where it stands here"),
)


def replaced_on(reply: StateReply) -> Any:
    """When a later reply took its place."""
    later = getattr(reply, "replaced_by", None)
    return day_of(later.at) if later else None


REVIEWS = (
    *of_state(lambda review: review.state),
    Column("cluster", lambda review: cluster_of(review.cluster), "1 to 4"),
    Column("phase", lambda review: review.phase, "not_stated, or the phase that the source names"),
    Column("phase_as_of", lambda review: review.phase_as_of, "Day of the phase", "day"),
    Column("focal_point_named", lambda review: review.focal_point_named, "Empty: no source says", "yes or no"),
    Column("preliminary_consultation", lambda review: review.preliminary_consultation, "Whether held", "yes or no"),
    Column("language_delay", lambda review: review.language_delay, "Delayed by questions of language", "yes or no"),
    Column("technical_delay", lambda review: review.technical_delay, "Delayed by technical questions", "yes or no"),
    *of_source(lambda review: review),
)

PARTIES = (
    *of_state(lambda party: party.state),
    Column("instrument", lambda party: party.instrument.code, "UNTOC, or the code of a Protocol"),
    Column("kind", lambda party: party.kind, "How it became a party; signature: it only signed, and is not bound"),
    Column("signed_on", lambda party: party.signed_on, "Day of the signature", "day"),
    Column("deposited_on", lambda party: party.date, "Day of the deposit", "day"),
    Column("reservations", lambda party: party.note, "Reservations and declarations, in short"),
    *of_source(lambda party: party),
)

FOCAL_POINTS = (
    *of_state(lambda point: point.state),
    Column("office", lambda point: point.office, "The office that speaks for the State, as published"),
    Column("contact", lambda point: point.contact, "Its public contact"),
    *of_source(lambda point: point),
)


def tracker_export(rows: Iterable[Row], narrowing: Narrowing, query: str = "") -> Export:
    """The computed status of the cells of these rows."""
    return Export("consultations", TRACKER, cells(rows, narrowing), query)


def reports_export(rows: Iterable[Row], narrowing: Narrowing, query: str = "") -> Export:
    """What is on record one by one about these States, each with the reply that stands beside it."""
    found = claims_on_record().filter(**within(rows, narrowing, "country")).select_related("country")
    return Export("consultation-reports", REPORTS, found.order_by("-published_at", "uuid"), query)


def replies_export(rows: Iterable[Row], narrowing: Narrowing, query: str = "") -> Export:
    """What these States replied."""
    found = replies_on_record().filter(**within(rows, narrowing, "country")).select_related("country")
    return Export("consultation-replies", REPLIES, found, query)


def reviews_export(rows: Iterable[Row], narrowing: Narrowing, query: str = "") -> Export:
    """Where the reviews of these States stand, as far as a source says."""
    found = Review.objects.filter(**within(rows, narrowing, "state")).select_related("state", "cluster", "source")
    return Export("country-reviews", REVIEWS, found, query)


def parties_export(rows: Iterable[Row], narrowing: Narrowing, query: str = "") -> Export:
    """What these States are bound by, or signed."""
    states = [row.state.pk for row in rows]
    found = Party.objects.filter(state__in=states).select_related("state", "instrument", "source")
    if narrowing.instrument:
        found = found.filter(instrument__code=narrowing.instrument.upper())
    return Export("parties", PARTIES, found, query)


def focal_points_export(rows: Iterable[Row], narrowing: Narrowing, query: str = "") -> Export:
    """The offices that speak for these States, where they are public."""
    found = FocalPoint.objects.filter(state__in=[row.state.pk for row in rows]).select_related("state", "source")
    return Export("focal-points", FOCAL_POINTS, found, query)


def within(rows: Iterable[Row], narrowing: Narrowing, column: str) -> dict[str, Any]:
    """The condition of being about one of these States, in the cluster that was asked for."""
    about = {f"{column}__in": [row.state.pk for row in rows]}
    if narrowing.cluster == NO_CLUSTER:
        return about | {"cluster": None}
    return about | ({"cluster__number": int(narrowing.cluster)} if narrowing.cluster else {})
