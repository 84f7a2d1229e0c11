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
from submissions.statements.models import Statement, StatementEntry, Tombstone
from submissions.statements.references import ALPHABET
from submissions.verdicts import Verdict

FINGERPRINT = re.compile("[0-9a-f]{64}")
RECEIPT = re.compile(f"R[{ALPHABET}]{{6}}")
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
        """That of its text, as people read it."""
        return in_eights(self.statement.current.sha256)


def meant(words: str) -> Q:
    """The condition that a statement is the one with this number or fingerprint, however it is written."""
    signs = re.sub("[^0-9a-z]", "", words.lower())
    if FINGERPRINT.fullmatch(signs):
        entries = StatementEntry.objects.filter(hash=signs)
        return Q(current__sha256=signs) | Q(pk__in=entries.values("statement"))
    if RECEIPT.fullmatch(signs.upper()):
        receipt = signs.upper()
        return Q(receipt=f"R-{receipt[1:5]}-{receipt[5:]}")
    return Q(slug=re.sub("[^0-9a-z]+", "-", words.lower()).strip("-"))


def find(words: str) -> list[Proof]:
    """What is or was public and has this number. All else is not there, whether it exists or not."""
    entries = StatementEntry.objects.select_related("series").order_by("seq")
    stones = Tombstone.objects.filter(lifted_at__isnull=True)
    rows = Statement.objects.was_public().filter(meant(words)).select_related("current", "organization")
    rows = rows.prefetch_related(
        Prefetch("entries", entries, to_attr="chained"), Prefetch("tombstones", stones, to_attr="standing")
    )
    return list(proofs(rows.order_by("publish_at", "pk")[:MOST_FOUND]))


def proofs(statements: Iterable[Any]) -> Iterable[Proof]:
    """The proof of each; each chain is looked at once."""
    heads = cache(head)
    for statement in statements:
        newest = heads(statement.chained[0].series) if statement.chained else None
        yield Proof(
            statement=statement,
            entries=statement.chained,
            stone=next(iter(statement.standing), None),
            head=newest,
            verdict=checking.last_verdict(newest.series, newest) if newest else None,
            whole=checking.text_is_whole(statement) if statement.is_public else None,
        )
