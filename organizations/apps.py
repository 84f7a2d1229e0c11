"""Who: organizations, people and their rights."""

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import everywhere, personal, words


class OrganizationsConfig(AppConfig):
    """The floor above the ground."""

    name = "organizations"
    verbose_name = _("organizations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What concerns one person: their export, their erasure, how long what is kept; their sessions and keys."""
        words.index(words.Words("organizations.Organization", "search_key"))
        everywhere.register(import_string("organizations.everywhere.KIND"))
        personal.register(*import_string("organizations.personal.kept.PARTS"))
        personal.register(*import_string("organizations.kept.PARTS"))
        personal.register(*import_string("organizations.personal.access.PARTS"))
        # What allauth tells us. Strings: models cannot be imported before every app is there.
        forget = import_string("organizations.sessions.forget_address")
        pre_save.connect(forget, sender="usersessions.UserSession", dispatch_uid="organizations.sessions")
        remember = import_string("organizations.second_factor.remember_setting_up")
        added = import_string("allauth.mfa.signals.authenticator_added")
        added.connect(remember, dispatch_uid="organizations.second_factor")
