"""The joining link of a dialogue, written by its coordinators inside the Wagtail admin."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from dialogues.nominations.forms import ViennaField
from dialogues.registration import coordination
from dialogues.registration.joining import JoiningDetails
from portal import audit
from portal.forms import RecordForm


class JoiningForm(RecordForm):
    """The link, what else is needed, and from when on it is shown."""

    shown_from = ViennaField(label=gettext_lazy("Shown from"), help_text=gettext_lazy("In Vienna time."))

    class Meta:
        model = JoiningDetails
        fields = ["url", "text", "shown_from"]
        widgets = {"url": forms.URLInput, "text": forms.Textarea(attrs={"rows": 5, "dir": "auto"})}

    def clean(self) -> dict[str, Any]:
        """It is shown before the dialogue ends, or nobody reads it."""
        cleaned = super().clean() or self.cleaned_data
        shown = cleaned.get("shown_from")
        if shown and shown >= self.instance.dialogue.ends_at:
            self.add_error("shown_from", _("Then the dialogue is over."))
        return cleaned


@transaction.atomic
def store(details: JoiningDetails, *, by: Any) -> None:
    """Keep the details. That they changed is noted, what they say is not."""
    details.save()
    audit.record(details.dialogue, "joining", by=by)


@require_http_methods(["GET", "HEAD", "POST"])
def joining_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write or change the link of one's dialogue."""
    dialogue = coordination.dialogue_of(request, slug)
    details = JoiningDetails.objects.filter(dialogue=dialogue).first() or JoiningDetails(dialogue=dialogue)
    form = JoiningForm(request.POST if request.method == "POST" else None, instance=details)
    if form.is_bound and form.is_valid():
        store(form.instance, by=request.user)
        messages.success(request, _("Stored. Approved delegations with somebody online read it in their desk."))
        return redirect("registration_queue")
    context = {"dialogue": dialogue, "form": form}
    return render(request, "dialogues/registration_joining.html", context, status=422 if form.errors else 200)


urlpatterns = [path("registrations/joining/<slug:slug>/", joining_edit, name="registration_joining")]
