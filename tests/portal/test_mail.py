"""The outbox: written with the record, sent once, tried again."""

import smtplib
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend

from portal import mail
from portal.models import OutgoingMail
from portal.tasks import ATTEMPTS, deliver_mail
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


class BrokenBackend(EmailBackend):
    """A mail server that is down."""

    problem: Exception = smtplib.SMTPServerDisconnected("down")

    def send_messages(self, messages):
        """Fail as smtplib fails."""
        raise self.problem


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


def refused(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"a@example.org": (code, b"a@example.org is not known here")})


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (refused(550), State.FAILED),
        (smtplib.SMTPDataError(554, b"no"), State.FAILED),
        (UnicodeEncodeError("ascii", "ü", 0, 1, "no"), State.FAILED),
        (refused(450), State.QUEUED),
        (smtplib.SMTPDataError(451, b"later"), State.QUEUED),
        (smtplib.SMTPAuthenticationError(535, b"our password is wrong, not the mail"), State.QUEUED),
        (TimeoutError(), State.QUEUED),
        (ValueError("settings of ours that contradict each other"), State.QUEUED),
        (RuntimeError("something nobody thought of"), State.QUEUED),
    ],
)
def test_what_is_refused_for_ever_is_given_up_at_once_and_the_rest_waits(queued, settings, monkeypatch, problem, state):
    settings.EMAIL_BACKEND = "tests.portal.test_mail.BrokenBackend"
    monkeypatch.setattr(BrokenBackend, "problem", problem)

    assert deliver_mail.func(str(queued.uuid)) == state

    queued.refresh_from_db()
    assert (queued.state, queued.attempts) == (state, 1)
    assert type(problem).__name__ in queued.problem
    assert "a@example.org" not in queued.problem


@pytest.mark.parametrize("broken", [{"subject": "two\nlines"}, {"to": "a@example.org\nBcc: b@example.org"}])
def test_a_mail_that_cannot_be_built_is_given_up_and_not_left_waiting(queued, broken):
    OutgoingMail.objects.filter(pk=queued.pk).update(**broken)

    assert deliver_mail.func(str(queued.uuid)) == State.FAILED

    queued.refresh_from_db()
    assert (queued.state, queued.problem) == (State.FAILED, "BadHeaderError")
    assert django_mail.outbox == []


def test_a_mail_that_went_out_after_all_has_no_problem_any_more(queued, settings):
    settings.EMAIL_BACKEND = "tests.portal.test_mail.BrokenBackend"
    deliver_mail.func(str(queued.uuid))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_mail.func(str(queued.uuid))

    queued.refresh_from_db()
    assert (queued.state, queued.problem) == (State.SENT, "")


def test_each_try_waits_longer_than_the_one_before_up_to_an_hour(queued, settings):
    settings.EMAIL_BACKEND = "tests.portal.test_mail.BrokenBackend"
    default_task_backend.clear()
    since = timezone.now()
    for _attempt in range(ATTEMPTS):
        deliver_mail.func(str(queued.uuid))

    tries = [result.task.run_after - since for result in default_task_backend.results]
    minutes = [round(pause / timedelta(minutes=1)) for pause in tries]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]


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
