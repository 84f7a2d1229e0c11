"""What: statements, the declaration, reports of consultations. Three kinds of record that never import each other."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import habits, merging, personal, triggers
from portal.registry import on_calendar, on_dialogue, on_summary
from portal.triggers import AppendOnly


class SubmissionsConfig(AppConfig):
    """The floor above the dialogues."""

    name = "submissions"
    verbose_name = _("submissions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What was said stays as it was said: the database keeps it. Pages of the floors below show it."""
        triggers.append_only(
            AppendOnly(
                "submissions.StatementVersion",
                may_clear=("source", "body", "body_text", "created_by_id"),
                once="frozen_at",
            ),
            AppendOnly(
                "submissions.Attachment",
                once="frozen_at",
                only=("version_id", "sha256", "kind", "size", "removed", "position", "uploaded_at", "frozen_at"),
                may_empty=("file", "given_name", "description"),
            ),
            AppendOnly("submissions.DeclarationVersion", once="published_at"),
            AppendOnly("submissions.LedgerEntry", may_clear=("body",)),
            AppendOnly("submissions.Annex", may_clear=("content",)),
            AppendOnly("submissions.AskStatus", may_clear=("recorded_by_id",)),
        )
        checks.register(import_string("submissions.checks.check_heads"), checks.Tags.database)
        habits.add("submissions.declaration.tasks.check_ledgers")
        for kind in ("statements", "declaration", "consultations"):
            personal.register(*import_string(f"submissions.{kind}.kept.PARTS"))
            merging.register(import_string(f"submissions.{kind}.merging.FOLLOWER"))
        # Named as strings: models cannot be imported before every app is there.
        on_dialogue.register(import_string("submissions.statements.parts.of_dialogue"))
        on_calendar.register(import_string("submissions.statements.parts.due"))
        on_summary.register(import_string("submissions.statements.parts.of_summary"))
