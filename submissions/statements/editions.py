"""What of a statement is public besides its first text: versions that replaced it, additions, translations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from submissions.chain import in_eights
from submissions.statements.attachments import Attachment
from submissions.statements.later import FIRST, LaterVersion
from submissions.statements.models import Statement, StatementVersion


@dataclass(frozen=True)
class Edition:
    """One public version of a statement; `later` is None for the first."""

    statement: Statement
    version: StatementVersion
    later: LaterVersion | None = None
    replaced_names: Any = None  # who stood under it until another one replaced it

    @property
    def number(self) -> int:
        """Its number among all public versions."""
        return self.later.number if self.later and self.later.number else FIRST

    @property
    def reference(self) -> str:
        """Its whole reference."""
        return (self.later.reference if self.later else self.statement.reference) or ""

    @property
    def symbol(self) -> str:
        """What it is called behind the reference; empty for the first."""
        return self.later.symbol if self.later else ""

    @property
    def files(self) -> list[Attachment]:
        """What is attached to it and can be fetched."""
        there = getattr(self.version, "ready_files", None)
        return list(self.version.attachments.ready()) if there is None else there

    @property
    def fingerprint(self) -> str:
        """That of its text, as people read it."""
        return in_eights(self.version.sha256)

    @property
    def anchor(self) -> str:
        """Where an addition stands on the page of its statement."""
        return f"A{self.later.serial}" if self.later else ""

    @property
    def kind(self) -> str:
        """What sort of version it is, in words."""
        return self.version.get_kind_display()

    @property
    def published_at(self) -> datetime | None:
        """Since when, or from when on, it is public."""
        return self.later.published_at if self.later else self.statement.publish_at

    @property
    def is_current(self) -> bool:
        """Whether it is the text that stands."""
        return self.version.pk == self.statement.current_id

    @property
    def was_replaced(self) -> bool:
        """Whether another text stands in its place by now."""
        return not self.is_current and (self.later is None or self.later.replaces)

    @property
    def is_of_older(self) -> bool:
        """Whether it is a translation of another text than the one that stands."""
        return bool(self.later and self.later.is_translation and self.later.of_id != self.statement.current_id)

    @property
    def names(self) -> list[str]:
        """The co-signing organizations that stood under a replaced text; those under the present one are rows."""
        return list(self.replaced_names or [])


class Editions:
    """All public versions of a statement, the first one first."""

    def __init__(self, statement: Statement, later: Iterable[LaterVersion], first: StatementVersion) -> None:
        rows = list(later)
        for one in rows:
            one.statement = statement
        names: dict[Any, Any] = {one.of_id: one.replaced_names for one in rows if one.replaces}
        self.all = [Edition(statement, first, None, names.get(first.pk))]
        self.all += [Edition(statement, one.current, one, names.get(one.current_id)) for one in rows if one.current]

    @property
    def current(self) -> Edition:
        """The text that stands."""
        return next(one for one in self.all if one.is_current)

    @property
    def additions(self) -> list[Edition]:
        """The texts that stand beneath it."""
        return [one for one in self.all if one.later and one.later.kind == StatementVersion.Kind.ADDITION]

    @property
    def translations(self) -> list[Edition]:
        """The newest into each language."""
        newest = {one.version.language: one for one in self.all if one.later and one.later.is_translation}
        return list(newest.values())

    @property
    def replacing(self) -> list[Edition]:
        """The texts that stood or stand as the statement itself."""
        return [one for one in self.all if one.later is None or one.later.replaces]

    @property
    def comparable(self) -> list[Edition]:
        """Those of which another one has the same language: what can be compared."""
        languages = [one.version.language for one in self.all]
        return [one for one in self.all if languages.count(one.version.language) > 1]

    def numbered(self, number: int) -> Edition | None:
        """The one with this number; None when there is none."""
        return next((one for one in self.all if one.number == number), None)

    def before(self, edition: Edition) -> Edition | None:
        """The one that it replaced or, of the same kind and language, followed; None for the first."""
        if edition in self.additions:
            return None
        row = self.translations_into(edition.version.language) if edition not in self.replacing else self.replacing
        place = row.index(edition)
        return row[place - 1] if place else None

    def translations_into(self, language: str) -> list[Edition]:
        """All translations into a language, also older ones."""
        return [one for one in self.all if one.later and one.later.is_translation and one.version.language == language]


def editions(statement: Statement) -> Editions:
    """The public versions of an accepted statement, whose current text was selected: one query without later ones."""
    files = Prefetch("current__attachments", Attachment.objects.ready(), to_attr="ready_files")
    later = LaterVersion.objects.accepted().filter(statement=statement).select_related("current")
    return Editions(statement, later.prefetch_related(files), first_of(statement))


def first_of(statement: Statement) -> Any:
    """The text that was accepted first."""
    if statement.current is None or statement.current.track_id is None:
        return statement.current
    return statement.versions.filter(track__isnull=True, frozen_at__isnull=False).order_by("-number")[0]
