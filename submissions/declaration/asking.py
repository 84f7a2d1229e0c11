"""What the declaration asks for, and of which articles: the coordinators' index beside a text that stays as it is."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal import audit
from portal.comparing import affordable, compare, paragraphs
from portal.mechanism.models import Article
from portal.records import InvalidMove
from submissions.declaration.handed import Ask
from submissions.declaration.models import Declaration, DeclarationState, DeclarationVersion

S = DeclarationState
INDEXED = (S.LOCKED, S.OPEN, S.CLOSED, S.SUBMITTED, S.FOLLOW_UP)
ASIDE = 1000  # more paragraphs than any text has: where asks wait while they change places


@transaction.atomic
def add_ask(declaration: Declaration, *, paragraph: int, words: str, articles: Iterable[Article] = (), by: Any) -> Ask:
    """Name one thing that a paragraph of the authentic text asks for, and what it is about. Twice changes nothing.

    Raises InvalidMove before the text is locked, ValidationError for a paragraph that the text does not have.
    """
    declaration = _indexed(declaration)
    text = declaration.locked_texts().get(declaration.authentic_language)
    if text is None or not 1 <= paragraph <= len(text.paragraphs):
        raise ValidationError({"paragraph": _("The text has no paragraph of this number.")})
    ask, new = Ask.objects.get_or_create(declaration=declaration, paragraph=paragraph, words=words)
    if new:
        ask.articles.set(articles)
        data = {"paragraph": paragraph, "articles": _keys(ask)}
        audit.record(declaration, "ask", by=by, public=True, data=data)
    return ask


@transaction.atomic
def set_articles(ask: Ask, articles: Iterable[Article], *, by: Any) -> None:
    """Say which articles an ask is about, and no others. Raises InvalidMove once the declaration is archived."""
    declaration = _indexed(ask.declaration)
    before = _keys(ask)
    ask.articles.set(articles)
    data = {"paragraph": ask.paragraph, "before": before, "after": _keys(ask)}
    audit.record(declaration, "ask_articles", by=by, public=True, data=data)


@transaction.atomic
def drop(ask: Ask, *, by: Any) -> None:
    """Take an ask off the list that was named by mistake. Raises InvalidMove once it is on record what became of it."""
    declaration = _indexed(ask.declaration)
    if ask.statuses.exists():
        raise InvalidMove(_("It is on record what became of this ask, so it stays."))
    audit.record(declaration, "ask_drop", by=by, public=True, data={"paragraph": ask.paragraph})
    ask.delete()


def carry(declaration: Declaration, old: DeclarationVersion, new: DeclarationVersion, *, by: Any) -> None:
    """Let the asks go along with their paragraphs into a new text; one whose paragraph is gone goes with it."""
    places = _places(old.text, new.text)
    for ask in declaration.asks.all():
        if ask.paragraph in places:
            declaration.asks.filter(pk=ask.pk).update(paragraph=ASIDE + places[ask.paragraph])
        else:
            drop(ask, by=by)
    declaration.asks.update(paragraph=F("paragraph") - ASIDE)


def _places(old: str, new: str) -> dict[int, int]:
    """The number of each paragraph in the new text, by its number in the old one; those that are gone have none."""
    after = paragraphs(new)
    same = {at: after.index(one) + 1 for at, one in enumerate(paragraphs(old), 1) if one in after}
    return _changed(old, new) | same if affordable(old, new) else same


def _changed(old: str, new: str) -> dict[int, int]:
    """The same of those whose words were changed."""
    places, place = {}, 0
    for change in compare(old, new):
        place += change.kind != "new"
        if change.kind == "changed" and change.number:
            places[place] = change.number
    return places


def _keys(ask: Ask) -> list[str]:
    return [one.key for one in ask.articles.select_related("instrument")]


def _indexed(declaration: Declaration) -> Declaration:
    declaration = declaration.locked()
    if declaration.state not in INDEXED:
        raise InvalidMove(_("Asks are named from the lock of the text until the declaration is archived."))
    return declaration
