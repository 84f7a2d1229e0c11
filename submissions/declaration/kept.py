"""What a declaration holds about people, and how long: who signed for an organization, and who wrote a comment."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.personal import Erasure, Keeping, Kind
from submissions.declaration.keeping import erase_person
from submissions.declaration.models import DeclarationVersion, Signatory, Signature
from submissions.declaration.rounds import Comment


def signed_by(user: User) -> Iterator[dict[str, Any]]:
    """Where they stand as the person who signed."""
    for one in Signatory.objects.filter(user=user).select_related("signature__declaration", "signature__organization"):
        yield {
            "declaration": one.signature.declaration.title,
            "organization": one.signature.organization.legal_name,
            "name": one.name,
            "position": one.position,
            "named": one.named,
            "signed": one.signature.signed_at,
        }


def signatories_of_withdrawn(before: datetime) -> QuerySet[Signatory]:
    """Persons of signatures that were withdrawn long ago."""
    return Signatory.objects.filter(signature__state=Signature.State.WITHDRAWN, signature__revoked_at__lt=before)


def comments_by(user: User) -> Iterator[dict[str, Any]]:
    """What they said about drafts for their organizations, and what became of it."""
    own = Comment.objects.filter(author=user).select_related("declaration", "organization").order_by("pk")
    for one in own:
        yield {
            "declaration": one.declaration.title,
            "organization": one.organization.legal_name,
            "named": one.named,
            "paragraph": one.paragraph,
            "written": one.created_at,
            "text": one.words,
            "disposition": one.get_disposition_display(),
            "answer": one.answer,
        }


def authors_of_old_comments(before: datetime) -> QuerySet[Comment]:
    """Comments that still say who wrote them, long after the text was locked."""
    locked = DeclarationVersion.objects.filter(number=1, published_at__lt=before)
    return Comment.objects.filter(author__isnull=False, declaration__in=locked.values("declaration"))


def drop_authors(comments: list[Comment]) -> None:
    """The comment is the organization's: who wrote it for them is forgotten."""
    Comment.objects.filter(pk__in=[one.pk for one in comments]).update(author=None)


PARTS = (
    Kind(
        "signatures",
        _("Where you signed"),
        _("Your name and role beside the signature of your organization; public only if you agreed."),
        signed_by,
        {
            "declaration": _("Declaration"),
            "organization": _("Organization"),
            "name": _("Name"),
            "position": _("Role in the organization"),
            "named": _("Named in public"),
            "signed": _("Signed"),
        },
    ),
    Kind(
        "comments",
        _("What you said about drafts of declarations"),
        _("Your comments for an organization. They are public once the text is locked, without your name."),
        comments_by,
        {
            "declaration": _("Declaration"),
            "organization": _("Organization"),
            "named": _("Named in public"),
            "paragraph": _("Paragraph"),
            "written": _("Written"),
            "text": _("Text"),
            "disposition": _("What became of it"),
            "answer": _("Why"),
        },
    ),
    Erasure(
        "comments",
        goes=_("That it was you who wrote a comment on a draft."),
        stays=_("The comments of your organization: they are part of how the text came about."),
    ),
    Erasure(
        "signatures",
        goes=_("Your name and role beside a signature, with what ties them to the ledger."),
        stays=_("The signature of your organization. The ledger never held your name."),
        erase=erase_person,
    ),
    Keeping(
        "signatories",
        _("The person who signed for an organization"),
        _("As long as the signature stands, and %(time)s after it was withdrawn; less if the person asks"),
        _("Deleted, with what ties them to the ledger."),
        days=30,
        due=signatories_of_withdrawn,
    ),
    Keeping(
        "comment_authors",
        _("Who wrote a comment on a draft for an organization"),
        _("%(time)s after the text was locked; less if the person asks"),
        _("The name is dropped; the comment of the organization stays."),
        days=365,
        due=authors_of_old_comments,
        finish=drop_authors,
    ),
)
