"""The library of the demo: the draft of Colombia with its true structure, in our own words."""

import json

import pytest

from home.demo import resolutions
from portal.mechanism.models import Article
from portal.threads import on_article
from tests.dialogues.resolutions.test_colombia import STRUCTURE, named
from tests.factories.organizations import CoordinatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colombia(db):
    return resolutions.load_library(CoordinatorFactory())


def test_it_is_a_summary_that_leads_to_the_original_and_its_articles_lead_to_it(client, colombia):
    text = client.get(colombia.get_absolute_url()).text

    assert "Summary, not the official text." in text and colombia.source_address in text
    assert (colombia.symbol, colombia.number) == ("", "")
    assert colombia.paragraphs.get(anchor="OP4-c").text.startswith("Work more closely with civil society")
    assert 'id="OP4-c"' in text
    article = colombia.references.get(number="30").article
    found = next(one.found for one in on_article.sections(article) if one.strand.kind == "resolutions")
    assert [link.address for link in found.links] == [f"{colombia.get_absolute_url()}#PP17"]


def test_the_fictional_drafts_on_firearms_say_so_and_show_what_changed(client):
    revised = resolutions.load_drafts(CoordinatorFactory())

    for text in (revised.revises, revised):
        assert "Fictional draft of the demonstration" in text.title
        assert text.opening.startswith("A demonstration: no State brought this text")
    changes = client.get(f"{revised.get_absolute_url()}changes/").text
    assert "essential parts" in changes and "the office that answers them" in changes
    article = Article.objects.get(instrument__code="FIREARMS", number=13)
    assert revised.get_absolute_url() in on_article.strands["resolutions"].find(article).links[0].address


if STRUCTURE.exists():

    def test_its_paragraphs_parts_and_footnotes_are_those_of_the_printed_text(colombia):
        known = json.loads(STRUCTURE.read_text())

        for kind in ("preambular", "operative"):
            rows = colombia.paragraphs.filter(kind=kind, depth=0).order_by("position")
            assert [(one.anchor, one.lead, one.addressees) for one in rows] == [
                (one["label"], one["lead"], one.get("addressees", [])) for one in known[kind]
            ], kind
        anchors = colombia.paragraphs.filter(depth=1).order_by("position").values_list("anchor", flat=True)
        labels = [part["label"] for one in known["operative"] for part in one["subparagraphs"]]

        assert list(anchors) == " ".join(labels).replace(" (", "-").replace(")", "").split()
        assert list(colombia.notes.values_list("mark", flat=True)) == [note[0] for note in known["footnotes"]]
        found = {
            one.anchor: [named(reference) for reference in one.references.all()]
            for one in colombia.paragraphs.filter(kind="preambular")
        }
        assert found == {one["label"]: one["refs"] for one in known["preambular"]} | {
            "PP4": ["5/2", "10/3", "2/3", "3/3"]
        }
