"""What the public record says about a receipt, a fingerprint or a reference that somebody holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from submissions.chain import in_eights
from submissions.statements import checking
from submissions.statements.chaining import head
from submissions.statements.editions import Edition, Editions, first_of
from submissions.statements.models import LaterVersion, Statement, StatementEntry, Tombstone
from submissions.statements.references import ALPHABET
from submissions.verdicts import Verdict

FINGERPRINT = re.compile("[0-9a-f]{64}")
RECEIPT = re.compile(f"R[{ALPHABET}]{{6}}")
VERSION = re.compile("(?P<slug>.+)-(?P<kind>rev|corr|add)-(?P<serial>[0-9]{1,4})")
MOST_FOUND = 5  # several organizations may have sent the same text


class ProofForm(forms.Form):
    """The one question of the page."""

    q = forms.CharField(
        label=_("Receipt number, fingerprint or reference"),
        max_length=200,
        error_messages={"max_length": _("Write one number or one fingerprint, in 200 characters at most.")},
    )


@dataclass(frozen=True)
class Proof:
    """One statement that is or was public, as its chain has it."""

    statement: Statement
    entries: list[StatementEntry]  # those that speak of it, the acceptance first
    stone: Tombstone | None  # what stands in its place
    head: StatementEntry | None  # of the chain, now
    verdict: Verdict | None
    whole: bool | None  # whether the stored text has its fingerprint; None where it is gone
    editions: Editions  # its public versions
    asked: Edition  # the one that has the number, otherwise the one that stands

    @property
    def entry(self) -> StatementEntry | None:
        """Its acceptance; None where somebody took it out of the chain."""
        return next(iter(self.entries), None)

    @property
    def is_named(self) -> bool:
        """Whether title, organization and fingerprint of the text may be shown."""
        return self.stone is None or self.stone.keeps_title

    @property
    def fingerprint(self) -> str:
        """That of the text which was asked about, as people read it."""
        return in_eights(self.asked.version.sha256)


def signs_of(words: str) -> str:
    """A number or fingerprint without what people put between its characters."""
    return re.sub("[^0-9a-z]", "", words.lower())


def slug_meant(words: str) -> str:
    """A reference as it stands in addresses."""
    return re.sub("[^0-9a-z]+", "-", words.lower()).strip("-")


def meant(words: str) -> Q:
    """The condition that a statement is the one with this number or fingerprint, however it is written."""
    signs = signs_of(words)
    later = LaterVersion.objects.accepted().order_by()
    if FINGERPRINT.fullmatch(signs):
        entries = StatementEntry.objects.filter(hash=signs)
        versions = later.filter(Q(current__sha256=signs) | Q(of__sha256=signs))  # what one is `of` was public, too
        found = Q(pk__in=entries.values("statement")) | Q(pk__in=versions.values("statement"))
        return Q(current__sha256=signs) | found
    if RECEIPT.fullmatch(signs.upper()):
        receipt = f"R-{signs[1:5]}-{signs[5:]}".upper()
        return Q(receipt=receipt) | Q(pk__in=later.filter(receipt=receipt).values("statement"))
    slug = slug_meant(words)
    if version := VERSION.fullmatch(slug):
        named = later.filter(kind=version["kind"], serial=int(version["serial"])).values("statement")
        return Q(slug=slug) | Q(slug=version["slug"], pk__in=named)
    return Q(slug=slug)


def asked_of(editions: Editions, words: str, entry: StatementEntry | None) -> Edition:
    """The version that has this number; where none has it by itself, the one that stands. `entry` is the first."""
    meant = {signs_of(words), slug_meant(words)}
    return next((one for one in editions.all if meant & numbers_of(one, entry)), editions.current)


def numbers_of(one: Edition, entry: StatementEntry | None) -> set[str]:
    """What names this version alone: its fingerprints, and for a later one its reference and receipt."""
    numbers = {one.version.sha256}
    if one.symbol:
        numbers.add(slug_meant(one.reference))
    if one.later:
        numbers.add(signs_of(one.later.receipt or ""))
    own_entry = one.later.entry if one.later else entry
    return numbers | ({own_entry.hash} if own_entry else set())


def find(words: str) -> list[Proof]:
    """What is or was public and has this number. All else is not there, whether it exists or not."""
    entries = StatementEntry.objects.select_related("series").order_by("seq")
    stones = Tombstone.objects.filter(lifted_at__isnull=True)
    later = LaterVersion.objects.accepted().select_related("current", "entry")
    rows = Statement.objects.was_public().filter(meant(words)).select_related("current", "organization")
    rows = rows.prefetch_related(
        Prefetch("entries", entries, to_attr="chained"),
        Prefetch("tombstones", stones, to_attr="standing"),
        Prefetch("later", later, to_attr="accepted_later"),
    )
    return list(proofs(rows.order_by("publish_at", "pk")[:MOST_FOUND], words))


def proofs(statements: Iterable[Any], words: str) -> Iterable[Proof]:
    """The proof of each; each chain is looked at once."""
    heads = cache(head)
    for statement in statements:
        newest = heads(statement.chained[0].series) if statement.chained else None
        editions = Editions(statement, statement.accepted_later, first_of(statement))
        asked = asked_of(editions, words, next(iter(statement.chained), None))
        yield Proof(
            statement=statement,
            entries=statement.chained,
            stone=next(iter(statement.standing), None),
            head=newest,
            verdict=checking.last_verdict(newest.series, newest) if newest else None,
            whole=checking.text_is_whole(asked.version) if statement.is_public else None,
            editions=editions,
            asked=asked,
        )
