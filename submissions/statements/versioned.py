"""What a statement says of its own texts, beside those of later versions (later.py)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from submissions.statements.reviews import Review
from submissions.statements.versions import StatementVersion


class Versioned:
    """The part of `Statement` that knows which text stands. A list selects `current__track` before it asks."""

    is_later = False

    pk: Any
    current: Any
    current_id: int | None
    reference: Any
    publish_at: Any

    @property
    def texts(self) -> models.QuerySet[StatementVersion]:
        """Its own texts, of which the newest counts: without those of later versions, but for one that replaced it."""
        return StatementVersion.objects.filter(Q(track__isnull=True) | Q(pk=self.current_id), statement=self.pk)

    @property
    def looks(self) -> models.QuerySet[Review]:
        """The reviews of the statement itself."""
        return Review.objects.filter(statement=self.pk, later__isnull=True)

    @property
    def track(self) -> Any:
        """The later version that its present text is from; None while the first text stands."""
        track = self.current.track if self.current else None
        if track is not None:
            track.statement = self
        return track

    @property
    def symbol(self) -> str:
        """What its present text is called behind the reference, e.g. "Rev.1"; empty for the one accepted first."""
        return self.track.symbol if self.track else ""

    @property
    def reference_now(self) -> str:
        """The reference of the present text."""
        return f"{self.reference or ''}{self.track.suffix if self.track else ''}"

    @property
    def text_since(self) -> datetime | None:
        """Since when its present text is public, or from when on."""
        since: datetime | None = self.track.published_at if self.track else self.publish_at
        return since
