"""The page of one panel of a dialogue."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
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
from portal.mechanism.models import Article, Instrument, Source
from portal.mechanism.topics import KINDS
from portal.pages import Worded, shared, translated
from portal.together import Rows

ROWS = (
    Rows("panelists", along={"organization": ORGANIZATION}, more={"organization_is_public": seen_organization()}),
    Rows("materials", along={"document": DOCUMENT}),
)


def article_label(article: Article) -> str:
    """An article with its instrument."""
    return KINDS["article"].shown(article).label


class PanelForm(WagtailAdminPageForm):
    """The form of a panel in the admin; only it knows under which dialogue a new panel will stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "articles" in self.fields:  # as readers find them: their titles alone repeat from one treaty to the other
            self.fields["articles"].queryset = Article.objects.select_related("instrument")
            self.fields["articles"].label_from_instance = article_label
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


class PanelPage(Changing, Summarized, Worded, Page):
    """One panel of a dialogue: its topic, its panellists, and the coordinators' summary of what was said."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    topic = models.TextField(_("topic in one sentence"), max_length=400, blank=True)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="panels", verbose_name=_("instrument")
    )
    articles = ParentalManyToManyField(
        "mechanism.Article", related_name="panels", blank=True, verbose_name=_("articles that it treated")
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
        FieldPanel("articles"),
        FieldPanel("source"),
        FieldPanel("body"),
        InlinePanel("panelists", label=_("panellist")),
        InlinePanel("materials", label=_("material")),
        FieldPanel("summary"),
        FieldPanel("summary_status"),
    ]
    translatable_fields = [
        *translated("topic", "body", "summary", "panelists"),
        *shared("number", "instrument", "source", "summary_status", "summary_final_at"),
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
        panelists, above = rows(self, "panelists"), self.allowed_parent_page_models()[0].objects.parent_of(self)
        dialogue = above.select_related("locale").get()
        others = PanelPage.objects.live().child_of(dialogue).exclude(pk=self.pk).order_by("number", "path")
        return {
            "facts": self.canonical,
            "has_pdf": pdf.available(),
            "dialogue": dialogue,
            "people": [row.facts for row in panelists],
            "said": [row for row in panelists if row.words.summary],
            "materials": self.canonical.materials.all(),
            "articles": self.canonical.articles.select_related("instrument"),
            "siblings": others.select_related("locale"),
        }

    def names_spoken(self) -> list[str]:
        """Who sat on it."""
        return [one.name for one in self.canonical.panelists.all()]

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
