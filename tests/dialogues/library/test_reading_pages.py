"""The public library: what stands on a page, what is hidden, and what it costs."""

import json
import re

import pytest
from django.urls import reverse

from dialogues.models import Reference, Resolution
from dialogues.resolutions import actions, tagging
from dialogues.resolutions.sheet import Piece, PieceKind
from portal import threads
from portal.mechanism.models import Article, Document, SdgTarget, Theme
from portal.registry import beside_paragraphs
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution, some_pieces

pytestmark = pytest.mark.django_db
K = PieceKind
CANARY = "Zimtschnecke"


def page(client, resolution, **query):
    return client.get(reverse("resolutions:resolution_detail", args=[resolution.slug]), query)


def found_in(text, anchor):
    return set(re.findall(rf'id="{anchor}"|Cite {anchor}(?=<)|http[^"<\s]*#{anchor}(?=<)', text))


def test_those_who_are_asked_are_named_in_the_readers_language(client):
    resolution = make_resolution()

    row = client.get(f"/fr/resolutions/{resolution.slug}/").text.partition('id="OP1"')[2].partition('id="OP2"')[0]

    assert "<bdi>États</bdi>" in row and "<bdi>States</bdi>" not in row


def test_each_paragraph_has_its_address_its_citation_and_its_lead_in_italics(client):
    resolution = make_resolution(title="Of lamps")

    text = page(client, resolution).text

    for anchor in ("PP1", "OP1", "OP2", "OP2-a"):
        assert {f'id="{anchor}"', f"Cite {anchor}", f"{resolution.permanent_address}#{anchor}"} <= found_in(
            text, anchor
        )
    assert "<em>Urges</em> States to light" in text
    assert 'resolution 5/2<a href="#note1">¹</a>' in text and 'id="note1"' in text


def test_a_summary_says_that_it_is_none_of_the_official_text(client):
    resolution = make_resolution(is_summary=True, source_address="https://example.org/original")

    text = page(client, resolution).text

    assert text.count("summary by the portal.") == 1 + len(resolution.paragraphs.all())
    assert "Summary, not the official text." in text and "https://example.org/original" in text


def hide(state):
    """A text that is not public, and a public one that revises it and names it."""
    document = Document.objects.exclude(symbol=None).first()
    words = f"Urges {CANARY}, article 20 of the Organized Crime Convention, {document.symbol}"
    hidden = make_resolution(
        [Piece(K.OPERATIVE, words)], title=f"Of {CANARY}", symbol="A/RES/99/1", sponsors=[CANARY],
        published=state == "withdrawn",
    )  # fmt: skip
    shown = make_resolution([Piece(K.OPERATIVE, "Recalls A/RES/99/1")], revises=hidden)
    if state == "withdrawn":
        actions.withdraw(hidden, reason="A mistake.", by=CoordinatorFactory())
    return hidden, shown, document


def words_of(answer):
    return b"".join(answer).decode() if answer.streaming else answer.text


def leaks(answers, word):
    return [address for address, one in answers.items() if word in words_of(one)]


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("withdrawn", 410)])
def test_what_is_not_public_is_nowhere(client, state, status):
    hidden, shown, document = hide(state)
    article = Article.objects.get(instrument__code="UNTOC", number=20)
    addresses = [
        "/en/resolutions/", f"/en/resolutions/?q={CANARY[:5]}", shown.get_absolute_url(), "/resolutions.csv",
        "/resolutions.json", "/feeds/resolutions.atom", f"/resolutions/{shown.slug}.json", article.get_absolute_url(),
        document.get_absolute_url(), hidden.get_absolute_url(), f"/resolutions/{hidden.slug}.json",
    ]  # fmt: skip

    answers = {address: client.get(address) for address in addresses}

    assert leaks(answers, CANARY) == [] and hidden.slug not in words_of(answers[shown.get_absolute_url()])
    assert answers[addresses[-2]].status_code == answers[addresses[-1]].status_code == status
    assert client.get(reverse("resolutions:resolution_changes", args=[shown.slug])).status_code == 404


def test_hostile_text_stands_there_as_text(client):
    evil = "<script>alert(1)</script>"
    lead = f"Urges {evil}"
    pieces = [
        Piece(K.OPERATIVE, f"{lead}¹", "1.", lead=lead, key="1", addressees=(evil,), after=evil),
        Piece(K.NOTE, evil, "¹"), Piece(K.OPENING, evil), Piece(K.HEADING, evil), Piece(K.CLOSING, evil),
    ]  # fmt: skip
    resolution = make_resolution(pieces, title=f"Of {evil}", body=evil, sponsors=[evil], agenda_item=evil)

    for answer in (page(client, resolution), client.get("/en/resolutions/"), client.get("/en/resolutions/?q=alert")):
        assert answer.status_code == 200
        assert evil not in answer.text and "&lt;script&gt;" in answer.text


def test_references_lead_to_articles_documents_and_other_texts(client):
    former = make_resolution(symbol="CTOC/COP/2026/L.4")
    document = Document.objects.get(symbol="A/RES/76/7")
    pieces = [Piece(K.OPERATIVE, "Recalls CTOC/COP/2026/L.4, General Assembly resolution 76/7, resolution 5/9 and "
                    "article 20 of the Organized Crime Convention", "1.", key="1")]  # fmt: skip

    text = page(client, make_resolution(pieces)).text

    article = Article.objects.get(instrument__code="UNTOC", number=20)
    for address in (former.get_absolute_url(), document.get_absolute_url(), article.get_absolute_url()):
        assert f'<a href="{address}">' in text
    assert "<bdi>Resolution 5/9</bdi>" in text


def test_articles_and_documents_lead_to_the_paragraphs_that_name_them(client):
    article = Article.objects.get(instrument__code="UNTOC", number=20)
    document = Document.objects.get(symbol="A/RES/76/7")
    pieces = [Piece(K.OPERATIVE, "Recalls resolution 76/7 and article 20 of the Organized Crime Convention")]
    resolution = make_resolution(pieces)

    for thing, thread in ((article, threads.on_article), (document, threads.on_document)):
        sections = {one.strand.kind: one.found for one in thread.sections(thing)}
        assert [link.address for link in sections["resolutions"].links] == [f"{resolution.get_absolute_url()}#OP1"]
        assert f"{resolution.get_absolute_url()}#OP1" in client.get(thing.get_absolute_url()).text


def test_the_floors_above_put_evidence_beside_a_paragraph(client):
    resolution = make_resolution()

    def cited(one):
        return [("OP2-a", threads.Link("Statement 7", "/en/statements/7/"))] if one == resolution else []

    beside_paragraphs.register(cited)
    try:
        text = page(client, resolution).text
    finally:
        beside_paragraphs._functions.remove(cited)

    row = text.partition('id="OP2-a"')[2]
    assert '<a href="/en/statements/7/">Statement 7</a>' in row and "Nothing on record" not in row


def test_languages_stand_side_by_side_by_their_addresses(client):
    english = make_resolution()
    french = make_resolution(
        [Piece(K.OPERATIVE, "Engage les États", "1.", key="1")], language="fr", translation_of=english
    )
    other = make_resolution()

    assert f"?beside={french.slug}" in page(client, english).text
    text = page(client, english, beside=french.slug).text
    assert "Engage les États" in text.partition('id="OP1"')[2].partition('id="OP2"')[0]
    assert "The other text has no paragraph" in text
    assert "Engage les États" not in page(client, other, beside=french.slug).text
    assert page(client, english, beside="x" * 300).status_code == 200


def test_lineage_leads_from_the_draft_to_what_was_adopted_and_shows_what_changed(client):
    draft = make_resolution(
        [Piece(K.OPERATIVE, "Urges States to light the post", "1.", key="1")], symbol="A/C.3/81/L.1"
    )
    revised = make_resolution(
        [Piece(K.OPERATIVE, "Urges States to light every post", "1.", key="1")], symbol="A/C.3/81/L.1/Rev.1",
        revises=draft,
    )  # fmt: skip
    adopted = make_resolution(symbol="A/RES/81/1", revises=revised)

    assert revised.get_absolute_url() in page(client, draft).text
    assert {draft.get_absolute_url(), revised.get_absolute_url()} <= {
        one.get_absolute_url() for one in page(client, adopted).context["lineage"]
    }
    changes = client.get(reverse("resolutions:resolution_changes", args=[revised.slug])).text
    assert "<del>the</del>" in changes and "<ins>every</ins>" in changes


QUERIES = [
    {"q": "harbours light"}, {"body": "General Assembly"}, {"session": 81}, {"sponsor": "Südland"}, {"year": 2026},
    {"topic": "victims"}, {"instrument": "FIREARMS"}, {"q": '"lighting of harbours"'},
]  # fmt: skip


def test_the_list_is_narrowed_by_every_filter_and_the_files_hold_the_same(client):
    wanted = make_resolution(
        [Piece(K.OPERATIVE, "Urges the lighting of harbours", "1.", key="1")], title="Of the Firearms Protocol",
        body="General Assembly", session=81, sponsors=["Südland"], date="2026-05-12", precision="day",
    )  # fmt: skip
    theme, target = Theme.objects.get(code="victims"), SdgTarget.objects.all()[:1]
    tagging.tag(wanted.paragraphs.get(anchor="OP1"), {"theme": [theme], "target": target}, by=CoordinatorFactory())
    other = make_resolution()

    for query in QUERIES:
        found = client.get("/en/resolutions/", query).text
        rows = json.loads(client.get("/resolutions.json", query).getvalue())["rows"]

        assert wanted.title in found and other.title not in found, query
        assert [row["slug"] for row in rows] == [wanted.slug], query
        assert wanted.title in client.get("/feeds/resolutions.atom", query).text, query


def test_what_no_text_has_is_said_and_what_cannot_be_read_is_refused_by_the_files(client):
    make_resolution()

    assert "No text matches" in client.get("/en/resolutions/", {"q": "giraffe"}).text
    assert client.get("/resolutions.csv", {"session": "none"}).status_code == 400
    assert client.get("/feeds/resolutions.atom", {"session": "none"}).status_code == 400


def test_a_text_as_data_has_every_paragraph_and_what_it_refers_to(client):
    resolution = make_resolution()

    data = client.get(f"/resolutions/{resolution.slug}.json").json()

    assert [one["anchor"] for one in data["paragraphs"]] == ["PP1", "OP1", "OP2", "OP2-a"]
    assert data["paragraphs"][3]["above"] == "OP2" and data["paragraphs"][1]["strength"] == "urges"
    assert data["notes"][0]["refers_to"][0]["as_printed"] == "CTOC/COP/2022/1"


def test_the_list_asks_as_often_for_one_text_as_for_three(client, django_assert_num_queries):
    client.get("/en/resolutions/")

    for more in (1, 2):
        for _number in range(more):
            make_resolution()
        with django_assert_num_queries(11):
            client.get("/en/resolutions/")


@pytest.mark.parametrize("operative", [1, 50])
def test_the_page_asks_as_often_for_one_paragraph_as_for_fifty(
    client, django_assert_num_queries, monkeypatch, operative
):
    monkeypatch.setattr(beside_paragraphs, "_functions", [])  # what the floors above ask counts for itself
    resolution = make_resolution(some_pieces(operative=operative))
    for paragraph in resolution.paragraphs.all():
        paragraph.themes.set(Theme.objects.all()[:2])
    page(client, resolution)

    with django_assert_num_queries(14):
        page(client, resolution)


def test_counts_of_queries_rest_on_rows(client):
    make_resolution()

    assert Resolution.objects.public().count() == 1 and Reference.objects.count() == 2
