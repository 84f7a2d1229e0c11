"""Where: constructive dialogues, their panels, and registering for them."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published


class DialoguesConfig(AppConfig):
    """The floor above organizations."""

    name = "dialogues"
    verbose_name = _("constructive dialogues")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note what is new whenever a page is published, by hand or by schedule."""
        note = import_string("dialogues.changes.note_published")
        page_published.connect(note, sender=self.get_model("DialoguePage"))
        page_published.connect(note, sender=self.get_model("PanelPage"))
