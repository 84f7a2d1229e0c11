"""The coordinators' desk of translations, inside the Wagtail admin: every page in every language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from home.translations import actions
from home.translations.forms import KindForm, WordsForm
from home.translations.table import languages, lines, originals_for
from portal.pages import TranslationKind
from portal.records import InvalidMove
from portal.translated import translation_of

PER_PAGE = 25


@require_safe
def translation_list(request: HttpRequest) -> HttpResponse:
    """The pages that this person may edit, with what there is of them in each language."""
    originals = originals_for(request.user)
    if not originals.exists():
        raise PermissionDenied
    page = Paginator(originals, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": lines(page.object_list), "languages": languages()}
    return render(request, "home/translation_list.html", context)


def seen_page(request: HttpRequest, pk: int) -> Any:
    """A page in another language than the default one; 403 for those who may not edit it."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=pk, depth__gt=1).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


@require_safe
def translation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One page in one language, with what can be done about it."""
    return shown(request, seen_page(request, pk), WordsForm())


def shown(request: HttpRequest, page: Any, form: WordsForm) -> HttpResponse:
    """The page of one translation, with the form as it was sent."""
    translation, cells = translation_of(page), [cell for cell in lines([page.canonical])[0].cells if cell]
    kind = TranslationKind.UNOFFICIAL if page.untranslated else page.translation_kind
    context = {
        "page": page,
        "cell": next((cell for cell in cells if cell.page.pk == page.pk), None),
        "translation": translation,
        "form": form,
        "kind_form": KindForm(initial={"kind": kind}),
        "may_publish": page.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "home/translation_detail.html", context, status=422 if form.errors else 200)


@require_POST
def translation_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down the original's words as they stand now."""
    page = seen_page(request, pk)
    if not page.is_original:
        actions.begin(page.canonical, page.locale, by=request.user)
        messages.success(request, _("The words of the original are here as they stand now."))
    return redirect("translation_detail", pk)


@require_POST
def translation_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the words of a PO file; they are not public yet."""
    page = seen_page(request, pk)
    form, translation = WordsForm(request.POST, request.FILES), translation_of(page)
    if translation is None or not form.is_valid():
        return shown(request, page, form)
    try:
        said = form.cleaned_data
        unknown = actions.take_in(translation, said["file"], by=request.user, machine=said["machine"])
    except InvalidMove as problem:
        form.add_error("file", str(problem))
        return shown(request, page, form)
    messages.success(request, _("The words are taken in. Publish them when they are complete."))
    if unknown:
        words = ngettext(
            "%(n)s text of the file is not on the page any more.",
            "%(n)s texts of the file are not on the page any more.",
            unknown,
        )
        messages.warning(request, words % {"n": unknown})
    return redirect("translation_detail", pk)


@require_POST
def translation_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the words public, with what stands behind them."""
    page = seen_page(request, pk)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form, translation = KindForm(request.POST), translation_of(page)
    if translation is None or not form.is_valid():
        messages.error(request, _("Say what stands behind the words."))
        return redirect("translation_detail", pk)
    try:
        actions.publish(translation, TranslationKind(form.cleaned_data["kind"]), by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The translation is public."))
    return redirect("translation_detail", pk)


urlpatterns = [
    path("translations/", translation_list, name="translation_list"),
    path("translations/<int:pk>/", translation_detail, name="translation_detail"),
    path("translations/<int:pk>/begin/", translation_begin, name="translation_begin"),
    path("translations/<int:pk>/upload/", translation_upload, name="translation_upload"),
    path("translations/<int:pk>/publish/", translation_publish, name="translation_publish"),
]
