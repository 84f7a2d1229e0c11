"""Serving a stored file: to be saved, never shown in place, one answer for HEAD, GET and Range."""

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.test import RequestFactory

from portal import files
from portal.files import ScanState
from portal.files.storing import private_storage
from submissions.statements.attachments import Attachment
from tests.factories.accepted import accepted_file


def stored(**fields) -> Attachment:
    """A row as it would be, without a database."""
    given = accepted_file(b"a,b\r\n1,2\r\n")
    values = {
        "file": given.name, "sha256": given.sha256, "kind": given.kind, "size": given.size,
        "given_name": "caf\u00e9 \"x\".csv", "scan_state": ScanState.CLEAN, **fields,
    }  # fmt: skip
    return Attachment(**values)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-1"}, {"Range": "bytes=99-"}, {"Range": "nonsense"}])
def test_a_file_comes_whole_whatever_range_is_asked_for(headers):
    response = files.serve(RequestFactory().get("/", headers=headers), stored())

    assert (response.status_code, body(response)) == (200, b"a,b\r\n1,2\r\n")
    assert "Content-Range" not in response.headers and response.headers["Accept-Ranges"] == "none"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_file_is_saved_and_never_shown_in_place(method):
    headers = files.serve(getattr(RequestFactory(), method)("/"), stored()).headers

    assert headers["Content-Disposition"].startswith("attachment;") and "\n" not in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"]
    assert (headers["Content-Type"], headers["Content-Length"]) == ("text/csv", "10")
    assert "private" in headers["Cache-Control"]


def test_who_has_the_file_already_is_told_that_it_is_the_same():
    row = stored()

    def status(header: str, tag: str) -> int:
        return files.serve(RequestFactory().get("/", headers={header: tag}), row).status_code

    assert status("If-None-Match", f'"{row.sha256}"') == 304
    assert status("If-None-Match", '"another"') == 200
    assert status("If-Match", '"another"') == 412


@pytest.mark.parametrize(
    "fields",
    [
        {"scan_state": ScanState.PENDING}, {"scan_state": ScanState.REFUSED},
        {"deleted_at": "2026-01-01T00:00:00Z"}, {"file": "00/nothing.csv"},
    ],
)  # fmt: skip
def test_what_is_not_scanned_gone_or_lost_is_not_there(fields):
    with pytest.raises(Http404):
        files.serve(RequestFactory().get("/"), stored(**fields))


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/passwd"])
def test_a_name_that_leaves_the_storage_is_never_opened(name):
    with pytest.raises(SuspiciousFileOperation):
        private_storage().open(name)
