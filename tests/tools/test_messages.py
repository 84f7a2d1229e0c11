"""Catalogues become readable without msgfmt."""

import gettext
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tools.messages import borrow, compile_all, compile_one

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Statement"
msgstr "بيان"

#, fuzzy
msgid "Dialogue"
msgstr "guessed"
"""


@pytest.fixture
def locale(tmp_path):
    """A folder of languages with one catalogue."""
    source = tmp_path / "ar/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    return tmp_path


def test_a_catalogue_can_be_read_afterwards_and_guesses_are_left_out(locale):
    compile_all(locale)

    arabic = gettext.translation("django", locale, ["ar"])
    assert arabic.gettext("Statement") == "بيان"
    assert arabic.gettext("Dialogue") == "Dialogue"


def test_only_what_has_changed_is_compiled_again(locale):
    source = locale / "ar/LC_MESSAGES/django.po"
    compiled = source.with_suffix(".mo")

    assert compile_all(locale) == [compiled]
    assert compile_all(locale) == []

    newer = compiled.stat().st_mtime + 10
    os.utime(source, (newer, newer))
    assert compile_all(locale) == [compiled]


def test_nothing_but_the_compiled_catalogue_is_left(locale):
    compile_all(locale)

    assert sorted(path.name for path in (locale / "ar/LC_MESSAGES").iterdir()) == ["django.mo", "django.po"]


def test_many_that_compile_at_once_do_not_take_each_others_files(locale):
    source = locale / "ar/LC_MESSAGES/django.po"

    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(compile_one, [source] * 64, [source.with_suffix(".mo")] * 64))

    assert set(written) == {source.with_suffix(".mo")}
    assert gettext.translation("django", locale, ["ar"]).gettext("Statement") == "بيان"


def test_chinese_of_django_filter_is_found_under_the_code_that_django_asks_for(tmp_path):
    borrow(tmp_path)

    chinese = gettext.translation("django", tmp_path, ["zh_Hans"])
    assert chinese.gettext("Range query expects two values.") == "范围查询需要两个值。"
    assert borrow(tmp_path) == []
