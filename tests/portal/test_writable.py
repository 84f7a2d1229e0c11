"""Signs that XML 1.0 and iCalendar forbid (a word processor's line break is one) break no feed and no calendar."""

import re
from xml.etree import ElementTree

import pytest
from django.contrib.syndication.views import Feed

from portal.forms import ReasonForm
from portal.writable import Atom, writable
from tests.factories.announcements import make_announcement
from tests.factories.consultations import make_published_source
from tests.factories.dialogues import make_dialogue
from tests.factories.statements import make_statement

ODD = "Two\x0blines\x01\ufffe"


def test_a_forbidden_sign_goes_and_a_broken_line_keeps_its_words_apart():
    assert writable(ODD) == "Two lines" and writable("a\tb\r\nc") == "a\tb\r\nc"


def test_a_form_takes_such_signs_out_where_text_comes_in():
    form = ReasonForm({"reason": ODD})

    assert form.is_valid() and form.cleaned_data["reason"] == "Two lines"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "address"),
    [
        (lambda: make_statement("accepted", title=ODD, summary=ODD), "/feeds/statements.atom"),
        (lambda: make_announcement(how=ODD, office=ODD), "/feeds/consultations/announced.atom"),
        (lambda: make_published_source(account=ODD), "/feeds/consultations/bel.atom"),
        (lambda: make_dialogue(title=ODD, intro=ODD), "/feeds/dialogues.atom"),
    ],
)
def test_a_feed_can_be_read_whatever_stands_in_its_titles(client, make, address):
    make()
    answer = client.get(address)

    assert "Two lines" in "".join(ElementTree.fromstring(answer.content).itertext())  # noqa: S314 - made here


@pytest.mark.django_db
def test_a_calendar_holds_no_forbidden_sign(client):
    make_announcement(how=ODD, office=ODD)
    make_dialogue(title=ODD)

    for address in ("/consultations/announced.ics", "/dialogues/calendar.ics"):
        content = client.get(address).content
        assert b"Two" in content and not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content)


def test_every_feed_of_ours_is_of_that_kind():
    feeds = [feed for kind in Feed.__subclasses__() for feed in (kind, *kind.__subclasses__())]
    assert len(feeds) >= 5 and all(issubclass(feed.feed_type, Atom) for feed in feeds)
