"""The append-only account of who did what. Moves of records write it in their own transaction."""

from typing import Any

from django.db.models import Model

from portal.models import AuditEvent


def record(
    thing: Model,
    verb: str,
    *,
    by: Any,
    before: str = "",
    after: str = "",
    reason: str = "",
    public: bool = False,
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write one event about `thing`; `by` is the acting user, or None for the portal itself.

    `data` holds no personal data: the row outlives the account that acted.
    """
    return AuditEvent.objects.create(
        actor=by if by is not None and by.is_authenticated else None,
        verb=verb,
        object_type=thing._meta.label_lower,
        object_key=object_key(thing),
        before=before,
        after=after,
        reason=reason,
        public=public,
        data=data or {},
    )


def newest() -> int:
    """The number of the newest event: as long as it stays, nobody has done anything."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def object_key(thing: Model) -> str:
    """What names the thing for ever: its UUID where it has one."""
    return str(getattr(thing, "uuid", thing.pk))


def history(thing: Model):
    """All events about `thing`, oldest first."""
    return AuditEvent.objects.filter(object_type=thing._meta.label_lower, object_key=object_key(thing))
