"""What statements add to pages of the floors below: a dialogue's, an organization's."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from dialogues.models import DialoguePage
from dialogues.registration.subscriptions import Deadline
from organizations.models import Organization, User
from portal.registry import Part
from submissions.statements.models import Call, Cosigner, Statement

SHOWN = 5


def of_dialogue(dialogue: DialoguePage) -> Part | None:
    """The newest public statements to a dialogue, and its calls that can be answered."""
    statements = Statement.objects.public().for_lists().filter(dialogue=dialogue).order_by("-publish_at", "-pk")
    context = {
        "statements": list(statements[:SHOWN]),
        "calls": list(Call.objects.open().filter(dialogue=dialogue)),
        "dialogue": dialogue,
    }
    if not context["statements"] and not context["calls"]:
        return None
    return Part("statements/_of_dialogue.html", context)


def of_organization(organization: Organization) -> Part | None:
    """The newest public statements of an organization."""
    statements = Statement.objects.public().for_lists().filter(organization=organization)
    newest = list(statements.order_by("-publish_at", "-pk")[:SHOWN])
    return Part("statements/_of_organization.html", {"statements": newest}) if newest else None


def of_cosigner(organization: Organization) -> Part | None:
    """The newest public statements that name an organization as a co-signer, also where it withdrew later."""
    named = Cosigner.objects.public().filter(organization=organization)
    statements = Statement.objects.public().for_lists().filter(pk__in=named.values("statement"))
    newest = list(statements.order_by("-publish_at", "-pk")[:SHOWN])
    return Part("statements/_of_cosigner.html", {"statements": newest}) if newest else None


def of_summary(page: Any) -> Part | None:
    """For the first draft of a dialogue's summary: the public statements to it."""
    if not isinstance(page, DialoguePage):
        return None
    statements = Statement.objects.public().for_lists().filter(dialogue=page).order_by("publish_at", "pk")
    return Part("statements/_of_summary.html", {"statements": statements}) if statements else None


def due(user: User) -> Iterator[Deadline]:
    """For a person's calendar: drafts and returned statements, with the end of their call."""
    mine = Statement.objects.filter(organization__in=Organization.objects.represented_by(user))
    unsent = mine.filter(state__in=[Statement.State.DRAFT, Statement.State.RETURNED], call__isnull=False)
    for statement in unsent.select_related("call"):
        if statement.call.is_open:
            words = _("Statement due: %(call)s") % {"call": statement.call.title}
            yield Deadline(
                f"due-{statement.uuid}", statement.call.closes_at, words, f"/desk/statements/{statement.uuid}/"
            )
