"""The process that cleans: no secrets, hard limits, and nothing it does reaches the portal but its report."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cleaning import office, pdf, pictures, tables
from portal.cleaning.child import report_of
from portal.files import running
from tests.factories import uploads

STARTS = (b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04", b"a,b\n")
CLEANERS = (pdf.clean, pictures.clean, office.clean, tables.clean)


def run_in(folder, family: str, content: bytes) -> running.Outcome:
    (folder / "given").write_bytes(content)
    return running.clean(family, folder / "given", folder / "clean")


def test_the_cleaners_do_not_know_django():
    code = "import sys; from portal.cleaning import office, pdf, tables; print('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_the_process_gets_none_of_our_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canarybird")
    shown = tmp_path / "python"
    shown.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\n")
    shown.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(shown))

    outcome = run_in(tmp_path, "tables", b"a,b\n")

    assert outcome.refused == ("damaged",) and "canarybird" not in (tmp_path / "seen").read_text()


MEASURE = """
import resource, subprocess, sys
print(subprocess.run([sys.executable, "-m", "portal.cleaning", *sys.argv[1:]], capture_output=True, text=True).stdout)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("family", "make", "expected"),
    [
        ("pdf", lambda: uploads.pdf(uploads.bomb), "too_large_unpacked"),
        ("office", lambda: uploads.docx(parts={"word/a.xml": b" " * 100_000_000}), "too_large_unpacked"),
        ("pictures", lambda: uploads.picture(size=(10_400, 10_400)), "pixels"),
    ],
)
def test_what_is_huge_takes_little_time_and_memory(tmp_path, family, make, expected):
    (tmp_path / "given").write_bytes(make())
    started = time.monotonic()

    command = [sys.executable, "-c", MEASURE, family, str(tmp_path / "given"), str(tmp_path / "clean")]
    report, _blank, kilobytes = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()

    assert expected in report and time.monotonic() - started < 10 and int(kilobytes) < 400 * 1024


@pytest.mark.parametrize(
    ("code", "expected"),
    [("while True: pass", "too_slow"), ("import time; time.sleep(60)", "too_slow"), ("x = bytes(10**9)", "damaged")],
)
def test_a_cleaning_that_goes_wild_is_ended(tmp_path, monkeypatch, code, expected):
    wild = tmp_path / "portal" / "cleaning"
    wild.mkdir(parents=True)
    (wild / "__main__.py").write_text(
        f"import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\n"
        f"resource.setrlimit(resource.RLIMIT_AS, (10**8, 10**8))\n{code}\n"
    )
    (wild / "__init__.py").touch()
    (wild.parent / "__init__.py").touch()
    monkeypatch.setattr(running.settings, "BASE_DIR", tmp_path)
    monkeypatch.setattr(running, "SECONDS", 2)

    assert run_in(tmp_path, "tables", b"a,b\n").refused == (expected,)


def test_a_crowd_waits_and_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.05)
    taken = [running._places.acquire() for _ in range(running.AT_ONCE)]
    try:
        assert run_in(tmp_path, "tables", b"a,b\n").refused == ("busy",)
    finally:
        for _ in taken:
            running._places.release()


def test_a_full_disk_is_told_as_such(tmp_path):
    (tmp_path / "given").write_bytes(b"a,b\n")
    (tmp_path / "clean").symlink_to("/dev/full")

    assert running.clean("tables", tmp_path / "given", tmp_path / "clean").refused == ("no_space",)


@settings(max_examples=40, deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), cleaner=st.sampled_from(CLEANERS))
def test_random_bytes_are_answered_and_never_crash(tmp_path_factory, start, rest, cleaner):
    folder = tmp_path_factory.mktemp("random")
    (folder / "given").write_bytes(start + rest)

    report = report_of(cleaner, folder / "given", folder / "clean")

    assert report["refused"] or (folder / "clean").exists()


@settings(max_examples=40, deadline=None)
@given(data=st.data(), make=st.sampled_from([uploads.docx, uploads.odf, uploads.pdf, uploads.photo]))
def test_a_good_file_with_bytes_changed_is_answered_and_never_crashes(tmp_path_factory, data, make):
    content, folder = bytearray(make()), tmp_path_factory.mktemp("changed")
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] ^= data.draw(st.integers(1, 255))
    (folder / "given").write_bytes(content)
    cleaner = {b"%": pdf.clean, b"P": office.clean, b"\xff": pictures.clean}.get(make()[:1], tables.clean)

    report = report_of(cleaner, folder / "given", folder / "clean")

    assert report["refused"] or (folder / "clean").exists()
