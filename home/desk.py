"""The overview of a member: what waits for them, and everything their organization has here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in person."""
    return render(request, "home/desk_overview.html", {"desk_place": "overview"})
