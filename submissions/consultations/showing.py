"""What a State's page shows: instruments, reviews by cluster, standings, and the reports that are shown one by one."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from portal.mechanism.models import Cluster, Instrument, Party, Review, State
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reviewing import Step, steps
from submissions.consultations.status import Standing, overall, status


@dataclass(frozen=True)
class ClusterReview:
    """A cluster with what is publicly known of the State's review in it, if anything is."""

    cluster: Cluster
    review: Review | None
    steps: list[Step]


@dataclass(frozen=True)
class ClusterStanding:
    """A cluster, or None where a source names none, with what is on record of it."""

    cluster: Cluster | None
    standing: Standing


def of_state(state: State) -> dict[str, object]:
    """The context of a State's page but for the State itself. A fixed number of queries."""
    clusters = list(Cluster.objects.all())
    cells = status(country=state)
    by_number: dict[int | None, Cluster | None] = {cluster.number: cluster for cluster in clusters}
    order = sorted(cells, key=lambda cell: cell[1] or 9)
    reviews = _reviews(state, clusters)
    return {
        "instruments": _instruments(state),
        "reviewed": [one for one in reviews if one.review],
        "unknown": [one for one in reviews if not one.review],
        "overall": overall(cells.values()),
        "standings": [ClusterStanding(by_number.get(cell[1]), cells[cell]) for cell in order],
        "claims": _claims(state),
        "replies": list(replies_on_record().filter(country=state, claim=None)),
    }


def _instruments(state: State) -> list[tuple[Instrument, Party | None]]:
    parties = {party.instrument_id: party for party in Party.objects.filter(state=state).select_related("source")}
    return [(instrument, parties.get(instrument.pk)) for instrument in Instrument.objects.all()]


def _reviews(state: State, clusters: list[Cluster]) -> list[ClusterReview]:
    known = {review.cluster_id: review for review in Review.objects.filter(state=state).select_related("source")}
    return [
        ClusterReview(cluster, review, steps(review) if review else [])
        for cluster in clusters
        for review in [known.get(cluster.pk)]
    ]


def _claims(state: State) -> list[Claim]:
    """Reports that are shown one by one, the newest first; the order tells no more than their dates do."""
    answers = Prefetch("replies", replies_on_record(), to_attr="answers")
    claims = Claim.objects.public().filter(country=state).select_related("cluster")
    return list(claims.prefetch_related("verifications", answers).order_by("-published_at", "uuid"))


def replies_on_record() -> QuerySet[StateReply]:
    """What States replied in public, the newest first, and whether a later reply stands in its place."""
    return StateReply.objects.public().select_related("cluster", "replaced_by").order_by("-pk")
