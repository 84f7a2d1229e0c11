"""What stands on a State's page beside its reviews and reports: statements about it or from it, and dates ahead."""

from django.db.models import Q

from home.front import calls_ahead, dialogue_ahead, next_dialogue
from portal.mechanism.models import State
from portal.registry import Part
from submissions.consultations.windows import Window
from submissions.models import Statement

SHOWN = 5


def statements_of(state: State) -> Part | None:
    """The newest public statements that speak about a State, or whose organization is registered there."""
    about = Statement.countries.through.objects.filter(state=state).values("statement")
    found = Statement.objects.public().for_lists().filter(Q(pk__in=about) | Q(organization__country=state))
    newest = list(found.order_by("-publish_at", "-pk")[:SHOWN])
    from_there = any(one.organization.country_id == state.pk for one in newest)
    return Part("home/_state_statements.html", {"statements": newest, "from_there": from_there}) if newest else None


def windows_of(state: State) -> list[Window]:
    """Until when statements can be sent and one can register for the next dialogue: the same for every State."""
    ahead = [one for one in (*calls_ahead(), *dialogue_ahead(next_dialogue())) if one.due]
    return [Window(one.words, one.about, one.at, one.address) for one in ahead]
