"""Where: constructive dialogues, their panels, and registering for them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    """The floor above organizations."""

    name = "dialogues"
    verbose_name = _("constructive dialogues")
    default_auto_field = "django.db.models.BigAutoField"
