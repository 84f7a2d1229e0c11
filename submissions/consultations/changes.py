"""When the computed status may have changed: a token that is new with every change of what is on record.

A token and no time, since nothing here may keep the moment at which somebody reports. It changes with the rows
themselves, whoever writes them, and in the same transaction: what is remembered under a token holds as long as that.
"""

from typing import Any, ClassVar, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

ModelT = TypeVar("ModelT", bound=models.Model)


class StatusVersion(models.Model):
    """The token of what is on record now; one row."""

    only = models.BooleanField(default=True, unique=True)
    token = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_status_version")]

    def __str__(self) -> str:
        return self.token


def changed() -> None:
    """What is on record is another than before; readers see it with the end of the transaction."""
    StatusVersion.objects.update_or_create(only=True, defaults={"token": uuid4().hex})


def version() -> str:
    """The token that stands. One query."""
    return StatusVersion.objects.values_list("token", flat=True).first() or ""


class OnRecordQuerySet(models.QuerySet[ModelT]):
    """Rows of the record: writing many at once changes the token too."""

    def update(self, **values: Any) -> int:
        """Update the rows."""
        changed()
        return super().update(**values)

    def bulk_create(self, *args: Any, **options: Any) -> list[ModelT]:
        """Store many rows."""
        changed()
        return super().bulk_create(*args, **options)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows."""
        changed()
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: never all rows through the manager


class OnRecord(models.Model):
    """Abstract: a row of the record. What moves nothing in public (a draft, what is kept back) changes no token."""

    ON_RECORD_SINCE: ClassVar[str]  # the field that is empty as long as the row moves nothing in public

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Store the row."""
        super().save(*args, **options)
        if getattr(self, self.ON_RECORD_SINCE) is not None:
            changed()

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the row."""
        if getattr(self, self.ON_RECORD_SINCE) is not None:
            changed()
        return super().delete(*args, **options)
