"""Analyses: what a reader finds on the page and in the list, who says it, and what never stands there."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.query import PageQuerySet

from dialogues.models import CallToAction
from dialogues.resolutions import actions as resolutions
from home.analyses import merging
from home.models import AnalysisPage
from organizations.models import Organization
from portal.mechanism.models import Article, Document, Instrument, SdgTarget, State
from portal.pages import alias_in_every_language, publish
from portal.threads import on_article, on_document
from tests.factories.analyses import make_analysis
from tests.factories.asks import make_call_to_action
from tests.factories.mechanism import FigureFactory
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.resolutions import make_resolution

pytestmark = pytest.mark.django_db
LIST = "/en/analysis/"
CANARY = "Zimtschnecke"


def read(client, page, language="en"):
    return client.get(f"/{language}/{page.address}").text


def listed(client, **query):
    return [entry.facts.title for entry in client.get(LIST, query).context["entries"]]


def test_it_leads_to_the_paragraphs_it_cites_and_these_lead_to_it(client):
    resolution = make_resolution()
    paragraph = resolution.paragraphs.get(anchor="OP2-a")
    page = make_analysis([paragraph])

    assert f'href="{paragraph.get_absolute_url()}"' in read(client, page)
    row = client.get(resolution.get_absolute_url()).text.partition('id="OP2-a"')[2]
    assert f'<a href="/en/{page.address}">{page.title}</a>' in row


def test_calls_of_its_own_and_of_the_cited_paragraphs_stand_below_it(client):
    asked = make_call_to_action()
    page = make_analysis([asked.paragraph])
    own = make_call_to_action(page=page)
    other = make_call_to_action()

    text = read(client, page)

    assert asked.text in text and own.text in text and other.text not in text
    assert f'href="/en/{page.address}"' in client.get(own.get_absolute_url()).text


def test_a_position_says_whose_it_is_with_date_and_role_of_the_author(client):
    organization = OrganizationFactory()
    page = make_analysis(organization=organization, author_role="Convener", is_position=True, precision="month")

    for text in (read(client, page), client.get(LIST).text):
        for words in ("Position of the organization", "Ada Lamp", "Convener", "May 2026",
                      f'href="{organization.get_absolute_url()}"'):  # fmt: skip
            assert words in text
    assert "and not that of the portal" in read(client, page)
    assert "Position of the organization" not in read(client, make_analysis())


def test_a_comment_is_set_apart_with_who_signs_it(client):
    said = {"text": "<p>Awareness is no lamp.</p>", "name": "Ida Wick", "role": "Keeper of lamps"}

    text = read(client, make_analysis(body=[("comment", said)]))

    assert "Awareness is no lamp." in text.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "Signed comment" in text and "Ida Wick" in text and "Keeper of lamps" in text


def test_a_figure_stands_with_its_source_and_beside_the_newest_official_one(client):
    same = {"topic": "party-count", "scope": "lamps", "instrument": Instrument.objects.first(), "of": None}
    ours = FigureFactory(**same, value=122, trust="secondary", as_of=date(2022, 11, 1))
    FigureFactory(**same, value=99, trust="official", as_of=date(2020, 1, 1))
    official = FigureFactory(**same, value=123, trust="official", as_of=date(2024, 5, 4))
    alone = FigureFactory(topic="lamps", scope="all", value=7, of=None, trust="official")

    text = read(client, make_analysis(body=[("figure", ours), ("figure", alone)]))

    for words in (">122<", ">123<", "4 May 2024", ours.source.citation, official.source.citation):
        assert words in text
    assert ">99<" not in text and text.count(">7<") == 1


def test_each_filter_finds_its_analyses(client):
    organization = OrganizationFactory()
    make_analysis(title="On work", targets=list(SdgTarget.objects.filter(code="8.7")), organization=organization)
    make_analysis(title="On arms", instruments=list(Instrument.objects.filter(code="FIREARMS")), date=date(2025, 1, 1))

    assert listed(client, target="8.7") == listed(client, organization=organization.slug) == ["On work"]
    assert listed(client, instrument="FIREARMS") == ["On arms"] and listed(client) == ["On work", "On arms"]


def test_articles_and_documents_lead_to_the_analyses_of_them(client):
    about = Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=5)
    named = Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=20)
    document = Document.objects.exclude(symbol=None).first()
    draft = make_resolution(published=False)
    paragraph = draft.paragraphs.get(anchor="OP1")
    paragraph.references.create(resolution=draft, kind="article", number="20", article=named)
    resolutions.publish(draft, by=CoordinatorFactory())
    page = make_analysis([paragraph], articles=[about], documents=[document])

    for thing, thread in ((about, on_article), (named, on_article), (document, on_document)):
        found = thread.strands["analyses"].find(thing)
        assert [(link.title, link.address) for link in found.links] == [(page.title, f"/en/{page.address}")]
        assert f'href="/en/{page.address}"' in client.get(thing.get_absolute_url()).text
    for thing in (about, document):
        assert f'href="{thing.get_absolute_url()}"' in read(client, page)


def places(article, resolution, organization):
    """Everywhere that an analysis is named."""
    return [LIST, f"{LIST}?target=8.7", article.get_absolute_url(), resolution.get_absolute_url(),
            organization.get_absolute_url(), "/en/resolutions/calls/"]  # fmt: skip


def everything(client, live):
    """An analysis with all that leads to it, and what a reader gets in all these places."""
    article = Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=5)
    resolution, organization = make_resolution(), OrganizationFactory()
    page = make_analysis(
        [resolution.paragraphs.get(anchor="OP1")], title=CANARY, live=live, articles=[article],
        organization=organization, targets=list(SdgTarget.objects.filter(code="8.7")),
    )  # fmt: skip
    make_call_to_action(page=page)
    return [client.get(one).text for one in places(article, resolution, organization)]


def test_a_draft_is_named_nowhere(client):
    assert [number for number, text in enumerate(everything(client, live=False)) if CANARY in text] == []


def test_a_published_one_is_named_everywhere(client):
    assert [number for number, text in enumerate(everything(client, live=True)) if CANARY not in text] == []


def test_without_its_filter_the_draft_would_leak(client, monkeypatch):
    monkeypatch.setattr(PageQuerySet, "live", lambda rows: rows)

    assert sum(CANARY in text for text in everything(client, live=False)) >= 4


def test_unpublishing_takes_it_from_every_place(client):
    texts = everything(client, live=True)
    AnalysisPage.objects.get().unpublish()

    assert CANARY in texts[0] and CANARY not in client.get(LIST).text
    assert not CallToAction.objects.public().exists()


def test_a_paragraph_of_a_withdrawn_text_is_not_named(client):
    resolution = make_resolution(title=CANARY)
    page = make_analysis([resolution.paragraphs.get(anchor="OP1")])
    assert CANARY in read(client, page)

    resolutions.withdraw(resolution, reason="A mistake.", by=CoordinatorFactory())

    assert CANARY not in read(client, page)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_page_ask_the_same_number_of_times(client, django_assert_num_queries, rows):
    for _ in range(rows):
        page = make_analysis(
            make_resolution().paragraphs.filter(kind="operative"), organization=OrganizationFactory(),
            targets=list(SdgTarget.objects.all()), instruments=list(Instrument.objects.all()),
            sponsors=list(State.objects.all()[:3]),
        )  # fmt: skip
        make_call_to_action(page=page)
    alias_in_every_language(page)

    for language in ("en", "ar"):
        list_address, address = f"/{language}/analysis/", f"/{language}/{page.address}"
        client.get(list_address), client.get(address)
        with django_assert_num_queries(11):
            client.get(list_address)
        with django_assert_num_queries(12):
            client.get(address)


def test_files_and_feed_hold_what_the_list_holds_with_the_paragraphs_that_are_public(client):
    text, gone = make_resolution(), make_resolution()
    cites = [one.paragraphs.get(anchor="OP1") for one in (text, gone)]
    make_analysis(cites, organization=OrganizationFactory(), targets=list(SdgTarget.objects.filter(code="8.7")))
    make_analysis(title=CANARY, live=False)
    resolutions.withdraw(gone, reason="A mistake.", by=CoordinatorFactory())

    for query in ({}, {"target": "8.7"}):
        (row,) = json.loads(client.get("/analysis.json", query).getvalue())["rows"]
        assert row["cites"] == [f"{text.slug}.OP1"] and row["targets"] == ["8.7"]
        feed = client.get("/ar/feeds/analyses.atom", query).text
        assert row["title"] in feed and CANARY not in feed and "/ar/analysis/" in feed
    assert client.get("/analysis.csv", {"target": "99"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_asks_as_often_for_one_analysis_as_for_three(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_analysis(make_resolution().paragraphs.filter(kind="operative"), sponsors=list(State.objects.all()[:3]))

    with django_assert_num_queries(10):
        assert len(json.loads(client.get("/analysis.json").getvalue())["rows"]) == rows


def test_a_summary_whose_original_has_no_known_address_says_how_it_is_cited(client):
    page = make_analysis(is_summary=True, original_citation="Lamp Committee, comments, May 2026")
    page.full_clean()

    assert read(client, page).count("Lamp Committee, comments, May 2026") == 2


def test_the_list_is_filtered_by_article_of_the_analysis_or_of_a_paragraph_that_it_cites(client):
    article = Article.objects.select_related("instrument").get(instrument__code="TIP", number=9)
    paragraph = make_resolution().paragraphs.get(anchor="OP1")
    paragraph.articles.set([article])
    own, citing, _other = make_analysis(articles=[article]), make_analysis([paragraph]), make_analysis()

    assert set(listed(client, article="tip-9")) == {own.title, citing.title}
    found = on_article.strands["analyses"].find(article)
    assert found.count == 2 and len(client.get(found.more).context["entries"]) == 2


@pytest.mark.parametrize("wrong", [{"author": ""}, {"is_position": True}, {"is_summary": True}, {"date": None}])
def test_somebody_says_it_and_a_summary_has_its_original(wrong):
    page = make_analysis()
    for name, value in wrong.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError):
        page.full_clean()


def test_a_coordinator_writes_it_with_a_draft_a_preview_and_every_language(client, coordinator):
    page = make_analysis(live=False)
    client.force_login(coordinator)

    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).text.count(page.title) >= 2
    publish(page)
    page.refresh_from_db()
    alias_in_every_language(page)
    assert client.get(f"/fr/{page.address}").status_code == 200


def test_a_page_with_calls_cannot_be_deleted(client, coordinator):
    page = make_analysis()
    make_call_to_action(page=page)
    client.force_login(coordinator)

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}")

    assert AnalysisPage.objects.filter(pk=page.pk).exists()


def test_analyses_follow_their_organization_into_another():
    old, heir = OrganizationFactory(), OrganizationFactory()
    page = make_analysis(organization=old)

    merging.move(old, heir, by=None)

    page.refresh_from_db()
    assert page.organization == heir and not list(merging.collisions(old, heir))
    assert not Organization.objects.filter(analyses=page).exclude(pk=heir.pk).exists()
