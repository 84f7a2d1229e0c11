"""The texts of a statement: one row for each, and only the newest of them can still be written in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User


class StatementVersion(models.Model):
    """One text of a statement. While `frozen_at` is empty it is the working draft; after that nobody changes it.

    `body` is the text, as clean HTML in one form (portal.prose), and `source` the same in light marks. `sha256` is over
    the UTF-8 bytes of language, title and source, parted by line feeds: what a receipt proves; `cosigned` goes with it.
    `edits` counts the saves, so that two people who edit at the same time do not overwrite each other. `track` is the
    later version that it is a text of; empty for the texts of the statement itself.
    """

    class Kind(models.TextChoices):
        """Why this version was made."""

        ORIGINAL = "original", _("Original")
        REVISION = "rev", _("Revision")
        CORRECTION = "corr", _("Correction")
        ADDITION = "add", _("Addition")
        TRANSLATION = "translation", _("Translation")

    statement = models.ForeignKey("submissions.Statement", models.PROTECT, related_name="versions")
    track = models.ForeignKey("submissions.LaterVersion", models.PROTECT, null=True, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ORIGINAL)
    language = models.CharField(
        _("language of this text"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Up to 120 characters. Say the point, not the occasion.")
    )
    summary = models.CharField(
        _("summary"), max_length=400, blank=True, help_text=_("Two sentences at most. Shown in lists.")
    )
    source = models.TextField(_("text"), null=True, blank=True)
    body = models.TextField(null=True)  # clean HTML by portal.html.sanitize
    body_text = models.TextField(null=True)  # the words of it: for counting and searching
    sanitizer_version = models.PositiveSmallIntegerField(default=1)
    word_count = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    cosigned = models.JSONField(null=True)  # names of those who had confirmed it when it was frozen, by alphabet
    edits = models.PositiveIntegerField(default=0)
    save_key = models.UUIDField(null=True, editable=False)  # which save of which form made this text
    saved_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(frozen_at__isnull=True, track__isnull=True), name="one_working_draft"
            ),
            models.UniqueConstraint(
                fields=["track"], condition=Q(frozen_at__isnull=True), name="one_working_draft_of_a_later_version"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(sha256=""), name="frozen_version_has_hash"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.statement} {self.number}"

    @property
    def stamp(self) -> str:
        """Names this text as it stands: a form that was opened on another stamp is out of date."""
        return f"{self.number}.{self.edits}"
