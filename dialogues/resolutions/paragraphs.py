"""What a resolution is made of: paragraphs with addresses, footnotes, and what both refer to.

All of it is frozen when the resolution is published; `frozen_at` is set then, and the database keeps it (apps.py).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.reading import Strength
from portal.mechanism.models import Article, SdgTarget, Theme, WorkingGroup

STRENGTHS = (
    (Strength.UNKNOWN.value, _("not known")),
    (Strength.NOTES.value, _("notes")),
    (Strength.RECOGNIZES.value, _("recognizes")),
    (Strength.INVITES.value, _("invites")),
    (Strength.ENCOURAGES.value, _("encourages")),
    (Strength.CALLS.value, _("calls upon")),
    (Strength.URGES.value, _("urges")),
    (Strength.REQUESTS.value, _("requests")),
    (Strength.DECIDES.value, _("decides")),
)


class Paragraph(models.Model):
    """One paragraph, or one part of one, under an address that never moves: PP3, OP4, OP4-c, A1-2.

    `text` is its words with the raised marks of its footnotes; `after` follows its parts and belongs to it. What it is
    filed under (tagging.py) is an index of ours beside it, and may change after its text is frozen.
    """

    class Kind(models.TextChoices):
        """Where in the text it stands. A heading stands between paragraphs, or before an annex."""

        PREAMBULAR = "preambular", _("Preambular paragraph")
        OPERATIVE = "operative", _("Operative paragraph")
        ANNEX = "annex", _("Paragraph of an annex")
        HEADING = "heading", _("Heading")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="paragraphs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    anchor = models.CharField(_("address"), max_length=60)
    mark = models.CharField(_("number or letter as printed"), max_length=60, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveIntegerField(_("position"))
    depth = models.PositiveSmallIntegerField(_("depth"), default=0)
    lead = models.CharField(_("lead verb"), max_length=200, blank=True)
    strength = models.PositiveSmallIntegerField(_("strength"), choices=STRENGTHS, default=Strength.UNKNOWN.value)
    addressees = models.JSONField(_("addressees"), default=list, blank=True)
    text = models.TextField(_("text"), blank=True)
    after = models.TextField(_("text after its parts"), blank=True)
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    themes = models.ManyToManyField(Theme, related_name="paragraphs", blank=True)
    targets = models.ManyToManyField(SdgTarget, related_name="paragraphs", blank=True)
    working_groups = models.ManyToManyField(WorkingGroup, related_name="paragraphs", blank=True)
    articles = models.ManyToManyField(Article, related_name="paragraphs", blank=True)
    frozen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["resolution", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "anchor"],
                name="paragraph_anchor_once",
                violation_error_message=_("Another paragraph has this address."),
            ),
            models.UniqueConstraint(
                fields=["resolution", "position"],
                name="paragraph_position_once",
                violation_error_message=_("Another paragraph stands there."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["preambular", "operative", "annex", "heading"]), name="paragraph_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(strength__lte=max(Strength).value),
                name="paragraph_known_strength",
                violation_error_message=_("Choose a step of the scale."),
            ),
            models.CheckConstraint(
                condition=~Q(anchor=""),
                name="paragraph_has_address",
                violation_error_message=_("A paragraph needs its address."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "-strength"], name="paragraph_by_strength")]

    def __str__(self) -> str:
        return self.anchor

    def get_absolute_url(self) -> str:
        """Its place on the page of its resolution."""
        return f"{self.resolution.get_absolute_url()}#{self.anchor}"

    @property
    def permanent_address(self) -> str:
        """The address to cite."""
        return f"{self.resolution.permanent_address}#{self.anchor}"

    @property
    def is_heading(self) -> bool:
        """Whether it only stands between paragraphs."""
        return self.kind == self.Kind.HEADING

    @property
    def is_operative(self) -> bool:
        """Whether it says what shall be done."""
        return self.kind == self.Kind.OPERATIVE


class Note(models.Model):
    """A footnote: its mark as printed, its words, and the first paragraph that has the mark."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField(_("number"))
    mark = models.CharField(_("mark"), max_length=60)
    text = models.TextField(_("text"), blank=True)
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, null=True, blank=True, related_name="notes")
    frozen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        ordering = ["resolution", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "number"],
                name="note_number_once",
                violation_error_message=_("Another footnote has this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"

    @property
    def anchor(self) -> str:
        """Its address on the page."""
        return f"note{self.number}"


class Reference(models.Model):
    """Something that a paragraph or a footnote names, as it is printed; of an article, the article itself if known."""

    class Kind(models.TextChoices):
        """What is named."""

        RESOLUTION = "resolution", _("Resolution")
        DECISION = "decision", _("Decision")
        ARTICLE = "article", _("Article")
        SYMBOL = "symbol", _("Document")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="references")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, null=True, blank=True, related_name="references")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="references")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    number = models.CharField(_("as printed"), max_length=80)
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="references")
    frozen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["resolution", "decision", "article", "symbol"]), name="reference_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(paragraph__isnull=True) ^ Q(note__isnull=True),
                name="reference_of_paragraph_or_note",
                violation_error_message=_("A reference stands in a paragraph or in a footnote."),
            ),
        ]
        indexes = [models.Index(fields=["number", "kind"], name="reference_by_number")]

    def __str__(self) -> str:
        return self.number
