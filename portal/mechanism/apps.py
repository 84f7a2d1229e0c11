"""The app of the treaty's facts."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import everywhere, personal


class MechanismConfig(AppConfig):
    """Instruments, States, reviews and figures, loaded from `data/*.csv` by `load_mechanism`."""

    name = "portal.mechanism"
    label = "mechanism"
    verbose_name = _("Treaty and review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is held about people here, and how long."""
        personal.register(*import_string("portal.mechanism.kept.PARTS"))
        everywhere.register(*import_string("portal.mechanism.everywhere.KINDS"))
