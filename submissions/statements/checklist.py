"""What a text needs before it can be sent in: shown beside the draft, and asked again when it is sent."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.templatetags.portal_tags import language_name
from submissions.statements.companions import Companion, companions
from submissions.statements.models import LaterVersion, Statement, StatementVersion
from submissions.statements.substance import latest, substance


@dataclass(frozen=True)
class Check:
    """One thing to have: what it is, whether it is there, and in which field of the form; what to do where it is
    missing, and whether it must be there."""

    words: str | Promise
    done: bool
    field: str
    problem: str | Promise = ""
    required: bool = True


def checklist(statement: Statement | LaterVersion, version: StatementVersion) -> list[Check]:
    """The checks of a text, in the order of the form; of a statement, then those of its texts in other languages."""
    return own_checks(statement, version) + [about_companion(one) for one in companions(statement)]


def own_checks(statement: Statement | LaterVersion, version: StatementVersion) -> list[Check]:
    """The checks of this one text."""
    limit = statement.call.limit_for(statement.organization)
    has_text = bool((version.body_text or "").strip())
    within = version.word_count <= limit
    length = ngettext("Text within %(limit)s word", "Text within %(limit)s words", limit) % {"limit": limit}
    too_long = _("The text has %(words)s words; the limit of this call is %(limit)s.") % {
        "words": version.word_count,
        "limit": limit,
    }
    checks = [
        Check(_("Title"), bool(version.title), "title", _("Give it a title.")),
        Check(length, has_text and within, "source", too_long if has_text else _("Write the text.")),
        Check(_("Summary"), bool(version.summary), "summary", required=False),
    ]
    if isinstance(statement, LaterVersion):
        return checks + about_change(statement, version)
    return [*checks, *about_language(statement, version), about_subject(statement)]


def about_language(statement: Statement, version: StatementVersion) -> list[Check]:
    """Where the call takes some languages only: whether it takes that of the text."""
    call = statement.call
    if call is None or not call.languages:
        return []
    words = _("A language that the call takes")
    return [Check(words, call.takes_language(version.language), "language", call.languages_refused)]


def about_subject(statement: Statement) -> Check:
    """What a statement speaks about."""
    words, problem = _("At least one instrument"), _("Choose at least one instrument that it speaks about.")
    return Check(words, bool(list(statement.instruments.all())), "instruments", problem)


def about_companion(one: Companion) -> Check:
    """Whether a text in another language has all that it needs."""
    said = {"language": language_name(one.later.language)}
    missing = problems(one.later, one.version)
    problem = _("The text in this language, %(language)s: %(problem)s")
    words = _("The text in this language: %(language)s") % said
    return Check(words, not missing, "", problem % {**said, "problem": " ".join(map(str, missing))})


def about_other_language(later: LaterVersion) -> list[Check]:
    """Whether a text that goes with its statement is in another language than that, and in one that the call takes."""
    checks = [
        Check(
            _("Another language than that of the statement"), latest(later.statement).language != later.language, "",
            _("The statement is in this language itself now. Delete this text, or change the language of the other."),
        )
    ]  # fmt: skip
    call = later.call
    if call.languages:
        takes = call.takes_language(later.language)
        checks.append(Check(_("A language that the call takes"), takes, "", call.languages_refused))
    return checks


def about_change(later: LaterVersion, version: StatementVersion) -> list[Check]:
    """Why a text changes, and that it does; a translation changes nothing."""
    if later.is_companion:
        return about_other_language(later)
    if later.is_translation:
        return []
    why = _("Say in one or two sentences what changes, and why.")
    checks = [Check(_("What changes, and why"), bool(later.what_changed), "", why)]
    if later.replaces:
        stands: Any = later.statement.current
        changed = substance(version) != substance(stands)
        checks.append(Check(_("Another text than the public one"), changed, "", _("Nothing is changed yet.")))
    return checks


def problems(statement: Statement | LaterVersion, version: StatementVersion) -> list[str | Promise]:
    """What has to be mended before the text can be sent in; empty when it can."""
    return [check.problem for check in checklist(statement, version) if check.required and not check.done]
