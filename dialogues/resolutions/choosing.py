"""Choosing a paragraph in the Wagtail admin: by its words, its address, or what its text is called."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph

WORDS_SHOWN = 160


class FindForm(BaseFilterForm):
    """Words to look for; each has to stand in the paragraph, its address, or the name of the text."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)

    def filter(self, objects: QuerySet[Paragraph]) -> QuerySet[Paragraph]:
        """The paragraphs that have every word."""
        words = self.cleaned_data["q"].split()
        self.is_searching, self.search_query = bool(words), self.cleaned_data["q"]
        for word in words:
            objects = objects.filter(
                Q(text__icontains=word) | Q(anchor__iexact=word) | Q(resolution__title__icontains=word)
                | Q(resolution__symbol__icontains=word) | Q(resolution__number__iexact=word)
            )  # fmt: skip
        return objects


def of_text(paragraph: Paragraph) -> str:
    """What its text is called."""
    return paragraph.resolution.name


def words_of(paragraph: Paragraph) -> str:
    """How it begins."""
    return paragraph.text[:WORDS_SHOWN]


class Choosing:
    """What both views share: the filter, and the columns beside the address."""

    filter_form_class = FindForm

    @property
    def columns(self) -> list[Column]:
        """Address, words, text."""
        shown = [
            Column("words", label=_("Paragraph"), accessor=words_of),
            Column("text", label=_("Text"), accessor=of_text),
        ]
        return [*super().columns, *shown]  # type: ignore[misc]


class ChooseView(Choosing, chooser.ChooseView):
    """The window."""


class ChooseResultsView(Choosing, chooser.ChooseResultsView):
    """What it finds."""


class ParagraphChooser(ChooserViewSet):
    """Paragraphs of texts that stand in the library; headings are none."""

    model = Paragraph
    icon = "doc-full"
    choose_one_text = _("Choose a paragraph")
    choose_another_text = _("Choose another paragraph")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView

    def get_object_list(self) -> QuerySet[Any]:
        """The newest texts first, each in its order."""
        rows = Paragraph.objects.filter(resolution__state=Resolution.State.PUBLISHED)
        rows = rows.exclude(kind=Paragraph.Kind.HEADING).select_related("resolution")
        return rows.order_by("-resolution__date", "-resolution", "position")


paragraph_chooser = ParagraphChooser("paragraph_chooser")
