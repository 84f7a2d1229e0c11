"""The coordinators' page on which two records of one organization become one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organizations import merging
from organizations.coordination import found
from organizations.decision_forms import MergeForm
from organizations.matching import side_by_side
from portal.records import InvalidMove


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, uuid: UUID, heir: UUID) -> HttpResponse:
    """Both records side by side, what will happen to what both have, and the form that does it."""
    old, stays = found(request, uuid), found(request, heir)
    if old == stays:
        return redirect("organization_review", uuid)
    form = MergeForm(request.POST or None)
    if form.is_valid():
        try:
            merging.merge(old, stays, by=request.user, reason=form.cleaned_data["reason"])
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The two are one. The people of both get a mail."))
            return redirect("organization_review", stays.uuid)
    collisions = merging.problems(old, stays)
    context = {
        "old": old,
        "heir": stays,
        "comparison": side_by_side([old, stays]),
        "collisions": collisions,
        "stopped": any(one.stops for one in collisions),
        "form": form,
    }
    return render(request, "organizations/organization_merge.html", context)
