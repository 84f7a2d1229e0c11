"""What a State's page shows: instruments, reviews by cluster, standings, and the reports that are shown one by one."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet

from portal.mechanism.models import Cluster, FocalPoint, Instrument, Party, Review, State
from submissions.consultations.models import Claim
from submissions.consultations.paragraphs import with_paragraphs
from submissions.consultations.pledge import showing as pledge
from submissions.consultations.registry import on_windows
from submissions.consultations.replies import StateReply
from submissions.consultations.reviewing import Step, steps
from submissions.consultations.status import Standing, overall, status, today
from submissions.consultations.windows import announced, in_order, windows_of

CLAIMS_SHOWN = 25


@dataclass(frozen=True)
class ClusterReview:
    """A cluster with what each source says of the State's review in it; where two differ, both stand."""

    cluster: Cluster
    told: list[tuple[Review, list[Step]]]


@dataclass(frozen=True)
class ClusterStanding:
    """A cluster, or None where a source names none, with what is on record of it."""

    cluster: Cluster | None
    standing: Standing


def of_state(state: State, page: str | None = None) -> dict[str, object]:
    """The context of a State's page but for the State itself, with this page of reports. A fixed number of queries."""
    clusters = list(Cluster.objects.all())
    cells = status(country=state)
    by_number: dict[int | None, Cluster | None] = {cluster.number: cluster for cluster in clusters}
    order = sorted(cells, key=lambda cell: cell[1] or 9)
    reviews = _reviews(state, clusters)
    claims = claims_on_record().filter(country=state).prefetch_related(with_paragraphs())
    told = [review for one in reviews for review, _steps in one.told]
    return {
        "instruments": _instruments(state),
        "reviewed": [one for one in reviews if one.told],
        "unknown": [one for one in reviews if not one.told],
        "focal_points": FocalPoint.objects.filter(state=state).select_related("source").order_by("-as_of", "pk"),
        "windows": in_order([*announced(state), *windows_of(state, told, clusters, today()), *on_windows.items(state)]),
        "taken": pledge.of_state(state),
        "withdrawn": pledge.withdrawn(state),
        "overall": overall(cells.values()),
        "standings": [ClusterStanding(by_number.get(cell[1]), cells[cell]) for cell in order],
        # The order tells no more than the dates do.
        "claims": Paginator(claims.order_by("-published_at", "uuid"), CLAIMS_SHOWN).get_page(page),
        "replies": list(replies_on_record().filter(country=state, claim=None)),
    }


def _instruments(state: State) -> list[tuple[Instrument, list[Party]]]:
    told: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(state=state).select_related("source").order_by("-as_of", "pk"):
        told[party.instrument_id].append(party)
    return [(instrument, told[instrument.pk]) for instrument in Instrument.objects.all()]


def _reviews(state: State, clusters: list[Cluster]) -> list[ClusterReview]:
    told: dict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.filter(state=state).select_related("source", "cluster"):
        told[review.cluster_id].append(review)
    return [ClusterReview(one, [(review, steps(review)) for review in told[one.pk]]) for one in clusters]


def claims_on_record() -> QuerySet[Claim]:
    """Reports that are shown one by one, and tombstones, each with how it was checked and (as answers) the replies."""
    answers = Prefetch("replies", replies_on_record(), to_attr="answers")
    return Claim.objects.public().select_related("cluster").prefetch_related("verifications", "instruments", answers)


def replies_on_record() -> QuerySet[StateReply]:
    """What States replied in public, the newest first, and whether a later reply stands in its place."""
    return StateReply.objects.public().shown()
