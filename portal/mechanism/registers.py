"""Public pages of the small registers: the glossary and the documents. The same for every reader."""

from typing import Any

import django_filters
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal import exports, search
from portal.collating import by_name
from portal.mechanism.data import articles_export, documents_export, terms_export
from portal.mechanism.models import Document, GlossaryTerm
from portal.mechanism.vocabulary import in_words

PER_PAGE = 20
JSON_LD = "application/ld+json; charset=utf-8"
WITHOUT_LETTERS = frozenset({"zh-hans"})


class Listed:
    """A term in the reader's language, with its letter (where there is an alphabet) and what it is found by."""

    def __init__(self, term: GlossaryTerm) -> None:
        self.term, self.name, self.meaning = term, term.words.term, term.words.definition
        self.letter = "" if self.name.language in WITHOUT_LETTERS else search.sort_key(self.name)[:1].upper()
        self.words = search.fold(" ".join(term.in_all_languages("term", "definition"))).split()


def terms_by_name() -> list[Listed]:
    """Every term, in the order of the reader's language."""
    return sorted(map(Listed, GlossaryTerm.objects.all()), key=lambda one: by_name(one.name))


def fitting(terms: list[Listed], words: str, letter: str) -> list[Listed]:
    """The terms that hold every one of the words, and begin with the letter where one is chosen."""
    wanted = search.read(words).wanted
    return [
        one
        for one in terms
        if letter in ("", one.letter) and all(any(each.fits(token) for token in one.words) for each in wanted)
    ]


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field, each with its own address; a letter that no term begins with counts as not asked."""
    terms = terms_by_name()
    letters = list(dict.fromkeys(one.letter for one in terms if one.letter))
    words, letter = request.GET.get("q", "")[: search.LONGEST_QUERY], request.GET.get("letter", "")
    chosen = letter if letter in letters else ""
    context = {
        "letters": letters, "letter": chosen, "words": words, "total": len(terms),
        "terms": fitting(terms, words, chosen), "by_machine": any(one.meaning.by_machine for one in terms),
    }  # fmt: skip
    return render(request, "mechanism/glossary.html", context)


class DocumentFilter(django_filters.FilterSet):
    """The register of documents by words of symbol and title, body, kind and year."""

    q = django_filters.CharFilter(label=_("Symbol or title"), method="find", max_length=search.LONGEST_QUERY)
    body = django_filters.ChoiceFilter(label=_("UN body"), empty_label=_("All bodies"))
    type = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All kinds"))
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="date__year", empty_label=_("All years"))

    class Meta:
        model = Document
        fields = ["q", "body", "type", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(Document.objects.order_by().values_list("body", "type", "date__year"))
        for place, name in enumerate(("body", "type", "year")):
            values = sorted({row[place] for row in rows} - {"", None})
            words = str if name == "year" else in_words
            self.filters[name].extra["choices"] = [(str(one), words(one)) for one in values]

    def find(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Documents that have each of the words in their symbol or title."""
        return holding(queryset, value)


def holding(documents: QuerySet[Document], words: str) -> QuerySet[Document]:
    """Those that have each of the words in their symbol or title."""
    for word in words.split():
        documents = documents.filter(Q(symbol__icontains=word) | Q(title__icontains=word))
    return documents


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The register of documents, the newest first."""
    filters = DocumentFilter(request.GET, queryset=Document.objects.all())
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mechanism/document_list.html", {"form": filters.form, "page_obj": page})


@require_safe
def documents_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The register as a file, with the filters of the page. A filter that cannot be read is refused, not left out."""
    filters = DocumentFilter(request.GET, queryset=Document.objects.select_related("source"))
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return exports.respond(request, documents_export(filters.qs, request.GET.urlencode()), kind)


@require_safe
def articles_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every article of every instrument."""
    return exports.respond(request, articles_export(request.GET.urlencode()), kind)


@require_safe
def terms_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The glossary as a file, or as linked data (`jsonld`)."""
    if kind == "jsonld":
        return JsonResponse(term_set(), content_type=JSON_LD)
    return exports.respond(request, terms_export(request.GET.urlencode()), kind)


def term_set() -> dict[str, Any]:
    """The glossary as a DefinedTermSet of schema.org."""
    address = f"{settings.BASE_URL}/glossary/"
    terms = [
        {
            "@type": "DefinedTerm", "@id": f"{address}#{one.key}", "name": one.term, "description": one.definition,
            "termCode": one.key, "inDefinedTermSet": address,
        }
        for one in GlossaryTerm.objects.all()
    ]  # fmt: skip
    name = f"Glossary, {settings.PORTAL_NAME}"
    return {
        "@context": "https://schema.org", "@type": "DefinedTermSet", "@id": address, "name": name, "inLanguage": "en",
        "hasDefinedTerm": terms,
    }  # fmt: skip
