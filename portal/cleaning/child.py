"""The process around a cleaning: limits first, then the work, then a report as JSON. It never prints a traceback."""

import errno
import json
import resource
from collections.abc import Callable
from pathlib import Path

from portal.cleaning.report import Refused, Report

MEBIBYTE = 1024 * 1024
SECONDS_OF_CPU = 8
MEMORY = 640 * MEBIBYTE  # address space, some 60 of it the interpreter's and its libraries'
LONGEST_OUTPUT = 64 * MEBIBYTE
OPEN_FILES = 64

Clean = Callable[[Path, Path, Report], None]


def limit() -> None:
    """Take away from this process what a cleaning does not need."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_CPU, SECONDS_OF_CPU + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_OUTPUT, LONGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def report_of(clean: Clean, source: Path, target: Path) -> dict[str, object]:
    """Clean `source` into `target` and say what happened; whatever goes wrong is a reason to refuse, by its code."""
    report = Report()
    try:
        clean(source, target, report)
        report.insist()
    except Refused as problem:
        return {"kind": report.kind, "refused": problem.reasons, "removed": []}
    except MemoryError:
        return {"kind": report.kind, "refused": ["too_large_unpacked"], "removed": []}
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        return {"kind": report.kind, "refused": ["no_space" if full else "damaged"], "removed": []}
    except Exception as problem:  # a parser may fail in any way: to us the file is damaged
        return {"kind": report.kind, "refused": ["damaged"], "removed": [], "error": type(problem).__name__}
    return {"kind": report.kind, "refused": [], "removed": sorted(report.removed)}


def main(clean: Clean, source: str, target: str) -> None:
    """Run one cleaning under limits; the report is the only thing printed."""
    limit()
    print(json.dumps(report_of(clean, Path(source), Path(target))))
