"""Checking the chains of statements: the chain itself, by the program that anyone may run, and the record beside it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from submissions.chain import genesis
from submissions.statements import texts
from submissions.statements.chaining import Kind, head, published_as, seal_of_files
from submissions.statements.editions import first_of
from submissions.statements.models import (
    LaterVersion,
    ReferenceSeries,
    SeriesCheck,
    Statement,
    StatementEntry,
    StatementVersion,
)
from submissions.verdicts import CHECK_KEPT, CHECKED_BY_PAGES, RESULT_KEPT, Progress, Verdict, behind, stored_lines
from submissions.verify_ledger import Broken, check, expect

Bodies = Mapping[str, Mapping[str, Any]]
S = Statement.State


def verify(
    series: ReferenceSeries, known: Iterable[str] = (), progress: Progress | None = None, *, with_texts: bool = True
) -> Verdict:
    """Check the whole chain and, `with_texts`, that statements, texts and files are those it speaks of.

    `known` are fingerprints somebody kept, of entries or texts; each has to be in the chain, as has the head that was
    published last outside the database. `progress` is told each number.
    """
    newest = head(series)
    count, newest_hash = (newest.seq, newest.hash) if newest else (0, "")
    try:
        entries = series.entries.filter(seq__lte=count)
        bodies, standing = check(stored_lines(entries, genesis(series.stem), "series", progress))
        _expect_known(known, bodies, count)
        problem = behind_its_head(series)
        expect(not problem, count, problem)
        if with_texts:
            _compare_statements(series, bodies, standing)
    except Broken as broken:
        entry, problem = broken.args
        return Verdict(count, newest_hash, timezone.now(), problem, entry)
    except (KeyError, TypeError, ValueError, AttributeError):  # somebody chained content that no code of ours writes
        return Verdict(count, newest_hash, timezone.now(), "an entry cannot be read", count)
    return Verdict(count, newest_hash, timezone.now())


def _expect_known(known: Iterable[str], bodies: Bodies, count: int) -> None:
    """Every fingerprint that somebody kept is that of an entry, or of the text of one."""
    said = {*bodies, *(body.get("text") for body in bodies.values())}
    expect(said.issuperset(known), count, "nothing has the fingerprint that was kept")


def behind_its_head(series: ReferenceSeries) -> str:
    """What is wrong when the head that was published last is not in its chain (`verdicts.behind`)."""
    return behind(published_as(series), series.entries)


def text_is_whole(version: StatementVersion | None) -> bool | None:
    """Whether a stored text still has its fingerprint; None where the words are deleted."""
    if version is None or version.source is None:
        return None
    return texts.fingerprint(version) == version.sha256


def last_verdict(series: ReferenceSeries, newest: StatementEntry) -> Verdict | None:
    """The result of the last check of a chain, for public pages, which know its `newest` entry.

    A short chain is walked by the page itself, after each new entry and at most every ten minutes; a long one by the
    worker alone (`keep`). None when a long one was never checked.
    """
    is_short = newest.seq <= CHECKED_BY_PAGES
    key = f"series-verdict-{newest.hash}"
    verdict: Verdict | None = cache.get(key)
    if verdict is None:
        verdict = verify(series, with_texts=False) if is_short else kept(series)
        cache.set(key, verdict, CHECK_KEPT if is_short else RESULT_KEPT)
    return verdict


def keep(series: ReferenceSeries, verdict: Verdict) -> None:
    """Store the result of a check, in place of the one before it."""
    SeriesCheck.objects.update_or_create(series=series, defaults=asdict(verdict))


def kept(series: ReferenceSeries) -> Verdict | None:
    """The result that was stored last."""
    row = SeriesCheck.objects.filter(series=series).values(*(one.name for one in fields(Verdict))).first()
    return Verdict(**row) if row else None


def _compare_statements(series: ReferenceSeries, bodies: Bodies, standing: Container[str]) -> None:
    """Each statement on record is the one that its entries speak of, and each entry has its statement."""
    chained = {body["reference"]: body for body in _of_kind(bodies, Kind.ACCEPT).values()}
    revised = _of_kind(bodies, Kind.REVISE)
    for statement in _statements(series, len(bodies)):
        body = chained.pop(statement.reference, None)
        for one in statement.accepted_later:
            revised.pop(one.entry.hash, None)
        if not statement.moved_since:
            _compare_statement(statement, body, bodies, stands=statement.reference in standing)
    _expect_none_left(chained, "its statement is gone")
    _expect_none_left(revised, "its version is gone")


def _of_kind(bodies: Bodies, kind: str) -> dict[str, Any]:
    """The entries that say this, by their hash."""
    return {name: body for name, body in bodies.items() if body["kind"] == kind}


def _compare_statement(statement: Any, body: Any, bodies: Bodies, *, stands: bool) -> None:
    """A statement on record is the one of its entry, and where it is on record now, so it is by the chain."""
    expect(body, len(bodies), "a statement is on record without an entry")
    expect((statement.state == S.ACCEPTED) == stands, body["seq"], "its state differs")
    _compare_texts(statement, body, bodies)


def _expect_none_left(left: Bodies, problem: str) -> None:
    """Every entry has what it speaks of; otherwise the first that has not is named."""
    missing = min((body["seq"] for body in left.values()), default=0)
    expect(not missing, missing, problem)


def _compare_texts(statement: Any, body: Mapping[str, Any], bodies: Bodies) -> None:
    """The first text, each later one, and the one that stands are those of the entries."""
    first = first_of(statement)
    _compare_text(body, first, statement.decided_at)
    stands = _compare_later(statement, bodies) or first
    expect(statement.current_id == stands.pk, body["seq"], "another of its texts stands")


def _compare_text(body: Mapping[str, Any], version: Any, at: Any) -> None:
    """A stored text and its files are those that an entry speaks of."""
    expect(body["text"] == version.sha256, body["seq"], "its text is another one")
    whole = text_is_whole(version)
    expect(whole is not False, body["seq"], "its text was changed")
    seal = seal_of_files(version, at) if whole and "files" in body else body.get("files")
    expect(body.get("files") == seal, body["seq"], "its files were changed")


def _compare_later(statement: Any, bodies: Bodies) -> StatementVersion | None:
    """Each later version is the one of its entry; gives the newest that replaced the text."""
    stands = None
    for one in statement.accepted_later:
        body = bodies.get(one.entry.hash, {})
        expect(body.get("kind") == Kind.REVISE, body.get("seq", len(bodies)), "a version is on record without an entry")
        expect(body["reference"] == statement.reference, body["seq"], "its version is of another statement")
        which = (one.kind, one.serial, one.language)
        said = (body.get("version", one.kind), body.get("number", one.serial), body.get("language", one.language))
        expect(said == which, body["seq"], "its version is another one")
        _compare_text(body, one.current, one.decided_at)
        stands = one.current if one.replaces else stands
    return stands


def _statements(series: ReferenceSeries, count: int) -> Iterator[Any]:
    """The statements with a reference of the series; `moved_since` when a newer entry than `count` speaks of one."""
    newer = StatementEntry.objects.filter(statement=OuterRef("pk"), seq__gt=count)
    rows = Statement.objects.filter(reference__startswith=f"{series.stem}/").annotate(moved_since=Exists(newer))
    later = LaterVersion.objects.accepted().select_related("current", "entry").prefetch_related("current__attachments")
    rows = rows.select_related("current").order_by("pk")
    rows = rows.prefetch_related("current__attachments", Prefetch("later", later, to_attr="accepted_later"))
    for statement in rows.iterator(chunk_size=100):
        if "/" not in statement.reference.removeprefix(f"{series.stem}/"):
            yield statement
