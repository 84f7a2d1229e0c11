"""Later versions: who may begin, send in and decide, in which state, and what accepting one does."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization, Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, attaching, kept, reviewing, revising, withdrawing
from submissions.statements.editions import editions
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.models import Review, Statement, StatementState, StatementVersion
from submissions.statements.reviews import Reason
from tests.factories.accepted import accepted_file
from tests.factories.later import WHY, make_later
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.statements import make_reported, make_statement, snapshot, some_content, writer_of
from tests.retention import keep_promise
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = LaterState
Kind = StatementVersion.Kind
VERBS = {
    "save": lambda one, by: actions.save_draft(one, some_content(), by=by),
    "attach": lambda one, by: attaching.attach(one, accepted_file(), "A table", by=by),
    "change": lambda one, by: revising.change(one, by=by, what_changed="Another reason."),
    "give up": lambda one, by: revising.give_up(one, by=by),
    "submit": lambda one, by: actions.submit(one, by=by),
    "claim": lambda one, by: reviewing.claim(one, by=by),
    "accept": lambda one, by: (reviewing.claim(one, by=by), reviewing.accept(one, by=by)),
    "return": lambda one, by: (
        reviewing.claim(one, by=by),
        reviewing.return_with_questions(one, by=by, code=Reason.OTHER, reason="Which?"),
    ),
    "reject": lambda one, by: (
        reviewing.claim(one, by=by),
        reviewing.reject(one, by=by, code=Reason.OTHER, reason="No."),
    ),
}
WRITING, SIGNING, JUDGING = {"save", "attach", "change", "give up"}, {"submit"}, {"claim", "accept", "return", "reject"}
FROM = {
    **{verb: {S.DRAFT, S.RETURNED} for verb in ("save", "attach", "change", "submit")},
    "give up": {S.DRAFT, S.RETURNED, S.SUBMITTED},
    **{verb: {S.SUBMITTED} for verb in JUDGING},
}
ROLES = {
    Role.OWNER: WRITING | SIGNING, Role.SIGNATORY: WRITING | SIGNING, Role.EDITOR: WRITING, Role.VIEWER: set(),
    "nobody": set(), "coordinator": JUDGING, "coordinator who is a viewer there": set(),
}  # fmt: skip


def person(role, work):
    """Somebody with this role towards the statement."""
    if role in Role.values:
        return writer_of(work.organization, role)
    user = CoordinatorFactory() if role.startswith("coordinator") else UserFactory()
    if role.endswith("viewer there"):
        MembershipFactory(organization=work.organization, user=user, role=Role.VIEWER)
    return user


def whole(statement):
    """Everything that a refused verb leaves alone."""
    return snapshot(statement), list(LaterVersion.objects.values()), list(Review.objects.values())


def is_allowed(verb, role, state):
    """Whether this role may do this in this state; what was sent is taken back by those who sign."""
    if verb == "give up" and state != S.DRAFT and role == Role.EDITOR:
        return False
    return verb in ROLES[role] and state in FROM[verb]


@pytest.mark.parametrize("state", list(S))
def test_every_verb_is_for_its_roles_and_states_alone(state):
    later = make_later(state)
    people = {role: person(role, later) for role in ROLES}
    before = whole(later.statement)
    for verb, do in VERBS.items():
        for role, who in people.items():
            with undone():
                with suppress(ValidationError, InvalidMove):
                    do(later, who)
                done = whole(later.statement) != before
            assert done == is_allowed(verb, role, state), (verb, role)
        assert whole(later.statement) == before, verb


@pytest.mark.parametrize("state", [state for state in StatementState if state != "accepted"])
def test_only_what_is_on_the_record_gets_another_version(state):
    statement = make_statement(state)
    before = whole(statement)

    with pytest.raises(InvalidMove, match=str(StatementState(state).label)):
        revising.begin(statement, Kind.CORRECTION, by=writer_of(statement.organization), what_changed=WHY)
    assert whole(statement) == before


def test_what_is_known_from_a_source_is_not_theirs_to_change():
    reported = make_reported()
    Organization.objects.filter(pk=reported.organization_id).update(state="verified", verified_at=timezone.now())

    with pytest.raises(InvalidMove, match="published source"):
        revising.begin(reported, Kind.REVISION, by=writer_of(reported.organization), what_changed=WHY)


def test_a_correction_starts_from_the_public_text_and_its_files_and_changes_nothing_public():
    statement = make_statement(StatementState.ACCEPTED, files=1)
    public = statement.current

    later = make_later(statement=statement)
    draft = later.versions.get()

    statement.refresh_from_db()
    assert (statement.state, statement.current) == ("accepted", public)
    assert [one.sha256 for one in draft.attachments.all()] == [one.sha256 for one in public.attachments.all()]
    assert (draft.kind, draft.language, draft.frozen_at, later.of) == ("corr", "en", None, public)
    assert actions.latest(statement) == public and actions.latest(later) == draft
    assert list(statement.instruments.all()), "what it speaks about stays"


def test_one_change_and_one_translation_of_a_language_are_on_their_way_at_once():
    statement = make_statement(StatementState.ACCEPTED)
    owner = writer_of(statement.organization)
    first = make_later(statement=statement)
    french = make_later(statement=statement, kind=Kind.TRANSLATION)
    make_later(statement=statement, kind=Kind.TRANSLATION, language="es")

    for kind, there in ((Kind.REVISION, first), (Kind.ADDITION, first), (Kind.TRANSLATION, french)):
        with pytest.raises(revising.LaterExists) as problem:
            revising.begin(statement, kind, by=owner, language="fr")
        assert problem.value.later == there
    with pytest.raises(ValidationError, match="another language"):
        revising.begin(statement, Kind.TRANSLATION, by=owner, language="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        LaterVersion.objects.create(statement=statement, kind="rev", language="en", of=statement.current)


def test_it_needs_a_reason_and_another_text():
    statement = make_statement(StatementState.ACCEPTED)
    owner = writer_of(statement.organization)
    later = revising.begin(statement, Kind.CORRECTION, by=owner)

    with pytest.raises(ValidationError) as problem:
        actions.submit(later, by=owner)

    assert [str(one) for one in problem.value.messages] == [
        "Say in one or two sentences what changes, and why.", "Nothing is changed yet.",
    ]  # fmt: skip


def test_sending_in_freezes_it_gives_a_receipt_and_opens_a_review():
    later = make_later(S.SUBMITTED)
    version, review = later.current, Review.objects.get(later=later)

    assert version.frozen_at and len(version.sha256) == 64 and later.receipt != later.statement.receipt
    assert (review.statement, review.version, review.decided_at) == (later.statement, version, None)
    mail = OutgoingMail.objects.get(template="statements/email/later_receipt")
    assert later.receipt in mail.subject and version.sha256 in mail.text and version.title not in mail.text
    assert actions.submit(later, by=writer_of(later.organization)).receipt == later.receipt
    assert OutgoingMail.objects.filter(template="statements/email/later_receipt").count() == 1


def test_accepting_puts_it_in_place_with_a_reference_and_keeps_the_text_before():
    statement = make_statement(StatementState.ACCEPTED, title="Eleven seizures", files=1)
    first = statement.current

    one = make_later(S.ACCEPTED, statement=statement, title="Fourteen seizures")
    two = make_later(S.ACCEPTED, statement=statement, kind=Kind.REVISION, title="Fifteen seizures")
    three = make_later(S.ACCEPTED, statement=statement, title="Sixteen seizures")
    add = make_later(S.ACCEPTED, statement=statement, kind=Kind.ADDITION, title="A year later")
    french = make_later(S.ACCEPTED, statement=statement, kind=Kind.TRANSLATION, title="Seize saisies", official=True)

    statement.refresh_from_db()
    assert [later.reference.removeprefix(statement.reference) for later in (one, two, three, add, french)] == [
        "/Corr.1", "/Rev.1", "/Corr.2", "/Add.1", " [fr]",
    ]  # fmt: skip
    assert [later.number for later in (one, two, three, add, french)] == [2, 3, 4, 5, 6]
    assert (statement.current, statement.state) == (three.current, "accepted")
    public = editions(statement)
    assert [edition.version for edition in public.replacing] == [first, one.current, two.current, three.current]
    assert public.before(public.current).version == two.current and french.of == three.current
    for word in ("sixteen", "year", "saisies"):
        assert f" {word}" in statement.search_text
    assert "eleven" not in statement.search_text and statement.title_key.startswith("sixteen")
    assert [event.verb for event in audit.history(statement).filter(public=True)] == ["accepted"] + ["revised"] * 5
    mail = OutgoingMail.objects.filter(template="statements/email/later_accepted").latest("pk")
    assert f"{statement.reference} [fr]" in mail.subject and french.entry.hash in mail.text


def test_numbers_are_never_used_again_and_what_is_accepted_stays_as_it_is():
    rejected = make_later(S.REJECTED)
    statement = rejected.statement
    later = make_later(S.ACCEPTED, statement=statement)

    assert rejected.serial is None and later.serial == 1
    for change in (
        {"serial": 2},
        {"number": 3},
        {"what_changed": "Nicer words"},
        {"language": "ru"},
        {"official": True},
    ):
        with pytest.raises(Exception, match=r"append-only|CHECK|constraint"), transaction.atomic():
            LaterVersion.objects.filter(pk=later.pk).update(**change)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        LaterVersion.objects.filter(pk=later.pk)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        LaterVersion.objects.filter(pk=rejected.pk).update(state="accepted")


def test_two_people_accept_where_two_are_needed(settings):
    statement = make_statement(StatementState.ACCEPTED)
    settings.STATEMENTS_NEED_TWO = True
    later = make_later(S.ACCEPTED, statement=statement)
    assert (later.state, later.statement.current.track) == (S.SUBMITTED, None)
    second = CoordinatorFactory()

    reviewing.claim(later, by=second)

    assert reviewing.accept(later, by=second).state == S.ACCEPTED


def test_what_is_returned_is_written_on_and_sent_again():
    later = make_later(S.RETURNED)
    owner = writer_of(later.organization)

    version = actions.save_draft(later, some_content(title="Better"), by=owner)
    later = actions.submit(later, by=owner)

    assert version.track == later and version.number == 3 and later.current.title == "Better"
    assert Review.objects.filter(later=later).count() == 2
    assert OutgoingMail.objects.filter(template="statements/email/later_returned").exists()


def test_a_draft_is_deleted_and_of_what_was_sent_the_receipt_stays():
    statement = make_statement(StatementState.ACCEPTED, files=1)
    owner = writer_of(statement.organization)
    before = list(statement.versions.values())

    assert revising.give_up(make_later(statement=statement), by=owner) is None
    assert not LaterVersion.objects.exists() and list(statement.versions.values()) == before
    assert statement.current.attachments.get().file.storage.exists(statement.current.attachments.get().file.name)
    later = make_later(S.WITHDRAWN, statement=statement)

    assert later.receipt and not Review.objects.filter(later=later).exists()
    assert make_later(statement=statement).state == S.DRAFT, "the place is free again"


@pytest.mark.parametrize("state", ["withdrawn", "removed"])
def test_what_is_on_its_way_is_closed_when_the_statement_leaves_the_record(state, coordinator):
    statement = make_statement(StatementState.ACCEPTED)
    public = make_later(S.ACCEPTED, statement=statement)
    waiting = make_later(S.SUBMITTED, statement=statement)
    draft = make_later(statement=statement, kind=Kind.TRANSLATION)
    owner = writer_of(statement.organization)

    if state == "withdrawn":
        withdrawing.withdraw(statement, by=owner, reason="We erred.")
    else:
        withdrawing.remove(statement, by=coordinator, code="person", reason="It named a person.")

    assert [LaterVersion.objects.get(pk=one.pk).state for one in (public, waiting, draft)] == [
        S.ACCEPTED, S.WITHDRAWN, S.WITHDRAWN,
    ]  # fmt: skip
    assert not Review.objects.waiting().exists()
    with pytest.raises(InvalidMove):
        actions.submit(waiting, by=owner)


def test_a_withdrawal_taken_back_is_found_by_all_its_texts_again():
    statement = make_statement(StatementState.ACCEPTED)
    make_later(S.ACCEPTED, statement=statement, kind=Kind.TRANSLATION, title="Trouvable")
    statement.refresh_from_db()
    owner, before = writer_of(statement.organization), statement.search_text
    withdrawing.withdraw(statement, by=owner, reason="We erred.")

    assert withdrawing.undo(statement, by=owner).search_text == before and "trouvable" in before


def ended_at(moment):
    """The text of a rejected later version."""
    later = make_later(S.REJECTED, title="A title")
    LaterVersion.objects.filter(pk=later.pk).update(decided_at=moment)
    return later.current


def test_texts_that_were_not_accepted_go_after_a_year_and_the_statement_stays_found():
    old, young = keep_promise("versions_not_published", ended_at)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.source, old.body, old.summary) == (None, None, "") and old.sha256 and young.source
    assert old.statement.search_text and old.statement.current.source
    accepted = make_later(S.ACCEPTED)
    assert accepted.current not in kept.versions_not_published(timezone.now() + timezone.timedelta(days=4000))


def test_removal_deletes_the_texts_of_all_versions(coordinator):
    later = make_later(S.ACCEPTED, title="Canary")
    statement = withdrawing.remove(
        Statement.objects.get(pk=later.statement_id), by=coordinator, code="person", reason="It named a person."
    )

    kept.drop_texts(list(statement.versions.all()))

    assert set(statement.versions.values_list("source", "title", "body")) == {(None, "", None)}
    assert LaterVersion.objects.get().what_changed == ""
