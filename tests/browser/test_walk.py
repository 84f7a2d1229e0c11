"""The whole line in a real Chromium: an NGO, a coordinator and a reader, from sign-up to the public record."""

import re

import pytest

from home.demo.people import accounts
from organizations.models import Organization
from portal.models import OutgoingMail
from tests.browser.conftest import LOOKS, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = "Lighthouse Keepers’ Union"
TITLE = "What light on the water shows"
DIALOGUE = "demonstration-dialogue"
ONE_LOOK = [(1280, "light"), (390, "dark")]


def newest_code(address: str) -> str:
    """The code that was mailed to this address."""
    text = OutgoingMail.objects.filter(to=address).latest("pk").text
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]


def sign_up(ngo: Person) -> None:
    ngo.go("/en/accounts/signup/")
    ngo.check_accessibility()
    ngo.fill(name="Kim Castellan", email="kim@lighthouse.example", password1="a long light over water")
    ngo.press("Sign up")
    ngo.check_accessibility(ONE_LOOK)
    ngo.fill(code=newest_code("kim@lighthouse.example"))
    ngo.press("Confirm")
    ngo.go("/en/desk/")
    ngo.check_accessibility(ONE_LOOK)


def apply(ngo: Person) -> None:
    ngo.go("/en/desk/organizations/new/")
    ngo.fill(legal_name=NAME, mandate="Keepers who see what passes at night.", contact_email="kim@lighthouse.example")
    ngo.page.locator("[name=country]").select_option(label="Kenya")
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("Save the draft")
    ngo.press("Send the application")
    assert "Being checked" in ngo.text
    ngo.check_accessibility(ONE_LOOK)


def sign_in_as_coordinator(coordinator: Person) -> None:
    account = next(one for one in accounts() if one.role == "Coordinator")
    coordinator.go("/en/accounts/login/")
    coordinator.fill(login=account.email, password=account.password)
    coordinator.press("Sign in")
    coordinator.go("/cms/")
    assert "Organizations to verify" in coordinator.text


def open_waiting(coordinator: Person, words: str) -> None:
    """From the overview of what waits to the page of one record."""
    coordinator.go("/cms/")
    coordinator.follow(coordinator.page.get_by_role("link", name=words).first)


def verify(coordinator: Person) -> None:
    open_waiting(coordinator, NAME)
    coordinator.page.locator("[name=decision][value=verified]").check()
    coordinator.press("Send the decision")
    assert Organization.objects.get(legal_name=NAME).state == Organization.State.VERIFIED


def register(ngo: Person) -> None:
    ngo.go(f"/en/dialogues/{DIALOGUE}/")
    ngo.press("Register your organization")
    ngo.check_accessibility(ONE_LOOK)
    ngo.fill(expertise="Logs of passing ships, kept for twelve years.")
    ngo.page.get_by_label("Full name").first.fill("Kim Castellan")
    ngo.page.get_by_label("E-mail").first.fill("kim@lighthouse.example")
    ngo.page.get_by_label("Online").first.check()
    ngo.press("Send registration")
    assert "Being checked" in ngo.text


def write(ngo: Person) -> None:
    ngo.go(f"/en/dialogues/{DIALOGUE}/")
    ngo.press("Write a statement")
    ngo.check_accessibility(ONE_LOOK)
    ngo.fill(
        title=TITLE, source="## By night\n\nShips without lights pass.\n\nWe write them down.", summary="We see them."
    )
    ngo.page.get_by_label("Organized Crime Convention").first.check()
    ngo.fill(topics_find="Kenya")
    ngo.press("Find")
    ngo.page.get_by_label("Kenya").first.check()
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("Save and add this text in another language")
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("Go on writing the original")
    ngo.press("Save and go on to sending")
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("Send it in")
    assert re.search(r"R-[A-Z0-9]{4}-[A-Z0-9]{2}", ngo.text)


def decide(coordinator: Person) -> None:
    open_waiting(coordinator, TITLE)
    coordinator.press("Take it in hand")
    coordinator.check_accessibility(ONE_LOOK)
    coordinator.press("Accept and publish")
    open_waiting(coordinator, NAME)
    coordinator.press("Approve")


def sign(ngo: Person) -> None:
    ngo.go("/en/declaration/")
    ngo.press("Sign the declaration")
    ngo.check_accessibility(ONE_LOOK)
    ngo.fill(name="Kim Castellan", position="Keeper")
    ngo.page.locator("[name=authorised]").check()
    ngo.page.locator("[name=organization_named]").check()
    ngo.press("Sign the declaration")
    assert "signed" in ngo.text.lower()


def report(ngo: Person) -> str:
    """Report that Kenya consulted; returns the receipt."""
    ngo.go("/en/desk/consultations/new/")
    ngo.check_accessibility(ONE_LOOK)
    ngo.page.locator("[name=visibility][value=public]").check()
    ngo.page.locator("[name=country]").select_option(label="Kenya")
    ngo.fill(when="March 2024", account="The ministry met keepers of three lighthouses.")
    ngo.page.locator("[name=outcome][value=consulted]").check()
    ngo.press("Go on to the summary")
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("Send the report")
    return re.search(r"R-[A-Z0-9]{4}-[A-Z0-9]{2}", ngo.text)[0]


def check_report(coordinator: Person, receipt: str) -> None:
    coordinator.go("/cms/")
    row = coordinator.page.locator("tr", has_text=receipt)
    coordinator.follow(row.get_by_role("link").first)
    coordinator.page.locator("[name=verify-method][value=document]").check()
    address = coordinator.page.url.removeprefix(coordinator.base)
    coordinator.press("Verify")
    coordinator.go(address)
    coordinator.press("Put on record")


def test_the_whole_walk(demo_db, person):
    ngo, coordinator, reader = person(), person(), person()

    sign_up(ngo)
    apply(ngo)
    sign_in_as_coordinator(coordinator)
    verify(coordinator)
    register(ngo)
    write(ngo)
    decide(coordinator)
    sign(ngo)
    check_report(coordinator, report(ngo))

    reader.go("/en/statements/")
    reader.press(TITLE)
    assert "Ships without lights pass." in reader.text
    reader.go("/en/organizations/?q=lighthouse")
    reader.press(NAME)
    assert TITLE in reader.text
    reader.go("/en/declaration/")
    assert NAME in reader.text
    reader.go("/en/consultations/ken/")
    assert "three lighthouses" in reader.text
    assert reader.context.cookies() == []


PUBLIC = [
    "",
    "dialogues/",
    "dialogues/firearms-2024-04-05/",
    "dialogues/firearms-2024-04-05/panel-1/",
    f"dialogues/{DIALOGUE}/",
    "statements/",
    "statements/?q=nothing-has-this-word",
    "statements/csp-2024-rs-1/",
    "declaration/demonstration-declaration/",
    "consultations/",
    "consultations/table/",
    "consultations/bel/",
    "organizations/",
    "help/",
    "appearance/",
    "accounts/login/",
]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_of_page_is_accessible_in_every_look(demo_db, person, language):
    reader = person()
    for path in PUBLIC:
        reader.go(f"/{language}/{path}")
        reader.check_accessibility(LOOKS)
