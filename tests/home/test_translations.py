"""Pages in other languages: words go out and come in as PO files; readers and coordinators see what is behind them."""

from datetime import timedelta

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from dialogues.models import DialoguePage
from home.models import StandardPage
from home.translations import actions, table
from portal.audit import history
from portal.pages import TranslationKind, publish
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue, make_item, make_panel, make_panelist, with_aliases
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("translation_list")


def french():
    return Locale.objects.get(language_code="fr")


def help_page(language="en"):
    return StandardPage.objects.get(slug="help", locale__language_code=language)


def begin(page):
    return actions.begin(page, french(), by=None)


def filled(translation, words=None):
    po = translation.export_po()
    for entry in po:
        entry.msgstr = (words or {}).get(entry.msgid) or entry.msgstr or f"{entry.msgid}@"
    return po


def translate(page, words=None, kind=TranslationKind.MACHINE):
    translation = begin(page)
    actions.take_in(translation, filled(translation, words), by=None, machine=True)
    return actions.publish(translation, kind, by=None)


def read(client, page, language="fr"):
    return client.get(f"/{language}/{page.slug}/").text


def test_the_words_of_a_po_file_become_the_translated_page(client):
    page = help_page()

    made = translate(page, {"Help and contact": "Aide et contact", "Write to us": "Écrivez-nous"})

    text = read(client, page)
    assert made.alias_of is None and made.slug == page.slug
    assert "<h1>Aide et contact</h1>" in text and "<h2>Écrivez-nous</h2>" in text
    assert [one.verb for one in history(page)] == ["translate"]
    assert [one.after for one in history(made)] == ["machine"]


def test_a_page_that_was_begun_is_still_the_original_for_readers(client):
    translation = begin(help_page())
    actions.take_in(translation, filled(translation), by=None)

    text = read(client, help_page())
    assert 'class="note small untranslated"' in text and "<h1>Help and contact</h1>" in text
    assert '<a href="/en/help/" hreflang="en">Lire l’original en anglais</a>' in text


def test_a_machines_words_say_so_and_the_original_is_one_click_away(client):
    translate(help_page())

    text = read(client, help_page())

    assert 'class="note small unofficial"' in text and 'class="note small untranslated"' not in text
    assert '<a href="/en/help/" hreflang="en">' in text
    assert 'class="note small' not in read(client, help_page(), "en")


def test_reviewed_words_need_no_notice(client):
    page = translate(help_page(), kind=TranslationKind.REVIEWED)

    assert 'class="note small' not in read(client, page)


def test_other_words_in_the_original_make_the_translation_outdated_until_it_has_them(client):
    page = help_page()
    translate(page, kind=TranslationKind.REVIEWED)
    page.intro = "Something new."
    publish(page)

    assert help_page("fr").is_outdated
    assert 'class="note small unofficial"' in read(client, page)

    translate(help_page(), {"Something new.": "Du nouveau."}, kind=TranslationKind.REVIEWED)
    assert not help_page("fr").is_outdated
    assert "Du nouveau." in read(client, page)


def test_publishing_the_same_words_again_makes_nothing_outdated():
    translate(help_page())

    publish(help_page())

    assert not help_page("fr").is_outdated


def test_a_date_that_moves_is_no_matter_of_words_and_moves_in_the_translation_at_once(client):
    dialogue = with_aliases(make_dialogue(title="On firearms"), "fr")
    publish(dialogue)
    translate(dialogue, {"On firearms": "Sur les armes à feu"})
    dialogue.refresh_from_db()
    dialogue.starts_at += timedelta(days=40)
    dialogue.ends_at += timedelta(days=40)
    publish(dialogue)

    made = dialogue.get_translation(french())

    assert not made.is_outdated
    assert f'datetime="{dialogue.starts_at:%Y-%m-%d}' in client.get(f"/fr/dialogues/{dialogue.slug}/").text
    assert "Sur les armes à feu" in client.get(f"/fr/dialogues/{dialogue.slug}/").text


def test_rows_keep_their_words_when_their_order_changes_and_new_ones_stay_english(client):
    panel = make_panel(make_dialogue())
    first = make_panelist(panel, name="Ana", summary="Spoke first.")
    second = make_panelist(panel, name="Ben", summary="Spoke second.")
    with_aliases(with_aliases(panel.get_parent().specific, "fr") and panel, "fr")
    publish(panel)
    translate(panel, {"Spoke first.": "Première.", "Spoke second.": "Seconde."})
    for row, place in ((first, 1), (second, 0)):
        type(row).objects.filter(pk=row.pk).update(sort_order=place)
    make_panelist(panel, name="Eve", summary="Came later.")

    said = panel.get_translation(french()).parts()["said"]

    assert [(row.facts.name, row.words.summary, row.language) for row in said] == [
        ("Ben", "Seconde.", "fr"), ("Ana", "Première.", "fr"), ("Eve", "Came later.", "en"),
    ]  # fmt: skip


def test_words_that_are_missing_are_not_made_public():
    translation = begin(help_page())
    po = filled(translation)
    po[0].msgstr = ""
    actions.take_in(translation, po, by=None)

    with pytest.raises(InvalidMove, match="1"):
        actions.publish(translation, TranslationKind.MACHINE, by=None)
    assert help_page("fr").alias_of is not None


@pytest.mark.parametrize("harm", ["<b>bold</b>", "<script>x</script>", '<a href="javascript:1">x</a>', "<!-- x -->"])
def test_words_with_other_tags_than_the_original_stay_out(harm):
    translation = begin(help_page())
    po = filled(translation)
    po[1].msgstr = harm

    with pytest.raises(InvalidMove):
        actions.take_in(translation, po, by=None)


def test_a_file_of_another_page_stays_out():
    other = begin(StandardPage.objects.get(slug="privacy", locale__language_code="en"))

    with pytest.raises(InvalidMove):
        actions.take_in(begin(help_page()), filled(other), by=None)


def test_a_page_that_is_no_alias_but_says_what_its_original_says_is_not_translated():
    copy = help_page("fr")
    copy.alias_of = None
    publish(copy)
    assert help_page("fr").untranslated

    copy.title = "Aide"
    publish(copy)
    assert help_page("fr").translation_kind == TranslationKind.UNOFFICIAL


def test_an_old_revision_does_not_take_back_that_words_were_reviewed():
    page = translate(help_page())
    old = page.get_latest_revision()
    actions.mark(page, TranslationKind.REVIEWED, by=None)

    old.publish()

    assert help_page("fr").translation_kind == TranslationKind.REVIEWED


def test_an_alias_cannot_be_called_reviewed():
    with pytest.raises(InvalidMove):
        actions.mark(help_page("fr"), TranslationKind.REVIEWED, by=None)


def test_the_table_says_what_is_missing_begun_outdated_and_made_by_machine(client, coordinator):
    translate(help_page())
    page = help_page()
    page.intro = "Something new."
    publish(page)
    begin(StandardPage.objects.get(slug="privacy", locale__language_code="en"))
    client.force_login(coordinator)

    text = client.get(LIST).text

    for words in ("Not translated", "Begun", "Made by machine", "Outdated since", "0 of "):
        assert words in text
    assert reverse("translation_detail", args=[help_page("fr").pk]) in text


def test_the_table_asks_the_same_number_of_questions_for_one_page_and_for_three(coordinator):
    with_aliases(make_dialogue())
    counts = []
    for pages in (1, 3):
        originals = [one.page_ptr for one in DialoguePage.objects.filter(locale__language_code="en")]
        with CaptureQueriesContext(connection) as asked:
            found = [[cell.is_outdated for cell in line.cells] for line in table.lines(originals)]
        assert len(found) == pages
        counts.append(len(asked))
        for _n in range(2):
            with_aliases(make_dialogue())
    assert counts[0] == counts[1]


def test_a_coordinator_sends_words_out_and_in_and_publishes(client, coordinator):
    page = help_page("fr")
    client.force_login(coordinator)
    address = {
        name: reverse(f"translation_{name}", args=[page.pk]) for name in ("detail", "begin", "upload", "publish")
    }
    client.post(address["begin"])
    translation = Translation.objects.get()
    file = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    assert file in client.get(address["detail"]).text

    po = polib.pofile(client.get(file).text)
    for entry in po:
        entry.msgstr = f"{entry.msgid}@"
    answer = client.post(address["upload"], {"file": SimpleUploadedFile("fr.po", str(po).encode()), "machine": "on"})
    assert answer.status_code == 302
    client.post(address["publish"], {"kind": "unofficial"})

    page = help_page("fr")
    assert page.translation_kind == TranslationKind.UNOFFICIAL and page.title == "Help and contact@"
    assert [one.actor for one in history(page)] == [coordinator]


def test_what_is_no_po_file_is_refused_beside_the_field(client, coordinator):
    begin(help_page())
    client.force_login(coordinator)

    for content in [b"", b"\xff\xfe", b"/etc/passwd", b'msgid "x']:
        answer = client.post(
            reverse("translation_upload", args=[help_page("fr").pk]), {"file": SimpleUploadedFile("fr.po", content)}
        )

        assert answer.status_code == 422, content


def test_somebody_without_a_page_of_their_own_sees_no_desk(client):
    client.force_login(UserFactory())

    for address in (LIST, reverse("translation_detail", args=[help_page("fr").pk])):
        assert client.get(address).status_code in (302, 403)


def test_the_agenda_is_translated_with_its_dialogue(client):
    dialogue = with_aliases(make_dialogue(), "fr")
    make_item(dialogue, "Opening")
    publish(dialogue)

    translate(dialogue, {"Opening": "Ouverture"})

    assert "Ouverture" in client.get(f"/fr/dialogues/{dialogue.slug}/").text
