"""Analyses and pages of prose as the search finds them: by their words in each language."""

from django.utils.translation import gettext_lazy as _

from home.models import AnalysisIndexPage, AnalysisPage, HomePage, StandardPage
from portal.everywhere import Asked, Kind, Results
from portal.page_words import pages


def analyses(asked: Asked) -> Results:
    """Public analyses."""
    return pages(asked, (AnalysisIndexPage, AnalysisPage))


def prose(asked: Asked) -> Results:
    """The front page, help and other pages of prose."""
    return pages(asked, (HomePage, StandardPage))


KINDS = (
    Kind("analyses", _("Analyses"), analyses),
    Kind("pages", _("Help and about the portal"), prose),
)
