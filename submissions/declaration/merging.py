"""Signatures and comments of an organization, when it becomes part of another one or its identity changes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from organizations.models import Organization, User
from portal.merging import Collision, Follower
from submissions.declaration import keeping
from submissions.declaration.models import Signature
from submissions.declaration.rounds import Comment


def collisions(old: Organization, heir: Organization) -> Iterator[Collision]:
    """One signature is enough: the one of the record that goes is withdrawn."""
    taken = Signature.objects.live().filter(organization=heir).values("declaration")
    both = Signature.objects.live().filter(organization=old, declaration__in=taken)
    words = _("Both have signed “%(text)s”. The signature of the record that goes is withdrawn; the ledger shows it.")
    for signature in both.select_related("declaration"):
        yield Collision(words % {"text": signature.declaration.title})


def move(old: Organization, heir: Organization, *, by: User | None) -> None:
    """Live signatures stand for the heir, with a new entry in the ledger; comments on drafts are the heir's."""
    keeping.merge(old, heir, by=by)
    Comment.objects.filter(organization=old).update(organization=heir)


FOLLOWER = Follower("signatures", collisions, move, renamed=keeping.amend)
