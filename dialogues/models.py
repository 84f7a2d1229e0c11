"""Everything the app stores, for Django: pages, rows on them, registrations."""

from dialogues.materials import DialogueMaterial, PanelMaterial
from dialogues.nominations.calls import NominationCall
from dialogues.nominations.models import Nomination
from dialogues.nominations.scores import NominationScore
from dialogues.pages import DialogueIndexPage, DialogueInstrument, DialoguePage, DialogueStatus
from dialogues.panel import PanelPage
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.objections import Objection
from dialogues.registration.subscriptions import CalendarFeed
from dialogues.rows import AgendaItem, DialogueFigure, DialogueWorkingGroup, Intervention, Panelist
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
    "DialogueMaterial",
    "DialoguePage",
    "DialogueStatus",
    "DialogueWorkingGroup",
    "Intervention",
    "Nomination",
    "NominationCall",
    "NominationScore",
    "Objection",
    "PanelMaterial",
    "PanelPage",
    "Panelist",
    "Registration",
    "SummaryStatus",
]
