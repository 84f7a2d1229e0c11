"""`make test` and `make test-all`: install what tests need, then become pytest.

python3 -m tools.test [--all] [what to pass to pytest]
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import processes
from tools.environment import ROOT, Environment, cleaned

QUICK = ["-m", "not slow and not browser"]


def command(python: Path, arguments: Sequence[str]) -> list[str]:
    """The command line of pytest: everything after `--all`, else what is quick."""
    if "--all" in arguments:
        return [str(python), "-m", "pytest", *(argument for argument in arguments if argument != "--all")]
    return [str(python), "-m", "pytest", *QUICK, *arguments]


def main(arguments: Sequence[str]) -> int:
    """Prepare and hand over to pytest; comes back only when something could not be installed."""
    try:
        python = Environment().prepare(for_tests=True)
    except processes.Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    os.chdir(ROOT)
    return os.execve(python, command(python, arguments), cleaned(os.environ))  # noqa: S606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
