"""The outbox: written with the record, sent once, tried again."""

import smtplib
from email.utils import parseaddr

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from portal import mail
from portal.models import OutgoingMail
from portal.tasks import ATTEMPTS, deliver_mail
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


class BrokenBackend(EmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        """Fail as smtplib fails."""
        raise smtplib.SMTPServerDisconnected("down")


@pytest.fixture
def queued():
    return mail.store("a@example.org", "Subject\nbroken", "Text", "<p>Text</p>", template="test", language="en")


def test_a_mail_is_a_row_and_nothing_is_sent_in_the_request(queued):
    assert queued.state == State.QUEUED
    assert queued.subject == "Subject broken"
    assert django_mail.outbox == []


def test_a_mail_of_a_move_that_did_not_happen_does_not_exist():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        mail.store("a@example.org", "s", "t", template="test", language="en")
        _ = 1 / 0

    assert not OutgoingMail.objects.exists()


def test_delivering_sends_and_marks(queued):
    assert deliver_mail.func(str(queued.uuid)) == State.SENT

    queued.refresh_from_db()
    sent = django_mail.outbox[0]
    assert queued.sent_at <= timezone.now()
    assert (sent.to, sent.body, sent.alternatives[0].content) == (["a@example.org"], "Text", "<p>Text</p>")
    assert str(queued.uuid) in sent.extra_headers["Message-ID"]


def test_delivering_twice_sends_once(queued):
    deliver_mail.func(str(queued.uuid))
    assert deliver_mail.func(str(queued.uuid)) == "nothing to do"

    assert len(django_mail.outbox) == 1


def test_a_mail_waits_while_the_server_is_down_and_goes_out_once_it_is_back(queued, settings):
    settings.EMAIL_BACKEND = "tests.portal.test_mail.BrokenBackend"
    assert deliver_mail.func(str(queued.uuid)) == State.QUEUED
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_mail.func(str(queued.uuid)) == State.SENT

    queued.refresh_from_db()
    assert (queued.attempts, len(django_mail.outbox)) == (2, 1)


def test_a_mail_that_nobody_takes_is_given_up_visibly(queued, settings):
    settings.EMAIL_BACKEND = "tests.portal.test_mail.BrokenBackend"
    for _attempt in range(ATTEMPTS):
        deliver_mail.func(str(queued.uuid))

    queued.refresh_from_db()
    assert queued.state == State.FAILED


def test_mail_speaks_the_language_of_its_reader_and_names_the_matter(settings):
    settings.BASE_URL = "https://portal.example"
    reader = UserFactory(language="ar")

    row = mail.queue("tests/plain", reader, path="/desk/", reference="R-1")

    assert row.language == "ar"
    assert 'dir="rtl"' in row.html
    assert "https://portal.example/desk/" in row.text
    assert "R-1" in row.text
    assert parseaddr(row.to)[1] == reader.email


def test_a_value_in_a_mail_is_text_in_its_html_part():
    row = mail.queue("tests/plain", UserFactory(), name="<script>alert(1)</script>")

    assert "<script>" not in row.html
    assert "&lt;script&gt;alert(1)" in row.html
    assert "<script>alert(1)</script>" in row.text
