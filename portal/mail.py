"""The outbox: a mail is a row in the caller's transaction; a task delivers it, tries again, and marks it.

A template `<app>/email/<name>.txt` has the subject in its first line, then the words, paragraphs parted by blank
lines. It carries a reference and a link, never content: mail can be read by others. The frame (greeting, link, why
you get this) is added here, as plain text and as HTML.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from portal import audit
from portal.models import OutgoingMail
from portal.tasks import deliver_mail


def queue(
    template: str,
    to: Any,
    *,
    path: str = "",
    button: str | Promise = "",
    reference: str = "",
    calendar: str = "",
    **context: Any,
) -> OutgoingMail:
    """Write a mail to the user `to` in their language, e.g. queue("statements/email/accepted", user, path="/desk/…").

    `path` is the page on the portal that the mail leads to, without a language; `button` are the words of that link
    where it needs no signing in; `reference` names the matter; `calendar` is an iCalendar object that goes with it. All
    may be empty. The mail is sent after the surrounding
    transaction commits, and not at all if it does not.
    """
    with translation.override(to.language or settings.LANGUAGE_CODE):
        words = plain_text(f"{template}.txt", {**context, "reference": reference}).strip()
        subject, _, body = words.partition("\n")
        frame = {
            "subject": subject.strip(),
            "paragraphs": [part.strip() for part in body.strip().split("\n\n") if part.strip()],
            "reference": reference,
            "link": settings.BASE_URL + path if path else "",
            "button": button,
            "portal_name": settings.PORTAL_NAME,
        }
        text = plain_text("email/frame.txt", frame)
        html = render_to_string("email/frame.html", frame)
        about = {"template": template, "language": translation.get_language(), "calendar": calendar}
        return store(to.email, frame["subject"], text, html, **about)


def plain_text(template: str, values: dict[str, Any]) -> str:
    """A template rendered as text: nothing is escaped, since nothing here is HTML."""
    return engines["django"].engine.get_template(template).render(Context(values, autoescape=False))  # type: ignore[attr-defined]


def store(
    to: str, subject: str, text: str, html: str = "", *, template: str, language: str, calendar: str = ""
) -> OutgoingMail:
    """Write a ready mail into the outbox and queue its delivery, both in the caller's transaction."""
    mail = OutgoingMail.objects.create(
        to=to, subject=" ".join(subject.split())[:200], text=text, html=html, template=template, language=language,
        calendar=calendar,
    )  # fmt: skip
    deliver_mail.enqueue(str(mail.uuid))
    return mail


@transaction.atomic
def try_again(mail: OutgoingMail, *, by: Any) -> OutgoingMail:
    """Queue a mail anew that was given up, with all its attempts; one that waits or went out is left alone."""
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != OutgoingMail.State.FAILED:
        return mail
    mail.state, mail.attempts = OutgoingMail.State.QUEUED, 0
    mail.save(update_fields=["state", "attempts"])
    audit.record(mail, "try_again", by=by)
    deliver_mail.enqueue(str(mail.uuid))
    return mail
