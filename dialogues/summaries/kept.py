"""What summaries hold about people: who asked for other words, and which panels an account is linked to."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.rows import Panelist
from dialogues.summaries.models import Correction
from organizations.models import User
from portal.personal import Erasure, Kind

Rows = Iterator[dict[str, Any]]


def asked_by(user: User) -> Rows:
    """The corrections that they asked for."""
    for one in Correction.objects.filter(asked_by=user).select_related("page"):
        yield {"page": one.page.title, "asked": one.created_at, "text": one.text, "answer": one.answer}


def panels_of(user: User) -> Rows:
    """The panels on which they sat, and how they are summarized there."""
    for one in Panelist.objects.public().filter(user=user).select_related("panel"):
        yield {"page": one.panel.title, "name": one.name, "text": one.summary}


LABELS = {
    "page": _("Page"),
    "asked": _("Asked"),
    "text": _("Text"),
    "answer": _("Answer"),
    "name": _("Name"),
}
PARTS = (
    Kind("corrections", _("Corrections you asked for"), _("Of summaries that speak of you."), asked_by, LABELS),
    Kind("panels", _("Panels you sat on"), _("As the coordinators published them."), panels_of, LABELS),
    Erasure(
        "corrections",
        goes=_("That it was you who asked for a correction, and the link from a panel to your account."),
        stays=_("Question and answer, and your name on the panel: the dialogue was public."),
    ),
)
