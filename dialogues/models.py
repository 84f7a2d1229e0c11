"""Everything the app stores, for Django: pages, rows on them, registrations."""

from dialogues.pages import DialogueIndexPage, DialogueInstrument, DialoguePage, DialogueStatus
from dialogues.panel import PanelPage
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.objections import Objection
from dialogues.registration.subscriptions import CalendarFeed
from dialogues.rows import AgendaItem, DialogueFigure, Intervention, Panelist
from dialogues.summaries.models import Correction
from dialogues.summaries.standing import SummaryStatus

__all__ = [
    "AgendaItem",
    "CalendarFeed",
    "Correction",
    "Delegate",
    "DialogueFigure",
    "DialogueIndexPage",
    "DialogueInstrument",
    "DialoguePage",
    "DialogueStatus",
    "Intervention",
    "Objection",
    "PanelPage",
    "Panelist",
    "Registration",
    "SummaryStatus",
]
