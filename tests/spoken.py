"""Words in a template that no language but English would ever say: they stand outside of every tag of translation."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TRANSLATED = re.compile(r"{% blocktranslate\b.*?{% endblocktranslate %}|{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)
VERBATIM = re.compile(r"<(script|style|code|pre|kbd)\b.*?</\1>|<!--.*?-->", re.S)
SAID = re.compile(r'\b(?:alt|aria-label|aria-description|placeholder|title)="([^"]*)"')
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
MARKUP = re.compile(r"<[^<>]*>", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")


def spoken(template: str) -> list[str]:
    """The words of a template, in its text and in attributes that are read aloud, outside of translation."""
    text = VERBATIM.sub(" ", TRANSLATED.sub(" ", template))
    plain = TAG.sub(" ", text)
    return WORD.findall(" ".join([*SAID.findall(plain), MARKUP.sub(" ", plain)]))
