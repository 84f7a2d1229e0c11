"""The treaties article by article: the list of all, and one article with the thread that runs through it."""

from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.mechanism.models import Article, ClusterArticle, Figure, Instrument, Trust
from portal.mechanism.official import official_address
from portal.threads import on_article


def with_marks(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Articles with their clusters, how sure these are, and the paragraphs that name civil society."""
    mappings = ClusterArticle.objects.select_related("cluster", "source").order_by("cluster__number")
    return articles.prefetch_related(Prefetch("mappings", mappings), "provisions")


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """Every article of every instrument."""
    instruments = Instrument.objects.prefetch_related(Prefetch("articles", with_marks(Article.objects.all())))
    return render(request, "home/article_list.html", {"instruments": instruments})


@require_safe
def article_detail(request: HttpRequest, instrument: str, number: int) -> HttpResponse:
    """One article: what it says of civil society, and everything on record that hangs on it."""
    articles = with_marks(Article.objects.select_related("instrument__source", "source"))
    article = get_object_or_404(articles, instrument__code=instrument.upper(), number=number)
    if request.path != article.get_absolute_url():
        raise Http404  # one address for one article: neither "UNTOC" nor "05"
    nearby = {one.number: one for one in neighbours(article)}
    context = {
        "article": article,
        "parties": newest_party_count(article.instrument),
        "text_address": official_address(article.instrument.adopted_by),
        "sections": on_article.sections(article),
        "previous": nearby.get(number - 1),
        "next": nearby.get(number + 1),
    }
    return render(request, "home/article_detail.html", context)


def neighbours(article: Article) -> QuerySet[Article]:
    """The articles before and after it."""
    around = (article.number - 1, article.number + 1)
    return Article.objects.filter(instrument=article.instrument_id, number__in=around).select_related("instrument")


def newest_party_count(instrument: Instrument) -> Figure | None:
    """The newest official number of its parties."""
    counts = Figure.objects.filter(topic="party-count", instrument=instrument, trust=Trust.OFFICIAL)
    return counts.select_related("source").order_by(F("as_of").desc(nulls_last=True), "-pk").first()
