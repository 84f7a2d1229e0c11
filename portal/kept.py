"""What the ground keeps about people, and how long: the outbox, sessions, background work, the audit."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from portal.models import AuditEvent, OutgoingMail
from portal.personal import Erasure, Keeping, Kind


def events_of(user: Any) -> Iterator[dict[str, Any]]:
    """What the portal wrote down that this person did."""
    for event in AuditEvent.objects.filter(actor=user):
        yield {"at": event.at, "did": event.verb, "to": f"{event.object_type} {event.object_key}"}


def mail_to(user: Any) -> Iterator[dict[str, Any]]:
    """Mail that is still in the outbox; its words are in the person's mailbox, and codes are nobody's to export."""
    for mail in OutgoingMail.objects.filter(to=user.email):
        yield {"written": mail.created_at, "subject": mail.subject, "state": mail.get_state_display()}


def erase_mail(user: Any) -> None:
    """Delete what the outbox holds for this address."""
    OutgoingMail.objects.filter(to=user.email).delete()


def old_mail(before: datetime) -> QuerySet[OutgoingMail]:
    """Mail that was sent or given up."""
    return OutgoingMail.objects.filter(created_at__lt=before).exclude(state=OutgoingMail.State.QUEUED)


def old_sessions(before: datetime) -> QuerySet[Session]:
    """Sessions that ended by themselves."""
    return Session.objects.filter(expire_date__lt=before)


def old_work(before: datetime) -> QuerySet[DBTaskResult]:
    """Background work that is done or given up."""
    return DBTaskResult.objects.filter(finished_at__lt=before)


def old_events(before: datetime) -> QuerySet[AuditEvent]:
    """Events that still name who acted."""
    return AuditEvent.objects.filter(at__lt=before, actor__isnull=False)


def drop_actors(events: list[AuditEvent]) -> None:
    """The one change that the append-only table allows: an event without its actor."""
    AuditEvent.objects.filter(pk__in=[event.pk for event in events]).update(actor=None)


PARTS = (
    Kind(
        "events",
        _("What you did here"),
        _("The portal writes down who did what, so that a record can be trusted. Your name goes with your account."),
        events_of,
        {"at": _("When"), "did": _("What"), "to": _("To which record")},
    ),
    Kind(
        "mail",
        _("Mail to you"),
        _("Mail that the portal wrote to your address and has not deleted yet."),
        mail_to,
        {"written": _("Written"), "subject": _("Subject"), "state": _("Status")},
    ),
    Erasure(
        "audit",
        goes=_("Your name in the account of what was done here, and mail to you that is still kept."),
        stays=_("That something was done, and when: without your name, so that records can be trusted."),
        erase=erase_mail,
    ),
    Keeping(
        "outbox",
        _("Mail that the portal sent"),
        _("%(time)s after it was written"),
        _("Deleted."),
        days=30,
        due=old_mail,
    ),
    Keeping(
        "sessions",
        _("What keeps you signed in"),
        _("Until you sign out, or for two weeks; %(time)s longer if you do not"),
        _("Deleted."),
        days=1,
        due=old_sessions,
    ),
    Keeping(
        "work",
        _("Notes of the portal's own background work"),
        _("%(time)s after it was done"),
        _("Deleted."),
        days=14,
        due=old_work,
    ),
    Keeping(
        "audit",
        _("Who did what, and when"),
        _("%(time)s"),
        _("The name is dropped; what happened and when stays."),
        days=6 * 365,
        due=old_events,
        finish=drop_actors,
    ),
)
