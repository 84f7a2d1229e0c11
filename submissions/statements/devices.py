"""What the script of drafts is told by the page: addresses, words, and the lock of copies on the person's device."""

import base64
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import User
from submissions.statements.models import Call, LaterVersion, Statement


def lock_of(user: User) -> dict[str, str]:
    """The key that locks a copy of a draft on a device, and a name for whose it is.

    The same for each session of an account, so a copy outlives a session; only its account is told the key.
    """
    key = salted_hmac("portal.drafts.key", str(user.pk), algorithm="sha256").digest()
    owner = salted_hmac("portal.drafts.owner", str(user.pk), algorithm="sha256").hexdigest()[:16]
    return {"key": base64.b64encode(key).decode(), "owner": owner}


def draft_settings(
    user: User, call: Call, statement: Statement | LaterVersion | None, *, limit: int | None = None, **page: bool
) -> dict[str, Any]:
    """For the page of a draft, with the `limit` of words where it is not that of the call.

    `page` says whether the form holds what was `typed`, and whether saving is `paused`.
    """
    begin = f"new-{call.slug}"
    place = str(statement.uuid) if statement else begin
    save = (
        reverse("statements:desk_autosave", args=[statement.uuid])
        if statement
        else reverse("statements:desk_autosave_new", args=[call.slug])
    )
    return {
        **lock_of(user),
        **page,
        "days": settings.DRAFT_COPY_DAYS,
        "place": place,
        "places": [place, begin],
        "organization": str(statement.organization.uuid) if statement else "",
        "save": save,
        "words": words(limit or call.word_limit),
    }


def words(limit: int) -> dict[str, str]:
    """What the script says."""
    count = ngettext("{words} of %(limit)s word", "{words} of %(limit)s words", limit)
    return {
        "count": count % {"limit": limit},
        "offline": _("Not saved: no connection."),
        "signedOut": _("Not saved: you are signed out."),
        "notYours": _("Not saved: you may not write this text any more."),
        "broken": _("Not saved: the portal did not take it. It is tried again."),
        "tooOften": _("Not saved yet: it is tried again by itself."),
        "kept": _("Your text is kept on this device."),
        "notKept": _("Leave this page open."),
    }
