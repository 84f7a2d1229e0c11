"""Dialogue pages for tests, published under the list that every installation has."""

from datetime import datetime, timedelta

from django.utils import timezone

from dialogues.models import DialogueIndexPage, DialoguePage, PanelPage
from portal.pages import alias_in_every_language, publish

_numbers = iter(range(1, 1_000_000))


def make_dialogue(*, in_days: int = 30, registration_open: bool = True, **fields) -> DialoguePage:
    """A published dialogue that starts in so many days (negative: held), registration open until the day before."""
    number = next(_numbers)
    starts: datetime = fields.pop("starts_at", timezone.now() + timedelta(days=in_days))
    values = {
        "title": f"Constructive dialogue {number}",
        "slug": f"dialogue-{number}",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=7),
        "venue": "Vienna",
        "registration_opens_at": starts - timedelta(days=60) if registration_open else None,
        "registration_closes_at": starts - timedelta(days=1) if registration_open else None,
        **fields,
    }
    page = DialoguePage(**values)
    DialogueIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
    publish(page)
    return DialoguePage.objects.get(pk=page.pk)


def make_panel(dialogue: DialoguePage, **fields) -> PanelPage:
    """A published panel of a dialogue."""
    number = next(_numbers)
    page = PanelPage(**{"title": f"Panel {number}", "slug": f"panel-{number}", **fields})
    dialogue.add_child(instance=page)
    publish(page)
    return PanelPage.objects.get(pk=page.pk)


def with_aliases(page):
    """The page, existing in every language."""
    alias_in_every_language(page)
    return page
