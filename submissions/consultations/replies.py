"""What a State says to what was reported about it: its right of reply (DOMAIN, sections 2 and 5).

A reply is never changed and never deleted; a later one may replace it, and both stay. It speaks of one report that is
shown one by one, or of a cluster as a whole.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from organizations.assignments import Assignment
from organizations.models import User
from portal.mechanism.models import Cluster
from submissions.consultations.changes import OnRecord, OnRecordQuerySet
from submissions.consultations.choices import ClaimState, SourceKind, Visibility
from submissions.consultations.models import Claim


class Says(models.TextChoices):
    """What a State says about itself; the first two are facts for the record (`status`)."""

    CONSULTED = "consulted", _("We consulted civil society")
    NOT_CONSULTED = "not_consulted", _("We have not consulted civil society")
    ADDS = "adds", _("We add something")


FACTS = (Says.CONSULTED, Says.NOT_CONSULTED)


class ReplyQuerySet(OnRecordQuerySet["StateReply"]):
    """Who sees which replies. One to a report is public as long as that report is shown one by one, never longer."""

    def public(self):
        """Replies that everybody reads."""
        shown = Q(claim__state=ClaimState.PUBLISHED, claim__visibility=Visibility.PUBLIC)
        return self.filter(Q(claim__isnull=True) | shown)

    def visible_to(self, user: Any):
        """The public ones; all of one's own State; all for those who check reports, but none to a hidden report."""
        if not user.is_authenticated:
            return self.public()
        public = self.model.objects.public().values("pk")
        if user.has_perm("submissions.verify_claim"):
            return self.filter(Q(pk__in=public) | Q(claim__in=Claim.objects.for_staff(user)))
        own = Q(country__in=Assignment.objects.states_of(user)) & Q(claim__in=Claim.objects.put_to_states())
        return self.filter(Q(pk__in=public) | own)

    def shown(self):
        """As pages show them, the newest first: with cluster, file, and whether a later one stands in their place."""
        return self.select_related("cluster", "replaced_by", "paper").order_by("-pk")

    def standing(self):
        """Those that no later one replaced."""
        return self.filter(replaced_by__isnull=True)

    def as_facts(self) -> QuerySet:
        """Those that count, with the columns of a claim under the names that `status` reads.

        A reply counts from the day on which it and its report are public, and until another one replaces it.
        """
        since = Case(When(claim__published_at__gt=F("at"), then=F("claim__published_at")), default=F("at"))
        return self.public().filter(says__in=FACTS).annotate(
            since=since,
            until=F("replaced_by__at"),
            seen_by=Value(Visibility.PUBLIC.value, models.CharField()),
            comes_from=Value(SourceKind.OFFICIAL.value, models.CharField()),
            key=Value("", models.CharField()),
        )  # fmt: skip


class StateReply(OnRecord):
    """One reply of a State. `office` is who speaks, an office and no person; `by` is whose account entered it."""

    ON_RECORD_SINCE = "at"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey("mechanism.State", models.PROTECT, related_name="replies", verbose_name=_("State"))
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("cluster")
    )
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="replies", null=True, editable=False)
    says = models.CharField(_("What does the State say?"), max_length=14, choices=Says)
    text = models.TextField(_("In the words of the State"), max_length=4000)
    language = models.CharField(
        _("language of the reply"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    office = models.CharField(_("Which office replies?"), max_length=200)
    at = models.DateTimeField(db_default=Now(), editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    on_behalf = models.BooleanField(default=False, editable=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by", editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply of a State")
        verbose_name_plural = _("replies of States")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["country", "claim"], name="reply_of_state")]
        constraints = [
            models.CheckConstraint(condition=Q(says__in=Says.values), name="reply_says_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(office=""), name="reply_has_words_and_office"),
            # With `replaces` being one to one, each report and each cell has one line of replies, and one that stands.
            models.UniqueConstraint(
                fields=["claim"], condition=Q(replaces__isnull=True), name="one_line_of_replies_to_a_claim"
            ),
            models.UniqueConstraint(
                fields=["country", "cluster"],
                condition=Q(replaces__isnull=True, claim__isnull=True, cluster__isnull=False),
                name="one_line_of_replies_to_a_cell",
            ),
            models.UniqueConstraint(
                fields=["country"],
                condition=Q(replaces__isnull=True, claim__isnull=True, cluster__isnull=True),
                name="one_line_of_replies_without_cluster",
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it (`public` asks for many): one to a report, as long as that is shown by itself."""
        return self.claim is None or (self.claim.state, self.claim.visibility) == (
            ClaimState.PUBLISHED,
            Visibility.PUBLIC,
        )

    def __str__(self) -> str:
        return f"{self.office}, {self.at:%Y-%m-%d}"
