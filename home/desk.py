"""The overview of a member: what waits for them, and everything their organizations have here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dialogues.models import Registration
from organizations import acting
from organizations.models import Assignment, Organization
from submissions.models import Call, Claim, Cosigner, Declaration, Signature, Statement

SHOWN = 10
# What each state asks of the people of an organization.
APPLICATION = {
    Organization.State.DRAFT: _("Finish and send your application"),
    Organization.State.QUESTION: _("Answer a question about your application"),
    Organization.State.DEFERRED: _("Answer a question about your application"),
}
STATEMENT = {
    Statement.State.DRAFT: _("Complete and send your statement"),
    Statement.State.RETURNED: _("Answer the questions about your statement"),
}


@dataclass(frozen=True)
class Task:
    """Something that the person can do now: by when, what, and where."""

    due: datetime | None
    words: str | Promise
    about: str
    address: str


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in person."""
    organizations = list(Organization.objects.represented_by(request.user).select_related("country"))
    chosen = acting.chosen(request)
    organizations.sort(key=lambda one: one != chosen)
    statements = own(Statement.objects, organizations).select_related("current", "call").order_by("-pk")[:SHOWN]
    registrations = own(Registration.objects, organizations).select_related("dialogue").order_by("-pk")[:SHOWN]
    signatures = own(Signature.objects, organizations).select_related("declaration").order_by("-pk")[:SHOWN]
    claims = Claim.objects.reported_by(request.user).select_related("country", "cluster").order_by("-pk")[:SHOWN]
    context = {
        "desk_place": "overview",
        "state": Assignment.objects.states_of(request.user).first(),
        "organizations": organizations,
        "may_act": any(one.state == Organization.State.VERIFIED for one in organizations),
        "statements": list(statements),
        "registrations": list(registrations),
        "signatures": list(signatures),
        "claims": list(claims),
    }
    asked = Cosigner.objects.asked_of(request.user).waiting().select_related("statement__call", "organization")
    names = ("organizations", "statements", "registrations", "claims")
    context["tasks"] = tasks(asked=list(asked[:SHOWN]), **{name: context[name] for name in names})
    context["calls"] = open_calls(context["statements"])
    context["declaration"] = unsigned_declaration(context["signatures"])
    return render(request, "home/desk_overview.html", context)


def own(manager, organizations: list[Organization]):
    """The rows of these organizations."""
    return manager.filter(organization__in=organizations)


def tasks(organizations, statements, registrations, claims, asked) -> list[Task]:
    """What waits for this person, nearest deadline first, then what has none."""
    found = [
        *map(application_task, in_state(organizations, APPLICATION)),
        *map(statement_task, in_state(statements, STATEMENT)),
        *map(registration_task, in_state(registrations, [Registration.State.DRAFT])),
        *map(question_task, asked),
        *map(claim_task, in_state(claims, [Claim.State.QUESTION])),
    ]
    return sorted(found, key=lambda task: (task.due is None, task.due or timezone.now()))


def in_state(records: list[Any], states: Collection[str]) -> list[Any]:
    """The records that are in one of the states."""
    return [one for one in records if one.state in states]


def application_task(organization: Organization) -> Task:
    """An application that was not sent yet, or was asked about."""
    words = APPLICATION[organization.state]
    return Task(None, words, organization.legal_name, detail("organizations", organization))


def question_task(cosigner: Cosigner) -> Task:
    """Another organization asks for a co-signature."""
    address = reverse("statements:asked_detail", args=[cosigner.uuid])
    return Task(cosigner.due, _("Answer whether you co-sign a statement"), cosigner.organization.legal_name, address)


def claim_task(claim: Claim) -> Task:
    """A report that was asked about."""
    words = _("Answer a question about your report")
    return Task(None, words, claim.country.name, detail("consultations", claim))


def registration_task(registration: Registration) -> Task:
    """A registration that was not sent yet."""
    dialogue = registration.dialogue
    words = _("Finish and send your registration")
    return Task(dialogue.registration_closes_at, words, dialogue.title, registration.get_absolute_url())


def statement_task(statement: Statement) -> Task:
    """A statement that its organization has to go on with."""
    title = statement.current.title if statement.current else ""
    return Task(
        statement.call.closes_at if statement.call else None,
        STATEMENT[statement.state],
        title,
        detail("statements", statement),
    )


def detail(kind: str, record) -> str:
    """The desk page of a record."""
    return reverse(f"{kind}:desk_detail", args=[record.uuid])


def open_calls(statements: list[Statement]) -> list[Call]:
    """Calls that are open and not answered yet."""
    answered = [statement.call_id for statement in statements if statement.call_id]
    return list(Call.objects.open().exclude(pk__in=answered).select_related("dialogue").order_by("closes_at")[:3])


def unsigned_declaration(signatures: list[Signature]) -> Declaration | None:
    """The declaration that is open, unless it is signed already."""
    signed = [signature.declaration_id for signature in signatures if signature.state == Signature.State.LIVE]
    return Declaration.objects.filter(state=Declaration.State.OPEN).exclude(pk__in=signed).first()
