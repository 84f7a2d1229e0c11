"""The desk's page of the appeal: what was decided and why, and one form against it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.keeping import signed_in
from portal.limits import limited
from submissions.statements import permissions, reviewing
from submissions.statements.desk import carried_out, form_page, own_statement
from submissions.statements.review_forms import AppealForm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("statements")
def desk_appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say why the decision should be another one; another coordinator looks at it."""
    statement = own_statement(request, uuid)
    if not permissions.may_submit(request.user, statement):
        raise PermissionDenied
    if not permissions.may_be_appealed(statement):
        messages.error(request, _("There is no decision here that can be appealed."))
        return redirect("statements:desk_detail", uuid)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        appeal = partial(reviewing.appeal, statement, by=request.user, reason=form.cleaned_data["reason"])
        if carried_out(request, form, appeal, _("Your appeal has arrived. Another coordinator decides.")):
            return redirect("statements:desk_detail", uuid)
    review = statement.reviews.filter(decided_at__isnull=False).last()
    return form_page(request, "statements/desk_appeal", {"statement": statement, "review": review, "form": form})
