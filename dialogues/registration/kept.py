"""What registrations hold about people, and how long: who registered, and the delegates."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, Registration
from organizations.models import User
from portal.personal import Erasure, Keeping, Kind

Rows = Iterator[dict[str, Any]]
# A delegate without a name keeps their place in the count; the address has to differ from every other one.
NAMELESS = "–"
NO_ADDRESS = "erased.invalid"


def places_of(user: User) -> QuerySet[Delegate]:
    """The delegates who are this person: those with an address that the account has confirmed."""
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return Delegate.objects.filter(email__in=[email.lower() for email in known])


def delegations_with(user: User) -> Rows:
    """Where they are or were a delegate."""
    for one in places_of(user).select_related("registration__dialogue", "registration__organization"):
        yield {
            "dialogue": one.registration.dialogue.title,
            "organization": one.registration.organization.legal_name,
            "name": one.name,
            "email": one.email,
            "position": one.position,
            "mode": one.get_mode_display(),
            "language": one.language,
            "needs": one.needs,
            "checked_in": one.checked_in_at,
        }


def registrations_by(user: User) -> Rows:
    """The registrations that they sent."""
    for one in Registration.objects.filter(submitted_by=user).select_related("dialogue", "organization"):
        yield {
            "dialogue": one.dialogue.title,
            "organization": one.organization.legal_name,
            "sent": one.submitted_at,
            "state": one.get_state_display(),
        }


def erase_person(user: User) -> None:
    """Take the person out of delegations to dialogues that are over, and their needs out of all."""
    own = places_of(user)
    own.update(needs="")
    make_nameless(list(own.filter(registration__dialogue__ends_at__lt=timezone.now())))


def make_nameless(delegates: list[Delegate]) -> None:
    """Leave of a delegate only that somebody took part, and how: no letter can be made or checked any more."""
    for delegate in delegates:
        delegate.name, delegate.position, delegate.needs = NAMELESS, "", ""
        delegate.email = f"{delegate.uuid}@{NO_ADDRESS}"
        delegate.checked_in_by = delegate.letter_number = None
        delegate.save(update_fields=["name", "position", "needs", "email", "checked_in_by", "letter_number"])


def clear_needs(delegates: list[Delegate]) -> None:
    """Forget what somebody needed to take part."""
    Delegate.objects.filter(pk__in=[delegate.pk for delegate in delegates]).update(needs="")


def old_needs(before: datetime) -> QuerySet[Delegate]:
    """Needs of delegates to dialogues that ended long ago."""
    return Delegate.objects.filter(registration__dialogue__ends_at__lt=before).exclude(needs="")


def old_delegates(before: datetime) -> QuerySet[Delegate]:
    """Delegates to dialogues that ended long ago, who still have a name."""
    named = Delegate.objects.exclude(email__endswith=f"@{NO_ADDRESS}")
    return named.filter(registration__dialogue__ends_at__lt=before)


LABELS = {
    "dialogue": _("Dialogue"),
    "organization": _("Organization"),
    "name": _("Name"),
    "email": _("E-mail address"),
    "position": _("Role in the organization"),
    "mode": _("How you take part"),
    "language": _("Language"),
    "needs": _("Access needs"),
    "checked_in": _("Checked in"),
    "sent": _("Sent"),
    "state": _("Status"),
}
PARTS = (
    Kind(
        "delegations",
        _("Where you are a delegate"),
        _("What an organization wrote about you, under your address, to register you for a dialogue."),
        delegations_with,
        LABELS,
    ),
    Kind("registrations", _("Registrations you sent"), _("For your organization."), registrations_by, LABELS),
    Erasure(
        "delegations",
        goes=_("Your name, address, role and needs as a delegate of dialogues that are over."),
        stays=_(
            "Your place in a delegation to a dialogue that is still to come, until your organization takes you off: it "
            "counts on you. Your access needs are deleted there as well."
        ),
        erase=erase_person,
    ),
    Keeping(
        "access_needs",
        _("Access needs of delegates"),
        _("%(time)s after the dialogue"),
        _("Deleted."),
        days=7,
        due=old_needs,
        finish=clear_needs,
    ),
    Keeping(
        "delegates",
        _("Names and addresses of delegates"),
        _("%(time)s after the dialogue"),
        _("Deleted; how many came stays."),
        days=365,
        due=old_delegates,
        finish=make_nameless,
    ),
)
