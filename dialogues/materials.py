"""Files and links that go with a dialogue or a panel: a concept note, a paper, a presentation, a recording."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import Document
from wagtail.models import Orderable

EITHER = _("Choose a document or give an address on the web, not both.")
# What a page shows of a document, for portal.together.
DOCUMENT = ("id", "title", "file", "file_size")
is_web_address = URLValidator(schemes=["http", "https"])


def document_xor_url(name: str) -> models.CheckConstraint:
    """The constraint that a material is a document or a link, and never both or neither."""
    return models.CheckConstraint(
        condition=Q(document__isnull=False, url="") | (Q(document__isnull=True) & ~Q(url="")),
        name=name,
        violation_error_message=EITHER,
    )


class WebAddress(models.URLField):
    """An address; what is typed without a scheme is taken for https."""

    def formfield(self, **kwargs: Any) -> Any:
        """The field of the form."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class Material(Orderable):
    """Abstract: one material in one language. Rows stand on the canonical page; a translation is a row of its own."""

    class Kind(models.TextChoices):
        """What it is."""

        NOTE = "note", _("Concept note")
        AGENDA = "agenda", _("Agenda")
        PAPER = "paper", _("Background paper")
        PRESENTATION = "presentation", _("Presentation")
        REPORT = "report", _("Report")
        RECORDING = "recording", _("Recording")
        OTHER = "other", _("Other")

    title = models.CharField(_("title, in its own language"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document"),
        help_text=_("It can be read by everyone who has its address, also before this page is published."),
    )  # fmt: skip
    url = WebAddress(_("or its address on the web"), max_length=400, blank=True, validators=[is_web_address])
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    panels = [FieldPanel(name) for name in ("title", "kind", "document", "url", "language")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A document or a link, said beside the field that is missing or too much."""
        super().clean()
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"url" if self.document_id else "document": EITHER})

    @property
    def address(self) -> str:
        """Where it can be had."""
        return self.document.url if self.document else self.url

    @property
    def file_type(self) -> str:
        """How its file is called by people: “PDF”; empty for a link."""
        return self.document.file_extension.upper() if self.document else ""

    @property
    def size(self) -> int | None:
        """Bytes of its file, as they were counted when it was uploaded; None for a link."""
        return self.document.file_size if self.document else None


class DialogueMaterial(Material):
    """A material of a dialogue."""

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="materials")

    class Meta(Material.Meta):
        verbose_name = _("material")
        constraints = [document_xor_url("dialogue_material_is_document_or_link")]


class PanelMaterial(Material):
    """A material of a panel."""

    panel = ParentalKey("dialogues.PanelPage", on_delete=models.CASCADE, related_name="materials")

    class Meta(Material.Meta):
        verbose_name = _("material")
        constraints = [document_xor_url("panel_material_is_document_or_link")]
