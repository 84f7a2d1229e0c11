"""Analyses of the demo: two that were published, in our own words, with what they cite and the calls they make."""

from typing import Any

from dialogues.asks import actions
from dialogues.asks.actions import About
from dialogues.models import CallStatus, CallToAction, DialogueNoting, DialoguePage, Resolution
from dialogues.resolutions.reading.strength import strength_of
from home.demo import reading
from home.models import AnalysisIndexPage, AnalysisPage, CitedParagraph
from organizations.actions import list_named
from organizations.models import User
from portal.html import paragraphs_to_html
from portal.mechanism.models import Document, Figure, Instrument, SdgTarget, Source, State
from portal.pages import alias_in_every_language, publish

# The dialogue that paragraph 11 of the preamble of Colombia's draft takes note of.
NOTED = ("trafficking-in-persons-2022-07-01", "PP11")
PLAIN = (
    "slug", "title", "intro", "author", "author_role", "is_position", "date", "precision", "original_address",
    "original_citation",
)  # fmt: skip


def load_analyses(resolution: Resolution, coordinator: User) -> None:
    """Both analyses, the calls made from paragraphs of `resolution`, and the dialogue that it takes note of."""
    text = reading.toml("analyses")
    for one in text["paragraphs"]:
        call_of_paragraph(one, resolution, coordinator)
    for one in text["analyses"]:
        page = add_analysis(one, resolution)
        for place, call in enumerate(one["calls"], 1):
            call_of_page(call, page, place, coordinator)
    note(resolution)


def add_analysis(one: dict[str, Any], resolution: Resolution) -> AnalysisPage:
    """One analysis, published in every language."""
    organization = list_named(one["organization"], source=one["source"])
    page = AnalysisPage(
        organization=organization, is_summary=True, body=[part(block) for block in one["body"]],
        **{name: one[name] for name in PLAIN if name in one},
    )  # fmt: skip
    page.cited = [CitedParagraph(paragraph=resolution.paragraphs.get(anchor=anchor)) for anchor in one["cites"]]
    page.instruments = Instrument.objects.filter(code__in=one["instruments"])
    page.targets = SdgTarget.objects.filter(code__in=one["targets"])
    page.articles = reading.articles(one.get("articles", []))
    page.documents = Document.objects.filter(symbol__in=one.get("documents", []))
    page.sponsors = State.objects.filter(name_en__in=one["sponsors"])
    AnalysisIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
    publish(page)
    alias_in_every_language(page)
    return page


def part(block: dict[str, Any]) -> tuple[str, Any]:
    """One block of the text, as a stream has it."""
    if "figure" in block:
        return "figure", figure(block["figure"])
    return ("comment", block["comment"]) if "comment" in block else ("text", paragraphs_to_html(block["text"]))


def figure(one: dict[str, Any]) -> Figure:
    """The figure of a source that is in the register, or a new one with its value."""
    source = Source.objects.get_or_create(citation=one["source"])[0]
    if "value" not in one:
        return Figure.objects.get(topic=one["topic"], instrument__code=one["instrument"], source=source)
    values = {name: one[name] for name in ("topic", "value", "unit", "qualifier")}
    return Figure.objects.create(source=source, scope="world", precision="undated", **values)


def call_of_page(one: dict[str, Any], page: AnalysisPage, place: int, coordinator: User) -> None:
    """A call that an analysis makes itself."""
    instruments = Instrument.objects.filter(code__in=one.get("instruments", [])) or page.instruments.all()
    targets = SdgTarget.objects.filter(code__in=one.get("targets", []))
    about = About(one["addressees"], targets, instruments, reading.articles(one.get("articles", [])))
    call = CallToAction(page=page, position=place, text=one["text"], strength=int(strength_of(one["verb"])))
    actions.make(call, about, by=coordinator)


def call_of_paragraph(one: dict[str, Any], resolution: Resolution, coordinator: User) -> None:
    """A call as the paragraph words it, with what became of it where a source says so."""
    paragraph = resolution.paragraphs.select_related("parent", "resolution").get(anchor=one["anchor"])
    found = actions.proposal(paragraph)
    found.about.articles = reading.articles(one["articles"]) if "articles" in one else found.about.articles
    words = {"text": found.text, "language": found.language, "strength": found.strength}
    call = actions.make(CallToAction(paragraph=paragraph, **words), found.about, by=coordinator)
    if "status" in one:
        actions.add_status(call, CallStatus(**one["status"]), by=coordinator)


def note(resolution: Resolution) -> None:
    """The dialogue names the paragraph that takes note of it."""
    slug, anchor = NOTED
    dialogue = DialoguePage.objects.get(slug=slug, locale__language_code="en")
    dialogue.noted_in = [DialogueNoting(paragraph=resolution.paragraphs.get(anchor=anchor))]
    publish(dialogue)
