"""What is news when a page is published, and what is not."""

from datetime import UTC, datetime, timedelta

import pytest

from dialogues.agenda import point_to_own_panels
from dialogues.models import AgendaItem, DialoguePage
from portal.html import html_to_text
from portal.pages import publish
from tests.factories.dialogues import make_dialogue, make_full_dialogue, make_item, make_panel, with_aliases
from tests.undoing import undone

pytestmark = pytest.mark.django_db
STARTS = datetime(2031, 4, 4, 8, 0, tzinfo=UTC)


def published(dialogue: DialoguePage) -> DialoguePage:
    """The dialogue, published as it stands."""
    publish(dialogue)
    return type(dialogue).objects.get(pk=dialogue.pk)


def text(client, dialogue, language="en"):
    return client.get(f"/{language}/dialogues/{dialogue.slug}/").text


def with_agenda() -> DialoguePage:
    """A published dialogue with two parts on its agenda."""
    dialogue = make_dialogue(starts_at=STARTS)
    make_item(dialogue, "Opening", starts_at=STARTS)
    make_item(dialogue, "First panel", starts_at=STARTS + timedelta(hours=1))
    return published(DialoguePage.objects.get(pk=dialogue.pk))


def test_publishing_again_without_a_change_is_no_news():
    first = published(make_dialogue())

    again = published(first)

    assert first.changed_at is not None
    assert again.changed_at == first.changed_at
    assert again.last_published_at > first.last_published_at


@pytest.mark.parametrize(
    "change", [{"title": "Another title"}, {"summary": "<p>It was held.</p>", "summary_status": "provisional"}]
)
def test_other_words_are_news(change):
    first = published(make_dialogue())
    for name, value in change.items():
        setattr(first, name, value)

    assert published(first).changed_at > first.changed_at


def test_a_new_panellist_is_news_of_the_panel():
    panel = published(make_panel(make_dialogue()))
    panel.panelists.create(name="Ana")

    assert published(panel).changed_at > panel.changed_at


def test_an_older_revision_does_not_bring_back_older_news():
    dialogue = published(make_dialogue())
    old = dialogue.save_revision()
    dialogue.title = "Another title"
    newer = published(dialogue)

    old.publish()

    assert DialoguePage.objects.get(pk=dialogue.pk).changed_at > newer.changed_at


def test_a_first_agenda_is_no_change(client):
    assert "Changed on" not in text(client, with_agenda())


AGENDA_CHANGES = [
    ({"starts_at": STARTS + timedelta(hours=2)}, "“First panel” now starts 4 Apr, 12:00 CEST, not 4 Apr, 11:00"),
    ({"starts_at": None}, "The time of “First panel” is open again"),
    ({"title": "Panel on marking"}, "“First panel” is now “Panel on marking”"),
]


def test_a_change_of_a_published_agenda_is_shown_as_one(client):
    dialogue = with_agenda()

    for change, words in AGENDA_CHANGES:
        with undone():
            AgendaItem.objects.filter(dialogue=dialogue, title="First panel").update(**change)

            page = text(client, published(DialoguePage.objects.get(pk=dialogue.pk)))

            shown = page.partition('id="agenda-changes"')[2].partition("</details>")[0]
            assert words in html_to_text(shown)


def test_what_was_added_and_taken_out_is_shown(client):
    dialogue = with_agenda()
    AgendaItem.objects.filter(dialogue=dialogue, title="First panel").delete()
    make_item(dialogue, "Questions")

    page = text(client, published(DialoguePage.objects.get(pk=dialogue.pk)))

    assert "New: “Questions”" in page and "Taken out: “First panel”" in page


def test_what_is_written_down_after_the_day_is_no_change_of_plan(client):
    dialogue = make_dialogue(in_days=-30)
    make_item(dialogue, "Opening")
    dialogue = published(DialoguePage.objects.get(pk=dialogue.pk))
    make_item(dialogue, "Closing")

    assert "agenda-changes" not in text(client, published(DialoguePage.objects.get(pk=dialogue.pk)))


def test_a_draft_shows_no_change(client):
    dialogue = with_agenda()
    dialogue.agenda.add(AgendaItem(title="CANARY"))
    dialogue.save_revision()

    assert "CANARY" not in text(client, dialogue)


def test_readers_in_other_languages_see_it_too(client):
    dialogue = with_aliases(with_agenda(), "ar")
    make_item(dialogue, "Questions")
    published(DialoguePage.objects.get(pk=dialogue.pk))

    assert "agenda-changes" in text(client, dialogue, "ar")


def test_a_copy_is_a_new_dialogue_with_the_agenda_and_without_what_was_said():
    dialogue = make_full_dialogue(rows=2)
    publish(DialoguePage.objects.get(pk=dialogue.pk))
    fields = {"slug": "the-next-one", "title": "The next one"}
    copy = DialoguePage.objects.get(pk=dialogue.pk).copy(recursive=True, update_attrs=fields, keep_live=False)

    assert copy.translation_key != dialogue.translation_key
    assert [item.title for item in copy.agenda.all()] == ["Part 1", "Part 2"]
    assert (copy.figures.count(), copy.interventions.count(), copy.changed_at) == (0, 0, None)
    assert [panel.specific.panelists.count() for panel in copy.get_children()] == [0, 0]

    point_to_own_panels(copy)

    own = {panel.pk for panel in copy.get_children()}
    assert {item.panel_id for item in copy.agenda.all()} == own
    revision = DialoguePage.objects.get(pk=copy.pk).get_latest_revision_as_object()
    assert {item.panel_id for item in revision.agenda.all()} == own
