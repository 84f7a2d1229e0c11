"""Dialogues that a paragraph takes note of: named on the page of the dialogue, shown beside the paragraph."""

from collections.abc import Iterator

from django.db import models
from django.db.models import CharField, ExpressionWrapper, F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from portal.threads import Link
from portal.together import Rows


class DialogueNoting(Orderable):
    """A paragraph that takes note of a dialogue."""

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="noted_in")
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, related_name="notings", verbose_name=_("paragraph of a resolution")
    )

    panels = [FieldPanel("paragraph")]

    class Meta(Orderable.Meta):
        verbose_name = _("paragraph that takes note of it")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "paragraph"],
                name="noted_once_in_a_paragraph",
                violation_error_message=_("This paragraph stands here already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.paragraph)


def _of_resolution(name: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(f"paragraph__resolution__{name}"), output_field=CharField())


# What the page of a dialogue reads of them with its other rows.
ROWS = Rows(
    "noted_in",
    along={"paragraph": ("id", "anchor")},
    more={f"of_{name}": _of_resolution(name) for name in ("slug", "state", "title", "symbol", "number", "language")},
)


def links_of(rows: list[DialogueNoting]) -> list[Link]:
    """Where a dialogue is noted, from rows that were read by ROWS; of texts in the library alone."""
    return [
        Link(f"{row.paragraph.anchor}, {row.of_symbol or row.of_number or row.of_title}",
             f"{reverse('resolutions:resolution_detail', args=[row.of_slug])}#{row.paragraph.anchor}",
             row.of_language)
        for row in rows if row.of_state == Resolution.State.PUBLISHED
    ]  # fmt: skip


def dialogues_noted(resolution: Resolution) -> Iterator[tuple[str, Link]]:
    """The published dialogues that a text takes note of, each with the paragraph that does, in its first language."""
    rows = DialogueNoting.objects.filter(paragraph__resolution=resolution, dialogue__live=True)
    for row in rows.select_related("paragraph", "dialogue__locale"):
        if row.dialogue.canonical == row.dialogue:
            address = reverse("wagtail_serve", args=[row.dialogue.address])
            yield row.paragraph.anchor, Link(row.dialogue.title, address, "en")
