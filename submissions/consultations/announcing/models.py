"""Consultations to come: a State, or a public source, announces that civil society can take part, and until when.

What is not published, or was withdrawn, stands nowhere in public. A published one may be changed by whoever announced
it, since dates move: the day of the change stands beside it, and the account keeps what it said before.
"""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organizations.assignments import Assignment
from organizations.models import User
from portal.dates import format_day, format_moment
from portal.mechanism.models import Cluster, Instrument
from portal.records import Record, known_state
from submissions.consultations.announcing.zones import zone_in_words


class AnnouncementState(models.TextChoices):
    """Where an announcement stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = AnnouncementState


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Who sees which announcements."""

    def public(self):
        """Those that everybody reads."""
        return self.filter(state=S.PUBLISHED)

    def visible_to(self, user):
        """The public ones; all that one's own State announced itself; all for those who check reports."""
        if not user.is_authenticated:
            return self.public()
        if user.has_perm("submissions.verify_claim"):
            return self.all()
        own = Q(country__in=Assignment.objects.states_of(user), on_behalf=False)
        return self.filter(Q(state=S.PUBLISHED) | own)

    def ahead(self, moment: datetime | None = None):
        """Those that are not over."""
        return self.filter(closes_at__gt=moment or timezone.now())

    def over(self, moment: datetime | None = None):
        """Those that are."""
        return self.filter(closes_at__lte=moment or timezone.now())

    def open_now(self, moment: datetime | None = None):
        """Those in which one can take part now; without an opening day that is from the announcement on."""
        moment = moment or timezone.now()
        return self.ahead(moment).filter(Q(opens_at__isnull=True) | Q(opens_at__lte=moment))

    def coming(self, moment: datetime | None = None):
        """Those that open later."""
        return self.filter(opens_at__gt=moment or timezone.now())

    def for_lists(self):
        """With what a row shows, the nearest end first. Two queries."""
        found = self.select_related("country", "cluster").prefetch_related("instruments")
        return found.order_by("closes_at", "pk")


class Announcement(Record):
    """One consultation to come. `opens_at` and `closes_at` are the borders of whole days in `zone`."""

    State = AnnouncementState
    FOLLOWERS = {S.DRAFT: {S.PUBLISHED, S.WITHDRAWN}, S.PUBLISHED: {S.WITHDRAWN}, S.WITHDRAWN: set()}
    SHAPES = {S.DRAFT: "half", S.PUBLISHED: "on", S.WITHDRAWN: "none"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    country = models.ForeignKey(
        "mechanism.State", models.PROTECT, related_name="announcements", verbose_name=_("State")
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("cluster")
    )
    instruments = models.ManyToManyField(Instrument, related_name="+", blank=True, verbose_name=_("instruments"))
    opens_at = models.DateTimeField(_("opens"), null=True)
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=40)
    how = models.TextField(_("How to take part"), max_length=4000)
    language = models.CharField(
        _("language of these words"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    address = models.URLField(_("Address of the consultation"), max_length=500, blank=True)
    contact = models.CharField(_("Whom to ask"), max_length=200, blank=True)
    office = models.CharField(_("Who announces it"), max_length=200)
    source_address = models.URLField(_("Where it is announced"), max_length=500, blank=True)
    on_behalf = models.BooleanField(default=False, editable=False)
    announced_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)  # in public
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation to come")
        verbose_name_plural = _("consultations to come")
        ordering = ["closes_at", "pk"]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="announcement_ahead"),
            models.Index(fields=["country", "state", "closes_at"], name="announcement_of_state"),
        ]
        constraints = [
            known_state(AnnouncementState, "announcement_known_state"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="announcement_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(on_behalf=False) | ~Q(source_address=""),
                name="announcement_for_a_state_has_source",
                violation_error_message=_("Give the address where the State or its source announces it."),
            ),
            models.CheckConstraint(
                condition=~Q(how="") & ~Q(office=""),
                name="announcement_says_how_and_who",
                violation_error_message=_("Say how to take part, and who announces it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=S.PUBLISHED) | Q(published_at__isnull=False, changed_at__isnull=False),
                name="published_announcement_has_dates",
            ),
        ]

    @property
    def opens_on(self) -> date | None:
        """Its first day where it takes place, if one is said."""
        return self.opens_at.astimezone(ZoneInfo(self.zone)).date() if self.opens_at else None

    @property
    def closes_on(self) -> date:
        """Its last day where it takes place."""
        return (self.closes_at - timedelta(seconds=1)).astimezone(ZoneInfo(self.zone)).date()

    @property
    def is_over(self) -> bool:
        """Whether it is too late to take part."""
        return self.closes_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether one can take part now."""
        return not self.is_over and (self.opens_at is None or self.opens_at <= timezone.now())

    @property
    def was_changed(self) -> bool:
        """Whether it says in public what it did not say at first."""
        return self.revision > 0

    @property
    def until_text(self) -> str:
        """Its last moment in words, with its time zone and the same in UTC."""
        return gettext("until the end of %(day)s, %(zone)s; that is %(moment)s") % {
            "day": format_day(self.closes_on),
            "zone": zone_in_words(self.zone, self.closes_at),
            "moment": format_moment(self.closes_at, ZoneInfo("UTC"), "day"),
        }

    @property
    def when_shape(self) -> str:
        """The shape beside the words of `when_text`."""
        return "on" if self.is_open else ("none" if self.is_over else "half")

    @property
    def when_text(self) -> str:
        """Whether one can take part, in words."""
        if self.is_open:
            return gettext("Open now")
        return gettext("Over") if self.is_over else gettext("Opens later")

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("consultations:announced_detail", args=[self.uuid])

    def __str__(self) -> str:
        return f"{self.country}, {self.closes_on:%Y-%m-%d}"
