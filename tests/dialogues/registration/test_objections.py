"""Objections: on record with the registration, in public as numbers that name nobody."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Objection, Registration
from dialogues.registration import objecting
from portal import audit
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue
from tests.factories.registration import make_draft, make_registration, owner_of

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
S = Registration.State


def read(client) -> str:
    return client.get("/en/dialogues/objections/").text


def cells(text: str) -> list[str]:
    """The numbers of the table, row by row."""
    return [part.partition("<")[0] for part in text.split("<td>")[1:]]


def test_an_objection_is_counted_in_public_and_names_nobody(client, coordinator):
    registration = make_registration(S.FORWARDED, make_dialogue(title="On marking"))
    objecting.record(registration, by=coordinator, on=DAY, known=True, reason="CANARY reason")

    page = read(client)

    assert "On marking" in page and "1 objection is on record." in page
    assert cells(page) == ["1", "0", "0", "0", "0", "1"]
    for nobody in ("CANARY", registration.organization.legal_name, registration.receipt, "2024"):
        assert nobody not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("outcome", "numbers"),
    [
        ("upheld", ["1", "1", "1", "1", "0", "0"]),
        ("withdrawn", ["1", "1", "1", "0", "1", "0"]),
        ("overruled", ["1", "1", "1", "0", "1", "0"]),
    ],
)
def test_what_became_of_it_is_counted(client, coordinator, outcome, numbers):
    objection = objecting.record(make_registration(), by=coordinator, on=DAY, known=False)

    objecting.settle(objection, outcome, by=coordinator, on=DAY + timedelta(days=3))

    assert cells(read(client)) == numbers
    with pytest.raises(InvalidMove, match="settled"):
        objecting.settle(objection, "upheld", by=coordinator, on=DAY)


def test_a_second_one_of_the_same_day_a_coming_day_and_an_earlier_end_are_refused(coordinator):
    registration = make_registration()
    objection = objecting.record(registration, by=coordinator, on=DAY, known=False)

    with pytest.raises(ValidationError, match="on record already"):
        objecting.record(registration, by=coordinator, on=DAY, known=True)
    with pytest.raises(ValidationError, match="still to come"):
        objecting.record(registration, by=coordinator, on=timezone.now().date() + timedelta(days=2), known=True)
    with pytest.raises(ValidationError, match="before it was made"):
        objecting.settle(objection, "upheld", by=coordinator, on=DAY - timedelta(days=1))
    assert Objection.objects.count() == 1


def test_only_coordinators_who_are_not_involved_record_and_never_for_a_draft(coordinator):
    registration = make_registration()

    with pytest.raises(PermissionDenied):
        objecting.record(registration, by=owner_of(registration.organization), on=DAY, known=False)
    with pytest.raises(InvalidMove, match="draft"):
        objecting.record(make_draft(), by=coordinator, on=DAY, known=False)


def test_a_coordinator_records_and_settles_and_a_mistake_keeps_what_was_typed(client, coordinator):
    registration = make_registration()
    client.force_login(coordinator)
    page = reverse("registration_objections", args=[registration.uuid])
    new = reverse("registration_objection_record", args=[registration.uuid])

    wrong = client.post(new, {"objected_on": "", "reason": "Typed already"})
    assert wrong.status_code == 422 and "Typed already" in wrong.text
    assert client.post(new, {"objected_on": "2024-03-01", "reason": ""}).status_code == 302
    objection = Objection.objects.get()
    settle, prefix = reverse("registration_objection_settle", args=[objection.uuid]), objection.uuid.hex
    early = client.post(settle, {f"{prefix}-outcome": "upheld", f"{prefix}-settled_on": "2024-02-01"})
    assert early.status_code == 422 and "before it was made" in early.text
    client.post(settle, {f"{prefix}-outcome": "upheld", f"{prefix}-settled_on": "2024-03-05"})

    assert "Upheld" in client.get(page).text
    assert [event.verb for event in audit.history(registration)][-2:] == ["objection", "objection"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_asks_the_same_however_many_there_are(client, coordinator, django_assert_num_queries, rows):
    for _ in range(rows):
        objecting.record(make_registration(), by=coordinator, on=DAY, known=False)

    with django_assert_num_queries(3):
        read(client)
