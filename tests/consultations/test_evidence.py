"""Files and notes of a report: for its reporter and those who check it, and for nobody else."""

import re
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from organizations.models import Organization
from portal import audit, files
from portal.files.storing import private_storage
from portal.models import AuditEvent
from portal.records import InvalidMove
from submissions.consultations import actions, evidence
from submissions.consultations.choices import Visibility
from submissions.consultations.evidence import KINDS, MOST, ClaimEvidence
from submissions.consultations.models import Claim
from tests.factories.accepted import accepted_file
from tests.factories.consultations import claim_fields, lead_to, make_claim, make_draft, owner_of
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.factories.replies import make_focal_point
from tests.factories.uploads import pdf
from tests.retention import keep_promise

pytestmark = pytest.mark.django_db
S = Claim.State
NEW = "/en/desk/consultations/new/"
NOTE = "Canarynote for the checkers"


def make_evidence(claim: Claim | None = None, content: bytes | None = None, **values) -> ClaimEvidence:
    """A file of a report (a new draft by default) that went through the door already."""
    claim = claim or make_draft(**values)
    today = datetime.combine(timezone.now().date(), time(), UTC)
    kind = {"kind": "application/pdf", "given_name": "canary-network.pdf"}
    return evidence.add(claim, accepted_file(content, **kind), "Canaryletter of 4 May", on=today)


def with_file(organization: Organization, state: str, visibility: str) -> Claim:
    """A report with a file and a note, in a state."""
    draft = make_draft(organization, visibility=visibility, internal_note=NOTE)
    make_evidence(draft)
    return lead_to(draft, state)


def typed(**values) -> dict:
    usual = {"form_key": str(uuid4()), "visibility": "coordinators", "country": "KEN", "outcome": "consulted"}
    return {**usual, "organization": str(Organization.objects.get().uuid), **values}


def own(paper: ClaimEvidence, verb: str = "") -> str:
    """The address of a file on the desk of its reporter."""
    return reverse(f"consultations:desk_file{verb}", args=[paper.uuid])


def checkers(paper: ClaimEvidence) -> str:
    """Its address for those who check the report."""
    return reverse("claim_file", args=[paper.claim.uuid, paper.uuid])


def test_a_report_is_typed_in_parts_with_instruments_period_note_and_file(client):
    client.force_login(owner_of(OrganizationFactory()))
    more = {"instruments": ["UNTOC", "FIREARMS"], "when": "March 2024", "until": "2024-05", "internal_note": NOTE}
    upload = SimpleUploadedFile("Canary network.pdf", pdf())

    client.post(NEW, typed(**more, file=upload, file_holds="The invitation"))
    claim = Claim.objects.get()
    page = client.get(reverse("consultations:desk_submit", args=[claim.uuid])).text

    assert [one.code for one in claim.instruments.all()] == ["UNTOC", "FIREARMS"]
    for words in ("March 2024 to May 2024", NOTE, "The invitation", "Firearms Protocol"):
        assert words in page
    paper = claim.evidence.get()
    content = client.get(own(paper)).getvalue()
    assert b"Jane Secret" not in content and content.startswith(b"%PDF")
    assert "Canary" not in paper.given_name and paper.given_name.startswith(paper.sha256[:8])


@pytest.mark.parametrize("until", ["2024-02", "2024", "2024-03-20", "soon", "before 2024-05-01"])
def test_a_period_ends_after_its_beginning_and_is_as_exact(client, until):
    client.force_login(owner_of(OrganizationFactory()))
    page = client.post(NEW, typed(when="2024-03", until=until))

    assert "until" in page.context["form"].errors and not Claim.objects.exists()


@pytest.mark.parametrize(
    ("upload", "holds", "field"),
    [
        (("letter.pdf", b"<svg onload=alert(1)>"), "A letter", "file"),
        (("letter.exe", b"MZ\x90\x00"), "A letter", "file"),
        (("letter.pdf", pdf()), "", "file_holds"),
    ],
)
def test_a_hostile_file_or_one_without_words_is_refused_and_nothing_typed_is_lost(client, upload, holds, field):
    client.force_login(owner_of(OrganizationFactory()))
    page = client.post(NEW, typed(file=SimpleUploadedFile(*upload), file_holds=holds, account="We met them."))

    assert page.context["form"].errors.keys() == {field} and "We met them." in page.text
    assert not Claim.objects.exists() and not ClaimEvidence.objects.exists()


def test_its_reporter_takes_a_file_out_of_a_draft_by_a_button_and_it_is_gone_from_the_disk(
    client, django_capture_on_commit_callbacks
):
    paper = make_evidence()
    name = paper.file.name
    client.force_login(owner_of(Organization.objects.get()))
    page = client.get(reverse("consultations:desk_detail", args=[paper.claim.uuid])).text

    assert own(paper, "_remove") in page.replace('"', "") and "Canaryletter" in page
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(own(paper, "_remove")).status_code == 302
    assert not ClaimEvidence.objects.exists() and not private_storage().exists(name)
    assert client.post(own(paper, "_remove")).status_code == 404, "the second of two clicks"


def test_a_file_that_the_checkers_could_see_leaves_its_hash_and_a_sent_report_keeps_its_file(client):
    paper = make_evidence(visibility=Visibility.COORDINATORS)
    sent = lead_to(paper.claim, S.SUBMITTED)
    with pytest.raises(InvalidMove):
        evidence.remove(paper)
    client.force_login(owner_of(Organization.objects.get()))
    page = client.get(reverse("consultations:desk_detail", args=[sent.uuid])).text
    assert "Canaryletter" in page and own(paper, "_remove") not in page

    actions.ask_question(sent, by=CoordinatorFactory(), reason="Which month?")
    evidence.remove(ClaimEvidence.objects.get())

    paper.refresh_from_db()
    assert (paper.file.name, paper.description) == ("", "") and paper.sha256 and paper.deleted_at
    assert client.get(own(paper)).status_code == 404


def test_the_same_file_twice_is_one_and_there_are_five_at_the_most():
    paper = make_evidence(content=b"%PDF one")
    assert make_evidence(paper.claim, content=b"%PDF one") == paper

    for _number in range(MOST - 1):
        make_evidence(paper.claim)
    with pytest.raises(InvalidMove):
        make_evidence(paper.claim)
    fields = claim_fields(file=accepted_file(kind="application/pdf"), file_holds="One more")
    with pytest.raises(InvalidMove):
        actions.save_draft(paper.claim, fields, by=owner_of(Organization.objects.get()))


@pytest.mark.parametrize("visibility", Visibility.values)
def test_who_fetches_the_file_of_a_report_that_is_checked(client, visibility):
    organization = OrganizationFactory()
    colleague = MembershipFactory(organization=organization, role="editor").user
    claim = with_file(organization, S.SUBMITTED, visibility)
    paper, sealed = claim.evidence.get(), visibility == Visibility.SEALED
    answers = {
        owner_of(organization): (200, 302), colleague: (404 if sealed else 200, 302),
        CoordinatorFactory(): (404, 404 if sealed else 200), SafetyOfficerFactory(): (404, 200),
        UserFactory(is_superuser=True, is_staff=True): (404, 404 if sealed else 200),
        make_focal_point(): (404, 302), owner_of(OrganizationFactory()): (404, 302), UserFactory(): (404, 302),
    }  # fmt: skip

    assert (client.get(own(paper)).status_code, client.get(checkers(paper)).status_code) == (302, 302)
    for user, expected in answers.items():
        client.force_login(user)
        assert (client.get(own(paper)).status_code, client.get(checkers(paper)).status_code) == expected, user
    opened = [event.actor for event in audit.history(claim) if event.verb == "open_evidence"]
    assert len(opened) == sum(code == 200 for _own, code in answers.values()) and None not in opened


def test_a_coordinator_who_asks_for_a_sealed_report_is_refused_and_that_is_recorded(client):
    claim = make_claim(visibility=Visibility.SEALED)
    coordinator, officer = CoordinatorFactory(), SafetyOfficerFactory()
    client.force_login(coordinator)

    assert client.get(reverse("claim_review", args=[claim.uuid])).status_code == 404
    assert client.post(reverse("claim_reporter", args=[claim.uuid])).status_code == 404
    assert client.get(reverse("claim_review", args=[uuid4()])).status_code == 404
    client.force_login(officer)
    page = client.get(reverse("claim_review", args=[claim.uuid])).text

    refused = audit.history(claim).filter(verb="refused_sealed")
    assert [event.actor for event in refused] == [coordinator, coordinator]
    assert "Opening the sealed report was refused" in page and "The sealed report was opened" in page


def test_who_belongs_to_the_reporting_organization_is_told_that_somebody_else_has_to_verify(client):
    coordinator = CoordinatorFactory()
    organization = OrganizationFactory()
    MembershipFactory(organization=organization, user=coordinator, role="viewer")
    claim = make_claim(organization, visibility=Visibility.UNNAMED)
    address = reverse("claim_review", args=[claim.uuid])

    client.force_login(coordinator)
    assert "somebody else has to verify it" in client.get(address).text
    client.force_login(CoordinatorFactory())
    assert "somebody else has to verify it" not in client.get(address).text


def test_no_row_of_a_file_keeps_the_moment_or_the_name_under_which_it_was_sent():
    paper = make_evidence()

    assert paper.uploaded_at.time() == time() and "canary-network" not in str(ClaimEvidence.objects.values()[0])


def test_a_deleted_and_a_retracted_report_keep_no_file(django_capture_on_commit_callbacks):
    draft, public = make_evidence(), make_evidence(visibility=Visibility.PUBLIC)
    names = [draft.file.name, public.file.name]
    published = lead_to(public.claim, S.PUBLISHED)
    Claim.objects.filter(pk=published.pk).update(internal_note=NOTE)

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(draft.claim)
        actions.retract(published, by=None)

    assert not any(map(private_storage().exists, names))
    assert Claim.objects.get().internal_note == "" and not ClaimEvidence.objects.kept().exists()


@pytest.mark.parametrize("how", ["published", "rejected", "never"])
def test_files_go_thirty_days_after_the_decision(how):
    def make(at) -> ClaimEvidence:
        state = {"published": S.PUBLISHED, "rejected": S.REJECTED, "never": S.VERIFIED}[how]
        visibility = Visibility.COORDINATORS if how == "never" else Visibility.PUBLIC
        claim = with_file(OrganizationFactory(), state, visibility)
        if how == "rejected":
            facts = {"object_type": "submissions.claim", "object_key": str(claim.uuid), "after": S.REJECTED}
            AuditEvent.objects.create(at=at, verb="rejected", **facts)
        Claim.objects.filter(pk=claim.pk).update(verified_at=at, published_at=at if how == "published" else None)
        return claim.evidence.get()

    old, young = keep_promise("report_files", make, apart=timedelta(days=1))

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.file.name, old.description) == ("", "") and young.file.name


def test_what_the_form_says_of_kinds_is_what_is_taken(client):
    client.force_login(owner_of(OrganizationFactory()))
    page = client.get(NEW).text

    hint = re.search("([A-Z, ]+) or JPEG, up to 10 MB", page)
    assert hint and set(hint[1].split(", ")) | {"JPEG"} == set(files.named(KINDS).split(", "))
