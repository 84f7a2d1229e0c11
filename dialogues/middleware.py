"""Notes when somebody who coordinates one dialogue tries the pages of another one in the Wagtail admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page

from dialogues.coordinators import note_refusal
from dialogues.models import DialoguePage, PanelPage

PAGES = "wagtailadmin_pages"


class NoteForeignPages:
    """Wagtail refuses by itself; this only writes down that it did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer as it is."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and PAGES in match.namespaces and self.refuses(response):
            note_refusal(self.page_of(match.kwargs), request.user)
        return response

    def page_of(self, arguments: dict[str, Any]) -> Page | None:
        """The page that the address names, where it belongs to a dialogue."""
        key = next((value for name, value in arguments.items() if "page" in name and name.endswith("_id")), None)
        page = Page.objects.filter(pk=key).first()
        return page.specific if page and isinstance(page.specific, DialoguePage | PanelPage) else None

    def refuses(self, response: HttpResponse) -> bool:
        """Whether Wagtail said no: by its own way back to its home, or by a status."""
        back = response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
        return back or response.status_code in (403, 404)
