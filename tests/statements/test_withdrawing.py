"""What takes a statement off the record and back: who may, when, for how long, and what goes with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization, Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, history, withdrawing
from submissions.statements.kept import removed_texts, withdrawn_texts
from submissions.statements.models import CosignerState, Statement, StatementState, StatementVersion, Tombstone
from submissions.statements.tombstones import UNDO, RemovalReason
from tests.factories.cosigners import make_cosigner
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.statements import accepted, make_reported, make_statement, snapshot, some_content, writer_of
from tests.retention import keep_promise
from tests.statements.outcomes import DONE, outcome

pytestmark = pytest.mark.django_db
S = StatementState
WHY = "We found a mistake in our figures."
VERBS = {
    "withdraw": lambda one, by: withdrawing.withdraw(one, by=by, reason=WHY),
    "undo": lambda one, by: withdrawing.undo(one, by=by),
    "remove": lambda one, by: withdrawing.remove(one, by=by, code=RemovalReason.PERSON, reason=WHY),
    "restore": lambda one, by: withdrawing.restore(one, by=by, reason=WHY),
}
FROM = {"withdraw": S.ACCEPTED, "undo": S.WITHDRAWN, "remove": S.ACCEPTED, "restore": S.REMOVED}
OWN, STAFF = {"withdraw", "undo"}, {"remove", "restore"}
ROLES = {
    Role.OWNER: OWN, Role.SIGNATORY: OWN, Role.EDITOR: set(), Role.VIEWER: set(), "nobody": set(),
    "coordinator": STAFF, "coordinator who is a viewer there": set(),
}  # fmt: skip


def person(role, statement):
    """Somebody with this role towards the statement."""
    if role in Role.values:
        return writer_of(statement.organization, role)
    user = CoordinatorFactory() if role.startswith("coordinator") else UserFactory()
    if role.endswith("viewer there"):
        MembershipFactory(organization=statement.organization, user=user, role=Role.VIEWER)
    return user


def whole(statement):
    """Everything that a refused verb leaves alone."""
    return snapshot(statement), list(statement.tombstones.values())


def tried(verb, statement, who):
    """What becomes of the verb; it is undone."""
    one = Statement.objects.get(pk=statement.pk)
    return outcome(lambda: VERBS[verb](one, who), lambda: whole(statement))


@pytest.mark.parametrize("state", [S.ACCEPTED, S.WITHDRAWN, S.REMOVED])
def test_every_verb_is_for_its_roles_alone(state):
    statement = make_statement(state)
    people = {role: person(role, statement) for role in ROLES}
    for verb in (verb for verb in VERBS if FROM[verb] == state):
        found = {role: tried(verb, statement, who)[0] for role, who in people.items()}
        assert found == {role: DONE if verb in ROLES[role] else ValidationError for role in ROLES}, verb


@pytest.mark.parametrize("state", list(S))
def test_every_verb_is_for_its_state_alone(coordinator, state):
    statement = make_statement(state)
    owner = writer_of(statement.organization)
    for verb in VERBS:
        found, words = tried(verb, statement, owner if verb in OWN else coordinator)
        if state == FROM[verb]:
            assert found == DONE, verb
        else:
            assert found is InvalidMove and str(S(state).label) in words, (verb, found, words)


def test_withdrawing_stands_in_the_public_history_and_tells_the_organization():
    statement = make_statement(S.ACCEPTED)

    statement = VERBS["withdraw"](statement, writer_of(statement.organization))

    event = audit.history(statement).last()
    assert (statement.state, event.verb, event.public, event.reason) == (S.WITHDRAWN, "withdrawn", True, WHY)
    assert (statement.search_text, bool(statement.reference)) == ("", True)
    mail = OutgoingMail.objects.get(template="statements/email/withdrawn")
    assert statement.reference in mail.subject and "48 hours" in mail.text and WHY not in mail.text


def test_a_withdrawal_can_be_taken_back_for_48_hours_and_is_found_again():
    statement = make_statement(S.ACCEPTED, title="Findable words")
    owner = writer_of(statement.organization)
    before = statement.search_text
    VERBS["withdraw"](statement, owner)

    statement = VERBS["undo"](statement, owner)

    assert statement.is_public and statement.search_text == before and "findable" in before
    assert "Withdrawal taken back" in [str(one.words) for one in history.for_organization(statement)]
    stone = statement.tombstones.get()
    assert stone.lifted_at and stone.lifted_by == owner
    assert VERBS["withdraw"](statement, owner).state == S.WITHDRAWN, "the second time is another tombstone"


def test_after_48_hours_a_withdrawal_is_final():
    statement = make_statement(S.ACCEPTED)
    owner = writer_of(statement.organization)
    withdrawing.withdraw(statement, by=owner, reason=WHY)
    stone = statement.tombstones.get()
    assert stone.may_be_undone and stone.undo_until - stone.at == timedelta(hours=48) == UNDO
    late = make_statement(S.ACCEPTED)
    stone = Tombstone.objects.create(statement=late, kind="withdrawn", reason=WHY, at=timezone.now() - UNDO)
    Statement.objects.filter(pk=late.pk).update(state=S.WITHDRAWN)
    before = whole(late)

    with pytest.raises(InvalidMove, match="final"):
        withdrawing.undo(late, by=writer_of(late.organization))

    assert not stone.may_be_undone and whole(late) == before


def test_what_answers_the_call_by_now_stands_in_the_way_of_coming_back(coordinator):
    for state, verb in ((S.WITHDRAWN, "undo"), (S.REMOVED, "restore")):
        statement = make_statement(state)
        owner = writer_of(statement.organization)
        actions.start(statement.call, statement.organization, by=owner, content=some_content())
        before = whole(statement)

        with pytest.raises(InvalidMove, match="another statement for this call"):
            VERBS[verb](statement, owner if verb == "undo" else coordinator)
        assert whole(statement) == before


def test_a_suspended_organization_can_still_withdraw():
    statement = make_statement(S.ACCEPTED)
    owner = writer_of(statement.organization)
    Organization.objects.filter(pk=statement.organization_id).update(state=Organization.State.SUSPENDED)

    assert VERBS["withdraw"](statement, owner).state == S.WITHDRAWN


def test_what_is_known_from_a_source_is_removed_by_coordinators_and_not_withdrawn(coordinator):
    statement = make_reported()
    owner = MembershipFactory(organization=statement.organization, role=Role.OWNER).user

    with pytest.raises(ValidationError):
        VERBS["withdraw"](statement, owner)
    assert VERBS["remove"](statement, CoordinatorFactory()).state == S.REMOVED


def test_removing_needs_a_reason_of_the_list(coordinator):
    statement = make_statement(S.ACCEPTED)

    for code in ("", "angry", "disagree"):
        with pytest.raises(ValidationError, match="Choose one"):
            withdrawing.remove(statement, by=coordinator, code=code, reason=WHY)
    with pytest.raises(ValidationError, match="Say why"):
        withdrawing.remove(statement, by=coordinator, code=RemovalReason.COURT, reason=" ")

    assert Statement.objects.get().state == S.ACCEPTED and not Tombstone.objects.exists()


def test_only_another_coordinator_restores(coordinator):
    statement = VERBS["remove"](make_statement(S.ACCEPTED), coordinator)
    before = whole(statement)

    with pytest.raises(InvalidMove, match="Another coordinator has to restore"):
        VERBS["restore"](statement, coordinator)
    assert whole(statement) == before
    with pytest.raises(IntegrityError, match="removal_is_lifted_by_another"), transaction.atomic():
        Tombstone.objects.update(lifted_at=timezone.now(), lifted_by=coordinator)

    assert VERBS["restore"](statement, CoordinatorFactory()).is_public
    assert "Restored" in [str(one.words) for one in history.for_organization(statement)]


def test_the_database_keeps_one_tombstone_and_what_it_says(coordinator):
    statement = VERBS["remove"](make_statement(S.ACCEPTED), coordinator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Tombstone.objects.create(statement=statement, kind="withdrawn", reason=WHY)
    with pytest.raises(IntegrityError, match="tombstone_says_why"), transaction.atomic():
        Tombstone.objects.create(statement=make_statement(), kind="removed", reason=WHY)
    for change in ({"reason": "Nicer words"}, {"code": "court"}, {"keeps_title": True}):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            Tombstone.objects.update(**change)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Tombstone.objects.all().delete()


# -- what is deleted, and when


def gone_at(moment, state):
    """A text whose statement was taken away then."""
    statement = make_statement(S.ACCEPTED, files=1, title="A title")
    code = "person" if state == S.REMOVED else ""
    Tombstone.objects.create(
        statement=statement, kind=state, code=code, reason=WHY, at=moment, keeps_title=state == S.WITHDRAWN
    )
    Statement.objects.filter(pk=statement.pk).update(state=state)
    return statement.versions.get()


@pytest.mark.parametrize(
    ("key", "state", "title"), [("withdrawn_statements", S.WITHDRAWN, "A title"), ("removed_statements", S.REMOVED, "")]
)
def test_text_and_files_are_deleted_when_the_way_back_is_closed(key, state, title, coordinator):
    old, young = keep_promise(key, lambda moment: gone_at(moment, state))

    old.refresh_from_db()
    young.refresh_from_db()
    file = old.attachments.get()
    assert (old.source, old.body, old.body_text, old.summary, old.title) == (None, None, None, "", title)
    assert (file.file.name, file.given_name, file.description) == ("", "", "") and file.deleted_at and file.sha256
    assert old.sha256 and young.source and young.title and young.attachments.get().deleted_at is None
    if state == S.REMOVED:
        with pytest.raises(InvalidMove, match="deleted by now"):
            VERBS["restore"](old.statement, coordinator)


def test_no_text_on_the_record_is_ever_due(coordinator):
    back = VERBS["restore"](make_statement(S.REMOVED), coordinator)
    make_statement(S.ACCEPTED)
    later = timezone.now() + timedelta(days=4000)

    assert not removed_texts(later).exists() and not withdrawn_texts(later).exists()
    assert StatementVersion.objects.get(statement=back).source


def test_who_co_signed_hears_when_it_goes_and_when_it_comes_back():
    draft = make_statement()
    confirmed, other = make_cosigner(draft, CosignerState.CONFIRMED), make_cosigner(draft, CosignerState.DECLINED)
    statement = accepted(actions.submit(draft, by=writer_of(draft.organization)))

    def told(cosigner) -> list[str]:
        to = writer_of(cosigner.organization).email
        mails = OutgoingMail.objects.filter(to=to, subject__contains=statement.reference)
        return list(mails.order_by("pk").values_list("template", flat=True))

    VERBS["withdraw"](statement, writer_of(statement.organization))
    assert told(confirmed) == ["statements/email/cosign_taken_away"]
    VERBS["undo"](statement, writer_of(statement.organization))

    assert told(confirmed) == ["statements/email/cosign_taken_away", "statements/email/cosign_brought_back"]
    assert told(other) == []
