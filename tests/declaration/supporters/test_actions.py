"""Asking, confirming, withdrawing: what counts, what is mailed, what is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.declaration import actions as declarations
from submissions.declaration.models import LedgerEntry
from submissions.declaration.supporters import actions, batching
from submissions.declaration.supporters.models import Supporter, SupporterSecret
from tests.factories.declaration import let_time_pass, make_declaration
from tests.factories.supporters import a_while_ago, ask, mails_to, make_supporter, token

pytestmark = pytest.mark.django_db
S = Supporter.State


def test_asking_stores_neither_the_address_nor_a_name_that_is_not_shown(declaration):
    ask(declaration, "canary@birds.example")

    row = Supporter.objects.values().get()
    assert row["state"] == S.PENDING
    assert not any("canary" in str(value) or "birds" in str(value) for value in row.values())
    assert (row["name"], row["named"], row["country_code"]) == ("", False, "KEN")


def test_the_mail_speaks_the_language_of_the_form_and_names_nobody(declaration):
    email = ask(declaration, name="Noor Haddad", language="ar")

    (mail,) = mails_to(email)
    assert mail.language == "ar"
    assert "Noor" not in mail.text + mail.html
    assert declaration.title not in mail.text


def test_confirming_counts_once_however_often(declaration):
    email = ask(declaration)
    supporter = actions.to_confirm(token(email, "confirm"))

    first = actions.confirm(supporter)
    second = actions.confirm(supporter)

    assert first.confirmed_at == second.confirmed_at
    assert declaration.supporters.confirmed().count() == 1
    assert [event.verb for event in audit.history(first)] == ["confirmed"]


@pytest.mark.parametrize("again", ["noor@gmail.com", "N.oor@gmail.com", "noor+two@googlemail.com", "NOOR@GMAIL.COM"])
def test_one_mailbox_counts_once_in_any_spelling(declaration, again):
    make_supporter(declaration, "noor@gmail.com")

    ask(declaration, again)

    assert declaration.supporters.count() == 1
    assert declaration.supporters.get().state == S.CONFIRMED


def test_one_mailbox_may_support_two_declarations(declaration):
    other = actions.switch(make_declaration(), on=True, by=None)
    make_supporter(declaration, "noor@example.org")
    make_supporter(other, "noor@example.org")

    first, second = Supporter.objects.all()
    assert first.email_hmac != second.email_hmac


def test_the_database_refuses_a_second_row_of_a_mailbox(declaration):
    supporter = make_supporter(declaration)
    copy = Supporter.objects.get(pk=supporter.pk)
    copy.pk, copy.uuid, copy.confirm_hash, copy.own_hash = None, "b" * 32, None, None

    with pytest.raises(IntegrityError, match=r"one_supporter_of_an_address|email_hmac"), transaction.atomic():
        copy.save()


@pytest.mark.parametrize(
    "broken",
    [
        {"name": "Noor"}, {"named": True}, {"commitment": "short"}, {"state": "made-up"}, {"state": S.WITHDRAWN},
        {"confirmed_at": None},
    ],
)  # fmt: skip
def test_the_database_refuses_rows_that_contradict_themselves(declaration, broken):
    supporter = make_supporter(declaration)

    with pytest.raises(IntegrityError), transaction.atomic():
        Supporter.objects.filter(pk=supporter.pk).update(**broken)


def test_a_newer_mail_ends_the_link_of_the_one_before(declaration):
    email = ask(declaration)
    old = token(email, "confirm"), token(email, "own")
    a_while_ago(Supporter.objects.get())

    ask(declaration, email)

    assert len(mails_to(email)) == 2
    assert (actions.to_confirm(old[0]), actions.own(old[1])) == (None, None)
    assert actions.to_confirm(token(email, "confirm")) == Supporter.objects.get()


def test_a_second_click_mails_nothing_and_ends_no_link(declaration):
    email = ask(declaration)
    before = token(email, "confirm")

    ask(declaration, email)

    assert len(mails_to(email)) == 1
    assert actions.to_confirm(before)


def test_other_words_within_a_minute_are_no_second_click(declaration):
    email = ask(declaration)

    ask(declaration, email, country="PER")

    assert len(mails_to(email)) == 2
    assert Supporter.objects.get().country_code == "PER"


def test_one_mailbox_gets_five_mails_and_no_more(declaration):
    for number in range(8):
        ask(declaration, f"noor+{number}@example.org")
        a_while_ago(Supporter.objects.get())

    assert OutgoingMail.objects.count() == actions.MAILS_AT_MOST
    assert actions.to_confirm(token("noor+4@example.org", "confirm")), "the last link that was mailed still works"


def test_who_supports_it_already_gets_a_link_to_withdraw_and_none_to_confirm(declaration):
    supporter = a_while_ago(make_supporter(declaration, "noor@example.org"))

    ask(declaration, "Noor@example.org", name="Somebody Else", country="PER")

    supporter.refresh_from_db()
    assert (supporter.name, supporter.country_code) == ("", "KEN"), "nobody changes what was confirmed"
    assert "/confirm/" not in mails_to("Noor@example.org")[-1].text
    assert actions.own(token("Noor@example.org", "own")) == supporter


def test_the_link_of_a_supporter_goes_to_the_address_they_wrote_alone(declaration):
    supporter = a_while_ago(make_supporter(declaration, "noor@gmail.com"))

    ask(declaration, "n.oor@gmail.com")

    assert mails_to("n.oor@gmail.com") == []
    before = supporter.own_hash
    supporter.refresh_from_db()
    assert supporter.own_hash == before


def test_an_expired_link_confirms_nothing(declaration):
    email = ask(declaration)
    Supporter.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(InvalidMove, match="expired"):
        actions.confirm(actions.to_confirm(token(email, "confirm")))
    assert Supporter.objects.get().state == S.PENDING


@pytest.mark.parametrize("end", ["time", "close", "switch", "setting"])
def test_nobody_asks_or_confirms_after_the_end(declaration, settings, end):
    email = ask(declaration)
    supporter = actions.to_confirm(token(email, "confirm"))
    if end == "time":
        let_time_pass(declaration)
    elif end == "close":
        declarations.close(declaration, by=None)
    elif end == "switch":
        actions.switch(declaration, on=False, by=None)
    else:
        settings.SUPPORTERS = False
    declaration.refresh_from_db()
    supporter.declaration.refresh_from_db()

    with pytest.raises(InvalidMove):
        ask(declaration)
    with pytest.raises(InvalidMove):
        actions.confirm(supporter)


def test_withdrawing_what_the_ledger_does_not_know_leaves_nothing(declaration):
    pending = actions.own(token(ask(declaration), "own"))
    confirmed = make_supporter(declaration)

    actions.withdraw(pending)
    actions.withdraw(confirmed)

    assert Supporter.objects.count() == 0
    assert batching.batch(declaration) is None


def test_withdrawing_what_the_ledger_knows_leaves_a_bare_commitment(declaration):
    supporter = make_supporter(declaration, "noor@example.org", name="Noor Haddad")
    entry = batching.batch(declaration)

    actions.withdraw(supporter)
    actions.withdraw(supporter)  # a second click

    row = Supporter.objects.values().get()
    left = {name for name, value in row.items() if value not in ("", None, False)}
    assert left == {
        "id", "uuid", "created_at", "state", "declaration_id", "version_id", "commitment", "asked_at", "expires_at",
        "confirmed_at", "withdrawn_at", "batch_id",
    }  # fmt: skip
    assert (row["state"], row["batch_id"]) == (S.WITHDRAWN, entry.pk)


def test_who_withdrew_may_support_again(declaration):
    supporter = make_supporter(declaration, "noor@example.org")
    batching.batch(declaration)
    actions.withdraw(supporter)

    make_supporter(declaration, "noor@example.org")

    assert declaration.supporters.confirmed().count() == 1


def test_withdrawing_is_possible_after_the_end(declaration):
    supporter = make_supporter(declaration)
    declarations.close(declaration, by=None)

    actions.withdraw(Supporter.objects.get(pk=supporter.pk))

    assert declaration.supporters.confirmed().count() == 0


def test_destroying_the_key_leaves_nothing_to_ask_by(declaration):
    kept, dropped = make_supporter(declaration, name="Noor Haddad"), ask(declaration)
    declarations.close(declaration, by=None)

    actions.destroy_key(SupporterSecret.objects.get())

    row = Supporter.objects.get()
    assert (row.pk, row.name, row.state) == (kept.pk, "Noor Haddad", S.CONFIRMED)
    assert (row.email_hmac, row.written_hmac, row.person_salt) == (None, None, "")
    assert not SupporterSecret.objects.exists()
    assert actions.own(token(dropped, "own")) is None


def test_switching_twice_is_switching_once(declaration):
    actions.switch(declaration, on=True, by=None)
    actions.switch(declaration, on=False, by=None)
    actions.switch(declaration, on=False, by=None)

    verbs = [event.verb for event in audit.history(declaration) if event.verb.startswith("supporters")]
    assert verbs == ["supporters_on", "supporters_off"]


def test_closing_takes_who_was_confirmed_into_the_ledger_first(declaration):
    make_supporter(declaration)

    declarations.close(declaration, by=None)

    kinds = list(declaration.entries.order_by("seq").values_list("kind", flat=True))
    assert kinds == [LedgerEntry.Kind.VERSION, LedgerEntry.Kind.BATCH, LedgerEntry.Kind.CLOSE]
