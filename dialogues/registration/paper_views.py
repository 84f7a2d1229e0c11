"""What an organization takes with it: badges with their codes, letters of attendance; and checking such a letter."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.registration import badges, letters
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.views import own, page
from portal import pdf
from portal.limits import LIMITS, take, too_often


@login_required
@require_safe
def desk_badges(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The badges of an approved delegation, to be shown on a phone or printed."""
    registration = own(request, uuid)
    if registration.state != Registration.State.APPROVED:
        raise Http404
    rows = registration.delegates.filter(mode=Delegate.Mode.ON_SITE)
    context = {
        "registration": registration,
        "dialogue": registration.dialogue,
        "badges": [badges.badge(delegate) for delegate in rows],
    }
    return page(request, "dialogues/registration_badges.html", context)


@login_required
@require_safe
def desk_letter(request: HttpRequest, uuid: UUID, delegate: UUID) -> HttpResponse:
    """The letter of attendance of one delegate, as PDF, for the people of the organization."""
    registration = own(request, uuid)
    rows = letters.letters().filter(registration=registration)
    found = get_object_or_404(
        rows.select_related("registration__dialogue", "registration__organization"), uuid=delegate
    )
    context = {
        "delegate": found,
        "dialogue": registration.dialogue,
        "organization": registration.organization,
        "number": letters.in_words(found.letter_number),
        "fingerprint": letters.fingerprint(found),
        "kept_until": letters.checked_until(registration.dialogue),
        "check": letters.check_address(),
    }
    name = f"attendance-{letters.in_words(found.letter_number)}"
    response = pdf.respond(request, "dialogues/attendance_pdf.html", context, get_language() or "en", name)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def attendance_check(request: HttpRequest) -> HttpResponse:
    """Whether a letter in somebody's hand is ours: by POST, so that no address and no log keeps the name."""
    if request.method != "POST":
        return render(request, "dialogues/attendance_check.html", {"form": letters.LetterForm()})
    if take("letters", request) is None:
        return too_often(request, LIMITS["letters"].seconds)
    form = letters.LetterForm(request.POST)
    if not form.is_valid():
        return render(request, "dialogues/attendance_check.html", {"form": form}, status=422)
    return told(request, form, form.found())


def told(request: HttpRequest, form: letters.LetterForm, found: Delegate | None) -> HttpResponse:
    """That the letter is ours; or that it is not, whatever the cause."""
    context = {
        "form": form,
        "asked": True,
        "found": found,
        "dialogue": found.registration.dialogue if found else None,
        "fingerprint": letters.fingerprint(found) if found else "",
    }
    return render(request, "dialogues/attendance_check.html", context, status=200 if found else 404)
