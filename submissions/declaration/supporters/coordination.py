"""The coordinators' page about individuals: how many, and the switch. Nobody's name or address stands here."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import audit
from portal.forms import PlainForm
from portal.records import InvalidMove
from submissions.declaration.coordination import answer, managers_only, visible_or_404
from submissions.declaration.models import Declaration
from submissions.declaration.supporters import actions, counting, doubting
from submissions.declaration.supporters.forms_doubting import DoubtForm
from submissions.declaration.supporters.models import Supporter

NAMES_SHOWN = 20


@require_safe
@managers_only
def manage_supporters(request: HttpRequest, slug: str) -> HttpResponse:
    """How many asked, confirmed and withdrew, and from where, as the public page has it."""
    declaration = allowed_or_404(request, slug)
    rows = Supporter.objects.filter(declaration=declaration).order_by()
    figures = counting.count(declaration)
    context = {
        "declaration": declaration,
        "states": dict(rows.values_list("state").annotate(number=Count("pk"))),
        "waiting": rows.unchained().count(),
        "support": figures,
        "countries": counting.countries(figures),
        "taken_off": audit.history(declaration).filter(verb=doubting.VERB).select_related("actor"),
    }
    return render(request, "declaration/manage_supporters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_supporters_switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, then let individuals support it, or no longer."""
    declaration = allowed_or_404(request, slug)
    on = not declaration.supporters_enabled
    form = PlainForm(request.POST if request.method == "POST" else None)
    words = {
        "heading": _("Individuals who support “%s”") % declaration.title,
        "button": _("Let individuals support it") if on else _("Take no more supporters"),
        "consequence": _("The form and the number then stand on the public page, apart from the organizations.")
        if on
        else _("The form and the number leave the public page. Who supports it already can still withdraw."),
    }
    return answer(request, declaration, form, lambda: actions.switch(declaration, on=on, by=request.user), **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_supporters_false(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for supporters that are false and say how many they are; only the second button takes them off."""
    declaration = allowed_or_404(request, slug)
    form = DoubtForm(request.POST if request.method == "POST" else None)
    context = {"declaration": declaration, "form": form}
    if form.is_valid():
        doubt, expected = form.doubt(), form.cleaned_data["expected"]
        if expected is not None:
            reason = form.cleaned_data["reason"]
            try:
                doubting.take_off(declaration, doubt, expected=expected, reason=reason, by=request.user)
            except InvalidMove as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, _("Done. It is in the history of this declaration."))
                return redirect("declaration_manage_supporters", slug=slug)
        found = doubt.found(declaration)
        names = found.public().order_by("name", "pk").values_list("name", flat=True)
        context |= {"number": found.count(), "names": list(names[:NAMES_SHOWN])}
    return render(request, "declaration/manage_supporters_false.html", context)


def allowed_or_404(request: HttpRequest, slug: str) -> Declaration:
    """The declaration, where the portal lets individuals support any."""
    declaration = visible_or_404(request, slug)
    if not settings.SUPPORTERS:
        raise Http404
    return declaration


urlpatterns = [
    path("declarations/of/<slug:slug>/supporters/", manage_supporters, name="declaration_manage_supporters"),
    path(
        "declarations/of/<slug:slug>/supporters/switch/",
        manage_supporters_switch,
        name="declaration_manage_supporters_switch",
    ),
    path(
        "declarations/of/<slug:slug>/supporters/false/",
        manage_supporters_false,
        name="declaration_manage_supporters_false",
    ),
]
