"""What coordinators do with calls to action: make one, mend it, say what became of it, take it out of the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from dialogues.asks.models import Addressee, CallAddressee, CallStatus, CallToAction
from dialogues.resolutions.paragraphs import Paragraph
from portal import audit, search
from portal.mechanism.models import Article, Instrument, SdgTarget, Theme, WorkingGroup
from portal.mechanism.tagging import FIELDS
from portal.records import move

A = Addressee
# Whom the reader of resolutions names (resolutions/reading/addressees.py), and as whom the table has them.
NAMED = {
    "States": A.STATES, "Member States": A.STATES, "Governments": A.STATES, "States parties": A.PARTIES,
    "United Nations Office on Drugs and Crime": A.UNODC, "donors": A.DONORS, "Secretary-General": A.SECRETARIAT,
    "Secretariat": A.SECRETARIAT, "Executive Director": A.SECRETARIAT, "working groups": A.CONFERENCE,
    "United Nations system": A.ORGANIZATIONS, "international organizations": A.ORGANIZATIONS,
    "civil society": A.CIVIL_SOCIETY, "academia": A.CIVIL_SOCIETY, "private sector": A.PRIVATE_SECTOR,
}  # fmt: skip


@dataclass
class About:
    """What a call concerns, besides its words: of whom it is asked, and the rows that it hangs on."""

    addressees: Iterable[str] = ()
    targets: Iterable[SdgTarget] = ()
    instruments: Iterable[Instrument] = ()
    articles: Iterable[Article] = ()
    themes: Iterable[Theme] = ()
    working_groups: Iterable[WorkingGroup] = ()


@dataclass(frozen=True)
class Proposal:
    """What a paragraph gives for a call: its words, its strength and what it concerns, for a person to mend."""

    text: str
    language: str
    strength: int
    about: About


def with_verb(paragraph: Paragraph) -> Paragraph:
    """The paragraph that has the verb of this one: itself, or one above it."""
    while paragraph.parent and not paragraph.lead:
        paragraph = paragraph.parent
    return paragraph


def proposal(paragraph: Paragraph) -> Proposal:
    """The call as the paragraph words it, without the sign at its end.

    A part of a paragraph has its verb and addressees from the one above it.
    """
    above = with_verb(paragraph)
    named = dict.fromkeys(NAMED.get(name, A.OTHER) for name in paragraph.addressees or above.addressees)
    articles = Article.objects.filter(Q(references__paragraph=paragraph) | Q(paragraphs=paragraph)).distinct()
    about = About(
        [str(kind) for kind in named], paragraph.targets.all(), paragraph.resolution.instruments.all(),
        articles.select_related("instrument"), paragraph.themes.all(), paragraph.working_groups.all(),
    )  # fmt: skip
    return Proposal(
        paragraph.text.rstrip(" ;,."), paragraph.resolution.language, paragraph.strength or above.strength, about
    )


@transaction.atomic
def make(call: CallToAction, about: About, *, by: Any) -> CallToAction:
    """Put a new call into the table. Raises ValidationError when it is none."""
    _store(call, about)
    audit.record(call, "create", by=by, after=call.state)
    return call


@transaction.atomic
def mend(call: CallToAction, about: About, *, by: Any) -> CallToAction:
    """Store what was changed in a call. Raises ValidationError like `make`."""
    _store(call, about)
    audit.record(call, "change", by=by)
    return call


def _store(call: CallToAction, about: About) -> None:
    call.search_text = search.fold(call.text)
    call.full_clean()
    call.save()
    for name in FIELDS.values():
        getattr(call, name).set(getattr(about, name))
    wanted = list(dict.fromkeys(about.addressees))
    call.addressees.exclude(kind__in=wanted).delete()
    known = set(call.addressees.values_list("kind", flat=True))
    CallAddressee.objects.bulk_create(CallAddressee(call=call, kind=kind) for kind in wanted if kind not in known)


@transaction.atomic
def add_status(call: CallToAction, status: CallStatus, *, by: Any) -> CallStatus:
    """Say what became of a call; the one with the newest date stands in the table, of two the later one.

    Raises ValidationError when it is a bare claim: without what shows it, a source, or a date.
    """
    call = call.locked()
    status.call = call
    status.full_clean()
    status.save()
    call.current = call.statuses.first()
    call.save(update_fields=["current"])
    audit.record(call, "status", by=by, data={"status": status.progress})
    return status


def withdraw(call: CallToAction, *, reason: str, by: Any) -> CallToAction:
    """Take it out of the table, with its history. Raises InvalidMove when it is out already."""
    return move(call, CallToAction.State.WITHDRAWN, by=by, reason=reason, withdrawal_reason=reason)
