"""The report of a cleaning: whatever goes wrong is a reason by its code, never a traceback."""

import errno

import pytest

from portal.cleaning.child import report_of
from portal.cleaning.report import Refused, Report
from portal.files.words import REFUSALS


def raising(problem: BaseException):
    def clean(source, target, report):
        report.kind = "text/csv"
        report.remove("place")
        raise problem

    return clean


@pytest.mark.parametrize(
    ("problem", "reasons"),
    [
        (Refused("macros", "script", "macros"), ["macros", "script"]),
        (MemoryError(), ["too_large_unpacked"]),
        (OSError(errno.ENOSPC, "full"), ["no_space"]),
        (OSError(errno.EDQUOT, "quota"), ["no_space"]),
        (OSError(errno.EIO, "disk"), ["damaged"]),
        (RecursionError(), ["damaged"]),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "Jane Secret"), ["damaged"]),
    ],
)
def test_what_goes_wrong_is_a_reason_that_people_can_read(tmp_path, problem, reasons):
    report = report_of(raising(problem), tmp_path, tmp_path)

    assert report["refused"] == reasons and set(reasons) <= set(REFUSALS)
    assert report["removed"] == [] and "Jane" not in str(report)


def test_a_reason_that_was_only_noted_counts_too(tmp_path):
    def clean(source, target, report):
        report.refuse("script")
        report.refuse("launch")

    assert report_of(clean, tmp_path, tmp_path)["refused"] == ["launch", "script"]


def test_what_went_well_says_what_is_gone_in_order(tmp_path):
    def clean(source, target, report):
        for what in ("place", "camera", "place"):
            report.remove(what)

    assert report_of(clean, tmp_path, tmp_path) == {"kind": "", "refused": [], "removed": ["camera", "place"]}


def test_nothing_to_refuse_is_insisted_on_without_noise():
    Report().insist()
