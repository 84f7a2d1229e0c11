"""`make lint`: style, format, templates, types, imports, migrations, production settings; all of them, then the sum."""

import os
import subprocess
import sys
import time

from tools import processes
from tools.environment import ROOT, Environment

# What production needs to start; of no use to anybody, since no portal runs with it.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "checks-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "portal.example",
    "BASE_URL": "https://portal.example",
    "DATABASE_URL": "sqlite:///var/checks.sqlite3",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example:587",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
}
CHECKS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "types": ["mypy"],
    "import contracts": ["lint-imports"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "production": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def main() -> int:
    """Run every check, say how each went, and come back with 1 when one did not pass."""
    try:
        programs = Environment().prepare(for_tests=True).parent
    except processes.Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    failed = [name for name, command in CHECKS.items() if not passes(name, [str(programs / command[0]), *command[1:]])]
    print(f"Not clean: {', '.join(failed)}." if failed else "All clean.")
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check, show what it says when it does not pass, and say how it went."""
    env = os.environ | (PRODUCTION if name == "production" else {})
    since = time.monotonic()
    run = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    print(f"{name}: {'not clean' if run.returncode else 'clean'} ({time.monotonic() - since:.1f} s)", flush=True)
    if run.returncode:
        print(run.stdout + run.stderr, flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
