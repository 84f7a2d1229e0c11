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

from dialogues.followup import desk as follow_ups
from dialogues.models import Nomination, Registration
from dialogues.nominations import due
from dialogues.titles import Titles
from organizations import acting
from organizations.models import Assignment, Organization
from portal.mechanism.models.wording import Wording
from submissions.models import Announcement, Call, Claim, Cosigner, Declaration, Signature, Statement

SHOWN = 10
ANNOUNCED_SHOWN = 3
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
        "checks_in": Assignment.objects.doors_of(request.user).exists(),
        "organizations": organizations,
        "may_act": any(one.state == Organization.State.VERIFIED for one in organizations),
        "statements": list(statements),
        "registrations": list(registrations),
        "signatures": list(signatures),
        "claims": list(claims),
    }
    asked = Cosigner.objects.asked_of(request.user).waiting().select_related("statement__call", "organization")
    names = ("organizations", "statements", "registrations", "claims")
    untold = [one for one in follow_ups.missing(request.user)[:SHOWN] if not one.dialogue.is_past]
    waiting = {name: context[name] for name in names}
    nominations = list(due.drafts_of(request.user)[:SHOWN])
    waiting |= {"untold": untold, "nominations": nominations, "announced": announced_to(organizations)}
    context["tasks"] = tasks(asked=list(asked[:SHOWN]), **waiting)
    context["calls"] = open_calls(context["statements"])
    context["declaration"] = unsigned_declaration(context["signatures"])
    return render(request, "home/desk_overview.html", context)


def own(manager, organizations: list[Organization]):
    """The rows of these organizations."""
    return manager.filter(organization__in=organizations)


def tasks(
    organizations, statements, registrations, claims, asked, untold=(), nominations=(), announced=()
) -> list[Task]:
    """What waits for this person, nearest deadline first, then what has none."""
    titles = Titles()
    found = [
        *map(application_task, in_state(organizations, APPLICATION)),
        *map(statement_task, in_state(statements, STATEMENT)),
        *(registration_task(one, titles) for one in in_state(registrations, [Registration.State.DRAFT])),
        *(arrival_task(one, titles) for one in untold),
        *(nomination_task(one, titles) for one in nominations),
        *map(question_task, asked),
        *map(announced_task, announced),
        *map(claim_task, in_state(claims, [Claim.State.QUESTION])),
    ]
    return sorted(found, key=lambda task: (task.due is None, task.due or timezone.now()))


def in_state(records: list[Any], states: Collection[str]) -> list[Any]:
    """The records that are in one of the states."""
    return [one for one in records if one.state in states]


def application_task(organization: Organization) -> Task:
    """An application that was not sent yet, or was asked about."""
    words = APPLICATION[organization.state]
    return Task(None, words, named(organization), detail("organizations", organization))


def named(organization: Organization) -> Wording:
    """Its name, with the language of the name."""
    return Wording(organization.legal_name, organization.name_language)


def question_task(cosigner: Cosigner) -> Task:
    """Another organization asks for a co-signature."""
    address = reverse("statements:asked_detail", args=[cosigner.uuid])
    return Task(cosigner.due, _("Answer whether you co-sign a statement"), named(cosigner.organization), address)


def claim_task(claim: Claim) -> Task:
    """A report that was asked about."""
    words = _("Answer a question about your report")
    return Task(None, words, claim.country.name, detail("consultations", claim))


def announced_task(announcement: Announcement) -> Task:
    """The State of an organization's country consults civil society."""
    words = _("Take part in a consultation of your State")
    return Task(announcement.closes_at, words, announcement.country.name, announcement.get_absolute_url())


def registration_task(registration: Registration, titles: Titles) -> Task:
    """A registration that was not sent yet."""
    dialogue = registration.dialogue
    words = _("Finish and send your registration")
    return Task(dialogue.registration_closes_at, words, titles.of(dialogue), registration.get_absolute_url())


def arrival_task(registration: Registration, titles: Titles) -> Task:
    """An approved delegation that has not told when its people come."""
    words = _("Tell when your delegates come")
    about = titles.of(registration.dialogue)
    return Task(follow_ups.due_at(registration), words, about, registration.get_absolute_url())


def nomination_task(nomination: Nomination, titles: Titles) -> Task:
    """A nomination that was not sent yet."""
    call = nomination.call
    words = _("Finish and send your nomination")
    return Task(call.closes_at, words, titles.of(call.dialogue), detail("nominations", nomination))


def statement_task(statement: Statement) -> Task:
    """A statement that its organization has to go on with."""
    title = Wording(statement.current.title, statement.current.language) if statement.current else ""
    return Task(
        statement.call.closes_at if statement.call else None,
        STATEMENT[statement.state],
        title,
        detail("statements", statement),
    )


def detail(kind: str, record) -> str:
    """The desk page of a record."""
    return reverse(f"{kind}:desk_detail", args=[record.uuid])


def announced_to(organizations: list[Organization]) -> list[Announcement]:
    """What the States of these organizations announced and is not over, the nearest end first. One query."""
    countries = {one.country_id for one in organizations if one.state == Organization.State.VERIFIED}
    ahead = Announcement.objects.public().ahead().filter(country__in=countries)
    return list(ahead.select_related("country").order_by("closes_at", "pk")[:ANNOUNCED_SHOWN])


def open_calls(statements: list[Statement]) -> list[Call]:
    """Calls that are open and not answered yet."""
    answered = [statement.call_id for statement in statements if statement.call_id]
    return list(Call.objects.open().exclude(pk__in=answered).select_related("dialogue").order_by("closes_at")[:3])


def unsigned_declaration(signatures: list[Signature]) -> Declaration | None:
    """The declaration that is open, unless it is signed already."""
    signed = [signature.declaration_id for signature in signatures if signature.state == Signature.State.LIVE]
    return Declaration.objects.filter(state=Declaration.State.OPEN).exclude(pk__in=signed).first()
