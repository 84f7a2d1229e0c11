"""The sanitizer and the texts made with it, against payloads and mixes of their pieces."""

from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import prose
from portal.html import ATTRIBUTES, LINK_REL, TAGS, safe_address, sanitize
from tests.portal.payloads import PAYLOADS, PIECES

PLACES = [sanitize, prose.clean, prose.from_plain]
soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=10).map("".join)


class Tags(HTMLParser):
    """All tags of a text, with their attributes."""

    def __init__(self, value):
        super().__init__()
        self.found = []
        self.feed(value)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.found.append(("comment", {}))


def assert_harmless(value):
    for tag, attributes in Tags(value).found:
        assert tag in TAGS
        for name, said in attributes.items():
            assert name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
            assert name != "href" or safe_address(said)
            assert name != "rel" or said == LINK_REL
            assert name != "role" or said == "doc-footnote"


@pytest.mark.parametrize("value", PAYLOADS)
@pytest.mark.parametrize("place", PLACES)
def test_no_payload_leaves_a_tag_or_an_attribute_that_may_run(place, value):
    try:
        assert_harmless(place(value))
    except ValidationError:
        assert "\0" in value


@pytest.mark.parametrize("place", PLACES)
def test_no_mix_of_pieces_leaves_a_tag_or_an_attribute_that_may_run(place):
    @settings(max_examples=80, deadline=None)
    @given(soup)
    def try_out(value):
        if "\0" not in value:
            clean = place(value)
            assert_harmless(clean)
            assert sanitize(clean) == clean

    try_out()
