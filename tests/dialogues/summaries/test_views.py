"""Summaries on their pages: what readers find, what those who spoke can do, what coordinators do."""

import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Correction, PanelPage
from dialogues.summaries import actions
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist
from tests.factories.organizations import UserFactory
from tests.factories.summaries import make_correction, make_provisional, owner_on, panelist_of

pytestmark = pytest.mark.django_db


def desk(panel: PanelPage) -> str:
    """The page in the desk for those who were summarized."""
    return f"/en/desk/summaries/{panel.translation_key}/"


def on_record(panel: PanelPage) -> str:
    """The public page of corrections."""
    return f"/en/dialogues/{panel.get_parent().slug}/corrections/"


def form(page_text: str) -> str:
    """The one-time key in a form."""
    return page_text.partition('name="form_key" value="')[2].partition('"')[0]


def test_a_panellist_asks_in_the_desk_and_a_double_click_asks_once(client):
    panel = make_provisional()
    client.force_login(panelist_of(panel))
    page = client.get(desk(panel)).text
    data = {"form_key": form(page), "about": "Ana Ruiz", "text": "Parts, not weapons."}

    answers = [client.post(desk(panel), data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Correction.objects.get().text == "Parts, not weapons."
    assert "Waiting for an answer" in client.get(desk(panel)).text


def test_a_mistake_is_named_and_nothing_typed_is_lost(client):
    panel = make_provisional()
    client.force_login(panelist_of(panel))
    data = {"form_key": form(client.get(desk(panel)).text), "about": "", "text": "Parts, not weapons."}

    answer = client.post(desk(panel), data)

    assert answer.status_code == 422
    assert "Parts, not weapons." in answer.text and Correction.objects.count() == 0


def test_a_form_that_was_open_when_the_time_ended_keeps_its_words(client):
    panel = make_provisional()
    client.force_login(panelist_of(panel))
    data = {"form_key": form(client.get(desk(panel)).text), "about": "Ana", "text": "Too late."}
    actions.set_window(panel, timezone.now())

    answer = client.post(desk(panel), data)

    assert answer.status_code == 422 and "is over" in answer.text


def test_for_anybody_else_the_page_is_not_there(client, coordinator):
    panel, another = make_provisional(), make_panel(make_dialogue())

    for who, person in {"coordinator": coordinator, "stranger": UserFactory()}.items():
        client.force_login(person)
        assert client.get(desk(panel)).status_code == 404, who
        assert client.get(desk(another)).status_code == 404, who


def test_question_and_answer_stand_in_public_together_and_never_before(client, coordinator):
    correction = make_correction(text="CANARY wish")
    panel = PanelPage.objects.get(pk=correction.page_id)

    assert "CANARY" not in client.get(on_record(panel)).text
    actions.answer(correction, "taken", by=coordinator, words="Done as asked.")

    page = client.get(on_record(panel)).text
    assert "CANARY wish" in page and "Done as asked." in page and "Taken over" in page
    assert str(correction.asked_by) not in page and correction.asked_by.email not in page


def test_the_summary_says_how_far_it_is_and_how_to_cite_and_correct_it(client):
    panel = make_provisional()

    page = client.get(f"/en/{panel.address}").text

    assert f"http://testserver/{panel.address}" in page
    assert "Provisional" in page and desk(panel) in page and on_record(panel) in page


@pytest.mark.parametrize("status", ["provisional", "final"])
def test_a_summary_can_be_had_as_a_file_for_word_processors(client, status):
    dialogue = make_dialogue()
    final = {"summary_final_at": timezone.now()} if status == "final" else {}
    panel = make_panel(dialogue, summary="<h3>First</h3><p>Words.</p>", summary_status=status, **final)

    answer = client.get(f"/dialogues/{dialogue.slug}/{panel.slug}/summary.html")

    assert "<h3>First</h3>" in answer.text and dialogue.title in answer.text
    assert answer["Content-Disposition"] == f'attachment; filename="{dialogue.slug}-{panel.slug}.html"'
    for nothing in ("<script", "<style", "<link", "<nav"):
        assert nothing not in answer.text


@pytest.mark.paper
def test_a_summary_can_be_had_as_tagged_pdf(client):
    dialogue = make_dialogue()
    panel = make_panel(dialogue, summary="<h3>First</h3><p>Words.</p>", summary_status="provisional")

    answer = client.get(f"/dialogues/{dialogue.slug}/{panel.slug}/summary.pdf")

    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked and str(document.Root.Lang) == "en"
    assert f"/dialogues/{dialogue.slug}/{panel.slug}/summary.pdf" in client.get(f"/en/{panel.address}").text


def test_without_a_summary_there_is_no_file(client):
    dialogue = make_dialogue()
    panel = make_panel(dialogue, summary="<p>CANARY</p>", summary_status="provisional")
    panel.unpublish()

    for address in ("summary.html", "summary.pdf", f"{panel.slug}/summary.html", "nothing/summary.pdf"):
        assert client.get(f"/dialogues/{dialogue.slug}/{address}").status_code == 404


def test_a_coordinator_drafts_and_goes_on_to_edit(client, coordinator):
    panel = make_panel(make_dialogue())
    make_panelist(panel, name="Ana Ruiz", summary="Explained tracing.")
    client.force_login(coordinator)
    address = reverse("summary_review", args=[panel.pk])

    assert "Write a draft from what is on record" in client.get(address).text
    assert client.get(reverse("summary_draft", args=[panel.pk])).status_code == 405
    answer = client.post(reverse("summary_draft", args=[panel.pk]))

    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[panel.pk])
    assert "Explained tracing." in client.get(answer["Location"]).text
    assert address in client.get(answer["Location"]).text


def test_a_coordinator_answers_and_a_mistake_stands_beside_its_form(client, coordinator):
    correction = make_correction()
    client.force_login(coordinator)
    address, prefix = reverse("summary_answer", args=[correction.uuid]), correction.uuid.hex

    assert str(correction.about) in client.get(reverse("summary_queue")).text
    wrong = client.post(address, {f"{prefix}-state": "taken", f"{prefix}-answer": " "})
    right = client.post(address, {f"{prefix}-state": "taken", f"{prefix}-answer": "As you say."})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Correction.objects.get().state == "taken"
    again = client.post(address, {f"{prefix}-state": "declined", f"{prefix}-answer": "No."}, follow=True)
    assert "Not possible now" in again.text and Correction.objects.get().state == "taken"


def test_more_time_is_given_by_day(client, coordinator):
    panel = make_provisional()
    client.force_login(coordinator)
    address = reverse("summary_extend", args=[panel.pk])

    assert client.post(address, {"until": "2001-01-01"}).status_code == 422
    assert client.post(address, {"until": "2051-01-01"}).status_code == 302
    assert PanelPage.objects.get(pk=panel.pk).corrections_until.year == 2051


def test_nobody_else_comes_to_the_coordinators_pages(client):
    panel = make_provisional()
    client.force_login(owner_on(panel))

    for name, args in (("summary_queue", []), ("summary_review", [panel.pk])):
        assert client.get(reverse(name, args=args)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_however_many_there_are(client, coordinator, django_assert_num_queries, rows):
    panel = make_provisional()
    for number in range(rows):
        correction = make_correction(panel, about=f"Ana {number}")
        actions.answer(correction, "taken", by=coordinator, words="Yes.")

    with django_assert_num_queries(5):
        client.get(on_record(panel))


def test_the_queue_asks_the_same_however_many_there_are(client, coordinator, django_assert_max_num_queries):
    panel = make_provisional()
    client.force_login(coordinator)

    for more in (range(1), range(1, 3)):
        for number in more:
            make_correction(panel, about=f"Ana {number}")
        with django_assert_max_num_queries(12):
            client.get(reverse("summary_queue"))
