"""Choosing an organization in the Wagtail admin: a searchable list of public ones instead of one long menu."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from organizations.models import Organization


def whole(pk: Any) -> int:
    """A key from an address as a number; one that is none belongs to nobody."""
    text = str(pk)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class NameFilterForm(BaseFilterForm):
    """Words of a name, in any spelling."""

    q = forms.CharField(label=_("Name, acronym or other name"), max_length=200, required=False)

    def filter(self, objects: Any) -> Any:
        """Those that have all the words."""
        query = self.cleaned_data.get("q")
        self.is_searching, self.search_query = bool(query), query
        return objects.named(query) if query else objects


class OnlyPublic:
    """What pages may name: what every reader may see."""

    filter_form_class = NameFilterForm

    def get_object_list(self) -> Any:
        """The directory."""
        return Organization.objects.public()

    def get_object(self, pk: Any) -> Organization:
        """One of the directory."""
        return Organization.objects.public().get(pk=whole(pk))

    def get_objects(self, pks: Any) -> Any:
        """Several of the directory."""
        return Organization.objects.public().filter(pk__in=[whole(pk) for pk in pks[:100]])


class Choose(OnlyPublic, chooser.ChooseView):
    """The list in its window."""


class ChooseResults(OnlyPublic, chooser.ChooseResultsView):
    """The list alone, when one searches."""


class Chosen(OnlyPublic, chooser.ChosenView):
    """The one that was chosen."""


class ChosenMultiple(OnlyPublic, chooser.ChosenMultipleView):
    """Several at once."""


class OrganizationChooserViewSet(ChooserViewSet):
    """Stands in place of a plain menu wherever a page of the admin names an organization."""

    model = Organization
    icon = "group"
    per_page = 20
    choose_one_text = _("Choose an organization")
    choose_another_text = _("Choose another organization")
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenMultiple


organization_chooser = OrganizationChooserViewSet("organization_chooser")
