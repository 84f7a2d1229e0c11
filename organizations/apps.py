"""Who: organizations, people and their rights."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """The floor above the ground."""

    name = "organizations"
    verbose_name = _("organizations")
    default_auto_field = "django.db.models.BigAutoField"
