"""How long rejected reports and the reporters of sealed ones are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import AuditEvent
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim, ClaimReporter
from tests.factories.consultations import make_claim
from tests.factories.organizations import OrganizationFactory
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db
S = Claim.State


def test_the_words_of_a_rejected_report_go_after_a_year_and_the_reason_stays():
    def make(at) -> Claim:
        # The account of what happened cannot be rewritten, so the event of that day is written beside the true one.
        claim = make_claim(state=S.REJECTED, account="They asked us.", source_note="Minutes.")
        facts = {"object_type": "submissions.claim", "object_key": str(claim.uuid), "after": S.REJECTED}
        AuditEvent.objects.create(at=at, verb="rejected", **facts)
        return claim

    old, young = keep_promise("rejected_reports", make)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.account, old.source_note, old.state) == ("", "", S.REJECTED)
    assert old.decision_note
    assert young.account == "They asked us."


def test_who_sent_a_sealed_report_is_forgotten_after_four_years():
    def make(at, visibility=Visibility.SEALED) -> ClaimReporter:
        claim = make_claim(OrganizationFactory(), visibility=visibility)
        Claim.objects.filter(pk=claim.pk).update(submitted_on=at.date())
        return ClaimReporter.objects.get(claim=claim)

    shared = make(timezone.now() - timedelta(days=9000), Visibility.COORDINATORS)
    old, young = keep_promise("sealed_reporters", make, apart=timedelta(days=1))

    assert (gone(old), gone(young), gone(shared)) == (True, False, False)
