"""Translating a page: begin, take in the words of a PO file, publish, say that it was reviewed."""

from typing import Any

import polib
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.translations.checking import faults
from portal import audit
from portal.pages import TranslationKind
from portal.records import InvalidMove

# The header in which wagtail-localize notes whose words a file holds.
PAGE_OF_FILE = "X-WagtailLocalize-TranslationID"


@transaction.atomic
def begin(original: Page, locale: Locale, *, by: Any) -> Translation:
    """Take down the words of the published page as they stand now, for translating them into this language.

    Begun again, it takes over what changed since; what was translated and still stands there is kept. Readers see
    nothing of it before `publish`.
    """
    source, _created = TranslationSource.update_or_create_from_instance(original.specific)
    translation, created = Translation.objects.get_or_create(source=source, target_locale=locale)
    if created:
        audit.record(original, "translate", by=by, after=locale.language_code)
    return translation


@transaction.atomic
def take_in(translation: Translation, po: polib.POFile, *, by: Any, machine: bool = False) -> int:
    """Take the translated words of a PO file; how many of its words the page does not have (any more).

    Raises InvalidMove for a file of another page or language, and where the words would harm the page: other tags than
    the original has.
    """
    if po.metadata.get(PAGE_OF_FILE, str(translation.uuid)) != str(translation.uuid):
        raise InvalidMove(_("This file holds the words of another page, or another language."))
    wrong = faults(po)
    if wrong:
        raise InvalidMove(_("The marks in the text are not those of the original: “%(words)s”.") % {"words": wrong[0]})
    kinds = StringTranslation
    kind = kinds.TRANSLATION_TYPE_MACHINE if machine else kinds.TRANSLATION_TYPE_MANUAL
    return len(translation.import_po(po, user=by, translation_type=kind, tool_name="PO"))


@transaction.atomic
def publish(translation: Translation, kind: TranslationKind, *, by: Any) -> Page:
    """Make the words public, with what stands behind them. Raises InvalidMove while some are missing."""
    translation = Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
    needed, done = translation.get_progress()
    if done < needed:
        raise InvalidMove(_("Translate the words that are missing first: %(n)s.") % {"n": needed - done})
    translation.save_target(user=by, publish=False)
    page = translation.get_target_instance()
    page.latest_revision.publish(user=by)
    return mark(page, kind, by=by)


@transaction.atomic
def mark(page: Page, kind: TranslationKind, *, by: Any) -> Page:
    """Say what stands behind the words of a translated page. Raises InvalidMove where it only repeats its original."""
    page = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if page.untranslated or page.is_original or kind == TranslationKind.NONE:
        raise InvalidMove(_("Publish the translation first."))
    before = page.translation_kind
    type(page).objects.filter(pk=page.pk).update(translation_kind=kind)
    page.translation_kind = kind
    audit.record(page, "mark_translation", by=by, before=before, after=kind)
    return page
