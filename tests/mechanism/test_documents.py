"""The register of documents: found by symbol, body, kind and year; each with its address and who refers to it."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.mechanism.models import Document, Instrument
from portal.mechanism.official import official_address
from portal.mechanism.registers import PER_PAGE
from portal.mechanism.threads import instruments_of, short_symbol, terms_of
from tests.factories.mechanism import SourceFactory
from tests.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
PAGE = "/en/reference/documents/"


def found(client, **query) -> set[str]:
    return {str(one) for one in client.get(PAGE, query).context["page_obj"].paginator.object_list}


def make_documents(count: int, body: str = "ZZ") -> None:
    for n in range(count):
        values = {"slug": f"{body.lower()}-{n}", "symbol": f"{body}/{n}", "source": SourceFactory()}
        Document.objects.create(precision="undated", **values)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "res/55/255"}, {"A/RES/55/255"}),
        ({"q": "wg.4 11th"}, {"CTOC/COP/WG.4/2021/6"}),
        ({"body": "COP", "year": "2018"}, {"COP resolution 9/1", "CTOC/COP/2018/CRP.3"}),
        ({"type": "agreed conclusions"}, {"E/CN.6/2022/L.7"}),
        ({"q": "nothing like it"}, set()),
    ],
)
def test_documents_are_found(client, query, expected):
    assert found(client, **query) == expected


def test_a_filter_that_cannot_be_read_is_named_beside_its_field(client):
    page = client.get(PAGE, {"year": "mcmxcix", "q": "55/25"})

    assert page.status_code == 200 and 'id="year-e"' in page.text and 'value="55/25"' in page.text
    assert client.get("/reference/documents.csv", {"year": "mcmxcix"}).status_code == 400


def test_the_file_holds_what_the_page_finds(client):
    text = client.get("/reference/documents.csv", {"body": "General Assembly"}).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))

    assert {row["symbol"] for row in rows} == found(client, body="General Assembly") and len(rows) > 3


def test_the_list_has_pages(client):
    make_documents(PER_PAGE)

    page = client.get(PAGE, {"page": 2})

    assert page.context["page_obj"].number == 2 and "?page=3" in page.text


def test_a_page_asks_as_often_for_three_more_as_for_one_more(client, django_assert_num_queries):
    for address in [PAGE, "/en/reference/documents/a-res-55-25/", "/en/reference/"]:
        with undone():
            make_documents(1)
            client.get(address)
            with CaptureQueriesContext(connection) as before:
                client.get(address)
            make_documents(3, "YY")

            with django_assert_num_queries(len(before)):
                client.get(address)


def test_the_instruments_that_a_resolution_adopted_refer_to_it():
    adopted = instruments_of(Document.objects.get(symbol="A/RES/55/25"))

    assert {link.title for link in adopted.links} == {
        one.short_title for one in Instrument.objects.filter(code__in=["UNTOC", "TIP", "SOM"])
    }
    assert instruments_of(Document.objects.get(symbol=None)).count == 0, "without a symbol nothing was adopted by it"


def test_a_symbol_is_not_found_inside_a_longer_one():
    terms = {link.title for link in terms_of(Document.objects.get(symbol="A/RES/55/25")).links}
    longer = {link.title for link in terms_of(Document.objects.get(symbol="A/RES/55/255")).links}

    assert "Protocols (TIP, SOM, Firearms)" in terms and longer == set()
    assert short_symbol(Document.objects.get(symbol="COP resolution 9/1")) == "9/1"


def test_a_resolution_of_the_conference_is_cited_by_its_number(client):
    page = client.get("/en/reference/documents/cop-resolution-9-1/").text

    assert "Procedures and rules" in page and 'href="/en/glossary/#procedures-and-rules"' in page


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/55/25", "https://docs.un.org/en/A/RES/55/25"),
        ("A/C.3/78/L.12/Rev.1", "https://docs.un.org/en/A/C.3/78/L.12/Rev.1"),
        ("CTOC/COP/WG.4/2021/6", "https://docs.un.org/en/CTOC/COP/WG.4/2021/6"),
        ("CTOC/COP/2018/CRP.3", ""),
        ("CTOC/COP/2024/L.4-L.7", ""),
        ("COP resolution 9/1", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_a_whole_symbol_leads_to_the_official_text(symbol, address):
    assert official_address(symbol) == address


def test_the_official_text_is_that_of_the_readers_language(client):
    assert "https://docs.un.org/zh/A/RES/55/25" in client.get("/zh-hans/reference/documents/a-res-55-25/").text
    assert client.get("/en/reference/documents/no-such/").status_code == 404
