"""Everything the app stores, for Django: pages, rows on them, registrations."""

from dialogues.pages import DialogueIndexPage, DialogueInstrument, DialoguePage, DialogueStatus
from dialogues.panel import PanelPage, SummaryStatus
from dialogues.registration.models import Delegate, Registration
from dialogues.rows import AgendaItem, DialogueFigure, Intervention, Panelist

__all__ = [
    "AgendaItem",
    "Delegate",
    "DialogueFigure",
    "DialogueIndexPage",
    "DialogueInstrument",
    "DialoguePage",
    "DialogueStatus",
    "Intervention",
    "PanelPage",
    "Panelist",
    "Registration",
    "SummaryStatus",
]
