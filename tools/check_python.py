"""Say in one line why this Python cannot build the portal; say nothing when it can.

Kept to syntax that old versions read too, so that they get to the sentence and not to a SyntaxError.
"""

import sys
from importlib.util import find_spec

OLDEST = (3, 11)


def problem(version, find=find_spec):
    """What is wrong with a Python of `version` (a tuple) whose modules `find` finds, or an empty string."""
    if tuple(version[:2]) < OLDEST:
        return "The portal needs Python 3.11 or newer, this is {}.{}: try make run PYTHON=python3.11".format(*version)
    if find("venv") is None or find("ensurepip") is None:
        return "This Python cannot make virtual environments: install python3-venv (apt-get install python3-venv)"
    return ""


if __name__ == "__main__":
    sentence = problem(sys.version_info)
    if sentence:
        print(sentence)
        sys.exit(1)
