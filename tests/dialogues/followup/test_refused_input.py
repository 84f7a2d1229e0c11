"""What cannot be stored is named beside its field with everything that was typed; nothing of it is stored."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from dialogues.models import FollowUp, JoiningDetails, TravelRequest
from tests.factories.arrivals import make_approved, make_travel
from tests.factories.dialogues import make_dialogue
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db
NUL, LONG = "Nul\0 here", "Long " * 2000
KEPT = "Kept as it was"


def signed_in(client, delegate):
    client.force_login(owner_of(delegate.registration.organization))
    return delegate


def beside(answer, field):
    """The message beside a field."""
    return answer.text.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]


ARRIVALS = [
    *((field, LONG, "at most") for field in ("arrives_by", "leaves_by", "passport_name", "nationality", "needs")),
    *((field, NUL, "Null characters") for field in ("arrives_by", "leaves_by", "passport_name", "needs")),
    ("position", "P\u200b1234\u200b567", "number of a passport"),
    ("needs", "1234\u00a05678", "number of a passport"),
    ("arrives_on", "2027-02-30", "valid date"),
    ("leaves_on", "0001-01-01", "far from"),
    ("leaves_on", "9999-12-31", "far from"),
]


def test_of_an_arrival(client):
    delegate = signed_in(client, make_approved())
    path = reverse("registration:desk_follow_up", args=[delegate.uuid])

    for field, typed, refusal in ARRIVALS:
        other = "leaves_by" if field == "arrives_by" else "arrives_by"
        answer = client.post(path, {other: KEPT, field: typed})

        assert answer.status_code == 422, (field, typed)
        assert refusal in beside(answer, field), (field, typed)
        assert KEPT in answer.text and typed.strip() in answer.text, (field, typed)
        delegate.refresh_from_db()
        assert (delegate.needs, FollowUp.objects.count()) == ("", 0), (field, typed)


def test_what_only_looks_strange_is_stored_as_it_is_and_shown_as_text(client, coordinator):
    delegate = make_approved()
    path = reverse("registration:desk_follow_up", args=[delegate.uuid])

    for typed in ("\u202etxt.exe", "<script>x</script>", "{{ 7 }}", "=1+1", "السلام"):
        signed_in(client, delegate)
        assert client.post(path, {"arrives_by": typed, "needs": typed}).status_code == 302, typed

        assert FollowUp.objects.get().arrives_by == typed
        client.force_login(coordinator)
        page = client.get(reverse("registration_follow_ups", args=[delegate.registration.uuid])).text
        assert "<script>x" not in page, typed
        assert f"<bdi>{typed}</bdi>".replace("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;") in page, typed


def test_of_a_request_for_support(client):
    delegate = signed_in(client, make_approved())
    path = reverse("registration:desk_travel", args=[delegate.registration.uuid])
    refusals = ((LONG, "at most"), (NUL, "Null characters"), ("  ", "required"))

    for (field, other), (typed, refusal) in product((("amount", "why"), ("why", "amount")), refusals):
        answer = client.post(path, {other: KEPT, field: typed})

        assert answer.status_code == 422, (field, typed)
        assert refusal in beside(answer, field), (field, typed)
        assert KEPT in answer.text and typed.strip() in answer.text, (field, typed)
        assert not TravelRequest.objects.exists(), (field, typed)


DECISIONS = [
    ("grant", "covered", LONG), ("grant", "covered", NUL), ("grant", "covered", " "),
    ("decline", "reason", LONG), ("decline", "reason", NUL), ("decline", "reason", " "),
    ("note", "note", LONG), ("note", "note", NUL),
]  # fmt: skip


def test_of_a_decision_on_support(client, coordinator):
    asked = make_travel("shortlisted")
    client.force_login(coordinator)

    for verb, field, typed in DECISIONS:
        answer = client.post(reverse(f"travel_{verb}", args=[asked.uuid]), {f"{verb}-{field}": typed})

        assert answer.status_code == 422, (verb, typed)
        assert typed.strip() in answer.text, (verb, typed)
        asked.refresh_from_db()
        assert (asked.state, asked.covered, asked.answer, asked.note) == ("shortlisted", "", "", ""), (verb, typed)


LINKS = [
    {"url": "https://join.example.org/" + "x" * 10_000},
    {"url": "http://join.example.org/"},
    {"url": "javascript:alert(1)"},
    {"url": "https://join.example.org/\0"},
    {"text": LONG},
    {"text": NUL},
    {"shown_from": "soon"},
    {"shown_from": ""},
]


def test_of_a_joining_link(client, coordinator):
    dialogue = make_dialogue()
    moment = (dialogue.starts_at - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    client.force_login(coordinator)

    for changes in LINKS:
        typed = {"url": "https://join.example.org/kept", "text": KEPT, "shown_from": moment} | changes
        answer = client.post(reverse("registration_joining", args=[dialogue.slug]), typed)

        assert answer.status_code == 422, changes
        assert all(value.strip() in answer.text for value in typed.values()), changes
        assert not JoiningDetails.objects.exists(), changes
