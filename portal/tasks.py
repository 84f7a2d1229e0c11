"""Background work of the ground: delivering the outbox, and what happens every day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from portal import retention
from portal.models import OutgoingMail

ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=1)
PAUSE_OF_RETENTION = timedelta(days=1)


@task()
def deliver_mail(uuid: str) -> str:
    """Send one mail of the outbox and mark it; when the mail server fails, try again later.

    Returns the state that the row has afterwards. Running twice sends once: a sent row is left alone, and the message
    keeps its Message-ID.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(uuid=uuid, state=OutgoingMail.State.QUEUED).first()
        if mail is None:
            return "nothing to do"
        mail.attempts += 1
        mail.save(update_fields=["attempts"])
    try:
        as_message(mail).send()
    except OSError:  # smtplib's errors and lost connections are all OSErrors
        return _try_again(mail)
    mail.state, mail.sent_at = OutgoingMail.State.SENT, timezone.now()
    mail.save(update_fields=["state", "sent_at"])
    return mail.state


def _try_again(mail: OutgoingMail) -> str:
    if mail.attempts >= ATTEMPTS:
        mail.state = OutgoingMail.State.FAILED
        mail.save(update_fields=["state"])
    else:
        pause = min(timedelta(seconds=30 * 2**mail.attempts), LONGEST_PAUSE)
        deliver_mail.using(run_after=timezone.now() + pause).enqueue(str(mail.uuid))
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
