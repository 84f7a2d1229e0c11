"""What a text needs before it can be sent in: shown beside the draft, and asked again when it is sent."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.statements.models import Statement, StatementVersion


@dataclass(frozen=True)
class Check:
    """One thing to have: what it is, whether it is there, and in which field of the form; what to do where it is
    missing, and whether it must be there."""

    words: str | Promise
    done: bool
    field: str
    problem: str | Promise = ""
    required: bool = True


def checklist(statement: Statement, version: StatementVersion) -> list[Check]:
    """The checks of a text, in the order of the form."""
    limit = statement.call.word_limit
    has_text = bool((version.body_text or "").strip())
    within = version.word_count <= limit
    length = ngettext("Text within %(limit)s word", "Text within %(limit)s words", limit) % {"limit": limit}
    too_long = _("The text has %(words)s words; the limit of this call is %(limit)s.") % {
        "words": version.word_count,
        "limit": limit,
    }
    return [
        Check(_("Title"), bool(version.title), "title", _("Give it a title.")),
        Check(length, has_text and within, "source", too_long if has_text else _("Write the text.")),
        Check(_("Summary"), bool(version.summary), "summary", required=False),
        Check(
            _("At least one instrument"),
            bool(list(statement.instruments.all())),
            "instruments",
            _("Choose at least one instrument that it speaks about."),
        ),
    ]


def problems(statement: Statement, version: StatementVersion) -> list[str | Promise]:
    """What has to be mended before the text can be sent in; empty when it can."""
    return [check.problem for check in checklist(statement, version) if check.required and not check.done]
