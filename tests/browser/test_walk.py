"""The whole line in a real Chromium: an NGO, a coordinator and a reader, from sign-up to the public record."""

import re
from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.demo.people import Account, accounts
from organizations import actions
from organizations.models import Organization, User
from portal.dates import format_day
from portal.mechanism.models import Instrument, State
from portal.models import OutgoingMail
from submissions.consultations.models import Claim
from submissions.declaration.models import Signature
from tests.browser.conftest import LOOKS, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = "Lighthouse Keepers’ Union"
TITLE = "What light on the water shows"
DIALOGUE = "demonstration-dialogue"
Looks = list[tuple[int, str]]
ONE_LOOK: Looks = [(1280, "light"), (390, "dark")]
PHONE: Looks = [(390, "light")]


def newest_code(address: str) -> str:
    """The code that was mailed to this address."""
    text = OutgoingMail.objects.filter(to=address).latest("pk").text
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]


def sign_up(ngo: Person, looks: Looks = ONE_LOOK) -> None:
    ngo.go(f"/{get_language()}/accounts/signup/")
    ngo.check_accessibility(looks)
    ngo.fill(name="Kim Castellan", email="kim@lighthouse.example", password1="a long light over water")
    ngo.press(_("Sign up"))
    ngo.check_accessibility(looks)
    ngo.fill(code=newest_code("kim@lighthouse.example"))
    ngo.press(_("Confirm"))
    ngo.go(f"/{get_language()}/desk/")
    ngo.check_accessibility(looks)


def apply(ngo: Person, looks: Looks = ONE_LOOK) -> None:
    ngo.go(f"/{get_language()}/desk/organizations/new/")
    ngo.fill(legal_name=NAME, mandate="Keepers who see what passes at night.", contact_email="kim@lighthouse.example")
    ngo.page.locator("[name=country]").select_option(label=kenya())
    ngo.check_accessibility(looks)
    ngo.press(_("Save the draft"))
    ngo.press(_("Send the application"))
    assert _("Being checked") in ngo.text
    ngo.check_accessibility(looks)


def coordinator_account() -> Account:
    """A coordinator of the demo."""
    return next(one for one in accounts() if one.role == "Coordinator")


def sign_in_as_coordinator(coordinator: Person) -> None:
    account = coordinator_account()
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


def register(ngo: Person, looks: Looks = ONE_LOOK) -> None:
    ngo.go(f"/{get_language()}/dialogues/{DIALOGUE}/")
    ngo.press(_("Register your organization"))
    ngo.check_accessibility(looks)
    ngo.fill(expertise="Logs of passing ships, kept for twelve years.")
    ngo.fill(**{"delegates-0-name": "Kim Castellan", "delegates-0-email": "kim@lighthouse.example"})
    ngo.page.get_by_label(_("Online")).first.check()
    ngo.press(_("Send registration"))
    assert _("Being checked") in ngo.text


def write(ngo: Person, looks: Looks = ONE_LOOK) -> None:
    ngo.go(f"/{get_language()}/dialogues/{DIALOGUE}/")
    ngo.press(_("Write a statement"))
    ngo.check_accessibility(looks)
    ngo.fill(
        title=TITLE, source="## By night\n\nShips without lights pass.\n\nWe write them down.", summary="We see them."
    )
    ngo.page.get_by_label(str(Instrument.objects.get(code="UNTOC"))).first.check()
    ngo.fill(topics_find=kenya())
    ngo.press(_("Find"))
    ngo.page.get_by_label(kenya()).first.check()
    ngo.check_accessibility(looks)
    ngo.press(_("Save and add this text in another language"))
    ngo.check_accessibility(looks)
    ngo.press(_("Go on writing the original"))
    ngo.press(_("Save and go on to sending"))
    ngo.check_accessibility(looks)
    ngo.press(_("Send it in"))
    assert re.search(r"R-[A-Z0-9]{4}-[A-Z0-9]{2}", ngo.text)


def decide(coordinator: Person) -> None:
    open_waiting(coordinator, TITLE)
    coordinator.press("Take it in hand")
    coordinator.check_accessibility(ONE_LOOK)
    coordinator.press("Accept and publish")
    open_waiting(coordinator, NAME)
    coordinator.press("Approve")


def sign(ngo: Person, looks: Looks = ONE_LOOK) -> None:
    ngo.go(f"/{get_language()}/declaration/")
    ngo.press(_("Sign the declaration"))
    ngo.check_accessibility(looks)
    ngo.fill(name="Kim Castellan", position="Keeper")
    ngo.page.locator("[name=authorised]").check()
    ngo.page.locator("[name=organization_named]").check()
    ngo.press(_("Sign the declaration"))
    assert Signature.objects.filter(organization__legal_name=NAME).exists()


def report(ngo: Person, looks: Looks = ONE_LOOK) -> str:
    """Report that Kenya consulted; returns the receipt."""
    ngo.go(f"/{get_language()}/desk/consultations/new/")
    ngo.check_accessibility(looks)
    ngo.page.locator("[name=visibility][value=public]").check()
    ngo.page.locator("[name=country]").select_option(label=kenya())
    ngo.fill(when=format_day(date(2024, 3, 1), "month"), account="The ministry met keepers of three lighthouses.")
    ngo.page.locator("[name=outcome][value=consulted]").check()
    ngo.press(_("Go on to the summary"))
    ngo.check_accessibility(looks)
    ngo.press(_("Send the report"))
    return re.search(r"R-[A-Z0-9]{4}-[A-Z0-9]{4}", ngo.text)[0]


def kenya() -> str:
    """The State in the language of the page."""
    return State.objects.get(iso3="KEN").name


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


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_an_organization_does_everything_in_its_own_language(demo_db, person, language):
    ngo = person()

    with translation.override(language):
        sign_up(ngo, PHONE)
        apply(ngo, PHONE)
        by = User.objects.get(email=coordinator_account().email)
        actions.decide(Organization.objects.get(legal_name=NAME), "verified", by=by)
        register(ngo, PHONE)
        write(ngo, PHONE)
        sign(ngo, PHONE)
        receipt = report(ngo, PHONE)

    assert Claim.objects.filter(receipt=receipt).exists()


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
