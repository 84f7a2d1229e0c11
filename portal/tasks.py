"""Background work of the ground: delivering the outbox, and what happens every day."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from portal import retention
from portal.models import OutgoingMail

log = logging.getLogger(__name__)
ATTEMPTS = 12
UNBUILDABLE = (BadHeaderError, UnicodeError)
REFUSED_FOR_EVER = 500  # from this code of a mail server on; below it says: not now
LONGEST_PAUSE = timedelta(hours=1)
PAUSE_OF_RETENTION = timedelta(days=1)


@task()
def deliver_mail(uuid: str) -> str:
    """Send one mail of the outbox and mark it; when the mail server fails, try again later.

    A mail that cannot be built, or that the server refuses for ever, is given up at once. Returns the state that the
    row has afterwards. Running twice sends once: a sent row is left alone, and the message keeps its Message-ID.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(uuid=uuid, state=OutgoingMail.State.QUEUED).first()
        if mail is None:
            return "nothing to do"
        mail.attempts += 1
        mail.save(update_fields=["attempts"])
    try:
        as_message(mail).send()
    except Exception as problem:  # whatever it is, the mail must not wait for ever
        return _not_sent(mail, problem)
    return _mark(mail, OutgoingMail.State.SENT, sent_at=timezone.now(), problem="")


def _not_sent(mail: OutgoingMail, problem: Exception) -> str:
    """Give up, or try again later. The server's words may hold an address, so only its code is kept."""
    code = _refusal(problem)
    words = f"{type(problem).__name__} {code}" if code else type(problem).__name__
    log.warning("mail %s was not sent (%s)", mail.uuid, words)
    is_at_fault = isinstance(problem, UNBUILDABLE) or code >= REFUSED_FOR_EVER
    if is_at_fault or mail.attempts >= ATTEMPTS:
        return _mark(mail, OutgoingMail.State.FAILED, problem=words)
    pause = min(timedelta(seconds=30 * 2**mail.attempts), LONGEST_PAUSE)
    deliver_mail.using(run_after=timezone.now() + pause).enqueue(str(mail.uuid))
    return _mark(mail, OutgoingMail.State.QUEUED, problem=words)


def _refusal(problem: Exception) -> int:
    """The code with which the server refused this mail; 0 when it is not the mail that it minds."""
    if isinstance(problem, SMTPRecipientsRefused):
        return min(code for code, _words in problem.recipients.values())
    return problem.smtp_code if isinstance(problem, SMTPDataError) else 0


def _mark(mail: OutgoingMail, state: str, **changes: Any) -> str:
    for name, value in {"state": state, **changes}.items():
        setattr(mail, name, value)
    mail.save(update_fields=["state", *changes])
    return mail.state


def as_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message to send; its Message-ID comes from the row, so that a second sending is the same message."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{mail.uuid}@{domain}>"}
    message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        method = mail.calendar.partition("METHOD:")[2].partition("\r\n")[0]
        message.attach_alternative(mail.calendar, f"text/calendar; method={method}")
    return message


@task()
def carry_out_retention() -> dict[str, int]:
    """Delete what has been kept long enough, today and, by enqueueing itself, every day. Returns the counts.

    The next run is written first, so that a failure today does not end the habit.
    """
    plan_retention(timezone.now() + PAUSE_OF_RETENTION)
    return retention.carry_out()


def plan_retention(at: datetime) -> bool:
    """Write the next run of retention for this time, unless one is waiting already; says whether it was written."""
    return plan(carry_out_retention, at)


def plan(work: Task, at: datetime) -> bool:
    """Enqueue a task without arguments for this time, unless one is waiting already; says whether it was."""
    if DBTaskResult.objects.filter(task_path=work.module_path, status="READY").exists():
        return False
    work.using(run_after=at).enqueue()
    return True
