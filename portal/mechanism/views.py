"""Public pages about the facts themselves: where sources disagree. The same for every reader."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from portal import exports
from portal.mechanism.data import contradictions_export, figures_export
from portal.mechanism.models import Contradiction


@dataclass(frozen=True)
class Subject:
    """What some contradictions are about."""

    name: str | Promise
    rows: list[Contradiction]


@require_safe
def contradiction_list(request: HttpRequest) -> HttpResponse:
    """Every fact on which sources disagree, by subject, both claims side by side."""
    rows = list(Contradiction.objects.all())
    of = {value: [row for row in rows if row.subject == value] for value in Contradiction.Subject.values}
    kept = {value: sum(row.kept == value for row in rows) for value in Contradiction.Kept.values}
    context = {
        "total": len(rows),
        "subjects": [Subject(name, of[value]) for value, name in Contradiction.Subject.choices if of[value]],
        "kept": [(label, kept[value]) for value, label in Contradiction.Kept.choices],
    }
    return render(request, "mechanism/contradiction_list.html", context)


@require_safe
def contradictions_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The page as a file."""
    return exports.respond(request, contradictions_export(request.GET.urlencode()), kind)


@require_safe
def figures_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every figure with its source, date and trust."""
    return exports.respond(request, figures_export(request.GET.urlencode()), kind)
