"""Addresses of the articles: each has one, in each language, and nothing that only looks like one answers."""

import re

import pytest

from portal.mechanism.models import Article, Instrument, Provision
from portal.threads import on_article
from tests.factories.mechanism import ArticleFactory, InstrumentFactory, SourceFactory

pytestmark = pytest.mark.django_db
LIST = "/en/articles/"
# The first and the last of each instrument, the one digit that stands inside two, and the last with one digit.
SHAPES = [
    ("untoc", 1), ("untoc", 9), ("untoc", 10), ("untoc", 14), ("untoc", 41), ("tip", 1), ("tip", 20), ("som", 1),
    ("som", 25), ("firearms", 1), ("firearms", 4), ("firearms", 21),
]  # fmt: skip


def test_an_article_answers_with_its_own_title_and_no_other(client):
    for code, number in SHAPES:
        article = Article.objects.get(instrument__code=code.upper(), number=number)
        page = client.get(f"{LIST}{code}/{number}/")

        assert page.status_code == 200 and page.context["article"] == article, (code, number)
        assert re.search(rf"<h1>Article {number}: <bdi[^>]*>{re.escape(article.title)}</bdi></h1>", page.text), (
            code,
            number,
        )
        assert [one.strand.kind for one in page.context["sections"]] == [
            one.strand.kind for one in on_article.sections(article)
        ], (code, number)


LOOK_ALIKE = [
    "untoc/05/", "untoc/005/", "untoc/0020/",  # one address for one article
    "untoc/5bis/", "untoc/16-bis/", "untoc/16 bis/", "untoc/XX/", "untoc/5.0/", "untoc/+5/", "untoc/٥/", "untoc/５/",
    "untoc/5/2/", "untoc//", "untoc-/5/", "u_ntoc/5/", "Untoc/5/", "firearms/22/", "som/26/", "untoc-5/",
    "untoc/32767/", "untoc/32768/", "untoc/9223372036854775808/",
]  # fmt: skip


@pytest.mark.parametrize("address", LOOK_ALIKE)
def test_what_only_looks_like_an_article_is_not_there(client, address):
    assert client.get(LIST + address).status_code == 404


def test_the_one_address_holds_in_every_language(client):
    for language in ["ar", "es", "fr", "ru", "zh-hans"]:
        assert client.get(f"/{language}/articles/firearms/21/").status_code == 200, language
        assert client.get(f"/{language}/articles/firearms/021/").status_code == 404, language


def test_an_article_is_only_read(client):
    address = f"{LIST}tip/9/"

    assert client.head(address).status_code == 200
    assert {client.post(address).status_code, client.put(address).status_code} == {405}


def test_a_gap_in_the_numbers_is_no_neighbour(client):
    instrument = InstrumentFactory(code="GAPS")
    for number in (1, 3, 4):
        ArticleFactory(instrument=instrument, number=number)

    page = client.get(f"{LIST}gaps/3/")

    assert page.context["previous"] is None and page.context["next"].number == 4
    assert client.get(f"{LIST}gaps/2/").status_code == 404


def test_a_number_is_of_its_instrument_and_of_no_other(client):
    titles = {code: client.get(f"{LIST}{code}/5/").context["article"] for code in ("untoc", "tip", "som", "firearms")}

    assert {one.instrument.slug: one.number for one in titles.values()} == dict.fromkeys(titles, 5)
    assert len({one.pk for one in titles.values()}) == Instrument.objects.filter(articles__number=5).count() == 4


def test_the_anchors_of_the_paragraphs_stand_once_on_a_page():
    anchors = [(one.article_id, one.anchor) for one in Provision.objects.all()]

    assert len(set(anchors)) == len(anchors) > 0
    assert all(re.fullmatch(r"par[a-z0-9-]+", anchor) for _article, anchor in anchors)


def test_a_title_with_markup_is_text(client):
    instrument = InstrumentFactory(code="ODD", source=SourceFactory(citation="<i>x</i> report"))
    ArticleFactory(instrument=instrument, number=1, title="<script>alert(1)</script>")

    page = client.get(f"{LIST}odd/1/").text + client.get(LIST).text

    assert "<script>alert" not in page and "<i>x</i>" not in page and "&lt;script&gt;alert" in page
