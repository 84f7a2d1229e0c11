"""The token of what is on record: reading leaves it, each way of writing makes another, a rollback takes it back."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from portal.records import InvalidMove
from submissions.consultations import actions, replying
from submissions.consultations.changes import StatusVersion, changed, version
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.status import facts_until, standings, status, today
from tests.factories.consultations import (
    cluster,
    country,
    make_claim,
    make_draft,
    make_published_source,
    owner_of,
)
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.replies import make_focal_point, make_reply, put_to_state, words
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Claim.State


@pytest.fixture
def claim() -> Claim:
    """A report on record under the name of its organization."""
    return make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)


READ = [
    "/en/consultations/", "/en/consultations/table/", "/en/consultations/ken/", "/consultations.csv",
    "/consultations/reports.json", "/consultations/replies.csv", "/feeds/consultations/ken.atom",
    "/en/articles/untoc/5/",
]  # fmt: skip


def test_reading_leaves_the_token_as_it_is(client, claim):
    for address in READ:
        before = version()
        cache.clear()

        for _time in range(2):
            answer = client.get(address, follow=True)
            assert answer.status_code == 200 and (answer.getvalue() if answer.streaming else answer.content), address

        assert version() == before != "", address


def published(claim: Claim):
    return make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED, number=2)


def on_record(claim: Claim):
    return Claim.objects.filter(pk=claim.pk)


def saved(claim: Claim) -> None:
    claim.outcome = Outcome.INVITED
    claim.save()


def in_bulk(claim: Claim) -> None:
    claim.outcome = Outcome.INVITED
    Claim.objects.bulk_update([claim], ["outcome"])


def many(claim: Claim) -> None:
    StateReply.objects.bulk_create([StateReply(country=country("BEL"), says="adds", text="x", office="y")])


def reply_of_cell(claim: Claim) -> None:
    replying.reply(country(), cluster(2), words(), by=make_focal_point())


WRITES = {
    "published": published,
    "from a source": lambda claim: make_published_source("BEL"),
    "retracted": lambda claim: actions.retract(claim, by=CoordinatorFactory(), reason="A mistake."),
    "taken back": lambda claim: actions.retract(claim, by=None),
    "the name taken off": actions.step_back,
    "a reply to it": make_reply,
    "a reply in place of a reply": lambda claim: (make_reply(claim), make_reply(claim, "not_consulted")),
    "a reply for a cluster": reply_of_cell,
    "save": saved,
    "update": lambda claim: on_record(claim).update(outcome=Outcome.INVITED),
    "bulk_update": in_bulk,
    "update_or_create": lambda claim: Claim.objects.update_or_create(pk=claim.pk, defaults={"level": 2}),
    "bulk_create": many,
    "delete": lambda claim: claim.delete(),
    "delete of many": lambda claim: on_record(claim).delete(),
}


def test_each_way_of_writing_to_the_record_makes_another_token(claim):
    for name in WRITES:
        with undone():
            before, _remembered = version(), status()

            WRITES[name](Claim.objects.get(pk=claim.pk))

            assert version() != before, name
            assert status() == standings(facts_until(today()), today()), name


QUIET = {
    "a draft": make_draft,
    "a report that waits": make_claim,
    "one that waits for the State": put_to_state,
    "a rejected one": lambda: make_claim(state=S.REJECTED),
    "a draft thrown away": lambda: actions.discard(make_draft()),
    "a sealed one": lambda: make_claim(visibility=Visibility.SEALED),
    "one for coordinators": lambda: make_claim(visibility=Visibility.COORDINATORS, state=S.VERIFIED),
    "an organization": OrganizationFactory,
}


def test_what_moves_nothing_in_public_leaves_the_token(claim):
    for name in QUIET:
        with undone():
            before = version()

            QUIET[name]()

            assert version() == before, name


def test_all_rows_are_never_deleted_through_the_manager():
    assert not hasattr(Claim.objects, "delete") and not hasattr(StateReply.objects, "delete")


def test_a_refused_verb_leaves_the_token(claim):
    before = version()

    with pytest.raises(InvalidMove):
        actions.publish(claim, by=CoordinatorFactory())
    with pytest.raises(InvalidMove):
        actions.submit(claim, by=owner_of(OrganizationFactory()))

    assert version() == before


@pytest.mark.parametrize("name", ["retracted", "update", "a reply to it", "bulk_create"])
def test_what_is_rolled_back_takes_its_token_and_what_was_remembered_under_it_along(claim, name):
    before, standing = version(), status()

    with transaction.atomic():
        WRITES[name](claim)
        assert version() != before and status() is not None
        transaction.set_rollback(True)

    assert version() == before and status() == standing


def test_no_token_comes_twice_and_there_is_one_row():
    tokens = []
    for _time in range(3):
        changed()
        tokens.append(version())

    assert len(set(tokens)) == 3 and StatusVersion.objects.count() == 1
    for only in (True, False):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusVersion.objects.create(only=only, token="x")


def test_before_anything_is_on_record_there_is_an_empty_token_and_an_empty_map():
    Claim.objects.all().delete()
    StatusVersion.objects.all().delete()
    cache.clear()

    assert (version(), status()) == ("", {})
