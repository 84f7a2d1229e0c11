"""Where files lie, and the rows that name them."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.files import kinds, words

TEMPORARY = ".coming-"


class ScanState(models.TextChoices):
    """What the virus scanner said. Without one (CLAMD_URL) a cleaned file counts as clean."""

    PENDING = "pending", _("Waiting for the virus scanner")
    CLEAN = "clean", _("Clean")
    REFUSED = "refused", _("Refused by the virus scanner")


class PrivateStorage(FileSystemStorage):
    """A folder outside everything that is served. A name appears there only when its file is whole and on the disk."""

    def _save(self, name: str, content: File) -> str:
        """Write under a temporary name, flush to the disk, then rename; on failure nothing is left."""
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).rename(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        flush_folder(path.parent)
        return name


def flush_folder(path: Path) -> None:
    """Let a rename survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def private_storage() -> Storage:
    """The storage of uploads, as the settings name it."""
    return storages["private"]


class StoredFile(models.Model):
    """A clean copy of an upload. Subclasses say what it belongs to, and who may fetch it.

    Removing one keeps the row: hash, kind and size say later what was there, and nothing else does.
    """

    file = models.FileField(_("file"), storage=private_storage, max_length=120, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    kind = models.CharField(max_length=100, editable=False)  # the media type, by content
    size = models.PositiveIntegerField(editable=False)
    given_name = models.CharField(max_length=140, blank=True, editable=False)
    description = models.CharField(_("description"), max_length=200, blank=True)
    removed = models.JSONField(default=list, editable=False)  # codes of what the copy no longer has
    scan_state = models.CharField(max_length=8, choices=ScanState, default=ScanState.PENDING, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(file="", given_name=""), name="%(class)s_deleted_has_no_file"
            ),
            models.CheckConstraint(condition=Q(deleted_at__isnull=False) | ~Q(file=""), name="%(class)s_has_file"),
            models.CheckConstraint(condition=Q(scan_state__in=ScanState.values), name="%(class)s_known_scan_state"),
        ]

    def __str__(self) -> str:
        return self.sha256[:16]

    @property
    def kind_name(self) -> str:
        """The kind as people call it: “PDF”."""
        return str(kinds.KINDS[self.kind].name)

    @property
    def removed_words(self) -> list[str | Promise]:
        """What was taken out of the copy, for its uploader."""
        return words.removed_in_words(self.removed)

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched by those who may."""
        return self.scan_state == ScanState.CLEAN and self.deleted_at is None

    @property
    def told_of(self) -> models.Model:
        """In whose history stands what befell this file: its own, or that of what a subclass says it belongs to."""
        return self

    def drop_file(self) -> None:
        """Remove the file and what it was called, keep the row; the file goes when the transaction commits."""
        name, self.file, self.given_name, self.deleted_at = self.file.name, "", "", timezone.now()
        self.save(update_fields=["file", "given_name", "deleted_at"])
        discard(name or "")


def discard(name: str) -> None:
    """Delete a stored file after the commit, unless another row names it."""
    transaction.on_commit(lambda: _delete_unnamed(name))


def _delete_unnamed(name: str) -> None:
    if name and not is_named(name):
        private_storage().delete(name)


def is_named(name: str) -> bool:
    """Whether any row of any kind holds this file."""
    return any(model._base_manager.filter(file=name).exists() for model in stored_models())


def stored_models() -> Iterator[Any]:
    """Every model of stored files, on every floor."""
    return (model for model in apps.get_models() if issubclass(model, StoredFile))
