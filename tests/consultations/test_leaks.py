"""Nothing leads to a reporter who wants no name: pages, lists, counts, mail, account, rows, times, order.

Each test plants a canary that could leak. The same search finds it where the reporter chose to be seen by everyone.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal import files
from portal.models import AuditEvent, OutgoingMail
from submissions.consultations import actions
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.evidence import ClaimEvidence
from submissions.consultations.models import Claim, ClaimQuestion, ClaimReporter, ClaimVerification
from tests.factories.consultations import (
    long_since,
    make_claim,
    make_draft,
    make_published_source,
    owner_of,
)
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.factories.replies import make_focal_point
from tests.factories.uploads import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
S = Claim.State
HIDDEN = [Visibility.UNNAMED, Visibility.COORDINATORS, Visibility.SEALED]
SECRET = "Canarysecret"
CANARIES = ["Canary Rights Network", "canary-rights", "canary@birds.example", "Tweety"]
PUBLIC_PAGES = [
    "/en/", "/en/consultations/", "/en/consultations/?cluster=1", "/en/consultations/?status=consulted",
    "/en/consultations/?status=reported_not_consulted", "/en/consultations/table/",
    "/en/consultations/table/?sort=newest", "/en/consultations/table/?sort=status", "/en/consultations/ken/",
    "/ar/consultations/ken/", "/en/consultations/bel/", "/en/consultations/table/?cluster=none",
    "/consultations.csv", "/consultations.json?cluster=1", "/consultations.csv?status=no_information",
    "/consultations/reports.json", "/consultations/replies.csv", "/feeds/consultations/ken.atom",
    "/feeds/consultations/bel.atom", "/consultations/reviews.csv",
]  # fmt: skip
STAMP = re.compile(rb"(# generated: |\"generated\": \")[0-9TZ:-]+")
FAR = [S.SUBMITTED, S.QUESTION, S.REJECTED, S.VERIFIED]
FURTHER = [S.IN_REPLY, S.PUBLISHED, S.RETRACTED]
CELLS = dict(zip(FAR + FURTHER, ["KEN", "BEL", "CAN", "FRA", "TUN", "MEX", "USA"], strict=True))


@pytest.fixture
def canary():
    """An organization that is in no list, with an owner; nothing else on the portal names them."""
    organization = OrganizationFactory(legal_name=CANARIES[0], slug=CANARIES[1], in_directory=False, owner=False)
    person = UserFactory(email=CANARIES[2], first_name=CANARIES[3], last_name="")
    MembershipFactory(organization=organization, user=person)
    return organization


def pages_of(client, addresses) -> str:
    """What these addresses say, one after the other."""
    return "\n".join(client.get(address, follow=True).getvalue().decode() for address in addresses)


def everything_others_see(client, claims) -> str:
    """Public pages, the desk of another organization, the coordinators', and those of focal points."""
    found = pages_of(client, PUBLIC_PAGES)
    other = OrganizationFactory()
    make_claim(other)
    own = ["consultations:desk_list", "consultations:desk_create", "desk_overview"]
    reviews = [reverse("claim_review", args=[claim.uuid]) for claim in claims]
    details = [reverse("consultations:desk_detail", args=[claim.uuid]) for claim in claims]
    client.force_login(owner_of(other))
    records = [reverse("consultations:desk_export", args=[kind]) for kind in ("csv", "json")]
    found += pages_of(client, [*map(reverse, own), *details, *records])
    for user in (CoordinatorFactory(), SafetyOfficerFactory()):
        client.force_login(user)
        found += pages_of(client, ["/cms/", "/cms/consultations/", *reviews])
    for claim in claims:
        client.force_login(make_focal_point(claim.country))
        found += pages_of(client, ["/en/desk/", "/en/desk/state/"])
    return found


def leaks(text: str) -> list[str]:
    """The canaries that a text holds."""
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


def rows(*models) -> str:
    """Every column of every row of these tables."""
    return "\n".join(str(row) for model in models for row in model.objects.values())


def name_the_author(document) -> None:
    document.docinfo["/Author"] = CANARIES[3]


def planted(canary, state, visibility, **values) -> Claim:
    """A report with a file that was sent under a telling name, and names its author inside."""
    upload = SimpleUploadedFile(f"{CANARIES[1]}.pdf", pdf(name_the_author))
    letter = {"file": files.accept(upload, files.DOCUMENTS), "file_holds": SECRET, "internal_note": SECRET}
    return make_claim(canary, state=state, visibility=visibility, **letter, **values)


@pytest.mark.parametrize("visibility", [*HIDDEN, Visibility.PUBLIC])
def test_notes_and_files_for_those_who_check_are_with_nobody_else_and_files_tell_of_nobody(client, canary, visibility):
    states = [S.VERIFIED] if visibility in (Visibility.COORDINATORS, Visibility.SEALED) else [S.PUBLISHED, S.RETRACTED]
    claims = [planted(canary, state, visibility, iso3=CELLS[state]) for state in states]
    other = owner_of(OrganizationFactory())
    papers = [paper for claim in claims for paper in claim.evidence.kept()]

    client.force_login(other)
    own = [reverse("consultations:desk_file", args=[paper.uuid]) for paper in papers]
    theirs = [reverse("claim_file", args=[paper.claim.uuid, paper.uuid]) for paper in papers]
    found = pages_of(client, [*PUBLIC_PAGES, "/en/desk/", "/en/desk/consultations/", *own])
    assert {client.get(address).status_code for address in theirs} <= {302, 403, 404}
    client.force_login(make_focal_point(claims[0].country))
    found += pages_of(client, ["/en/desk/state/", *own])
    assert {client.get(address).status_code for address in theirs} <= {302, 403, 404}
    assert SECRET not in found and "%PDF" not in found

    client.force_login(SafetyOfficerFactory())
    seen = [client.get(address) for address in theirs]
    assert [answer.status_code for answer in seen] == [200] * len(papers) and papers
    for answer in seen:
        assert leaks(answer.getvalue().decode("latin-1") + answer.headers["Content-Disposition"]) == []


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_hidden_reporter_is_on_no_page_of_anybody_else(client, canary, visibility):
    states = FAR if visibility != Visibility.UNNAMED else FAR + FURTHER
    claims = [make_claim(canary, state=state, visibility=visibility, iso3=CELLS[state]) for state in states]

    assert leaks(everything_others_see(client, claims)) == []


@pytest.mark.parametrize("outcome", [Outcome.CONSULTED, Outcome.REFUSED])
def test_a_reporter_who_chose_everyone_is_found_by_the_same_search(client, canary, outcome):
    claim = make_claim(canary, state=S.PUBLISHED, visibility=Visibility.PUBLIC, outcome=outcome)

    assert CANARIES[0] in pages_of(client, PUBLIC_PAGES)
    assert leaks(everything_others_see(client, [claim])) == [CANARIES[0]]


@pytest.mark.parametrize("visibility", Visibility.values)
def test_the_only_row_that_leads_to_a_reporter_is_the_link(canary, visibility):
    reporter = owner_of(canary)
    claim = make_claim(canary, state=S.QUESTION, visibility=visibility)
    actions.answer(claim, text="In May.", by=reporter)
    claim = Claim.objects.get()

    events = AuditEvent.objects.filter(object_key=str(claim.uuid))
    assert events.count() >= 4 and not events.filter(actor=reporter).exists()
    assert leaks(rows(Claim, ClaimQuestion, ClaimVerification, ClaimEvidence, AuditEvent)) == []
    link = ClaimReporter.objects.get()
    assert (link.claim, link.organization, link.user) == (claim, canary, reporter)


def test_no_other_table_of_ours_points_to_a_report():
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Claim
    }

    assert pointing == {
        "submissions.ClaimEvidence",
        "submissions.ClaimReporter",
        "submissions.ClaimQuestion",
        "submissions.ClaimVerification",
        "submissions.StateReply",
    }


@pytest.mark.parametrize("visibility", HIDDEN)
def test_mail_to_a_hidden_reporter_says_nothing_and_ties_nobody_to_the_report(canary, visibility):
    claim = make_claim(canary, state=S.REJECTED, visibility=visibility)

    mails = list(OutgoingMail.objects.filter(to=CANARIES[2]))
    assert len(mails) == 2, "received, rejected"
    for mail in mails:
        words = f"{mail.subject} {mail.text} {mail.html} {mail.template}".lower()
        for said in (claim.receipt, str(claim.uuid), "kenya", "consultation", "report", "coordinator", CANARIES[0]):
            assert said.lower() not in words
    assert len({(mail.subject, mail.template) for mail in mails}) == 1, "each looks like the other"


def test_mail_to_a_named_reporter_says_what_happened_and_no_more(canary):
    claim = make_claim(canary, state=S.PUBLISHED, visibility=Visibility.PUBLIC, account="We met Mr Sparrow.")

    mails = list(OutgoingMail.objects.filter(to=CANARIES[2]).order_by("pk"))
    assert [mail.template.rpartition("/")[2] for mail in mails] == ["received", "verified", "published"]
    for mail in mails:
        for said in (claim.receipt, str(claim.uuid), "Kenya", "Sparrow"):
            assert said not in mail.text + mail.html + mail.subject
        assert "/desk/consultations/" in mail.text


def test_no_row_of_a_report_keeps_the_moment_at_which_somebody_wrote(canary):
    claim = make_claim(canary, state=S.QUESTION, visibility=Visibility.UNNAMED)

    assert claim.created_at == datetime.combine(claim.submitted_on, datetime.min.time(), UTC)
    moments = {field.name for field in Claim._meta.get_fields() if field.get_internal_type() == "DateTimeField"}
    assert moments == {"created_at", "verified_at", "reply_until", "published_at", "retracted_at"}
    assert {field.name for field in ClaimQuestion._meta.get_fields() if "Date" in field.get_internal_type()} == {
        "asked_on",
        "answered_on",
    }


def named_ground() -> None:
    """Something that the public record shows, so that there is something to change."""
    make_published_source("BEL")
    long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, iso3="KEN"))


def bytes_of(client, addresses=PUBLIC_PAGES) -> list[bytes]:
    """The public pages, files and feeds, byte for byte but for the moment at which a file was made."""
    return [STAMP.sub(b"", client.get(address).getvalue()) for address in addresses]


# Each outcome and each State once: a cell with a named report, one with a published source, an empty one.
@pytest.mark.parametrize(
    "iso3, outcome",
    [("KEN", Outcome.NOT_CONSULTED), ("BEL", Outcome.INVITED), ("TUN", Outcome.CONSULTED)],
)
def test_public_pages_stay_the_same_byte_for_byte_until_three_say_the_same(client, iso3, outcome):
    named_ground()
    before = bytes_of(client)

    for visibility in (Visibility.SEALED, Visibility.COORDINATORS):
        make_claim(state=S.VERIFIED, visibility=visibility, iso3=iso3, outcome=outcome)
        assert bytes_of(client) == before
    for _number in range(2):
        long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED, iso3=iso3, outcome=outcome))
        assert bytes_of(client) == before

    third = make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED, iso3=iso3, outcome=outcome)
    assert bytes_of(client) == before, "the quarter is not over"
    long_since(third)
    assert bytes_of(client) != before


@pytest.mark.parametrize("state", [S.DRAFT, *FAR, S.IN_REPLY])
def test_what_is_not_published_is_drawn_nowhere(client, state):
    named_ground()
    before = bytes_of(client)

    make_claim(state=state, visibility=Visibility.PUBLIC, iso3="KEN", number=2, outcome=Outcome.REFUSED)

    assert bytes_of(client) == before


def test_a_fourth_unnamed_report_and_its_end_show_nothing_more(client):
    for _number in range(3):
        long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED))
    before = bytes_of(client)

    fourth = long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED))
    assert bytes_of(client) == before
    actions.retract(fourth, by=CoordinatorFactory(), reason="A mistake.")
    assert bytes_of(client) == before


def test_the_third_unnamed_report_leaves_at_the_end_of_the_quarter(client):
    today = [address for address in PUBLIC_PAGES if "/feeds/" not in address]  # a feed tells what was once on record
    empty = bytes_of(client, today)
    claims = [long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED)) for _number in range(3)]
    before = bytes_of(client)

    actions.retract(claims[0], by=CoordinatorFactory(), reason="A mistake.")
    assert bytes_of(client) == before

    Claim.objects.filter(pk=claims[0].pk).update(retracted_at=timezone.now() - timedelta(days=100))
    assert bytes_of(client, today) == empty


def test_stepping_back_takes_every_trace_of_the_name(client, canary):
    before = bytes_of(client)
    claim = make_claim(canary, state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    assert bytes_of(client) != before

    actions.step_back(claim)

    assert bytes_of(client) == before
    assert leaks(everything_others_see(client, [claim])) == []


def test_a_retracted_report_keeps_no_trace_of_the_name(client, canary):
    claim = make_claim(canary, state=S.RETRACTED, visibility=Visibility.PUBLIC, account="Tweety was there.")

    assert leaks(pages_of(client, PUBLIC_PAGES)) == []
    assert leaks(rows(Claim)) == [] and claim.account == ""


def test_a_deleted_report_leaves_no_link(canary):
    actions.discard(make_claim(canary, visibility=Visibility.SEALED))

    assert not ClaimReporter.objects.exists()
    assert leaks(rows(AuditEvent)) == []


def test_the_list_of_a_colleague_tells_nothing_of_a_sealed_report(client, canary):
    colleague = MembershipFactory(organization=canary, role="editor").user
    client.force_login(colleague)

    def desk() -> str:
        return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", client.get("/en/desk/consultations/").text)

    before = desk()
    make_draft(canary, visibility=Visibility.SEALED)
    assert desk() == before

    make_draft(canary, visibility=Visibility.UNNAMED)
    assert desk() != before
