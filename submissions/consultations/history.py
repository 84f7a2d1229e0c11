"""What happened on the record of a State, the newest first: reports and replies that are shown one by one, turns of the
computed status, consultations to come, and the transparency pledge. What is hidden leaves nothing here: unnamed reports
show as a turn, at the end of a quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from portal import listing
from portal.dates import format_day
from portal.mechanism.models import Cluster, State
from submissions.consultations.announcing.data import page_of as page_of_announcement
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.words import title_of, words_of
from submissions.consultations.data import page_of
from submissions.consultations.models import Claim
from submissions.consultations.pledge.models import Pledge, PledgeStep
from submissions.consultations.replies import StateReply
from submissions.consultations.status import facts_until, today
from submissions.consultations.turns import Turn, turns


@dataclass(frozen=True)
class Change:
    """One thing that changed: a key that stays the same for ever, when, and what it was, in words.

    `address` is where it stands, whole and without a language; empty: among the reports of the State's page.
    `language` is that of the words where it is not the reader's.
    """

    key: UUID
    at: datetime
    title: str
    words: str
    address: str = ""
    language: str = ""


def history(state: State) -> list[Change]:
    """All changes on the record of a State. Seven queries."""
    day = today()
    clusters = {cluster.number: cluster for cluster in Cluster.objects.all()}
    found = [
        *(of_turn(state, turn, clusters) for turn in turns(facts_until(day, state), day)),
        *of_claims(Claim.objects.public().filter(country=state).select_related("country", "cluster")),
        *of_replies(StateReply.objects.public().filter(country=state).select_related("country", "cluster")),
        *of_announcements(Announcement.objects.public().filter(country=state).select_related("country", "cluster")),
        *of_pledges(Pledge.objects.filter(country=state).select_related("country")),
        *of_steps(PledgeStep.objects.public().filter(pledge__country=state).select_related("pledge__country")),
    ]
    return sorted(found, key=lambda change: (change.at, str(change.key)), reverse=True)


def of_turn(state: State, turn: Turn, clusters: dict[int, Cluster]) -> Change:
    """A turn of the computed status."""
    number = turn.cell[1]
    cluster = in_words(clusters.get(number) if number else None)
    key = uuid5(NAMESPACE_URL, f"{settings.BASE_URL}/consultations/{state.iso3}/{number}/{turn.day}")
    title = _("Status: %(after)s (before: %(before)s)") % {"after": turn.after.label, "before": turn.before.label}
    return Change(key, datetime.combine(turn.day, time(), UTC), title, cluster)


def of_claims(claims) -> Iterator[Change]:
    """Reports, each under one key: when it is retracted, the tombstone takes its place in every reader."""
    for claim in claims:
        key = uuid5(claim.uuid, "on the record")  # its own key leads to a desk
        if claim.retracted_at:
            words = claim.decision_note or _("Taken back by the organization that reported it.")
            yield Change(key, claim.retracted_at, _("A report was retracted"), words)
        elif claim.published_at:
            title = _("Report: %(outcome)s") % {"outcome": claim.get_outcome_display()}
            words = [in_words(claim.cluster), str(claim.when), claim.display_name, claim.account]
            yield Change(key, claim.published_at, title, listing.stop().join(filter(None, words)))


def of_replies(replies) -> Iterator[Change]:
    """What the State replied."""
    for reply in replies:
        title = _("The State replies: %(says)s") % {"says": reply.get_says_display()}
        words = listing.stop().join([in_words(reply.cluster), reply.office, reply.text])
        yield Change(reply.uuid, reply.at, title, words)


def of_announcements(announcements) -> Iterator[Change]:
    """Consultations to come, each under the key that it has in their own feed; a change of its dates brings it up."""
    for one in announcements:
        yield Change(
            one.uuid, one.changed_at, title_of(one), words_of(one), page_of_announcement(one), one.language
        )  # fmt: skip


def of_pledges(pledges) -> Iterator[Change]:
    """That the State took the transparency pledge, and that it withdrew it; then its office is named no more."""
    for one in pledges:
        address = f"{page_of(one.country)}#pledge"
        taken = _("Taken on %(day)s") % {"day": format_day(one.taken_on)}
        words = taken if one.withdrawn_at else f"{taken}{listing.stop()}{one.office}"
        yield Change(one.uuid, one.at, _("The State took the transparency pledge"), words, address)
        if one.withdrawn_at:
            key = uuid5(one.uuid, "withdrawn")
            title = _("The transparency pledge was withdrawn")
            yield Change(key, one.withdrawn_at, title, one.withdrawn_because, address)


def of_steps(told) -> Iterator[Change]:
    """How far points of the pledge are kept."""
    for one in told:
        key = uuid5(one.pledge.uuid, f"step {one.pk}")
        title = _("Transparency pledge: %(progress)s") % {"progress": one.get_progress_display()}
        words = listing.stop().join([one.get_point_display(), one.office])
        yield Change(key, one.at, title, words, f"{page_of(one.pledge.country)}#pledge")


def in_words(cluster: Cluster | None) -> str:
    """The cluster, or that none is stated."""
    return str(cluster) if cluster else _("Cluster not stated")


def lately(count: int) -> list[tuple[State, Change]]:
    """The newest reports and replies of all States that are shown one by one, each with its State. Two queries."""
    claims = Claim.objects.public().select_related("country", "cluster")
    replies = StateReply.objects.public().select_related("country", "cluster").order_by("-at", "pk")[:count]
    published = claims.order_by(Coalesce("retracted_at", "published_at").desc(), "uuid")[:count]
    found = [(claim.country, change) for claim in published for change in of_claims([claim])]
    found += [(reply.country, change) for reply in replies for change in of_replies([reply])]
    return sorted(found, key=lambda pair: (pair[1].at, str(pair[1].key)), reverse=True)[:count]
