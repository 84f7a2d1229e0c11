"""The table of calls to action: what it finds, what it shows, what it costs, and what never stands there."""

import json
from datetime import date

import pytest
from django.utils import timezone

from dialogues.asks import actions
from dialogues.asks.actions import About
from dialogues.asks.models import CallToAction, CallToActionQuerySet
from dialogues.resolutions import actions as resolutions
from portal.dates import VIENNA
from portal.mechanism.models import Article, Instrument, SdgTarget
from portal.mechanism.tagging import KINDS
from portal.mechanism.topics import rows_of
from portal.threads import on_article
from tests.factories.asks import add_status, make_call_to_action
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution

pytestmark = pytest.mark.django_db
TABLE = "/en/resolutions/calls/"
CANARY = "Zimtschnecke"


def texts(client, **query):
    return [call.text for call in client.get(TABLE, query).context["page_obj"]]


def test_calls_stand_with_of_whom_how_strongly_until_when_and_what_became_of_them(client):
    call = make_call_to_action(about=About(["states", "donors"], SdgTarget.objects.filter(code="8.7")),
                               due=date(2027, 6, 1), precision="month")  # fmt: skip
    add_status(call, "done")

    for text in (client.get(TABLE).text, client.get(call.get_absolute_url()).text):
        for words in (call.text, "States, Donors", "Urges", "June 2027", "8.7", "Done", "1 May 2026",
                      "Report of the lamplighters", f"{call.paragraph.get_absolute_url()}\""):  # fmt: skip
            assert words in text
    assert "A lamp was seen." in client.get(call.get_absolute_url()).text


FOUND = [
    ({"addressee": "unodc"}, ["Study lamps"]), ({"strength": "7"}, ["Study lamps"]), ({"target": "8.7"}, ["Pay"]),
    ({"status": "done"}, ["Pay"]), ({"status": "no information"}, ["Study lamps"]), ({"q": "stu"}, ["Study lamps"]),
    ({"instrument": "TIP"}, ["Study lamps"]), ({"q": "nothing"}, []), ({}, ["Study lamps", "Pay"]),
    ({"article": "tip-9"}, ["Study lamps"]), ({"topic": "victims"}, ["Study lamps"]), ({"group": "TIP"}, ["Pay"]),
    ({"due": "ahead"}, ["Study lamps"]), ({"due": "passed"}, ["Pay"]), ({"due": "undated"}, []),
]  # fmt: skip


def test_each_filter_finds_its_calls_on_the_page_and_in_the_files(client):
    rows = rows_of(["instrument:TIP", "article:TIP-9", "theme:victims"], KINDS)
    about = About(["unodc"], instruments=rows["instrument"], articles=rows["article"], themes=rows["theme"])
    this_month = timezone.now().astimezone(VIENNA).date().replace(day=1)
    make_call_to_action(text="Study lamps", strength=7, about=about, due=this_month, precision="month")
    about = About(
        ["donors"], SdgTarget.objects.filter(code="8.7"), working_groups=rows_of(["group:TIP"], KINDS)["group"]
    )
    paid = make_call_to_action(text="Pay", about=about, due=date(2020, 1, 1), precision="day")
    add_status(paid, "done")

    for query, found in FOUND:
        assert texts(client, **query) == found, query
        answer = client.get("/resolutions/calls.json", query)
        assert [row["text"] for row in json.loads(b"".join(answer.streaming_content))["rows"]] == found, query


def test_the_calls_of_one_resolution_are_found_by_its_slug(client):
    call, _other = make_call_to_action(), make_call_to_action()

    assert texts(client, resolution=call.paragraph.resolution.slug) == [call.text]


UNREADABLE = [
    {"strength": "99"}, {"addressee": "all"}, {"resolution": "'--"}, {"q": "x" * 300}, {"article": "tip-9"},
    {"due": "soon"},
]  # fmt: skip


def test_a_filter_that_cannot_be_read_is_said_and_refused_in_files(client):
    make_call_to_action()

    for query in UNREADABLE:
        assert client.get(TABLE, query).status_code == 200, query
        assert client.get("/resolutions/calls.csv", query).status_code == 400, query


def hidden(state: str):
    """A call that is withdrawn, or whose text or analysis is not public."""
    if state == "analysis":
        return make_call_to_action(page=make_dialogue(live=False), text=CANARY)
    resolution = make_resolution(published=state != "draft")
    call = make_call_to_action(resolution.paragraphs.get(anchor="OP1"), text=CANARY)
    if state == "withdrawn text":
        resolutions.withdraw(resolution, reason="A mistake.", by=CoordinatorFactory())
    if state == "withdrawn":
        actions.withdraw(call, reason="A mistake.", by=CoordinatorFactory())
    return call


def all_answers(client, call):
    article = Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=20)
    call.articles.add(article)
    found = f"{TABLE}?q={CANARY[:4]}"
    texts = [client.get(one).text for one in (TABLE, found, call.get_absolute_url(), article.get_absolute_url())]
    return "".join(texts) + b"".join(client.get("/resolutions/calls.csv").streaming_content).decode()


@pytest.mark.parametrize("state", ["draft", "withdrawn text", "withdrawn", "analysis"])
def test_what_is_not_public_is_nowhere_and_counts_nowhere(client, state):
    call = hidden(state)

    text = all_answers(client, call)

    assert CANARY not in text and client.get(TABLE).context["page_obj"].paginator.count == 0
    assert client.get(call.get_absolute_url()).status_code == 404


def test_without_its_filter_the_table_would_leak(client, monkeypatch):
    call = hidden("withdrawn")
    monkeypatch.setattr(CallToActionQuerySet, "public", lambda rows: rows)

    assert CANARY in all_answers(client, call) and CallToAction.objects.count() == 1


def test_the_table_asks_the_same_number_of_times(client, django_assert_num_queries):
    about = About(["states"], SdgTarget.objects.all()[:2], Instrument.objects.all())
    client.get(TABLE)

    for more in (1, 2):
        for _ in range(more):
            add_status(make_call_to_action(about=about))
        with django_assert_num_queries(12):
            client.get(TABLE)


def test_a_call_stands_beside_its_paragraph_in_each_language_of_the_text(client):
    call = make_call_to_action()
    add_status(call, "done")
    english = call.paragraph.resolution
    french = make_resolution(language="fr", translation_of=english)

    for resolution in (english, french):
        row = client.get(resolution.get_absolute_url()).text.partition('id="OP1"')[2].partition('id="OP2"')[0]
        assert f'<a href="{call.get_absolute_url()}">Done</a>, 1 May 2026' in row


def test_no_text_takes_the_address_of_the_table(client):
    resolution = make_resolution(title="Calls", sponsors=[], session=None)

    assert resolution.slug == "calls-2" and client.get(TABLE).status_code == 200


def test_an_article_leads_to_the_calls_about_it(client):
    article = Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=20)
    call = make_call_to_action(about=About(["unodc"], articles=[article]))

    found = on_article.strands["asks"].find(article)

    assert [(one.title, one.address) for one in found.links] == [(call.text, call.get_absolute_url())]
    assert [one.text for one in client.get(found.more).context["page_obj"]] == [call.text]
    assert "UNODC. No information." in client.get(article.get_absolute_url()).text
    assert article.get_absolute_url() in client.get(call.get_absolute_url()).text
