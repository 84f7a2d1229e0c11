"""A correction in a real Chromium: begun, written in the editor, sent in, accepted, and compared by a reader."""

import pytest
from django.urls import reverse

from submissions.statements import reviewing
from submissions.statements.later import LaterVersion
from submissions.statements.models import StatementState
from tests.browser.test_summary import LOOKS
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import make_statement, writer_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_public_statement_is_corrected_and_readers_see_what_changed(person):
    statement = make_statement(StatementState.ACCEPTED, title="Eleven parts", source="Nobody asked.")
    author, reader = person(), person()
    author.sign_in(writer_of(statement.organization))

    author.go(reverse("statements:desk_later_create", args=[statement.uuid]))
    author.check_accessibility(LOOKS)
    author.page.locator("[name=kind][value=corr]").check()
    author.fill(what_changed="There were fourteen.")
    author.press("Begin to write")
    author.check_accessibility(LOOKS)
    author.fill(title="Fourteen parts")
    author.press("Save and go on to sending")
    author.press("Send it in")
    later, judge = LaterVersion.objects.get(), CoordinatorFactory()
    assert later.receipt and later.receipt in author.text
    reviewing.claim(later, by=judge)
    reviewing.accept(later, by=judge)

    reader.go(f"/en/statements/{statement.slug}/")
    assert "There were fourteen." in reader.text
    for rest in ("", "1/", "compare/"):
        reader.go(f"/en/statements/{statement.slug}/versions/{rest}")
        reader.check_accessibility(LOOKS)
    assert "Eleven" in reader.text and "Fourteen" in reader.text
