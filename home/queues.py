"""What waits for a decision, by kind, oldest first: the coordinators' overview."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.coordinators import coordinates_any
from dialogues.models import Nomination, Registration
from dialogues.titles import Titles
from organizations.models import Organization
from portal.mechanism.models import FactCorrection
from submissions.models import Claim, Review

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is, from whom, since when, and where it is decided."""

    title: str
    language: str
    about: str
    since: date | datetime | None
    address: str


@dataclass(frozen=True)
class Queue:
    """One kind of decision: how many wait, the oldest of them, and the page with all."""

    key: str
    title: str | Promise
    count: int
    oldest: list[Waiting]
    address: str


def queues_for(user) -> list[Queue]:
    """The queues that this user may decide on, in the order of the walk."""
    builders = {
        organizations: user.has_perm("organizations.verify_organization"),
        statements: coordinates_any(user, "submissions.review_statement"),
        registrations: coordinates_any(user, "dialogues.decide_registration"),
        nominations: coordinates_any(user, "dialogues.decide_nomination"),
        claims: user.has_perm("submissions.verify_claim"),
        corrections: user.has_perm("mechanism.change_factcorrection"),
    }
    return [build(user) for build, decides in builders.items() if decides]


def queue(key: str, title: Promise, waiting: QuerySet, line, address: str) -> Queue:
    """A queue of `waiting` (oldest first), each row made a Waiting by `line`."""
    return Queue(key, title, waiting.count(), [line(row) for row in waiting[:SHOWN]], reverse(address))


def organizations(user) -> Queue:
    """Applications to verify."""
    waiting = Organization.objects.visible_to(user).waiting()

    def line(row: Organization) -> Waiting:
        country = str(row.country or "")
        review = reverse("organization_review", args=[row.uuid])
        return Waiting(row.legal_name, row.name_language, country, row.waiting_since, review)

    rows = waiting.select_related("country")
    return queue("organizations", _("Organizations to verify"), rows, line, "organization_queue")


def statements(user) -> Queue:
    """Statements to review."""

    def line(row: Review) -> Waiting:
        review = reverse("statement_review", args=[row.statement.uuid])
        name = row.statement.organization.legal_name
        return Waiting(row.version.title, row.version.language, name, row.opened_at, review)

    rows = Review.objects.for_coordinator(user).waiting().for_lists()
    return queue("statements", _("Statements to review"), rows, line, "statement_queue")


def registrations(user) -> Queue:
    """Registrations to decide on."""
    waiting = Registration.objects.for_coordinator(user).filter(state=Registration.State.SUBMITTED)
    titles = Titles()

    def line(row: Registration) -> Waiting:
        review = reverse("registration_review", args=[row.uuid])
        organization, about = row.organization, titles.of(row.dialogue)
        return Waiting(organization.legal_name, organization.name_language, about, row.submitted_at, review)

    rows = waiting.select_related("organization", "dialogue").order_by("submitted_at", "pk")
    return queue("registrations", _("Registrations to approve"), rows, line, "registration_queue")


def nominations(user) -> Queue:
    """Nominations to score. The receipt stands here, nobody's name: points are given without it."""
    waiting = Nomination.objects.for_coordinator(user).filter(state=Nomination.State.SUBMITTED)
    titles = Titles()

    def line(row: Nomination) -> Waiting:
        review = reverse("nomination_review", args=[row.uuid])
        return Waiting(row.receipt, "", titles.of(row.call.dialogue), row.submitted_at, review)

    rows = waiting.select_related("call__dialogue").order_by("submitted_at", "pk")
    return queue("nominations", _("Nominations to score"), rows, line, "nomination_queue")


def claims(user) -> Queue:
    """Consultation reports to check. The State and the receipt stand here, never the reporter."""
    waiting = Claim.objects.waiting_for(user).filter(state=Claim.State.SUBMITTED)

    def line(row: Claim) -> Waiting:
        review = reverse("claim_review", args=[row.uuid])
        return Waiting(row.country.name, "", row.receipt or "", row.submitted_on, review)

    rows = waiting.select_related("country").order_by("submitted_on", "receipt")
    return queue("claims", _("Consultation reports to check"), rows, line, "claim_queue")


def corrections(user) -> Queue:
    """What readers say is wrong with a fact. Nobody is named."""

    def line(row: FactCorrection) -> Waiting:
        review = reverse("correction_answer", args=[row.uuid])
        return Waiting(row.get_about_display(), "", str(row.country or ""), row.created_at, review)

    rows = FactCorrection.objects.filter(state=FactCorrection.State.RECEIVED).select_related("country").order_by("pk")
    return queue("corrections", _("Corrections of facts"), rows, line, "correction_queue")
