"""What is handed to the Conference of the Parties, and what becomes of each thing that the text asks for."""

from collections.abc import Callable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.mechanism.models import Article
from portal.records import known_state
from submissions.chain import in_eights, is_whole_hash
from submissions.declaration.texts import Declaration, LedgerEntry


class Annex(models.Model):
    """The list of signatories as it was frozen, its hash in the ledger. One that names somebody less replaces it.

    `content` is CSV; it is erased when a newer annex stands, since that one lacks a name for a reason.
    """

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="annexes")
    number = models.PositiveSmallIntegerField()
    content = models.TextField(null=True)
    sha256 = models.CharField(max_length=64)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["declaration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="one_annex_of_a_number"),
            models.CheckConstraint(condition=is_whole_hash("sha256"), name="annex_has_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} annex {self.number}"

    @property
    def fingerprint(self) -> str:
        """The hash as people read it."""
        return in_eights(self.sha256)


class Handover(models.Model):
    """That the declaration was handed over: to which session, when, how, by whom, and under which symbol."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="handover")
    session = models.CharField(_("session"), max_length=160)
    day = models.DateField(_("handed over on"))
    channel = models.CharField(_("how"), max_length=200, help_text=_("For example: through the secretariat, by mail"))
    symbol = models.CharField(
        _("document symbol"), max_length=60, blank=True, help_text=_("Leave it empty while the session has given none.")
    )
    handed_by = models.CharField(_("by whom"), max_length=160, help_text=_("An organization or an office; public"))
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.declaration}: {self.session}"


class Ask(models.Model):
    """One thing that the text asks of States, by the paragraph that asks it; `articles` is an index beside the text."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="asks")
    paragraph = models.PositiveSmallIntegerField(_("paragraph"))
    words = models.CharField(_("what it asks, in short"), max_length=200)
    articles = models.ManyToManyField(Article, related_name="asks", blank=True, verbose_name=_("articles"))

    class Meta:
        ordering = ["paragraph", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "paragraph", "words"], name="one_ask_of_its_words")
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        """The paragraph that asks it."""
        return f"{self.declaration.get_absolute_url()}#para{self.paragraph}"


def asks_of(declaration: Declaration) -> models.QuerySet[Ask]:
    """Its asks as pages show them: each with its articles and what became of it. Three questions."""
    articles = models.Prefetch("articles", Article.objects.select_related("instrument"))
    return declaration.asks.prefetch_related("statuses", articles)


class AskState(models.TextChoices):
    """How far an ask has come."""

    NO_ANSWER = "no_answer", _("No answer known")
    DISCUSSED = "discussed", _("Discussed")
    PARTLY = "partly", _("Taken up in part")
    TAKEN = "taken", _("Taken up")
    REFUSED = "refused", _("Refused")


class AskStatus(models.Model):
    """What was known of an ask on a day, with its evidence. Later ones stand beside it; none is changed."""

    get_state_display: Callable[[], str]
    SHAPES = {AskState.DISCUSSED: "half", AskState.PARTLY: "half", AskState.TAKEN: "on", AskState.REFUSED: "stop"}

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="statuses")
    state = models.CharField(_("status"), max_length=12, choices=AskState)
    as_of = models.DateField(_("as of"))
    evidence = models.CharField(
        _("evidence"), max_length=300, blank=True, help_text=_("For example: resolution 12/4, paragraph 7")
    )
    source_url = models.URLField(_("address of the evidence"), blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["as_of", "pk"]
        constraints = [
            known_state(AskState, "ask_known_status"),
            models.CheckConstraint(
                condition=Q(state="no_answer") | ~Q(evidence=""),
                name="ask_status_has_evidence",
                violation_error_message=_("Say what shows it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask}: {self.get_state_display()}"

    @property
    def state_shape(self) -> str:
        """The shape that stands beside the words."""
        return self.SHAPES.get(AskState(self.state), "")
