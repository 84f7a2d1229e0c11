"""How long the person behind a withdrawn signature is kept."""

import pytest

from submissions.declaration import actions, checking
from submissions.models import Signatory, Signature
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


def test_the_person_of_a_withdrawn_signature_goes_and_the_ledger_holds():
    declaration = make_declaration()

    def make(at) -> Signatory:
        signature = sign(declaration)
        signature = actions.withdraw(signature, by=owner_of(signature.organization), reason="Board")
        Signature.objects.filter(pk=signature.pk).update(revoked_at=at)
        return signature.signatory

    live = sign(declaration).signatory
    old, young = keep_promise("signatories", make)

    assert (gone(old), gone(young), gone(live)) == (True, False, False)
    assert checking.verify(declaration).ok
