"""Everything the app stores, for Django: pages, rows on them, registrations."""

from dialogues.asks.models import CallAddressee, CallStatus, CallToAction
from dialogues.followup.models import FollowUp, VisaLetter
from dialogues.materials import DialogueMaterial, PanelMaterial
from dialogues.nominations.calls import NominationCall
from dialogues.nominations.models import Nomination
from dialogues.nominations.scores import NominationScore
from dialogues.pages import DialogueIndexPage, DialogueInstrument, DialoguePage, DialogueStatus
from dialogues.panel import PanelPage
from dialogues.registration.joining import JoiningDetails
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.objections import Objection
from dialogues.registration.reminders import Reminder
from dialogues.registration.subscriptions import CalendarFeed
from dialogues.resolutions.bringing import BroughtText
from dialogues.resolutions.models import Resolution, Sponsor
from dialogues.resolutions.noting import DialogueNoting
from dialogues.resolutions.paragraphs import Note, Paragraph, Reference
from dialogues.rows import AgendaItem, DialogueFigure, DialogueWorkingGroup, Intervention, Panelist
from dialogues.summaries.models import Correction
from dialogues.summaries.standing import SummaryStatus
from dialogues.travel.models import TravelRequest

__all__ = [
    "AgendaItem",
    "BroughtText",
    "CalendarFeed",
    "CallAddressee",
    "CallStatus",
    "CallToAction",
    "Correction",
    "Delegate",
    "DialogueFigure",
    "DialogueIndexPage",
    "DialogueInstrument",
    "DialogueMaterial",
    "DialogueNoting",
    "DialoguePage",
    "DialogueStatus",
    "DialogueWorkingGroup",
    "FollowUp",
    "Intervention",
    "JoiningDetails",
    "Nomination",
    "NominationCall",
    "NominationScore",
    "Note",
    "Objection",
    "PanelMaterial",
    "PanelPage",
    "Panelist",
    "Paragraph",
    "Reference",
    "Registration",
    "Reminder",
    "Resolution",
    "Sponsor",
    "SummaryStatus",
    "TravelRequest",
    "VisaLetter",
]
