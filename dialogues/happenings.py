"""The account of a registration, a nomination or a request, for coordinators: what each event means, in words."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.registration.progress import WITHOUT_MOVE

# What is no business of the organization.
INTERNAL = {
    "letter_read": _("Letter for a visa taken by a coordinator"),
    "letter_check": _("Letter for a visa checked"),
    "objection": _("Objection of a State noted"),
    "score": _("Points given"),
    "resend": _("Invitation sent again"),
    "discard": _("Draft discarded"),
}


def words_of(event: Any, record: Any) -> str | Promise:
    """The state to which an event led, or what it was; its verb where that is not known."""
    if event.after == "draft":
        return _("Draft begun")
    if event.after:
        return dict(record.State.choices).get(event.after, event.after)
    return {**WITHOUT_MOVE, **INTERNAL}.get(event.verb, event.verb)
