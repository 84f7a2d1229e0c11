"""The Atom feed of the dialogues."""

import re
from xml.etree import ElementTree

import pytest

from dialogues.models import DialoguePage
from portal.pages import publish
from tests.factories.dialogues import make_dialogue, make_panel, with_aliases

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client) -> list[dict[str, str]]:
    """Each entry with its words by name."""
    response = client.get("/feeds/dialogues.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own
    assert root.find(f"{ATOM}id") is not None and root.find(f"{ATOM}updated") is not None
    found = root.findall(f"{ATOM}entry")
    return [{part.tag.removeprefix(ATOM): part.text or part.get("href", "") for part in entry} for entry in found]


def test_an_entry_leads_to_its_dialogue_and_is_named_for_ever(client):
    dialogue = with_aliases(make_dialogue(title="On <marking> & tracing", intro="What it is about."), "ar")

    (entry,) = entries(client)

    assert entry["title"] == "On <marking> & tracing"
    assert entry["id"] == f"urn:uuid:{dialogue.translation_key}"
    assert entry["link"] == f"http://testserver/dialogues/{dialogue.slug}/"
    assert "What it is about." in entry["summary"]


def test_publishing_again_without_a_change_is_no_news(client):
    dialogue = make_dialogue()
    publish(dialogue)
    first = client.get("/feeds/dialogues.atom")
    publish(DialoguePage.objects.get(pk=dialogue.pk))

    assert client.get("/feeds/dialogues.atom").content == first.content
    stamp = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/feeds/dialogues.atom", headers=stamp).status_code == 304


def test_a_cancelled_dialogue_says_so(client):
    make_dialogue(title="On marking", status="cancelled", status_note="No quorum.")

    (entry,) = entries(client)

    assert entry["title"] == "Cancelled: On marking" and "No quorum." in entry["summary"]


def test_a_panel_comes_in_with_its_summary(client):
    dialogue = make_dialogue()
    make_panel(dialogue, title="CANARY")
    make_panel(dialogue, title="On tracing", summary="<p>Words.</p>", summary_status="provisional")

    titles = {entry["title"] for entry in entries(client)}

    assert titles == {dialogue.title, "Summary: On tracing"}


def test_what_is_not_published_is_not_in_it(client):
    make_dialogue(title="CANARY").unpublish()

    assert entries(client) == []
    assert client.get("/feeds/dialogues.atom").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_however_many_there_are(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_panel(make_dialogue(), summary="<p>Words.</p>", summary_status="provisional")

    with django_assert_num_queries(4):
        client.get("/feeds/dialogues.atom")


def test_the_feed_is_what_rfc_4287_asks_of_one(client):
    panel = make_panel(make_dialogue(), summary="<p>Said.</p>", summary_status="provisional")
    atom, moment = ATOM, re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

    feed = ElementTree.fromstring(client.get("/feeds/dialogues.atom").content)  # noqa: S314  our own

    entries = feed.findall(f"{atom}entry")
    assert feed.tag == f"{atom}feed" and any(panel.title in entry.findtext(f"{atom}title") for entry in entries)
    for part in (feed, *entries):
        assert [len(part.findall(f"{atom}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert moment.fullmatch(part.findtext(f"{atom}updated"))
        others = [link for link in part.findall(f"{atom}link") if link.get("rel", "alternate") == "alternate"]
        kinds = [(link.get("type"), link.get("hreflang")) for link in others]
        assert len(set(kinds)) == len(kinds) and kinds.count((None, None)) == 1  # the page, and other languages
        assert all(link.get("href", "").startswith("http") for link in part.findall(f"{atom}link"))
    names = [entry.findtext(f"{atom}id") for entry in entries]
    assert len(set(names)) == len(names) and all(name.startswith("urn:uuid:") for name in names)
    assert [link.get("href") for link in feed.findall(f"{atom}link") if link.get("rel") == "self"]
    assert feed.find(f"{atom}author") is not None or all(entry.find(f"{atom}author") is not None for entry in entries)
