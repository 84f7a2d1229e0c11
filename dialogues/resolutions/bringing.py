"""A text on its way into the library: what was brought, what the reader made of it, and how far it was corrected."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution
from portal.records import Record, known_state


class BroughtState(models.TextChoices):
    """Whether it was read, and whether it stands in the library."""

    WAITING = "waiting", _("Being read")
    READ = "read", _("To be checked")
    REFUSED = "refused", _("Refused")
    SAVED = "saved", _("In the library")


B = BroughtState


class BroughtText(Record):
    """One text that a coordinator brought: `text` is all of it, `pieces` what it is made of (see sheet.Piece)."""

    State = BroughtState
    FOLLOWERS = {B.WAITING: {B.READ, B.REFUSED}, B.READ: {B.SAVED}, B.SAVED: {B.READ}}
    SHAPES = {B.WAITING: "half", B.READ: "half", B.REFUSED: "stop", B.SAVED: "on"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=B.WAITING, editable=False)
    name = models.CharField(_("file"), max_length=120, blank=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    text_hash = models.CharField(max_length=64, db_index=True)
    problem = models.CharField(max_length=20, blank=True)
    head = models.JSONField(default=dict)
    pieces = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    resolution = models.OneToOneField(
        Resolution, models.SET_NULL, null=True, blank=True, related_name="brought", verbose_name=_("resolution")
    )

    class Meta:
        verbose_name = _("brought text")
        verbose_name_plural = _("brought texts")
        ordering = ["-pk"]
        constraints = [
            known_state(BroughtState, "brought_text_known_state"),
            models.CheckConstraint(
                condition=~models.Q(state=B.REFUSED) | ~models.Q(problem=""),
                name="refused_text_has_problem",
                violation_error_message=_("Say why it is refused."),
            ),
        ]

    def __str__(self) -> str:
        return self.head.get("title") or self.name or str(self.uuid)
