"""The reference section: instruments, sessions, working groups, and where the registers are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dialogues.models import DialoguePage, DialogueWorkingGroup
from home.profiles import Words, titles_of
from portal.mechanism.models import (
    Article,
    CopSession,
    Document,
    Figure,
    GlossaryTerm,
    Instrument,
    SdgTarget,
    WorkingGroup,
)
from portal.mechanism.official import official_address
from portal.threads import on_document

SHOWN = 3


@dataclass(frozen=True)
class Group:
    """A working group with its newest dialogues, the number of them, and the number of its documents here."""

    group: WorkingGroup
    dialogues: list[tuple[DialoguePage, Words]]
    held: int
    documents: int


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """What the review rests on, on one page."""
    counts = Figure.objects.filter(topic="party-count").select_related("source")
    counts = counts.order_by(F("as_of").desc(nulls_last=True), "-pk")
    context = {
        "instruments": [
            (one, official_address(one.adopted_by))
            for one in Instrument.objects.select_related("source").prefetch_related(Prefetch("figures", counts))
        ],
        "sessions": CopSession.objects.select_related("source"),
        "groups": groups(),
        "targets": SdgTarget.objects.select_related("source"),
        "numbers": {
            "articles": Article.objects.count(),
            "terms": GlossaryTerm.objects.count(),
            "documents": Document.objects.count(),
        },
    }
    return render(request, "home/reference.html", context)


def groups() -> list[Group]:
    """Every working group, with its published dialogues and its documents. Five queries, however many there are."""
    dialogues = DialoguePage.objects.published().defer("summary", "next_steps").order_by("-starts_at", "-pk")
    pages = {page.pk: page for page in dialogues}
    links = DialogueWorkingGroup.objects.filter(dialogue__in=pages).values_list("group", "dialogue")
    of: dict[int, set[int]] = {}
    for group, dialogue in links:
        of.setdefault(group, set()).add(dialogue)
    titles = titles_of([*pages.values()])
    symbols = list(Document.objects.filter(symbol__isnull=False).values_list("symbol", flat=True))
    return [as_group(group, [p for k, p in pages.items() if k in of.get(group.pk, ())], titles, symbols)
            for group in WorkingGroup.objects.select_related("source")]  # fmt: skip


def as_group(
    group: WorkingGroup, dialogues: list[DialoguePage], titles: dict[int, Words], symbols: Iterable[str | None]
) -> Group:
    """One working group as the page shows it."""
    newest = [(page, titles[page.pk]) for page in dialogues[:SHOWN]]
    own = sum((symbol or "").startswith(f"{group.series}/") for symbol in symbols) if group.series else 0
    return Group(group, newest, len(dialogues), own)


@require_safe
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One document of the register, and who refers to it."""
    document = get_object_or_404(Document.objects.select_related("source"), slug=slug)
    context = {
        "document": document,
        "text_address": official_address(document.symbol),
        "sections": on_document.sections(document),
    }
    return render(request, "home/document_detail.html", context)
