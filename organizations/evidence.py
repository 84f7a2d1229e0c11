"""Files of an organization: papers that prove it, for the coordinators, and its logo, for everyone."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from organizations.users import User
from organizations.verification import VerificationCase
from portal.files import StoredFile

# What was never sent, or never answered, is not kept for ever either.
IDLE = timedelta(days=150)
Decision = VerificationCase.Decision


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Papers, and which of them have done their duty."""

    def kept(self):
        """Those whose file is still there."""
        return self.filter(deleted_at=None)

    def due(self, before: datetime):
        """Those to be deleted: decided on before this moment, or left alone for much longer.

        The newest case of the organization counts, so that papers stay while they are looked at again.
        """
        newest = VerificationCase.objects.filter(organization=OuterRef("organization")).order_by("-pk")
        rows = self.kept().annotate(
            decided=Subquery(newest.values("decided_at")[:1]), answer=Subquery(newest.values("decision")[:1])
        )
        final = Q(answer__in=[Decision.VERIFIED, Decision.DEFERRED, Decision.DECLINED], decided__lt=before)
        asked = Q(answer=Decision.QUESTION, decided__lt=before - IDLE)
        unsent = Q(answer=None, uploaded_at__lt=before - IDLE)
        late = Q(decided__lt=F("uploaded_at"))  # added after the decision: it has its own thirty days
        return rows.filter((final & (~late | Q(uploaded_at__lt=before))) | asked | unsent)


class Evidence(StoredFile):
    """A paper that shows who the organization is and who may act for it. Kept with its case; the file goes early."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="evidence")
    case = models.ForeignKey(VerificationCase, models.PROTECT, null=True, related_name="evidence")
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("proof document")
        verbose_name_plural = _("proof documents")
        ordering = ["pk"]


class Logo(StoredFile):
    """The picture of an organization, encoded anew; there is one or none."""

    organization = models.OneToOneField("organizations.Organization", models.CASCADE, related_name="logo")
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta(StoredFile.Meta):
        verbose_name = _("logo")
        verbose_name_plural = _("logos")


def logo_of(organization: Any) -> Logo | None:
    """The logo, if there is one that can be shown. One query."""
    logo = Logo.objects.filter(organization=organization).first()
    return logo if logo and logo.is_ready else None
