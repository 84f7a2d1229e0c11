"""The data dictionary: every file, every column, its type and meaning, where it comes from, and the licence."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.datasets import DATASETS
from portal.exports import LICENCE


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Every list that can be fetched as a file."""
    return render(request, "home/open_data.html", {"datasets": DATASETS, "licence": LICENCE})


@require_safe
def dictionary(request: HttpRequest, key: str) -> HttpResponse:
    """The columns of one list."""
    dataset = next((one for one in DATASETS if one.key == key), None)
    if dataset is None:
        raise Http404
    return render(request, "home/dictionary.html", {"dataset": dataset, "licence": LICENCE})
