"""Mail about signatures, to the people of the organization that signed. It names nobody: others may read it."""

from django.conf import settings

from organizations.models import SIGNING_ROLES, Membership, User
from portal import mail
from submissions.declaration.models import LedgerEntry, Signature


def reference(entry: LedgerEntry) -> str:
    """What names an entry in a mail: the declaration's name in its address, and the number."""
    return f"{entry.declaration.slug}/{entry.seq}"


def receipt(entry: LedgerEntry) -> str:
    """Where anyone can look the entry up."""
    return f"{settings.BASE_URL}/declaration/{entry.declaration.slug}/receipt/{entry.hash}/"


def colleagues(signature: Signature, by: User) -> list[User]:
    """The other people who act for the organization."""
    members = Membership.objects.filter(organization=signature.organization, state=Membership.State.ACTIVE)
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True).exclude(pk=by.pk).order_by("pk"))


def signed(signature: Signature, by: User) -> None:
    """The receipt for the person who signed, and a word to the others."""
    entry = signature.affirm_entry or signature.entry
    desk = f"/desk/declaration/{signature.declaration.slug}/sign/"
    mail.queue(
        "declaration/email/receipt",
        by,
        path=desk,
        reference=reference(entry),
        text_hash=signature.version.sha256,
        entry_hash=entry.hash,
        receipt=receipt(entry),
    )
    for user in colleagues(signature, by):
        mail.queue("declaration/email/signed", user, path=desk, reference=reference(entry))


def renewal(signature: Signature) -> None:
    """To those who may sign for the organization: the text changed, so the signature wants renewing."""
    signing = Membership.objects.filter(
        organization=signature.organization, state=Membership.State.ACTIVE, role__in=SIGNING_ROLES
    )
    for user in User.objects.filter(pk__in=signing.values("user"), is_active=True).order_by("pk"):
        path = f"/desk/declaration/signatures/{signature.uuid}/renew/"
        mail.queue("declaration/email/renewal", user, path=path, reference=reference(signature.entry))


def withdrawn(signature: Signature, entry: LedgerEntry, by: User) -> None:
    """To everyone who acts for the organization, the one who withdrew too; `entry` says so in the ledger."""
    for user in [by, *colleagues(signature, by)]:
        mail.queue(
            "declaration/email/withdrawn",
            user,
            path="/desk/declaration/",
            reference=reference(entry),
            receipt=receipt(entry),
        )


def hidden(signature: Signature, by: User) -> None:
    """To the others who act for the organization: its name is no longer published."""
    for user in colleagues(signature, by):
        mail.queue("declaration/email/hidden", user, path="/desk/declaration/", reference=reference(signature.entry))
