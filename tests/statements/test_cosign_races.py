"""Several people at the same moment: a confirmation never stands for a text that was not shown."""

import pytest

from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, attaching, cosigning, reviewing
from submissions.statements.models import Cosigner, CosignerState
from tests.database import together
from tests.factories.accepted import accepted_file
from tests.factories.cosigners import make_cosigner, stands
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_statement, some_content, writer_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
S = CosignerState
MANY = 6


@pytest.mark.parametrize("change", ["text", "file"])
@pytest.mark.parametrize("attempt", range(3))
def test_a_co_signer_who_confirms_while_the_text_changes_never_stands_under_the_other_text(change, attempt):
    cosigner = make_cosigner(make_statement())
    statement, guest = cosigner.statement, writer_of(cosigner.organization)
    author, read, other, file = writer_of(statement.organization), stands(statement), some_content(), accepted_file()
    edit = {
        "text": lambda: actions.save_draft(statement, other, by=author),
        "file": lambda: attaching.attach(statement, file, "A table", by=author),
    }[change]

    answers = together(lambda: cosigning.confirm(cosigner, by=guest, seen=read), edit)

    cosigner.refresh_from_db()
    assert cosigner.state == S.INVITED and stands(statement) != read
    problems = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, cosigning.TextChanged) for one in problems) and len(problems) <= 1
    asked = OutgoingMail.objects.filter(template="statements/email/cosign_asked", to=guest.email).count()
    assert asked == (1 if problems else 2)


def test_a_co_signer_who_confirms_while_it_is_sent_is_either_in_the_frozen_list_or_after_it():
    cosigner = make_cosigner(make_statement())
    statement, guest = cosigner.statement, writer_of(cosigner.organization)
    read = stands(statement)

    answers = together(
        lambda: cosigning.confirm(cosigner, by=guest, seen=read),
        lambda: actions.submit(statement, by=writer_of(statement.organization)),
    )

    assert not [one for one in answers if isinstance(one, Exception)]
    cosigner, statement = Cosigner.objects.get(), type(statement).objects.get()
    before = cosigner.confirmed_at < statement.current.frozen_at
    assert statement.current.cosigned == ([cosigner.organization.legal_name] if before else [])


def test_one_organization_that_is_asked_many_times_at_once_gets_one_question():
    statement, organization = make_statement(), OrganizationFactory()
    author = writer_of(statement.organization)

    together(*[lambda: cosigning.invite(statement, organization, by=author) for _ in range(MANY)])

    assert Cosigner.objects.count() == OutgoingMail.objects.count() == 1


def test_a_button_that_is_pressed_many_times_at_once_confirms_once():
    cosigner = make_cosigner(make_statement())
    guest, read = writer_of(cosigner.organization), stands(cosigner.statement)

    together(*[lambda: cosigning.confirm(cosigner, by=guest, seen=read) for _ in range(MANY)])

    assert OutgoingMail.objects.filter(template="statements/email/cosign_confirmed").count() == 1


def test_taking_back_and_confirming_at_once_end_in_one_of_both():
    cosigner = make_cosigner(make_statement())
    guest, author = writer_of(cosigner.organization), writer_of(cosigner.statement.organization)
    read = stands(cosigner.statement)

    answers = together(
        lambda: cosigning.confirm(cosigner, by=guest, seen=read), lambda: cosigning.revoke(cosigner, by=author)
    )

    assert Cosigner.objects.get().state == S.REVOKED
    assert sum(isinstance(one, InvalidMove) for one in answers) <= 1


def test_publication_and_a_late_confirmation_do_not_pass_each_other():
    cosigner = make_cosigner(make_statement())
    statement, guest = cosigner.statement, writer_of(cosigner.organization)
    actions.submit(statement, by=writer_of(statement.organization))
    judge, read = CoordinatorFactory(), stands(statement)
    reviewing.claim(statement, by=judge)

    together(lambda: cosigning.confirm(cosigner, by=guest, seen=read), lambda: reviewing.accept(statement, by=judge))

    cosigner = Cosigner.objects.select_related("statement").get()
    if cosigner.state == S.CONFIRMED:
        assert cosigner.confirmed_at <= cosigner.statement.publish_at
    else:
        assert cosigner.state == S.INVITED and not Cosigner.objects.public().exists()
