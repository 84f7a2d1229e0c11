"""What is kept of people who signed or commented for an organization, and how long."""

import pytest

from organizations.models import User
from portal import merging, personal
from submissions.declaration import actions, checking, commenting
from submissions.declaration.rounds import Comment
from submissions.models import Signatory, Signature
from tests.factories.declaration import make_comment, make_declaration, owner_of, sign
from tests.factories.organizations import OrganizationFactory, UserFactory
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


def exported(user: User) -> list[dict]:
    return list(next(kind for kind in personal.kinds() if kind.key == "comments").rows(user))


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


def test_a_person_takes_along_what_they_said_about_drafts_and_nobody_elses():
    said = make_comment(words="Say by whom.", named=False)
    make_comment(said.declaration, words="Not theirs.")
    commenting.dispose(said, disposition="partly", answer="States are named.", by=None)

    (row,) = exported(said.author)

    assert row["text"] == "Say by whom."
    assert (row["paragraph"], row["named"], row["answer"]) == (2, False, "States are named.")
    assert row["disposition"] == "Taken in part"
    assert exported(UserFactory()) == []
    kind = next(kind for kind in personal.kinds() if kind.key == "comments")
    assert set(row) == set(kind.labels)


def test_who_wrote_a_comment_is_forgotten_long_after_the_text_was_locked():
    def make(at) -> Comment:
        said = make_comment()
        commenting.dispose(said, disposition="taken", answer="Done.", by=None)
        said.declaration.versions.update(published_at=at)
        return said

    waiting = make_comment()
    old, young = keep_promise("comment_authors", make)

    for said, kept in ((old, False), (young, True), (waiting, True)):
        said.refresh_from_db()
        assert (said.author is not None) == kept
        assert said.words == "Say who has to hear us."


def test_comments_follow_an_organization_that_becomes_part_of_another():
    said, heir = make_comment(), OrganizationFactory()
    other = make_comment(said.declaration)

    merging.move(said.organization, heir, by=None)

    said.refresh_from_db()
    assert said.organization == heir
    assert list(Comment.objects.own(owner_of(heir))) == [said]
    other.refresh_from_db()
    assert other.organization != heir
