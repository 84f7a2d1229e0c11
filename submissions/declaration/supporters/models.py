"""Individuals who support a declaration. They are counted apart from the organizations that sign it.

No address is stored, only what tells two of them apart under a key of its own. A name that is not to be shown is not
stored either.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.records import Record, known_state
from submissions.chain import is_whole_hash
from submissions.declaration.models import Declaration, DeclarationVersion, LedgerEntry


class SupporterState(models.TextChoices):
    """Whether somebody counts as a supporter."""

    PENDING = "pending", _("Not confirmed")
    CONFIRMED = "confirmed", _("Supports it")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    INVALID = "invalid", _("Found to be false")


S = SupporterState


class SupporterSecret(models.Model):
    """The key under which a declaration tells addresses apart. Once it is destroyed nobody can ask who supported.

    Not SECRET_KEY, because a new one of that would let everybody support twice.
    """

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"the key of {self.declaration}"


class SupporterQuerySet(models.QuerySet["Supporter"]):
    """Who counts, who is named, who waits for the ledger."""

    def confirmed(self):
        """Those who count."""
        return self.filter(state=S.CONFIRMED)

    def public(self):
        """Those who count and agreed to be named."""
        return self.filter(state=S.CONFIRMED, named=True)

    def unchained(self):
        """Those of whom the ledger does not know yet."""
        return self.filter(state=S.CONFIRMED, batch__isnull=True)

    def leaving(self):
        """Those of whom the ledger does not know yet that they no longer count: withdrawn, or found to be false."""
        return self.filter(withdrawn_at__isnull=False, batch__isnull=False, left_batch__isnull=True)


class Supporter(Record):
    """One address that supports one declaration. A row that the ledger counted stays, without what it was about.

    One that was found to be false loses all that was said, whoever's name it was; its mailbox is not taken again.

    `commitment` is a hash behind `salt` of country, name, text and `person_commitment`; that one is a hash behind
    `person_salt` of the address. The chain holds a hash over the sorted commitments of a batch.
    """

    State = SupporterState
    FOLLOWERS = {S.PENDING: {S.CONFIRMED}, S.CONFIRMED: {S.WITHDRAWN, S.INVALID}, S.INVALID: {S.WITHDRAWN}}
    SHAPES = {S.PENDING: "half", S.CONFIRMED: "on", S.WITHDRAWN: "none", S.INVALID: "stop"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.PENDING, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="supporters")
    version = models.ForeignKey(DeclarationVersion, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    named = models.BooleanField(default=False, editable=False)
    country_code = models.CharField(max_length=3, blank=True, editable=False)
    # The address as mailboxes are told apart, and the same as it was written.
    email_hmac = models.CharField(max_length=64, null=True, editable=False)
    written_hmac = models.CharField(max_length=64, null=True, editable=False)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    person_salt = models.CharField(max_length=64, blank=True, editable=False)
    person_commitment = models.CharField(max_length=64, blank=True, editable=False)
    commitment = models.CharField(max_length=64, editable=False)
    confirm_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    own_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    asked_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    mails = models.PositiveSmallIntegerField(default=0, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)  # since when it no longer counts, for either reason
    # The entries that say that they came and that they went.
    batch = models.ForeignKey(LedgerEntry, models.PROTECT, null=True, related_name="supporters", editable=False)
    left_batch = models.ForeignKey(LedgerEntry, models.PROTECT, null=True, related_name="+", editable=False)

    objects = SupporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        ordering = ["pk"]
        indexes = [
            # Counting reads this index alone; the list of names has its order.
            models.Index(fields=["declaration", "state", "country_code", "named"], name="supporter_counts"),
            models.Index(
                fields=["declaration", "name", "id"], name="supporter_names", condition=Q(state="confirmed", named=True)
            ),
            models.Index(
                fields=["declaration"], name="supporter_unchained", condition=Q(state="confirmed", batch__isnull=True)
            ),
            models.Index(
                fields=["declaration"],
                name="supporter_leaving",
                condition=Q(withdrawn_at__isnull=False, batch__isnull=False, left_batch__isnull=True),
            ),
        ]
        constraints = [
            known_state(SupporterState, "supporter_known_state"),
            models.UniqueConstraint(fields=["declaration", "email_hmac"], name="one_supporter_of_an_address"),
            models.CheckConstraint(condition=is_whole_hash("commitment"), name="supporter_commitment_is_whole"),
            models.CheckConstraint(
                condition=Q(named=True) & ~Q(name="") | Q(named=False, name=""), name="supporter_name_is_public"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", confirmed_at__isnull=True, batch__isnull=True)
                | Q(state="confirmed", confirmed_at__isnull=False, withdrawn_at__isnull=True)
                | Q(
                    state="withdrawn", withdrawn_at__isnull=False, batch__isnull=False, name="", country_code="",
                    email_hmac__isnull=True, written_hmac__isnull=True, salt="", person_salt="", person_commitment="",
                    confirm_hash__isnull=True, own_hash__isnull=True,
                )
                | Q(
                    state="invalid", confirmed_at__isnull=False, withdrawn_at__isnull=False, name="", country_code="",
                    salt="", person_salt="", person_commitment="", confirm_hash__isnull=True,
                ),
                name="supporter_fits_its_state",
            ),
            models.CheckConstraint(
                condition=Q(left_batch__isnull=True) | Q(state__in=["withdrawn", "invalid"]),
                name="only_the_withdrawn_left",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return "a supporter"

    @property
    def has_expired(self) -> bool:
        """Whether the link in the mail confirms no more."""
        return self.state == S.PENDING and self.expires_at <= timezone.now()
