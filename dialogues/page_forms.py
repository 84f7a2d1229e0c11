"""What the admin's form of a dialogue refuses beside the page's own checks."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from dialogues.checking import too_few_seats


class DialogueForm(WagtailAdminPageForm):
    """Seats are not taken from people who have them.

    Here, and not with the page: publishing by schedule must not stop because somebody was approved meanwhile.
    """

    def clean(self) -> dict[str, Any]:
        """Name the field with fewer seats than are taken, and how many these are."""
        cleaned: dict[str, Any] = super().clean()
        seats = (cleaned.get("seats_on_site"), cleaned.get("seats_online"))
        for field, words in too_few_seats(self.instance, *seats).items():
            self.add_error(field, words)
        return cleaned
