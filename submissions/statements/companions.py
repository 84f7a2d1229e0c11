"""Texts in other languages of a statement that is not on the record yet: written, sent in and decided about with it.

Each is a translation (later.py) which is no matter of its own until then. Co-signers confirm the original alone.
"""

import hashlib
from dataclasses import dataclass

from django.utils.safestring import SafeString

from portal.prose.publishing import published
from submissions.chain import in_eights
from submissions.statements import attachments
from submissions.statements.attachments import Attachment
from submissions.statements.models import LaterVersion, Statement, StatementVersion


@dataclass(frozen=True)
class Companion:
    """One of them, with the text of it that is meant."""

    later: LaterVersion
    version: StatementVersion

    @property
    def text(self) -> SafeString:
        """Its text as readers will see it, with anchors of its own: it stands beneath the original."""
        return published(self.version.body or "", f"{self.later.language}-")[0]

    @property
    def fingerprint(self) -> str:
        """That of its text, as people read it."""
        return in_eights(self.version.sha256)

    @property
    def files(self) -> list[Attachment]:
        """Its files that are still there."""
        return list(self.version.attachments.there())


def companions(statement: Statement | LaterVersion) -> list[Companion]:
    """Those that are on their way, in the order they were begun, each with the text that its organization sees."""
    if isinstance(statement, LaterVersion) or statement.reference is not None:
        return []
    rows = statement.later.open().companions().prefetch_related("versions").order_by("pk")
    return [Companion(one, list(one.versions.all())[-1]) for one in rows]


def sent_along(statement: Statement) -> list[Companion]:
    """Those that were sent in with the text which coordinators read, each as it was sent."""
    if statement.submitted_at is None:
        return []
    rows = statement.later.filter(kind=StatementVersion.Kind.TRANSLATION, submitted_at=statement.submitted_at)
    return [Companion(one, one.current) for one in rows.select_related("current").order_by("pk") if one.current]


def seal(statement: Statement | LaterVersion, version: StatementVersion) -> str:
    """Names what goes with a text as it stands: its files, and its companions with theirs."""
    own = attachments.seal(version)
    seen = [
        f"{one.later.uuid} {one.later.official} {one.version.stamp} {attachments.seal(one.version)}"
        for one in companions(statement)
    ]
    return hashlib.sha256("\n".join([own, *seen]).encode()).hexdigest()[:12] if seen else own
