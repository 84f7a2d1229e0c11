"""Mail about co-signing. It says who asks for what and until when, never what the text says."""

from organizations.models import SIGNING_ROLES, WRITING_ROLES, Membership, Organization
from portal import mail
from submissions.statements.cosigners import Cosigner, CosignerState
from submissions.statements.models import LaterVersion, Statement


def _people(organization: Organization, roles: tuple[str, ...]):
    active = Membership.objects.filter(organization=organization, state=Membership.State.ACTIVE, role__in=roles)
    return [membership.user for membership in active.select_related("user").order_by("pk")]


def asked(cosigner: Cosigner) -> None:
    """To those who sign for the invited organization: who asks, for which call, until when."""
    statement = cosigner.statement
    for person in _people(cosigner.organization, SIGNING_ROLES):
        mail.queue(
            "statements/email/cosign_asked", person, path=f"/desk/cosigning/{cosigner.uuid}/",
            author=statement.organization.legal_name, organization=cosigner.organization.legal_name,
            call=statement.call.title, due=cosigner.due, again=cosigner.substance != "",
        )  # fmt: skip


def asked_again(cosigner: Cosigner) -> None:
    """To those who sign for a co-signer: another text is to replace the public one that it confirmed."""
    statement = cosigner.statement
    for person in _people(cosigner.organization, SIGNING_ROLES):
        mail.queue(
            "statements/email/cosign_asked_later", person, path=f"/desk/cosigning/{cosigner.uuid}/later/",
            author=statement.organization.legal_name, organization=cosigner.organization.legal_name,
            reference=statement.reference or "",
        )  # fmt: skip


def revised(later: LaterVersion) -> None:
    """To those who sign for its co-signers: a statement with their name has another version."""
    _tell_cosigners("cosign_revised", later.statement)


def taken_back(cosigner: Cosigner) -> None:
    """To those who sign for the invited organization: nothing has to be answered any more."""
    for person in _people(cosigner.organization, SIGNING_ROLES):
        mail.queue(
            "statements/email/cosign_taken_back", person, path="/desk/cosigning/",
            author=cosigner.statement.organization.legal_name, call=cosigner.statement.call.title,
        )  # fmt: skip


def answered(cosigner: Cosigner, name: str) -> None:
    """To those who write for the organization whose statement it is: confirmed, declined or withdrawn."""
    statement = cosigner.statement
    for person in _people(statement.organization, WRITING_ROLES):
        mail.queue(
            f"statements/email/{name}", person, path=f"/desk/statements/{statement.uuid}/cosigners/",
            reference=statement.reference or statement.receipt or "",
            organization=cosigner.organization.legal_name, call=statement.call.title,
        )  # fmt: skip


def taken_away(statement: Statement) -> None:
    """To those who sign for its co-signers: it is off the record, and their name with it."""
    _tell_cosigners("cosign_taken_away", statement)


def brought_back(statement: Statement) -> None:
    """To those who sign for its co-signers: it is on the record again, with their name."""
    _tell_cosigners("cosign_brought_back", statement)


def _tell_cosigners(name: str, statement: Statement) -> None:
    confirmed = statement.cosigners.filter(state=CosignerState.CONFIRMED).select_related("organization")
    for cosigner in confirmed.order_by("pk"):
        for person in _people(cosigner.organization, SIGNING_ROLES):
            mail.queue(
                f"statements/email/{name}", person, path=f"/statements/{statement.slug}/",
                reference=statement.reference or "", organization=cosigner.organization.legal_name,
            )  # fmt: skip
