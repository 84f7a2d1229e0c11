"""The ground: composition, mail, audit, sanitizing."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string

from portal import habits, personal, triggers, words
from portal.checks import check_retention, check_triggers, check_words


class PortalConfig(AppConfig):
    """Installs the triggers of append-only tables after every migrate, and checks them."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the ground guards; the floors above add their own rules in their `ready`."""
        triggers.append_only(triggers.AppendOnly("portal.AuditEvent", may_clear=("actor_id",)))
        pre_migrate.connect(triggers.loosen, sender=self, dispatch_uid="portal.triggers")
        post_migrate.connect(triggers.install, dispatch_uid="portal.triggers")
        post_migrate.connect(words.install, dispatch_uid="portal.words")
        checks.register(check_triggers, checks.Tags.database, deploy=True)
        checks.register(check_words, checks.Tags.database, deploy=True)
        checks.register(check_retention)
        habits.add("portal.statistics.renew_statistics")
        personal.register(*import_string("portal.kept.PARTS"))
        words.index(words.Words("portal.PageWords", "search_text"))
