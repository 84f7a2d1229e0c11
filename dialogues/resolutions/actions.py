"""What coordinators do with texts for the library: bring, correct, save, publish, withdraw."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from dialogues.resolutions import sheet, writing
from dialogues.resolutions.bringing import BroughtText
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.reading import read
from dialogues.resolutions.sheet import Piece
from dialogues.resolutions.sheeting import sheet_of
from dialogues.resolutions.tasks import read_brought
from dialogues.resolutions.waiting import store_sheet
from dialogues.resolutions.writing import Head
from portal import audit
from portal.listing import listed
from portal.records import InvalidMove, move

READ_AT_ONCE = 100_000  # characters; a longer text is read by the worker
B = BroughtText.State


def bring(text: str, *, by: Any, name: str = "", form_key: UUID | None = None) -> BroughtText:
    """Keep a text and read it, or have it read by the worker when it is long.

    The same form with the same text twice is one text; another text, or somebody else's, is another one.

    Raises NotAResolution when it is read at once and is none; then nothing is kept.
    """
    found = sheet_of(read(text)) if len(text) <= READ_AT_ONCE else None
    with transaction.atomic():
        key = uuid5(form_key, f"{by.pk}\n{text}") if form_key else uuid4()
        values = {"text": text, "brought_by": by, "name": name}
        brought, is_new = BroughtText.objects.get_or_create(form_key=key, defaults=values)
        if is_new and found:
            brought = store_sheet(brought, found, by=by)
        elif is_new:
            transaction.on_commit(partial(read_brought.enqueue, str(brought.uuid)))
    return brought


def pieces_of(brought: BroughtText) -> list[Piece]:
    """The pieces as they are now."""
    return sheet.from_json(brought.pieces)


def same_text(brought: BroughtText) -> Resolution | None:
    """A text of the library that says the same, or that was made of the same file before it was corrected."""
    here = Resolution.objects.exclude(state=Resolution.State.WITHDRAWN).exclude(brought=brought)
    hashes = [brought.text_hash, writing.hash_of(pieces_of(brought))]
    return (
        here.filter(text_hash__in=hashes).first()
        or here.filter(brought__text_hash=brought.text_hash).exclude(brought__text_hash="").first()
    )


@transaction.atomic
def correct(
    brought: BroughtText, change: Callable[[Sequence[Piece]], list[Piece]], *, version: int, by: Any
) -> BroughtText:
    """Change the pieces as `change` does. Raises InvalidMove when somebody else changed them meanwhile."""
    brought = _open(brought, version)
    brought.pieces = sheet.as_json(change(pieces_of(brought)))
    return _store(brought, by, "correct", "pieces")


@transaction.atomic
def set_head(brought: BroughtText, head: Mapping[str, Any], *, version: int, by: Any) -> BroughtText:
    """Keep the facts of the heading as they were corrected. Raises InvalidMove like `correct`."""
    brought = _open(brought, version)
    brought.head = dict(head)
    return _store(brought, by, "set_head", "head")


def _open(brought: BroughtText, version: int) -> BroughtText:
    brought = brought.locked()
    if brought.state != B.READ:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % brought.get_state_display())
    if brought.version != version:
        raise InvalidMove(_("Somebody changed this text meanwhile. Look at it again; what you typed stands below."))
    return brought


def _store(brought: BroughtText, by: Any, verb: str, column: str) -> BroughtText:
    brought.version += 1
    brought.save(update_fields=["version", column])
    audit.record(brought, verb, by=by)
    return brought


@transaction.atomic
def save(brought: BroughtText, *, by: Any) -> Resolution:
    """Make a record of the library of it, not published yet; a second time gives the same record.

    Raises ValidationError with all that keeps it from being one, InvalidMove when it is not to be checked.
    """
    brought = brought.locked()
    if brought.resolution:
        return brought.resolution
    brought.move_to(B.SAVED)
    resolution = create(head_from(brought.head), pieces_of(brought), by=by)
    move(brought, B.SAVED, by=by, resolution=resolution)
    return resolution


def head_from(kept: Mapping[str, Any]) -> Head:
    """The facts as they are written, from how a form keeps them. Raises ValidationError when the title is missing."""
    names = {"title": _("title"), "body": _("body"), "language": _("language")}
    missing = [words for name, words in names.items() if not kept.get(name)]
    if missing:
        raise ValidationError(_("Fill in what is missing in the heading: %s.") % listed(missing))
    return Head(**{**kept, **_found(kept)})


def _found(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The date, and the texts that are named by their addresses."""
    slugs = {name: kept.get(name, "") for name in ("revises", "translation_of")}
    texts = {one.slug: one for one in Resolution.objects.filter(slug__in=slugs.values())}
    found = {name: texts.get(slug) for name, slug in slugs.items()}
    return {**found, "date": parse_date(kept.get("date", ""))}


@transaction.atomic
def create(head: Head, pieces: Sequence[Piece], *, by: Any) -> Resolution:
    """A record of the library, not published yet. Raises ValidationError (see writing.write)."""
    resolution = writing.write(head, pieces)
    audit.record(resolution, "create", by=by, after=resolution.state)
    return resolution


@transaction.atomic
def publish(resolution: Resolution, *, by: Any) -> Resolution:
    """Put it into the library; from now on its text stays as it is. Raises InvalidMove when it is there already."""
    now = timezone.now()
    resolution = move(resolution, Resolution.State.PUBLISHED, by=by, public=True, published_at=now)
    for rows in (resolution.sponsors, resolution.paragraphs, resolution.notes, resolution.references):
        rows.update(frozen_at=now)
    return resolution


def withdraw(resolution: Resolution, *, reason: str, by: Any) -> Resolution:
    """Take it out of the library: its address says why, and is never used again. Raises InvalidMove."""
    return move(
        resolution, Resolution.State.WITHDRAWN, by=by, reason=reason, public=True, withdrawal_reason=reason
    )  # fmt: skip


@transaction.atomic
def take_back(resolution: Resolution, *, by: Any) -> BroughtText:
    """Throw a draft away, to correct the text that it was made of.

    Raises InvalidMove without one, and when other records refer to the draft.
    """
    resolution = resolution.locked()
    brought = BroughtText.objects.filter(resolution=resolution).first()
    if resolution.state != Resolution.State.DRAFT or brought is None:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % resolution.get_state_display())
    brought = move(brought, B.READ, by=by, resolution=None, version=brought.version + 1)
    audit.record(resolution, "take_back", by=by, before=resolution.state)
    try:
        resolution.delete()
    except ProtectedError:
        raise InvalidMove(_("Not possible: other records refer to this text.")) from None
    return brought
