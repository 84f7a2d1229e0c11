"""The desk after approval: what each delegate who comes to Vienna still has to tell, and their letter for the visa."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.followup import actions, letters
from dialogues.followup.desk import due_at
from dialogues.followup.forms import FollowUpForm
from dialogues.followup.models import FollowUp, VisaLetter
from dialogues.registration import permissions
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.views import page
from portal.keeping import signed_in
from portal.records import InvalidMove
from portal.switches import closable


def own_delegate(request: HttpRequest, uuid: UUID) -> Delegate:
    """A delegate of an organization for which the person acts; any other one is not there."""
    mine = Registration.objects.of_members(request.user)
    rows = Delegate.objects.filter(registration__in=mine).select_related(
        "registration__organization", "registration__dialogue"
    )
    return get_object_or_404(rows, uuid=uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("register")
def desk_follow_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Arrival, departure, needs and the wish for a letter, for one delegate."""
    delegate = own_delegate(request, uuid)
    if not permissions.may_write(request.user, delegate.registration.organization):
        raise PermissionDenied
    if request.method == "POST":
        return store(request, delegate)
    try:
        actions.require_expected(delegate.registration, delegate)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect(delegate.registration)
    return form_page(request, delegate, FollowUpForm(instance=stored(delegate), delegate=delegate))


def store(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """Keep what was typed, or show it again with what is wrong."""
    form = FollowUpForm(request.POST, instance=stored(delegate), delegate=delegate)
    if form.is_valid():
        try:
            actions.save(delegate, by=request.user, values=form.values(), needs=form.cleaned_data["needs"])
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, _("Saved. You can change it until the day."))
            return redirect(delegate.registration)
    return form_page(request, delegate, form, status=422)


def stored(delegate: Delegate) -> FollowUp:
    """What the delegate told so far, or an empty row."""
    return FollowUp.objects.filter(delegate=delegate).first() or FollowUp(delegate=delegate)


def form_page(request: HttpRequest, delegate: Delegate, form: FollowUpForm, status: int = 200) -> HttpResponse:
    """The form of one delegate."""
    registration = delegate.registration
    about = {"registration": registration, "dialogue": registration.dialogue, "follow_up_due": due_at(registration)}
    context = {"delegate": delegate, "form": form, **about}
    response = page(request, "dialogues/followup_form.html", context)
    response.status_code = status
    return response


@login_required
@require_safe
def desk_visa_letter_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The letter of one's own delegate as PDF, while it holds."""
    delegate = own_delegate(request, uuid)
    letter = VisaLetter.objects.filter(delegate=delegate, replaced_at__isnull=True).first()
    if letter is None or not letter.is_valid:
        raise Http404
    return letters.respond(request, letter)
