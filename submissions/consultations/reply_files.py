"""The file that a State's reply came in, often a letter: a clean copy, shown beside the words, never in their place."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal import files
from portal.files import StoredFile
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply


class ReplyFile(StoredFile):
    """The file of one reply. It is public with the reply and never changed; a later reply has its own."""

    reply = models.OneToOneField(StateReply, models.PROTECT, related_name="paper", editable=False)

    class Meta(StoredFile.Meta):
        verbose_name = _("file of a reply")
        verbose_name_plural = _("files of replies")
        ordering = ["pk"]
        constraints = [
            *StoredFile.Meta.constraints,
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=False) | ~Q(description=""), name="reply_file_has_description",
                violation_error_message=_("Say what the file shows or holds."),
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        """Where its readers fetch it: everybody, or those who read the reply before it is public."""
        name = "consultation_data:reply_file" if self.reply.is_public else "consultations:desk_reply_file"
        return reverse(name, args=[self.reply.uuid])

    def drop_file(self) -> None:
        """Remove the file and its words, e.g. for the sake of a person in it; hash, kind and size stay."""
        super().drop_file()
        ReplyFile.objects.filter(pk=self.pk).update(description="")


def address_of(reply: StateReply) -> str:
    """The full address of a public reply's file, for data; nothing where there is none to fetch."""
    paper = getattr(reply, "paper", None)
    if paper is None or not paper.is_ready:
        return ""
    return settings.BASE_URL + reverse("consultation_data:reply_file", args=[reply.uuid])


@require_safe
def reply_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file of a public reply."""
    return _served(request, StateReply.objects.public(), uuid)


@login_required
@require_safe
def desk_reply_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The same for those who read the reply before: its State, who checks the report, and who reported it.

    What everybody may read has its own address; here it would tell strangers which addresses exist.
    """
    open_to_all = StateReply.objects.public().values("pk")
    seen = StateReply.objects.visible_to(request.user).exclude(pk__in=open_to_all).values("pk")
    own = Claim.objects.reported_by(request.user).values("pk")
    return _served(request, StateReply.objects.filter(Q(pk__in=seen) | Q(claim__in=own)), uuid)


def _served(request: HttpRequest, replies: Iterable[StateReply], uuid: UUID) -> HttpResponseBase:
    paper = ReplyFile.objects.filter(reply__in=replies, reply__uuid=uuid).first()
    if paper is None:
        raise Http404
    return files.serve(request, paper)
