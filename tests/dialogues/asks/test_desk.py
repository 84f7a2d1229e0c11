"""The coordinators' desk of calls to action: from a paragraph to the table, and what became of it."""

import pytest
from django.urls import reverse

from dialogues.asks.models import CallToAction, Progress
from portal.mechanism.models import Article
from tests.factories.asks import add_status, make_call_to_action
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import UserFactory
from tests.factories.resolutions import make_resolution

pytestmark = pytest.mark.django_db
DESK, NEW = reverse("call_desk"), reverse("call_new")
SENT = {"text": "Count the lamps", "language": "en", "addressees": ["states", "donors"], "strength": "6",
        "due": "2027-06-01", "precision": "month", "position": "1",
        "topics": ["target:8.7", "instrument:TIP", "article:TIP-9", "article:UNTOC-5", "theme:victims", "group:TIP"],
}  # fmt: skip
STATUS = {"status-progress": "done", "status-as_of": "2026-05-01", "status-precision": "day",
          "status-evidence": "Lamps were seen.", "status-source": "Report 7"}  # fmt: skip


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_a_paragraph_is_found_by_its_words_and_fills_the_form_in(desk):
    paragraph = make_resolution().paragraphs.get(anchor="OP1")

    found = desk.get(DESK, {"q": f"light {paragraph.resolution.title.split()[-1]}"}).text
    address = f"{NEW}?paragraph={paragraph.pk}"
    page = desk.get(address).text

    assert f'href="{address}"' in found and "No operative paragraph" in desk.get(DESK, {"q": "Zimt"}).text
    assert paragraph.text in page and 'value="6" selected' in page
    assert desk.get(address).context["form"].initial["addressees"] == ["states"]


def test_what_is_sent_stands_in_the_table(desk, client):
    paragraph = make_resolution().paragraphs.get(anchor="OP1")

    answer = desk.post(f"{NEW}?paragraph={paragraph.pk}", SENT)

    call = CallToAction.objects.public().get()
    assert answer.url == reverse("call_edit", args=[call.uuid])
    assert (call.paragraph, call.text, call.due_text) == (paragraph, "Count the lamps", "June 2027")
    assert [one.kind for one in call.addressees.all()] == ["states", "donors"]
    assert {one.key for one in call.articles.select_related("instrument")} == {"tip-9", "untoc-5"}
    rows = (call.targets.all(), call.instruments.all(), call.themes.all(), call.working_groups.all())
    assert [[one.code for one in found] for found in rows] == [["8.7"], ["TIP"], ["victims"], ["TIP"]]


def test_looking_for_a_topic_stores_nothing_and_loses_nothing(desk):
    paragraph = make_resolution().paragraphs.get(anchor="OP1")

    answer = desk.post(f"{NEW}?paragraph={paragraph.pk}", {**SENT, "text": "", "topics_find": "marking"})

    assert answer.status_code == 200 and 'value="article:FIREARMS-8"' in answer.text
    assert 'value="article:TIP-9" checked' in answer.text and not CallToAction.objects.exists()


def test_a_call_of_an_analysis_is_made_from_its_page(desk):
    page = make_dialogue()

    desk.post(f"{NEW}?page={page.pk}", SENT)

    assert CallToAction.objects.get().page_id == page.pk


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk):
    paragraph = make_resolution().paragraphs.get(anchor="OP1")

    for wrong in ({"text": ""}, {"addressees": []}, {"due": ""}, {"strength": "99"}, {"text": "x" * 601}):
        answer = desk.post(f"{NEW}?paragraph={paragraph.pk}", {**SENT, **wrong})

        assert answer.status_code == 422 and answer.context["form"].errors, wrong
        assert not CallToAction.objects.exists(), wrong
        assert "text" in wrong or "Count the lamps" in answer.text, wrong


@pytest.mark.parametrize("query", ["", "?paragraph=0", "?paragraph=x", "?paragraph=²", f"?page={'9' * 30}"])
def test_a_call_comes_from_something(desk, query):
    assert desk.get(f"{NEW}{query}").status_code == 404


def test_mending_shows_what_stands_and_stores_what_is_sent(desk):
    call = make_call_to_action()
    call.articles.add(Article.objects.get(instrument__code="TIP", number=9))
    address = reverse("call_edit", args=[call.uuid])

    assert 'value="article:TIP-9" checked' in desk.get(address).text
    desk.post(address, SENT)

    call.refresh_from_db()
    assert call.text == "Count the lamps" and call.articles.count() == 2


def test_a_status_needs_what_shows_it_and_stands_then(desk):
    call = make_call_to_action()
    address = reverse("call_status", args=[call.uuid])

    bare = desk.post(address, {**STATUS, "status-evidence": "", "status-source": "Report 7"})
    assert bare.status_code == 422 and 'value="Report 7"' in bare.text and not call.statuses.exists()
    desk.post(address, STATUS)

    call.refresh_from_db()
    assert call.progress == Progress.DONE and "Report 7" in desk.get(reverse("call_edit", args=[call.uuid])).text


def test_withdrawing_takes_it_out_of_the_table_with_its_reason(desk):
    call = make_call_to_action()
    address = reverse("call_withdraw", args=[call.uuid])

    assert desk.post(address, {"withdraw-reason": ""}).status_code == 422
    desk.post(address, {"withdraw-reason": "Twice here."})
    desk.post(address, {"withdraw-reason": "Again."})

    assert not CallToAction.objects.public().exists()
    page = desk.get(reverse("call_edit", args=[call.uuid])).text
    assert "Twice here." in page and "Take it out of the table" not in page


def test_nobody_else_works_here(client):
    call = make_call_to_action()
    client.force_login(UserFactory(is_staff=True))

    for name in ("call_edit", "call_status", "call_withdraw"):
        answer = client.post(reverse(name, args=[call.uuid]), STATUS)
        assert answer.status_code in (302, 403)
    assert client.get(DESK).status_code in (302, 403) and not call.statuses.exists()


def test_the_desk_asks_the_same_number_of_times(desk, django_assert_max_num_queries):
    desk.get(DESK)

    for more in (1, 2):
        for _ in range(more):
            add_status(make_call_to_action())
        with django_assert_max_num_queries(15):
            desk.get(DESK)
