"""What comes after approval in the demo: a follow-up, a request for travel support, a joining link for later."""

from datetime import timedelta
from typing import Any

from dialogues.followup import actions as following
from dialogues.models import DialoguePage, JoiningDetails, Registration
from dialogues.registration import joining_views as joining
from dialogues.travel import actions as travel
from organizations.models import User


def load_joining(coming: DialoguePage, text: dict[str, Any], coordinator: User) -> None:
    """The link of the coming dialogue, which its online delegates read shortly before."""
    shown = coming.starts_at - timedelta(days=text["shown_days_before"])
    details = JoiningDetails(dialogue=coming, url=text["url"], text=text["text"], shown_from=shown)
    joining.store(details, by=coordinator)


def load_after(registration: Registration, text: dict[str, Any], author: User) -> None:
    """What the organization told of a delegate, and asked for its travel, where the text has it."""
    if "follow_up" in text:
        told = dict(text["follow_up"])
        delegate, needs = registration.delegates.get(email=told.pop("delegate")), told.pop("needs")
        day = registration.dialogue.starts_at.date()
        for name in ("arrives", "leaves"):
            told[f"{name}_on"] = day + timedelta(days=told.pop(f"{name}_in_days"))
        following.save(delegate, by=author, values=told, needs=needs)
    if "travel" in text:
        travel.request_support(registration, by=author, **text["travel"])
