"""The joining link: for approved delegations with somebody online, in their desk, and nowhere else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from dialogues import coordinators
from dialogues.models import DialoguePage, JoiningDetails, Registration
from organizations.models import Role
from portal import audit
from portal.models import OutgoingMail
from tests.factories.arrivals import make_joining
from tests.factories.dialogues import make_dialogue, with_aliases
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_delegate, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State
CANARY = "canary-link"


def online(state=S.APPROVED, **fields):
    """A delegation that joins online, to a dialogue with a link."""
    registration = make_registration(state, delegates=[make_delegate(mode="online")], **fields)
    if not JoiningDetails.objects.filter(dialogue=registration.dialogue).exists():
        make_joining(registration.dialogue, text="CANARY-TEXT passcode")
    return registration


def desk(client, registration, person=None):
    client.force_login(person or owner_of(registration.organization))
    return client.get(registration.get_absolute_url()).text


def test_only_an_approved_delegation_reads_the_link(client, coordinator):
    dialogue, organization = make_dialogue(), OrganizationFactory()

    for state in S.values:
        with undone():
            text = desk(client, online(state, dialogue=dialogue, organization=organization, coordinator=coordinator))

            assert (CANARY in text) is (state == S.APPROVED), state
            assert ("CANARY-TEXT" in text) is (state == S.APPROVED), state


def test_who_comes_to_vienna_does_not_need_the_link(client):
    registration = make_registration(S.APPROVED)
    make_joining(registration.dialogue)

    assert CANARY not in desk(client, registration)


def test_everybody_of_the_organization_reads_it(client):
    registration = online()

    for role in (Role.VIEWER, Role.EDITOR, Role.SIGNATORY):
        member = MembershipFactory(organization=registration.organization, role=role).user

        assert CANARY in desk(client, registration, member), role


def test_another_organization_at_the_same_dialogue_does_not_read_it(client):
    registration = online()
    waiting = online(S.WAITING, dialogue=registration.dialogue)

    assert CANARY not in desk(client, waiting)
    assert client.get(registration.get_absolute_url()).status_code == 404


def test_it_is_shown_from_its_moment_on(client):
    registration = online()

    for hours, shown in ((-1, True), (1, False)):  # shown since an hour, shown from an hour on
        JoiningDetails.objects.update(shown_from=timezone.now() + timedelta(hours=hours))

        text = desk(client, registration)

        assert (CANARY in text) is shown, hours
        assert ("The link stands here shortly before the day." in text) is not shown, hours


def test_it_is_not_shown_long_after_the_dialogue(client):
    registration = online()
    over = timezone.now() - timedelta(days=2)
    DialoguePage.objects.filter(pk=registration.dialogue_id).update(starts_at=over - timedelta(hours=3), ends_at=over)

    assert CANARY not in desk(client, registration)


def test_the_link_of_another_dialogue_is_not_shown(client):
    registration = online()
    JoiningDetails.objects.update(dialogue=make_dialogue())

    assert CANARY not in desk(client, registration)


def test_it_is_nowhere_in_public_nor_in_revisions_nor_in_mail(client, coordinator):
    registration = online()
    dialogue = with_aliases(registration.dialogue, "ar")
    dialogue.save_revision(user=coordinator).publish()
    slug = dialogue.slug
    addresses = (
        f"/en/dialogues/{slug}/", f"/ar/dialogues/{slug}/", "/en/dialogues/", f"/dialogues/{slug}/calendar.ics",
        "/dialogues/calendar.ics", f"/dialogues/{slug}/event.jsonld", f"/dialogues/{slug}/agenda.json",
        f"/en/statements/?q={CANARY}", "/en/",
    )  # fmt: skip

    found = {path: client.get(path, follow=True) for path in addresses}

    assert [answer.status_code for answer in found.values()].count(200) == len(addresses)
    texts = [*(body(answer) for answer in found.values()), str(list(Revision.objects.values_list("content")))]
    texts += [f"{mail.text} {mail.html} {mail.calendar}" for mail in OutgoingMail.objects.all()]
    assert not [text for text in texts if "CANARY-TEXT" in text or "join.example.org" in text]


def body(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.text


def test_it_is_not_in_the_admin_of_pages_either(client, coordinator):
    registration = online()
    client.force_login(coordinator)

    for name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:usage"):
        answer = client.get(reverse(name, args=[registration.dialogue.pk]))
        assert "join.example.org" not in answer.text
    assert "join.example.org" not in client.get(reverse("registration_review", args=[registration.uuid])).text


def edit(dialogue):
    return reverse("registration_joining", args=[dialogue.slug])


def filled(dialogue, **changes):
    shown = dialogue.starts_at - timedelta(days=1)
    return {"url": "https://join.example.org/1", "text": "Code", "shown_from": f"{shown:%Y-%m-%dT%H:%M}"} | changes


def test_a_coordinator_of_the_dialogue_writes_it_and_that_is_noted_without_it(client):
    dialogue, local = make_dialogue(), UserFactory()
    coordinators.assign(local, dialogue, by=None, reason="A test.")
    client.force_login(local)

    assert client.post(edit(dialogue), filled(dialogue)).url == "/cms/registrations/"
    client.post(edit(dialogue), filled(dialogue, url="https://join.example.org/2"))

    assert [one.url for one in JoiningDetails.objects.all()] == ["https://join.example.org/2"]
    assert "https://join.example.org/2" in client.get(edit(dialogue)).text
    event = audit.history(dialogue).filter(verb="joining").last()
    assert (event.actor, event.data) == (local, {})


MISTAKES = [
    ({"url": "http://join.example.org"}, "url"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"url": ""}, "url"),
    ({"shown_from": "2099-01-01T00:00"}, "shown_from"),
    ({"shown_from": "soon"}, "shown_from"),
    ({"text": "x" * 2001}, "text"),
]


def test_a_mistake_is_told_beside_its_field_and_everything_is_kept(client, coordinator):
    dialogue = make_dialogue()
    client.force_login(coordinator)

    for changes, field in MISTAKES:
        answer = client.post(edit(dialogue), filled(dialogue, text="KEPT words") | changes)

        assert answer.status_code == 422, changes
        assert f'id="id_{field}_error"' in answer.text, changes
        assert "KEPT words" in answer.text or field == "text", changes
        assert not JoiningDetails.objects.exists(), changes


def test_nobody_else_reads_or_writes_it_there(client):
    registration = online()
    local = UserFactory()
    coordinators.assign(local, make_dialogue(), by=None, reason="A test.")

    for who, person in {"other coordinator": local, "member": OrganizationFactory().members.get()}.items():
        client.force_login(person)
        answers = [client.get(edit(registration.dialogue)), client.post(edit(registration.dialogue), {"url": "x"})]

        assert all(answer.status_code in (302, 403, 404) for answer in answers), who
        assert all(CANARY not in answer.text for answer in answers), who
        assert JoiningDetails.objects.get().url.endswith(CANARY), who
