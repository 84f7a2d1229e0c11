"""Inviting a nominee, and their answer. The mail holds a token, the database its hash; the person needs no account."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.nominations import emails
from dialogues.nominations.models import Nomination, NominationState, hash_of
from dialogues.nominations.permissions import may_decide
from dialogues.panel import PanelPage
from dialogues.registration.rules import require, require_state
from dialogues.rows import Panelist
from organizations.models import Organization, User
from portal import audit
from portal.records import InvalidMove, move

S = NominationState
LASTS = timedelta(days=14)
# The same again within this time is the same click, and ends no link that was just mailed.
ONE_CLICK = timedelta(minutes=1)
ANSWERED = gettext_lazy("This invitation was answered already, or taken back.")
EXPIRED = gettext_lazy("This invitation has expired. The coordinators can send it again.")
OTHER_PANEL = gettext_lazy("This panel belongs to another dialogue.")


@transaction.atomic
def invite(nomination: Nomination, panel: PanelPage, *, by: User) -> Nomination:
    """Mail an invitation to sit on this panel, which holds for LASTS; the link leads to a page with two buttons.

    Raises InvalidMove unless it is on the shortlist and the panel belongs to its dialogue.
    """
    nomination = nomination.locked()
    require(may_decide(by, nomination))
    panel = panel.canonical
    if not panel.is_child_of(nomination.call.dialogue):
        raise InvalidMove(str(OTHER_PANEL))
    token, sent = nomination.new_token(), _sending(by)
    nomination = move(nomination, S.INVITED, by=by, panel=panel, token_hash=nomination.token_hash, **sent)
    emails.invited(nomination, token)
    return nomination


@transaction.atomic
def resend(nomination: Nomination, *, by: User) -> Nomination:
    """Mail it again with a new link and a new term; the old link ends. Raises InvalidMove when it was answered."""
    nomination = nomination.locked()
    require(may_decide(by, nomination))
    require_state(nomination, S.INVITED)
    now = timezone.now()
    if nomination.invited_at and now - nomination.invited_at < ONE_CLICK:
        return nomination
    token = nomination.new_token()
    for name, value in _sending(by).items():
        setattr(nomination, name, value)
    nomination.save(update_fields=["token_hash", "invited_by", "invited_at", "expires_at"])
    audit.record(nomination, "resend", by=by)
    emails.invited(nomination, token)
    return nomination


@transaction.atomic
def revoke(nomination: Nomination, *, by: User) -> Nomination:
    """Take an invitation back: its link ends, and the nominee is on the shortlist again. Raises InvalidMove."""
    nomination = nomination.locked()
    require(may_decide(by, nomination))
    require_state(nomination, S.INVITED)
    return move(nomination, S.SHORTLISTED, by=by, token_hash=None, invited_at=None, expires_at=None)


def find(token: str) -> Nomination | None:
    """The nomination whose invitation a link leads to, also when it was answered since."""
    rows = Nomination.objects.filter(token_hash=hash_of(token))
    return rows.select_related("organization", "panel", "call__dialogue").first()


@transaction.atomic
def accept(nomination: Nomination) -> Nomination:
    """The nominee says yes, and stands on the draft of the panel, which a coordinator publishes.

    A second time changes nothing. Raises InvalidMove when the invitation is open no more or has expired.
    """
    nomination = nomination.locked()
    if nomination.state == S.ACCEPTED:
        return nomination
    _require_open(nomination)
    if nomination.panel_id is None:
        raise InvalidMove(_("The panel has been taken off the programme. The coordinators will write to you."))
    nomination = move(nomination, S.ACCEPTED, by=None, answered_at=timezone.now())
    seat(nomination)
    emails.answered(nomination)
    return nomination


@transaction.atomic
def refuse(nomination: Nomination) -> Nomination:
    """The nominee says no. Raises as `accept` does."""
    nomination = nomination.locked()
    if nomination.state == S.REFUSED:
        return nomination
    _require_open(nomination)
    nomination = move(nomination, S.REFUSED, by=None, answered_at=timezone.now())
    emails.answered(nomination)
    return nomination


def seat(nomination: Nomination) -> None:
    """Add who accepted to the draft of the panel; where the account sits there already, that row is theirs.

    The organization is linked only where readers may see its profile: who accepts does not make it public.
    """
    page = PanelPage.objects.select_for_update(of=("self",)).get(pk=nomination.panel_id)
    draft = page.get_latest_revision_as_object()
    user = account_of(nomination.email)
    people: Any = draft.panelists
    if user is not None and any(person.user_id == user.pk for person in people.all()):
        return
    shown = Organization.objects.public().filter(pk=nomination.organization_id).first()
    last = max((person.sort_order or 0 for person in people.all()), default=-1)
    person = Panelist(name=nomination.name, organization=shown, user=user, sort_order=last + 1, nomination=nomination)
    person.affiliation = shown.legal_name if shown else ""
    people.add(person)
    draft.save_revision(user=None, log_action=True)


def account_of(email: str) -> User | None:
    """The account that has shown that it reads the mail of this address."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    found = known.select_related("user").first()
    return found.user if found else None


def _sending(by: User) -> dict[str, Any]:
    now = timezone.now()
    return {"invited_by": by, "invited_at": now, "expires_at": now + LASTS}


def _require_open(nomination: Nomination) -> None:
    if nomination.state != S.INVITED:
        raise InvalidMove(str(ANSWERED))
    if nomination.has_expired:
        raise InvalidMove(str(EXPIRED))
