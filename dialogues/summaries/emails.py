"""What those who were summarized are told: that they can ask for other words, and that they were answered."""

from typing import Any

from dialogues.summaries.models import Correction
from organizations.models import User
from portal import mail


def window_opened(page: Any, person: User) -> None:
    """A provisional summary with their words is out."""
    mail.queue("dialogues/email/summary_provisional", person, path=f"/desk/summaries/{page.translation_key}/")


def answered(correction: Correction) -> None:
    """Their request has an answer."""
    if correction.asked_by:
        path = f"/desk/summaries/{correction.page.translation_key}/"
        mail.queue("dialogues/email/summary_answered", correction.asked_by, path=path)
