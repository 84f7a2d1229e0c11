"""A real Chromium, people in it, and what is asked of every page they meet."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from organizations.models import User
from tests.conftest import chromium_path

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests. Playwright runs a loop of its own beside the tests' database work."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody with a browser of their own."""

    context: BrowserContext
    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, user: User) -> "Person":
        """Give this browser the session of a user: how one signs in is tested elsewhere."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])
        return self

    def go(self, address: str) -> None:
        """Open an address of the portal; it has to answer well."""
        answer = self.page.goto(self.base + address)
        assert answer is not None
        assert answer.status < 400, (address, answer.status)

    def fill(self, **fields: str) -> None:
        """Type into fields by their name."""
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']").first.fill(value)

    def press(self, words: str) -> None:
        """Press the button with these words, or else follow the link, and wait until the next page stands."""
        self.follow(self.named(words))

    def push(self, words: str) -> None:
        """Press a button that only changes something on this page."""
        self.named(words).click()

    def named(self, words: str) -> Locator:
        """The button with these words in the main part of the page, or else the link."""
        main = self.page.locator("main")
        button, link = main.get_by_role("button", name=words), main.get_by_role("link", name=words)
        button.or_(link).first.wait_for()
        return (button if button.count() else link).first

    def follow(self, element: Locator) -> None:
        """Click what leads to another page. Asking only whether a page has loaded may still be about the old one."""
        with self.page.expect_event("load"):
            element.click()

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()

    def check_accessibility(self, looks: list[tuple[int, str]] | None = None) -> None:
        """axe finds nothing on this page, in these widths and colours; it runs in the direction of its language, and
        nothing is wider than a phone of 320 px."""
        for width, scheme in LOOKS if looks is None else looks:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            found = run_axe(self.page)
            assert found == [], (self.page.url, width, scheme, found)
        language = self.page.evaluate("document.documentElement.lang")
        direction = self.page.evaluate("getComputedStyle(document.body).direction")
        assert direction == ("rtl" if language == "ar" else "ltr"), (self.page.url, language)
        self.page.set_viewport_size({"width": 320, "height": 800})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, (self.page.url, width)
        self.page.set_viewport_size({"width": 1280, "height": 900})


def run_axe(page: Page) -> list[str]:
    """The rules that this page breaks, each with the first elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(
        "tags => axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in result["violations"]]


@pytest.fixture
def person(chromium: Browser, portal_server: str) -> Iterator[Callable[[], Person]]:
    """Makes people. What their browsers complain about (scripts, policy, other hosts) fails the test at its end."""
    people: list[Person] = []

    def make() -> Person:
        context = chromium.new_context(locale="en-GB")
        one = Person(context, context.new_page(), portal_server)
        one.page.on("console", lambda line: one.complaints.append(line.text) if line.type == "error" else None)
        one.page.on("request", lambda request: note_request(one, request.url))
        people.append(one)
        return one

    yield make
    for one in people:
        one.context.close()
        assert one.complaints == []


def note_request(one: Person, address: str) -> None:
    """A page of ours asks nobody else for anything."""
    if not address.startswith((one.base, "data:", "blob:")):
        one.complaints.append(f"asked another host: {address}")
