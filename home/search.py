"""The search over everything public: one page, grouped by kind. The same for every reader, without a script."""

import re

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal import everywhere, keyset, search
from portal.everywhere import Asked, Group

PER_PAGE = 20


class SearchForm(forms.Form):
    """The question."""

    q = forms.CharField(
        label=_("Search the portal"), required=False, max_length=search.LONGEST_QUERY,
        error_messages={"max_length": _("Ask with %(limit_value)d characters at most; these are %(show_value)d.")},
    )  # fmt: skip


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found of every kind, the first of each; or all of one kind, page by page."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    only = next((one for one in everywhere.kinds() if one.key == request.GET.get("kind")), None)
    page = None
    if only and words:
        groups, page = of_kind(words, only.key, request.GET.get("page", ""))
    else:
        groups = everywhere.find(Asked(words))
    context = {
        "form": form,
        "words": words,
        "only": only,
        "groups": groups,
        "page_obj": page,
        "named": [hit for group in groups for hit in group.results.named],
        "kinds": everywhere.kinds(),
    }
    return render(request, "home/search.html", context)


def of_kind(words: str, key: str, number: str) -> tuple[list[Group], Page]:
    """One page of the results of one kind; a number beyond the last leads to the last."""
    asked_for = int(number) if re.fullmatch("[1-9][0-9]?", number) else 1
    groups = everywhere.find(part(words, asked_for), key)
    count = min(groups[0].results.count, keyset.MOST_COUNTED) if groups else 0
    page = Paginator(range(count), PER_PAGE).get_page(asked_for)
    return groups if page.number == asked_for else everywhere.find(part(words, page.number), key), page


def part(words: str, number: int) -> Asked:
    """The question, for one page of results."""
    return Asked(words, (number - 1) * PER_PAGE, PER_PAGE)
