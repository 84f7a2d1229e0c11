"""No thread ends nowhere: with the demo content, every link of every article and document leads to a page."""

import re

import pytest

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
    assert set(seen) >= {"panels", "statements", "resolutions", "asks", "states", "analyses", "figures"}
    assert "The criminalization article of the Firearms Protocol" in page
    assert "Canada" in page and "See the whole list" in page


def test_one_gets_back_to_the_thread_from_what_hangs_on_it(demo_db, client):
    """From the panel, the statement and the State that an article leads to, a link leads back to it or its list."""
    for code, number, kind in (("firearms", 5, "panels"), ("firearms", 8, "statements"), ("firearms", 5, "states")):
        article = Article.objects.select_related("instrument").get(instrument__code=code.upper(), number=number)
        link = on_article.strands[kind].find(article).links[0]
        back = {address for address, _place in links_of(client.get(link.address).text)}

        assert back & {article.get_absolute_url(), "/en/articles/"}, kind
