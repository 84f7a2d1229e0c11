"""The administrators' page of the kill switches, inside the Wagtail admin."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.forms import RecordForm
from portal.models import FormSwitch, PublicForm
from portal.switches import set_switch


class SwitchForm(RecordForm):
    """Closed or open, what the page says, and why."""

    closed = forms.BooleanField(label=gettext_lazy("Close this form"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, help_text=gettext_lazy("For the account of what was done here.")
    )

    class Meta:
        model = FormSwitch
        fields = ["notice"]

    def clean(self):
        """A closed form says on its page why it is closed."""
        cleaned = super().clean()
        if cleaned.get("closed") and not cleaned.get("notice"):
            self.add_error("notice", _("Say on the form's page why it is closed."))
        return cleaned


def require_permission(request: HttpRequest) -> None:
    """403 for everybody but administrators."""
    if not request.user.has_perm("portal.change_formswitch"):
        raise PermissionDenied


@require_safe
def form_switches(request: HttpRequest) -> HttpResponse:
    """Every public form, and whether it is open."""
    require_permission(request)
    known = {switch.form: switch for switch in FormSwitch.objects.all()}
    rows = [known.get(form.value, FormSwitch(form=form.value)) for form in PublicForm]
    return render(request, "portal/switch_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def form_switch(request: HttpRequest, name: str) -> HttpResponse:
    """Close one form, or open it again."""
    require_permission(request)
    if name not in PublicForm.values:
        raise Http404
    switch = FormSwitch.objects.filter(form=name).first() or FormSwitch(form=name)
    form = SwitchForm(request.POST or None, instance=switch, initial={"closed": bool(switch.closed_at)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        switch = set_switch(name, closed=said["closed"], notice=said["notice"], by=request.user, reason=said["reason"])
        done = _("%(form)s: closed.") if switch.closed_at else _("%(form)s: open.")
        messages.success(request, done % {"form": switch})
        return redirect("form_switches")
    return render(
        request, "portal/switch_edit.html", {"form": form, "switch": switch}, status=422 if form.errors else 200
    )


urlpatterns = [
    path("forms/", form_switches, name="form_switches"),
    path("forms/<slug:name>/", form_switch, name="form_switch"),
]
