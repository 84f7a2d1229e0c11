"""The register as files and feed, and one statement as a citation: read back by libraries that others use."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from itertools import product

import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from defusedxml import ElementTree
from django.utils import timezone
from openpyxl import load_workbook

from submissions.statements import citing, withdrawing
from submissions.statements.models import Statement, StatementState
from submissions.statements.tombstones import RemovalReason
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_call, make_reported, make_statement, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"
KINDS = ["json", *citing.FORMATS]
LISTS = ["/statements.csv", "/statements.json", "/statements.xlsx", "/feeds/statements.atom"]
HARD = r"Parts & 100 % of “fire_arms” {#1} ~ $5 ^ \ end"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(client, **query) -> list[dict]:
    return json.loads(body(client.get("/statements.json", query)))["rows"]


def cited(client, statement: Statement, kind: str) -> str:
    answer = client.get(f"/statements/{statement.slug}.{kind}")
    assert answer.status_code == 200
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    return body(answer).decode()


def set_day(statement: Statement, *day: int) -> Statement:
    Statement.objects.filter(pk=statement.pk).update(publish_at=datetime(*day, tzinfo=UTC))
    statement.refresh_from_db()
    return statement


@pytest.fixture
def statement() -> Statement:
    """Published at half past eleven in the evening of 30 April in UTC, which is May in Vienna."""
    house = OrganizationFactory(legal_name="Peace and Law House of Kisumu")
    made = make_statement(S.ACCEPTED, organization=house, title=HARD, summary="One.\nTwo.", language="zh-hans")
    return set_day(made, 2024, 4, 30, 23, 30)


# -- citations


def test_bibtex_is_read_back(client, statement):
    parser = BibTexParser(common_strings=True, interpolate_strings=False)
    [entry] = bibtexparser.loads(cited(client, statement, "bib"), parser).entries

    assert entry["ID"] == statement.slug and entry["ENTRYTYPE"] == "misc"
    assert entry["author"] == "{Peace and Law House of Kisumu}"
    plain = entry["title"][1:-1].replace(r"\textbackslash{}", "\0").replace(r"\textasciitilde{}", "~")
    plain = plain.replace(r"\textasciicircum{}", "^").replace("\\", "").replace("\0", "\\")
    assert plain == HARD
    assert (entry["year"], entry["month"], entry["date"]) == ("2024", "5", "2024-05-01")
    assert entry["number"].replace("\\", "") == statement.reference
    assert entry["language"] == "zh-Hans"
    assert entry["abstract"] == "One. Two."


def test_ris_is_read_back(client, statement):
    text = cited(client, statement, "ris")
    [entry] = rispy.loads(text)

    assert text.endswith("ER  - \r\n")
    assert entry["type_of_reference"] == "RPRT"
    assert entry["authors"] == ["Peace and Law House of Kisumu"]
    assert entry["title"] == HARD
    assert (entry["year"], entry["date"]) == ("2024", "2024/05/01/")
    assert entry["urls"] == [f"http://testserver/statements/{statement.slug}/"]
    assert entry["abstract"] == "One. Two."


def test_csl_and_schema_org_say_the_same(client, statement):
    [item] = json.loads(cited(client, statement, "csl.json"))
    thing = json.loads(cited(client, statement, "jsonld"))

    assert item["issued"]["date-parts"] == [[2024, 5, 1]] and thing["datePublished"] == "2024-05-01"
    assert item["title"] == thing["name"] == HARD
    assert item["author"] == [{"literal": thing["author"]["name"]}]
    assert item["number"] == thing["reportNumber"] == statement.reference
    assert item["URL"] == thing["url"]


def test_a_reported_statement_says_where_it_was_reported(client):
    reported = make_reported(reported_from="Report of a conference, page 3")

    for kind in ("bib", "ris", "csl.json"):
        text = cited(client, reported, kind)
        assert "As reported in: Report of a conference, page 3. Summary by the portal." in text


def test_a_line_break_in_a_title_starts_no_new_field(client):
    made = make_statement(S.ACCEPTED, title="One\r\nTY  - BOOK\nER  - ")

    [entry] = rispy.loads(cited(client, made, "ris"))

    assert entry["title"] == "One TY - BOOK ER -"


def test_the_page_leads_to_each_format(client, statement):
    page = client.get(statement.get_absolute_url()).text

    for kind in KINDS:
        assert f'href="/statements/{statement.slug}.{kind}"' in page


def test_the_files_of_a_statement_stand_in_its_document_under_addresses_that_lead_to_them(client):
    made = make_statement(S.ACCEPTED, files=1)
    stored = made.current.attachments.get()

    [file] = json.loads(cited(client, made, "json"))["files"]

    assert (file["description"], file["sha256"], file["bytes"]) == (stored.description, stored.sha256, stored.size)
    assert client.get(file["address"].removeprefix("http://testserver")).status_code == 200
    assert stored.given_name not in cited(client, made, "json")


def test_another_format_does_not_exist(client, statement):
    for kind in ("exe", "pdf.exe", "BIB", "bib.bib"):
        assert client.get(f"/statements/{statement.slug}.{kind}").status_code == 404, kind


# -- what is taken away


def test_a_withdrawn_statement_is_cited_as_that_and_its_text_is_gone(client):
    made = make_statement(S.ACCEPTED, title="Before", summary=CANARY, source=f"{CANARY} " * 30)
    withdrawing.withdraw(made, by=writer_of(made.organization), reason="We found a mistake.")

    assert client.get(f"/statements/{made.slug}.json").status_code == 410
    for kind in citing.FORMATS:
        text = cited(client, made, kind)
        assert "[withdrawn] Before" in text.replace("\\", "")
        assert CANARY not in text


def test_a_removed_statement_is_gone_in_every_format(client):
    made = make_statement(S.ACCEPTED, title=CANARY)
    withdrawing.remove(made, by=CoordinatorFactory(), code=RemovalReason.PERSON, reason="It named a person.")

    for kind in KINDS:
        answer = client.get(f"/statements/{made.slug}.{kind}")

        assert answer.status_code == 410, kind
        assert CANARY not in answer.text, kind


# -- the list


def test_the_file_holds_exactly_what_the_page_lists(client):
    for title, language in (("Alder", "en"), ("Birch", "fr"), ("Cedar", "fr")):
        make_statement(S.ACCEPTED, title=title, language=language)

    assert [row["title"] for row in rows(client)] == ["Cedar", "Birch", "Alder"]
    assert [row["title"] for row in rows(client, language="fr", sort="title")] == ["Birch", "Cedar"]
    assert [row["title"] for row in rows(client, q="alder")] == ["Alder"]
    page = client.get("/en/statements/?language=fr&sort=title").text
    assert 'href="/statements.csv?language=fr&amp;sort=title"' in page


def test_all_kinds_of_file_hold_the_same_and_say_where_it_comes_from(client):
    house = OrganizationFactory(legal_name="=Formula House")
    made = make_statement(S.ACCEPTED, organization=house, title="Alder")

    [row] = rows(client)
    text = body(client.get("/statements.csv?q=alder")).decode("utf-8-sig")
    head, lines = text.splitlines()[:5], text.splitlines()[5:]
    [line] = csv.DictReader(io.StringIO("\n".join(lines)))
    sheet = load_workbook(io.BytesIO(body(client.get("/statements.xlsx"))))["data"]
    names, cells = [[cell.value for cell in found] for found in sheet.iter_rows()]

    assert head[1] == "# query: q=alder"
    assert any("licence" in one for one in head)
    assert line["organization"] == "'=Formula House" == dict(zip(names, cells, strict=True))["organization"]
    assert row["organization"] == "=Formula House"
    assert line["reference"] == row["reference"] == made.reference
    assert row["sha256"] == made.current.sha256


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_takes_as_many_queries_for_one_as_for_three(client, number, django_assert_num_queries):
    for _ in range(number):
        make_statement(S.ACCEPTED)

    with django_assert_num_queries(8):
        body(client.get("/statements.json"))


def test_the_feed_is_read_back_and_follows_the_filter(client):
    made = make_statement(S.ACCEPTED, title="Alder & <b>Birch</b>", summary="What <i>grows</i>.", language="fr")
    make_statement(S.ACCEPTED, title="Cedar")

    feed = feedparser.parse(body(client.get("/feeds/statements.atom?language=fr")))

    assert not feed.bozo
    assert feed.version == "atom10"
    [entry] = feed.entries
    assert entry.id == f"urn:uuid:{made.uuid}"
    assert entry.link == f"http://testserver/statements/{made.slug}/"
    assert (entry.title, entry.title_detail.type) == ("Alder & <b>Birch</b>", "text/plain")
    assert entry.summary == "What &lt;i&gt;grows&lt;/i&gt;."
    assert entry.author == made.organization.legal_name
    (own,) = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == "http://testserver/feeds/statements.atom?language=fr"
    assert len(feedparser.parse(body(client.get("/feeds/statements.atom"))).entries) == 2


def test_the_description_of_the_search_is_what_browsers_read(client):
    answer = client.get("/opensearch.xml")
    root = ElementTree.fromstring(answer.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"

    assert len(root.findtext(f"{space}ShortName")) <= 16
    assert root.find(f"{space}Url").get("template").startswith("http://testserver/statements/?q={searchTerms}")
    assert 'rel="search"' in client.get("/en/statements/").text


# -- what is not public


def hidden() -> list[Statement]:
    """Statements in every state that the public does not read."""
    states = [state for state in S.values if state not in (S.ACCEPTED, S.WITHDRAWN)]
    same, later = {"call": make_call(), "coordinator": CoordinatorFactory()}, timezone.now() + timedelta(days=3)
    found = [make_statement(state, title=f"{CANARY} {state}", **same) for state in states]
    return [*found, make_statement(S.ACCEPTED, title=f"{CANARY} later", publish_at=later, **same)]


def test_what_is_hidden_is_in_no_file_and_no_feed(client):
    hidden()
    public = make_statement(S.ACCEPTED, title=f"{CANARY} public")

    for address in LISTS:
        content = body(client.get(address, {"q": CANARY}))
        if address.endswith("xlsx"):
            sheet = load_workbook(io.BytesIO(content))["data"]
            content = "\n".join(str(cell.value) for line in sheet.iter_rows() for cell in line).encode()

        assert f"{CANARY} public".encode() in content, address  # the canary is found where it may be
        for state in ("draft", "submitted", "returned", "rejected", "removed", "later"):
            assert f"{CANARY} {state}".encode() not in content, (address, state)
        assert public.reference.encode() in content or address.endswith("atom"), address


def test_what_never_was_public_has_no_citation(client):
    for statement, kind in product(hidden(), KINDS):
        if statement.state != S.REMOVED and statement.slug:
            answer = client.get(f"/statements/{statement.slug}.{kind}")
            assert answer.status_code == 404, (statement.state, kind)


def test_an_embargo_ends_by_the_query(client):
    soon = make_statement(S.ACCEPTED, title="Soon", publish_at=timezone.now() + timedelta(minutes=1))
    assert rows(client) == []

    Statement.objects.filter(pk=soon.pk).update(publish_at=timezone.now())

    assert [row["title"] for row in rows(client)] == ["Soon"]


@pytest.mark.parametrize("address", [*LISTS, "/opensearch.xml"])
def test_no_query_breaks_a_file(client, address):
    for query in ("q=" + "x" * 10_000, "q=%00", "language=%00", "sort=%3B", "year=x", "q=%22"):
        assert client.get(f"{address}?{query}").status_code in (200, 400), query
