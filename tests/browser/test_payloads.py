"""Payloads in a real Chromium, without any content security policy: what the portal stores runs nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import prose
from portal.html import sanitize
from portal.prose.publishing import published
from tests.portal.payloads import PAYLOADS, PIECES, RUNNING

pytestmark = pytest.mark.browser
# As a page of its own, then read by the browser and written once more, as mutations need it; everything is clicked.
TRY_OUT = """async (value) => {
  for (const tag of ['div', 'svg', 'table', 'noscript', 'template']) {
    const place = document.createElement(tag)
    document.body.append(place)
    place.innerHTML = value
    place.innerHTML = place.innerHTML
  }
  for (const one of document.querySelectorAll('a, p, ol, td, small')) {
    one.addEventListener('click', (event) => event.preventDefault(), { once: true })
    if (one.href && !/^(https?|mailto):/.test(one.href)) location = one.href
    one.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
  }
  await new Promise((done) => setTimeout(done, 40))
  return window.canary === 1
}"""


@pytest.fixture
def runs(chromium):
    """Whether a piece of HTML runs anything in a page without a policy."""
    context = chromium.new_context()
    asked = []
    context.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))

    def look(value):
        asked.clear()
        page = context.new_page()
        page.set_content(f"<!doctype html><body>{value}")
        found = page.evaluate(TRY_OUT, value)
        page.close()
        return found or any("evil.example" in address for address in asked)

    yield look
    context.close()


@pytest.mark.parametrize("value", RUNNING)
def test_without_the_sanitizer_the_browser_would_run_it(runs, value):
    assert runs(value)


@pytest.mark.parametrize("value", [value for value in PAYLOADS if "\0" not in value])
def test_nothing_runs(runs, value):
    stored = [sanitize(value), prose.clean(value), prose.from_plain(value)]

    assert not runs("".join([*stored, published(stored[1])[0]]))


def test_nothing_runs_in_any_mix_of_pieces(runs):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), min_size=20, max_size=20))
    def try_out(values):
        assert not runs("".join(sanitize(value) + prose.clean(value) for value in values))

    try_out()
