"""The coordinators after approval: what the delegates told, letters for visas, and whether a letter is one of ours."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues.followup import actions, desk, letters
from dialogues.followup.models import VisaLetter
from dialogues.registration import coordination, permissions
from dialogues.registration.models import Delegate, Registration
from portal import audit
from portal.records import InvalidMove

NUMBER_LENGTH = 12


@require_safe
def follow_ups(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One delegation: when its people come, what they need, and their letters."""
    registration = coordination.find(request, uuid)
    context = {
        "registration": registration,
        "rows": desk.rows(registration),
        "may_decide": permissions.may_decide(request.user, registration),
        "approved": registration.state == Registration.State.APPROVED,
    }
    return render(request, "dialogues/followup_review.html", context)


def delegate_of(request: HttpRequest, uuid: UUID) -> Delegate:
    """A delegate of a registration that this coordinator sees; asking for another one's is noted."""
    found = Delegate.objects.filter(uuid=uuid).select_related("registration").first()
    if found is None:
        coordination.seen_by(request)
        raise Http404
    coordination.find(request, found.registration.uuid)
    return found


@require_POST
def letter_issue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Issue the letter of a delegate."""
    delegate = delegate_of(request, uuid)
    try:
        letter = actions.issue_letter(delegate, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("The letter %(number)s is issued.") % {"number": letter.number})
    return redirect("registration_follow_ups", delegate.registration.uuid)


@require_safe
def letter_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A delegate's letter as PDF, for the coordinators; that one of them took it is noted."""
    delegate = delegate_of(request, uuid)
    letter = VisaLetter.objects.filter(delegate=delegate, replaced_at__isnull=True).first()
    if letter is None:
        raise Http404
    audit.record(delegate.registration, "letter_read", by=request.user)
    return letters.respond(request, letter)


@require_safe
def letter_check(request: HttpRequest) -> HttpResponse:
    """Whether a number stands on one of our letters, and what that letter says. Only one's own dialogues answer."""
    seen = coordination.seen_by(request)
    number = request.GET.get("number", "").strip()[:40]
    letter = letter_of(number, seen)
    if letter is not None:
        audit.record(letter.registration, "letter_check", by=request.user)
    context = {"number": number, "letter": letter, "marks": letters.marks(letter) if letter else ""}
    return render(request, "dialogues/visa_letter_check.html", context)


def letter_of(number: str, seen: QuerySet[Registration]) -> VisaLetter | None:
    """The letter with this number among these registrations, in large or small letters, with its first word or not."""
    mark = number.upper().removeprefix("LET-")
    if len(mark) != NUMBER_LENGTH or not mark.isalnum():
        return None
    rows = VisaLetter.objects.filter(uuid__startswith=mark[:8].lower(), registration__in=seen)
    found = rows.select_related("registration__organization", "registration__dialogue", "delegate")
    return next((one for one in found if one.number == f"LET-{mark}"), None)


urlpatterns = [
    path("registrations/<uuid:uuid>/follow-up/", follow_ups, name="registration_follow_ups"),
    path("registrations/visa-letters/", letter_check, name="visa_letter_check"),
    path("registrations/visa-letters/<uuid:uuid>/issue/", letter_issue, name="visa_letter_issue"),
    path("registrations/visa-letters/<uuid:uuid>.pdf", letter_pdf, name="visa_letter_pdf"),
]
