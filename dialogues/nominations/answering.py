"""The page behind the link of an invitation to a panel: what it is, and two buttons. The nominee needs no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dialogues.nominations import inviting
from dialogues.nominations.models import Nomination
from portal.records import InvalidMove

LONGEST_TOKEN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation as it stands. Opening it changes nothing; a link that leads nowhere says so."""
    nomination = inviting.find(token[:LONGEST_TOKEN])
    if nomination is None:
        return render(request, "dialogues/nomination_gone.html", status=404)
    if request.method == "POST":
        try:
            inviting.refuse(nomination) if "decline" in request.POST else inviting.accept(nomination)
        except InvalidMove as problem:
            return show(request, nomination, str(problem), status=409)
        return redirect("nominations:invitation", token)
    return show(request, nomination)


def show(request: HttpRequest, nomination: Nomination, problem: str = "", status: int = 200) -> HttpResponse:
    """The page, with why an answer was not taken."""
    context = {
        "nomination": nomination,
        "dialogue": nomination.call.dialogue,
        "is_open": nomination.state == Nomination.State.INVITED and not nomination.has_expired,
        "problem": problem,
    }
    return render(request, "dialogues/nomination_answer.html", context, status=status)
