"""The letter for a visa on paper. Embassies ask the coordinators, who look its number up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from dialogues.followup.models import VisaLetter
from portal import pdf

LANGUAGE = "en"  # of embassies in every country, and of the host's authorities


def marks(letter: VisaLetter) -> str:
    """The first half of its fingerprint, in eights, as it stands at the foot of the letter."""
    return " ".join(letter.fingerprint[start : start + 8] for start in range(0, 32, 8))


def facts(letter: VisaLetter) -> dict[str, Any]:
    """What stands in a letter: as it was issued, with the dialogue as it is now."""
    return {
        "letter": letter,
        "registration": letter.registration,
        "organization": letter.registration.organization,
        "dialogue": letter.registration.dialogue,
        "name_language": letter.delegate.language,
        "fingerprint": marks(letter),
        "site": settings.BASE_URL,
    }


def respond(request: HttpRequest, letter: VisaLetter) -> HttpResponse:
    """The letter as a PDF that no cache keeps; where none can be made, a page that says so."""
    response = pdf.respond(request, "dialogues/visa_letter_pdf.html", facts(letter), LANGUAGE, letter.number)
    patch_cache_control(response, private=True, no_store=True)
    return response
