"""The catalogue of open data: every list that anyone may fetch as a file, with its columns as the files have them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.asks import data as asks
from dialogues.resolutions import data as resolutions
from home.analyses import data as analyses
from organizations import data as organizations
from portal.exports import Column
from portal.mechanism import data as mechanism
from submissions.consultations import data as consultations
from submissions.consultations.announcing import data as announced
from submissions.consultations.pledge import data as pledge
from submissions.declaration import signatories
from submissions.declaration.models import Declaration
from submissions.declaration.supporters import listing as supporters
from submissions.statements import data as statements

KINDS = ("csv", "json", "xlsx")


def of_declaration() -> dict[str, str]:
    """The newest public declaration as it stands in addresses; empty where there is none."""
    newest = Declaration.objects.public().order_by("-pk").first()
    return {"slug": newest.slug} if newest else {}


def of_supported() -> dict[str, str]:
    """The same, where individuals may support it."""
    newest = Declaration.objects.public().order_by("-pk").first()
    return {"slug": newest.slug} if newest and newest.takes_supporters else {}


@dataclass(frozen=True)
class Dataset:
    """One list: what it holds, where it comes from, its columns, and the name of its address.

    `page` is the page with the same rows and filters. `part_of` gives what else stands in the address; nothing where
    there is no such file yet.
    """

    key: str
    title: str | Promise
    about: str | Promise
    source: str | Promise
    columns: tuple[Column, ...]
    view: str
    page: str = ""
    part_of: Callable[[], dict[str, str]] | None = None

    def files(self) -> list[tuple[str, str]]:
        """Its formats, each with its address; empty where there is no such file yet."""
        known = self.part_of() if self.part_of else {}
        if self.part_of and not known:
            return []
        return [(kind, reverse(self.view, kwargs={"kind": kind, **known})) for kind in KINDS]


BY_ORGANIZATIONS = _("What organizations and coordinators put on record here.")
BY_SOURCES = _("What published sources say; each row names its own, with its date and how far it can be trusted.")
ROLL = "consultations:state_table"
DATASETS = (
    Dataset(
        "consultations",
        _("Tracker: status of each State and cluster"),
        _(
            "Computed from the reports and replies on record. Reports of organizations that want no name count once "
            "three of them say the same, from the end of a quarter on, and with the quarter alone. Silence is "
            "“no public information”, and not a no."
        ),
        BY_ORGANIZATIONS,
        consultations.TRACKER,
        "consultation_data:tracker",
        ROLL,
    ),
    Dataset(
        "consultation-reports",
        _("Reports of consultations"),
        _("Those that are shown one by one, with the reply of the State beside each. No reporter who wants no name."),
        BY_ORGANIZATIONS,
        consultations.REPORTS,
        "consultation_data:reports",
        ROLL,
    ),
    Dataset(
        "consultation-replies",
        _("Replies of States"),
        _("What States replied to a report or to what is on record of a cluster, also what a later reply replaced."),
        _("The focal points of States, or coordinators on their behalf."),
        consultations.REPLIES,
        "consultation_data:replies",
        ROLL,
    ),
    Dataset(
        "consultations-announced",
        _("Consultations to come"),
        _("Where civil society can take part, until when and how. Nothing that is a draft or was withdrawn."),
        _("The focal points of States, or public sources, which the row then names."),
        announced.COLUMNS,
        "consultation_data:announced",
        "consultations:announced_list",
    ),
    Dataset(
        "transparency-pledge",
        _("Transparency pledge"),
        _("States that took it, and how far each of its six points is kept, according to what was said last."),
        _("The focal points of States, or public sources, which the row then names."),
        pledge.COLUMNS,
        "consultation_data:pledge",
        "consultations:pledge_list",
    ),
    Dataset(
        "country-reviews",
        _("Phases of country reviews"),
        _("Where a review stands, as far as a public source says. Two sources that differ are two rows."),
        BY_SOURCES,
        consultations.REVIEWS,
        "consultation_data:reviews",
        ROLL,
    ),
    Dataset(
        "parties",
        _("Parties to the instruments"),
        _("Who signed and who is bound, since when. Two sources that differ are two rows. The list is not complete."),
        BY_SOURCES,
        consultations.PARTIES,
        "consultation_data:parties",
        ROLL,
    ),
    Dataset(
        "focal-points",
        _("Focal points of States"),
        _("Offices that speak for a State in the review, where a source makes them public. No persons."),
        BY_SOURCES,
        consultations.FOCAL_POINTS,
        "consultation_data:focal_points",
        ROLL,
    ),
    Dataset(
        "figures",
        _("Figures of the review"),
        _("Every number with its date, source and trust; percentages are computed."),
        BY_SOURCES,
        mechanism.FIGURES,
        "mechanism_data:figures",
    ),
    Dataset(
        "contradictions",
        _("Where sources disagree"),
        _("Facts that two sources tell differently, side by side, and what the portal does about each."),
        BY_SOURCES,
        mechanism.CONTRADICTIONS,
        "mechanism_data:contradictions",
        "mechanism:contradiction_list",
    ),
    Dataset(
        "articles",
        _("Articles of the treaties"),
        _("Every article with its title, its clusters and how sure these are, and where it names civil society."),
        BY_SOURCES,
        mechanism.ARTICLES,
        "mechanism_data:articles",
        "article_list",
    ),
    Dataset(
        "glossary",
        _("Glossary"),
        _("The words of the review, what they mean, and where that is written. Also as linked data (JSON-LD)."),
        _("Written by the coordinators; each term cites where it is from."),
        mechanism.TERMS,
        "mechanism_data:terms",
        "mechanism:glossary",
    ),
    Dataset(
        "documents",
        _("Documents"),
        _("Official documents that the record refers to, filtered as the page is."),
        BY_SOURCES,
        mechanism.DOCUMENTS,
        "mechanism_data:documents",
        "mechanism:document_list",
    ),
    Dataset(
        "resolutions",
        _("Resolutions"),
        _("The library, filtered as the page is. One text with every paragraph: its page's address with .json."),
        _("Official documents that coordinators brought, or summaries in our own words that name the original."),
        resolutions.COLUMNS,
        "resolution_data:list",
        "resolutions:resolution_list",
    ),
    Dataset(
        "calls-to-action",
        _("Calls to action"),
        _(
            "What resolutions and analyses ask, of whom, how strongly and until when, with the newest status and what "
            "shows it. “No information” says that nothing was found; it is not a no."
        ),
        _("Made by coordinators from paragraphs of resolutions and from analyses, which each row names."),
        asks.COLUMNS,
        "call_data:list",
        "asks:call_list",
    ),
    Dataset(
        "analyses",
        _("Analyses"),
        _("What organizations and coordinators make of resolutions: who says it, what is cited, what it is about."),
        _("Pages that coordinators publish; of a summary in our own words, each row names the original."),
        analyses.COLUMNS,
        "analysis_data:list",
        "analysis_list",
    ),
    Dataset(
        "statements",
        _("Written statements"),
        _("The public register, filtered as the page is."),
        BY_ORGANIZATIONS,
        statements.COLUMNS,
        "statement_data:list",
        "statements:statement_list",
    ),
    Dataset(
        "organizations",
        _("Organizations"),
        _("The public directory, filtered as the page is."),
        BY_ORGANIZATIONS,
        organizations.COLUMNS,
        "organization_data:list",
        "organizations:organization_list",
    ),
    Dataset(
        "signatories",
        _("Signatories of a declaration"),
        _("Organizations that signed and agreed to be named; the others are counted, and stand in no file."),
        BY_ORGANIZATIONS,
        signatories.COLUMNS,
        "declaration_data:signatories",
        part_of=of_declaration,
    ),
    Dataset(
        "supporters",
        _("Individuals who support a declaration"),
        _("Those alone who agreed to be named. There is such a file where a declaration takes individual support."),
        _("The individuals themselves."),
        supporters.NAMES,
        "declaration_data:supporters",
        part_of=of_supported,
    ),
    Dataset(
        "supporters-by-country",
        _("Individuals by country"),
        _("Numbers; who stands alone in a country is counted without it."),
        _("The individuals themselves."),
        supporters.NUMBERS,
        "declaration_data:supporters_by_country",
        part_of=of_supported,
    ),
)
