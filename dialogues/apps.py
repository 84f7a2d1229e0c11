"""Where: constructive dialogues, their panels, nominating people for these, and registering for them."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from portal import everywhere, habits, merging, personal, triggers, words
from portal.registry import beside_paragraphs, on_calendar
from portal.triggers import AppendOnly, PartOf

FROZEN = ("summary", "summary_status", "summary_final_at")
# A translation of a final summary may still come, and be mended.
IN_DEFAULT_LANGUAGE = """(SELECT locale.language_code FROM wagtailcore_page page
    JOIN wagtailcore_locale locale ON locale.id = page.locale_id WHERE page.id = OLD.page_ptr_id) = 'en'"""

# A text of the library stays as it was published; which fields of work a paragraph concerns stands beside it.
RESOLUTIONS = (
    AppendOnly(
        "dialogues.Resolution",
        once="published_at",
        only=(
            *("uuid", "slug", "kind", "standing", "body", "session", "session_name", "agenda_item", "symbol", "number"),
            *("date", "precision", "title", "language", "source_address", "is_summary", "opening", "closing"),
            *("left_out", "revises_id", "translation_of_id", "text_hash", "published_at"),
        ),
    ),
    *(
        AppendOnly(
            f"dialogues.{model}", once="frozen_at",
            part_of=PartOf("resolution_id", "dialogues.Resolution", "published_at"),
        )
        for model in ("Sponsor", "Paragraph", "Note", "Reference")
    ),
    AppendOnly("dialogues.CallStatus"),
)  # fmt: skip


class DialoguesConfig(AppConfig):
    """The floor above organizations."""

    name = "dialogues"
    verbose_name = _("constructive dialogues")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note what is new whenever a page is published, by hand or by schedule; keep final summaries as they are."""
        merging.register(import_string("dialogues.merging.FOLLOWER"))
        import_string("portal.translated.connect")(self.label)
        note = import_string("dialogues.changes.note_published")
        on_calendar.register(import_string("dialogues.registration.subscriptions.unsent"))
        on_calendar.register(import_string("dialogues.nominations.due.unsent"))
        on_calendar.register(import_string("dialogues.followup.desk.to_tell"))
        habits.add("dialogues.registration.tasks.send_reminders")
        tell_of_move = import_string("dialogues.registration.actions.tell_of_move")
        page_published.connect(tell_of_move, sender=self.get_model("DialoguePage"))
        open_window = import_string("dialogues.summaries.actions.open_window")
        for model in (self.get_model("DialoguePage"), self.get_model("PanelPage")):
            page_published.connect(note, sender=model)
            page_published.connect(open_window, sender=model)
            triggers.append_only(
                AppendOnly(model._meta.label, once="summary_final_at", only=FROZEN, provided=IN_DEFAULT_LANGUAGE)
            )
        triggers.append_only(*RESOLUTIONS)
        words.index(words.Words("dialogues.Resolution", "search_text"))
        words.index(words.Words("dialogues.CallToAction", "search_text"))
        for part in ("", ".resolutions", ".asks"):
            everywhere.register(import_string(f"dialogues{part}.everywhere.KIND"))
        beside_paragraphs.register(import_string("dialogues.resolutions.noting.dialogues_noted"))
        name, kind = (import_string(f"dialogues.resolutions.topics.{one}") for one in ("KIND", "PARAGRAPHS"))
        import_string("portal.mechanism.topics.register")(name, kind)
        for kind in ("followup", "travel", "registration", "nominations", "summaries", "resolutions"):
            personal.register(*import_string(f"dialogues.{kind}.kept.PARTS"))
