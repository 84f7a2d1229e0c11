"""A passkey in a real Chromium with a virtual authenticator: added, and then all that it takes to sign in."""

import pytest

from portal.models import OutgoingMail
from tests.factories.organizations import PASSWORD, make_account

pytestmark = pytest.mark.browser
ONE_LOOK = [(1280, "light")]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in_alone(person):
    user = make_account()
    somebody = person()
    assert somebody.base.startswith("http://localhost:")  # a browser gives passkeys to no address in numbers
    device = somebody.context.new_cdp_session(somebody.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    somebody.go("/en/accounts/login/")
    somebody.fill(login=user.email, password=PASSWORD)
    somebody.press("Sign in")
    somebody.go("/en/accounts/second-factor/")
    somebody.check_accessibility()
    somebody.press("Add a passkey or a security key")
    if "Your password once more" in somebody.text:
        somebody.fill(password=PASSWORD)
        somebody.press("Confirm")
    somebody.check_accessibility(ONE_LOOK)
    somebody.fill(name="Phone")
    somebody.push("Add it now")
    somebody.page.wait_for_url("**/recovery-codes/")
    somebody.check_accessibility(ONE_LOOK)
    assert OutgoingMail.objects.filter(template="mfa/email/webauthn_added").exists()
    somebody.go("/en/accounts/second-factor/webauthn/")
    assert "Phone" in somebody.text
    somebody.check_accessibility(ONE_LOOK)

    somebody.follow(somebody.page.get_by_role("button", name="Sign out"))
    somebody.go("/en/accounts/login/")
    somebody.check_accessibility()
    somebody.push("Use a passkey")
    somebody.page.wait_for_url("**/desk/")
    somebody.go("/en/accounts/sessions/")
    somebody.check_accessibility()


def test_a_device_that_does_not_answer_is_said_in_words(person):
    somebody = person()
    device = somebody.context.new_cdp_session(somebody.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})

    somebody.go("/en/accounts/login/")
    somebody.push("Use a passkey")

    somebody.page.get_by_text("The device did not answer, or you stopped it.").wait_for()
    assert somebody.page.url.endswith("/en/accounts/login/")
