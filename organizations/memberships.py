"""Who acts for which organization, and what each may do."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.users import User


class Role(models.TextChoices):
    """What a person may do for an organization; each includes what stands above it."""

    VIEWER = "viewer", _("Reads")
    EDITOR = "editor", _("Writes drafts")
    SIGNATORY = "signatory", _("Signs and submits")
    OWNER = "owner", _("Owns: people, profile, signing")


SIGNING_ROLES = (Role.SIGNATORY, Role.OWNER)
WRITING_ROLES = (Role.EDITOR, Role.SIGNATORY, Role.OWNER)


class Membership(models.Model):
    """One person acting for one organization."""

    class State(models.TextChoices):
        """Whether it holds."""

        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.VIEWER)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        indexes = [models.Index(fields=["user", "state"], name="membership_of_user")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["active", "ended"]), name="membership_known_state"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_known_role"),
            models.UniqueConstraint(
                fields=["organization", "user"], condition=Q(state="active"), name="one_active_membership",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_at__isnull=True) | Q(state="ended", ended_at__isnull=False),
                name="ended_membership_has_date",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} – {self.organization} ({self.role})"
