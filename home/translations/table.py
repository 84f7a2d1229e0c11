"""Pages and what there is of them in each language, for the desk of translations."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.pages import TranslationKind

SHAPES = {TranslationKind.MACHINE: "half", TranslationKind.UNOFFICIAL: "half", TranslationKind.REVIEWED: "on"}


class Cell(NamedTuple):
    """One page in one language: the page there, how far the words are, and the words of the original and those done."""

    page: Any
    original: Any
    begun: bool
    needed: int
    done: int

    @property
    def standing(self) -> tuple[str | Promise, str]:
        """Words and shape of its status for `{% status %}`."""
        if self.page.untranslated:
            return (_("Begun"), "half") if self.begun else (_("Not translated"), "none")
        return self.page.get_translation_kind_display(), SHAPES[self.page.translation_kind]

    @property
    def is_outdated(self) -> bool:
        """Whether the original's words changed since, or some of them are missing."""
        self.page.canonical = self.original
        return self.page.is_outdated


class Line(NamedTuple):
    """One page of the default language, and its cells in the order of the languages."""

    original: Any
    cells: list[Cell | None]


def languages() -> list[tuple[str, str | Promise]]:
    """Codes and names of the languages that pages are translated into."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def originals_for(user: Any) -> QuerySet[Page]:
    """The pages in the default language that this person may edit, in the order of the tree."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE, depth__gt=1).order_by("path")


def lines(originals: Iterable[Page]) -> list[Line]:
    """What there is of these pages in each language; the number of queries does not grow with them."""
    chosen = Page.objects.filter(pk__in=[page.pk for page in originals])
    by_key = {page.translation_key: page for page in chosen.specific()}
    found = Page.objects.filter(translation_key__in=by_key).exclude(locale__language_code=settings.LANGUAGE_CODE)
    begun, needed, done = progress(by_key)
    locales, cells = Locale.objects.in_bulk(), {}
    for page in found.specific():
        key, page.locale = page.translation_key, locales[page.locale_id]
        place = (key, page.locale_id)
        cell = Cell(page, by_key[key], place in begun, needed.get(key, 0), done.get(place, 0))
        cells[key, page.locale.language_code] = cell
    order = [by_key[page.translation_key] for page in originals]
    return [Line(one, [cells.get((one.translation_key, code)) for code, _name in languages()]) for one in order]


def progress(keys: Iterable[Any]) -> tuple[set[Any], dict[Any, int], dict[Any, int]]:
    """Which translations were begun, how many words a page has, and how many of them are translated by language."""
    begun = Translation.objects.filter(source__object_id__in=keys).values_list("source__object_id", "target_locale_id")
    segments = StringSegment.objects.filter(source__object_id__in=keys)
    needed = segments.values_list("source__object_id").annotate(n=Count("pk")).order_by()
    standing = segments.filter(
        string=OuterRef("translation_of"), context=OuterRef("context"), source__object=OuterRef("context__object")
    )
    done = (
        StringTranslation.objects.filter(Exists(standing), context__object_id__in=keys, has_error=False)
        .values_list("context__object_id", "locale_id")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return set(begun), dict(needed), {(key, locale): n for key, locale, n in done}
