"""The verbs of co-signing: every move by every role, what an edit does to a confirmation, and every refusal."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Membership, Organization, Role
from portal import audit
from portal.mechanism.models import Instrument, State
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, attaching, cosigning
from submissions.statements.models import Cosigner, CosignerState, Statement, StatementState
from submissions.statements.texts import Content
from tests.factories.accepted import accepted_file
from tests.factories.cosigners import expire, make_cosigner, stands
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import accepted, make_call, make_statement, rejected, some_content, writer_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S, T = CosignerState, StatementState
AUTHOR, GUEST = "author", "guest"
ROLES = [
    *[(AUTHOR, role) for role in Role.values], *[(GUEST, role) for role in Role.values],
    ("nobody", None), ("coordinator", None),
]  # fmt: skip
SIGNS = {(GUEST, Role.OWNER), (GUEST, Role.SIGNATORY)}
WRITES = {(AUTHOR, Role.OWNER), (AUTHOR, Role.SIGNATORY), (AUTHOR, Role.EDITOR)}
VERBS = {
    "invite": (WRITES, {S.INVITED: S.INVITED, S.CONFIRMED: S.CONFIRMED, S.REVOKED: S.INVITED}),
    "revoke": (WRITES, {S.INVITED: S.REVOKED, S.CONFIRMED: S.REVOKED, S.REVOKED: S.REVOKED}),
    "confirm": (SIGNS, {S.INVITED: S.CONFIRMED, S.CONFIRMED: S.CONFIRMED}),
    "decline": (SIGNS, {S.INVITED: S.DECLINED, S.DECLINED: S.DECLINED}),
    "withdraw": (SIGNS, {S.CONFIRMED: S.WITHDRAWN, S.WITHDRAWN: S.WITHDRAWN}),
}


def do(verb: str, cosigner: Cosigner, by) -> Cosigner:
    """One verb as somebody does it who reads the text that stands."""
    if verb == "invite":
        return cosigning.invite(cosigner.statement, cosigner.organization, by=by)
    if verb == "confirm":
        return cosigning.confirm(cosigner, by=by, seen=stands(cosigner.statement))
    return getattr(cosigning, verb)(cosigner, by=by)


def person(cosigner: Cosigner, side: str, role: str | None):
    """Somebody of this side in this role."""
    if side == "coordinator":
        return CoordinatorFactory()
    organization = {AUTHOR: cosigner.statement.organization, GUEST: cosigner.organization}.get(side)
    return writer_of(organization, role) if organization else UserFactory()


def facts(cosigner: Cosigner) -> tuple:
    """What a refused verb must leave alone."""
    return (Cosigner.objects.values().get(pk=cosigner.pk), AuditEvent.objects.count(), OutgoingMail.objects.count())


def mails() -> list[tuple[str, str]]:
    return [(mail.to, mail.template.rpartition("/")[2]) for mail in OutgoingMail.objects.order_by("pk")]


def expected(verb: str, who: tuple, state: str):
    """What becomes of the verb: the kind of its refusal, or the state after it."""
    allowed, moves = VERBS[verb]
    return ValidationError if who not in allowed else moves.get(state, InvalidMove)


@pytest.mark.parametrize("state", list(S))
def test_every_move_by_every_role(state):
    cosigner = make_cosigner(make_statement(), state)
    people = {who: person(cosigner, *who) for who in ROLES}
    before = facts(cosigner)

    for verb, (who, by) in product(VERBS, people.items()):
        with undone():
            try:
                found = do(verb, Cosigner.objects.get(pk=cosigner.pk), by).state
            except (ValidationError, InvalidMove) as refusal:
                found = type(refusal)
                assert facts(cosigner) == before, (verb, who)
            else:
                changed = facts(cosigner)[0]["state"] != before[0]["state"]
                assert (AuditEvent.objects.count() > before[1]) == changed, (verb, who)
            assert found == expected(verb, who, state), (verb, who)


# -- asking


def test_asking_mails_those_who_sign_and_says_nothing_of_the_text():
    statement, organization = make_statement(title="canarybird", source="canarybird"), OrganizationFactory()
    signatory = MembershipFactory(organization=organization, role=Role.SIGNATORY).user
    MembershipFactory(organization=organization, role=Role.EDITOR)
    owner = organization.memberships.get(role=Role.OWNER).user

    cosigner = cosigning.invite(statement, organization, by=writer_of(statement.organization))

    assert mails() == [(owner.email, "cosign_asked"), (signatory.email, "cosign_asked")]
    mail = OutgoingMail.objects.first()
    assert f"/desk/cosigning/{cosigner.uuid}/" in mail.text and statement.organization.legal_name in mail.text
    assert "canarybird" not in mail.text + mail.html + mail.subject
    assert [event.verb for event in audit.history(cosigner)] == ["invite"]


def test_asking_twice_is_one_question_and_one_mail():
    cosigner = make_cosigner(make_statement())

    again = cosigning.invite(cosigner.statement, cosigner.organization, by=writer_of(cosigner.statement.organization))

    assert again == cosigner and len(mails()) == 1


def test_a_second_row_for_one_organization_is_impossible():
    cosigner = make_cosigner(make_statement())

    with pytest.raises(IntegrityError), transaction.atomic():
        Cosigner.objects.create(
            statement=cosigner.statement, organization=cosigner.organization, expires_at=timezone.now()
        )


@pytest.mark.parametrize("state", [state for state in Organization.State if state != Organization.State.VERIFIED])
def test_only_verified_organizations_are_asked(state):
    fields = {"merged_into": OrganizationFactory()} if state == Organization.State.MERGED else {}
    statement, organization = make_statement(), OrganizationFactory(state=state, **fields)

    with pytest.raises(ValidationError, match="verified"):
        cosigning.invite(statement, organization, by=writer_of(statement.organization))
    assert not Cosigner.objects.exists() and not mails()


def test_an_author_is_no_co_signer():
    statement = make_statement()

    with pytest.raises(ValidationError, match="another"):
        cosigning.invite(statement, statement.organization, by=writer_of(statement.organization))


@pytest.mark.parametrize("state", list(T))
def test_what_is_decided_is_co_signed_no_more(state):
    statement, organization = make_statement(state), OrganizationFactory()

    if state in (T.DRAFT, T.SUBMITTED, T.RETURNED):
        assert cosigning.invite(statement, organization, by=writer_of(statement.organization)).state == S.INVITED
    else:
        with pytest.raises(InvalidMove, match="any more"):
            cosigning.invite(statement, organization, by=writer_of(statement.organization))


def test_a_call_takes_so_many_and_no_more():
    statement = make_statement(call=make_call(max_cosigners=1))
    first = make_cosigner(statement)

    with pytest.raises(InvalidMove, match="takes 1"):
        make_cosigner(statement)
    cosigning.revoke(first, by=writer_of(statement.organization))
    assert make_cosigner(statement).state == S.INVITED


@pytest.mark.parametrize("state", [S.DECLINED, S.WITHDRAWN])
def test_who_said_no_is_asked_again_only_about_another_text(state):
    cosigner = make_cosigner(make_statement(), state)
    statement, author = cosigner.statement, writer_of(cosigner.statement.organization)

    with pytest.raises(InvalidMove, match="said no to this text"):
        cosigning.invite(statement, cosigner.organization, by=author)
    actions.save_draft(statement, some_content(), by=author)

    assert cosigning.invite(statement, cosigner.organization, by=author).state == S.INVITED


def test_an_expired_question_cannot_be_answered_and_can_be_asked_again():
    cosigner = make_cosigner(make_statement())
    guest = writer_of(cosigner.organization)
    expire(cosigner)

    for verb in ("confirm", "decline"):
        with pytest.raises(InvalidMove, match="expired"):
            do(verb, cosigner, guest)
    do("invite", cosigner, writer_of(cosigner.statement.organization))
    assert do("confirm", cosigner, guest).state == S.CONFIRMED
    assert [template for _to, template in mails()].count("cosign_asked") == 2


def test_an_answer_is_due_by_the_deadline_of_the_call_and_after_it_by_the_expiry():
    soon = make_cosigner(make_statement(call=make_call(closes_in_days=3)))
    later = make_cosigner(make_statement(call=make_call(closes_in_days=60)))

    assert soon.due == soon.statement.call.closes_at and later.due == later.expires_at
    assert later.expires_at - timezone.now() < timedelta(days=15)


# -- confirming and what an edit does


def test_confirming_keeps_who_when_and_which_text_and_tells_the_author():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    guest, author = writer_of(cosigner.organization), writer_of(cosigner.statement.organization)

    assert (cosigner.answered_by, cosigner.version) == (guest, cosigner.statement.versions.get())
    assert cosigner.substance == stands(cosigner.statement) and cosigner.confirmed_at
    assert mails()[-1] == (author.email, "cosign_confirmed")


def test_another_text_than_the_one_that_was_read_is_not_confirmed():
    cosigner = make_cosigner(make_statement())
    read = stands(cosigner.statement)
    actions.save_draft(cosigner.statement, some_content(), by=writer_of(cosigner.statement.organization))

    with pytest.raises(cosigning.TextChanged):
        cosigning.confirm(cosigner, by=writer_of(cosigner.organization), seen=read)
    assert Cosigner.objects.get().state == S.INVITED


@pytest.mark.parametrize("status", [Organization.State.SUSPENDED, Organization.State.SUBMITTED])
def test_an_organization_that_is_not_verified_any_more_confirms_nothing(status):
    cosigner = make_cosigner(make_statement())
    guest = writer_of(cosigner.organization)
    Organization.objects.filter(pk=cosigner.organization_id).update(state=status)

    with pytest.raises(ValidationError):
        do("confirm", cosigner, guest)


def test_a_former_signatory_confirms_nothing():
    cosigner = make_cosigner(make_statement())
    guest = writer_of(cosigner.organization)
    Membership.objects.filter(user=guest).update(state=Membership.State.ENDED, ended_at=timezone.now())

    with pytest.raises(ValidationError):
        do("confirm", cosigner, guest)


def content_of(statement: Statement, **changes) -> Content:
    version = statement.versions.latest("number")
    known = {
        "title": version.title, "source": version.source, "summary": version.summary, "language": version.language,
        "instruments": list(statement.instruments.all()),
    }  # fmt: skip
    return Content(**{**known, **changes})


def test_what_readers_are_told_is_substantive_and_what_sorts_it_is_not():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    statement, author = cosigner.statement, writer_of(cosigner.statement.organization)
    for changes, state in (
        ({"title": "Another title"}, S.INVITED),
        ({"summary": "Another summary."}, S.INVITED),
        ({"source": "Another text."}, S.INVITED),
        ({"language": "fr"}, S.INVITED),
        ({}, S.CONFIRMED),
        ({"instruments": list(Instrument.objects.filter(code="TIP"))}, S.CONFIRMED),
        ({"countries": list(State.objects.filter(iso3="KEN"))}, S.CONFIRMED),
    ):
        with undone():
            actions.save_draft(statement, content_of(statement, **changes), by=author)

            cosigner.refresh_from_db()
            assert cosigner.state == state, changes
            assert (mails()[-1][1] == "cosign_asked") == (state == S.INVITED), changes
            if state == S.INVITED:
                assert (cosigner.version, cosigner.confirmed_at) == (None, None), changes
                assert "was changed" in OutgoingMail.objects.latest("pk").text, changes


def test_many_edits_ask_again_once():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)

    for number in range(3):
        actions.save_draft(
            cosigner.statement, some_content(title=f"{number}"), by=writer_of(cosigner.statement.organization)
        )

    assert [template for _to, template in mails()].count("cosign_asked") == 2


def test_another_file_is_substantive_and_other_words_about_it_are_not():
    statement = make_statement(files=1)
    author = writer_of(statement.organization)
    cosigner = make_cosigner(statement, S.CONFIRMED)
    key = statement.versions.get().attachments.get().key

    attaching.describe(statement, key, "Said in other words", by=author)
    cosigner.refresh_from_db()
    assert cosigner.state == S.CONFIRMED
    attaching.attach(statement, accepted_file(), "One more table", by=author)
    cosigner.refresh_from_db()
    assert cosigner.state == S.INVITED
    do("confirm", cosigner, writer_of(cosigner.organization))
    attaching.remove(statement, key, by=author)
    cosigner.refresh_from_db()
    assert cosigner.state == S.INVITED


def test_what_was_returned_keeps_its_co_signers_until_the_text_says_something_else():
    statement = make_statement(T.RETURNED)
    author = writer_of(statement.organization)
    cosigner = make_cosigner(statement, S.CONFIRMED)

    actions.save_draft(statement, content_of(statement), by=author)
    cosigner.refresh_from_db()
    assert cosigner.state == S.CONFIRMED and statement.versions.count() == 2
    actions.save_draft(statement, some_content(), by=author)
    cosigner.refresh_from_db()
    assert cosigner.state == S.INVITED


# -- sending, publication, afterwards


def test_sending_freezes_the_names_of_those_who_confirmed_and_waits_for_nobody():
    statement = make_statement()
    for name in ("Ébène Watch", "Delta", "Abaco"):
        make_cosigner(statement, S.CONFIRMED, OrganizationFactory(legal_name=name))
    make_cosigner(statement, S.INVITED)
    make_cosigner(statement, S.DECLINED)

    statement = actions.submit(statement, by=writer_of(statement.organization))

    assert statement.current.cosigned == ["Abaco", "Delta", "Ébène Watch"]
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        statement.current.cosigned = ["Somebody else"]
        statement.current.save(update_fields=["cosigned"])


@pytest.mark.parametrize(("state", "still"), [(T.SUBMITTED, True), (T.ACCEPTED, False), (T.REJECTED, False)])
def test_one_can_confirm_until_the_text_is_public(state, still):
    statement = make_statement()
    cosigner = make_cosigner(statement)
    statement = actions.submit(statement, by=writer_of(statement.organization))
    if state == T.ACCEPTED:
        accepted(statement)
    if state == T.REJECTED:
        rejected(statement)

    if still:
        assert do("confirm", cosigner, writer_of(cosigner.organization)).state == S.CONFIRMED
    else:
        with pytest.raises(InvalidMove, match="any more"):
            do("confirm", cosigner, writer_of(cosigner.organization))


def accepted_with(state=S.CONFIRMED, *, publish_at=None) -> Cosigner:
    statement = make_statement()
    cosigner = make_cosigner(statement, state)
    accepted(actions.submit(statement, by=writer_of(statement.organization)), publish_at=publish_at)
    cosigner.refresh_from_db()
    return Cosigner.objects.get(pk=cosigner.pk)


def test_under_an_embargo_one_still_confirms_and_leaves_without_a_trace():
    cosigner = accepted_with(S.INVITED, publish_at=timezone.now() + timedelta(days=1))
    guest = writer_of(cosigner.organization)

    assert do("confirm", cosigner, guest).state == S.CONFIRMED
    do("withdraw", cosigner, guest)
    Statement.objects.update(publish_at=timezone.now())

    # It withdrew before the moment from which everybody reads it.
    Cosigner.objects.update(withdrawn_at=timezone.now() - timedelta(hours=1))
    assert not Cosigner.objects.listed().exists()


def test_support_that_is_withdrawn_after_publication_stays_with_its_date():
    cosigner = accepted_with()

    cosigner = do("withdraw", cosigner, writer_of(cosigner.organization))

    assert cosigner.withdrawn_at and list(Cosigner.objects.public()) == [cosigner]
    assert audit.history(cosigner).last().public


def test_nobody_takes_a_co_signer_off_a_public_statement():
    cosigner = accepted_with()

    with pytest.raises(InvalidMove, match="any more"):
        do("revoke", cosigner, writer_of(cosigner.statement.organization))


def test_the_database_keeps_dates_with_their_states():
    cosigner = make_cosigner(make_statement())

    for wrong in ({"state": S.CONFIRMED}, {"state": S.WITHDRAWN}, {"withdrawn_at": timezone.now()}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cosigner.objects.filter(pk=cosigner.pk).update(**wrong)
