"""A statement names paragraphs of resolutions: chosen by search, read in both directions, and never what is hidden."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.models import Paragraph
from dialogues.resolutions import actions as library
from dialogues.resolutions.sheet import Piece, PieceKind
from portal.mechanism import topics
from portal.mechanism.models import Document
from portal.registry import beside_paragraphs
from portal.threads import SHOWN, on_document
from submissions.statements.models import Statement, StatementQuerySet
from submissions.statements.threads import beside
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
K = PieceKind
SYMBOL = "A/RES/76/7"
PIECES = [
    Piece(K.PREAMBULAR, "Concerned that harbours lie in the dark,"),
    Piece(K.HEADING, "Of harbours"),
    Piece(K.OPERATIVE, "Urges States to light harbours:", "1.", key="1"),
    Piece(K.OPERATIVE, "at the quays;", "(a)", 1, "a"),
    Piece(K.OPERATIVE, "Invites donors to pay for lamps.", "2.", key="2"),
]


@pytest.fixture
def resolution():
    return make_resolution(PIECES, title="Of lighthouses", symbol=SYMBOL)


def of(resolution, *anchors) -> list[Paragraph]:
    return list(resolution.paragraphs.filter(anchor__in=anchors))


def found(words: str) -> list[str]:
    """The addresses of the paragraphs that words find."""
    keys = [topic.key for topic in topics.find(words)]
    return [key.rpartition(".")[2] for key in keys if key.startswith("paragraph:")]


def withdraw(resolution) -> None:
    library.withdraw(resolution, reason="A mistake.", by=CoordinatorFactory())


HIDDEN = ("draft", "submitted", "returned", "rejected", "withdrawn", "removed", "embargo")


def hidden_statements(resolution) -> None:
    """One of each that nobody may see, about the first operative paragraph."""
    same = {"call": make_call(), "coordinator": CoordinatorFactory(), "paragraphs": of(resolution, "OP1")}
    for state in HIDDEN:
        later = timezone.now() + timedelta(days=9) if state == "embargo" else None
        make_statement(
            "accepted" if state == "embargo" else state, title=f"Canarybird {state}", publish_at=later, **same
        )


def test_a_paragraph_is_found_by_its_words_its_place_and_the_name_of_its_text(resolution):
    assert found("harbours") == ["PP1", "OP1"], "a heading is no paragraph"
    assert found("OP1-a")[0] == found("lighthouses 1 (a)")[0] == "OP1-a"
    assert found("lamps donors") == ["OP2"] and found("resolution 76/7 lamp") == ["OP2"]
    assert found("giraffes") == found("76/8") == found("OP3") == []


def test_paragraphs_have_places_of_their_own_among_many_articles():
    make_resolution([Piece(K.OPERATIVE, "Urges States to end trafficking in persons", "1.", key="1")])
    keys = [topic.key for topic in topics.find("trafficking persons")]

    assert len(keys) == topics.MOST_FOUND and keys[-1].startswith("paragraph:") and keys[0].startswith("article:")


@pytest.mark.parametrize("hide", ["draft", "withdrawn"])
def test_nothing_of_a_text_outside_the_library_can_be_found_or_named(resolution, hide):
    hidden = make_resolution([Piece(K.OPERATIVE, "Urges giraffes")], published=hide == "withdrawn")
    key = f"paragraph:{hidden.slug}.OP1"
    assert bool(topics.rows_of([key])["paragraph"]) == (hide == "withdrawn")
    if hide == "withdrawn":
        withdraw(hidden)

    assert found("giraffes") == [] and topics.rows_of([key])["paragraph"] == []
    made_up = [f"paragraph:{resolution.slug}.OP9", "paragraph:OP1", "paragraph:.", "paragraph:\0.OP1", "state:\0"]
    assert not any(topics.rows_of(made_up).values())


def test_a_statement_leads_to_the_paragraph_and_the_paragraph_to_the_statement(client, resolution):
    statement = make_statement("accepted", paragraphs=of(resolution, "OP1-a"))
    address = f"{resolution.get_absolute_url()}#OP1-a"

    assert f'<a href="{address}">OP1-a, {SYMBOL}</a>' in client.get(statement.get_absolute_url()).text
    rows = client.get(resolution.get_absolute_url()).text.split('<div class="op"')
    saying = [row for row in rows if statement.get_absolute_url() in row]
    assert len(saying) == 1 and 'id="OP1-a"' in saying[0]
    document = Document.objects.get(symbol=SYMBOL)
    sections = {one.strand.kind: one.found for one in on_document.sections(document)}
    assert [link.address for link in sections["statements"].links] == [statement.get_absolute_url()]
    assert statement.get_absolute_url() in client.get(document.get_absolute_url()).text


def test_the_register_and_its_files_are_narrowed_by_a_paragraph(client, resolution):
    statement = make_statement("accepted", paragraphs=of(resolution, "OP2"))
    make_statement("accepted", paragraphs=of(resolution, "OP1"))
    name = f"{resolution.slug}.OP2"

    page = client.get("/en/statements/", {"paragraph": name})

    assert [one.pk for one in page.context["page_obj"]] == [statement.pk]
    facet = next(one for one in page.context["facets"] if one.name == "paragraph")
    assert {one.value: one.count for one in facet.options} == {name: 1, f"{resolution.slug}.OP1": 1}
    data = b"".join(client.get("/statements.json", {"paragraph": name}).streaming_content).decode()
    assert f'"paragraph:{name}"' in data and f"{resolution.slug}.OP1" not in data.partition('"rows"')[2]
    for nothing in (f"{resolution.slug}.OP9", "x", ".", f"{'x' * 300}.OP1"):
        assert client.get("/en/statements/", {"paragraph": nothing}).context["page_obj"].count == 0


def everywhere(client, resolution) -> str:
    """What everybody reads of a text, of the document that it is, and of the register."""
    document = Document.objects.get(symbol=SYMBOL)
    answers = [client.get(one.get_absolute_url()).text for one in (resolution, document)]
    register = client.get("/en/statements/", {"paragraph": f"{resolution.slug}.OP1"})
    facet = next(one for one in register.context["facets"] if one.name == "paragraph")
    numbers = [str(one.count) for one in facet.options] + [str(register.context["page_obj"].count)]
    return "".join(re.sub("csrf[^>]*|nonce[^ >]*", "", text) for text in [*answers, register.text, *numbers])


def test_hidden_statements_are_beside_no_paragraph_in_no_list_and_in_no_count(client, resolution):
    before = everywhere(client, resolution)

    hidden_statements(resolution)

    assert everywhere(client, resolution) == before and "Canarybird" not in before
    assert list(beside(resolution)) == []


def test_without_its_filter_each_hidden_statement_would_be_seen(monkeypatch, resolution):
    hidden_statements(resolution)

    monkeypatch.setattr(StatementQuerySet, "public", lambda rows: rows.exclude(slug=None))
    monkeypatch.setattr(Statement, "get_absolute_url", lambda one: f"/{one.pk}/")

    sections = {one.strand.kind: one.found for one in on_document.sections(Document.objects.get(symbol=SYMBOL))}
    seen = {link.title for _anchor, link in beside(resolution)}
    assert seen == {f"Canarybird {state}" for state in ("withdrawn", "removed", "embargo")}
    assert sections["statements"].count == 3
    monkeypatch.setattr(StatementQuerySet, "public", lambda rows: rows)
    assert sum("Canarybird" in link.title for _anchor, link in beside(resolution)) == SHOWN


def test_a_text_that_is_withdrawn_is_named_no_more_and_what_was_said_stays_said(client, resolution):
    statement = make_statement("accepted", paragraphs=of(resolution, "OP1"))
    draft = make_statement(paragraphs=of(resolution, "OP1"))

    withdraw(resolution)

    page = client.get(statement.get_absolute_url()).text
    assert SYMBOL not in page and resolution.slug not in page and statement.topics == []
    data = b"".join(client.get("/statements.json").streaming_content).decode()
    assert resolution.slug not in data and resolution.slug not in client.get("/en/statements/").text
    assert Statement.objects.get(pk=statement.pk).paragraphs.count() == 1, "the record keeps what was sent"
    assert draft.topics == [], "nor is it offered to be sent"


def test_another_draft_of_a_text_takes_no_statement_over(client, resolution):
    statement = make_statement("accepted", paragraphs=of(resolution, "OP1"))
    revised = make_resolution(PIECES[:3], title="Of lighthouses, revised", symbol=f"{SYMBOL}/Rev.1", revises=resolution)

    assert f"{resolution.get_absolute_url()}#OP1" in client.get(statement.get_absolute_url()).text
    assert [anchor for anchor, _link in beside(resolution)] == ["OP1"] and list(beside(revised)) == []


def test_beside_a_paragraph_stand_the_newest_of_all_its_languages_and_where_all_are(client, resolution):
    french = make_resolution(
        [Piece(K.OPERATIVE, "Engage les États", "1.", key="1")], language="fr", translation_of=resolution
    )
    same = {"call": make_call(), "coordinator": CoordinatorFactory()}
    for number in range(SHOWN + 2):
        texts = of(french, "OP1") if number else [*of(french, "OP1"), *of(resolution, "OP1")]
        make_statement("accepted", title=f"Number {number}", paragraphs=texts, **same)

    for text in (resolution, french):
        links = [link for anchor, link in beside(text) if anchor == "OP1"]
        newest = [f"Number {number}" for number in (6, 5, 4, 3, 2)]
        assert [link.title for link in links] == [*newest, "all 7 statements"]
        assert client.get(links[-1].address).context["page_obj"].count == 7


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_text_asks_as_often_for_one_statement_as_for_three(
    django_assert_num_queries, monkeypatch, resolution, rows
):
    monkeypatch.setattr(beside_paragraphs, "_functions", [beside])
    for _number in range(rows):
        make_statement("accepted", paragraphs=of(resolution, *["OP1", "OP2", "PP1"][:rows]))

    with django_assert_num_queries(3):  # which, with what they show, and their instruments
        assert len(beside_paragraphs.items(resolution)) == rows * rows
