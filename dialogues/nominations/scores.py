"""What coordinators think of a nominee, each for themselves; what comes of it is computed and stored nowhere."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Avg, Exists, ExpressionWrapper, F, FloatField, Max, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from dialogues.nominations.calls import Criterion
from dialogues.nominations.models import Nomination
from organizations.models import Organization, User

MOST_POINTS = 5


def points(criterion: Criterion) -> models.PositiveSmallIntegerField:
    """The field of the points for a criterion."""
    return models.PositiveSmallIntegerField(criterion.label, validators=[MaxValueValidator(MOST_POINTS)])


class NominationScore(models.Model):
    """One coordinator's points for one nomination, 0 to 5 by criterion, with a note. One row for both."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="scores")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    knowledge = points(Criterion.KNOWLEDGE)
    practice = points(Criterion.PRACTICE)
    perspective = points(Criterion.PERSPECTIVE)
    clarity = points(Criterion.CLARITY)
    note = models.TextField(_("note"), max_length=1000, blank=True, help_text=_("The other coordinators read it."))
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "by"], name="one_score_of_a_coordinator"),
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__lte": MOST_POINTS}), name=f"points_for_{name}_bounded")
                for name in Criterion.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination} – {self.by}"


def weighted(call: str = "nomination__call") -> Any:
    """The points of one score, weighed by its call: between 0 and 5."""
    total: Any = sum(F(f"{call}__weight_{name}") for name in Criterion.values)
    given: Any = sum(F(name) * F(f"{call}__weight_{name}") for name in Criterion.values)
    return ExpressionWrapper(given * 1.0 / total, output_field=FloatField())


def with_results(nominations: Any, user: Any) -> Any:
    """Nominations with `scored` (by how many), `average`, `lowest`, `highest`, whether `user` gave points (`own_score`)
    and acts for the organization that nominated (`involved`).

    Who may read the results is asked by `permissions.reads_results`.
    """
    scores = NominationScore.objects.filter(nomination=OuterRef("pk")).order_by().annotate(result=weighted())
    own = Exists(NominationScore.objects.filter(nomination=OuterRef("pk"), by=user))
    results = {name: _of(scores, kind) for name, kind in (("average", Avg), ("lowest", Min), ("highest", Max))}
    counted = scores.values("nomination").annotate(rows=models.Count("pk")).values("rows")
    involved = Exists(Organization.objects.represented_by(user).filter(pk=OuterRef("organization")))
    return nominations.annotate(own_score=own, involved=involved, scored=Subquery(counted), **results)


def _of(scores: Any, kind: Any) -> Subquery:
    return Subquery(scores.values("nomination").annotate(found=kind("result")).values("found"))
