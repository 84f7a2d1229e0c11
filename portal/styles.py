"""The style sheet: a few readable files, one layer each, served as one (`css/portal.css`, one request).

A finder of staticfiles joins them, so nothing has to be built by hand and no tool is needed.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage

SHEET = "css/portal.css"


class HashedFiles(ManifestStaticFilesStorage):
    """Static files under names by their content, also those that a script of ours imports."""

    support_js_module_import_aggregation = True


class JoinedStyles(BaseFinder):
    """Finds `css/portal.css`: the files of static/css in the order of their names."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.sources = settings.BASE_DIR / "static" / "css"
        self.storage = FileSystemStorage(settings.DATA_DIR / "styles")

    def build(self) -> Path:
        """Write the joined sheet when a source is newer; returns its path."""
        target = Path(self.storage.path(SHEET))
        sources = sorted(self.sources.glob("*.css"))
        if not target.exists() or max(source.stat().st_mtime for source in sources) > target.stat().st_mtime:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("".join(source.read_text() for source in sources))
        return target

    def check(self, **kwargs: object) -> list:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        """The absolute path of the sheet; empty for every other path."""
        found = [str(self.build())] if path == SHEET else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: object):
        """What collectstatic copies."""
        self.build()
        yield SHEET, self.storage
