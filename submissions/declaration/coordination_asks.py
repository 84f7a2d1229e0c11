"""The coordinators' pages of what the declaration asks for: naming an ask, its articles, taking one off the list."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.forms import PlainForm
from portal.mechanism.choosing import SearchingForm, TopicsField, keys_of
from portal.mechanism.tagging import ARTICLES
from submissions.declaration import asking
from submissions.declaration.coordination import answer, managers_only, naming, visible_or_404
from submissions.declaration.forms_handing import field
from submissions.declaration.handed import Ask


class ArticlesForm(SearchingForm, PlainForm):
    """Which articles an ask is about."""

    articles = TopicsField(
        kinds=ARTICLES, required=False, label=gettext_lazy("Articles that it is about"),
        help_text=gettext_lazy(
            "Look for the number or the title of an article, and tick it. It is no part of the text."
        ),
    )  # fmt: skip

    def clean_articles(self) -> Any:
        """The articles as rows."""
        return self.cleaned_data["articles"]["article"]


class AskForm(ArticlesForm):
    """One ask of the text."""

    paragraph = field(Ask, "paragraph")
    words = field(
        Ask, "words", help_text=gettext_lazy("In the authentic language"), widget=forms.TextInput({"dir": "auto"})
    )
    field_order = ["paragraph", "words", "articles"]


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Name one thing that a paragraph asks for, and the articles that it is about."""
    declaration = visible_or_404(request, slug)
    form = AskForm(request.POST if request.method == "POST" else None)

    def add() -> None:
        asking.add_ask(declaration, by=request.user, **form.cleaned_data)

    words = {
        "heading": naming(declaration, _("An ask of “%s”"), declaration.title),
        "button": _("Add it"),
        "consequence": _("It is public at once, as an index beside the text. The text stays as it is."),
    }
    return answer(request, declaration, form, add, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_ask_articles(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say which articles one ask is about."""
    declaration = visible_or_404(request, slug)
    ask = get_object_or_404(declaration.asks, pk=pk)
    chosen = keys_of({"article": ask.articles.select_related("instrument")}, ARTICLES)
    form = ArticlesForm(request.POST if request.method == "POST" else None, initial={"articles": chosen})

    def store() -> None:
        asking.set_articles(ask, form.cleaned_data["articles"], by=request.user)

    words = {"heading": naming(declaration, _("Articles of “%s”"), ask.words), "button": _("Save")}
    return answer(request, declaration, form, store, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_ask_drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one ask off the list."""
    declaration = visible_or_404(request, slug)
    ask = get_object_or_404(declaration.asks, pk=pk)
    form = PlainForm(request.POST if request.method == "POST" else None)
    words = {
        "heading": naming(declaration, _("Take “%s” off the list"), ask.words),
        "button": _("Take it off"),
        "consequence": _("The text stays as it is. That it was on the list stays in the history."),
    }
    return answer(request, declaration, form, lambda: asking.drop(ask, by=request.user), **words)


urlpatterns = [
    path("declarations/of/<slug:slug>/asks/", manage_ask, name="declaration_manage_ask"),
    path(
        "declarations/of/<slug:slug>/asks/<int:pk>/articles/",
        manage_ask_articles,
        name="declaration_manage_ask_articles",
    ),
    path("declarations/of/<slug:slug>/asks/<int:pk>/drop/", manage_ask_drop, name="declaration_manage_ask_drop"),
]
