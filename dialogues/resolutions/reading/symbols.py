"""Symbols of United Nations documents: CTOC/COP/WG.4/2022/4, A/C.3/78/L.12/Rev.1, E/CN.15/2023/L.3/Corr.1."""

import re

_PART = r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"
_SYMBOL = rf"(?:A|E|S|ST|T|CTOC|CAC|UNODC|DP|TD|HRC|CEDAW|CRC|CCPR)/{_PART}(?:/{_PART}){{0,8}}"
SYMBOL = re.compile(rf"(?<![\w/]){_SYMBOL}(?![\w/])")
HOUSE = "United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|الأمم المتحدة|联合国"
# A line that is a symbol, or ends with one behind a letterhead.
LONE_SYMBOL = re.compile(rf"(?:(?:{HOUSE}|Document)\s+)?(?P<symbol>{_SYMBOL})\*{{0,3}}")


def symbols_in(text: str) -> list[str]:
    """The symbols that a text names, each once, in their order; words with a stroke and no number are none."""
    found = (match[0] for match in SYMBOL.finditer(text))
    return list(dict.fromkeys(symbol for symbol in found if any(sign.isdigit() for sign in symbol)))
