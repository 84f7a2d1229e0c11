"""What is noted about the words of a page whenever it is published: what its translations are compared with."""

from hashlib import sha256
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.page_words import note_published
from portal.pages import TranslationKind, Worded


def connect(app: str) -> None:
    """Note the words of every page type of this app, for its translations and for the search; when the app is ready."""
    for model in apps.get_app_config(app).get_models():
        if issubclass(model, Worded):
            page_published.connect(note_words, sender=model)
            page_published.connect(note_published, sender=model)  # after it: it looks at what that noted


def words_of(page: Page) -> str:
    """A fingerprint of everything on the page that is translated."""
    found = [one.string.data for one in extract_segments(page) if isinstance(one, StringSegmentValue)]
    return sha256("\n".join(found).encode()).hexdigest()


def translation_of(page: Any) -> Translation | None:
    """What wagtail-localize keeps about the translation that this page is, if it was begun."""
    rows = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
    return rows.select_related("source").first()


def note_words(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Receiver of Wagtail's `page_published`: note since when the words stand so, or what they are a translation of."""
    values = _noted(instance)
    if any(getattr(instance, name) != value for name, value in values.items()):
        sender.objects.filter(pk=instance.pk).update(**values)
        for name, value in values.items():
            setattr(instance, name, value)


def _noted(page: Any) -> dict[str, Any]:
    if page.alias_of_id:
        return {"translation_kind": TranslationKind.NONE}
    words = words_of(page)
    if not page.is_original:
        return _noted_of_translation(page, words)
    if words == page.words_hash:
        return {}
    return {"words_hash": words, "words_changed_at": timezone.now()}


def _noted_of_translation(page: Any, words: str) -> dict[str, Any]:
    """A page that still says what its original says is no translation, whatever it is in the tree."""
    if words == page.canonical.words_hash:
        return {"translation_kind": TranslationKind.NONE, "words_as_of": None}
    unknown = page.translation_kind == TranslationKind.NONE
    kind = TranslationKind.UNOFFICIAL if unknown else page.translation_kind
    return {"translation_kind": kind, "words_as_of": _as_of(page)}


def _as_of(page: Any) -> Any:
    """The moment whose words of the original are all translated here; None while some are missing."""
    translation = translation_of(page)
    if translation is None:
        return timezone.now()
    needed, done = translation.get_progress()
    return translation.source.last_updated_at if needed == done else None
