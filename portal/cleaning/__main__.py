"""`python -m portal.cleaning FAMILY SOURCE TARGET`: cleans one file and prints a report as JSON.

FAMILY is a module here with a function `clean(source, target, report)`; only that one is loaded, so that the process
starts in a fraction of a second.
"""

import sys
from importlib import import_module

from portal.cleaning.child import main

FAMILIES = ("office", "pdf", "pictures", "tables", "text")

if __name__ == "__main__":
    family, source, target = sys.argv[1:]
    if family not in FAMILIES:
        raise SystemExit(2)
    main(import_module(f"portal.cleaning.{family}").clean, source, target)
