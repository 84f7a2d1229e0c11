"""What stands on a State's page beside its reviews and reports: what was said of it, statements, texts, articles, and
dates ahead.
"""

from django.db.models import Q

from dialogues.models import Intervention, Resolution
from dialogues.resolutions.threads import link_to as text_link
from home.analyses.pages import AnalysisPage
from home.analyses.threads import links_to as analysis_links
from home.front import calls_ahead, dialogue_ahead, next_dialogue
from home.profiles import titles_of
from portal.mechanism.models import Article, State
from portal.registry import Part
from submissions.consultations.windows import Window
from submissions.models import Statement

SHOWN = 5


def said_of(state: State) -> Part | None:
    """What was alleged of a State at published dialogues, as a quote of who said it, the newest first."""
    rows = Intervention.objects.public().filter(concerns=state).exclude(summary="")
    said = list(rows.select_related("dialogue__locale").order_by("-dialogue__starts_at", "sort_order", "pk")[:SHOWN])
    titles = titles_of([one.dialogue for one in said]) if said else {}
    context = {"said": [(one, titles[one.dialogue_id]) for one in said]}
    return Part("home/_state_said.html", context) if said else None


def statements_of(state: State) -> Part | None:
    """The newest public statements that speak about a State, or whose organization is registered there."""
    about = Statement.countries.through.objects.filter(state=state).values("statement")
    found = Statement.objects.public().for_lists().filter(Q(pk__in=about) | Q(organization__country=state))
    newest = list(found.order_by("-publish_at", "-pk")[:SHOWN])
    from_there = any(one.organization.country_id == state.pk for one in newest)
    return Part("home/_state_statements.html", {"statements": newest, "from_there": from_there}) if newest else None


def texts_of(state: State) -> Part | None:
    """The newest resolutions that a State sponsored, analyses of such texts, and the articles that these and the
    statements about it are about.
    """
    sponsored = Resolution.objects.public().filter(sponsors__country=state).distinct()
    analyses = AnalysisPage.objects.published().filter(sponsors=state)
    spoken = Statement.objects.public().filter(countries=state).order_by().values("pk")
    named = Q(statements__in=spoken) | Q(analyses__in=analyses.order_by().values("pk"))
    named |= Q(references__resolution__in=sponsored) | Q(paragraphs__resolution__in=sponsored)
    articles = Article.objects.filter(named).distinct().select_related("instrument")
    links = [*map(text_link, sponsored[:SHOWN]), *analysis_links(list(analyses.for_lists()[:SHOWN]))]
    context = {"links": links, "articles": list(articles)}
    return Part("home/_state_texts.html", context) if any(context.values()) else None


def windows_of(state: State) -> list[Window]:
    """Until when statements can be sent and one can register for the next dialogue: the same for every State."""
    ahead = [one for one in (*calls_ahead(), *dialogue_ahead(next_dialogue())) if one.due]
    return [Window(one.words, one.about, one.at, one.address) for one in ahead]
