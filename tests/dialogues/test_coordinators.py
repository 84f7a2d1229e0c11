"""Somebody who coordinates one dialogue: everything of that one, nothing of another, and the attempt is kept."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from dialogues import coordinators
from dialogues.models import DialoguePage, PanelPage, Registration
from dialogues.registration import actions
from home.queues import queues_for
from organizations.assigning import end
from organizations.models import User
from portal.models import AuditEvent
from submissions.models import Statement
from submissions.statements import reviewing
from tests.factories.dialogues import make_dialogue, make_panel, with_aliases
from tests.factories.organizations import UserFactory
from tests.factories.registration import make_registration
from tests.factories.statements import make_call, make_statement
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@dataclass
class Two:
    """Two dialogues with a panel, a registration and a statement each, and who coordinates the first."""

    own: DialoguePage
    other: DialoguePage
    user: User

    def panel(self, dialogue: DialoguePage) -> PanelPage:
        return dialogue.get_children().type(PanelPage).get().specific

    def record(self, kind: str, dialogue: DialoguePage):
        return {"registration": Registration, "statement": Statement}[kind].objects.get(dialogue=dialogue)


@pytest.fixture
def two() -> Two:
    dialogues = [with_aliases(make_dialogue(), "fr"), make_dialogue()]
    for dialogue in dialogues:
        make_panel(dialogue)
        make_registration(dialogue=dialogue)
        make_statement("submitted", call=make_call(dialogue=dialogue))
    user = UserFactory()
    coordinators.assign(user, dialogues[0], by=None, reason="Prepares this day.")
    return Two(*dialogues, User.objects.get(pk=user.pk))


def refusals() -> list[tuple[str, int | None]]:
    events = AuditEvent.objects.filter(verb="refused")
    return list(events.values_list("object_type", "actor"))


def test_only_what_belongs_to_the_own_dialogue_is_there(client, two):
    client.force_login(two.user)

    for kind in ("registration", "statement"):
        own, other = (two.record(kind, dialogue) for dialogue in (two.own, two.other))
        with undone():
            assert client.get(reverse(f"{kind}_review", args=[own.uuid])).status_code == 200, kind
            assert refusals() == [], kind
            assert client.get(reverse(f"{kind}_review", args=[other.uuid])).status_code == 404, kind
            assert refusals() == [(own._meta.label_lower, two.user.pk)]


def test_decisions_on_another_dialogue_are_refused_and_change_nothing(client, two):
    client.force_login(two.user)

    for kind, verb in (("registration", "approve"), ("statement", "reject")):
        other = two.record(kind, two.other)
        address = reverse(f"{kind}_{verb}", args=[other.uuid])
        with undone():
            assert client.post(address, {"reject-reason": "No."}).status_code == 404, kind
            other.refresh_from_db()
            assert other.state == "submitted", kind
            assert len(refusals()) == 1, kind


def test_decisions_on_the_own_dialogue_are_taken(client, two):
    client.force_login(two.user)
    registration, statement = (two.record(kind, two.own) for kind in ("registration", "statement"))

    client.post(reverse("registration_approve", args=[registration.uuid]))
    client.post(reverse("statement_claim", args=[statement.uuid]))
    client.post(reverse("statement_accept", args=[statement.uuid]))

    registration.refresh_from_db()
    statement.refresh_from_db()
    assert (registration.state, statement.state) == ("approved", "accepted")


def test_the_actions_refuse_too_whoever_calls_them(two):
    with pytest.raises(PermissionDenied):
        actions.approve(two.record("registration", two.other), by=two.user)
    with pytest.raises(ValidationError):
        reviewing.claim(two.record("statement", two.other), by=two.user)


def test_queues_hold_the_own_dialogue_alone(client, two):
    client.force_login(two.user)

    for kind in ("registration", "statement"):
        own, other = (str(two.record(kind, dialogue).uuid) for dialogue in (two.own, two.other))
        text = client.get(reverse(f"{kind}_queue")).text
        assert own in text
        assert other not in text
    assert {queue.key: queue.count for queue in queues_for(two.user)} == {
        "statements": 1, "registrations": 1, "nominations": 0,
    }  # fmt: skip
    assert client.get("/cms/").status_code == 200


def test_what_belongs_to_no_dialogue_is_not_theirs(client, two):
    client.force_login(two.user)

    for name in ("organization_queue", "declaration_manage", "claim_queue", "duty_list"):
        assert client.get(reverse(name)).headers["Location"] == "/cms/", name


def test_pages_of_the_own_dialogue_are_edited_in_every_language_and_no_others(client, two):
    client.force_login(two.user)
    french = DialoguePage.objects.get(translation_key=two.own.translation_key, locale__language_code="fr")

    for page in (two.own, two.panel(two.own), french):
        assert page.permissions_for_user(two.user).can_publish()
    for page in (two.own, two.panel(two.own)):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert refusals() == []
    for page in (two.other, two.panel(two.other)):
        for verb in ("edit", "unpublish", "delete", "move"):
            refused = client.get(reverse(f"wagtailadmin_pages:{verb}", args=[page.pk]))
            assert (refused.status_code, refused.headers["Location"]) == (302, "/cms/"), verb
    assert refusals() == [("dialogues.dialoguepage", two.user.pk)] * 4 + [("dialogues.panelpage", two.user.pk)] * 4


def test_a_language_that_comes_later_is_theirs_too(two):
    spanish = with_aliases(two.own, "es").get_translations().get(locale__language_code="es")
    coordinators.open_pages(two.own)

    assert spanish.permissions_for_user(User.objects.get(pk=two.user.pk)).can_edit()


def test_when_the_role_ends_so_does_everything(client, two):
    end(two.user.assignments.get(), by=None, reason="The day is over.")
    client.force_login(two.user)

    assert client.get(reverse("registration_queue")).status_code == 302
    assert not two.own.permissions_for_user(User.objects.get(pk=two.user.pk)).can_edit()
    assert two.record("registration", two.own) not in Registration.objects.visible_to(two.user)
    assert two.record("statement", two.own) not in Statement.objects.visible_to(two.user)


def test_nobody_decides_on_an_organization_that_they_act_for(two):
    registration = two.record("registration", two.own)
    registration.organization.memberships.update(user=two.user)

    with pytest.raises(PermissionDenied):
        actions.approve(registration, by=two.user)
