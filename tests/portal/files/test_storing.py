"""Where files lie: whole or not at all, never without end, seen by the scanner first."""

import errno
import os
import socket
import threading
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from portal import files
from portal.files import ScanState, tasks
from portal.files.storing import PrivateStorage
from portal.models import AuditEvent
from submissions.statements.attachments import Attachment
from tests.factories import uploads
from tests.factories.accepted import accepted_file
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def disk(monkeypatch, tmp_path) -> Path:
    """A real folder as the private storage."""
    monkeypatch.setitem(storages._storages, "private", PrivateStorage(location=tmp_path / "files"))
    return tmp_path / "files"


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def accept() -> files.AcceptedFile:
    return files.accept(SimpleUploadedFile("a.csv", b"a,b\n"))


def test_a_file_is_there_whole_readable_by_nobody_else(disk):
    accepted = accept()

    assert everything_in(disk) == [disk / accepted.name]
    assert (disk / accepted.name).stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_nothing_and_says_so(disk, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ValidationError, match="no room on the server"):
        accept()
    assert everything_in(disk) == []


def test_a_full_disk_is_answered_with_507_and_no_row(client, disk, monkeypatch):
    statement = make_statement()
    client.force_login(statement.organization.members.get())
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))

    answer = client.post(
        f"/en/desk/statements/{statement.uuid}/files/",
        {"file": SimpleUploadedFile("a.csv", b"a,b\n"), "description": "Figures"},
    )

    assert answer.status_code == 507 and "no room on the server" in answer.text and 'value="Figures"' in answer.text
    assert not Attachment.objects.exists() and everything_in(disk) == []


def test_what_has_no_row_is_swept_after_a_day(disk, capsys):
    make_statement(files=1)
    kept = disk / Attachment.objects.get().file.name
    orphan, young = disk / accepted_file().name, disk / accepted_file().name
    killed = orphan.parent / ".coming-killed"
    killed.write_bytes(b"half")
    old = (timezone.now() - timedelta(hours=25)).timestamp()
    for path in (kept, orphan, killed):
        os.utime(path, (old, old))

    call_command("sweep_files")

    assert sorted(everything_in(disk)) == sorted([kept, young])
    assert len(capsys.readouterr().out.splitlines()) == 2 and files.sweep() == []


def test_sweeping_before_anything_was_stored_does_nothing(disk):
    assert files.sweep() == [] and not disk.exists()


def test_accepting_inside_a_transaction_is_a_mistake_of_ours(committed_db):
    with transaction.atomic(), pytest.raises(RuntimeError, match="before the transaction"):
        accept()


# -- the scanner


class Clamd(threading.Thread):
    """Answers one INSTREAM as clamd does."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer, self.seen = answer, b""
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.door.getsockname()[1]}"

    def run(self) -> None:
        line, _address = self.door.accept()
        with line, self.door:
            while not self.seen.endswith(b"\0\0\0\0"):
                self.seen += line.recv(65536)
            line.sendall(self.answer)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"stream: OK\0", ScanState.CLEAN),
        (b"INSTREAM size limit exceeded. ERROR\0", ScanState.PENDING),
        (b"", ScanState.PENDING),
    ],
)
def test_only_a_clean_answer_is_clean(settings, answer, expected):
    clamd = Clamd(answer)
    settings.CLAMD_URL = clamd.url
    clamd.start()

    assert accept().scan_state == expected
    assert clamd.seen.startswith(b"zINSTREAM\0") and b"a,b\r\n" in clamd.seen


def test_what_the_scanner_finds_is_refused_and_not_stored(settings, disk):
    clamd = Clamd(b"stream: Eicar-Signature FOUND\0")
    settings.CLAMD_URL = clamd.url
    clamd.start()

    with pytest.raises(ValidationError, match="virus scanner"):
        accept()
    assert everything_in(disk) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(b"stream: OK\0", ScanState.CLEAN), (b"stream: X FOUND\0", ScanState.REFUSED), (None, ScanState.PENDING)],
)
def test_what_waited_is_scanned_by_the_worker(settings, disk, django_capture_on_commit_callbacks, answer, expected):
    make_statement("submitted", files=1)
    Attachment.objects.update(scan_state=ScanState.PENDING)
    clamd = Clamd(answer or b"")
    settings.CLAMD_URL = clamd.url if answer else "tcp://127.0.0.1:1"
    if answer:
        clamd.start()

    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.scan_waiting.func()[expected] == 1

    row = Attachment.objects.get()
    assert row.scan_state == expected
    assert len(everything_in(disk)) == (0 if expected == ScanState.REFUSED else 1)
    assert AuditEvent.objects.filter(verb="file_refused").count() == (expected == ScanState.REFUSED)


# -- what comes in


def test_a_request_cannot_fill_memory():
    big = BytesIO(b"x" * (files.MAX_BYTES + 1))
    big.name = "big.csv"
    request = RequestFactory().post("/", {"big": big, "small": SimpleUploadedFile("small.csv", b"a,b")})

    upload, small = request.FILES["big"], request.FILES["small"]

    assert (upload.size, upload.read()) == (files.MAX_BYTES + 1, b"")
    assert small.read() == b"a,b"
    with pytest.raises(ValidationError, match="10 MB"):
        files.accept(upload)


def test_ten_large_files_in_one_request_are_not_all_kept():
    parts = {f"f{n}": ContentFile(b"x" * (files.MAX_BYTES - 10), name="a.csv") for n in range(3)}

    request = RequestFactory().post("/", parts)

    assert [one.size > files.MAX_BYTES for one in request.FILES.values()] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", uploads.pdf, "application/pdf"),
        ("a.docx", uploads.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.odt", uploads.odf, "application/vnd.oasis.opendocument.text"),
        ("a.xlsx", uploads.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.ods", lambda: uploads.odf(kind="spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.csv", lambda: b"a,b\n", "text/csv"),
        ("a.png", lambda: uploads.picture("PNG"), "image/png"),
        ("a.jpg", uploads.photo, "image/jpeg"),
    ],
)
def test_every_kind_comes_through_the_door(name, content, kind):
    accepted = files.accept(SimpleUploadedFile(f"wrong.{name}.exe" if kind != "text/csv" else name, content()))

    assert accepted.kind == kind and accepted.name.endswith(name[1:])
