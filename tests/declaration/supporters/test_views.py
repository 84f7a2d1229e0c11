"""The pages of individuals, from the form to the way out, and what they say to whom."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal import limits
from portal.models import OutgoingMail
from portal.switches import set_switch
from submissions.declaration import checking
from submissions.declaration.supporters import actions, batching, listing
from submissions.declaration.supporters.models import Supporter
from tests.factories.declaration import let_time_pass, make_declaration, sign
from tests.factories.organizations import UserFactory
from tests.factories.supporters import a_while_ago, ask, link, mails_to, make_supporter, token

pytestmark = pytest.mark.django_db
WORDS = {"email": "noor@example.org", "country": "KEN", "agreed": "on"}
PLACES = ["KEN", "PER", "FRA", "AUT", "TUV"]
S = Supporter.State


def page(declaration, name: str = "support_form", *more: str) -> str:
    return reverse(f"declaration:{name}", args=[declaration.slug, *more])


def without_key(text: str) -> str:
    """A page without its token against forged forms and its signed moment."""
    return re.sub(r'name="(csrfmiddlewaretoken|opened_at)" value="[^"]*"', "", text)


def test_from_the_form_to_the_ledger_and_out_again(client, declaration):
    """The whole walk: form, mail, page, button, counted, batch, proof, withdrawn."""
    sent = client.post(page(declaration), {**WORDS, "name": "Noor Haddad", "named": "on"}, follow=True)
    assert "Look into your mailbox" in sent.text
    confirm, own = link("noor@example.org", "confirm"), link("noor@example.org", "own")
    opened = client.get(confirm)
    assert ("Noor Haddad" in opened.text, "Kenya" in opened.text) == (True, True)
    assert "0 individuals support this declaration." in client.get(declaration.get_absolute_url()).text

    confirmed = client.post(confirm, follow=True)

    assert "You support the declaration" in confirmed.text
    cache.clear()  # ten seconds later
    assert "1 individual supports this declaration." in client.get(declaration.get_absolute_url()).text
    assert "Within fifteen minutes" in client.get(own).text
    entry = batching.batch(declaration)
    assert f"entry {entry.seq} of the public ledger covers it" in client.get(own).text
    assert "Noor Haddad" in client.get(page(declaration, "supporter_list")).text
    left = client.post(own, follow=True)
    assert "we hold nothing about you any more" in left.text
    assert [client.get(address).status_code for address in (confirm, own)] == [404, 404]
    cache.clear()
    assert "Noor Haddad" not in client.get(page(declaration, "supporter_list")).text
    batching.batch(declaration)
    assert checking.verify(declaration).ok


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_does_nothing(client, declaration, method):
    email = ask(declaration)
    before = Supporter.objects.values().get()

    for kind in ("confirm", "own"):
        assert getattr(client, method)(link(email, kind)).status_code == 200

    assert Supporter.objects.values().get() == before


def test_the_button_pressed_twice_says_the_same_twice(client, declaration):
    email = ask(declaration)

    pages = [client.post(link(email, "confirm"), follow=True) for _ in range(2)]

    assert without_key(pages[0].text) == without_key(pages[1].text)
    assert declaration.supporters.confirmed().count() == 1


def test_an_expired_link_says_so_and_leads_to_the_form(client, declaration):
    email = ask(declaration)
    Supporter.objects.update(expires_at=declaration.opens_at)

    opened, pressed = client.get(link(email, "confirm")), client.post(link(email, "confirm"))

    assert (opened.status_code, pressed.status_code) == (200, 409)
    for answer in (opened, pressed):
        assert "This link has expired" in answer.text
        assert page(declaration) in answer.text


def test_a_made_up_link_and_one_that_ended_read_alike(client, declaration):
    email = ask(declaration)
    ended = token(email, "confirm")
    actions.withdraw(Supporter.objects.get())

    answers = [client.get(page(declaration, "support_confirm", one)) for one in (ended, "made-up")]
    answers += [client.get(page(declaration, "support_own", "made-up"))]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    texts = {answer.text.replace(ended, "made-up").replace("/own/", "/confirm/") for answer in answers}
    assert len(texts) == 1


def test_a_link_works_under_its_own_declaration_alone(client, declaration):
    other = actions.switch(make_declaration(), on=True, by=None)
    email = ask(declaration)

    for kind in ("confirm", "own"):
        address = page(other, f"support_{kind}", token(email, kind))
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert Supporter.objects.get().state == S.PENDING


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(client, declaration):
    a_while_ago(make_supporter(declaration, "known@example.org"))
    ask(declaration, "pending@example.org")
    answers = {}
    for email in ("known@example.org", "pending@example.org", "k+nown@example.org", "unknown@example.org"):
        answer = client.post(page(declaration), {**WORDS, "email": email})
        answers[email] = (answer.status_code, answer["Location"], sorted(answer.headers), sorted(answer.cookies))

    assert len(set(map(str, answers.values()))) == 1
    assert "unknown@example.org" not in client.get(page(declaration, "support_sent")).text


def test_a_known_and_an_unknown_address_take_the_same_work(client, declaration):
    """Time is measured by bench/answers.py; here as many questions to the database, within two."""
    a_while_ago(make_supporter(declaration, "known@gmail.com"))
    counts = []
    for email in ("unknown@example.org", "known@gmail.com", "k.nown@gmail.com", "known@gmail.com"):
        with CaptureQueriesContext(connection) as asked:
            client.post(page(declaration), {**WORDS, "email": email})
        counts.append(len(asked.captured_queries))

    assert max(counts) - min(counts) <= 2, counts


def test_what_does_not_fit_comes_back_in_words_and_mails_nothing(client, declaration):
    for words, problem in [
        ({"email": "noor"}, "Enter a valid email address"),
        ({"email": "noor@a..b"}, "Enter a valid email address"),
        ({"email": f"{'n' * 10_000}@example.org"}, "at most 254"),
        ({"email": ""}, "This field is required"),
        ({"country": ""}, "Choose a country"),
        ({"country": "XXX"}, "Choose a country"),
        ({"agreed": ""}, "Without this we cannot count you"),
        ({"named": "on"}, "Write the name that is to be shown"),
        ({"name": "Buy at https://spam.example", "named": "on"}, "without addresses"),
        ({"name": "=HYPERLINK(1)", "named": "on"}, "without addresses"),
        ({"name": "Noor\u202eHaddad", "named": "on"}, "without addresses"),
        ({"name": "N" * 10_000, "named": "on"}, "at most 120"),
        ({"name": "No\0or", "named": "on"}, "Null characters are not allowed"),
        ({"homepage": "https://spam.example"}, "has to stay empty"),
    ]:
        answer = client.post(page(declaration), {**WORDS, **words})

        assert answer.status_code == 200, problem
        assert problem in answer.text, problem
        assert "<title>Error:" in answer.text, problem
        assert not OutgoingMail.objects.exists(), problem


def test_a_form_that_comes_back_at_once_was_filled_in_by_a_program(client, declaration, settings):
    settings.FORM_SECONDS = 3

    answer = client.post(page(declaration), WORDS)

    assert "faster than people type" in answer.text
    assert not Supporter.objects.exists()


def test_a_script_in_a_name_is_text(client, declaration):
    make_supporter(declaration, name="<script>alert(1)</script>")

    text = client.get(page(declaration, "supporter_list")).text

    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_closed_form_says_why(client, declaration):
    set_switch("supporting", closed=True, notice="Closed: a flood.", by=None, reason="flood")

    answer = client.post(page(declaration), WORDS)

    assert answer.status_code == 503
    assert "Closed: a flood." in answer.text
    assert not Supporter.objects.exists()


def test_one_network_asks_so_often_and_no_more(client, declaration, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "supporting", limits.Limit(3600, network=2))
    answers = [client.post(page(declaration), {**WORDS, "email": f"n{n}@example.org"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]


def test_after_the_end_the_form_says_when_that_was(client, declaration):
    let_time_pass(declaration)

    shown, sent = client.get(page(declaration)), client.post(page(declaration), WORDS)

    assert (shown.status_code, sent.status_code) == (200, 409)
    assert "Signing ended on" in shown.text
    assert "<form method" not in shown.text
    assert not Supporter.objects.exists()


OFF = ["setting", "switch"]


@pytest.mark.parametrize("off", OFF)
def test_where_it_is_off_nothing_is_there(client, declaration, settings, off):
    email = ask(declaration)
    confirm = link(email, "confirm")
    if off == "setting":
        settings.SUPPORTERS = False
    else:
        actions.switch(declaration, on=False, by=None)
    addresses = [page(declaration, name) for name in ("support_form", "support_sent", "supporter_list")]
    addresses += [confirm, page(declaration, "support_own", "made-up"), page(declaration, "support_confirm", "made-up")]
    data = [f"/declaration/{declaration.slug}/supporters{part}.csv" for part in ("", "-by-country")]

    for address in [*addresses, *data]:
        assert client.get(address).status_code == 404, address
    assert client.post(page(declaration), WORDS).status_code == 404
    assert client.post(confirm).status_code == 404
    assert "ndividual" not in client.get(declaration.get_absolute_url()).text
    assert Supporter.objects.get().state == S.PENDING


def test_it_is_off_until_somebody_switches_it_on(client):
    declaration = make_declaration()

    assert declaration.supporters_enabled is False
    assert client.get(page(declaration)).status_code == 404


@pytest.mark.parametrize("off", OFF)
def test_who_supports_it_can_leave_where_it_was_switched_off_since(client, declaration, settings, off):
    make_supporter(declaration, "noor@example.org")
    own = link("noor@example.org", "own")
    if off == "setting":
        settings.SUPPORTERS = False
    else:
        actions.switch(declaration, on=False, by=None)

    assert client.get(own).status_code == 200
    assert "nothing about you" in client.post(own, follow=True).text
    assert not Supporter.objects.exists()


def test_forms_want_their_token_against_forged_ones(declaration):
    strict = Client(enforce_csrf_checks=True)
    email = ask(declaration)

    for address in (page(declaration), link(email, "confirm"), link(email, "own")):
        assert strict.post(address, WORDS).status_code == 403
    assert Supporter.objects.get().state == S.PENDING


def test_pages_behind_a_link_are_kept_by_nobody(client, declaration):
    make_supporter(declaration, "noor@example.org")
    batching.batch(declaration)
    own = link("noor@example.org", "own")
    proof = f"/declaration/{declaration.slug}/support/own/{token('noor@example.org', 'own')}/proof.jsonl"

    for address in (own, link("noor@example.org", "confirm"), proof):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_the_public_list_is_the_same_for_everyone_and_sets_no_cookie(client, declaration):
    make_supporter(declaration, name="Noor Haddad")
    addresses = [page(declaration, "supporter_list"), declaration.get_absolute_url(), page(declaration, "support_sent")]
    before = [client.get(address) for address in addresses]
    client.force_login(UserFactory())

    for address, answer in zip(addresses, before, strict=True):
        assert client.get(address).content == answer.content
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies


def test_names_stand_in_order_and_page_by_page(client, declaration, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for name in ("Rosa", "Amal", "Noor", "Amal", "Zaid"):
        make_supporter(declaration, name=name)
    make_supporter(declaration)
    found, address = [], page(declaration, "supporter_list")
    while address:
        text = client.get(address).text
        found += re.findall(r'<th scope="row"><bdi>(\w+)</bdi>', text)
        following = re.search(r'rel="next" href="([^"#]+)', text)
        address = page(declaration, "supporter_list") + following[1] if following else ""

    assert found == ["Amal", "Amal", "Noor", "Rosa", "Zaid"]


@pytest.mark.parametrize("after", ["x", "\u0000"[1:], "9" * 500, "00000000-0000-4000-8000-000000000000", "' OR 1=1"])
def test_a_page_behind_nobody_begins_at_the_beginning(client, declaration, after):
    make_supporter(declaration, name="Noor")

    assert "Noor" in client.get(page(declaration, "supporter_list"), {"after": after}).text


def test_nobody_who_is_not_named_can_be_paged_to(declaration):
    hidden = make_supporter(declaration)
    make_supporter(declaration, name="Amal")

    assert listing.named_page(declaration, str(hidden.uuid)) == listing.named_page(declaration, "")


@pytest.mark.parametrize("name", ["supporter_list", "declaration_detail"])
def test_pages_ask_as_many_questions_for_three_as_for_one(client, declaration, django_assert_num_queries, name):
    sign(declaration)
    for count in (1, 3):
        while declaration.supporters.count() < count:
            make_supporter(declaration, name="Noor", country=PLACES[count - 1])
        cache.clear()
        client.get(page(declaration, name))
        with django_assert_num_queries({"supporter_list": 5, "declaration_detail": 9}[name]):
            client.get(page(declaration, name))


def test_pages_stay_small(client, declaration):
    for number in range(25):
        make_supporter(declaration, name=f"Supporter {number}", country=PLACES[number % 5])
        sign(declaration) if number < 12 else None

    for address in (page(declaration, "supporter_list"), declaration.get_absolute_url()):
        assert len(client.get(address).content) <= 16 * 1024, address


def test_mail_comes_in_the_language_of_the_form(client, declaration):
    client.post(page(declaration).replace("/en/", "/ar/"), WORDS)

    assert [mail.language for mail in mails_to("noor@example.org")] == ["ar"]
