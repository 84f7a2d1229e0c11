"""Corrections sent by anybody: one for each form, within limits, no robots; answered once, by coordinators alone."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal import limits
from portal.mechanism import correcting
from portal.mechanism.models import FactCorrection, State
from portal.models import AuditEvent, OutgoingMail
from tests.factories.organizations import CoordinatorFactory, SafetyOfficerFactory, UserFactory, make_account

pytestmark = pytest.mark.django_db
FORM = "/en/corrections/new/"
S = FactCorrection.State


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.FORM_SECONDS = 0


def typed(**values) -> dict[str, str]:
    usual = {"country": "", "about": "other", "words": "Wrong it is.", "source": "Journal 12, p. 3", "email": ""}
    return {"form_key": str(uuid.uuid4()), "opened_at": "", "homepage": "", **usual, **values}


def make_correction(**values) -> FactCorrection:
    usual = {"country": State.objects.get(iso3="BEL"), "about": "parties", "words": "Wrong.", "source": "Journal"}
    return correcting.send(FactCorrection(**usual | values), form_key=uuid.uuid4())


def test_bad_input_is_named_beside_its_field_and_keeps_all_that_was_typed(client):
    for field, value in (
        ("words", ""), ("words", "  \n "), ("words", "x" * 2001), ("words", "a\0b"), ("source", ""),
        ("source", "x" * 501), ("email", "no address"), ("email", "a@b.example\nBcc: c@d.example"), ("about", ""),
        ("about", "weather"), ("country", "atlantis"), ("homepage", "x"), ("form_key", "1"), ("form_key", ""),
    ):  # fmt: skip
        data = typed(**{"email": "reader@a.example", "country": "ken", field: value})

        page = client.post(FORM, data)

        assert page.status_code == 422 and list(page.context["form"].errors) == [field], (field, value[:16])
        kept = {name: page.context["form"][name].value() for name in ("country", "about", "words", "source", "email")}
        assert kept == {name: data[name] for name in kept}, (field, value[:16])
        assert not FactCorrection.objects.exists() and not OutgoingMail.objects.exists(), (field, value[:16])


def test_a_form_that_comes_back_faster_than_people_type_is_not_taken(client, settings):
    settings.FORM_SECONDS = 3
    fresh = str(client.get(FORM).context["form"]["opened_at"].value())

    for opened_at in (fresh, "", "forged:1:2"):
        page = client.post(FORM, typed(opened_at=opened_at))
        assert page.status_code == 422 and "faster than people type" in page.text and "Wrong it is." in page.text
    assert not FactCorrection.objects.exists()


def test_one_form_is_one_correction_and_two_forms_are_two(client):
    data = typed()
    answers = {client.post(FORM, {**data, "words": words}).headers["Location"] for words in ("One.", "One more.")}
    assert len(answers) == 1 and FactCorrection.objects.get().words == "One.", "the first stands"
    assert AuditEvent.objects.filter(object_key=str(FactCorrection.objects.get().uuid)).count() == 1

    client.post(FORM, typed())
    assert FactCorrection.objects.count() == 2


def test_a_network_has_so_many_a_day_and_a_form_that_comes_back_is_not_counted(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "corrections", limits.Limit(limits.DAY, network=2, overall=3))
    for _ in range(3):
        assert client.post(FORM, typed(words="")).status_code == 422
    assert [client.post(FORM, typed()).status_code for _ in range(3)] == [302, 302, 429]
    far = {"REMOTE_ADDR": "198.51.100.9"}
    assert [client.post(FORM, typed(), **far).status_code for _ in range(2)] == [302, 429], "and all of them together"
    assert client.get(FORM).status_code == 200 and FactCorrection.objects.count() == 3


def test_only_the_address_of_a_correction_shows_it_and_never_where_the_answer_goes(client):
    made = make_correction(words="<script>alert(1)</script>", email="reader@a.example")

    page = client.get(f"/en/corrections/{made.uuid}/")

    assert page.status_code == 200 and "<script>alert" not in page.text and "reader@a.example" not in page.text
    assert client.get(f"/en/corrections/{uuid.uuid4()}/").status_code == 404
    assert client.post(f"/en/corrections/{made.uuid}/").status_code == 405


def test_the_queue_is_for_coordinators_alone(client):
    made = make_correction()
    pages = [reverse("correction_queue"), reverse("correction_answer", args=[made.uuid])]
    for user in (None, UserFactory(), make_account(), SafetyOfficerFactory()):
        client.logout() if user is None else client.force_login(user)
        for page in pages:
            answers = {
                client.get(page).status_code,
                client.post(page, {"decision": "kept", "answer": "No."}).status_code,
            }
            assert answers <= {302, 403, 405}, (user, page)
    made.refresh_from_db()
    assert (made.state, made.answer) == (S.RECEIVED, "")

    client.force_login(CoordinatorFactory())
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.get(reverse("correction_answer", args=[uuid.uuid4()])).status_code == 404


def test_the_queue_asks_the_database_as_often_for_three_as_for_one_and_the_oldest_is_first(client):
    client.force_login(CoordinatorFactory())
    first, counts = make_correction(), []
    client.get(reverse("correction_queue"))
    for more in (0, 2):
        made = [make_correction(country=None) for _ in range(more)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(reverse("correction_queue"))
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
    assert [row.pk for row in page.context["page_obj"]] == [first.pk, *(row.pk for row in made)]

    correcting.decide(first, S.KEPT, by=None, answer="It holds.")
    assert first not in client.get(reverse("correction_queue")).context["page_obj"].object_list
    assert [one.pk for one in client.get(reverse("correction_queue") + "?answered").context["page_obj"]] == [first.pk]


def test_an_answer_needs_a_decision_and_words_and_comes_back_with_what_was_typed(client):
    made = make_correction(email="reader@a.example")
    client.force_login(CoordinatorFactory())
    page = reverse("correction_answer", args=[made.uuid])
    for decision, answer in (("", "It holds."), ("received", "It holds."), ("kept", " "), ("kept", "x" * 2001)):
        back = client.post(page, {"decision": decision, "answer": answer})
        assert back.status_code == 422 and back.context["form"]["answer"].value() == answer
    assert not OutgoingMail.objects.exists()

    client.post(page, {"decision": "kept", "answer": "It holds."})
    late = client.post(page, {"decision": "corrected", "answer": "Or not."}, follow=True)

    made.refresh_from_db()
    assert (made.state, made.answer, late.status_code) == (S.KEPT, "It holds.", 200)
    assert OutgoingMail.objects.filter(to="reader@a.example").count() == 1


def test_who_left_no_address_gets_no_mail_and_mail_is_in_the_language_of_the_form(client):
    correcting.decide(make_correction(), S.CORRECTED, by=None, answer="Done.")
    assert not OutgoingMail.objects.exists()

    for language in ("en", "fr"):
        client.post(FORM.replace("/en/", f"/{language}/"), typed(email=f"{language}@a.example"))
        made = FactCorrection.objects.get(email=f"{language}@a.example")
        assert made.language == language
        correcting.decide(made, S.KEPT, by=None, answer="It holds.")

    english, french = OutgoingMail.objects.order_by("pk")
    assert english.subject != french.subject and f"/corrections/{made.uuid}/" in french.text
