"""The coordinators' lists and files at the size of a large dialogue: as many questions as at a small one, and quick."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models import Delegate, Registration, TravelRequest
from organizations.models import Organization
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db

S = Registration.State
LIST, FILE = 15, 10


def fill(dialogue, count):
    """So many registrations that wait for a decision, two delegates each, each asking for travel support."""
    now = timezone.now()
    pattern = OrganizationFactory(owner=False)
    names = [field.attname for field in Organization._meta.concrete_fields if not field.generated]
    plain = {name: getattr(pattern, name) for name in names if name not in ("id", "uuid", "slug", "name_key")}
    organizations = Organization.objects.bulk_create(
        Organization(
            **plain | {"legal_name": f"Organization {number}", "slug": f"o-{number}", "name_key": f"o{number}"}
        )
        for number in range(count)
    )
    registrations = Registration.objects.bulk_create(
        Registration(dialogue=dialogue, organization=one, state=S.SUBMITTED, submitted_at=now, expertise="Marking.")
        for one in organizations
    )
    Delegate.objects.bulk_create(
        Delegate(registration=one, name=f"Delegate {mode}", email=f"{mode}@example.org", mode=mode)
        for one in registrations
        for mode in ("on_site", "online")
    )
    TravelRequest.objects.bulk_create(
        TravelRequest(registration=one, state="requested", requested_at=now, amount="A train") for one in registrations
    )


def questions(client, path):
    """How often the database was asked for this page or file, read to its end, and how long the answer is."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        size = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
    assert answer.status_code == 200
    return len(asked), size


def ask(client, slug):
    """The questions of every list and file of a dialogue."""
    base = f"/cms/registrations/forwarding/{slug}"
    lists = [f"/cms/registrations/?dialogue={slug}", f"{base}/", f"{base}/print/", f"/cms/travel/?dialogue={slug}"]
    files = [f"{base}.csv", f"{base}.xlsx", f"/cms/travel/{slug}.csv", f"/cms/travel/{slug}.xlsx"]
    return {path: questions(client, path)[0] for path in lists}, {path: questions(client, path)[0] for path in files}


@pytest.mark.parametrize("count", [50, pytest.param(5_000, marks=pytest.mark.slow)])
def test_lists_and_files_ask_as_often_at_any_size(client, coordinator, count):
    dialogue = make_dialogue(slug=f"many-{count}")
    fill(dialogue, count)
    client.force_login(coordinator)

    lists, files = ask(client, dialogue.slug)

    print(count, lists, files)
    assert max(lists.values()) <= LIST
    assert max(files.values()) <= FILE


def test_files_hold_every_registration_and_are_streamed(client, coordinator):
    dialogue = make_dialogue()
    fill(dialogue, 60)
    client.force_login(coordinator)

    for path in (f"/cms/registrations/forwarding/{dialogue.slug}.csv", f"/cms/travel/{dialogue.slug}.csv"):
        answer = client.get(path)
        assert answer.streaming
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert sum("REG-" in line for line in lines) == 60
