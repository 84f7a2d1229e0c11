"""Words that records carry in English and that pages say in the reader's language.

UN bodies, kinds of documents, and those of whom resolutions ask something.
"""

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from portal.mechanism.models.wording import Wording

KNOWN = frozenset(
    {
        _("Conference of the Parties"),
        _("General Assembly"),
        _("Economic and Social Council"),
        _("Security Council"),
        _("Human Rights Council"),
        _("Commission on Crime Prevention and Criminal Justice"),
        _("Commission on the Status of Women"),
        _("Working Group on Trafficking in Persons"),
        _("intergovernmental expert group"),
        _("agenda"),
        _("agreed conclusions"),
        _("conference room paper"),
        _("decision"),
        _("draft resolution"),
        _("draft resolutions"),
        _("draft questionnaire"),
        _("report"),
        _("resolution"),
        # Of whom something is asked: the names that the reader of resolutions gives.
        _("States"),
        _("Member States"),
        _("States parties"),
        _("Governments"),
        _("United Nations Office on Drugs and Crime"),
        _("United Nations system"),
        _("international organizations"),
        _("Secretary-General"),
        _("Secretariat"),
        _("Executive Director"),
        _("working groups"),
        _("donors"),
        _("civil society"),
        _("academia"),
        _("private sector"),
    }
)


# How the register of documents writes some of them, after its sources.
SHORT = {
    "COP": "Conference of the Parties",
    "CCPCJ": "Commission on Crime Prevention and Criminal Justice",
    "WG TIP": "Working Group on Trafficking in Persons",
    "IEG": "intergovernmental expert group",
    "CRP": "conference room paper",
    "draft resolution (Limited)": "draft resolution",
    "questionnaire (draft for finalization)": "draft questionnaire",
}


def in_words(text: str, language: str = settings.LANGUAGE_CODE) -> Wording:
    """A word of a record as the reader says it; one that is not known stays in the `language` of the record."""
    text = SHORT.get(text, text)
    if text not in KNOWN:
        return Wording(text, language)
    return Wording(gettext(text), get_language() or settings.LANGUAGE_CODE)
