"""No thread ends nowhere: with the demo content, every link of every article and document leads to a page."""

import re

import pytest

from dialogues.models import Resolution
from portal.mechanism.models import Article, Document
from portal.threads import on_article

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LINK = re.compile(r'href="(/[^"#]*)(#[^"]*)?"')


def links_of(page: str) -> set[tuple[str, str]]:
    """The links of the page itself, without masthead and footer: address and place on it."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return {(address.replace("&amp;", "&"), place) for address, place in LINK.findall(main)}


def test_no_thread_ends_nowhere(demo_db, client):
    things = [*Article.objects.select_related("instrument"), *Document.objects.all()]
    links = {link for thing in things for link in links_of(client.get(thing.get_absolute_url()).text)}
    pages = {address: client.get(address) for address, _place in links if "/desk/" not in address}

    assert len(things) == 107 + Document.objects.count() and len(pages) > 120
    assert {address: page.status_code for address, page in pages.items() if page.status_code != 200} == {}
    places = [(address, place[1:]) for address, place in links if place and address in pages]
    assert places and [one for one in places if f'id="{one[1]}"' not in pages[one[0]].text] == []


def test_the_demo_shows_each_kind_on_some_thread(demo_db, client):
    seen: dict[str, int] = {}
    for article in Article.objects.select_related("instrument"):
        for section in on_article.sections(article):
            seen[section.strand.kind] = max(seen.get(section.strand.kind, 0), section.found.count)
    page = client.get("/en/articles/firearms/5/").text

    assert all(seen[kind] for kind in seen)
    kinds = {"panels", "statements", "resolutions", "asks", "declaration", "states", "analyses", "figures"}
    assert set(seen) == kinds
    assert "The criminalization article of the Firearms Protocol" in page
    assert "Canada" in page and "See the whole list" in page


def test_a_report_stands_beside_a_paragraph_on_firearms_and_the_page_of_its_state_leads_there(demo_db, client):
    draft = Resolution.objects.public().get(revises__isnull=False)
    page = client.get(draft.get_absolute_url()).text
    beside = page.partition('id="OP2-a"')[2].partition('id="OP2-b"')[0]

    assert 'href="/en/consultations/ken/#reports"' in beside
    assert f'href="{draft.get_absolute_url()}#OP2-a"' in client.get("/en/consultations/ken/").text
    assert client.get(f"{draft.get_absolute_url()}changes/").status_code == 200


def test_the_analysis_leads_to_paragraphs_with_the_statements_that_cite_them(demo_db, client):
    analysis = client.get("/en/analysis/two-resolutions-of-cop11/").text

    for anchor in ("OP4-c", "OP4-d"):
        address = re.search(rf'href="(/en/resolutions/[^"]+)#{anchor}"', analysis)[1]
        beside = client.get(address).text.partition(f'id="{anchor}"')[2].partition('class="op"')[0]
        assert "Associer les organisations locales" in beside


def test_one_gets_back_to_the_thread_from_what_hangs_on_it(demo_db, client):
    """From each kind of record that an article leads to, a link leads back to it or to the list of all articles."""
    ways = [("firearms", 5, "panels"), ("firearms", 8, "statements"), ("firearms", 5, "states")]
    ways += [("untoc", 32, "declaration"), ("tip", 9, "resolutions"), ("tip", 9, "asks"), ("tip", 9, "analyses")]
    for code, number, kind in ways:
        article = Article.objects.select_related("instrument").get(instrument__code=code.upper(), number=number)
        link = on_article.strands[kind].find(article).links[0]
        back = {address for address, _place in links_of(client.get(link.address).text)}

        assert back & {article.get_absolute_url(), "/en/articles/"}, kind
