"""Where organizations stand, and who sees which of them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.memberships import Membership, Role
from portal import words


class OrganizationState(models.TextChoices):
    """Where an organization stands. `listed` is named in a published source and has no members."""

    LISTED = "listed", _("Named in a published source")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    QUESTION = "question", _("More information asked")
    DEFERRED = "deferred", _("Deferred")
    DECLINED = "declined", _("Declined")
    VERIFIED = "verified", _("Verified")
    SUSPENDED = "suspended", _("Suspended")
    MERGED = "merged", _("Merged")


S = OrganizationState
# Their name is theirs, and theirs alone in their country.
NAMED = (S.VERIFIED, S.SUSPENDED)
# Those that the public may read of, unless they asked not to be listed.
PUBLIC = (S.VERIFIED, S.LISTED, S.SUSPENDED)
# What coordinators checked: changing it sends a verified organization back to them.
IDENTITY = ("legal_name", "country", "identifiers")


class OrganizationQuerySet(models.QuerySet[Any]):
    """Who sees which organizations."""

    def public(self):
        """Verified ones, and those that a published source names; suspended ones stay, marked."""
        return self.filter(is_public__in=[True])  # a bare boolean would find no index on SQLite

    def verified(self):
        """Those that may act."""
        return self.filter(state=S.VERIFIED)

    def waiting(self):
        """Those that wait for a decision, the longest first, with `waiting_since`."""
        return (
            self.filter(state=S.SUBMITTED, cases__decided_at__isnull=True)
            .annotate(waiting_since=F("cases__waiting_since"))
            .order_by("waiting_since", "pk")
        )

    def named(self, query: str):
        """Those whose names hold every word of a search, or one that begins with it, in any spelling."""
        return self.filter(words.holding(self.model, query))

    def due_for_review(self):
        """Verified ones that should be looked at again by today."""
        return self.filter(state=S.VERIFIED, review_due_on__lte=timezone.now().date()).order_by("review_due_on", "pk")

    def represented_by(self, user, roles: tuple[str, ...] = tuple(Role.values)):
        """Those for which `user` is an active member in one of `roles`."""
        if not user.is_authenticated:
            return self.none()
        mine = Membership.objects.filter(user=user, state=Membership.State.ACTIVE, role__in=roles)
        return self.filter(pk__in=mine.values("organization"))

    def visible_to(self, user):
        """What `user` may see: the public ones, their own, and for coordinators all that are not drafts."""
        if not user.is_authenticated:
            return self.public()
        own = Q(pk__in=self.model.objects.represented_by(user).values("pk"))
        if user.has_perm("organizations.verify_organization"):
            return self.filter(~Q(state=S.DRAFT) | own)
        return self.filter(own | Q(pk__in=self.model.objects.public().values("pk")))
