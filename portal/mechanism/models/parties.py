"""What States are bound by, and who speaks for them in the review: each row is what one source says, as of a day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.sources import AsOf, Source
from portal.mechanism.models.states import State
from portal.mechanism.models.treaty import Instrument

KINDS = ("ratification", "accession", "acceptance", "approval", "succession", "confirmation", "signature")


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties, and those who only signed."""

    def bound(self):
        """Those who are bound: a signature alone binds nobody."""
        return self.exclude(kind=Party.Kind.SIGNATURE)


class Party(AsOf):
    """What one source says of a State and an instrument: bound since when and how, or signed only.

    Two sources that differ are two rows, and pages show both.
    """

    class Kind(models.TextChoices):
        """How a State became a party, or that it only signed."""

        RATIFICATION = "ratification", _("Ratification")
        ACCESSION = "accession", _("Accession")
        ACCEPTANCE = "acceptance", _("Acceptance")
        APPROVAL = "approval", _("Approval")
        SUCCESSION = "succession", _("Succession")
        CONFIRMATION = "confirmation", _("Formal confirmation")
        SIGNATURE = "signature", _("Signature only")

    state = models.ForeignKey(State, models.PROTECT, related_name="parties", verbose_name=_("State"))
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="parties", verbose_name=_("instrument"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    date = models.DateField(_("date of deposit"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    note = models.TextField(
        _("reservations and declarations"), blank=True, help_text=_("In short, and only what the source says.")
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    objects = PartyQuerySet.as_manager()

    class Meta(AsOf.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["state__name_en", "instrument__position", "pk"]
        constraints = [
            *AsOf.Meta.constraints,
            models.UniqueConstraint(
                fields=["state", "instrument", "source"],
                name="mechanism_party_once",
                violation_error_message=_("This source has this State and this instrument already."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="signature") | Q(date__isnull=True),
                name="mechanism_signature_binds_nobody",
                violation_error_message=_("Who only signed has deposited nothing: leave the date of deposit empty."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", *KINDS]),
                name="mechanism_party_kind_known",
                violation_error_message=_("Choose how the State became a party."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(date__isnull=True) | Q(signed_on__lte=F("date")),
                name="mechanism_party_signed_first",
                violation_error_message=_("The deposit cannot be older than the signature."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.instrument}"

    @property
    def is_bound(self) -> bool:
        """Whether the State is bound by it."""
        return self.kind != self.Kind.SIGNATURE


class FocalPoint(AsOf):
    """The office that speaks for a State in the review, where a public source names it: an office, and no person."""

    state = models.ForeignKey(State, models.PROTECT, related_name="focal_points", verbose_name=_("State"))
    office = models.CharField(_("office"), max_length=200, help_text=_("An office, and no person."))
    contact = models.CharField(_("public contact"), max_length=200, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta(AsOf.Meta):
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["state__name_en", "pk"]
        constraints = [
            *AsOf.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(office=""),
                name="mechanism_focal_point_has_office",
                violation_error_message=_("Name the office."),
            ),
            models.UniqueConstraint(
                fields=["state", "source"],
                name="mechanism_focal_point_once",
                violation_error_message=_("This source has a focal point of this State already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.office}"
