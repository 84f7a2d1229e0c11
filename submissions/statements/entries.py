"""The hash chains of statements: one for each series of references, so that a call's statements are in one chain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.chain import ChainCheck, ChainEntry, is_whole_hash
from submissions.statements.calls import ReferenceSeries


class StatementEntry(ChainEntry):
    """One link of a chain: a statement joined the record, got a version, left, or came back.

    It holds no title, no organization and no person; what it says of text and files nobody can read out of it.
    """

    class Kind(models.TextChoices):
        """What the entry says."""

        ACCEPT = "accept", _("Accepted")
        REVISE = "revise", _("Another version accepted")
        WITHDRAW = "withdraw", _("Withdrawn by its organization")
        UNDO = "undo", _("Withdrawal taken back")
        REMOVE = "remove", _("Removed by coordinators")
        RESTORE = "restore", _("Restored")

    series = models.ForeignKey(ReferenceSeries, models.PROTECT, related_name="entries")
    statement = models.ForeignKey("submissions.Statement", models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["series", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["series", "seq"], name="one_statement_entry_of_a_number"),
            models.UniqueConstraint(fields=["series", "prev_hash"], name="chain_of_statements_has_no_fork"),
            models.UniqueConstraint(
                fields=["statement"], condition=models.Q(kind="accept"), name="statement_is_accepted_once"
            ),
            models.CheckConstraint(
                condition=is_whole_hash("body_hash") & is_whole_hash("prev_hash") & is_whole_hash("hash"),
                name="statement_hashes_are_whole",
            ),
            models.CheckConstraint(condition=models.Q(body__isnull=False), name="statement_entry_has_content"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series.stem} {self.seq}"


class SeriesCheck(ChainCheck):
    """The result of the last check of a chain, for pages that cannot wait for one."""

    series = models.OneToOneField(ReferenceSeries, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.series.stem} {self.checked_at:%Y-%m-%d %H:%M}"
