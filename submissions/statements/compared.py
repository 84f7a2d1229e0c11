"""What coordinators compare: the text that was sent in now with the one before, in words and in files."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from portal.comparing import Change, affordable, compare
from portal.prose.publishing import published
from submissions.statements import texts
from submissions.statements.attachments import Attachment
from submissions.statements.models import LaterVersion, Statement, StatementVersion

ORDER = {"gone": 0, "new": 1, "described": 2}


@dataclass(frozen=True)
class FileChange:
    """One file that is not as it was: `kind` is "new", "gone" or "described", with its words `before`."""

    kind: str
    file: Attachment
    before: str = ""


@dataclass(frozen=True)
class Comparison:
    """What changed since the text before; `changes` is None where the texts are too long to be compared."""

    before: StatementVersion
    replaces: bool
    same: bool
    changes: list[Change] | None
    files: list[FileChange]

    @property
    def before_text(self) -> SafeString:
        """The text before as its readers would have seen it, with anchors of its own."""
        return published(self.before.body or "", f"before-{self.before.language}-")[0]


def before_it(work: Statement | LaterVersion) -> StatementVersion | None:
    """What a text is compared with: what is public now where it replaces that, otherwise what was sent in before."""
    if isinstance(work, LaterVersion) and work.replaces:
        return work.of if work.number else work.statement.current
    if isinstance(work, Statement) and work.track:
        return None  # the present text has a page of its own, with its comparison
    current: Any = work.current
    return work.texts.filter(number__lt=current.number, frozen_at__isnull=False).last()


def comparison(work: Statement | LaterVersion) -> Comparison | None:
    """What changed since the text before; None when this is the first, or the words of the other are deleted."""
    before, current = before_it(work), work.current
    if before is None or before.source is None or current is None:
        return None
    old, new = plain(before), plain(current)
    replaces = isinstance(work, LaterVersion) and work.replaces
    return Comparison(before, replaces, old == new, differing(old, new), file_changes(before, current))


def differing(old: str, new: str) -> list[Change] | None:
    """The paragraphs that are not the same; None where comparing takes too long."""
    if not affordable(old, new):
        return None
    return [one for one in compare(old, new) if one.kind != "same"]


def plain(version: StatementVersion) -> str:
    """What two versions are compared by: title, summary and text."""
    return "\n\n".join([version.title, version.summary, texts.typed(version)])


def file_changes(before: StatementVersion, after: StatementVersion) -> list[FileChange]:
    """The files that came, went, or are told in other words; a file is the same where its content is."""
    old, new = ({one.sha256: one for one in version.attachments.there()} for version in (before, after))
    gone = [FileChange("gone", old[key]) for key in old.keys() - new.keys()]
    came = [FileChange("new", new[key]) for key in new.keys() - old.keys()]
    told = [FileChange("described", new[key], old[key].description) for key in old.keys() & new.keys()]
    found = [*gone, *came, *filter(lambda one: one.before != one.file.description, told)]
    return sorted(found, key=lambda one: (ORDER[one.kind], one.file.position))
