"""An individual in a real Chromium: the form, the mail, the button, their own page, and out again."""

import re

import pytest

from portal.models import OutgoingMail
from submissions.declaration.supporters import batching
from submissions.declaration.supporters.models import Supporter
from tests.factories.supporters import make_supportable, make_supporter

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EMAIL = "noor@example.org"


def mailed(kind: str) -> str:
    """Where the link of this kind in the newest mail leads."""
    text = OutgoingMail.objects.filter(to=EMAIL).latest("pk").text
    return re.findall(rf"\S+(/declaration/\S+/support/{kind}/\S+/)", text)[-1]


def test_from_the_form_over_the_mail_to_the_button_and_out_again(person, settings):
    settings.SUPPORTERS, settings.FORM_SECONDS = True, 0
    declaration = make_supportable()
    make_supporter(declaration, name="Amina Otieno")
    noor = person()

    noor.go(f"/en/declaration/{declaration.slug}/")
    noor.press("Support it as an individual")
    noor.check_accessibility()
    noor.fill(email="noor", name="Noor Haddad")
    noor.press("Mail me the link")
    noor.check_accessibility()
    assert noor.page.locator("[name=name]").input_value() == "Noor Haddad"
    noor.fill(email=EMAIL)
    noor.page.locator("[name=country]").select_option("KEN")
    for box in ("named", "agreed"):
        noor.page.locator(f"[name={box}]").check()
    noor.press("Mail me the link")
    noor.check_accessibility()

    noor.go(f"/en{mailed('confirm')}")
    assert not Supporter.objects.confirmed().filter(name="Noor Haddad").exists()
    noor.check_accessibility()
    noor.press("Confirm your support")
    noor.check_accessibility()
    batching.batch(declaration)
    noor.go(f"/en/declaration/{declaration.slug}/supporters/")
    assert "Noor Haddad" in noor.text
    noor.check_accessibility()

    noor.go(f"/en{mailed('own')}")
    noor.check_accessibility()
    noor.press("Withdraw my support")
    noor.check_accessibility()
    noor.go(f"/en/declaration/{declaration.slug}/supporters/")
    assert "Noor Haddad" not in noor.text
