"""What: statements, the declaration, reports of consultations. Three kinds of record that never import each other."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import everywhere, habits, merging, personal, triggers, words
from portal.registry import beside_paragraphs, on_calendar, on_dialogue, on_summary
from portal.triggers import AppendOnly


class SubmissionsConfig(AppConfig):
    """The floor above the dialogues."""

    name = "submissions"
    verbose_name = _("submissions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What was said stays as it was said, and pages of the floors below show it."""
        keep_what_was_said()
        words.index(words.Words("submissions.Statement", "search_text"))
        for part in ("statements", "declaration", "consultations.announcing"):
            everywhere.register(import_string(f"submissions.{part}.everywhere.KIND"))
        checks.register(import_string("submissions.checks.check_heads"), checks.Tags.database)
        habits.add(
            "submissions.declaration.tasks.check_ledgers",
            "submissions.declaration.supporters.tasks.batch_supporters",
            "submissions.statements.tasks.check_chains",
        )
        for kind in ("statements", "declaration", "consultations"):
            personal.register(*import_string(f"submissions.{kind}.kept.PARTS"))
            merging.register(import_string(f"submissions.{kind}.merging.FOLLOWER"))
        personal.register(*import_string("submissions.declaration.supporters.kept.PARTS"))
        merging.register(import_string("submissions.statements.cosign_merging.FOLLOWER"))
        personal.register(*import_string("submissions.statements.cosign_kept.PARTS"))
        # Named as strings: models cannot be imported before every app is there.
        on_dialogue.register(import_string("submissions.consultations.parts.of_dialogue"))
        on_dialogue.register(import_string("submissions.statements.parts.of_dialogue"))
        on_calendar.register(import_string("submissions.statements.parts.due"))
        on_summary.register(import_string("submissions.statements.parts.of_summary"))
        beside_paragraphs.register(import_string("submissions.statements.threads.beside"))


def keep_what_was_said() -> None:
    """Which rows nobody changes any more, and what of them may still be cleared because the law or safety asks it."""
    keep_statements()
    keep_declarations()
    keep_consultations()


def keep_statements() -> None:
    """Versions, files, reviews and tombstones of statements, and their chain."""
    triggers.append_only(
        AppendOnly(
            "submissions.StatementVersion",
            may_clear=("source", "body", "body_text", "cosigned", "created_by_id"),
            may_empty=("title", "summary"),
            once="frozen_at",
        ),
        AppendOnly(
            "submissions.Attachment",
            once="frozen_at",
            only=("version_id", "sha256", "kind", "size", "removed", "position", "uploaded_at", "frozen_at"),
            may_empty=("file", "given_name", "description"),
        ),
        AppendOnly(
            "submissions.Review",
            may_clear=("not_by_id", "held_by_id", "approved_by_id", "decided_by_id"),
            once="decided_at",
        ),
        AppendOnly(
            "submissions.LaterVersion",
            may_empty=("what_changed",),
            once="number",
            only=(
                *("state", "statement_id", "kind", "language", "official", "what_changed", "of_id", "current_id"),
                *("receipt", "submitted_at", "decided_at", "serial", "number", "entry_id"),
            ),
        ),
        AppendOnly("submissions.Tombstone", only=("statement_id", "kind", "at", "code", "reason", "keeps_title")),
        AppendOnly("submissions.StatementEntry"),
    )


def keep_declarations() -> None:
    """Locked texts, the ledger, and what came of each ask."""
    triggers.append_only(
        AppendOnly("submissions.DeclarationVersion", once="published_at"),
        AppendOnly("submissions.LedgerEntry", may_clear=("body",)),
        AppendOnly("submissions.Annex", may_clear=("content",)),
        AppendOnly("submissions.Supporter", once="batch_id", only=("declaration_id", "commitment", "batch_id")),
        AppendOnly("submissions.AskStatus", may_clear=("recorded_by_id",)),
    )


def keep_consultations() -> None:
    """What States said: replies with their files, and pledges."""
    triggers.append_only(
        AppendOnly("submissions.StateReply", may_clear=("by_id",)),
        AppendOnly(
            "submissions.Pledge",
            may_clear=("told_by_id",),
            only=(
                "uuid",
                "country_id",
                "taken_on",
                "office",
                "source_address",
                "on_behalf",
                "at",
                "told_by_id",
                "form_key",
            ),
        ),
        AppendOnly("submissions.PledgeStep", may_clear=("told_by_id",)),
        AppendOnly(
            "submissions.ReplyFile",
            only=("reply_id", "file", "sha256", "kind", "size", "given_name", "description", "uploaded_at"),
            may_empty=("file", "given_name", "description"),
        ),
    )
