"""What somebody typed before their session ended goes out with one press, once they have signed in in another tab."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from submissions.statements.models import Review
from tests.factories.organizations import PASSWORD, make_account
from tests.factories.statements import make_statement

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ADDRESS = "writer@lighthouse.example"


def test_one_press_sends_what_was_kept(person):
    statement, one = make_statement("rejected"), person()
    writer = make_account(ADDRESS)
    statement.organization.memberships.update(user=writer)
    one.sign_in(writer)
    one.go(reverse("statements:desk_appeal", args=[statement.uuid]))
    one.fill(reason="Every word of three hours.")

    Session.objects.all().delete()
    one.press("Send the appeal")
    assert "Every word of three hours." in one.text
    one.check_accessibility([(390, "dark")])
    with one.context.expect_page() as opened:
        one.push("Sign in in a new tab")
    other = opened.value
    other.fill("[name=login]", ADDRESS)
    other.fill("[name=password]", PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/desk/**")
    other.close()
    one.push("Send it again")

    one.page.get_by_text("Your appeal has arrived.").wait_for()
    assert Review.objects.filter(statement=statement, is_appeal=True).count() == 1
    one.complaints[:] = [line for line in one.complaints if "403" not in line]
