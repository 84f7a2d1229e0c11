"""Rows on dialogue and panel pages: agenda, people, interventions, figures. Plain rows, so that they can be queried."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail_localize.fields import TranslatableField

from dialogues.checking import check_agenda_item
from organizations.fields import AccountKey
from organizations.models import Organization, User
from portal.mechanism.models import FigureFields, Instrument, State, WorkingGroup
from portal.pages import WordedRow


class DialogueInstrument(Orderable):
    """Which instruments a dialogue is about."""

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="dialogue_instruments")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="dialogue_instruments")

    panels = [FieldPanel("instrument")]

    class Meta(Orderable.Meta):
        verbose_name = _("instrument")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "instrument"], name="instrument_once_in_a_dialogue",
                violation_error_message=_("This instrument stands here already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.instrument)


class DialogueWorkingGroup(Orderable):
    """Which working groups of the Conference a dialogue goes with: joint ones have two."""

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="working_groups")
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="dialogues", verbose_name=_("working group"))

    panels = [FieldPanel("group")]

    class Meta(Orderable.Meta):
        verbose_name = _("working group")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "group"], name="working_group_once_in_a_dialogue",
                violation_error_message=_("This working group stands here already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.group)


# What a page shows of an organization, for portal.together.
ORGANIZATION = ("id", "slug", "legal_name", "name_language")


def seen_organization() -> Exists:
    """Whether readers may see the organization that a row names."""
    return Exists(Organization.objects.public().filter(pk=OuterRef("organization_id")))


class SpokenQuerySet(models.QuerySet[Any]):
    """Rows that name who spoke; translated pages repeat them, so lists outside the page ask for `public()`."""

    def public(self) -> "SpokenQuerySet":
        """Each row once: those on live pages in the default language."""
        page = self.model.page_field
        return self.filter(**{f"{page}__live": True, f"{page}__locale__language_code": settings.LANGUAGE_CODE})

    def with_organization(self) -> "SpokenQuerySet":
        """With the organization, and whether readers may see it (`shown_organization`), in the same query."""
        return self.select_related("organization").annotate(organization_is_public=seen_organization())


class SpokenFor(models.Model):
    """Abstract: somebody spoke, perhaps for an organization that has a profile here."""

    page_field: ClassVar[str]  # the name of the field that leads to the page

    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("organization")
    )

    objects = SpokenQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Nobody is put beside an organization that readers may not see; one that stands there may stay."""
        super().clean()
        stands = type(self)._base_manager.filter(pk=self.pk, organization=self.organization_id).exists()
        chosen = self.organization_id is not None and not stands
        if chosen and not Organization.objects.public().filter(pk=self.organization_id).exists():
            raise ValidationError({"organization": _("Choose an organization of the public directory.")})

    @property
    def shown_organization(self) -> Organization | None:
        """The organization, if readers may see its profile; `with_organization()` spares a query for each row."""
        if self.organization_id is None:
            return None
        if not hasattr(self, "organization_is_public"):
            self.organization_is_public = Organization.objects.public().filter(pk=self.organization_id).exists()
        return self.organization if self.organization_is_public else None


class AgendaItem(WordedRow):
    """One part of a dialogue's agenda. Times are optional: most published agendas have none."""

    class Kind(models.TextChoices):
        """What kind of part it is."""

        OPENING = "opening", _("Opening")
        BRIEFING = "briefing", _("Briefing")
        PANEL = "panel", _("Panel")
        FLOOR = "floor", _("From the floor")
        STATEMENT = "statement", _("Statement")
        BREAK = "break", _("Break")
        CLOSING = "closing", _("Closing")
        OTHER = "other", _("Other")

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=200)
    note = models.CharField(_("in one or two sentences"), max_length=600, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    panel = models.ForeignKey(
        "dialogues.PanelPage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("panel")
    )

    panels = [FieldPanel(name) for name in ("kind", "title", "note", "starts_at", "ends_at", "panel")]

    translatable_fields: ClassVar[list[TranslatableField]] = [TranslatableField("title"), TranslatableField("note")]

    class Meta(WordedRow.Meta):
        verbose_name = _("agenda item")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="agenda_item_ends_after_it_starts",
                violation_error_message=_("It has to end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It ends after it starts."""
        super().clean()
        check_agenda_item(self)


class Panelist(SpokenFor, WordedRow):
    """A person on a panel, with the organization they spoke for and what they said, in the coordinators' words."""

    page_field = "panel"

    class Role(models.TextChoices):
        """What the person did on the panel."""

        CHAIR = "chair", _("Chair")
        MODERATOR = "moderator", _("Moderator")
        PANELIST = "panelist", _("Panellist")
        KEYNOTE = "keynote", _("Keynote speaker")
        RAPPORTEUR = "rapporteur", _("Rapporteur")

    panel = ParentalKey("dialogues.PanelPage", on_delete=models.CASCADE, related_name="panelists")
    name = models.CharField(_("name"), max_length=120, help_text=_("In full, without titles"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.PANELIST)
    affiliation = models.CharField(_("affiliation as published"), max_length=200, blank=True)
    summary = models.TextField(_("what was said, in the coordinators' words"), max_length=2000, blank=True)
    user = AccountKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account, by its address"),
        help_text=_("Never shown. Whoever has it can ask for corrections of the summary."),
    )  # fmt: skip

    nomination = models.ForeignKey(
        "dialogues.Nomination", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    panels = [FieldPanel(name) for name in ("name", "role", "affiliation", "organization", "summary", "user")]

    translatable_fields: ClassVar[list[TranslatableField]] = [TranslatableField("summary")]

    class Meta(WordedRow.Meta):
        verbose_name = _("panellist")
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "user"], condition=Q(user__isnull=False), name="account_once_on_a_panel",
                violation_error_message=_("This account is on the panel already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Intervention(SpokenFor, WordedRow):
    """Something said outside the panels, told as an attributed statement: who said it, never that it is so."""

    page_field = "dialogue"

    class Part(models.TextChoices):
        """In which part of the dialogue it was said."""

        FLOOR = "floor", _("From the floor")
        OPENING = "opening", _("Opening")
        BRIEFING = "briefing", _("Briefing")
        SPEAKER = "speaker", _("Speaker")

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="interventions")
    part = models.CharField(_("where it was said"), max_length=10, choices=Part, default=Part.FLOOR)
    speaker = models.CharField(_("who spoke"), max_length=160)
    country = models.ForeignKey(
        State, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("for the State")
    )
    summary = models.TextField(
        _("what they said, in the coordinators' words"), max_length=1000, blank=True,
        help_text=_("Empty: the page says that it is not on record."),
    )  # fmt: skip
    concerns = models.ForeignKey(
        State, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("State that may reply"),
        help_text=_("Where the intervention alleges something about a State, that State may reply here."),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=300)

    panels = [FieldPanel(n) for n in ("part", "speaker", "country", "organization", "summary", "concerns", "source")]

    translatable_fields: ClassVar[list[TranslatableField]] = [
        TranslatableField("speaker"),
        TranslatableField("summary"),
    ]

    class Meta(WordedRow.Meta):
        verbose_name = _("intervention from the floor")

    def __str__(self) -> str:
        return self.speaker


class DialogueFigure(FigureFields, WordedRow):
    """A figure of one dialogue, with its unit, its source and its date. Differing ones stand side by side."""

    dialogue = ParentalKey("dialogues.DialoguePage", on_delete=models.CASCADE, related_name="figures")

    translatable_fields: ClassVar[list[TranslatableField]] = [TranslatableField("unit"), TranslatableField("qualifier")]

    class Meta(WordedRow.Meta):
        verbose_name = _("figure")
        constraints = FigureFields.Meta.constraints

    def __str__(self) -> str:
        return f"{self.display} {self.unit}"
