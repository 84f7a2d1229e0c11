"""What really changed when a page was published: feeds tell of that and of nothing else, and agendas show what moved.

Publishing again without a change is no news. What stands here is never taken from a revision, which holds old values.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.pages import Worded

KEPT_CHANGES = 50
# Of a page's data, what says nothing to readers.
BOOKKEEPING = frozenset(
    [
        "pk", "path", "depth", "numchild", "url_path", "draft_title", "owner", "index_entries", "latest_revision",
        "live", "live_revision", "has_unpublished_changes", "first_published_at", "last_published_at",
        "latest_revision_created_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
        "calendar_sequence", "public_hash", "changed_at", "agenda_published", "agenda_changes",
        "corrections_until", *Worded.NOTED,
    ]
)  # fmt: skip
Part = dict[str, Any]


class Changing(models.Model):
    """Abstract, for pages: when what the page says in public last changed."""

    KEPT: ClassVar[tuple[str, ...]] = ("public_hash", "changed_at", "corrections_until")
    objects: ClassVar[Any]

    public_hash = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page; what is kept here stays as the database has it."""
        if self.pk and kwargs.get("update_fields") is None:
            stored = type(self).objects.filter(pk=self.pk).values(*self.KEPT).first()
            for name, value in (stored or {}).items():
                setattr(self, name, value)
        super().save(*args, **kwargs)

    def news(self) -> dict[str, Any]:
        """What to keep after this page was published: nothing when it says what it said before."""
        said = sha256(json.dumps(said_by(self), cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()
        return {} if said == self.public_hash else {"public_hash": said, "changed_at": timezone.now()}


def said_by(page: Any) -> dict[str, Any]:
    """Everything on a page that readers can see."""
    return {name: value for name, value in page.serializable_data().items() if name not in BOOKKEEPING}


def note_published(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Receiver of Wagtail's `page_published`: note what is new. Facts stand on the page in the default language."""
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        values = instance.news()
        sender.objects.filter(pk=instance.pk).update(**values)
        for name, value in values.items():
            setattr(instance, name, value)


@dataclass(frozen=True)
class AgendaChange:
    """One change of a published agenda. `kind`: added, removed, moved or renamed; times are UTC, where known."""

    at: datetime
    kind: str
    title: str
    old_title: str
    starts_at: datetime | None
    old_starts_at: datetime | None

    @classmethod
    def read(cls, stored: Part) -> Self:
        """From what the page keeps."""
        times = {name: parse_datetime(stored[name]) for name in ("at", "starts_at", "old_starts_at") if stored[name]}
        return cls(**{**stored, "starts_at": None, "old_starts_at": None, **times})


def as_parts(agenda: Iterable[Any]) -> list[Part]:
    """An agenda as it is kept for comparing: each part by the key of its row."""
    return [
        {"key": item.pk, "title": item.title, "starts_at": item.starts_at.isoformat() if item.starts_at else ""}
        for item in agenda
    ]


def differences(old: list[Part], new: list[Part], at: datetime) -> list[Part]:
    """What became of each part, in the order of the new agenda, then those that went."""
    before, after = ({part["key"]: part for part in parts} for parts in (old, new))
    found = [_change(at, _kind(before.get(key), part), before.get(key), part) for key, part in after.items()]
    found += [_change(at, "removed", part, None) for key, part in before.items() if key not in after]
    return [change for change in found if change["kind"]]


def _kind(old: Part | None, new: Part) -> str:
    if old is None:
        return "added"
    if old["starts_at"] != new["starts_at"]:
        return "moved"
    return "renamed" if old["title"] != new["title"] else ""


def _change(at: datetime, kind: str, old: Part | None, new: Part | None) -> Part:
    empty = {"title": "", "starts_at": ""}
    old, new = old or empty, new or empty
    return {
        "at": at.isoformat(),
        "kind": kind,
        "title": new["title"] or old["title"],
        "old_title": old["title"],
        "starts_at": new["starts_at"],
        "old_starts_at": old["starts_at"],
    }
