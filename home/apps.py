"""The front door: home page, prose pages, desk, coordinators' queues, demo content."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The top floor."""

    name = "home"
    verbose_name = _("front door")
    default_auto_field = "django.db.models.BigAutoField"
