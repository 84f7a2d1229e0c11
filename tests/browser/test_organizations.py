"""An application in a real Chromium: a proof, a question, an answer, and the coordinator who verifies."""

import pytest

from home.roles import COORDINATORS
from organizations.models import Organization
from tests.browser.conftest import Person
from tests.browser.test_walk import ONE_LOOK
from tests.factories import uploads
from tests.factories.organizations import PASSWORD, OrganizationFactory, join, make_account

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = "Lighthouse Keepers"


def sign_in(somebody: Person, email: str) -> None:
    somebody.go("/en/accounts/login/")
    somebody.fill(login=email, password=PASSWORD)
    somebody.press("Sign in")


def apply_with_a_proof(ngo: Person) -> None:
    ngo.go("/en/desk/organizations/new/")
    ngo.fill(legal_name=NAME, mandate="Keepers who see what passes at night.", contact_email="kim@lighthouse.example")
    ngo.page.locator("[name=country]").select_option(label="Kenya")
    ngo.press("Save the draft")
    paper = {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": uploads.pdf()}
    ngo.page.locator("[name=file]").set_input_files(paper)
    ngo.fill(description="From the register")
    ngo.press("Add the document")
    assert "certificate.pdf" in ngo.text
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("Send the application")
    assert "Being checked" in ngo.text


def read_and_ask(coordinator: Person) -> None:
    coordinator.go("/cms/organizations/")
    assert "same name" in coordinator.text  # the near match, in the queue already
    coordinator.follow(coordinator.page.get_by_role("link", name=NAME, exact=True))
    with coordinator.page.expect_download() as download:
        coordinator.page.locator(".coordination button", has_text="certificate.pdf").click()
    assert download.value.suggested_filename == "certificate.pdf"
    coordinator.page.locator("[name=decision][value=question]").check()
    coordinator.fill(reason="Who keeps the register?")
    coordinator.press("Send the decision")


def answer(ngo: Person) -> None:
    ngo.page.reload()
    assert "Who keeps the register?" in ngo.text
    assert "A coordinator opened a proof document" in ngo.text
    ngo.check_accessibility(ONE_LOOK)
    ngo.fill(note="The harbour office of Mombasa.")
    ngo.press("Send the answer")


def verify(coordinator: Person) -> None:
    coordinator.go("/cms/organizations/")
    coordinator.follow(coordinator.page.get_by_role("link", name=NAME, exact=True))
    assert "The harbour office of Mombasa." in coordinator.text
    coordinator.page.locator("[name=decision][value=verified]").check()
    coordinator.press("Send the decision")


def test_from_the_proof_over_a_question_to_the_directory(person):
    make_account("kim@lighthouse.example")
    join(make_account("cora@portal.example"), COORDINATORS)
    OrganizationFactory(legal_name="Light-house Keepers", in_directory=False)
    ngo, desk, reader = person(), person(), person()
    sign_in(ngo, "kim@lighthouse.example")
    sign_in(desk, "cora@portal.example")

    apply_with_a_proof(ngo)
    read_and_ask(desk)
    answer(ngo)
    verify(desk)

    assert Organization.objects.get(legal_name=NAME).state == Organization.State.VERIFIED
    ngo.page.reload()
    ngo.check_accessibility(ONE_LOOK)
    ngo.press("People")
    ngo.check_accessibility(ONE_LOOK)
    reader.go("/en/organizations/")
    reader.press(NAME)
    assert "Light-house Keepers" not in reader.text
