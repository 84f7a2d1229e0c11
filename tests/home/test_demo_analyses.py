"""The analyses of the demo: in our own words, with calls, sponsors and targets as their sources have them."""

import json

import pytest

from dialogues.models import CallToAction
from home.demo import analyses, dialogues, people, reading, resolutions
from home.models import AnalysisPage
from home.site import ensure_site
from portal.mechanism.models import Article, Document
from portal.threads import on_article, on_document
from tests.dialogues.resolutions.test_colombia import STRUCTURE
from tests.factories.organizations import CoordinatorFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NGO = STRUCTURE.parent / "analysis_ngo_committee_2023_structure.json"


@pytest.fixture
def colombia(db):
    ensure_site()
    people.load_listed()
    row = next(row for row in reading.rows("dialogues") if row["id"] == "cd-2022-07-01-tip")
    dialogues.add_dialogue(row, {})
    coordinator = CoordinatorFactory()
    resolution = resolutions.load_library(coordinator)
    analyses.load_analyses(resolution, coordinator)
    return resolution


def test_the_demo_analyses_lead_through_the_whole_thread(client, colombia):
    first = client.get("/en/analysis/two-resolutions-of-cop11/").text
    for anchor in ("OP4-c", "OP4-d"):  # from the article a reader reaches the paragraphs, and from these the article
        assert f'href="{colombia.get_absolute_url()}#{anchor}"' in first
    text = client.get(colombia.get_absolute_url()).text
    row = text.partition('id="OP4-c"')[2].partition('id="OP4-d"')[0]
    assert 'href="/en/analysis/two-resolutions-of-cop11/"' in row and "No information" in row
    assert "Constructive dialogue on trafficking in persons" in text.partition('id="PP11"')[2].partition('id="PP12"')[0]
    dialogue = client.get("/en/dialogues/trafficking-in-persons-2022-07-01/").text
    assert "Noted in" in dialogue and f'href="{colombia.get_absolute_url()}#PP11"' in dialogue

    assert ">122<" in first and "November 2022" in first and ">123<" in first and "4 May 2024" in first

    answer = client.get("/en/analysis/", {"target": "8.7"})
    assert [one.facts.slug for one in answer.context["entries"]] == ["comments-on-a-c3-78-l12-rev1"]
    second = client.get("/en/analysis/comments-on-a-c3-78-l12-rev1/").text
    for words in ("Position of the organization", "Louise McLeod", "Global Impact Convener", "November 2023",
                  "Awareness isn’t prevention", "23 sponsors", ">236<", "Summary in our own words"):  # fmt: skip
        assert words in second

    article = Article.objects.select_related("instrument").get(instrument__code="TIP", number=9)
    kinds = {one.strand.kind: one.found.count for one in on_article.sections(article)}
    assert kinds["analyses"] == 1 and kinds["asks"] == 3
    document = Document.objects.get(symbol="A/C.3/78/L.12/Rev.1")
    assert {one.strand.kind: one.found.count for one in on_document.sections(document)}["analyses"] == 1
    assert client.get("/ar/analysis/two-resolutions-of-cop11/").status_code == 200


def test_organizations_are_listed_and_texts_are_summaries(colombia):
    pages = AnalysisPage.objects.published()

    assert {page.organization.state for page in pages} == {"listed"} and all(page.is_summary for page in pages)
    assert CallToAction.objects.public().filter(page__slug="comments-on-a-c3-78-l12-rev1").count() == 12


if NGO.exists():

    def test_sponsors_targets_and_number_of_calls_are_those_of_the_source():
        known = json.loads(NGO.read_text())
        ours = reading.toml("analyses")["analyses"][1]

        assert (ours["sponsors"], ours["targets"]) == (known["sponsors"], known["sdg_targets"])
        assert len(ours["calls"]) == len(known["analysis"]["calls_to_action"])
        assert ours["documents"] == [known["document_symbol"]]
