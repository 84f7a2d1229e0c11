"""No page of those who run the portal changes what an organization wrote."""

import pytest
from django.forms import ModelForm
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from organizations.models import User
from submissions.statements import review_forms, reviewing
from submissions.statements.models import Attachment, Call, Review, Statement, StatementState, StatementVersion
from tests.access.addresses import addresses
from tests.factories.statements import make_statement
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "Canary of a coordinator"
KEPT = (Statement, StatementVersion, Attachment, Review)
# Every field of what organizations write, as a form could send it, with and without the prefixes of our forms.
WORDS = {
    f"{prefix}{name}": CANARY
    for prefix in ("", "accept-", "return-", "reject-", "take_over-")
    for name in ("title", "source", "body", "body_text", "summary", "language", "description", "given_name", "sha256")
}
DECISION = {
    **{f"{verb}-code": "other" for verb in ("return", "reject")},
    **{f"{verb}-reason": "Why?" for verb in ("return", "reject", "take_over")},
}
PAGES = ["queue", "review", "claim", "release", "take_over", "accept", "return", "reject", "remove", "restore"]


def texts():
    """All that organizations wrote."""
    columns = ("title", "source", "body", "body_text", "summary", "language", "sha256")
    return list(StatementVersion.objects.order_by("pk").values(*columns)), list(
        Attachment.objects.order_by("pk").values("description", "given_name", "sha256")
    )


def test_wagtail_knows_no_form_for_a_statement():
    """Neither as a snippet, nor by a viewset of models, nor as a page."""
    edited = {*get_snippet_models(), *(getattr(one, "model", None) for one in viewsets.viewsets)}

    assert edited & {Call} and edited.isdisjoint(KEPT)
    assert not [model for model in KEPT if issubclass(model, Page)]


def test_no_form_of_the_review_is_a_form_of_a_model():
    forms = [one for one in vars(review_forms).values() if isinstance(one, type)]

    assert forms and not [form for form in forms if issubclass(form, ModelForm)]


def test_the_pages_of_the_review_are_all_known():
    """A new page of coordinators for statements has to be added to PAGES, and is tried below then."""
    ours = [one.name for one in addresses() if one.name.startswith("statement_") and ":" not in one.name]
    named = {name.removeprefix("statement_") for name in ours}

    assert named - {"file"} == set(PAGES)


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_nothing_that_is_sent_to_the_pages_of_the_review_changes_a_text(client, coordinator, who):
    statement = make_statement(S.SUBMITTED, files=1)
    person = coordinator if who == "coordinator" else User.objects.create_superuser("admin@portal.example")
    reviewing.claim(statement, by=person)
    client.force_login(person)
    before, shown = texts(), reverse("statement_review", args=[statement.uuid])

    for name in PAGES:
        address = reverse("statement_queue") if name == "queue" else reverse(f"statement_{name}", args=[statement.uuid])
        with undone():
            for sent in (WORDS, WORDS | DECISION):
                client.post(address, sent)

            assert texts() == before and CANARY not in client.get(shown).text, name
