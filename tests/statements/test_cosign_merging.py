"""Two records of one organization become one: their answers follow; and what is kept about people who answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations import merging
from organizations.models import Organization
from portal import audit, retention
from submissions.statements import actions, cosign_kept, cosigning
from submissions.statements.models import Cosigner, CosignerState
from tests.factories.cosigners import expire, make_cosigner
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import accepted, make_statement, writer_of

pytestmark = pytest.mark.django_db
S = CosignerState


def merge(old: Organization, heir: Organization) -> None:
    merging.merge(old, heir, by=CoordinatorFactory(), reason="Two records of one organization.")


def test_an_answer_follows_into_the_record_that_stays():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    heir = OrganizationFactory()

    merge(cosigner.organization, heir)

    cosigner.refresh_from_db()
    assert (cosigner.organization, cosigner.state) == (heir, S.CONFIRMED)


@pytest.mark.parametrize(
    ("old_state", "heir_state", "stays"),
    [(S.CONFIRMED, S.INVITED, S.CONFIRMED), (S.DECLINED, S.CONFIRMED, S.CONFIRMED), (S.INVITED, S.REVOKED, S.INVITED)],
)
def test_of_two_answers_the_one_that_went_further_stays(old_state, heir_state, stays):
    statement = make_statement()
    one, other = make_cosigner(statement, old_state), make_cosigner(statement, heir_state)

    said = [str(problem.words) for problem in merging.problems(one.organization, other.organization)]
    merge(one.organization, other.organization)

    row = Cosigner.objects.get()
    assert (row.organization, row.state) == (other.organization, stays)
    assert any("went further" in words for words in said)


@pytest.mark.parametrize("author_stays", [True, False])
def test_an_author_never_becomes_its_own_co_signer(author_stays):
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    pair = [cosigner.organization, cosigner.statement.organization]
    old, heir = pair if author_stays else reversed(pair)

    merge(old, heir)

    assert not Cosigner.objects.exists()
    assert audit.history(cosigner).last().verb == "merged_away"


def test_the_export_of_a_person_names_what_they_asked_and_answered():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    guest, author = writer_of(cosigner.organization), writer_of(cosigner.statement.organization)

    [answered] = cosign_kept.answered_by(guest)
    [asked] = cosign_kept.asked_by(author)

    assert answered["author"] == asked["author"] == cosigner.statement.organization.legal_name
    assert not list(cosign_kept.answered_by(author)) and not list(cosign_kept.asked_by(guest))


def test_an_account_that_goes_takes_its_name_along_and_leaves_the_co_signature():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    guest = writer_of(cosigner.organization)

    guest.delete()

    cosigner.refresh_from_db()
    assert (cosigner.answered_by, cosigner.state) == (None, S.CONFIRMED)


def test_questions_that_led_to_nothing_go_after_a_year_and_support_stays():
    statement = make_statement()
    rows = {state: make_cosigner(statement, state) for state in S}
    for row in rows.values():
        expire(row)
    Cosigner.objects.filter(state=S.WITHDRAWN).update(withdrawn_at=timezone.now())
    late = timezone.now() + timedelta(days=366)

    assert retention.count_due(timezone.now() + timedelta(days=300))["cosign_questions"] == 0
    retention.carry_out(late)

    assert [row.state for row in Cosigner.objects.all()] == [S.CONFIRMED]


def test_support_that_was_withdrawn_in_public_is_no_question():
    cosigner = make_cosigner(make_statement(), S.CONFIRMED)
    statement = actions.submit(cosigner.statement, by=writer_of(cosigner.statement.organization))
    accepted(statement)
    cosigning.withdraw(cosigner, by=writer_of(cosigner.organization))

    assert retention.count_due(timezone.now() + timedelta(days=800))["cosign_questions"] == 0
