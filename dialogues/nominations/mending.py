"""The button beside a panellist who is not registered: it adds them to the delegation of their organization.

Where there is none, or no address is known, the organization is asked by mail to register them.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues import coordinators
from dialogues.nominations import emails
from dialogues.nominations.panellists import SENT, Speaker, missing
from dialogues.pages import DialoguePage
from dialogues.registration.adding import add_delegate
from dialogues.registration.door import DECIDE
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.rules import MODES, require, require_verified
from organizations.models import User
from portal import audit
from portal.records import InvalidMove

ASKED = "ask_to_register"
# The same organization is not asked again so soon, however many of its people speak and coordinators press.
PAUSE = timedelta(days=1)


@transaction.atomic
def mend(dialogue: DialoguePage, key: str, *, by: User) -> str:
    """Let the speaker with this key in, as far as it goes; gives back in words what was done.

    Raises InvalidMove or ValidationError with what stands against it, and PermissionDenied for who does not coordinate
    this dialogue.
    """
    require(coordinators.coordinates(by, dialogue, DECIDE))
    dialogue = DialoguePage.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    speaker = {one.key: one for one in missing(dialogue)}.get(key)
    if speaker is None:
        raise InvalidMove(_("This person is a delegate by now, or speaks no more."))
    if speaker.organization is None:
        raise InvalidMove(_("No organization stands with this person. Choose it on the page of the panel first."))
    return _add(dialogue, speaker, by) if _can_be_added(speaker) else _ask(dialogue, speaker, by)


def _can_be_added(speaker: Speaker) -> bool:
    """Whether there is a delegation that was sent in, and an address to add them with."""
    sent = speaker.registration is not None and speaker.registration.state in SENT
    return sent and bool(speaker.addresses)


def _add(dialogue: DialoguePage, speaker: Speaker, by: User) -> str:
    """Put them on the delegation that was sent in, and tell the organization."""
    registration: Any = speaker.registration
    mode = MODES[DialoguePage.Attendance(dialogue.attendance)][0]
    delegate = Delegate(name=speaker.name, email=speaker.addresses[0], mode=mode)
    registration = add_delegate(registration, delegate, by=by)
    path = f"/desk/registrations/{registration.uuid}/"
    emails.tell_organization(registration.organization, "panellist_added", path, registration.receipt)
    words = {"name": speaker.name, "organization": registration.organization, "mode": delegate.get_mode_display()}
    if registration.state == Registration.State.APPROVED:
        return _("%(name)s is now an approved delegate of %(organization)s (%(mode)s).") % words
    return _("%(name)s is now a delegate of %(organization)s (%(mode)s), whose registration is still checked.") % words


def _ask(dialogue: DialoguePage, speaker: Speaker, by: User) -> str:
    """Ask the organization by mail to register the person, once within PAUSE."""
    organization: Any = speaker.organization
    require_verified(organization)
    asked = audit.history(dialogue).filter(verb=ASKED, at__gt=timezone.now() - PAUSE)
    if asked.filter(data__organization=str(organization.uuid)).exists():
        raise InvalidMove(_("%(organization)s was asked within the last day already.") % {"organization": organization})
    own = speaker.registration
    path = f"/desk/registrations/{own.uuid}/" if own else f"/desk/registrations/new/{dialogue.slug}/"
    if not emails.tell_organization(organization, "panellist_asked", path, own.receipt if own else ""):
        raise InvalidMove(_("Nobody of %(organization)s can be written to.") % {"organization": organization})
    audit.record(dialogue, ASKED, by=by, data={"organization": str(organization.uuid)})
    return _("%(organization)s was asked by mail to register %(name)s.") % {
        "organization": organization, "name": speaker.name,
    }  # fmt: skip
