"""The strand of States: what the tracker shows for the clusters of an article. Nobody reports by article."""

from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.mechanism.models import Article, State
from portal.templatetags.portal_tags import day
from portal.threads import SHOWN, Found, Link, Strand
from submissions.consultations.status import Cell, Standing, Status, status


def states_of(article: Article) -> Found:
    """The newest standings on public record in the clusters of the article, and of reports that name no cluster.

    They are those of the tracker, so that nothing moves here that the rules of small cells hold still there.
    """
    numbers = {mapping.cluster.number: mapping.cluster.roman for mapping in article.mappings.all()}
    standings = {
        cell: one
        for cell, one in status().items()
        if (cell[1] is None or cell[1] in numbers) and one.status != Status.NO_INFORMATION
    }
    newest = sorted(standings.items(), key=lambda item: (item[1].newest or date.min, item[0][0]), reverse=True)[:SHOWN]
    states = State.objects.in_bulk({cell[0] for cell, _standing in newest})
    links = [link_to(states[cell[0]], one, scope(cell, numbers)) for cell, one in newest]
    return Found(links, len(standings), f"{reverse('consultations:state_table')}?sort=-newest", note(bool(numbers)))


def scope(cell: Cell, numbers: dict[int, str]) -> str:
    """Of what a standing speaks."""
    if cell[1] is None:
        return _("The review as a whole; cluster not stated")
    return _("Cluster %(roman)s") % {"roman": numbers[cell[1]]}


def link_to(state: State, standing: Standing, scope: str) -> Link:
    """A State's standing as a thread shows it; where unnamed reports are behind it, with the quarter alone."""
    when = standing.quarter if standing.unnamed else day(standing.newest, "short")
    about = _("%(status)s. %(scope)s.") % {"status": standing.status.label, "scope": scope}
    return Link(state.name, state.get_absolute_url(), when=when, about=about)


def note(in_cluster: bool) -> str | Promise:
    """How these records hang on the article."""
    if in_cluster:
        return gettext_lazy("Reports speak of a cluster, not of an article: these are of its cluster, or of none.")
    return gettext_lazy("Reports speak of a cluster, and this article is in none that we know: these name none.")


ON_ARTICLE = Strand(
    "states",
    gettext_lazy("What States did"),
    gettext_lazy("No public information on its cluster. That is not a no."),
    states_of,
    "consultations:desk_create",
    gettext_lazy("Report a consultation"),
)
