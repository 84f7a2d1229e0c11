"""The treaties article by article: all 107 have a page, with the treaties' titles and clusters as sure as they are."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.mechanism.models import Article, Figure
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.mechanism import FigureFactory
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db
LIST = "/en/articles/"


def article(code: str, number: int) -> Article:
    return Article.objects.get(instrument__code=code, number=number)


def test_the_list_has_the_107_articles_each_with_its_page(client):
    links = re.findall(r'href="(/en/articles/[a-z]+/\d+/)"', client.get(LIST).text)

    assert len(links) == len(set(links)) == 107
    assert {one.get_absolute_url() for one in Article.objects.select_related("instrument")} == set(links)


def test_an_article_has_the_title_of_the_treaty(client):
    for address, title in [
        ("untoc/20", "Special investigative techniques"),
        ("untoc/22", "Establishment of criminal record"),  # an encyclopaedia has other titles for these four
        ("untoc/23", "Criminalization of obstruction of justice"),
        ("firearms/7", "Record-keeping"),
        ("firearms/8", "Marking of firearms"),
        ("tip/9", "Prevention of trafficking in persons"),
    ]:
        page = client.get(f"{LIST}{address}/").text

        assert f"<h1>Article {address.split('/')[1]}: <bdi>{title}</bdi></h1>" in page, address


@pytest.mark.parametrize(
    "address",
    ["untoc/42/", "untoc/0/", "tip/21/", "nope/1/", "UNTOC/20/", "untoc/-1/", "untoc/x/", "untoc/99999999999/"],
)
def test_what_no_treaty_has_is_not_there(client, address):
    assert client.get(LIST + address).status_code == 404


@pytest.mark.parametrize(
    ("address", "words", "shape"),
    [
        ("untoc/5", "Confirmed", "on"), ("firearms/5", "Partly confirmed", "half"), ("tip/9", "Not confirmed", "none"),
    ],
)  # fmt: skip
def test_a_cluster_is_as_sure_as_its_source(client, address, words, shape):
    mark = f'<span class="st st--{shape}">{words}</span>'

    assert mark in client.get(f"{LIST}{address}/").text


def test_an_article_outside_the_clusters_says_so(client):
    assert "In no cluster that we know" in client.get(f"{LIST}untoc/1/").text


def test_the_paragraphs_that_name_civil_society_have_addresses(client):
    page = client.get(f"{LIST}untoc/31/").text

    for anchor, number in (("par2-a", "2 (a)"), ("par2-b", "2 (b)"), ("par5", "5")):
        assert f'<a href="#{anchor}">Paragraph {number}</a>' in page and f'id="{anchor}"' in page
    assert "What it says of civil society" not in client.get(f"{LIST}untoc/30/").text
    assert sum(one.provisions.count() for one in Article.objects.all()) == 10


def test_the_number_of_parties_is_the_newest_official_one_with_its_date(client):
    instrument = article("TIP", 9).instrument
    values = {"topic": "party-count", "instrument": instrument, "unit": "parties", "of": None}
    FigureFactory(value=180, as_of="2031-01-02", **values)
    FigureFactory(value=999, as_of="2032-01-02", trust="tertiary", **values)

    page = client.get(f"{LIST}tip/9/").text

    assert "180, 2 January 2031" in page and "999" not in page


def test_no_figure_of_an_encyclopaedia_stands_on_a_thread(client):
    doubtful = {str(one) for one in Figure.objects.exclude(trust__in=["official", "secondary"])}
    page = client.get(f"{LIST}untoc/20/")

    shown = next(one for one in page.context["sections"] if one.strand.kind == "figures").found
    sources = {str(link.about) for link in shown.links}
    assert doubtful and shown.links and not any("encyclopaedia" in one for one in sources)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_titles_speak_every_language(client, language):
    page = client.get(f"/{language}/articles/tip/9/")
    title = article("TIP", 9).translations[language[:2]]["title"]

    assert f">{title}</bdi></h1>" in page.text and title != article("TIP", 9).title
    assert f"https://docs.un.org/{language[:2]}/A/RES/55/25" in page.text
    assert "Prevention of trafficking" not in client.get(f"/{language}/articles/").text


def test_a_title_without_a_translation_is_marked_as_english(client):
    Article.objects.filter(pk=article("TIP", 9).pk).update(translations={})

    page = client.get("/ru/articles/tip/9/").text

    assert '<bdi lang="en" dir="ltr">Prevention of trafficking in persons</bdi></h1>' in page
    assert '<meta name="description" content="Prevention of trafficking in persons">' in page


def test_one_leads_to_the_articles_before_and_after_and_no_further(client):
    first, last = (client.get(f"{LIST}tip/{number}/").text for number in (1, 20))

    assert 'rel="next" href="/en/articles/tip/2/"' in first and 'rel="prev"' not in first
    assert 'rel="prev" href="/en/articles/tip/19/"' in last and 'rel="next"' not in last


def test_the_file_says_what_the_list_says(client):
    text = client.get("/articles.csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO("".join(x for x in text.splitlines(True) if not x.startswith("#")))))

    by = {(row["instrument"], row["number"]): row for row in rows}
    assert len(rows) == len(by) == 107
    assert by["UNTOC", "31"]["civil_society"] == "2 (a); 2 (b); 5"
    assert (by["TIP", "9"]["clusters"], by["TIP", "9"]["confidence"]) == ("II", "unconfirmed")
    assert by["TIP", "9"]["address"].endswith("/articles/tip/9/")


def test_the_page_asks_as_often_for_three_records_of_a_kind_as_for_one(client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            panel = make_panel(make_dialogue(in_days=-3))
            panel.articles.set([article("TIP", 9)])
            panel.save()
            make_statement("accepted", articles=[article("TIP", 9)])
            FigureFactory(instrument=article("TIP", 9).instrument, scope=str(len(counts) + _))
        client.get(f"{LIST}tip/9/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"{LIST}tip/9/")
        counts.append(len(queries))
    found = {one.strand.kind: one.found.count for one in page.context["sections"]}

    assert (found["panels"], found["statements"]) == (3, 3)
    assert counts[0] == counts[1] <= 26, counts
