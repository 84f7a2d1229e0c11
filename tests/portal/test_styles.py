"""The style sheet: a few files, one request."""

import os

from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from portal.styles import SHEET, HashedFiles, JoinedStyles


def test_the_sheet_is_all_layers_in_order():
    sheet = JoinedStyles().build().read_text()

    order = [sheet.index(f"@layer {name}{{") for name in ("reset", "layout", "parts", "forms", "print")]
    assert order == sorted(order)
    assert sheet.startswith("/* ")


def test_the_sheet_stays_small():
    assert len(JoinedStyles().build().read_bytes()) <= 24 * 1024


def test_staticfiles_finds_it():
    assert finders.find(SHEET)
    assert JoinedStyles().find("css/other.css") == []
    assert SHEET in dict(JoinedStyles().list(None))


def test_a_changed_source_is_joined_anew():
    sheet = JoinedStyles().build()
    os.utime(sheet, (0, 0))  # joined long ago: two writings in one tick of the clock look alike

    assert JoinedStyles().build().stat().st_mtime > 0


def test_a_script_imports_its_parts_under_names_by_their_content(tmp_path, settings):
    source = FileSystemStorage(settings.BASE_DIR / "static")
    names = [f"js/drafts/{path.name}" for path in (settings.BASE_DIR / "static/js/drafts").glob("*.js")]
    hashed = HashedFiles(location=tmp_path)
    for name in names:
        hashed.save(name, source.open(name))

    for _name, _new, problem in hashed.post_process({name: (source, name) for name in names}):
        assert not isinstance(problem, Exception)

    script = (tmp_path / hashed.stored_name("js/drafts/main.js")).read_text()
    assert "words." in script and "./words.js" not in script
