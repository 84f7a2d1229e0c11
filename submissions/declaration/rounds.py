"""The round of comments on a draft: the text as it was put out, what organizations said, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from submissions.declaration.texts import Declaration


class DraftText(models.Model):
    """The draft in one language as it was put out for comments, so that anyone can see what changed afterwards."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="draft_texts")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.TextField()
    put_out_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["declaration", "language"]
        constraints = [models.UniqueConstraint(fields=["declaration", "language"], name="one_draft_of_a_language")]

    def __str__(self) -> str:
        return f"{self.declaration} {self.language}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Who sees which comments."""

    def public(self):
        """All, once the text is locked: each has its answer then."""
        return self.filter(declaration__in=Declaration.objects.public())

    def own(self, user):
        """Those of the organizations that `user` is a member of."""
        return self.filter(organization__in=Organization.objects.represented_by(user))


class Comment(models.Model):
    """What one organization says about one paragraph of a draft, and what the drafters did with it."""

    class Disposition(models.TextChoices):
        """What became of it."""

        TAKEN = "taken", _("Taken")
        PARTLY = "partly", _("Taken in part")
        NOT = "not", _("Not taken")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="comments")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    named = models.BooleanField(_("name our organization in the published table"), default=True)
    paragraph = models.PositiveSmallIntegerField(_("paragraph"))
    words = models.TextField(_("comment"), max_length=2000)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    disposition = models.CharField(_("disposition"), max_length=8, choices=Disposition, blank=True)
    answer = models.TextField(_("why"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["paragraph", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disposition__in=["", "taken", "partly", "not"]), name="comment_known_disposition"
            ),
            models.CheckConstraint(
                condition=Q(disposition="", decided_at__isnull=True)
                | (~Q(disposition="") & ~Q(answer="") & Q(decided_at__isnull=False)),
                name="comment_disposition_says_why",
                violation_error_message=_("Say why."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization}: {self.paragraph}"
