"""Declarations as the search finds them: by their locked texts in every language. There are few; all are read."""

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.everywhere import Asked, Hit, Kind, Results, from_few
from submissions.declaration.models import Declaration, DeclarationVersion


def declarations(asked: Asked) -> Results:
    """Public declarations. Two queries."""
    locked = Prefetch("versions", DeclarationVersion.objects.locked(), to_attr="locked_versions")
    found = []
    for declaration in Declaration.objects.public().prefetch_related(locked):
        texts = {version.language: version.text for version in declaration.locked_versions}
        held = [language for language, text in in_order(texts) if asked.fits(declaration.title, declaration.lede, text)]
        if held or asked.fits(declaration.title, declaration.lede):
            found.append((asked.is_name(declaration.title), hit(asked, declaration, texts, held)))
    return from_few(asked, found)


def in_order(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Texts by language, that of the reader first."""
    return sorted(texts.items(), key=lambda item: item[0] != get_language())


def hit(asked: Asked, declaration: Declaration, texts: dict[str, str], held: list[str]) -> Hit:
    """A declaration, with where its text holds the words."""
    language = held[0] if held else declaration.authentic_language
    pieces = asked.pieces(texts.get(language, ""))
    about = "" if pieces else declaration.lede
    return Hit(
        declaration.title, declaration.get_absolute_url(), declaration.authentic_language, about=about,
        about_language=language if pieces else declaration.authentic_language, pieces=pieces,
    )  # fmt: skip


KIND = Kind("declarations", _("Declaration"), declarations)
