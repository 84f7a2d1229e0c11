"""The page of one panel of a dialogue."""

from typing import Any

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from dialogues.addresses import RICH_TEXT, check_slug, drop_empty
from dialogues.changes import Changing
from dialogues.rows import Panelist
from dialogues.summaries.standing import Summarized, final_has_date
from dialogues.words import both, rows
from portal import pdf
from portal.mechanism.models import Instrument
from portal.pages import FactsMixin


class PanelPage(Changing, Summarized, FactsMixin, Page):
    """One panel of a dialogue: its topic, its panellists, and the coordinators' summary of what was said."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    topic = models.TextField(_("topic in one sentence"), max_length=400, blank=True)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="panels", verbose_name=_("instrument")
    )
    body = RichTextField(_("introduction"), features=RICH_TEXT, blank=True)
    summary = RichTextField(_("summary of the panel"), features=RICH_TEXT, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("topic"),
        FieldPanel("instrument"),
        FieldPanel("body"),
        InlinePanel("panelists", label=_("panellist")),
        FieldPanel("summary"),
        FieldPanel("summary_status"),
    ]
    # A panel of the next dialogue has other people, who said other things.
    exclude_fields_in_copy = [*Changing.KEPT, "panelists", "summary", "summary_status", "summary_final_at"]
    parent_page_types = ["dialogues.DialoguePage"]
    subpage_types: list[str] = []
    template = "dialogues/panel_detail.html"

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        constraints = [final_has_date("final_summary_has_date")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Panellists, what they said, and the other panels of the day."""
        return super().get_context(request, *args, **kwargs) | self.parts()

    def parts(self) -> dict[str, Any]:
        """What the page shows: facts from the canonical page, words from this one."""
        people = Prefetch("panelists", Panelist.objects.with_organization())
        prefetch_related_objects(both(self), people)
        panelists, dialogue = rows(self, "panelists"), self.get_parent().specific
        others = PanelPage.objects.live().child_of(dialogue).exclude(pk=self.pk).order_by("number", "path")
        return {
            "facts": self.canonical,
            "has_pdf": pdf.available(),
            "dialogue": dialogue,
            "people": [row.facts for row in panelists],
            "said": [row for row in panelists if row.words.summary],
            "siblings": others.select_related("locale"),
        }

    @property
    def address(self) -> str:
        """The path on the site without its language, for `{% url "wagtail_serve" page.address %}`."""
        return self.url_path.split("/", 2)[2]

    def clean(self) -> None:
        """The address is the same in every language; the summary stands as it can."""
        super().clean()
        check_slug(self)
        drop_empty(self, "body", "summary")
        self.clean_summary()
