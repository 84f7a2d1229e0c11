"""The coordinators' pages on which a table of facts is brought, inside the Wagtail admin."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.forms import PlainForm
from portal.mechanism import bringing
from portal.mechanism.fact_forms import TABLES
from portal.mechanism.models import FactTable
from portal.records import InvalidMove

SHOWN = 200


class TableForm(PlainForm):
    """A table, and what it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("What the table holds"), choices=FactTable.Kind.choices)
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("CSV or XLSX, up to 2 MB and 2,000 rows, with the columns named below."),
    )


class ConfirmForm(PlainForm):
    """Why the facts change."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands in the history of each fact that changes."),
    )  # fmt: skip


def require_permission(request: HttpRequest) -> None:
    """403 for everybody but coordinators."""
    if not request.user.has_perm("mechanism.add_facttable"):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a table; it is read and checked, and nothing is stored yet."""
    require_permission(request)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = bringing.dry_run(form.cleaned_data["file"], form.cleaned_data["kind"], by=request.user)
        except ValidationError as problem:
            form.add_error("file", problem)
        else:
            return redirect("fact_table_check", brought.uuid)
    tables = [(kind.label, TABLES[kind]) for kind in FactTable.Kind]
    context = {"form": form, "tables": tables}
    return render(request, "mechanism/fact_table.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is wrong with a table, or what it would change; and the button that stores it."""
    require_permission(request)
    brought = get_object_or_404(FactTable, uuid=uuid, by=request.user)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = bringing.confirm(brought, by=request.user, reason=form.cleaned_data["reason"])
        except InvalidMove as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Stored. Facts that are new or changed: %s") % count)
        return redirect("fact_table_check", uuid)
    open_now = not brought.problems and not brought.done_at
    found = bringing.differences(brought) if open_now else []
    context = {
        "brought": brought, "form": form, "problems": brought.problems[:SHOWN], "count": len(found),
        "differences": found[:SHOWN],
    }  # fmt: skip
    return render(request, "mechanism/fact_table_check.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("facts/tables/", bring, name="fact_table"),
    path("facts/tables/<uuid:uuid>/", check, name="fact_table_check"),
]
