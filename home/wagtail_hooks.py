"""The coordinators' desk: the home of the Wagtail admin shows what waits for a decision."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from home.queues import queues_for


class QueuesPanel(Component):
    """The queues that the signed-in person may decide on."""

    name = "queues"
    order = 10
    template_name = "home/_queues.html"

    def get_context_data(self, parent_context) -> dict:
        """The queues, for the person who asks."""
        return {"queues": queues_for(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_queues(request: HttpRequest, panels: list) -> None:
    """What waits comes first; Wagtail's own panels follow."""
    panels.insert(0, QueuesPanel())
