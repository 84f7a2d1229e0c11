"""Anybody says what is wrong; coordinators answer; the answer stands at an address that only the sender has."""

import re

import pytest
from django.urls import reverse

from home.queues import queues_for
from portal.mechanism import correcting, kept
from portal.mechanism.models import FactCorrection, FactTable, State
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import CoordinatorFactory, UserFactory
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db
STAMP = re.compile(rb"# generated: .*")
FORM = "/en/corrections/new/"
S = FactCorrection.State


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.FORM_SECONDS = 0


def filled(client, **values) -> dict[str, str]:
    """The form as a reader sends it."""
    blank = client.get(FORM).context["form"]
    usual = {"country": "bel", "about": "parties", "words": "It acceded in 2005.", "source": "Official journal 12"}
    return {"form_key": str(blank["form_key"].value()), "opened_at": "", "homepage": "", **usual, **values}


def make_correction(**values) -> FactCorrection:
    usual = {"country": State.objects.get(iso3="BEL"), "about": "parties", "words": "Wrong.", "source": "Journal"}
    return correcting.send(FactCorrection(**usual | values), form_key=None)


def test_a_correction_is_stored_once_and_its_page_is_the_receipt(client):
    data = filled(client)

    first, second = client.post(FORM, data), client.post(FORM, data)

    stored = FactCorrection.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/en/corrections/{stored.uuid}/"
    page = client.get(first.headers["Location"])
    assert "It acceded in 2005." in page.text and "Waits for an answer" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex" and "no-store" in page.headers["Cache-Control"]
    assert not AuditEvent.objects.filter(actor__isnull=False, object_key=str(stored.uuid)).exists()


def test_what_is_missing_or_fills_the_trap_comes_back_with_what_was_typed(client):
    answer = client.post(FORM, filled(client, source="", words="All of it is wrong."))
    trapped = client.post(FORM, filled(client, homepage="https://spam.example"))

    assert answer.status_code == trapped.status_code == 422
    assert "All of it is wrong." in answer.text and 'href="#id_source"' in answer.text
    assert client.post(FORM, filled(client, about="weather", country="xyz")).status_code == 422
    assert not FactCorrection.objects.exists()


def test_the_form_knows_the_state_that_it_was_opened_from(client):
    form = client.get(FORM, {"state": "ken", "about": "review"}).context["form"]

    assert (form["country"].value(), form["about"].value()) == ("ken", "review")
    for query in ("state=<b>", "state=%F0%9F%92%A9", "about=" + "x" * 500):
        assert client.get(f"{FORM}?{query}").status_code == 200


def test_a_coordinator_answers_once_and_mail_carries_the_link_alone(client):
    correction = make_correction(email="reader@a.example", words="A secret word.")
    coordinator = CoordinatorFactory()
    client.force_login(coordinator)
    assert [one.count for one in queues_for(coordinator) if one.key == "corrections"] == [1]
    queue = client.get(reverse("correction_queue"))
    assert "Belgium" in queue.text and "reader@a.example" not in queue.text

    address = reverse("correction_answer", args=[correction.uuid])
    client.post(address, {"decision": "corrected", "answer": "The journal is right."})

    correction.refresh_from_db()
    assert (correction.state, correction.decided_by) == (S.CORRECTED, coordinator)
    mail = OutgoingMail.objects.get(to="reader@a.example")
    assert f"/corrections/{correction.uuid}/" in mail.text
    assert "secret" not in mail.text + mail.html and "journal" not in mail.text + mail.html
    assert "The journal is right." in client.get(f"/en/corrections/{correction.uuid}/").text
    with pytest.raises(InvalidMove):
        correcting.decide(correction, S.KEPT, by=coordinator, answer="No.")


def test_nothing_of_a_correction_is_public(client):
    pages = ["/en/consultations/bel/", "/en/consultations/", "/feeds/consultations/bel.atom", "/consultations.csv"]
    before = [STAMP.sub(b"", client.get(page).getvalue()) for page in pages]

    make_correction(words="Tweety says so.")

    assert [STAMP.sub(b"", client.get(page).getvalue()) for page in pages] == before


def test_the_address_goes_a_month_after_the_answer_and_the_words_stay():
    coordinator = CoordinatorFactory()

    def answered(at):
        found = correcting.decide(make_correction(email="reader@a.example"), S.KEPT, by=coordinator, answer="It holds.")
        FactCorrection.objects.filter(pk=found.pk).update(decided_at=at)
        return found

    old, young = keep_promise("fact_correction_addresses", answered)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.email, young.email, old.words) == ("", "reader@a.example", "Wrong.")


def test_the_address_goes_with_the_account_and_stands_in_its_export():
    user = UserFactory(email="reader@a.example")
    own, other = make_correction(email="Reader@a.example"), make_correction(email="other@a.example")
    assert [row["text"] for row in kept.written_with(user)] == ["Wrong."]

    kept.forget_address(user)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.email, other.email) == ("", "other@a.example")


def test_a_table_of_facts_is_kept_for_a_week():
    def brought(at):
        table = FactTable.objects.create(kind="parties", name="t.csv")
        FactTable.objects.filter(pk=table.pk).update(created_at=at)
        return table

    old, young = keep_promise("fact_tables", brought)

    assert gone(old) and not gone(young)
