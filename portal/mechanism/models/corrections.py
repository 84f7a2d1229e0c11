"""What readers say is wrong with a fact or its source: anybody may, without an account; coordinators answer each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.states import State as Country
from portal.records import Record, known_state


class CorrectionState(models.TextChoices):
    """Where a correction stands."""

    RECEIVED = "received", _("Waits for an answer")
    CORRECTED = "corrected", _("Corrected")
    KEPT = "kept", _("Stays as it is")


S = CorrectionState


class FactCorrection(Record):
    """What somebody says is wrong, and where it is written otherwise.

    Who it was is not asked. An address for the answer is optional, and cleared some time after the answer (`kept`).
    """

    State = CorrectionState
    FOLLOWERS = {S.RECEIVED: {S.CORRECTED, S.KEPT}}
    SHAPES = {S.RECEIVED: "half", S.CORRECTED: "on", S.KEPT: "none"}

    class About(models.TextChoices):
        """Which part of the record it is about."""

        PARTIES = "parties", _("Instruments and their dates")
        REVIEW = "review", _("The review: group, phases, focal point")
        CONSULTATION = "consultation", _("A report of a consultation and its source")
        FIGURES = "figures", _("A figure, or sources that disagree")
        OTHER = "other", _("Something else")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.RECEIVED, editable=False)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("State")
    )
    about = models.CharField(_("What is it about?"), max_length=12, choices=About)
    words = models.TextField(_("What is wrong, and what is right?"), max_length=2000)
    source = models.CharField(
        _("Where is that written?"), max_length=500,
        help_text=_("A document, its symbol, a page: somebody else has to be able to find it."),
    )  # fmt: skip
    email = models.EmailField(
        _("E-mail address for the answer"), blank=True,
        help_text=_("You may leave this empty: the answer also stands at the address that you get next."),
    )  # fmt: skip
    language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, editable=False
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("correction of a fact")
        verbose_name_plural = _("corrections of facts")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="fact_correction_queue")]
        constraints = [
            known_state(CorrectionState, "fact_correction_known_state"),
            models.CheckConstraint(
                condition=Q(about__in=["parties", "review", "consultation", "figures", "other"]),
                name="fact_correction_known_about",
            ),
            models.CheckConstraint(
                condition=Q(state="received", answer="", decided_at__isnull=True)
                | (~Q(state="received") & ~Q(answer="") & Q(decided_at__isnull=False)),
                name="decided_fact_correction_has_answer",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)[:8]
