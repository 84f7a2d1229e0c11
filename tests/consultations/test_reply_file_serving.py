"""How the file of a reply is served and refused: headers, names, who, when, and what nothing is left of."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal import files
from portal.files.storing import private_storage
from submissions.consultations import actions, replying
from submissions.consultations.choices import Outcome
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_files import ReplyFile, address_of
from tests.factories.consultations import country, owner_of
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.replies import make_focal_point, make_letter, make_reply, put_to_state, words
from tests.factories.uploads import pdf

pytestmark = pytest.mark.django_db
S = Claim.State
DESK = "/en/desk/state/reply/"
HOSTILE = {
    "a page": ("letter.pdf", b"<!doctype html><script>alert(1)</script>"),
    "a drawing with a script": ("letter.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "a program": ("letter.pdf", b"MZ\x90\x00" + b"\0" * 64),
    "a program by name": ("letter.exe", b"%PDF-1.7"),
    "a broken paper": ("letter.pdf", b"%PDF-1.7\nnothing follows"),
    "nothing": ("letter.pdf", b""),
    "two endings": ("letter.pdf.html", b"<p>words</p>"),
}


def public(reply: StateReply) -> str:
    return reverse("consultation_data:reply_file", args=[reply.uuid])


def desk(reply: StateReply) -> str:
    return reverse("consultations:desk_reply_file", args=[reply.uuid])


def is_gone(client, reply: StateReply) -> bool:
    """Whether the public address leads nowhere, in any language."""
    return client.get(public(reply), follow=True).status_code == 404


def lies_there() -> set[str]:
    """Every file in the storage of this test."""
    storage, found, folders = private_storage(), set(), [""]
    while folders:
        folder = folders.pop()
        below, names = storage.listdir(folder) if not folder or storage.exists(folder) else ([], [])
        folders += [f"{folder}/{one}".strip("/") for one in below]
        found |= {f"{folder}/{one}".strip("/") for one in names}
    return found


@pytest.fixture
def reply(db) -> StateReply:
    """A public reply to a report that is on record, with its letter."""
    made = make_reply()
    make_letter(made)
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_beside_its_field_and_nothing_is_stored(client, name):
    client.force_login(make_focal_point())
    before = lies_there()
    typed = {
        "form_key": str(uuid4()), "says": "consulted", "text": "Two rounds.", "language": "en", "office": "MoJ",
        "cluster": "1", "file_holds": "A letter", "file": SimpleUploadedFile(*HOSTILE[name]),
    }  # fmt: skip

    page = client.post(DESK, typed)

    assert page.status_code == 422 and list(page.context["form"].errors) == ["file"]
    assert page.context["form"]["text"].value() == "Two rounds." and "alert(1)" not in page.text
    assert not StateReply.objects.exists() and not ReplyFile.objects.exists() and lies_there() == before


def test_what_everybody_reads_has_one_address(client, reply):
    client.force_login(make_focal_point())

    assert (client.get(public(reply)).status_code, client.get(desk(reply)).status_code) == (200, 404)


def test_a_letter_is_saved_and_never_shown_in_place(client, reply):
    client.force_login(make_focal_point())
    answer = client.get(public(reply))
    paper = ReplyFile.objects.get()

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a note verbale"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "private" in answer.headers["Cache-Control"] and answer.headers["Content-Type"] == "application/pdf"
    assert client.get(public(reply), headers={"If-None-Match": f'"{paper.sha256}"'}).status_code == 304
    assert client.post(public(reply)).status_code == 405


@pytest.mark.parametrize(
    "given", ["../../etc/passwd.pdf", "a\r\nSet-Cookie: x=1.pdf", '"; filename="x.exe.pdf', "ملف.pdf"]
)
def test_the_file_lies_under_its_hash_whatever_it_was_called(client, given):
    taken = files.accept(SimpleUploadedFile(given, pdf()), files.DOCUMENTS)
    reply = replying.reply(country(), None, words(file=taken, file_holds="A letter"), by=make_focal_point())

    answer = client.get(public(reply))

    where = re.fullmatch(r"[0-9a-f]{2}/([0-9a-f]{64})-[0-9a-f]{8}\.pdf", reply.paper.file.name)
    assert where and where[1] == reply.paper.sha256
    assert "Set-Cookie" not in answer.headers and answer.headers["Content-Disposition"].startswith("attachment;")
    assert "/etc/" not in answer.headers["Content-Disposition"]


def test_what_steps_back_takes_the_letter_of_its_reply_off_the_record(client, reply):
    assert client.get(public(reply)).status_code == 200 and address_of(reply).endswith(public(reply))

    actions.step_back(reply.claim)

    assert is_gone(client, reply)
    assert public(reply) not in client.get("/consultations/replies.csv").getvalue().decode()
    client.force_login(make_focal_point(country("BEL")))
    assert client.get(desk(reply)).status_code == 404


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NO_ANSWER, Outcome.NOT_CONSULTED])
def test_before_the_report_is_public_its_letter_is_for_those_who_read_the_reply(client, outcome):
    organization = OrganizationFactory()
    reply = make_reply(put_to_state(outcome=outcome, organization=organization))
    make_letter(reply)

    assert is_gone(client, reply)
    for person, expected in (
        (owner_of(organization), 200), (owner_of(OrganizationFactory()), 404), (CoordinatorFactory(), 200),
    ):  # fmt: skip
        client.force_login(person)
        assert (client.get(desk(reply)).status_code, is_gone(client, reply)) == (expected, True)

    actions.publish(reply.claim, by=CoordinatorFactory())
    client.logout()
    assert client.get(public(reply)).status_code == 200


def test_a_later_reply_leaves_the_letter_of_the_former_where_it_is(client, reply):
    later = make_reply(reply.claim, "adds", text="We add a third round.")

    assert later.replaces == reply and client.get(public(reply)).status_code == 200
    assert is_gone(client, later), "it has none of its own"


def test_a_file_that_is_not_in_the_storage_any_more_does_not_exist(client, reply):
    private_storage().delete(str(ReplyFile.objects.get().file.name))

    assert is_gone(client, reply)


def test_a_reply_has_one_file_that_says_what_it_holds(reply):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_letter(reply, b"%PDF-1.7 another")
    other, taken = make_reply(), files.accept(SimpleUploadedFile("a.pdf", pdf()), files.DOCUMENTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        files.store(ReplyFile(reply=other, description=""), taken)
    assert ReplyFile.objects.count() == 1


@pytest.mark.parametrize("address", ["/consultations/replies/{}/file", "/en/desk/state/replies/{}/file"])
def test_a_reply_that_is_not_there_has_no_file(client, address):
    client.force_login(CoordinatorFactory())

    assert client.get(address.format(uuid4()), follow=True).status_code == 404
