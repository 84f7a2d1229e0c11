"""Co-signing organizations for tests, in any state, brought about by the verbs that people use."""

from datetime import timedelta

from django.utils import timezone

from organizations.models import Organization
from submissions.statements import actions, cosigning
from submissions.statements.later import LaterState
from submissions.statements.models import Cosigner, CosignerState, Statement
from submissions.statements.substance import latest, substance
from tests.factories.later import make_later
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import accepted, make_statement, writer_of

S = CosignerState


def stands(statement: Statement) -> str:
    """What the text says now."""
    return substance(latest(statement))


def make_cosigner(statement: Statement, state: str = S.INVITED, organization: Organization | None = None) -> Cosigner:
    """An organization that was asked to co-sign this statement on its way, and came to `state`."""
    organization = organization or OrganizationFactory()
    author, signatory = writer_of(statement.organization), writer_of(organization)
    cosigner = cosigning.invite(statement, organization, by=author)
    if state in (S.CONFIRMED, S.WITHDRAWN):
        cosigner = cosigning.confirm(cosigner, by=signatory, seen=stands(statement))
    if state == S.WITHDRAWN:
        return cosigning.withdraw(cosigner, by=signatory)
    if state == S.DECLINED:
        return cosigning.decline(cosigner, by=signatory)
    return cosigning.revoke(cosigner, by=author) if state == S.REVOKED else cosigner


def expire(cosigner: Cosigner) -> None:
    """Let the term of a question pass."""
    long_ago = timezone.now() - timedelta(minutes=1)
    Cosigner.objects.filter(pk=cosigner.pk).update(expires_at=long_ago, invited_at=long_ago - timedelta(days=14))
    cosigner.refresh_from_db()


def make_reconfirmation(organization: Organization) -> Cosigner:
    """The place of this organization under a public statement with one file, which it is asked about again."""
    draft = make_statement(files=1)
    cosigner = make_cosigner(draft, S.CONFIRMED, organization=organization)
    statement = accepted(actions.submit(draft, by=writer_of(draft.organization)))
    make_later(LaterState.SUBMITTED, statement=statement)
    return cosigner
