"""Six languages: the account pages and the shell have every sentence, and what the catalogues hold is sound."""

import re
from pathlib import Path

import polib
import pytest

from tests.terms import NEVER, TERMS

ROOT = Path(__file__).resolve().parents[1]
FORMS = {"ar": 6, "es": 2, "fr": 2, "ru": 3, "zh_Hans": 1}
CATALOGUES = {code: polib.pofile(str(ROOT / "locale" / code / "LC_MESSAGES" / "django.po")) for code in FORMS}
TRANSLATED = {code: {entry.msgid for entry in CATALOGUES[code].translated_entries()} for code in FORMS}
SHELL = [
    "403.html",
    "404.html",
    "500.html",
    "base.html",
    "components/masthead.html",
    "components/footer.html",
    "components/crumbs.html",
    "components/pager.html",
    "components/untranslated.html",
    "dialogues/dialogue_list.html",
    "dialogues/dialogue_detail.html",
    "dialogues/panel_detail.html",
    "home/home.html",
    "statements/statement_list.html",
    "statements/statement_detail.html",
    "statements/_statement.html",
]
ACCOUNTS = [
    f"organizations/{name}.py" for name in ("account_forms", "accounts", "factor_forms", "passwords", "sessions")
]
FOLDERS = ("account", "allauth", "mfa", "usersessions")
SENTENCE = re.compile(r"""(?:\{%\s*translate\s+|\b_\()"((?:[^"\\]|\\.)+)\"""")
BLOCK = re.compile(r"\{% blocktranslate[^%]*?%\}(.*?)(?:\{% plural %\}.*?)?\{% endblocktranslate %\}", re.DOTALL)
HOLES = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w+\}|</?[a-z]+")
LATIN = re.compile(r"[A-Za-z]{2}")
FLOORS = ("portal", "organizations", "dialogues", "submissions", "home")
UNHEARD = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (?!_\b)\w+")


def sources() -> list[Path]:
    """What has to be whole in every language: the account pages and their code, and the shell of the portal."""
    templates = ROOT / "templates"
    pages = [path for name in FOLDERS for path in (templates / name).rglob("*.*") if path.suffix in {".html", ".txt"}]
    return sorted(pages) + [templates / name for name in SHELL] + [ROOT / name for name in ACCOUNTS]


def msgids(source: str) -> list[str]:
    """The sentences of a template or module as gettext knows them."""
    escaped = [text.replace("%", "%%") for text in BLOCK.findall(source)]
    blocks = [" ".join(re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", text).split()) for text in escaped]
    return SENTENCE.findall(source) + [text for text in blocks if text]


def forms(entry: polib.POEntry) -> list[str]:
    """A translation in all of its forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def holes(text: str) -> list[str]:
    """What is filled in, and the markup."""
    return sorted(HOLES.findall(text))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_of_these_pages_is_in_six_languages(path):
    sentences = msgids(path.read_text())

    missing = {(code, one) for code in FORMS for one in sentences if one not in TRANSLATED[code]}
    assert missing == set()


def test_the_sources_of_the_account_pages_are_found():
    assert len(sources()) > 60
    assert sum(len(msgids(path.read_text())) for path in sources()) > 250


def test_no_sentence_goes_through_a_name_that_the_collecting_tool_does_not_know():
    modules = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]

    assert [str(path) for path in modules if UNHEARD.search(path.read_text())] == [] and len(modules) > 300


@pytest.mark.parametrize("code", FORMS)
def test_nothing_is_left_out_or_guessed(code):
    assert [entry.msgid for entry in CATALOGUES[code].untranslated_entries()] == []
    assert [entry.msgid for entry in CATALOGUES[code].fuzzy_entries()] == []
    assert [entry.msgid for entry in CATALOGUES[code].obsolete_entries()] == []


@pytest.mark.parametrize("code", FORMS)
def test_few_translations_equal_the_english(code):
    same = [entry.msgid for entry in CATALOGUES[code] if entry.msgstr == entry.msgid and LATIN.search(entry.msgid)]

    assert len(same) < len(CATALOGUES[code]) / 50
    assert not [text for text in same if len(text.split()) > 2]


@pytest.mark.parametrize("code", FORMS)
def test_what_is_filled_in_is_the_same_in_both_languages(code):
    for entry in CATALOGUES[code].translated_entries():
        english = [holes(entry.msgid), holes(entry.msgid_plural)] if entry.msgid_plural else [holes(entry.msgid)]
        # Arabic says none, one and two in words.
        counted = forms(entry)[3:] if code == "ar" and entry.msgid_plural else forms(entry)
        assert all(holes(form) in english for form in counted), entry.msgid


@pytest.mark.parametrize(("code", "count"), FORMS.items())
def test_every_language_has_its_plural_forms(code, count):
    assert f"nplurals={count};" in CATALOGUES[code].metadata["Plural-Forms"]
    assert all(len(forms(entry)) == count for entry in CATALOGUES[code] if entry.msgid_plural)


@pytest.mark.parametrize("code", FORMS)
def test_every_catalogue_says_that_a_native_has_to_read_it(code):
    assert "Machine-made, to be read by a native before release" in CATALOGUES[code].header
    assert CATALOGUES[code].metadata["Language"] == code


@pytest.mark.parametrize("code", FORMS)
def test_the_terms_of_the_field_are_used(code):
    wrong = [
        (entry.msgid, form)
        for entry in CATALOGUES[code]
        for english, words in TERMS.items()
        if re.search(english, entry.msgid)
        for form in forms(entry)
        if not any(word in form for word in words[code])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", FORMS)
def test_words_that_mislead_are_not_used(code):
    wrong = [
        (word, form)
        for entry in CATALOGUES[code]
        for form in forms(entry)
        for word in NEVER[code]
        if re.search(word, HOLES.sub("", form))
    ]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "lang", "words"),
    [
        ("ar", "ar", "البيانات"),
        ("es", "es", "Exposiciones"),
        ("fr", "fr", "Exposés"),
        ("ru", "ru", "Заявления"),
        ("zh-hans", "zh-hans", "声明"),
    ],
)
def test_the_shell_speaks_every_language_and_turns_around(client, prefix, lang, words):
    page = client.get(f"/{prefix}/statements/").text

    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in page
    assert words in page
    assert "Skip to main content" not in page
