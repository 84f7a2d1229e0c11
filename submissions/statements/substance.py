"""What a text says, as one fingerprint: what a co-signing organization confirms.

This is the one place that says which edits are substantive. What readers are told counts: the language, the title, the
summary and the text, and which files are attached. What only helps to find or to sort it does not: instruments, States
and other topics, the description and the order of files. (MODELS: a substantive edit asks the co-signers again.)
"""

import hashlib

from submissions.statements import texts
from submissions.statements.models import LaterVersion, Statement, StatementVersion


def latest(statement: Statement | LaterVersion) -> StatementVersion:
    """The text that its organization sees: the working one, otherwise the last that was frozen."""
    return statement.texts.order_by("-number")[0]


def substance(version: StatementVersion) -> str:
    """SHA-256, in hex, over the fingerprint of the text, the hash of its summary, and those of its files, sorted."""
    files = sorted(version.attachments.there().values_list("sha256", flat=True))
    lines = [texts.fingerprint(version), hashlib.sha256(version.summary.encode()).hexdigest(), *files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
