"""What has to hold before a nomination moves. Each function returns nothing, or raises and says what is missing."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.nominations.calls import NominationCall
from dialogues.nominations.models import STANDING, Nomination
from organizations.models import Organization
from portal.dates import format_moment

# What a nomination needs before it is sent, and how that is asked for.
NEEDED = {
    "name": gettext_lazy("Enter the full name."),
    "email": gettext_lazy("Enter an e-mail address in the form name@organization.org."),
    "languages": gettext_lazy("Choose at least one language."),
    "country": gettext_lazy("Choose the country."),
    "kind": gettext_lazy("Choose the kind of organization."),
    "expertise": gettext_lazy("Say what this person knows."),
    "consent": gettext_lazy("Nominate nobody who has not agreed."),
}


def require_verified(organization: Organization) -> None:
    """Raise ValidationError unless the organization is verified now."""
    if not Organization.objects.verified().filter(pk=organization.pk).exists():
        raise ValidationError(_("Only verified organizations can nominate. Yours is not verified now."))


def require_open(call: NominationCall) -> None:
    """Raise ValidationError outside the time of the call and its grace, by the server's clock, not the sender's."""
    if call.takes_nominations:
        return
    if call.closes_at <= timezone.now():
        raise ValidationError(_("The call closed on %(moment)s.") % {"moment": format_moment(call.closes_at)})
    raise ValidationError(_("This call for nominations is not open."))


def require_whole(nomination: Nomination) -> None:
    """Raise ValidationError by field where something is missing that the coordinators need."""
    missing = {name: words for name, words in NEEDED.items() if not getattr(nomination, name)}
    if missing:
        raise ValidationError(missing)


def require_room(nomination: Nomination) -> None:
    """Raise ValidationError when the organization has sent as many as the call takes, or this person already."""
    others = Nomination.objects.filter(
        call=nomination.call, organization=nomination.organization, state__in=STANDING
    ).exclude(pk=nomination.pk)
    if others.filter(email=nomination.email).exists():
        raise ValidationError({"email": _("Your organization has nominated this person already.")})
    limit = nomination.call.max_per_organization
    if others.count() >= limit:
        words = ngettext(
            "An organization can nominate %(limit)s person.", "An organization can nominate %(limit)s people.", limit
        )
        raise ValidationError(words % {"limit": limit})
