"""A table of organizations that a coordinator brought: checked first, listed when it is confirmed."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from organizations.users import User


class OrganizationImport(models.Model):
    """What a dry run read from one file: its rows and all that is wrong with them. The file itself is not kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=120)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    reason = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done_at__isnull=True) | ~Q(reason=""), name="import_has_its_reason")
        ]

    def __str__(self) -> str:
        return self.name
