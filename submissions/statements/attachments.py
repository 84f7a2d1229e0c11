"""Files that belong to one version of a statement, and are seen by whom that version is seen."""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.files import ScanState, StoredFile

LENGTH_OF_KEY = 16


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Which files people see. Whether they see the statement was asked before."""

    def there(self):
        """Those that were not removed, in their order."""
        return self.filter(deleted_at__isnull=True).order_by("position", "pk")

    def ready(self):
        """Those that can be fetched."""
        return self.there().filter(scan_state=ScanState.CLEAN)

    def sent_in(self):
        """Those of versions that were sent in; what is still written is nobody else's business."""
        return self.filter(version__frozen_at__isnull=False)

    def keyed(self, key: str):
        """The one with this key, the newest where several versions have it; None when there is none."""
        if len(key) != LENGTH_OF_KEY:
            return None
        return self.filter(sha256__startswith=key).order_by("-version__number").first()


class Attachment(StoredFile):
    """One file of one version. From `frozen_at` on, when its version was sent in, it can only be removed for good."""

    version = models.ForeignKey("submissions.StatementVersion", models.PROTECT, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "sha256"], name="one_attachment_of_a_content",
                violation_error_message=_("This file is attached already."),
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=False) | ~Q(description=""), name="attachment_has_description",
                violation_error_message=_("Say what the file shows or holds."),
            ),
        ]  # fmt: skip

    @property
    def key(self) -> str:
        """What names the file in addresses: the beginning of its hash, so the same address is the same content."""
        return self.sha256[:LENGTH_OF_KEY]

    @property
    def told_of(self) -> models.Model:
        """The statement or later version that it was sent with."""
        return self.version.track or self.version.statement

    def drop_file(self) -> None:
        """Remove the file and its words; hash, kind and size stay."""
        super().drop_file()
        Attachment.objects.filter(pk=self.pk).update(description="")


def seal(version: Any) -> str:
    """Names the files of a version as they stand, with their order and words: what a person saw before sending."""
    seen = "\n".join(f"{one.sha256} {one.description}" for one in version.attachments.there())
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


def carry_over(old: Any, new: Any) -> None:
    """Give a new version the files of the one that it is written from; both name the same stored files."""
    for one in old.attachments.there():
        one.pk, one.version, one.frozen_at = None, new, None
        one._state.adding = True
        one.save()


def freeze(version: Any) -> None:
    """From now on the database keeps the files of this version as they are."""
    version.attachments.filter(frozen_at__isnull=True).update(frozen_at=timezone.now())
