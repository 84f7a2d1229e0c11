"""Many individuals, and the ledger, at the same moment: each counts once, and nobody waits for who signs."""

import threading
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from portal.models import OutgoingMail
from submissions.declaration import actions as declarations
from submissions.declaration import checking
from submissions.declaration.models import LedgerEntry
from submissions.declaration.supporters import actions, batching
from submissions.declaration.supporters.models import Supporter
from tests.database import together
from tests.factories.declaration import sign
from tests.factories.organizations import OrganizationFactory
from tests.factories.supporters import ask, link, make_supportable, make_supporter, token

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
BATCH = LedgerEntry.Kind.BATCH


@pytest.fixture
def declaration(committed_db):
    return make_supportable()


def pending(declaration) -> Supporter:
    return actions.to_confirm(token(ask(declaration), "confirm"))


def test_one_address_written_many_times_at_once_is_one_row_and_one_mail(declaration):
    spellings = ["noor@gmail.com", "n.oor@gmail.com", "noor+x@gmail.com", "NOOR@googlemail.com"]

    answers = together(*[partial(ask, declaration, one) for one in spellings * 2])

    assert not [one for one in answers if isinstance(one, Exception)]
    assert Supporter.objects.count() == 1
    assert 1 <= OutgoingMail.objects.count() <= actions.MAILS_AT_MOST
    newest = OutgoingMail.objects.order_by("pk").last().to
    assert actions.to_confirm(token(newest, "confirm")) == Supporter.objects.get()


def test_one_button_pressed_many_times_at_once_counts_once(declaration):
    address = link(ask(declaration), "confirm")

    answers = together(*[partial(Client(raise_request_exception=False).post, address) for _ in range(8)])

    assert {answer.status_code for answer in answers} == {302}
    assert declaration.supporters.confirmed().count() == 1


def test_batches_run_at_once_make_one_entry(declaration):
    for _ in range(5):
        make_supporter(declaration)

    entries = together(*[partial(batching.batch, declaration) for _ in range(4)])

    assert sorted(entry is None for entry in entries) == [False, True, True, True], entries
    assert declaration.entries.filter(kind=BATCH).count() == 1
    assert declaration.supporters.unchained().count() == 0


def test_confirming_and_withdrawing_while_batches_run_loses_nobody_and_counts_nobody_twice(declaration):
    going = [make_supporter(declaration) for _ in range(6)]
    coming = [pending(declaration) for _ in range(10)]
    calls = [partial(actions.confirm, one) for one in coming] + [partial(actions.withdraw, one) for one in going]
    calls += [partial(batching.batch, declaration) for _ in range(4)]

    answers = together(*calls)

    assert not [one for one in answers if isinstance(one, Exception)], answers
    batching.batch(declaration)
    assert declaration.supporters.confirmed().count() == len(coming)
    assert not declaration.supporters.unchained().exists()
    assert not declaration.supporters.leaving().exists()
    verdict = checking.verify(declaration)
    assert verdict.ok, verdict


def test_confirming_while_it_is_closed_leaves_a_chain_that_holds(declaration):
    coming = [pending(declaration) for _ in range(8)]
    calls = [partial(actions.confirm, one) for one in coming] + [partial(declarations.close, declaration, by=None)]
    calls += [partial(sign, declaration, OrganizationFactory()) for _ in range(3)]

    together(*calls)

    batching.batch(declaration)  # who was confirmed at the very last moment
    assert not declaration.supporters.unchained().exists()
    verdict = checking.verify(declaration)
    assert verdict.ok, verdict


# SQLite has one writer at a time, whatever it writes: there is nothing to show.
if connection.vendor == "postgresql":

    def test_nobody_who_supports_waits_for_the_lock_of_the_ledger(declaration):
        email, held, done = ask(declaration), threading.Event(), threading.Event()

        def hold() -> bool:
            with transaction.atomic():
                declaration.locked()
                held.set()
                return done.wait(timeout=20)

        def support() -> str:
            held.wait(timeout=20)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            try:
                ask(declaration, "another@example.org")
                actions.confirm(actions.to_confirm(token(email, "confirm")))
                page = Client().post(reverse("declaration:support_form", args=[declaration.slug]), {
                    "email": "third@example.org", "country": "KEN", "agreed": "on",
                })  # fmt: skip
                return str(page.status_code)
            finally:
                done.set()

        assert together(hold, support) == [True, "302"]
        assert declaration.supporters.confirmed().count() == 1
