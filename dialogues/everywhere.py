"""Dialogues and panels as the search finds them: by their words in each language, and who sat on a panel."""

from django.utils.translation import gettext_lazy as _

from dialogues.pages import DialogueIndexPage, DialoguePage
from dialogues.panel import PanelPage
from portal.everywhere import Asked, Kind, Results
from portal.page_words import pages


def dialogues(asked: Asked) -> Results:
    """Public pages of dialogues and panels."""
    return pages(asked, (DialogueIndexPage, DialoguePage, PanelPage))


KIND = Kind("dialogues", _("Dialogues and panels"), dialogues)
