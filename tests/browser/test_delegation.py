"""A whole delegation in a real Chromium: from the draft over the waiting list to the door, and home with a letter."""

from io import BytesIO

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from dialogues.models import Delegate, DialoguePage, Registration
from dialogues.registration import letters
from portal import pdf
from tests.browser.conftest import Person
from tests.factories.day import make_helper, move_to
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import make_registration, owner_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOOKS = [(390, "light"), (1280, "light")]


def draft_and_send(ngo: Person, dialogue: DialoguePage) -> Registration:
    ngo.go(f"/en/desk/registrations/new/{dialogue.slug}/")
    ngo.fill(expertise="Logs of passing ships, kept for twelve years.")
    ngo.page.get_by_label("Full name").first.fill("Kim Castellan")
    ngo.page.get_by_label("E-mail").first.fill("kim@lighthouse.example")
    ngo.page.get_by_label("In Vienna").first.check()
    ngo.press("Save and finish later")
    assert "Nothing was sent yet" in ngo.text
    ngo.press("Send registration")
    assert "Being checked" in ngo.text
    return Registration.objects.get(organization__legal_name="Lighthouse Keepers")


def decide(coordinator: Person, registration: Registration, *buttons: str) -> None:
    for button in buttons:
        coordinator.go(f"/cms/registrations/{registration.uuid}/")
        coordinator.press(button)


def change(ngo: Person, registration: Registration) -> None:
    ngo.go(f"/en/desk/registrations/{registration.uuid}/")
    assert "Approved" in ngo.text
    ngo.press("Change who comes")
    ngo.page.get_by_label("Full name").first.fill("Noor Haddad")
    ngo.press("Save")
    assert "The coordinators check it again" in ngo.text


def cancel(other: Person, registration: Registration) -> None:
    other.go(f"/en/desk/registrations/{registration.uuid}/")
    other.press("Cancel the registration")
    other.press("Cancel the registration")
    assert "No seat is kept" in other.text


def code_on_badge(ngo: Person, registration: Registration) -> str:
    """What a phone reads from the screen of the delegate."""
    ngo.go(f"/en/desk/registrations/{registration.uuid}/")
    ngo.press("Badges with the code")
    ngo.check_accessibility(LOOKS)
    picture = ngo.page.locator("main svg[role=img]").screenshot()
    found = zxingcpp.read_barcode(Image.open(BytesIO(picture)))
    return found.text if found else ""


def let_in(helper: Person, address: str, dialogue: DialoguePage) -> None:
    helper.page.goto(address)
    helper.check_accessibility(LOOKS)
    helper.page.set_viewport_size({"width": 390, "height": 844})
    button = helper.named("Check in").bounding_box()
    assert button and button["height"] >= 44 and button["y"] + button["height"] < 844, "not on the first screen"
    helper.press("Check in")
    assert "Noor Haddad is checked in" in helper.text
    helper.press("To the list")
    assert "1 of 1 is here" in helper.text
    helper.check_accessibility(LOOKS)


def take_letter(ngo: Person, registration: Registration) -> None:
    ngo.go(f"/en/desk/registrations/{registration.uuid}/")
    link = ngo.page.get_by_role("link", name="Letter of attendance: Noor Haddad")
    if pdf.available():
        answer = ngo.page.request.get(ngo.base + str(link.get_attribute("href")))
        assert answer.headers["content-type"] == "application/pdf"
    ngo.go("/en/dialogues/attendance/")
    number = str(Delegate.objects.get(registration=registration).letter_number)
    ngo.fill(number=letters.in_words(number), name="Noor Haddad")
    ngo.press("Check")
    assert "this letter is ours" in ngo.text
    ngo.check_accessibility(LOOKS)


def test_a_delegation_from_the_draft_to_the_letter(person):
    dialogue = make_dialogue(seats_on_site=1)
    organization, coordinator = OrganizationFactory(legal_name="Lighthouse Keepers"), CoordinatorFactory()
    ngo, desk = person().sign_in(owner_of(organization)), person().sign_in(coordinator)

    registration = draft_and_send(ngo, dialogue)
    decide(desk, registration, "Note that it was sent to the Extended Bureau", "Approve")
    change(ngo, registration)
    other = make_registration("approved", dialogue)
    decide(desk, registration, "Approve")
    ngo.page.reload()
    assert "On the waiting list" in ngo.text
    cancel(person().sign_in(owner_of(other.organization)), other)

    address = code_on_badge(ngo, registration)
    now = timezone.now()
    move_to(dialogue, starts_at=now - timezone.timedelta(hours=1), ends_at=now + timezone.timedelta(hours=6))
    let_in(person().sign_in(make_helper(dialogue)), address, dialogue)
    take_letter(ngo, registration)
