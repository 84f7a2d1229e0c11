"""Files that went through the door already: what accept() leaves in the storage, without its seconds of cleaning."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile

from portal.files import AcceptedFile, ScanState
from portal.files.names import stored_name
from portal.files.storing import private_storage

_numbers = iter(range(1, 1_000_000))


def accepted_file(content: bytes | None = None, **fields: Any) -> AcceptedFile:
    """A clean copy in the storage."""
    content = content if content is not None else b"a,b\r\n%d,2\r\n" % next(_numbers)
    sha256 = hashlib.sha256(content).hexdigest()
    values = {
        "name": private_storage().save(stored_name(sha256, "text/csv"), ContentFile(content)),
        "sha256": sha256, "kind": "text/csv", "size": len(content), "given_name": "canarybird.csv",
        "removed": ("formulas",), "scan_state": ScanState.CLEAN, **fields,
    }  # fmt: skip
    return AcceptedFile(**values)
