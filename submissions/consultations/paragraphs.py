"""Paragraphs of resolutions that a report on record is about: an index of the coordinators, and what readers see of it.

Only a report that is shown one by one can have some, so that nothing can be told of any other.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from dialogues.models import Paragraph, Resolution
from portal import audit
from portal.records import InvalidMove
from portal.templatetags.portal_tags import day
from portal.threads import SHOWN, Link
from submissions.consultations.models import Claim


@transaction.atomic
def link(claim: Claim, paragraphs: Iterable[Paragraph], *, by: Any) -> None:
    """Say which paragraphs a report is about, and no others. Raises InvalidMove unless it is shown one by one."""
    claim = claim.locked()
    if not on_record().filter(pk=claim.pk).exists():
        raise InvalidMove(_("Only a report that is on record, and shown one by one, can be linked to a paragraph."))
    claim.paragraphs.set(paragraphs)
    audit.record(claim, "link", by=by, data={"paragraphs": sorted(claim.paragraphs.values_list("pk", flat=True))})


def on_record() -> Any:
    """Reports that are shown one by one, without those that were retracted."""
    return Claim.objects.public().filter(state=Claim.State.PUBLISHED)


def with_paragraphs() -> Prefetch:
    """What to prefetch for a list of reports: the paragraphs that stand in the library, as `about`."""
    rows = Paragraph.objects.filter(resolution__in=Resolution.objects.public()).select_related("resolution")
    return Prefetch("paragraphs", rows.order_by("resolution", "position"), to_attr="about")


def beside(resolution: Resolution) -> Iterator[tuple[str, Link]]:
    """The newest reports on record about each paragraph of a text, or of one of its languages. One question."""
    first = resolution.translation_of_id or resolution.pk
    of_text = Q(paragraph__resolution=first) | Q(paragraph__resolution__translation_of=first)
    rows = Claim.paragraphs.through.objects.filter(
        of_text, claim__in=on_record().order_by(), paragraph__resolution__in=Resolution.objects.public()
    )
    shown: dict[str, int] = {}
    for row in rows.select_related("paragraph", "claim__country").order_by("-claim__published_at", "-claim_id", "pk"):
        anchor = row.paragraph.anchor
        shown[anchor] = shown.get(anchor, 0) + 1
        if shown[anchor] <= SHOWN:
            yield anchor, link_to(row.claim)


def link_to(claim: Claim) -> Link:
    """A report beside a paragraph: of which State, and what it says."""
    words = _("%(state)s: %(outcome)s") % {"state": claim.country, "outcome": claim.get_outcome_display()}
    return Link(words, f"{claim.country.get_absolute_url()}#reports", when=day(claim.published_at, "short"))
