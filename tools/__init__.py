"""What stands behind `make`: standard library only, run by the system's Python 3.11 or newer."""
