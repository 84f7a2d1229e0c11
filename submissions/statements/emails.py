"""Mail about statements: what happened and the reference, never what the text says."""

from collections.abc import Sequence
from typing import Any

from organizations.models import WRITING_ROLES, Membership, User
from portal import mail
from submissions.statements.models import LaterVersion, Statement, StatementEntry


def _to_organization(name: str, statement: Statement | LaterVersion, **context: Any) -> None:
    """Queue a mail to everybody who writes for the organization; about a later version it says which statement."""
    if isinstance(statement, LaterVersion):
        name, context["of"] = f"later_{name}", statement.statement.reference
    writers = Membership.objects.filter(
        organization=statement.organization_id, state=Membership.State.ACTIVE, role__in=WRITING_ROLES
    )
    for membership in writers.select_related("user"):
        mail.queue(
            f"statements/email/{name}",
            membership.user,
            path=f"/desk/statements/{statement.uuid}/",
            reference=statement.reference or statement.receipt or "",
            **context,
        )


def receipt(statement: Statement | LaterVersion, along: Sequence[LaterVersion] = ()) -> None:
    """It has arrived: the receipt number, the moment and the fingerprint, also of the texts that went along."""
    version = statement.current
    cosigned = len(version.cosigned or [])
    said = {"at": statement.submitted_at, "sha256": version.sha256, "cosigned": cosigned}
    _to_organization("receipt", statement, **said, along=along)


def accepted(statement: Statement, entry: StatementEntry, along: Sequence[LaterVersion] = ()) -> None:
    """It is on the record, now or from a date on, under its permanent reference; its entry in the chain, to be kept.

    So are the entries of its texts in other languages.
    """
    seen = {"publish_at": statement.publish_at, "is_public": statement.is_public, "along": along}
    _to_organization("accepted", statement, **seen, seq=entry.seq, entry_hash=entry.hash)


def later_accepted(later: LaterVersion) -> None:
    """A later version is on the record, under its own reference; its entry in the chain, to be kept."""
    entry: Any = later.entry
    seen = {"publish_at": later.published_at, "is_public": later.is_public}
    _to_organization("accepted", later, **seen, seq=entry.seq, entry_hash=entry.hash)


def returned(statement: Statement | LaterVersion) -> None:
    """The coordinators have questions; they stand on the desk."""
    _to_organization("returned", statement)


def rejected(statement: Statement | LaterVersion, *, may_appeal: bool) -> None:
    """It is not accepted; the reason stands on the desk, and so does the way to ask once for another look."""
    _to_organization("rejected", statement, may_appeal=may_appeal)


def appealed(statement: Statement) -> None:
    """The appeal has arrived; another coordinator decides."""
    _to_organization("appealed", statement)


def taken_over(statement: Statement | LaterVersion, before: User) -> None:
    """A colleague has taken it from the coordinator who held it; why stands in its history."""
    path = f"/cms/statements/{statement.uuid}/"
    mail.queue("statements/email/taken_over", before, path=path, reference=statement.receipt or "")


def taken_away(statement: Statement) -> None:
    """It is withdrawn or removed; the reason stands on the desk."""
    _to_organization(str(statement.state), statement)


def brought_back(statement: Statement) -> None:
    """It is on the record again, at its address."""
    _to_organization("brought_back", statement)
