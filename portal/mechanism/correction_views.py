"""Pages of corrections: the form for anybody, and what became of a correction, for those who have its address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.limits import limited
from portal.mechanism import correcting
from portal.mechanism.correction_forms import CorrectionForm
from portal.mechanism.models import FactCorrection
from portal.switches import closable


@require_http_methods(["GET", "HEAD", "POST"])
@closable("corrections")
@limited("corrections")
def correction_form(request: HttpRequest) -> HttpResponse:
    """Say what is wrong and where it is written otherwise. No account, no name."""
    initial = {"country": request.GET.get("state", "")[:3].lower(), "about": request.GET.get("about", "")[:12]}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        stored = correcting.send(form.correction(), form_key=form.cleaned_data["form_key"])
        return redirect("mechanism:correction_detail", stored.uuid)
    context = {"form": form, "state": form.states.get(initial["country"])}
    return render(request, "mechanism/correction_form.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def correction_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was written, where it stands, and the answer."""
    correction = get_object_or_404(FactCorrection.objects.select_related("country"), uuid=uuid)
    response = render(request, "mechanism/correction_detail.html", {"correction": correction})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
