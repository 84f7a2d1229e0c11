"""After sending: one statement, one receipt; the receipt as PDF; the bytes of the fingerprint; the minutes of grace."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from portal import pdf
from portal.models import OutgoingMail
from submissions.statements import actions
from submissions.statements.kept import clear_texts
from submissions.statements.models import Call, CosignerState, Statement, StatementState
from submissions.statements.receipts import facts, with_cosigners
from tests.factories.cosigners import make_cosigner
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_call, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState


def address(name: str, statement: Statement) -> str:
    return reverse(f"statements:{name}", args=[statement.uuid])


def sign_in(client, statement: Statement, role: str = Role.OWNER) -> None:
    client.force_login(writer_of(statement.organization, role))


@pytest.fixture
def cosigned(client):
    """A statement that was sent with two confirmed co-signers, with a viewer of its organization signed in."""
    statement = make_statement(title="Números — “marcas”", source="Línea uno.\r\n\r\nLínea dos.", language="es")
    for name in ("Zebra", "Abaco"):
        make_cosigner(statement, CosignerState.CONFIRMED, OrganizationFactory(legal_name=name))
    statement = actions.submit(statement, by=writer_of(statement.organization))
    sign_in(client, statement, Role.VIEWER)
    return statement


def test_the_file_on_the_desk_gives_the_fingerprint(client, cosigned):
    answer = client.get(address("desk_sent_text", cosigned))

    assert hashlib.sha256(answer.content).hexdigest() == cosigned.current.sha256
    assert answer.content.decode() == "es\nNúmeros — “marcas”\nLínea uno.\n\nLínea dos."
    assert answer["Content-Disposition"] == f'attachment; filename="{cosigned.receipt}.txt"'
    assert "no-store" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"


def test_the_second_fingerprint_covers_the_names_in_their_order(cosigned):
    lines = f"{cosigned.current.sha256}\nAbaco\nZebra"

    assert with_cosigners(cosigned.current) == hashlib.sha256(lines.encode()).hexdigest()
    assert facts(cosigned)["whole"].replace(" ", "") == with_cosigners(cosigned.current)


def test_a_receipt_without_co_signers_has_one_fingerprint():
    assert facts(make_statement(S.SUBMITTED))["whole"] == ""


@pytest.mark.paper
def test_the_receipt_is_a_tagged_pdf_for_the_organizations_people(client, cosigned):
    answer = client.get(address("desk_receipt_pdf", cosigned))

    made = pikepdf.open(io.BytesIO(answer.content))
    assert made.Root.MarkInfo.Marked and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{cosigned.receipt}.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_the_page_of_the_receipt_says_what_a_receipt_has_to_say(cosigned):

    words = render_to_string("statements/receipt_pdf.html", facts(cosigned))

    for part in (cosigned.receipt, "Abaco", "Zebra", "UTC", facts(cosigned)["fingerprint"], "sha256sum", "CE"):
        assert part in words
    assert words.index("Abaco") < words.index("Zebra")


@pytest.mark.parametrize("name", ["desk_receipt_pdf", "desk_sent_text"])
def test_a_draft_has_no_receipt_and_nobody_elses_is_there(client, cosigned, name):
    draft = make_statement(organization=cosigned.organization)

    assert client.get(address(name, draft)).status_code == 404
    client.force_login(OrganizationFactory().members.get())
    assert client.get(address(name, cosigned)).status_code == 404
    assert client.post(address(name, cosigned)).status_code == 405


def test_words_that_were_deleted_are_not_handed_out(client, cosigned):
    clear_texts([cosigned.current])

    assert client.get(address("desk_sent_text", cosigned)).status_code == 404
    assert "exact text" not in client.get(address("desk_detail", cosigned)).text
    cosigned.current.refresh_from_db()
    assert cosigned.current.cosigned is None and cosigned.current.sha256


def test_the_mail_says_how_many_confirmed_and_nothing_of_the_text(cosigned):
    mail = OutgoingMail.objects.get(template="statements/email/receipt")

    assert "2 organizations had confirmed" in mail.text and cosigned.current.sha256 in mail.text
    assert "UTC" in mail.text and "Línea" not in mail.text and "Abaco" not in mail.text


def test_the_statements_page_leads_to_the_receipt(client, cosigned):
    page = client.get(address("desk_detail", cosigned)).text

    assert address("desk_sent_text", cosigned) in page and cosigned.receipt in page and "Being checked" in page
    assert (address("desk_receipt_pdf", cosigned) in page) == pdf.available()


# -- one statement, one receipt


def test_a_double_click_the_back_button_and_a_resend_make_one_receipt(client):
    statement = make_statement()
    sign_in(client, statement)
    page = client.get(address("desk_submit", statement)).context["form"].initial

    answers = [client.post(address("desk_submit", statement), page, follow=True) for _ in range(3)]

    statement.refresh_from_db()
    assert all(statement.receipt in answer.text for answer in answers)
    assert OutgoingMail.objects.filter(template="statements/email/receipt").count() == 1
    assert client.get(address("desk_submit", statement))["Location"] == address("desk_detail", statement)


# -- the deadline and the minutes after it


def late_call(minutes: int, grace: int) -> Call:
    """A call whose deadline was so many minutes ago."""
    call = make_call(grace_minutes=grace)
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(minutes=minutes))
    call.refresh_from_db()
    return call


@pytest.mark.parametrize(("minutes", "grace", "taken"), [(5, 10, True), (11, 10, False), (1, 0, False), (-5, 0, True)])
def test_what_arrives_within_the_grace_is_taken(minutes, grace, taken):
    statement = make_statement()
    late = late_call(minutes, grace)
    Statement.objects.filter(pk=statement.pk).update(call=late, dialogue=late.dialogue)
    owner = writer_of(statement.organization)

    if taken:
        assert actions.submit(statement, by=owner).state == S.SUBMITTED
    else:
        with pytest.raises(ValidationError, match="The deadline was"):
            actions.submit(statement, by=owner)


def test_nothing_is_begun_after_the_deadline():
    organization, call = OrganizationFactory(), late_call(1, 10)

    with pytest.raises(ValidationError, match="The deadline was"):
        actions.start(call, organization, by=writer_of(organization), content=some_content())
    assert call.takes_statements and not call.is_open


def test_limit_and_grace_are_said_before_and_at_sending(client):
    statement = make_statement(call=make_call(grace_minutes=10, word_limit=200))
    sign_in(client, statement)

    for name in ("desk_edit", "desk_submit"):
        page = client.get(address(name, statement)).text
        assert "up to 10 minutes later" in page and "of 200 words" in page


def test_a_text_over_the_limit_is_said_so_before_and_refused_at_sending(client):
    statement = make_statement(call=make_call(word_limit=3))
    sign_in(client, statement)

    page = client.get(address("desk_submit", statement))
    client.post(address("desk_submit", statement), {"stamp": "1.1"})

    assert "the limit of this call is 3" in page.text and 'name="stamp"' not in page.text
    statement.refresh_from_db()
    assert statement.state == S.DRAFT
