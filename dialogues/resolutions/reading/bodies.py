"""The bodies that speak in resolutions, how a text calls them, and the line with which they begin to speak."""

import re

# Name in the register, and its names in texts; what is longer stands first.
BODIES: tuple[tuple[str, str], ...] = (
    (
        "Conference of the Parties",
        r"Conference of the (?:States )?Parties(?: to the United Nations Convention[\w\s’'-]{0,120})?"
        r"|Conférence des Parties(?: à la Convention[\w\s’'-]{0,140})?"
        r"|Conferencia de las Partes(?: en la Convención[\w\s’'-]{0,140})?",
    ),
    ("General Assembly", r"General Assembly|Assemblée générale|Asamblea General"),
    (
        "Economic and Social Council",
        r"Economic and Social Council|Conseil économique et social|Consejo Económico y Social",
    ),
    (
        "Commission on Crime Prevention and Criminal Justice",
        r"Commission on Crime Prevention and Criminal Justice"
        r"|Commission pour la prévention du crime et la justice pénale"
        r"|Comisión de Prevención del Delito y Justicia Penal",
    ),
    (
        "Commission on Narcotic Drugs",
        r"Commission on Narcotic Drugs|Commission des stupéfiants|Comisión de Estupefacientes",
    ),
    (
        "Commission on the Status of Women",
        r"Commission on the Status of Women|Commission de la condition de la femme"
        r"|Comisión de la Condición Jurídica y Social de la Mujer",
    ),
    ("Human Rights Council", r"Human Rights Council|Conseil des droits de l[’']homme|Consejo de Derechos Humanos"),
    ("Security Council", r"Security Council|Conseil de sécurité|Consejo de Seguridad"),
)
_ALL = "|".join(names for _name, names in BODIES)
_ARTICLE = {"en": r"The", "fr": r"(?:L[’']|La |Le )", "es": r"(?:La|El)"}
OPENINGS = {
    language: re.compile(rf"^{article}\s*(?P<body>{_ALL})\s*(?P<end>[,:]|(?=\s)|$)")
    for language, article in _ARTICLE.items()
}
OPENING_LINE = re.compile(rf"^\**(?:The|L[’']|La|Le|El)\s*(?:{_ALL})\b")
SPANISH = re.compile(r"Conferencia|Asamblea|Consejo|Comisión")  # “La” is the article of two languages
ALONE = re.compile(rf"(?:The |L[’']|La |Le |El )?(?P<body>{_ALL})")
# Where a resolution tells its body by its symbol alone.
BY_SYMBOL = (
    ("CTOC/COP", "Conference of the Parties"),
    ("E/CN.15", "Commission on Crime Prevention and Criminal Justice"),
    ("E/CN.7", "Commission on Narcotic Drugs"),
    ("A/HRC", "Human Rights Council"),
    ("A/", "General Assembly"),
    ("S/", "Security Council"),
    ("E/", "Economic and Social Council"),
)


def body_named(words: str) -> str:
    """The register's name of the body that these words name first; empty when they name none."""
    match = ALONE.search(words)
    if not match:
        return ""
    return next(name for name, names in BODIES if re.fullmatch(names, match["body"]))


def opening_in(words: str) -> tuple[str, re.Match[str]] | None:
    """The language and the match when a text begins with a body that begins to speak."""
    for language, pattern in OPENINGS.items():
        match = pattern.match(words)
        if match and (language != "fr" or not SPANISH.match(match["body"])):
            return language, match
    return None
