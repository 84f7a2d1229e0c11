"""What members are told after approval: that a letter is there, and where."""

from dialogues.registration.emails import tell
from dialogues.registration.models import Registration


def letter_issued(registration: Registration) -> None:
    """A letter for a visa was issued; it stands in the desk."""
    tell(registration, "letter")
