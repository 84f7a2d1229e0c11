"""Topics are chosen by search in a form that needs no script."""

import re

import pytest
from django.http import QueryDict

from portal.forms import PlainForm
from portal.mechanism import topics
from portal.mechanism.choosing import TopicsField, keys_of

pytestmark = pytest.mark.django_db


class TalkForm(PlainForm):
    topics = TopicsField(required=False, label="It speaks about")


def sent(query: str) -> TalkForm:
    return TalkForm(QueryDict(query))


def ticked(form) -> dict[str, bool]:
    """The topics that the form shows, and whether each is ticked."""
    boxes = re.findall('<input type="checkbox" name="topics" value="([^"]*)"( checked)?>', str(form["topics"]))
    return {key: bool(checked) for key, checked in boxes}


def test_what_was_ticked_stays_ticked_and_what_the_words_find_can_be():
    form = sent("topics=state:KEN&topics=cluster:4&topics_find=kenya mali")

    assert ticked(form) == {"state:KEN": True, "cluster:4": True}, "both words have to fit"
    assert ticked(sent("topics=state:KEN&topics_find=mali")) == {"state:KEN": True, "state:MLI": False}
    assert ticked(sent("topics=state:KEN&topics_find=kenya")) == {"state:KEN": True}, "no topic twice"


def test_words_ask_until_the_form_has_shown_what_they_find():
    assert sent("topics_find=mali")["topics"].value().asks
    assert not sent("topics_find=mali&topics_found=mali")["topics"].value().asks
    assert not sent("topics_find= ")["topics"].value().asks


def test_the_form_gives_rows_and_forgets_what_does_not_exist():
    form = sent("topics=state:KEN&topics=state:XXX&topics=article:UNTOC-20")

    assert form.is_valid()
    assert keys_of(form.cleaned_data["topics"]) == ["state:KEN", "article:UNTOC-20"]
    assert sent("").is_valid()


def test_too_many_are_refused_and_stay_ticked():
    every = [f"topics=state:{topic.key[6:]}" for topic in all_states()]
    form = sent("&".join(every[: topics.MOST_CHOSEN + 1]))

    assert f"Choose {topics.MOST_CHOSEN} at most." in form.errors["topics"][0]
    assert sum(ticked(form).values()) == topics.MOST_CHOSEN + 1


def all_states():
    return [topics.KINDS["state"].shown(row) for row in topics.KINDS["state"].rows()]


def test_what_is_stored_is_shown_first():
    form = TalkForm(initial={"topics": ["state:KEN"]})

    assert ticked(form) == {"state:KEN": True}
    assert not TalkForm(QueryDict("topics=state:KEN"), initial={"topics": ["state:KEN"]}).has_changed()
    assert TalkForm(QueryDict(""), initial={"topics": ["state:KEN"]}).has_changed()


def test_long_words_and_many_keys_are_cut_and_harm_nothing():
    form = sent("topics_find=" + "x" * 10_000 + "&" + "&".join(f"topics=state:{'Y' * 500}{n}" for n in range(500)))

    assert "x" * 101 not in str(form["topics"])
    assert form.is_valid() or form.errors
