"""The page of one panel."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from portal.pages import publish
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist, with_aliases
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db


def read(client, panel, language="en"):
    response = client.get(f"/{language}/{panel.address}")
    assert response.status_code == 200
    return response.text


def part(text, section):
    return text.partition(f'id="{section}"')[2].partition("</section>")[0]


def test_what_each_panellist_said_stands_in_numbered_paragraphs(client):
    panel = make_panel(make_dialogue(), topic="Printed weapons.")
    make_panelist(panel, name="Ana Ruiz", summary="Explained how markings are recovered.")
    make_panelist(panel, name="Ben Okri", summary="")
    make_panelist(panel, name="Cy Twum", summary="Asked for better laws.")

    text = read(client, panel)

    assert "Printed weapons." in text
    said = part(text, "said")
    assert '<p class="p" id="p1"' in said
    assert "Explained how markings are recovered." in said
    assert '<p class="p" id="p2"' in said
    assert "Ben Okri" not in said
    assert "Ben Okri" in part(text, "panellists")


@pytest.mark.parametrize(("status", "words"), [("provisional", "Provisional"), ("final", "Final")])
def test_the_summary_says_how_far_it_is(client, status, words):
    panel = make_panel(make_dialogue(), summary="<p>What came of it.</p>", summary_status=status)

    summary = part(read(client, panel), "summary")

    assert words in summary
    assert "What came of it." in summary
    head = summary.partition("<details")[0]
    assert (f"{timezone.now():%Y}" in head) == (status == "final")


def test_without_a_summary_the_page_says_so(client):
    summary = part(read(client, make_panel(make_dialogue())), "summary")

    assert "No summary yet" in summary
    assert "No summary of this panel has been published" in summary


def test_the_other_panels_of_the_day_are_linked(client):
    dialogue = make_dialogue()
    first, second = (make_panel(dialogue, number=number) for number in (1, 2))
    elsewhere = make_panel(make_dialogue())

    related = part(read(client, first), "related")

    assert f'href="/en/{second.address}"' in related
    assert first.title not in related
    assert elsewhere.title not in related


def test_the_page_leads_back_to_its_dialogue(client):
    dialogue = make_dialogue()

    text = read(client, make_panel(dialogue))

    assert f'<a href="/en/{dialogue.address}"' in text


def test_an_organization_that_is_not_public_is_not_named(client):
    panel = make_panel(make_dialogue())
    make_panelist(
        panel, organization=OrganizationFactory(owner=False, legal_name="CANARY", in_directory=False), summary="Spoke."
    )

    assert "CANARY" not in read(client, panel)


def test_a_translated_panel_tells_in_its_language_what_was_said(client):
    panel = make_panel(with_aliases(make_dialogue(), "es", "ru"))
    make_panelist(panel, name="Ana Ruiz", summary="Explained tracing.")
    with_aliases(panel, "es", "ru")
    spanish = panel.get_translation(Locale.objects.get(language_code="es"))
    spanish.alias_of = None
    spanish.title = spanish.draft_title = "Primera mesa"
    ana = spanish.panelists.get()
    ana.summary = "Explicó el rastreo."
    spanish.panelists = [ana]
    publish(spanish)

    text = read(client, panel, "es")

    assert "Primera mesa" in text
    assert "Explicó el rastreo." in text
    assert "Explained tracing" not in text
    assert "untranslated" not in text
    assert "Explained tracing" in read(client, panel, "ru")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_one_panellist_as_for_three(client, django_assert_num_queries, rows):
    dialogue = with_aliases(make_dialogue(), "ar")
    panels = [make_panel(dialogue, number=number) for number in range(rows)]
    for panel in panels:
        for _ in range(rows):
            make_panelist(panel, organization=OrganizationFactory(owner=False), summary="Spoke.")
        with_aliases(panel, "ar")
    read(client, panels[0])

    for language, count in (("en", 6), ("ar", 7)):
        with django_assert_num_queries(count):
            read(client, panels[0], language)


def test_a_panel_under_another_dialogue_is_not_there(client):
    panel = make_panel(make_dialogue())
    other = make_dialogue()

    assert client.get(f"/en/{other.address}{panel.slug}/").status_code == 404
    assert client.get(f"/en/{panel.address}more/").status_code == 404


def test_panels_of_different_dialogues_may_share_their_last_word(client):
    first, second = (make_panel(make_dialogue(), slug="panel-1", title=title) for title in ("Of one", "Of another"))

    assert "Of one" in read(client, first)
    assert "Of another" in read(client, second)


def test_a_summary_becomes_final_at_a_moment():
    panel = make_panel(make_dialogue(), summary="<p>What was said.</p>", summary_status="provisional")

    panel.summary_status = "final"
    panel.clean()

    assert panel.summary_final_at is not None
    panel.summary_status = "provisional"
    panel.clean()
    assert panel.summary_final_at is None


def test_a_summary_needs_a_status():
    panel = make_panel(make_dialogue())
    panel.summary = "<p>What was said.</p>"

    with pytest.raises(ValidationError, match="provisional or final"):
        panel.clean()
