"""What the declaration asks for and of which articles: an index of the coordinators beside a text that stays frozen."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.mechanism.models import Article
from portal.records import InvalidMove
from portal.threads import on_article
from submissions.declaration import actions, asking, checking, handing, revising
from submissions.declaration.handed import Ask
from submissions.declaration.texts import DeclarationQuerySet
from tests.declaration.test_handing import HANDED
from tests.factories.declaration import make_declaration, make_draft, make_locked, make_round

pytestmark = pytest.mark.django_db
THREE = "We are many.\n\nWe ask to be heard.\n\nWe ask for a timetable."


@pytest.fixture
def article() -> Article:
    return Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=32)


def ask_of(declaration, article, paragraph: int = 2, words: str = "To be heard") -> Ask:
    return asking.add_ask(declaration, paragraph=paragraph, words=words, articles=[article], by=None)


def test_an_ask_has_its_articles_before_signing_opens_and_the_text_stays_as_it_is(client, article):
    declaration = make_locked()
    text = declaration.versions.get()

    ask_of(declaration, article)

    page = client.get(declaration.get_absolute_url()).text
    asks = page.partition('id="asks"')[2].partition("</section>")[0]
    assert f'href="{article.get_absolute_url()}"' in asks and '<a href="#para2">2</a>' in asks and "To be heard" in asks
    assert "no part of the text that is signed" in asks and "Status over time" not in asks
    assert declaration.versions.get().sha256 == text.sha256 and checking.verify(declaration).ok


@pytest.mark.parametrize("make", [make_draft, make_round])
def test_a_text_that_still_changes_has_no_asks(make, article):
    with pytest.raises(InvalidMove):
        ask_of(make(), article)


def test_an_ask_stands_in_a_paragraph_that_the_text_has(article):
    for paragraph in (0, 3):
        with pytest.raises(ValidationError):
            ask_of(make_locked(), article, paragraph)


def test_the_articles_are_chosen_by_search_at_the_desk_and_may_be_chosen_again(client, coordinator, article):
    client.force_login(coordinator)
    declaration = make_declaration()
    new = reverse("declaration_manage_ask", args=[declaration.slug])

    found = client.post(new, {"paragraph": "", "words": "To be heard", "articles_find": "article 32"})
    assert 'value="article:UNTOC-32"' in found.text and 'value="To be heard"' in found.text
    assert "state:" not in found.text and "This field is required" not in found.text and not declaration.asks.exists()

    client.post(new, {"paragraph": "2", "words": "To be heard", "articles": ["article:UNTOC-32"]})
    ask = declaration.asks.get()
    assert list(ask.articles.all()) == [article]
    again = reverse("declaration_manage_ask_articles", args=[declaration.slug, ask.pk])
    assert 'value="article:UNTOC-32" checked' in client.get(again).text
    client.post(again, {"articles": ["article:TIP-9"]})
    assert [one.key for one in ask.articles.select_related("instrument")] == ["tip-9"]
    client.post(reverse("declaration_manage_ask_drop", args=[declaration.slug, ask.pk]))
    assert not declaration.asks.exists()


def test_an_ask_of_which_something_is_on_record_stays(article):
    declaration = actions.close(make_declaration(), by=None)
    ask = ask_of(declaration, article)
    handing.hand_over(declaration, by=None, **HANDED)
    handing.record_status(ask, state="no_answer", as_of=HANDED["day"], by=None)

    with pytest.raises(InvalidMove):
        asking.drop(ask, by=None)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"First of all.\n\n{THREE}", {"heard": 3, "timetable": 4}),
        ("We ask for a timetable.\n\nWe are many.", {"timetable": 1}),
        (THREE.replace("a timetable", "a public timetable"), {"heard": 2, "timetable": 3}),
    ],
)
def test_in_a_new_version_the_asks_go_along_with_their_paragraphs(article, text, places):
    declaration = make_locked(texts={"en": THREE})
    ask_of(declaration, article, 2, "heard")
    ask_of(declaration, article, 3, "timetable")

    revising.write(declaration, language="en", text=text, by=None)
    revising.publish(declaration, change="substantive", by=None)

    assert dict(declaration.asks.values_list("words", "paragraph")) == places


def test_the_article_leads_to_the_paragraph_that_asks(client, article):
    ask = ask_of(make_locked(), article)

    (link,) = on_article.strands["declaration"].find(article).links

    assert (link.title, link.about) == ("To be heard", ask.declaration.title)
    address, _hash, place = link.address.partition("#")
    assert f'id="{place}"' in client.get(address).text
    assert ask.words in client.get(article.get_absolute_url()).text


def test_an_ask_of_a_text_that_is_not_public_is_on_no_thread(article, monkeypatch):
    for declaration in (make_draft(), make_round()):
        Ask.objects.create(declaration=declaration, paragraph=1, words="Canary").articles.set([article])
    strand = on_article.strands["declaration"]

    assert strand.find(article).count == 0 and strand.find(article).links == []
    monkeypatch.setattr(DeclarationQuerySet, "public", lambda rows: rows)
    assert strand.find(article).count == 2
