"""Who: organizations, people and their rights."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import personal


class OrganizationsConfig(AppConfig):
    """The floor above the ground."""

    name = "organizations"
    verbose_name = _("organizations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What concerns one person: their export, their erasure, and how long what is kept."""
        personal.register(*import_string("organizations.personal.kept.PARTS"))
