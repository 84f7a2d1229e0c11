"""Names of files: ours, by content, and the one that was given, made safe to show."""

import hashlib
import secrets
import unicodedata

from portal.files.kinds import KINDS

LONGEST = 120


def fingerprint(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def stored_name(sha256: str, kind: str) -> str:
    """Where a file is kept: by its hash, with a tail of its own, so that removing one never touches another's."""
    return f"{sha256[:2]}/{sha256}-{secrets.token_hex(4)}{KINDS[kind].suffix}"


def shown_name(name: str, kind: str) -> str:
    """A given name made safe to show: composed, without path, control or direction characters, ending as its kind."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    clean = " ".join("".join(sign for sign in composed if unicodedata.category(sign)[0] != "C").split())
    stem = clean.rpartition(".")[0] or clean
    return (stem.strip(". ")[:LONGEST] or "file") + KINDS[kind].suffix
