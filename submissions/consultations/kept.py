"""What reports of consultations hold about people, and how long."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.models import AuditEvent
from portal.personal import Erasure, Keeping, Kind
from submissions.consultations import evidence
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.evidence import ClaimEvidence
from submissions.consultations.models import Claim, ClaimQuestion
from submissions.consultations.pledge.models import Pledge, PledgeStep
from submissions.consultations.replies import StateReply
from submissions.consultations.reporters import forget_sealed, written_by


def reports_of(user: User) -> Iterator[dict[str, Any]]:
    """The reports that they wrote, also those that only the safety officer may read."""
    for one in written_by(user).select_related("country", "cluster"):
        yield {
            "country": one.country.name,
            "cluster": str(one.cluster or ""),
            "outcome": one.get_outcome_display(),
            "seen_by": one.get_visibility_display(),
            "state": one.get_state_display(),
            "sent": one.submitted_on,
            "text": one.account,
            "internal": one.internal_note,
            "files": [file.description for file in one.evidence.kept()],
        }


def replies_of(user: User) -> Iterator[dict[str, Any]]:
    """The replies of States that they entered."""
    for one in StateReply.objects.filter(by=user).select_related("country"):
        yield {"country": one.country.name, "office": one.office, "entered": one.at, "text": one.text}


def said_for_states(user: User) -> Iterator[dict[str, Any]]:
    """What they entered for a State: consultations to come, and the transparency pledge."""
    for one in Announcement.objects.filter(announced_by=user).select_related("country"):
        yield {"country": one.country.name, "office": one.office, "entered": one.created_at, "text": one.how}
    for pledge in Pledge.objects.filter(told_by=user).select_related("country"):
        yield _of_pledge(pledge, pledge, "")
    for step in PledgeStep.objects.filter(told_by=user).select_related("pledge__country"):
        yield _of_pledge(step.pledge, step, f"{step.get_point_display()}: {step.get_progress_display()}")


def _of_pledge(pledge: Pledge, told: Pledge | PledgeStep, text: str) -> dict[str, Any]:
    return {"country": pledge.country.name, "office": told.office, "entered": told.at, "text": text}


def rejected_reports(before: datetime) -> QuerySet[Claim]:
    """Reports that were rejected long ago, as far as their words are still there."""
    rejected = AuditEvent.objects.filter(object_type=Claim._meta.label_lower, after=Claim.State.REJECTED)
    keys = list(rejected.filter(at__lt=before).values_list("object_key", flat=True))
    asked = Exists(ClaimQuestion.objects.filter(claim=OuterRef("pk")))
    words = ~Q(account="") | ~Q(source_note="") | ~Q(internal_note="") | asked
    return Claim.objects.filter(words, uuid__in=keys, state=Claim.State.REJECTED)


def clear_words(claims: list[Claim]) -> None:
    """Delete what was told; that something was reported on this State, and why it was rejected, stays."""
    keys = [claim.pk for claim in claims]
    ClaimQuestion.objects.filter(claim__in=keys).delete()
    Claim.objects.filter(pk__in=keys).update(account="", source_note="", internal_note="")


def old_links(before: datetime) -> QuerySet[Any]:
    """Links of sealed reports."""
    return forget_sealed(before.date())


PARTS = (
    Kind(
        "reports",
        _("Reports of consultations you wrote"),
        _("Also those that only the safety officer may read: keep this file where nobody finds it."),
        reports_of,
        {
            "country": _("Country"),
            "cluster": _("Cluster"),
            "outcome": _("What you reported"),
            "seen_by": _("Who may see that it was you"),
            "state": _("Status"),
            "sent": _("Sent"),
            "text": _("Text"),
            "internal": _("For those who check it alone"),
            "files": _("Files"),
        },
    ),
    Erasure(
        "reports",
        goes=_("That it was you who wrote a report. Nobody gets mail about a sealed one any more."),
        stays=_("The reports, and for how long it is known which organization reported, as it chose."),
    ),
    Kind(
        "replies",
        _("Replies of States you entered"),
        _("They stay on the public record without you."),
        replies_of,
        {"country": _("Country"), "office": _("Which office replies?"), "entered": _("Entered"), "text": _("Text")},
    ),
    Kind(
        "said_for_states",
        _("What else you entered for a State"),
        _("Consultations to come, and the transparency pledge. What is public stays so without you."),
        said_for_states,
        {"country": _("Country"), "office": _("Which office says so?"), "entered": _("Entered"), "text": _("Text")},
    ),
    Keeping(
        "rejected_reports",
        _("Reports of consultations that were rejected"),
        _("%(time)s after the decision, so that it can be contested"),
        _("The words are deleted; that there was a report, and the reason, stay."),
        days=365,
        due=rejected_reports,
        finish=clear_words,
    ),
    Keeping(
        "report_files",
        _("Files sent with reports of consultations"),
        _("%(time)s after the decision"),
        _("The files are deleted; their fingerprints stay."),
        days=30,
        due=ClaimEvidence.objects.decided,
        finish=evidence.drop,
    ),
    # A phase of the review takes two years, and no source says when a cluster closes: that, and 24 months.
    Keeping(
        "sealed_reporters",
        _("Which organization sent a sealed report"),
        _("%(time)s after it was sent; less if the organization asks"),
        _("Deleted: nobody can tell any more who reported."),
        days=4 * 365,
        due=old_links,
    ),
)
