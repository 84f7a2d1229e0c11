"""What a text and its paragraphs are filed under: chosen by search at the desk, shown to readers, every change kept."""

import pytest
from django.urls import reverse

from dialogues.resolutions import actions, tagging
from dialogues.resolutions.models import ResolutionQuerySet
from portal.mechanism.models import Article, WorkingGroup
from portal.mechanism.tagging import KINDS
from portal.mechanism.topics import rows_of
from portal.records import InvalidMove
from portal.threads import on_article
from tests.factories.organizations import CoordinatorFactory, UserFactory
from tests.factories.resolutions import make_resolution
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return Article.objects.select_related("instrument").get(instrument__code="TIP", number=9)


def file_under(thing, *keys: str) -> None:
    tagging.tag(thing, rows_of(keys, KINDS), by=CoordinatorFactory())


def pages(resolution):
    paragraph = resolution.paragraphs.get(anchor="OP1")
    return (
        reverse("resolution_topics", args=[resolution.uuid]),
        reverse("paragraph_topics", args=[resolution.uuid, paragraph.anchor]),
    )


def test_topics_are_found_by_words_and_nothing_is_stored_before_they_are_ticked(client, coordinator):
    client.force_login(coordinator)
    resolution = make_resolution()
    for address in pages(resolution):
        found = client.post(address, {"topics_find": "trafficking persons", "topics_found": ""})

        assert found.status_code == 200 and 'value="group:TIP"' in found.text and "state:" not in found.text
    assert not resolution.working_groups.exists()


def test_what_is_ticked_is_stored_and_every_change_stays_with_who_made_it(client, coordinator, article):
    client.force_login(coordinator)
    resolution = make_resolution()
    paragraph = resolution.paragraphs.get(anchor="OP1")
    whole, one = pages(resolution)

    assert client.post(whole, {"topics": ["group:TIP", "theme:victims"]}).status_code == 302
    client.post(one, {"topics": ["article:TIP-9", "target:16.2"]})
    client.post(one, {"topics": ["article:TIP-9"]})
    client.post(one, {"topics": ["article:TIP-9"]})

    assert [str(group) for group in resolution.working_groups.all()] == [str(WorkingGroup.objects.get(code="TIP"))]
    assert list(paragraph.articles.all()) == [article] and not paragraph.targets.exists()
    changes = [(change.anchor, sorted(one.name for one in change.added), [one.name for one in change.removed])
               for change in tagging.history(resolution)]  # fmt: skip
    assert changes == [
        ("OP1", [], ["16.2"]), ("OP1", ["16.2", "TIP-9"], []), ("", ["TIP", "victims"], []),
    ]  # fmt: skip
    assert {change.by for change in tagging.history(paragraph)} == {coordinator}
    assert "OP1" in client.get(whole).text and str(coordinator) in client.get(one).text


def test_nobody_else_files_anything(client):
    client.force_login(UserFactory(is_staff=True))

    assert {client.post(address, {"topics": []}).status_code for address in pages(make_resolution())} <= {302, 403}


def test_a_reader_finds_them_beside_the_paragraph_in_each_language_of_the_text(client, article):
    english = make_resolution()
    french = make_resolution(language="fr", translation_of=english)
    file_under(english.paragraphs.get(anchor="OP1"), "article:TIP-9")
    file_under(english, "group:TIP")

    for text in (english, french):
        page = client.get(text.get_absolute_url()).text
        row = page.partition('id="OP1"')[2].partition('id="OP2"')[0]
        assert f'href="{article.get_absolute_url()}"' in row
        assert "Working Group on Trafficking in Persons" in page


def test_what_a_translation_is_about_is_said_of_its_original(client, coordinator):
    client.force_login(coordinator)
    english = make_resolution()
    french = make_resolution(language="fr", translation_of=english)

    for address, original in zip(pages(french), pages(english), strict=True):
        answer = client.post(address, {"topics": ["group:TIP"]}, follow=True)
        assert answer.redirect_chain == [(original, 302)] and "This is the original." in answer.text
    with pytest.raises(InvalidMove):
        file_under(french, "group:TIP")

    assert not french.working_groups.exists() and not english.working_groups.exists()


def test_a_translation_shows_and_is_found_by_what_its_original_is_about(client):
    english = make_resolution()
    french = make_resolution(language="fr", translation_of=english)
    file_under(english, "instrument:SOM", "theme:victims")

    assert 'href="/en/resolutions/?instrument=SOM"' in client.get(french.get_absolute_url()).text
    for query in ({"instrument": "SOM"}, {"topic": "victims"}):
        assert set(client.get("/en/resolutions/", query).context["page_obj"]) == {english, french}


def test_the_article_leads_to_what_is_filed_under_it_and_to_the_list_of_all(client, article):
    resolution, _other = make_resolution(), make_resolution()
    address = resolution.get_absolute_url()

    for filed, place in ((resolution, ""), (resolution.paragraphs.get(anchor="OP2"), "#OP2")):
        with undone():
            file_under(filed, "article:TIP-9")

            found = on_article.strands["resolutions"].find(article)

            assert [link.address for link in found.links] == [f"{address}{place}"] and found.count == 1, filed
            assert list(client.get(found.more).context["page_obj"]) == [resolution], filed


def test_a_paragraph_that_names_the_article_and_is_filed_under_it_counts_once(article):
    draft = make_resolution(published=False)
    paragraph = draft.paragraphs.get(anchor="PP1")
    paragraph.references.create(resolution=paragraph.resolution, kind="article", number="9", article=article)
    paragraph.references.create(resolution=paragraph.resolution, kind="article", number="9 (3)", article=article)
    file_under(paragraph, "article:TIP-9")
    actions.publish(draft, by=CoordinatorFactory())

    assert on_article.strands["resolutions"].find(article).count == 1


def test_what_is_filed_in_a_draft_is_nowhere_and_would_leak_without_its_filter(article, monkeypatch):
    draft = make_resolution(published=False)
    file_under(draft, "article:TIP-9")
    file_under(draft.paragraphs.get(anchor="OP1"), "article:TIP-9")

    assert on_article.strands["resolutions"].find(article).count == 0
    monkeypatch.setattr(ResolutionQuerySet, "public", lambda rows: rows)
    assert on_article.strands["resolutions"].find(article).count == 2


FILED = [("group", "TIP", "group:TIP"), ("topic", "victims", "theme:victims"), ("article", "tip-9", "article:TIP-9")]


def test_the_library_is_filtered_by_what_texts_are_filed_under(client):
    text, by_paragraph, _other = (make_resolution() for _ in range(3))

    for name, value, key in FILED:
        with undone():
            file_under(text, key)
            file_under(by_paragraph.paragraphs.get(anchor="OP1"), key)

            found = client.get("/en/resolutions/", {name: value}).context["page_obj"]
            assert set(found) == {text, by_paragraph}, key
