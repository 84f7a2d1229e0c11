"""The bodies that speak in resolutions, how a text calls them, and the line with which they begin to speak."""

import re

# Name in the register, and its names in texts; what is longer stands first.
BODIES: tuple[tuple[str, str], ...] = (
    (
        "Conference of the Parties",
        r"Conference of the (?:States )?Parties(?: to the United Nations Convention[\w\s’'-]{0,120})?"
        r"|Conférence des Parties(?: à la Convention[\w\s’'-]{0,140})?"
        r"|Conferencia de las Partes(?: en la Convención[\w\s’'-]{0,140})?"
        r"|Конференция участников(?: Конвенции[\w\s-]{0,160})?|مؤتمر الأطراف(?: في اتفاقية[\w\s\u064b-\u0652]{0,160})?"
        r"|(?:联合国打击跨国有组织犯罪公约|《[^》]{2,30}》)?缔约方会议",
    ),
    (
        "General Assembly",
        r"General Assembly|Assemblée générale|Asamblea General|Генеральная Ассамблея|الجمعية العامة|大会",
    ),
    (
        "Economic and Social Council",
        r"Economic and Social Council|Conseil économique et social|Consejo Económico y Social"
        r"|Экономический и Социальный Совет|المجلس الاقتصادي والاجتماعي|经济及社会理事会",
    ),
    (
        "Commission on Crime Prevention and Criminal Justice",
        r"Commission on Crime Prevention and Criminal Justice"
        r"|Commission pour la prévention du crime et la justice pénale"
        r"|Comisión de Prevención del Delito y Justicia Penal"
        r"|Комиссия по предупреждению преступности и уголовному правосудию|لجنة منع الجريمة والعدالة الجنائية"
        r"|预防犯罪和刑事司法委员会",
    ),
    (
        "Commission on Narcotic Drugs",
        r"Commission on Narcotic Drugs|Commission des stupéfiants|Comisión de Estupefacientes"
        r"|Комиссия по наркотическим средствам|لجنة المخدرات|麻醉药品委员会",
    ),
    (
        "Commission on the Status of Women",
        r"Commission on the Status of Women|Commission de la condition de la femme"
        r"|Comisión de la Condición Jurídica y Social de la Mujer"
        r"|Комиссия по положению женщин|لجنة وضع المرأة|妇女地位委员会",
    ),
    (
        "Human Rights Council",
        r"Human Rights Council|Conseil des droits de l[’']homme|Consejo de Derechos Humanos"
        r"|Совет по правам человека|مجلس حقوق الإنسان|人权理事会",
    ),
    (
        "Security Council",
        r"Security Council|Conseil de sécurité|Consejo de Seguridad|Совет Безопасности|مجلس الأمن|安全理事会",
    ),
)
_ALL = "|".join(names for _name, names in BODIES)
# Of these languages the structure is read, and no words: their paragraphs are told by numbers and empty lines.
STRUCTURE_ALONE = {"ru": r"(?=[А-Я])", "ar": r"(?:إن\s)?(?=[ء-ي])", "zh-hans": r"(?=[\u3400-\u9fff《])"}
_ARTICLE = {"en": r"The", "fr": r"(?:L[’']|La |Le )", "es": r"(?:La|El)", **STRUCTURE_ALONE}
OPENINGS = {
    language: re.compile(rf"^{article}\s*(?P<body>{_ALL})\s*(?P<end>[,:،，：]|(?=\s)|$)")
    for language, article in _ARTICLE.items()
}
_BEGINS = "|".join(["The", "L[’']", "La", "Le", "El", *STRUCTURE_ALONE.values()])
OPENING_LINE = re.compile(rf"^\**(?:{_BEGINS})\s*(?:{_ALL})\b")
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
