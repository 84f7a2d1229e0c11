"""Kill switches: an administrator closes one of the public forms; its page says so, and nothing comes in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.keeping import not_now
from portal.models import FormSwitch


def notice_of(form: str) -> str:
    """Why this form is closed now, in the words of the administrator; empty while it is open."""
    closed = FormSwitch.objects.filter(form=form, closed_at__isnull=False)
    return closed.values_list("notice", flat=True).first() or ""


@transaction.atomic
def set_switch(form: str, *, closed: bool, notice: str, by: Any, reason: str) -> FormSwitch:
    """Close the form with a notice, or open it again. `reason` is for the account of what was done."""
    FormSwitch.objects.get_or_create(form=form)
    switch = FormSwitch.objects.select_for_update().get(form=form)
    before = switch.standing
    switch.closed_at = (switch.closed_at or timezone.now()) if closed else None
    switch.notice = notice
    switch.save(update_fields=["closed_at", "notice"])
    audit.record(switch, "switch", by=by, before=before, after=switch.standing, reason=reason, data={"form": form})
    return switch


def closable(form: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that shows one of the public forms: while it is closed its page says so, and a POST is given back."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def closable_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            notice = notice_of(form)
            if notice and request.method == "POST":
                return not_now(request, 503, _("This form is closed for now"), notice)
            if notice and request.method == "GET":
                messages.warning(request, notice)
            return view(request, *args, **kwargs)

        return closable_view

    return decorate
