"""Which countries consulted us: the record of one's own organizations, on their desk and as a file.

Everything starts from `reported_by`: no report of another organization, and a sealed one for whoever wrote it alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal import exports
from portal.exports import Column, Export
from submissions.consultations import reporters
from submissions.consultations.data import cluster_of, codes, day_of, of_state
from submissions.consultations.evidence import ClaimEvidence
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply

LICENCE = "For the organization alone. It tells who reported: keep it where nobody else finds it."


@dataclass(frozen=True)
class Told:
    """One of our reports, under which name, and what the State replied to it or, if to none, to its cluster."""

    claim: Claim
    organization: str
    reply: StateReply | None


def own_reports(user: Any) -> QuerySet[Claim]:
    """The reports of one's own organizations in the order of their States, with the replies that stand to them."""
    standing = StateReply.objects.standing().shown()
    mine = Claim.objects.reported_by(user).select_related("country", "cluster")
    return mine.prefetch_related(Prefetch("replies", standing, to_attr="answers")).order_by("country__name_en", "pk")


def for_files(reports: QuerySet[Claim]) -> QuerySet[Claim]:
    """The same with what only the file holds. Two queries more."""
    kept = Prefetch("evidence", ClaimEvidence.objects.kept(), to_attr="papers")
    return reports.prefetch_related("instruments", kept)


def told(claims: Iterable[Claim]) -> list[Told]:
    """These reports with the names they were sent under and the replies of their States. Two queries more."""
    found = list(claims)
    names = reporters.organizations_of(found)
    said = StateReply.objects.filter(claim=None, country__in={claim.country_id for claim in found}).standing()
    of_cell = {(one.country_id, one.cluster_id): one for one in said.shown()}
    return [Told(one, names.get(one.pk, ""), reply_to(one, of_cell)) for one in found]


def reply_to(claim: Claim, of_cell: dict[tuple[int, int | None], StateReply]) -> StateReply | None:
    """What the State replied to a report, else what it replied for the cluster as a whole."""
    own: list[StateReply] = claim.answers  # type: ignore[attr-defined]
    return own[0] if own else of_cell.get((claim.country_id, claim.cluster_id))


def replied(give: Callable[[StateReply], Any]) -> Callable[[Told], Any]:
    """A value of the reply."""
    return lambda row: give(row.reply) if row.reply else ""


COLUMNS = (
    *of_state(lambda row: row.claim.country),
    Column("cluster", lambda row: cluster_of(row.claim.cluster), "1 to 4, or not stated"),
    Column("instruments", lambda row: codes(row.claim), "Instruments, where stated", "list"),
    Column("organization", lambda row: row.organization, "Under which of our names"),
    Column("outcome", lambda row: row.claim.outcome, "consulted, invited, no_answer, refused or not_consulted"),
    Column("level", lambda row: row.claim.level or None, "How far it went, 1 to 5", "number"),
    Column("happened_on", lambda row: row.claim.happened_on, "First day; see precision", "day"),
    Column("happened_until", lambda row: row.claim.happened_until, "Until when, as exact as precision says", "day"),
    Column("precision", lambda row: row.claim.precision, "not_stated, year, month, day, or before that day"),
    Column("account", lambda row: row.claim.account, "In our words"),
    Column("source", lambda row: row.claim.source_note, "How someone else can know"),
    Column("internal_note", lambda row: row.claim.internal_note, "For those who check it alone"),
    Column("files", lambda row: [one.description for one in row.claim.papers], "What its files hold", "list"),
    Column("seen_by", lambda row: row.claim.visibility, "Who may see that it was us: public, unnamed, coordinators"),
    Column("receipt", lambda row: row.claim.receipt, "What names it to the coordinators"),
    Column("standing", lambda row: row.claim.state, "Where it stands"),
    Column("sent_on", lambda row: row.claim.submitted_on, "Day on which it was sent", "day"),
    Column("published_on", lambda row: day_of(row.claim.published_at), "Day on which it went on record", "day"),
    Column("retracted_on", lambda row: day_of(row.claim.retracted_at), "Day on which it was retracted", "day"),
    Column("reply_to", replied(lambda one: "report" if one.claim_id else "cluster"), "To what the State replied"),
    Column("reply_says", replied(lambda one: one.says), "consulted, not_consulted or adds"),
    Column("reply_text", replied(lambda one: one.text), "In the words of the State"),
    Column("reply_office", replied(lambda one: one.office), "The office that replied"),
    Column("replied_on", replied(lambda one: day_of(one.at)), "Day of the reply", "day"),
)


def links() -> list[tuple[str, str]]:
    """The formats of the file, each with its address."""
    return [(kind.upper(), reverse("consultations:desk_export", args=[kind])) for kind in ("csv", "xlsx", "json")]


@login_required
@require_safe
def desk_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """One's own record as a file of this kind; no cache keeps it."""
    export = Export("our-consultations", COLUMNS, told(for_files(own_reports(request.user))), licence=LICENCE)
    return exports.respond(request, export, kind, public=False)
