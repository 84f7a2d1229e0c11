"""`make test`, `make test-all` and `make test-rest`: install what tests need, then become pytest.

python3 -m tools.test [--all | --rest] [what to pass to pytest]
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import processes
from tools.environment import ROOT, Environment, cleaned

QUICK = ["-m", "not slow and not browser"]
WHAT = {"--all": [], "--rest": ["-m", "slow or browser"]}
MOST = 4  # processes at once; each has a database and, where asked for, a browser of its own


def command(python: Path, arguments: Sequence[str], cores: int) -> list[str]:
    """The command line of pytest: what is quick; with `--all` everything, with `--rest` what the quick run leaves out.

    It runs on all cores unless it is told what to run.
    """
    chosen = [argument for argument in arguments if argument not in WHAT]
    what = next((WHAT[argument] for argument in arguments if argument in WHAT), QUICK)
    how = chosen or ["-n", str(min(cores, MOST)), "--dist", "worksteal"]
    return [str(python), "-m", "pytest", *what, *how]


def main(arguments: Sequence[str]) -> int:
    """Prepare and hand over to pytest; comes back only when something could not be installed."""
    try:
        python = Environment().prepare(for_tests=True)
    except processes.Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    os.chdir(ROOT)
    return os.execve(python, command(python, arguments, os.cpu_count() or 1), cleaned(os.environ))  # noqa: S606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
