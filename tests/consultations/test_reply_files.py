"""The file of a State's reply: a clean copy, read by whoever reads the reply, and by nobody else."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from portal import audit, files
from submissions.consultations import actions, replying
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_files import ReplyFile
from tests.factories.consultations import cluster, country, make_claim, owner_of
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.replies import make_focal_point, put_to_state, words
from tests.factories.uploads import pdf

pytestmark = pytest.mark.django_db
S = Claim.State
KENYA, DESK = "/en/consultations/ken/", "/en/desk/state/reply/"


@pytest.fixture
def letter():
    """A letter that was accepted."""
    return files.accept(SimpleUploadedFile("Note verbale.pdf", pdf()), files.DOCUMENTS)


def reply_with(letter, claim: Claim | None = None) -> StateReply:
    """Kenya's reply with this letter, to a report or for cluster I."""
    said = words(file=letter, file_holds="Note verbale of 4 May 2024")
    if claim:
        return replying.reply_to(claim, said, by=make_focal_point(claim.country))
    return replying.reply(country(), cluster(1), said, by=make_focal_point())


def at(name: str, reply: StateReply) -> str:
    """An address of the reply's file."""
    return reverse(name, args=[reply.uuid])


def code(client, address: str) -> int:
    """What an address answers in the end; what is not there is looked for under a language as well."""
    return client.get(address, follow=address.startswith("/consultations/")).status_code


def typed(**values) -> dict:
    usual = {"form_key": str(uuid4()), "says": "consulted", "text": "Two rounds.", "language": "en", "office": "MoJ"}
    return {**usual, "cluster": "1", **values}


def test_the_letter_stands_beside_the_reply_and_in_the_files(client, letter):
    reply = reply_with(letter)
    address = at("consultation_data:reply_file", reply)

    page = client.get(KENYA).text
    assert f"href={address}" in page.replace('"', "") and "Note verbale of 4 May 2024" in page
    assert address in client.get("/consultations/replies.csv").getvalue().decode()
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"Jane Secret" not in answer.getvalue(), "what a file hides of its author is gone"


def test_a_report_carries_the_letter_of_its_reply_in_the_file_of_reports(client, letter):
    claim = make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    reply = reply_with(letter, claim)

    address = at("consultation_data:reply_file", reply)
    assert address in client.get("/consultations/reports.json").getvalue().decode()
    actions.retract(claim, by=CoordinatorFactory(), reason="A mistake.")
    assert code(client, address) == 404, "it goes with the report"


def test_before_its_reply_is_public_only_those_who_read_the_reply_get_the_letter(client, letter):
    organization = OrganizationFactory()
    reply = reply_with(letter, put_to_state(organization=organization))
    focal = make_focal_point()
    public, desk = at("consultation_data:reply_file", reply), at("consultations:desk_reply_file", reply)

    assert (code(client, public), code(client, desk)) == (404, 302)
    for user, expected in (
        (focal, 200), (CoordinatorFactory(), 200), (owner_of(organization), 200), (UserFactory(), 404),
        (make_focal_point(country("BEL")), 404), (owner_of(OrganizationFactory()), 404),
    ):  # fmt: skip
        client.force_login(user)
        assert (code(client, desk), code(client, public)) == (expected, 404), user
    client.force_login(focal)
    assert desk in client.get("/en/desk/state/").text


def test_the_desk_takes_a_letter_and_gives_back_what_it_cannot_take(client):
    client.force_login(make_focal_point())
    good, bad = ("letter.pdf", pdf()), ("letter.pdf", b"<svg onload=alert(1)>")

    for upload, more, field in ((bad, {"file_holds": "A letter"}, "file"), (good, {}, "file_holds")):
        page = client.post(DESK, typed(file=SimpleUploadedFile(*upload), **more))
        assert page.status_code == 422 and page.context["form"].errors.keys() == {field}
        assert page.context["form"]["text"].value() == "Two rounds."
    assert not StateReply.objects.exists()

    data = typed(file_holds="A letter")
    for _click in range(2):
        client.post(DESK, data | {"file": SimpleUploadedFile(*good)})
    row = ReplyFile.objects.get()
    assert (row.reply, row.description, row.kind) == (StateReply.objects.get(), "A letter", "application/pdf")


def test_a_file_without_words_is_refused_by_the_action_too(letter):
    with pytest.raises(ValidationError):
        replying.reply(country(), None, words(file=letter, file_holds=" "), by=make_focal_point())
    assert not StateReply.objects.exists()


def test_a_file_is_never_changed_and_can_be_taken_away_for_the_sake_of_a_person(client, letter):
    reply = reply_with(letter)
    for change in ({"description": "Other words"}, {"sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReplyFile.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        reply.paper.delete()

    reply.paper.drop_file()

    assert code(client, at("consultation_data:reply_file", reply)) == 404
    assert "Note verbale" not in client.get(KENYA).text


def test_a_file_that_waits_for_the_scanner_is_not_shown(client, letter):
    reply = reply_with(letter)
    ReplyFile.objects.update(scan_state="pending")

    assert code(client, at("consultation_data:reply_file", reply)) == 404
    assert "Note verbale" not in client.get(KENYA).text
    assert "/file" not in client.get("/consultations/replies.csv").getvalue().decode()


def test_a_reply_to_a_refused_report_is_public_with_it(letter):
    claim = put_to_state(outcome=Outcome.REFUSED)
    reply = reply_with(letter, claim)
    assert not reply.is_public

    actions.publish(claim, by=CoordinatorFactory())
    assert StateReply.objects.get(pk=reply.pk).is_public
    assert reply in StateReply.objects.public()


def test_a_coordinator_removes_a_file_with_a_reason_and_everybody_reads_that_it_is_gone(client, letter):
    reply = reply_with(letter)
    remove = reverse("reply_file_remove", args=[reply.uuid])
    for user, expected in ((make_focal_point(), 302), (UserFactory(is_staff=True, is_superuser=False), 302)):
        client.force_login(user)
        assert client.post(remove, {"reason": "A name"}).status_code == expected
        assert ReplyFile.objects.get().is_ready
    client.force_login(CoordinatorFactory())

    assert remove in client.get(reverse("reply_files")).text
    assert client.post(remove, {"reason": ""}).status_code == 422
    assert client.post(remove, {"reason": "It names a witness"}).status_code == 302

    page = client.get(KENYA).text
    assert "The file that came with it was removed on" in page and "Two rounds were held." in page
    assert "witness" not in page and "Note verbale" not in page
    assert client.post(remove, {"reason": "Again"}).status_code == 404
    assert [event.reason for event in audit.history(reply) if event.verb == "remove_file"] == ["It names a witness"]
