"""How a text is cited, in which languages it stands, and from what it came."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser

from dialogues.resolutions import actions
from dialogues.resolutions.sheet import Piece, PieceKind
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution, some_pieces

pytestmark = pytest.mark.django_db
K = PieceKind


@pytest.mark.parametrize(
    ("title", "symbol", "words"),
    [
        ("Of lamps", "A/RES/1/1", "Conference of the Parties, “Of lamps” (A/RES/1/1, Adopted, 12 May 2026)"),
        ("Of <lamps>", "", "Conference of the Parties, “Of &lt;lamps&gt;” (Resolution, Adopted, 12 May 2026)"),
    ],
)
def test_a_citation_names_body_title_symbol_day_paragraph_and_address(client, title, symbol, words):
    text = make_resolution(title=title, symbol=symbol, standing="adopted", date="2026-05-12", precision="day")

    page = client.get(text.get_absolute_url()).text

    assert f"{words}. {text.permanent_address}<" in page
    assert f"{words}, OP2-a. {text.permanent_address}#OP2-a<" in page


def test_from_right_to_left_each_part_of_a_citation_stands_apart(client):
    text = make_resolution(title="Of <lamps>", standing="adopted")

    cited = client.get(f"/ar/resolutions/{text.slug}/").text.partition('<p translate="no">')[2].partition("</p>")[0]

    assert all(f'<bdi lang="en" dir="ltr">{words}</bdi>' in cited for words in (text.body, "Of &lt;lamps&gt;"))
    assert f"<bdi>{text.permanent_address}</bdi>" in cited


def test_what_is_cited_has_the_same_address_in_every_language(client):
    text = make_resolution()

    for language in ("ar", "zh-hans", "fr", "ru", "es"):
        page = client.get(f"/{language}/resolutions/{text.slug}/").text

        assert f"{text.permanent_address}#OP2-a<" in page, language
        assert f"/{language}/resolutions/{text.slug}/#" not in page, language


def test_each_language_stands_beside_each_other_one_with_its_direction(client):
    first = make_resolution(some_pieces(operative=1))
    words = {"ar": "تحث الدول", "fr": "Engage les États"}
    others = [
        make_resolution([Piece(K.OPERATIVE, said, "1.", key="1")], language=language, translation_of=first)
        for language, said in words.items()
    ]

    for one in (first, *others):
        beside = [other for other in (first, *others) if other != one]
        shown = {other.language: client.get(one.get_absolute_url(), {"beside": other.slug}).text for other in beside}
        assert set(shown) == {"en", "ar", "fr"} - {one.language}
        assert all(f'lang="{code}" dir="auto"' in page for code, page in shown.items())
    assert [one.slug.rsplit("-", 1)[-1] for one in others] == ["ar", "fr"]


def test_lineage_is_told_in_order_from_wherever_one_stands(client):
    texts = [make_resolution(standing="draft")]
    for standing in ("revised draft", "revised draft", "adopted"):
        texts.append(make_resolution(standing=standing, revises=texts[-1]))
    slugs = [one.slug for one in texts]

    told = [[one.slug for one in client.get(text.get_absolute_url()).context["lineage"]] for text in texts]

    assert told == [slugs[:2], slugs[:3], slugs, slugs]


def cited(client, text, kind):
    answer = client.get(f"/resolutions/{text.slug}.{kind}")
    assert (answer.status_code, answer.cookies) == (200, {})
    return answer.text


def test_reference_managers_read_back_what_is_printed(client):
    text = make_resolution(title="Of {lamps} & co", symbol="CTOC/COP/2026/L.2", standing="draft", session=13,
                           date="2026-05-12", precision="day", language="zh-hans")  # fmt: skip

    parser = BibTexParser(common_strings=True, interpolate_strings=False)
    [bib] = bibtexparser.loads(cited(client, text, "bib"), parser).entries
    [ris] = rispy.loads(cited(client, text, "ris"))
    [csl] = json.loads(cited(client, text, "csl.json"))

    assert (bib["ID"], bib["author"], bib["type"]) == (text.slug, "{Conference of the Parties}", "Draft resolution")
    assert (bib["number"], bib["date"], bib["language"]) == ("CTOC/COP/2026/L.2", "2026-05-12", "zh-Hans")
    assert (ris["title"], ris["date"], ris["urls"]) == (text.title, "2026/05/12/", [text.permanent_address])
    assert (csl["title"], csl["number"], csl["event-title"]) == (text.title, "CTOC/COP/2026/L.2", "Session 13")


def test_no_symbol_and_no_day_is_made_up_and_a_summary_says_that_it_is_one(client):
    text = make_resolution(symbol="", session=None, date="2022-10-01", precision="month", is_summary=True,
                           source_address="https://example.org/a")  # fmt: skip
    undated = make_resolution(symbol="", number="")

    bib, ris = (cited(client, text, kind) for kind in ("bib", "ris"))

    assert "number =" not in bib and "date = {2022-10}" in bib and "Summary by the portal" in bib
    assert "SN  -" not in ris and "DA  - 2022/10//" in ris
    assert "year" not in cited(client, undated, "bib") and "DA  -" not in cited(client, undated, "ris")
    assert client.get(f"/resolutions/{text.slug}.exe").status_code == 404


def test_the_page_leads_to_the_citations_and_a_withdrawn_text_has_none(client):
    text = make_resolution()
    page = client.get(text.get_absolute_url()).text
    actions.withdraw(text, reason="Not ours.", by=CoordinatorFactory())

    for kind in ("bib", "ris"):
        assert f'href="/resolutions/{text.slug}.{kind}"' in page
        assert client.get(f"/resolutions/{text.slug}.{kind}").status_code == 410
