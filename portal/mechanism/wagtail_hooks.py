"""Facts in the admin: coordinators correct and add them here, each with its source and date."""

from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.mechanism import bringing_desk, correction_desk
from portal.mechanism.models import (
    Cluster,
    Contradiction,
    Figure,
    FocalPoint,
    Instrument,
    Party,
    Review,
    Source,
    State,
    Theme,
)


def panels(*names: str) -> list[FieldPanel]:
    """One panel for each field."""
    return [FieldPanel(name) for name in names]


class FactViewSet(SnippetViewSet):
    """What all lists of facts share: the database searches the named fields, without an index to keep."""

    search_backend_name = None
    list_per_page = 50
    list_select_related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """All rows, with the rows that the list names, in one query."""
        rows = self.model._default_manager.all()
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows


class SourceViewSet(FactViewSet):
    """Sources, with how far each can be trusted."""

    model = Source
    icon = "link"
    list_display = ["citation", "trust"]
    list_filter = ["trust"]
    search_fields = ["citation"]
    panels = panels("citation", "url", "trust")


class InstrumentViewSet(FactViewSet):
    """The Convention and its Protocols."""

    model = Instrument
    icon = "doc-full"
    list_display = ["short_title", "code", "adopted", "entry_into_force"]
    search_fields = ["code", "short_title", "full_title"]
    panels = [
        MultiFieldPanel(panels("code", "short_title", "full_title", "position"), pgettext_lazy("of a thing", "Name")),
        MultiFieldPanel(panels("adopted", "adopted_by", "entry_into_force"), _("Adoption")),
        MultiFieldPanel(panels("treaty_series", "signatories"), _("Register of treaties")),
        *panels("note", "source"),
    ]


class ClusterViewSet(FactViewSet):
    """The four clusters; `confirmed` is set here once an official text is found."""

    model = Cluster
    icon = "list-ul"
    list_display = ["roman", "name", "confirmed"]
    list_filter = ["confirmed"]
    search_fields = ["roman", "name"]
    panels = panels("number", "roman", "name", "confirmed", "note", "source")


class StateViewSet(FactViewSet):
    """States with their names and groups."""

    model = State
    icon = "globe"
    list_display = ["name_en", "iso3", "regional_group", "review_group"]
    list_filter = ["regional_group", "category", "review_group"]
    search_fields = ["name_en", "aliases_en", "iso3", "name_ar", "name_zh", "name_fr", "name_ru", "name_es"]
    panels = [
        MultiFieldPanel(panels("iso3", "iso2", "m49"), _("Codes")),
        MultiFieldPanel(
            panels("name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es", "aliases_en"), _("Names")
        ),
        MultiFieldPanel(panels("category", "regional_group", "source"), _("Place in the United Nations")),
        MultiFieldPanel(panels("review_group", "review_group_source"), _("Review")),
    ]


class PartyViewSet(FactViewSet):
    """Who is bound by what."""

    model = Party
    icon = "tick-inverse"
    list_display = ["state", "instrument", "kind", "date", "as_of_text"]
    list_select_related = ("state", "instrument")
    list_filter = ["instrument", "kind"]
    search_fields = ["state__name_en", "state__iso3"]
    panels = [
        *panels("state", "instrument"),
        MultiFieldPanel(panels("kind", "signed_on", "date", "note"), _("What is on record")),
        MultiFieldPanel(panels("source", "as_of", "precision"), _("Where this comes from")),
    ]


class FocalPointViewSet(FactViewSet):
    """Offices that speak for a State, where a source makes them public."""

    model = FocalPoint
    icon = "user"
    list_display = ["state", "office", "as_of_text"]
    list_select_related = ("state",)
    search_fields = ["state__name_en", "state__iso3", "office"]
    panels = [
        *panels("state", "office", "contact"),
        MultiFieldPanel(panels("source", "as_of", "precision"), _("Where this comes from")),
    ]


class ReviewViewSet(FactViewSet):
    """What is publicly known of each country review."""

    model = Review
    icon = "view"
    list_display = ["state", "cluster", "phase", "as_of_text"]
    list_select_related = ("state", "cluster")
    list_filter = ["cluster", "phase"]
    search_fields = ["state__name_en", "state__iso3"]
    panels = [
        *panels("state", "cluster"),
        MultiFieldPanel(panels("phase", "phase_as_of"), _("Phase")),
        MultiFieldPanel(
            panels("focal_point_named", "preliminary_consultation", "language_delay", "technical_delay"),
            _("What is on record"),
        ),
        MultiFieldPanel(panels("source", "as_of", "precision", "note"), _("Where this comes from")),
    ]


class FigureViewSet(FactViewSet):
    """Figures of the review as a whole."""

    model = Figure
    icon = "table"
    list_display = ["topic", "scope", "__str__", "unit", "as_of_text", "trust"]
    list_filter = ["topic", "trust", "instrument"]
    search_fields = ["topic", "scope", "unit", "qualifier"]
    panels = [
        MultiFieldPanel(panels("topic", "scope", "instrument"), _("What is counted")),
        MultiFieldPanel(panels("comparator", "value", "of", "unit", "qualifier"), _("Figure")),
        MultiFieldPanel(panels("source", "trust", "as_of", "precision", "note"), _("Where this comes from")),
    ]


class ContradictionViewSet(FactViewSet):
    """Facts on which sources disagree."""

    model = Contradiction
    icon = "warning"
    list_display = ["topic", "claim_a", "claim_b", "kept"]
    list_filter = ["subject", "kept"]
    search_fields = ["topic", "claim_a", "claim_b"]
    panels = [
        *panels("topic", "subject"),
        MultiFieldPanel(panels("claim_a", "source_a", "as_of_a", "trust_a"), _("One claim")),
        MultiFieldPanel(panels("claim_b", "source_b", "as_of_b", "trust_b"), _("The other claim")),
        *panels("kept", "product_rule"),
    ]


class ThemeForm(WagtailAdminModelForm):
    """A field of work; its code stands in addresses and in data files, so it stays what it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        self.fields["code"].disabled = not is_new
        if is_new:
            self.initial["position"] = (Theme.objects.aggregate(last=Max("position"))["last"] or 0) + 1
        self.fields["code"].help_text = _("Stands in addresses and in data files; it stays as it was first written.")


class ThemeViewSet(FactViewSet):
    """Fields of work that organizations choose from, in an order that is changed in the list."""

    model = Theme
    icon = "tag"
    list_display = ["name_en", "code"]
    sort_order_field = "position"
    search_fields = ["code", "name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(panels("name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es"), _("Names")),
            MultiFieldPanel(panels("code", "position"), _("Place in the list")),
            *panels("source"),
        ],
        base_form_class=ThemeForm,
    )


class FactsGroup(SnippetViewSetGroup):
    """The menu entry that holds them all."""

    menu_label = _("Facts")
    menu_icon = "globe"
    menu_order = 300
    items = (
        SourceViewSet,
        InstrumentViewSet,
        ClusterViewSet,
        StateViewSet,
        PartyViewSet,
        ReviewViewSet,
        FocalPointViewSet,
        FigureViewSet,
        ContradictionViewSet,
        ThemeViewSet,
    )


register_snippet(FactsGroup)


@hooks.register("register_admin_urls")
def fact_urls() -> list:
    """Tables of facts, and what readers say is wrong, under /cms/."""
    return [*bringing_desk.urlpatterns, *correction_desk.urlpatterns]


class CoordinatorItem(MenuItem):
    """Shown to those who have a permission, by its name in `permission`."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person works there."""
        return request.user.has_perm(self.permission)


class TablesItem(CoordinatorItem):
    """Bringing tables of facts."""

    permission = "mechanism.add_facttable"


class CorrectionsItem(CoordinatorItem):
    """The queue of corrections."""

    permission = "mechanism.change_factcorrection"


@hooks.register("register_admin_menu_item")
def tables_item() -> MenuItem:
    """Facts as tables."""
    return TablesItem(_("Tables of facts"), reverse("fact_table"), name="fact-tables", icon_name="upload", order=301)


@hooks.register("register_admin_menu_item")
def corrections_item() -> MenuItem:
    """What readers say is wrong."""
    return CorrectionsItem(
        _("Corrections of facts"), reverse("correction_queue"), name="fact-corrections", icon_name="edit", order=302
    )
