"""What cannot be right on a page of a dialogue, named beside the field where it was typed.

The database refuses most of it as well; a constraint names no field, and nobody finds it among forty.
"""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

CLOSES = "registration_closes_at"


def check_dialogue(page: Any) -> None:
    """Raise ValidationError by field: an end before the start, a deadline before the opening or after the day."""
    found = {
        "ends_at": not_after(page.starts_at, page.ends_at, _("The dialogue has to end after it starts.")),
        CLOSES: not_after(
            page.registration_opens_at, page.registration_closes_at, _("Registration has to close after it opens.")
        )
        or not_after(
            page.registration_closes_at, page.ends_at, _("Registration has to close before the dialogue ends.")
        ),
    }
    raise_found(found)


def too_few_seats(page: Any, on_site: int | None, online: int | None) -> dict[str, Any]:
    """By field: seats below those that approved delegations have at this dialogue. Cancelling one of these frees seats.

    Delegates stand behind the pages, which import this module, so their model is asked for by name.
    """
    delegates = apps.get_model("dialogues", "Delegate").objects
    approved = delegates.filter(registration__dialogue_id=page.pk, registration__state="approved").order_by()
    taken = dict(approved.values_list("mode").annotate(Count("pk")))
    words = _("Approved delegates have %(taken)s of these seats: there cannot be fewer.")
    found = {}
    for mode, total in (("on_site", on_site), ("online", online)):
        count = taken.get(mode, 0)
        if total is not None and count > total:
            found[f"seats_{mode}"] = words % {"taken": count}
    return found


def check_agenda_item(item: Any) -> None:
    """Raise ValidationError beside the end of a part that ends before it starts."""
    raise_found({"ends_at": not_after(item.starts_at, item.ends_at, _("It has to end after it starts."))})


def check_panel_number(number: int, dialogue: Any, page: Any) -> None:
    """Raise ValidationError when another panel under the same dialogue has this number, published or not."""
    others = type(page).objects.child_of(dialogue).filter(number=number).exclude(pk=page.pk)
    other = others.values_list("draft_title", flat=True).first()
    if other is not None:
        raise ValidationError(_("“%(panel)s” has this number already."), params={"panel": other})


def next_number(dialogue: Any, panels: Any) -> int:
    """The number that a new panel of this dialogue gets unless another one is typed."""
    last = panels.objects.child_of(dialogue).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def not_after(first: Any, second: Any, words: Any) -> Any:
    """The words when both moments are known and the second does not come after the first; else nothing."""
    return words if first and second and second <= first else ""


def raise_found(found: dict[str, Any]) -> None:
    """Raise ValidationError with those fields that have something to say."""
    problems = {name: words for name, words in found.items() if words}
    if problems:
        raise ValidationError(problems)
