"""Paragraphs that take note of a dialogue: on its page and beside the paragraph; and choosing a paragraph."""

import pytest
from django.urls import reverse

from dialogues.models import DialogueNoting
from dialogues.resolutions import actions
from dialogues.resolutions.choosing import ParagraphChooser
from tests.factories.dialogues import make_dialogue, with_aliases
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution

pytestmark = pytest.mark.django_db
CANARY = "Zimtschnecke"


def noted(resolution=None, **fields):
    dialogue = make_dialogue(**fields)
    paragraph = (resolution or make_resolution()).paragraphs.get(anchor="PP1")
    DialogueNoting.objects.create(dialogue=dialogue, paragraph=paragraph)
    return dialogue, paragraph


def test_a_dialogue_says_where_it_is_noted_and_the_paragraph_leads_to_it(client):
    dialogue, paragraph = noted(title="On lamps")
    with_aliases(dialogue, "ar")

    for language in ("en", "ar"):
        address = f"/{language}/resolutions/{paragraph.resolution.slug}/#PP1"
        assert f'href="{address}"' in client.get(f"/{language}/{dialogue.address}").text
        text = client.get(address).text
        row = text.partition('id="PP1"')[2].partition('id="OP1"')[0]
        assert row.count(f'href="/{language}/{dialogue.address}"') == 1 and "On lamps" in row, language


def test_what_is_hidden_on_one_side_is_not_named_on_the_other(client):
    draft = make_resolution(title=CANARY, published=False)
    withdrawn = make_resolution(title=CANARY)
    actions.withdraw(withdrawn, reason="A mistake.", by=CoordinatorFactory())
    for resolution in (draft, withdrawn):
        assert CANARY not in client.get(f"/en/{noted(resolution)[0].address}").text

    _dialogue, paragraph = noted(title=CANARY, live=False)
    assert CANARY not in client.get(paragraph.resolution.get_absolute_url()).text


def test_noting_costs_the_page_no_question(client, django_assert_num_queries):
    dialogue, _paragraph = noted()
    plain = make_dialogue()
    client.get(f"/en/{plain.address}")

    with django_assert_num_queries(6):
        client.get(f"/en/{plain.address}")
    with django_assert_num_queries(6):
        client.get(f"/en/{dialogue.address}")


def test_a_paragraph_is_chosen_by_words_address_and_text(client, coordinator):
    wanted = make_resolution(title="Of wicks").paragraphs.get(anchor="OP2")
    make_resolution(title="Of oil"), make_resolution(title="Of wicks and drafts", published=False)
    client.force_login(coordinator)

    def found(words):
        text = client.get(reverse("paragraph_chooser:choose_results"), {"q": words}).text
        return text.count("/chosen/")

    assert found("wicks OP2") == 1 and found("oil OP1") == 1 and found(CANARY) == 0
    assert client.get(reverse("paragraph_chooser:chosen", args=[wanted.pk])).status_code == 200
    assert {one.resolution.state for one in ParagraphChooser("x").get_object_list()} == {"published"}
