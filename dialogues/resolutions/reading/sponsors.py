"""Who tabled a draft: “Colombia and Mexico: revised draft resolution”."""

import re

SPONSORED = re.compile(
    r"(?P<sponsors>[^:：]{2,2500})[:：]\s*(?P<what>(?:revised |updated )?draft (?:resolution|decision)"
    r"|projet (?:révisé )?de (?:résolution|décision)(?: révisée?| révisé)?"
    r"|proyecto (?:revisado )?de (?:resolución|decisión)(?: revisado)?"
    r"|(?:пересмотренный )?проект (?:резолюции|решения)|مشروع (?:قرار|مقرر)(?: منقح)?|(?:订正)?(?:决议|决定)草案)\s*"
)
# Names with “and” in them, by their beginnings: the last comma of a list is often missing.
WITH_AND = re.compile(
    r"(?:Antigua|Bosnia|Trinidad|Saint Kitts|Saint Vincent|Sao Tome|São Tomé|Papua|Antigua-et|Bosnie|Trinité|Sao Tomé"
    r"|Saint-Kitts|Saint-Vincent|Santo Tomé|Trinidad|Bosnia|San Vicente|San Cristóbal)$"
)
GREAT_BRITAIN = re.compile(r"(?i)(?:Great Britain|Grande-Bretagne|Gran Bretaña)$")
AND = re.compile(r"\s(?:and|et|y|e|и)\s|\sو(?=\S)|(?<=[\u3400-\u9fff])和(?=[\u3400-\u9fff])")
COMMA = re.compile(r"[,،、]")


def sponsors_of(words: str) -> tuple[str, ...]:
    """The names before the colon, each on its own."""
    match = SPONSORED.fullmatch(words)
    if not match:
        return ()
    names = [part.strip() for part in COMMA.split(match["sponsors"])]
    return tuple(name for part in names for name in _parted(part) if name)


def _parted(part: str) -> list[str]:
    """“Tunisia and Zimbabwe” are two, “Bosnia and Herzegovina” is one."""
    for match in AND.finditer(part):
        before = part[: match.start()]
        if not WITH_AND.search(before) and not GREAT_BRITAIN.search(before):
            return [*_parted(before), *_parted(part[match.end() :].strip())]
    return [part]
