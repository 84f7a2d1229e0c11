"""Everything the app stores, for Django: pages, rows on them, registrations."""

from dialogues.pages import DialogueIndexPage, DialoguePage, PanelPage
from dialogues.registration.models import Delegate, Registration
from dialogues.rows import AgendaItem, DialogueFigure, Intervention, Panelist

__all__ = [
    "AgendaItem",
    "Delegate",
    "DialogueFigure",
    "DialogueIndexPage",
    "DialoguePage",
    "Intervention",
    "PanelPage",
    "Panelist",
    "Registration",
]
