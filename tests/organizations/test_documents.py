"""Proof documents and logos: who adds, who opens, what stays and what goes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from organizations import actions, documents
from organizations.models import Evidence, Logo, Organization, VerificationCase
from portal import audit, files, retention
from portal.files.storing import private_storage
from portal.records import InvalidMove
from tests.factories import uploads
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, make_application, make_evidence

pytestmark = pytest.mark.django_db
S = Organization.State


def opening(evidence: Evidence) -> str:
    """Where a coordinator opens a paper."""
    return reverse("organization_document", args=[evidence.organization.uuid, evidence.uuid])


def decided(organization: Organization, decision: str, days_ago: int) -> Organization:
    """The organization with an answer that lies some days back."""
    organization = actions.decide(organization, decision, by=CoordinatorFactory(), reason="Because.")
    when = timezone.now() - timedelta(days=days_ago)
    VerificationCase.objects.filter(organization=organization).update(decided_at=when)
    Evidence.objects.update(uploaded_at=when - timedelta(days=1))
    return organization


def test_a_paper_is_cleaned_kept_and_shown_to_its_sender(client):
    organization = make_application(S.DRAFT)
    client.force_login(organization.registered_by)
    upload = SimpleUploadedFile("My certificate.pdf", uploads.pdf(), "application/pdf")

    text = client.post(
        reverse("organizations:desk_document_add", args=[organization.uuid]),
        {"file": upload, "description": "From the register"},
        follow=True,
    ).text

    evidence = organization.evidence.get()
    assert "My certificate.pdf" in text
    assert (evidence.kind, evidence.description, evidence.case) == ("application/pdf", "From the register", None)
    organization = actions.submit(organization, by=organization.registered_by)
    evidence.refresh_from_db()
    assert evidence.case == organization.cases.get()


def test_what_is_no_document_is_refused_in_words(client):
    organization = make_application(S.DRAFT)
    client.force_login(organization.registered_by)
    upload = SimpleUploadedFile("proof.pdf", b"<script>alert(1)</script>", "application/pdf")

    response = client.post(reverse("organizations:desk_document_add", args=[organization.uuid]), {"file": upload})

    assert response.status_code == 200
    assert 'class="msg"' in response.text
    assert not Evidence.objects.exists()


def test_a_verified_organization_adds_no_papers():
    evidence = make_evidence(make_application())
    verified = decided(evidence.organization, "verified", 0)

    with pytest.raises(InvalidMove):
        documents.add(verified, _accepted(evidence), by=verified.registered_by)


def test_the_same_paper_twice_is_one_and_ten_are_enough():
    organization = make_application(S.DRAFT)
    first = make_evidence(organization)

    assert documents.add(organization, _accepted(first), by=organization.registered_by) == first
    for number in range(9):
        make_evidence(organization, content=b"%%PDF-1.7 %d" % number)
    with pytest.raises(InvalidMove, match="ten documents"):
        documents.add(organization, _accepted(first, sha256="f" * 64), by=organization.registered_by)


def _accepted(evidence: Evidence, **fields) -> files.AcceptedFile:
    known = {name: getattr(evidence, name) for name in ("sha256", "kind", "size", "given_name", "scan_state")}
    return files.AcceptedFile(**{"name": evidence.file.name, "removed": (), **known, **fields})


def test_opening_a_paper_is_written_down_and_shown_to_the_organization(client):
    evidence, coordinator = make_evidence(make_application()), CoordinatorFactory()
    client.force_login(coordinator)

    response = client.post(opening(evidence))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 a certificate"
    assert "attachment" in response["Content-Disposition"]
    event = audit.history(evidence.organization).last()
    assert (event.verb, event.actor) == ("open_document", coordinator)
    client.force_login(evidence.organization.registered_by)
    page = reverse("organizations:desk_detail", args=[evidence.organization.uuid])
    assert "A coordinator opened a proof document" in client.get(page).text


def test_a_coordinator_opens_no_paper_of_their_own_organization_nor_by_another_ones_address(client):
    coordinator = CoordinatorFactory()
    own = make_evidence(make_application(by=coordinator))
    other = make_application(legal_name="Other")
    client.force_login(coordinator)

    assert client.post(opening(own)).status_code == 302
    assert client.post(reverse("organization_document", args=[other.uuid, own.uuid])).status_code == 404
    assert not audit.history(own.organization).filter(verb="open_document").exists()


def test_a_paper_that_waits_for_the_scanner_is_not_opened(client):
    evidence = make_evidence(make_application())
    Evidence.objects.update(scan_state="pending")
    client.force_login(CoordinatorFactory())

    assert "still being scanned" in client.post(opening(evidence), follow=True).text


def test_a_paper_is_taken_away_before_it_is_sent_and_leaves_nothing(client, django_capture_on_commit_callbacks):
    evidence = make_evidence(make_application(S.DRAFT))
    name = evidence.file.name
    client.force_login(evidence.organization.registered_by)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("organizations:desk_document_remove", args=[evidence.organization.uuid, evidence.uuid]))

    assert not Evidence.objects.exists()
    assert not private_storage().exists(name)


def test_a_paper_that_is_being_looked_at_stays():
    evidence = make_evidence(make_application())

    with pytest.raises(InvalidMove):
        documents.remove(evidence, by=evidence.organization.registered_by)


@pytest.mark.parametrize(
    ("decision", "days", "goes"),
    [
        ("verified", 31, True), ("verified", 29, False), ("declined", 31, True), ("deferred", 31, True),
        ("question", 31, False), ("question", 190, True),
    ],
)  # fmt: skip
def test_a_decision_deletes_the_files_after_thirty_days(decision, days, goes):
    evidence = make_evidence(make_application())
    decided(evidence.organization, decision, days)

    retention.carry_out()

    evidence.refresh_from_db()
    assert bool(evidence.deleted_at) == goes
    assert len(evidence.sha256) == 64
    assert (evidence.given_name == "") == goes


def test_papers_stay_while_they_are_looked_at_again():
    evidence = make_evidence(make_application())
    organization = decided(evidence.organization, "deferred", 31)
    actions.submit(organization, by=organization.registered_by)

    retention.carry_out()

    evidence.refresh_from_db()
    assert evidence.deleted_at is None


def test_deleting_is_written_down_and_its_fingerprint_shown(client):
    evidence = make_evidence(make_application())
    decided(evidence.organization, "verified", 31)
    retention.carry_out()
    client.force_login(CoordinatorFactory())

    assert audit.history(evidence.organization).last().verb == "erase_document"
    text = client.get(reverse("organization_review", args=[evidence.organization.uuid])).text
    assert evidence.sha256[:16] in text
    assert "certificate.pdf" not in text
    assert client.post(opening(evidence)).status_code == 404


# --- the logo ------------------------------------------------------------------------------------------------------


def test_a_logo_is_shown_to_everyone_replaced_and_taken_away(client):
    organization = OrganizationFactory()
    owner = organization.members.get()
    client.force_login(owner)
    address = reverse("organizations:desk_logo", args=[organization.uuid])
    shown = reverse("organization_data:logo", args=[organization.slug])

    client.post(address, {"logo": SimpleUploadedFile("logo.png", uploads.picture("PNG"), "image/png")})
    client.logout()
    assert f'src="{shown}"' in client.get(organization.get_absolute_url()).text
    assert client.get(shown)["Content-Type"] == "image/png"

    client.force_login(owner)
    client.post(address, {})
    assert not Logo.objects.exists()
    assert client.get(shown).status_code == 404


def test_the_logo_of_a_hidden_organization_is_nowhere(client):
    organization = OrganizationFactory(in_directory=False)
    evidence = make_evidence(organization)
    files.store(Logo(organization=organization), _accepted(evidence, kind="image/png"))

    assert client.get(reverse("organization_data:logo", args=[organization.slug])).status_code == 404
