"""The front door: home page, prose pages, desk, coordinators' queues, demo content."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from organizations.registry import on_organization, register_deed
from submissions.consultations.registry import on_state, on_windows

# What stands on the profile of an organization, in this order. Strings: models cannot be imported before every app is.
PROFILE = (
    "home.profiles.spoken",
    "submissions.statements.parts.of_organization",
    "submissions.statements.parts.of_cosigner",
    "home.profiles.signed",
    "home.profiles.reported",
)


class HomeConfig(AppConfig):
    """The top floor."""

    name = "home"
    verbose_name = _("front door")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put together the pages of the floors below that several kinds of record share."""
        for name in PROFILE:
            on_organization.register(import_string(name))
        for deed in import_string("home.deeds.DEEDS"):
            register_deed(deed)
        on_state.register(import_string("home.states.statements_of"))
        on_windows.register(import_string("home.states.windows_of"))
