"""What a cleaning found: reasons to refuse a file, and what was taken out of its copy. Codes; words are elsewhere."""


class Refused(Exception):
    """The file cannot be accepted; `reasons` are codes (portal/files/words.py says them)."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = list(dict.fromkeys(reasons))


class Report:
    """Gathers while a file is looked through. `kind` is its media type, once it is known."""

    def __init__(self) -> None:
        self.kind = ""
        self.refused: set[str] = set()
        self.removed: set[str] = set()

    def refuse(self, reason: str) -> None:
        """Note one more reason against the file, and go on looking: people get all reasons at once."""
        self.refused.add(reason)

    def remove(self, what: str) -> None:
        """Note what the copy no longer has."""
        self.removed.add(what)

    def insist(self) -> None:
        """Raise Refused when there was a reason."""
        if self.refused:
            raise Refused(*sorted(self.refused))
