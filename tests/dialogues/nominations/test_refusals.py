"""Who may do what, and that what is refused changes nothing: neither rows nor account nor mail."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from dialogues import coordinators
from dialogues.models import Nomination, NominationScore
from dialogues.nominations import actions, deciding, inviting
from organizations.models import Membership, Role
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.nominations import POINTS, make_nomination, make_nomination_call, nominee
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.factories.people import make_person
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db

S = Nomination.State
ENDED = Membership.State.ENDED
PLAIN = ("score", "shortlist", "not_choose", "invite", "resend", "revoke")
DESK = ("detail", "edit", "submit", "withdraw", "discard")
# Every verb, who does it (an owner or a coordinator), and in which states it is done.
VERBS = {
    "save": ("owner", {S.DRAFT}, lambda one, by: actions.save_draft(one, by=by, values=nominee())),
    "submit": ("owner", {S.DRAFT}, lambda one, by: actions.submit(one, by=by)),
    "discard": ("owner", {S.DRAFT}, lambda one, by: actions.discard(one, by=by)),
    "withdraw": ("owner", {S.SUBMITTED}, lambda one, by: actions.withdraw(one, by=by)),
    "score": ("coordinator", {S.SUBMITTED, S.SHORTLISTED}, lambda one, by: deciding.score(one, by=by, points=POINTS)),
    "shortlist": ("coordinator", {S.SUBMITTED}, lambda one, by: deciding.shortlist(one, by=by)),
    "not_choose": (
        "coordinator", {S.SUBMITTED, S.SHORTLISTED}, lambda one, by: deciding.not_choose(one, by=by, reason="Full.")
    ),
    "invite": ("coordinator", {S.SHORTLISTED}, lambda one, by: inviting.invite(one, one.at, by=by)),
    "resend": ("coordinator", {S.INVITED}, lambda one, by: inviting.resend(one, by=by)),
    "revoke": ("coordinator", {S.INVITED}, lambda one, by: inviting.revoke(one, by=by)),
    "accept": ("nobody", {S.INVITED, S.ACCEPTED}, lambda one, by: inviting.accept(one)),
    "refuse": ("nobody", {S.INVITED, S.REFUSED}, lambda one, by: inviting.refuse(one)),
}  # fmt: skip


def everything():
    """All that a verb could touch."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Nomination, NominationScore)]
    return [*rows, AuditEvent.objects.exclude(verb="refused").count(), OutgoingMail.objects.count()]


def at(name, nomination):
    return reverse(f"nominations:desk_{name}", args=[nomination.uuid])


def cms(name, nomination):
    return reverse(f"nomination_{name}", args=[nomination.uuid])


@pytest.mark.parametrize("state", S.values)
def test_a_verb_in_the_wrong_state_leaves_everything_as_it_was(state):
    nomination = make_nomination(state)
    nomination.at = make_panel(nomination.call.dialogue)
    people = {"owner": owner_of(nomination.organization), "coordinator": CoordinatorFactory(), "nobody": None}
    before = everything()

    for verb, (who, states, act) in VERBS.items():
        if state not in states:
            with pytest.raises(InvalidMove):
                act(nomination, people[who])
                pytest.fail(f"{verb} went through")
            assert everything() == before, verb


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.SHORTLISTED, S.INVITED])
def test_a_verb_by_the_wrong_person_leaves_everything_as_it_was(state):
    nomination = make_nomination(state, email="nominee@example.org")
    nomination.at, organization = make_panel(nomination.call.dialogue), nomination.organization
    elsewhere, involved = UserFactory(), CoordinatorFactory()
    coordinators.assign(elsewhere, make_dialogue(), by=None, reason="A test.")
    MembershipFactory(organization=organization, user=involved, role=Role.VIEWER)
    nobody = {
        "viewer": MembershipFactory(organization=organization, role=Role.VIEWER).user,
        "former owner": MembershipFactory(organization=organization, state=ENDED, ended_at=timezone.now()).user,
        "owner of another": owner_of(OrganizationFactory()),
        "nominee": make_person("nominee@example.org"),
        "safety officer": SafetyOfficerFactory(),
        "coordinator of another dialogue": elsewhere,
        "coordinator who acts for the organization": involved,
    }
    before = everything()

    for verb, (who, states, act) in VERBS.items():
        if state in states and who != "nobody":
            for name, user in nobody.items():
                with pytest.raises(PermissionDenied):
                    act(nomination, user)
                    pytest.fail(f"{verb} by {name} went through")
    assert everything() == before


def test_editors_draft_signatories_send_and_take_back_and_a_dialogues_own_coordinator_decides():
    draft = make_nomination(S.DRAFT)
    editor, signatory = (
        MembershipFactory(organization=draft.organization, role=role).user for role in (Role.EDITOR, Role.SIGNATORY)
    )
    local = UserFactory()
    coordinators.assign(local, draft.call.dialogue, by=None, reason="A test.")

    for verb in (actions.submit, actions.withdraw):
        with pytest.raises(PermissionDenied):
            verb(draft, by=editor)
    actions.save_draft(draft, by=editor, values=nominee(name="Noor"))
    sent = actions.submit(draft, by=signatory)
    assert (sent.state, sent.submitted_by, sent.name) == (S.SUBMITTED, signatory, "Noor")
    deciding.score(sent, by=local, points=POINTS)
    deciding.shortlist(sent, by=local)
    assert inviting.invite(sent, make_panel(sent.call.dialogue), by=local).invited_by == local


def test_the_nomination_of_another_organization_is_not_there_at_any_address(client):
    client.force_login(owner_of(OrganizationFactory()))
    others = [make_nomination(state) for state in (S.DRAFT, S.SUBMITTED)]
    before = everything()

    for one in others:
        gone = [client.post(at(name, one)).status_code for name in DESK if name != "detail"]
        gone += [client.get(at(name, one)).status_code for name in ("detail", "edit")]
        assert gone == [404] * 6
    made_up = reverse("nominations:desk_detail", args=[uuid4()])
    assert client.get(made_up).status_code == 404
    assert others[1].receipt not in client.get(reverse("nominations:desk_list")).text
    assert everything() == before


def test_what_was_not_sent_or_was_taken_back_is_not_there_for_coordinators(client, coordinator):
    client.force_login(coordinator)

    for state in (S.DRAFT, S.WITHDRAWN):
        one = make_nomination(state)
        before = everything()

        assert client.get(cms("review", one)).status_code == 404, state
        assert [client.post(cms(name, one)).status_code for name in PLAIN] == [404] * len(PLAIN), state
        assert one.receipt not in client.get("/cms/nominations/").text, state
        assert everything() == before, state


def test_sight_is_ones_own_and_for_coordinators_what_was_sent(coordinator):
    draft, sent = make_nomination(S.DRAFT), make_nomination(S.SUBMITTED)
    local = UserFactory()
    coordinators.assign(local, draft.call.dialogue, by=None, reason="A test.")

    for user, seen in (
        (owner_of(draft.organization), {draft}), (owner_of(sent.organization), {sent}), (coordinator, {sent}),
        (local, set()), (UserFactory(), set()),
    ):  # fmt: skip
        assert set(Nomination.objects.visible_to(user)) == seen


def test_a_second_click_of_the_desk_sends_one_receipt_and_is_answered_in_words(client):
    one = make_nomination(S.DRAFT)
    client.force_login(owner_of(one.organization))
    client.post(at("submit", one))
    before = everything()
    assert before[-1] == 1

    assert "Not possible now" in client.post(at("submit", one), follow=True).text
    assert "Not possible now" in client.post(at("discard", one), follow=True).text
    assert "Not possible now" in client.post(at("edit", one), {"name": "Other"}, follow=True).text
    assert everything() == before


def test_a_second_click_of_a_coordinator_changes_nothing_and_mails_once(client, coordinator):
    client.force_login(coordinator)
    one = make_nomination(S.SUBMITTED)
    panel = make_panel(one.call.dialogue)
    points = {f"score-{name}": value for name, value in POINTS.items()}

    for name, data in (
        ("score", points), ("shortlist", {}), ("invite", {"invite-panel": panel.slug}), ("resend", {}), ("revoke", {}),
        ("not_choose", {"reason-reason": "The panel is full."}),
    ):  # fmt: skip
        client.post(cms(name, one), data)
        first = everything()
        client.post(cms(name, one), data)
        again = everything()
        assert (again[0], again[-1], len(again[1])) == (first[0], first[-1], 1), name
    templates = sorted(mail.template.rpartition("_")[2] for mail in OutgoingMail.objects.all())
    assert templates == ["decided", "invited", "received"]  # sending again within the minute is the same click


def test_the_key_of_a_form_opens_nothing_of_another_organization():
    key, call, theirs, mine = uuid4(), make_nomination_call(), OrganizationFactory(), OrganizationFactory()
    first = actions.start_draft(call, theirs, by=owner_of(theirs), values=nominee(name="Theirs"), form_key=key)

    with pytest.raises(InvalidMove, match="sent before"):
        actions.start_draft(call, mine, by=owner_of(mine), values=nominee(name="Mine"), form_key=key)

    assert Nomination.objects.get() == first
    assert Nomination.objects.get().name == "Theirs"


def test_the_key_of_a_form_opens_no_draft_of_another_call():
    key, organization = uuid4(), OrganizationFactory()
    owner = owner_of(organization)
    first = actions.start_draft(make_nomination_call(), organization, by=owner, values=nominee(), form_key=key)

    with pytest.raises(InvalidMove, match="sent before"):
        actions.start_draft(
            make_nomination_call(), organization, by=owner, values=nominee(name="Another"), form_key=key
        )

    assert Nomination.objects.get().name == first.name
