"""Focal points and what they reply, for tests."""

import hashlib

from django.core.files.base import ContentFile

from organizations.assigning import give
from organizations.models import Duty, User
from portal import files
from portal.files import ScanState
from portal.files.names import stored_name
from portal.files.storing import private_storage
from portal.mechanism.models import State
from submissions.consultations import replying
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.replies import Says, StateReply
from submissions.consultations.reply_files import ReplyFile
from submissions.consultations.replying import Reply
from tests.factories.consultations import country, make_claim
from tests.factories.organizations import UserFactory


def make_focal_point(state: State | None = None) -> User:
    """The focal point of a State (Kenya by default)."""
    user = UserFactory()
    give(user, Duty.FOCAL_POINT, by=None, reason="A note verbale.", country=state or country())
    return user


def words(says: str = Says.CONSULTED, text: str = "Two rounds were held.", **values) -> Reply:
    """What a State says."""
    return Reply(**{"says": says, "text": text, "language": "en", "office": "Ministry of Justice", **values})


def put_to_state(**values) -> Claim:
    """A critical report of a named organization on Kenya, cluster I, that waits for the State's reply."""
    return make_claim(
        state=Claim.State.IN_REPLY, visibility=Visibility.PUBLIC, **{"outcome": Outcome.NOT_CONSULTED, **values}
    )


def make_reply(claim: Claim | None = None, says: str = Says.CONSULTED, by: User | None = None, **values) -> StateReply:
    """A reply of Kenya's focal point to a report (one on record by default)."""
    claim = claim or make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC)
    return replying.reply_to(claim, words(says, **values), by=by or make_focal_point(claim.country))


def make_letter(reply: StateReply, content: bytes = b"%PDF-1.7 a note verbale") -> ReplyFile:
    """The file of a reply that lies in the storage, as if it had been accepted."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = private_storage().save(stored_name(sha256, "application/pdf"), ContentFile(content))
    known = ("application/pdf", len(content), "letter.pdf", (), ScanState.CLEAN)
    return files.store(ReplyFile(reply=reply, description="A letter"), files.AcceptedFile(name, sha256, *known))
