"""Reports of consultations for tests, made by the portal's own actions where a state has a history."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from organizations.models import Organization, User
from portal.mechanism.models import Cluster, State
from submissions.consultations import actions
from submissions.consultations.choices import ADVERSE, Outcome, SourceKind, Visibility
from submissions.consultations.models import Claim, ClaimReporter
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory

LONG_AGO = datetime(2024, 4, 18, 9, tzinfo=UTC)


def country(iso3: str = "KEN") -> State:
    """A State by its code."""
    return State.objects.get(iso3=iso3)


def cluster(number: int | None = 1) -> Cluster | None:
    """A cluster by its number; None for "not stated"."""
    return Cluster.objects.get(number=number) if number else None


def claim_fields(iso3: str = "KEN", number: int | None = 1, **values) -> actions.ClaimFields:
    """What a reporter fills in: consulted by Kenya in cluster I, unless said otherwise."""
    return actions.ClaimFields(country(iso3), cluster(number), **{"outcome": Outcome.CONSULTED, **values})


def make_draft(organization: Organization | None = None, *, by: User | None = None, **values) -> Claim:
    """A draft of an organization (a new verified one by default), written by its owner."""
    organization = organization or OrganizationFactory()
    return actions.report(claim_fields(**values), organization=organization, by=by or owner_of(organization))


def make_claim(organization: Organization | None = None, *, state: str = Claim.State.SUBMITTED, **values) -> Claim:
    """A report in any state, brought there by the actions; a critical one waited out its time to reply."""
    claim = make_draft(organization, **values)
    return lead_to(claim, state)


def lead_to(claim: Claim, state: str) -> Claim:
    """Bring a draft to a state, step by step."""
    S = Claim.State
    staff = None if state in (S.DRAFT, S.SUBMITTED) else CoordinatorFactory()
    path = {
        S.DRAFT: [],
        S.SUBMITTED: [S.SUBMITTED],
        S.QUESTION: [S.SUBMITTED, S.QUESTION],
        S.REJECTED: [S.SUBMITTED, S.REJECTED],
        S.VERIFIED: [S.SUBMITTED, S.VERIFIED],
        S.IN_REPLY: [S.SUBMITTED, S.VERIFIED, S.IN_REPLY],
        S.PUBLISHED: [S.SUBMITTED, S.VERIFIED, S.IN_REPLY, S.PUBLISHED],
        S.RETRACTED: [S.SUBMITTED, S.VERIFIED, S.IN_REPLY, S.PUBLISHED, S.RETRACTED],
    }[state]
    steps = {
        S.SUBMITTED: lambda: actions.submit(claim, by=writer_of(claim)),
        S.QUESTION: lambda: actions.ask_question(claim, by=staff, reason="Which month was it?"),
        S.REJECTED: lambda: actions.reject(claim, by=staff, reason="This is another State."),
        S.VERIFIED: lambda: actions.verify(claim, by=staff, method="document"),
        S.IN_REPLY: lambda: actions.put_to_state(claim, by=staff),
        S.PUBLISHED: lambda: actions.publish(let_reply_pass(claim), by=staff),
        S.RETRACTED: lambda: actions.retract(claim, by=staff, reason="It was about another cluster."),
    }
    for step in path:
        if step != S.IN_REPLY or (claim.outcome in ADVERSE and claim.visibility == Visibility.PUBLIC):
            claim = steps[step]()
    return claim


def let_reply_pass(claim: Claim) -> Claim:
    """As if the State's time to reply were over."""
    if claim.outcome in ADVERSE:
        over = timezone.now() - timedelta(minutes=1)
        Claim.objects.filter(pk=claim.pk).update(state=Claim.State.IN_REPLY, reply_until=over)
        claim.refresh_from_db()
    return claim


def long_since(claim: Claim) -> Claim:
    """As if it were on record since April 2024, so that its quarter is over."""
    Claim.objects.filter(pk=claim.pk).update(published_at=LONG_AGO)
    claim.refresh_from_db()
    return claim


def make_published_source(iso3: str = "BEL", number: int | None = None, **values) -> Claim:
    """What a published report says: Belgium consulted, no cluster named, unless said otherwise."""
    defaults = {
        "outcome": Outcome.CONSULTED,
        "account": "Named among the States that asked civil society for input.",
        "source_note": "Report on the dialogue of 5 April 2024",
        "source_kind": SourceKind.PUBLICATION,
        "display_name": "Global Initiative",
        "published_at": LONG_AGO,
        "by": None,
    }
    return actions.record_published(country=country(iso3), cluster=cluster(number), **{**defaults, **values})


def owner_of(organization: Organization) -> User:
    """The first member of an organization."""
    return organization.members.order_by("pk").first() or UserFactory()


def writer_of(claim: Claim) -> User:
    """Who wrote a claim; tests may look."""
    return ClaimReporter.objects.select_related("user").get(claim=claim).user
