"""The public pages: the same for every reader, whole without a script, and never an error."""

import re

import pytest
from django.urls import reverse

from organizations.models import Organization, OrganizationState
from portal.mechanism.models import State as Country
from submissions.declaration import actions, ledger
from submissions.declaration import signatories as lists
from submissions.declaration.models import Declaration, DeclarationState, Signature
from tests.declaration.tampering import behind_the_back, set_column
from tests.factories.declaration import (
    let_time_pass,
    make_declaration,
    make_draft,
    make_locked,
    owner_of,
    sign,
)
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
CURRENT = "/en/declaration/"


@pytest.fixture
def declaration():
    return make_declaration()


def page(declaration: Declaration, name: str = "declaration_detail", *args: str) -> str:
    return reverse(f"declaration:{name}", args=[declaration.slug, *args])


def signatories(declaration: Declaration) -> str:
    return page(declaration, "signatory_list")


def names_in(answer) -> list[str]:
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?<bdi[^>]*>([^<]*)', answer.text)


def test_without_a_declaration_the_page_says_so(client):
    make_draft()

    answer = client.get(CURRENT)

    assert answer.status_code == 200
    assert "No declaration yet" in answer.text


def test_the_address_without_a_name_leads_to_the_newest_public_declaration(client):
    make_locked()
    newest = make_locked()
    make_draft()

    assert client.get(CURRENT).headers["Location"] == newest.get_absolute_url()


def test_a_draft_is_not_there(client, coordinator):
    draft = make_draft()
    client.force_login(coordinator)

    for name in ("declaration_detail", "signatory_list", "receipt_find"):
        assert client.get(page(draft, name)).status_code == 404
    assert client.get(page(draft, "receipt_detail", "a" * 64)).status_code == 404


@pytest.mark.parametrize("state", [s for s in DeclarationState if s not in actions.DRAFTED])
def test_every_public_state_has_its_page(client, declaration, state):
    Declaration.objects.filter(pk=declaration.pk).update(state=state)

    answer = client.get(page(declaration))

    assert answer.status_code == 200
    assert f">{DeclarationState(state).label}</span>" in answer.text
    assert ("Sign the declaration</a>" in answer.text) == (state == DeclarationState.OPEN)


def test_the_text_stands_in_numbered_paragraphs_with_its_hash(client, declaration):
    answer = client.get(page(declaration))

    assert '<p class="p" id="para1">We work with people whom organized crime harms.</p>' in answer.text
    assert '<p class="p" id="para2">We ask to be heard.</p>' in answer.text
    assert declaration.versions.get().fingerprint in answer.text


def test_the_text_comes_in_the_readers_language_or_in_the_authentic_one(client):
    declaration = make_declaration(texts={"en": "We ask.", "fr": "Nous demandons.", "ar": "نطلب."})
    english = page(declaration)

    french = client.get(english.replace("/en/", "/fr/")).text
    assert "Nous demandons." in french
    assert "Ceci est une traduction." in french
    russian = client.get(english.replace("/en/", "/ru/")).text
    assert '<div lang="en" dir="ltr"><p class="p" id="para1">We ask.</p>' in russian
    arabic = client.get(english.replace("/en/", "/ar/")).text
    assert '<div><p class="p" id="para1">نطلب.</p>' in arabic
    assert '<html lang="ar" dir="rtl"' in arabic


def test_a_declaration_known_from_reports_has_a_page_and_nothing_made_up(client):
    record = actions.record_reported(by=None, slug="cop-12", title="For COP 12", background="Introduced in April.")

    answer = client.get(record.get_absolute_url())

    assert "Introduced in April." in answer.text
    assert "neither its text nor its list" in answer.text
    assert client.get(signatories(record)).status_code == 200
    for name in ("announcement", "text"):
        assert client.get(reverse(f"declaration_data:{name}", args=[record.slug, "en"])).status_code == 404
    client.force_login(owner_of(OrganizationFactory()))
    assert client.get(page(record, "desk_sign")).status_code == 404


def test_script_in_a_text_is_shown_as_text(client):
    declaration = make_declaration(texts={"en": "<script>alert(1)</script>"}, title="<b>Bold</b>")

    answer = client.get(page(declaration)).text

    assert "<script" not in answer
    assert "<b>Bold" not in answer
    assert "&lt;script&gt;alert(1)" in answer


def test_progress_counts_all_and_names_only_those_who_agreed(client, declaration):
    sign(declaration)
    sign(declaration, organization_named=False)
    sign(declaration, organization_named=False)

    answer = client.get(page(declaration)).text

    assert "<b>3</b><span>Organizations that signed</span>" in answer
    assert "2 of them chose not to be named." in answer
    assert "Those named are from 1 country." in answer
    assert '<rect width="30%" height="100%"/>' in answer
    assert "Aimed for: 10" in answer


def test_without_a_goal_there_is_no_bar(client):
    declaration = make_declaration(goal=None)

    assert "<rect" not in client.get(page(declaration)).text


def test_the_bar_ends_at_the_goal(client):
    declaration = make_declaration(goal=1)
    sign(declaration)
    sign(declaration)

    assert '<rect width="100%"' in client.get(page(declaration)).text


def test_a_demonstration_is_marked_on_each_of_its_pages(client):
    demo, real = make_declaration(is_demo=True), make_declaration()

    for name in ("declaration_detail", "signatory_list"):
        assert "Demonstration:" in client.get(page(demo, name)).text
        assert "Demonstration:" not in client.get(page(real, name)).text


def test_the_page_says_what_stands_before_and_after_signing(client):
    assert "Signing has not opened yet." in client.get(page(make_locked())).text
    over = client.get(page(let_time_pass(make_declaration()))).text
    assert "Signing ended on" in over
    assert "Sign the declaration</a>" not in over


def test_the_named_are_listed_in_the_order_of_signing_and_lead_to_their_entries(client, declaration):
    first, _hidden, second = sign(declaration), sign(declaration, organization_named=False), sign(declaration)

    answer = client.get(signatories(declaration))

    assert names_in(answer) == [first.organization_name, second.organization_name]
    entries = re.findall(r'<tr><td><a href="([^"]+)">(\d+)</a></td>', answer.text)
    assert [number for _address, number in entries] == [str(one.entry.seq) for one in (first, second)]
    assert client.get(entries[0][0])["Location"] == first.entry.get_absolute_url()


def test_the_page_of_the_text_shows_the_first_few_and_leads_to_all(client, declaration):
    organizations = [sign(declaration).organization_name for _ in range(11)]

    answer = client.get(page(declaration))

    assert names_in(answer) == organizations[:10]
    assert "All 11 that are named" in answer.text


def test_the_list_comes_in_pages(client, declaration):
    organizations = [sign(declaration).organization_name for _ in range(27)]
    address = signatories(declaration)

    first = client.get(address)
    assert names_in(first) == organizations[:25]
    (lead,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
    newest = sign(declaration).organization_name
    second = client.get(f"{address}{lead}")
    assert names_in(second) == [*organizations[25:], newest]
    (back,) = re.findall(r'rel="prev" href="([^"]+)"', second.text)
    assert names_in(client.get(f"{address}{back}")) == organizations[:25]


def test_the_list_is_found_by_name_and_country(client, declaration):
    mexican = OrganizationFactory(legal_name="Red Costera por la Memoria", country=Country.objects.get(iso3="MEX"))
    sign(declaration, mexican)
    sign(declaration)
    address = signatories(declaration)

    for asked in ({"q": "COSTÉRA"}, {"q": "memoria red"}, {"country": "mex"}, {"q": "red", "country": "MEX"}):
        assert names_in(client.get(address, asked)) == ["Red Costera por la Memoria"], asked
    for asked in ({"q": "nobody"}, {"country": "FRA"}, {"country": "QQQ"}, {"q": "red", "country": "KEN"}):
        answer = client.get(address, asked)
        assert names_in(answer) == []
        assert "No named organization fits." in answer.text


def test_what_is_not_public_of_an_organization_finds_it_by_the_name_it_signed_with_alone(client, declaration):
    for in_directory in (True, False):
        named = {"legal_name": f"Red Costera {in_directory}", "acronym": "RCM", "in_directory": in_directory}
        sign(declaration, OrganizationFactory(**named))
    address = signatories(declaration)

    assert len(names_in(client.get(address, {"q": "costera"}))) == 2
    assert names_in(client.get(address, {"q": "rcm"})) == ["Red Costera True"]


def test_words_that_many_names_hold_find_the_same(client, declaration, monkeypatch):
    for number in range(3):
        sign(declaration, OrganizationFactory(legal_name=f"Red Costera {number}", in_directory=number != 1))
    sign(declaration)
    asked = {"q": "costera red"}
    few = names_in(client.get(signatories(declaration), asked))

    monkeypatch.setattr(lists, "MANY", 2)

    assert few == names_in(client.get(signatories(declaration), asked))
    assert few == [f"Red Costera {number}" for number in range(3)]


def test_a_filter_keeps_what_was_asked(client, declaration):
    sign(declaration)

    answer = client.get(signatories(declaration), {"q": 'a"<b', "country": "KEN"}).text

    assert 'value="a&quot;&lt;b"' in answer
    assert '<option value="KEN" selected>Kenya</option>' in answer


def test_senseless_questions_get_a_page(client, declaration):
    sign(declaration)

    for query in (
        "after=-1", "after=1000000000", "after=x", "before=999", "after=²", "q=" + "x" * 3000, "q=...", 'q="a b"',
        "country=" + "K" * 500, "q=%F0%9F%92%A9%22%27", "organization__password=x", "q[]=1", "after=" + "9" * 3000,
    ):  # fmt: skip
        assert client.get(f"{signatories(declaration)}?{query}").status_code == 200, query[:40]


def test_nul_is_refused(client, declaration):
    assert client.get(f"{signatories(declaration)}?q=%00").status_code == 400


def test_an_empty_list_says_so(client, declaration):
    for name in ("declaration_detail", "signatory_list"):
        assert "Nobody who agreed to be named has signed yet." in client.get(page(declaration, name)).text


def test_a_suspended_organization_stays_on_the_list_and_is_marked(client, declaration):
    signature = sign(declaration)
    assert "suspended" not in client.get(signatories(declaration)).text
    Organization.objects.filter(pk=signature.organization_id).update(state=OrganizationState.SUSPENDED)

    answer = client.get(signatories(declaration))

    assert names_in(answer) == [signature.organization_name]
    assert "Now suspended" in answer.text


def test_an_organization_outside_the_directory_is_named_without_a_link(client, declaration):
    signature = sign(declaration, OrganizationFactory(in_directory=False))

    answer = client.get(signatories(declaration)).text

    assert signature.organization_name in answer
    assert signature.organization.slug not in answer


def test_a_name_carries_its_language(client, declaration):
    sign(declaration, OrganizationFactory(legal_name="شبكة شهود الساحل", name_language="ar"))

    assert '<bdi lang="ar" dir="rtl">شبكة شهود الساحل</bdi>' in client.get(signatories(declaration)).text


def test_a_withdrawn_signature_is_on_no_list_and_its_receipt_has_no_name(client, declaration):
    signature = sign(declaration)
    actions.withdraw(signature, by=owner_of(signature.organization), reason="Board")

    for address in (page(declaration), signatories(declaration), signature.entry.get_absolute_url()):
        assert signature.organization_name not in client.get(address).text
    receipt = client.get(signature.entry.get_absolute_url()).text
    assert "An organization that is not named here" in receipt
    revocation = Signature.objects.get(pk=signature.pk).revoke_entry
    assert revocation.hash in receipt
    assert client.get(revocation.get_absolute_url()).status_code == 200


def test_a_receipt_shows_the_entry_between_its_neighbours(client, declaration):
    before, signature, after = sign(declaration), sign(declaration), sign(declaration)

    answer = client.get(signature.entry.get_absolute_url()).text

    assert "Entry 3 is in the ledger" in answer
    assert signature.entry.fingerprint in answer
    for one in (before, signature, after):
        assert one.organization_name in answer
        assert one.entry.hash[:16] in answer
    assert signature.entry.prev_hash == before.entry.hash
    assert "Declaration, version 1, English" in answer
    assert "Chain intact" in answer


@pytest.mark.parametrize("spelling", ["{h}", " {h} ", "{g}", "{h16}", "{n}", "{H}"])
def test_a_receipt_is_found_by_what_people_paste(client, declaration, spelling):
    entry = sign(declaration).entry
    words = spelling.format(h=entry.hash, g=entry.fingerprint, h16=entry.hash[:16], n=entry.seq, H=entry.hash.upper())

    answer = client.get(page(declaration, "receipt_find"), {"fingerprint": words})

    assert answer.headers["Location"] == entry.get_absolute_url()


def test_a_short_address_of_a_receipt_leads_to_the_whole_one(client, declaration):
    entry = sign(declaration).entry

    answer = client.get(page(declaration, "receipt_detail", entry.hash[:20]))

    assert answer.headers["Location"] == entry.get_absolute_url()


def test_what_is_not_in_the_ledger_is_answered_with_help(client, declaration):
    sign(declaration)

    for words in ["a" * 64, "a" * 15, "999", "0", "²", "%", "drop table", "9" * 5000, "a" * 5000]:
        for answer in (
            client.get(page(declaration, "receipt_find"), {"fingerprint": words[:4000]}),
            client.get(page(declaration, "receipt_detail", words)),
        ):
            assert answer.status_code == 404, words[:40]
            assert "Nothing in this ledger has this fingerprint" in answer.text, words[:40]


def test_a_receipt_of_another_declaration_is_not_found_here(client, declaration):
    other = sign(make_declaration()).entry

    assert client.get(page(declaration, "receipt_detail", other.hash)).status_code == 404


def test_the_page_to_check_a_receipt_asks_for_one(client, declaration):
    answer = client.get(page(declaration, "receipt_find"))

    assert answer.status_code == 200
    assert "Not found" not in answer.text


def test_a_broken_chain_is_said_in_public(client, declaration):
    signature = sign(declaration)
    with behind_the_back():
        set_column(signature.entry, "body", "{}")

        for address in (page(declaration), signature.entry.get_absolute_url()):
            assert "Chain broken" in client.get(address).text
            assert "The first problem is at entry 2" in client.get(address).text


def test_the_steps_show_where_the_declaration_stands(client, declaration):
    declaration = actions.close(declaration, by=None)

    answer = client.get(page(declaration)).text

    assert '<li class="now" aria-current="step"><b>End of signing</b>' in answer
    assert answer.count('<li class="done">') == 2


def test_public_pages_are_the_same_for_everyone(client, declaration):
    signature = sign(declaration)
    addresses = [
        page(declaration),
        signatories(declaration),
        page(declaration, "receipt_find"),
        signature.entry.get_absolute_url(),
    ]
    before = [client.get(address) for address in addresses]
    client.force_login(owner_of(signature.organization))

    for address, answer in zip(addresses, before, strict=True):
        assert client.get(address).content == answer.content
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_pages_take_nothing(client, declaration, method):
    for name in ("declaration_detail", "signatory_list", "receipt_find"):
        assert getattr(client, method)(page(declaration, name)).status_code == 405


def test_public_pages_stay_small(client, declaration):
    for _ in range(25):
        sign(declaration)

    for address in (page(declaration), signatories(declaration), ledger.head(declaration).get_absolute_url()):
        assert len(client.get(address).content) <= 16 * 1024


@pytest.mark.parametrize(
    ("name", "queries"), [("declaration_detail", 8), ("signatory_list", 5), ("signatory_countries", 3)]
)
def test_pages_ask_as_many_questions_for_three_as_for_one(
    client, declaration, django_assert_num_queries, name, queries
):
    for count in (1, 3):
        while declaration.signatures.count() < count:
            sign(declaration)
        client.get(page(declaration, name))  # what is remembered for ten minutes is remembered now

        with django_assert_num_queries(queries):
            client.get(page(declaration, name))


def test_a_receipt_asks_as_many_questions_in_a_long_chain(client, declaration, django_assert_num_queries):
    first = sign(declaration).entry
    for count in (1, 4):
        while declaration.signatures.count() < count:
            sign(declaration)
        client.get(first.get_absolute_url())

        with django_assert_num_queries(7):
            client.get(first.get_absolute_url())
