"""Whom an operative paragraph speaks to: those it names, in the order of a list.

States parties, member States, the Office and donors count wherever its opening words name them; “States” alone counts
where nobody else is named or where the verb is put to them. Everybody else counts only when the verb is put to them:
“Invites the private sector”, and not “by working with the private sector”.
"""

import re

ANYWHERE: tuple[tuple[str, str], ...] = (
    ("Member States", r"Member States|États Membres|Estados Miembros"),
    ("States parties", r"States [Pp]arties|États parties|Estados [Pp]artes?"),
    (
        "United Nations Office on Drugs and Crime",
        r"United Nations Office on Drugs and Crime|\bUNODC\b|Office des Nations Unies contre la drogue et le crime"
        r"|\bONUDC\b|Oficina de las Naciones Unidas contra la Droga y el Delito|\bUNODD\b",
    ),
    ("donors", r"\bdonors?\b|\bdonateurs?\b|\bdonantes?\b"),
)
STATES = re.compile(r"\bStates\b|\bÉtats\b|\bEstados\b")
FIRST: tuple[tuple[str, str], ...] = (
    ("Secretary-General", r"Secretary-General|Secrétaire général|Secretario General"),
    ("Secretariat", r"\bSecretariat\b|\bSecrétariat\b|\bSecretaría\b"),
    ("Executive Director", r"Executive Director|Directrice? exécuti\w+|Director[a]? Ejecutiv[oa]"),
    ("Governments", r"\bGovernments\b|\b[Gg]ouvernements\b|\b[Gg]obiernos\b"),
    (
        "United Nations system",
        r"United Nations (?:system|entities)|specialized agencies|other agencies"
        r"|système des Nations Unies|sistema de las Naciones Unidas",
    ),
    ("working groups", r"[Ww]orking [Gg]roups?|[Gg]roupes? de travail|[Gg]rupos? de trabajo"),
    ("civil society", r"civil society|société civile|sociedad civil|non-governmental organi[sz]ations"),
    ("private sector", r"private sector|secteur privé|sector privado"),
    ("academia", r"\bacademia\b|academic institutions|milieux universitaires|mundo académico"),
    (
        "international organizations",
        r"international organi[sz]ations|organisations internationales|organizaciones internacionales",
    ),
)
Patterns = tuple[tuple[str, re.Pattern[str]], ...]
ANYWHERE_PATTERNS: Patterns = tuple((name, re.compile(words)) for name, words in ANYWHERE)
KINDS_OF_STATES = ANYWHERE_PATTERNS[:2]
FIRST_PATTERNS: Patterns = tuple((name, re.compile(words)) for name, words in FIRST)
ASKED_AGAIN = re.compile(r"^\s(?:its|son|sa|su)\s\w+\s(?:to|à|a)\s")  # Reiterates its request to …
OBJECT_ENDS = re.compile(
    r",|:|\bto\b|\bof\b|\bde\b(?! (?:travail|trabajo|las Naciones|la)\b)|\ba que\b|\bà\b|\bin\b|\bthat\b"
)


def addressees_in(text: str, lead: str) -> tuple[str, ...]:
    """The addressees of a paragraph that begins with `lead`, by their names in the register."""
    first = OBJECT_ENDS.split(ASKED_AGAIN.sub("", text[len(lead) :]).lstrip(), maxsplit=1)[0]
    named = (*_found(ANYWHERE_PATTERNS, text), *_found(FIRST_PATTERNS, first))
    if STATES.search(first) and not _found(KINDS_OF_STATES, first):
        return ("States", *named)
    return named or (("States",) if STATES.search(text) else ())


def _found(patterns: Patterns, text: str) -> list[str]:
    return [name for name, pattern in patterns if pattern.search(text)]
