"""Where the United Nations keeps a document: its official text, in six languages, by the symbol alone."""

import re

from django.utils.translation import get_language

# A symbol as it is printed, e.g. A/RES/55/25: no range, no other name. Conference room papers are not kept there.
SYMBOL = re.compile(r"^[A-Z]+(?:\.\d+)?(?:/[A-Za-z0-9]+(?:\.\d+)?)+$")


def official_address(symbol: str | None) -> str:
    """The address of a document in the reader's language; empty where the symbol leads nowhere."""
    if not symbol or not SYMBOL.match(symbol) or "/CRP." in symbol:
        return ""
    return f"https://docs.un.org/{(get_language() or 'en').partition('-')[0]}/{symbol}"
