"""What organizations did in public, as filters of the directory."""

from django.utils.translation import gettext_lazy as _

from dialogues.models import Intervention, Panelist
from organizations.models import Organization
from organizations.registry import Deed
from submissions.models import Declaration, Signature, Statement


def that_signed():
    """Those whose signature is public with their name."""
    signatures = Signature.objects.public().filter(declaration__in=Declaration.objects.public())
    return signatures.order_by().values("organization")


def that_spoke():
    """Those for whom somebody spoke, on a panel or from the floor."""
    on_panels = Panelist.objects.public().filter(organization__isnull=False).order_by().values("organization")
    from_floor = Intervention.objects.public().filter(organization__isnull=False).order_by().values("organization")
    return Organization.objects.filter(pk__in=on_panels).order_by().values("pk") | Organization.objects.filter(
        pk__in=from_floor
    ).order_by().values("pk")


def that_wrote():
    """Those that have a public statement."""
    return Statement.objects.public().order_by().values("organization")


DEEDS = (
    Deed("signed", _("Signed the declaration"), that_signed),
    Deed("spoke", _("Spoke at a dialogue"), that_spoke),
    Deed("wrote", _("Wrote a statement"), that_wrote),
)
