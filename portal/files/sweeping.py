"""Files without a row: what a crash, a refused form or a removed row left behind goes after a day."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from portal.files.storing import is_named, private_storage

AGE = timedelta(hours=24)  # longer than anybody needs between sending a file and its row


def sweep() -> list[str]:
    """Delete what is old and has no row; gives back the names. Safe to repeat and to interrupt."""
    storage, before = private_storage(), timezone.now() - AGE
    swept = [
        name for name in names(storage) if storage.get_modified_time(name) < before and not is_named(name)
    ]  # fmt: skip
    for name in swept:
        storage.delete(name)
    return swept


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage, temporary ones too."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    for file in files:
        yield f"{folder}/{file}".lstrip("/")
    for inner in folders:
        yield from names(storage, f"{folder}/{inner}".lstrip("/"))
