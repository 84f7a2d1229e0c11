"""Travel support: what a delegation asks for, and what becomes of it. Moves: DOMAIN, section 2. Nothing is public."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.coordinators import of_dialogues
from dialogues.registration.models import Registration
from organizations.models import Organization, User
from portal.records import Record, known_state


class TravelState(models.TextChoices):
    """Where a request stands. Who never asked has no row; who took it back has an empty one."""

    NOT_REQUESTED = "not_requested", _("Not requested")
    REQUESTED = "requested", _("Requested")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    SETTLED = "settled", _("Settled")


T = TravelState


class TravelQuerySet(models.QuerySet["TravelRequest"]):
    """Who sees which requests."""

    def of_members(self, user):
        """Those of the organizations for which this person acts."""
        return self.filter(registration__organization__in=Organization.objects.represented_by(user))

    def for_coordinator(self, user):
        """Those that were made at the dialogues on which this person decides."""
        made = self.exclude(state=T.NOT_REQUESTED)
        if user.has_perm("dialogues.decide_registration"):
            return made
        return made.filter(of_dialogues(user, "registration__dialogue"))


class TravelRequest(Record):
    """What one delegation asks for its travel. Nothing leads here from the registration, so that no list shows it."""

    State = TravelState
    FOLLOWERS = {
        T.NOT_REQUESTED: {T.REQUESTED},
        T.REQUESTED: {T.SHORTLISTED, T.DECLINED, T.NOT_REQUESTED},
        T.SHORTLISTED: {T.GRANTED, T.DECLINED, T.NOT_REQUESTED},
        T.GRANTED: {T.SETTLED},
    }
    SHAPES = {T.REQUESTED: "half", T.SHORTLISTED: "half", T.GRANTED: "on", T.SETTLED: "on", T.DECLINED: "stop"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.NOT_REQUESTED, editable=False)
    registration = models.OneToOneField(Registration, models.PROTECT, related_name="+")
    amount = models.CharField(
        _("what you need, in words"), max_length=200, blank=True,
        help_text=_("For example: the train from Lyon for one person, and two nights."),
    )  # fmt: skip
    why = models.TextField(
        _("why you ask"), max_length=1500, blank=True,
        help_text=_("The coordinators of this dialogue read it, nobody else. It is deleted a year after the dialogue."),
    )  # fmt: skip
    covered = models.TextField(_("what is covered"), max_length=1000, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    note = models.TextField(_("note for the coordinators"), max_length=2000, blank=True)
    requested_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = TravelQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for travel support")
        verbose_name_plural = _("requests for travel support")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "requested_at"], name="travel_queue")]
        constraints = [
            known_state(TravelState, "travel_known_state"),
            models.CheckConstraint(
                condition=Q(state=T.NOT_REQUESTED) | (Q(requested_at__isnull=False)), name="requested_travel_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "declined", "settled"]) | Q(decided_at__isnull=False),
                name="decided_travel_has_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
