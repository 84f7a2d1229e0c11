"""What statements answer, and how they are numbered: calls with a deadline, and the series of references."""

from datetime import timedelta
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.pages import DialoguePage
from submissions.statements.terms import TextTerms, own_limits_are_words

is_stem = RegexValidator(
    r"^[A-Z0-9]+(/[A-Z0-9]+)*$", _("Write capital letters and digits, parted by “/”: for example 2024/FA/WS.")
)


class CallQuerySet(models.QuerySet["Call"]):
    """Which calls people see, and which can be answered."""

    def public(self):
        """Calls that have opened, also those that are over. One that opens later is nobody's business yet."""
        return self.filter(opens_at__lte=timezone.now())

    def open(self):
        """Calls between their opening and their deadline, by the server's clock, the most urgent first."""
        return self.public().filter(closes_at__gt=timezone.now()).order_by("closes_at", "pk")


class Call(TextTerms):
    """An invitation to send statements to one dialogue, with its rules."""

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, blank=True, help_text=_("Leave it empty to make it from the stem.")
    )
    dialogue = models.ForeignKey(DialoguePage, models.PROTECT, related_name="calls", verbose_name=_("dialogue"))
    title = models.CharField(_("title"), max_length=160)
    reference_stem = models.CharField(
        _("stem of references"),
        max_length=30,
        unique=True,
        help_text=_("For example 2024/FA/WS"),
        validators=[is_stem],
    )
    opens_at = models.DateTimeField(_("opens"), help_text=_("In the time zone of your account, UTC unless you set one"))
    closes_at = models.DateTimeField(
        _("deadline"), help_text=_("In the same time zone. Midnight in Vienna is the habit.")
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"),
        default=10,
        help_text=_("What arrives so many minutes after the deadline is still taken."),
    )
    max_attachments = models.PositiveSmallIntegerField(
        _("files with a statement, at most"), default=5, help_text=_("0 for none.")
    )
    max_cosigners = models.PositiveSmallIntegerField(
        _("co-signing organizations of a statement, at most"), default=40, help_text=_("0 for none.")
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for statements")
        verbose_name_plural = _("calls for statements")
        ordering = ["-closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens",
                violation_error_message=_("The deadline has to come after the opening."),
            ),
            models.CheckConstraint(condition=Q(word_limit__gte=1), name="call_has_word_limit"),
            *own_limits_are_words("word_limit_general", "word_limit_special", "word_limit_roster"),
            models.CheckConstraint(
                condition=Q(grace_minutes__lte=1440), name="call_grace_is_a_day_at_most",
                violation_error_message=_("Grace is a day at most: 1440 minutes."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Point to the dialogue's canonical page, whichever language was chosen, and have an address."""
        self.dialogue = self.dialogue.canonical
        self.slug = self.slug or self.reference_stem.lower().replace("/", "-")
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether a statement can be begun now."""
        return self.opens_at <= timezone.now() < self.closes_at

    @property
    def takes_statements(self) -> bool:
        """Whether what is sent in now arrives in time: until the deadline, and a little longer."""
        return self.opens_at <= timezone.now() < self.closes_at + timedelta(minutes=self.grace_minutes)


class ReferenceSeries(models.Model):
    """The last number given under one stem. Numbers are given at acceptance and never used again; gaps are allowed."""

    stem = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.stem}/{self.last}"

    @property
    def slug(self) -> str:
        """Its name in addresses, e.g. "csp-2024-fa-ws"."""
        return self.stem.lower().replace("/", "-")
