"""A table of facts that a coordinator brought: checked first, stored when it is confirmed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class FactTable(models.Model):
    """What a dry run read from one file: its rows as cells, and all that is wrong with them. The file is not kept."""

    class Kind(models.TextChoices):
        """What its rows are."""

        SOURCES = "sources", _("Sources")
        PARTIES = "parties", _("Parties")
        REVIEWS = "reviews", _("Country reviews")
        FOCAL_POINTS = "focal_points", _("Focal points")
        FIGURES = "figures", _("Figures")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what the table holds"), max_length=12, choices=Kind)
    name = models.CharField(_("file"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    reason = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("table of facts")
        verbose_name_plural = _("tables of facts")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["sources", "parties", "reviews", "focal_points", "figures"]),
                name="fact_table_known_kind",
            ),
            models.CheckConstraint(condition=Q(done_at__isnull=True) | ~Q(reason=""), name="fact_table_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.name
