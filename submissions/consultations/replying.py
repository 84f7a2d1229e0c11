"""A State replies: through its focal point's account, or through a coordinator who says so."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.models import Assignment, User
from portal import audit, files
from portal.files import AcceptedFile
from portal.mechanism.models import Cluster, State
from portal.records import InvalidMove
from submissions.consultations import emails
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_files import ReplyFile


@dataclass(frozen=True)
class Reply:
    """What a State says: one of `Says`, its words and their language, the office that speaks, and perhaps a file."""

    says: str
    text: str
    language: str
    office: str
    file: AcceptedFile | None = None
    file_holds: str = ""


def speaks_for(user: User, country: State) -> bool:
    """Whether `user` is the focal point of the State now."""
    return Assignment.objects.states_of(user).filter(pk=country.pk).exists()


@transaction.atomic
def reply_to(claim: Claim, said: Reply, *, by: User, form_key: UUID | None = None) -> StateReply:
    """Reply to one report; an earlier reply to it stays and is marked as replaced.

    A critical report that waits for the reply can be published from then on. Raises PermissionDenied for whoever speaks
    neither for the State nor for the coordinators, InvalidMove when the report is not put to States one by one.
    """
    claim = claim.locked()
    if not claim.is_put_to_state:
        raise InvalidMove(_("This report can no longer be replied to by itself. You can reply for the cluster."))
    stored = _store(StateReply(country=claim.country, cluster=claim.cluster, claim=claim, form_key=form_key), said, by)
    emails.claim_answered(claim)
    return stored


@transaction.atomic
def reply(
    country: State, cluster: Cluster | None, said: Reply, *, by: User, form_key: UUID | None = None
) -> StateReply:
    """Reply for a State and a cluster as a whole (or none); it is public at once. Raises PermissionDenied."""
    return _store(StateReply(country=country, cluster=cluster, form_key=form_key), said, by)


@transaction.atomic
def remove_file(paper: ReplyFile, *, by: User, reason: str) -> None:
    """Remove the file that came with a reply, for the sake of a person in it; everybody reads that there was one.

    Raises PermissionDenied for all but the coordinators.
    """
    if not by.has_perm("submissions.verify_claim"):
        raise PermissionDenied
    paper.drop_file()
    audit.record(paper.reply, "remove_file", by=by, reason=reason, data={"sha256": paper.sha256})


def _store(new: StateReply, said: Reply, by: User) -> StateReply:
    own = speaks_for(by, new.country)
    if not own and not by.has_perm("submissions.verify_claim"):
        raise PermissionDenied
    _ask_for_what_is_missing(said)
    if (sent := _sent_before(new)) is not None:
        return sent
    same = StateReply.objects.filter(country=new.country, cluster=new.cluster, claim=new.claim)
    new.says, new.text, new.language, new.office = said.says, said.text, said.language, said.office
    new.by, new.on_behalf, new.replaces = by, not own, same.standing().first()
    try:
        _save(new, said)
    except IntegrityError:
        if (sent := _sent_before(new)) is not None:  # the other of two clicks was faster
            return sent
        raise InvalidMove(_("Somebody else replied in the same moment. Read that reply first.")) from None
    new.refresh_from_db()
    audit.record(new.claim or new, "reply", by=by, after=new.says, public=new.claim is None)
    return new


def _ask_for_what_is_missing(said: Reply) -> None:
    """Raise ValidationError for a reply without words, or a file without any."""
    if not said.text.strip():
        raise ValidationError({"text": _("Write what the State says.")})
    if said.file and not said.file_holds.strip():
        raise ValidationError({"file_holds": _("Say what the file shows or holds.")})


@transaction.atomic
def _save(new: StateReply, said: Reply) -> None:
    """The reply and its file, both or none."""
    new.save()
    if said.file:
        files.store(ReplyFile(reply=new, description=said.file_holds), said.file)


def _sent_before(new: StateReply) -> StateReply | None:
    """The reply that the same form made already."""
    return StateReply.objects.filter(form_key=new.form_key).first() if new.form_key else None
