"""The page of one panel of a dialogue."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from dialogues.addresses import RICH_TEXT, check_slug, drop_empty
from dialogues.changes import Changing
from dialogues.checking import check_panel_number, next_number
from dialogues.materials import DOCUMENT
from dialogues.rows import ORGANIZATION, seen_organization
from dialogues.summaries.standing import Summarized, final_has_date
from dialogues.words import both, rows
from portal import pdf, together
from portal.mechanism.models import Instrument, Source
from portal.pages import FactsMixin
from portal.together import Rows

ROWS = (
    Rows("panelists", along={"organization": ORGANIZATION}, more={"organization_is_public": seen_organization()}),
    Rows("materials", along={"document": DOCUMENT}),
)


class PanelForm(WagtailAdminPageForm):
    """The form of a panel in the admin; only it knows under which dialogue a new panel will stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.parent_page is not None:
            self.initial["number"] = next_number(self.parent_page, PanelPage)

    def clean(self) -> dict[str, Any]:
        """No two panels of a dialogue have one number."""
        cleaned = super().clean()
        if cleaned.get("number") is not None:
            try:
                check_panel_number(cleaned["number"], self.parent_page, self.instance)
            except ValidationError as problem:
                self.add_error("number", problem)
        return cleaned


class PanelPage(Changing, Summarized, FactsMixin, Page):
    """One panel of a dialogue: its topic, its panellists, and the coordinators' summary of what was said."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    topic = models.TextField(_("topic in one sentence"), max_length=400, blank=True)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="panels", verbose_name=_("instrument")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source of the facts")
    )
    body = RichTextField(_("introduction"), features=RICH_TEXT, blank=True)
    summary = RichTextField(_("summary of the panel"), features=RICH_TEXT, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("topic"),
        FieldPanel("instrument"),
        FieldPanel("source"),
        FieldPanel("body"),
        InlinePanel("panelists", label=_("panellist")),
        InlinePanel("materials", label=_("material")),
        FieldPanel("summary"),
        FieldPanel("summary_status"),
    ]
    # A panel of the next dialogue has other people, who said other things.
    exclude_fields_in_copy = [
        *Changing.KEPT,
        "panelists",
        "materials",
        "source",
        "summary",
        "summary_status",
        "summary_final_at",
    ]
    base_form_class = PanelForm
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
        together.fetch(both(self), *ROWS)
        panelists, dialogue = rows(self, "panelists"), self.get_parent().specific
        others = PanelPage.objects.live().child_of(dialogue).exclude(pk=self.pk).order_by("number", "path")
        return {
            "facts": self.canonical,
            "has_pdf": pdf.available(),
            "dialogue": dialogue,
            "people": [row.facts for row in panelists],
            "said": [row for row in panelists if row.words.summary],
            "materials": self.canonical.materials.all(),
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
