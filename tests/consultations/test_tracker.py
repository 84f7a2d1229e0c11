"""The roll, the table and a State's page: what they say, what they cost, and what no address can break."""

import re
from datetime import date

import pytest
from django.urls import reverse

from portal.mechanism.models import Cluster, Figure, Instrument, Party, Phase, Review, State
from submissions.consultations import timetable
from submissions.consultations.changes import changed
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim
from tests.factories.consultations import country, long_since, make_claim, make_published_source
from tests.factories.mechanism import PartyFactory, ReviewFactory, SourceFactory
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db
S = Claim.State
ROLL, TABLE = "/en/consultations/", "/en/consultations/table/"
BELGIUM, KENYA = "/en/consultations/bel/", "/en/consultations/ken/"
KILOBYTE = 1024


def tile(page: str, iso3: str) -> str:
    """The tile of a State in the roll."""
    return re.search(rf"<li><a href={iso3.lower()}/.*?</li>", page).group()


@pytest.fixture
def named():
    """A report of a named organization on Kenya in cluster I."""
    return make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, account="We met the ministry.", level=3)


def test_the_roll_calls_every_state_once_by_group(client):
    page = client.get(ROLL).text

    assert len(re.findall(r"<li><a href=[a-z]{3}/", page)) == State.objects.count() == 198
    assert page.index("African States") < page.index("Western European and other States") < page.index(">EUE<")


def test_a_tile_says_in_words_what_it_shows(client):
    make_published_source("BEL")
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, outcome="invited", iso3="TUN")
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, outcome="refused", iso3="ETH")
    for outcome in ("consulted", "no_answer"):
        make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, outcome=outcome, iso3="KEN")

    page = client.get(ROLL).text

    assert "class=c " in tile(page, "BEL") and "Belgium, consulted, one source" in tile(page, "BEL")
    assert "class=u " in tile(page, "TUN") and "Tunisia, invited" in tile(page, "TUN")
    assert "class=w " in tile(page, "KEN") and "Kenya, disputed" in tile(page, "KEN")
    assert " class=x " in tile(page, "FRA") and "> France</span>" in tile(page, "FRA")
    assert "where no status is read, there is no public information" in page
    assert "Ethiopia, reported: not consulted" in tile(page, "ETH")
    assert not re.search(r"class=[cwux]", tile(page, "ETH"))


def test_the_roll_does_not_claim_to_know_who_is_under_review(client):
    page = client.get(ROLL).text

    assert "under review," not in page and "not started" not in page
    assert "Which States are under review is mostly not public" in page


def test_the_figures_come_with_share_date_and_source(client):
    page = client.get(ROLL).text

    for figure in Figure.objects.shares("reviews-progressing"):
        assert f"<b>{figure.display}</b>" in page
        assert f"Country reviews under way, of {figure.of} ({figure.percent}%)" in page
        assert figure.as_of_text in page and figure.source.citation in page
    assert "38.6%" in page and "42.9%" in page


def test_the_roll_can_be_narrowed_to_a_cluster(client, named):
    make_published_source("BEL")

    first = client.get(ROLL, {"cluster": "1"}).text
    second = client.get(ROLL, {"cluster": "2"}).text
    none = client.get(ROLL, {"cluster": "none"}).text

    assert "Kenya, consulted" in first and "> Belgium</span>" in first
    assert "> Kenya</span>" in second
    assert "Belgium, consulted, one source" in none and "> Kenya</span>" in none


def test_the_roll_can_be_narrowed_to_a_status(client, named):
    make_published_source("BEL")

    page = client.get(ROLL, {"status": "consulted"}).text

    assert re.findall(r"<li><a href=([a-z]{3})/", page) == ["ken"]
    assert "1 of 54 on record as consulting" in page


def test_the_roll_can_be_narrowed_to_reviews_that_a_source_calls_late_and_why(client):
    for iso3, fields in (
        ("BEL", {"preliminary_consultation": False}), ("CAN", {"preliminary_consultation": True}),
        ("CHE", {"language_delay": True}), ("FRA", {}),
    ):  # fmt: skip
        ReviewFactory(state=country(iso3), cluster=Cluster.objects.get(number=1), **fields)

    def states(**query: str) -> list[str]:
        return re.findall(r"<li><a href=([a-z]{3})/", client.get(ROLL, query).text)

    assert states(delay="preliminary") == states(delay="preliminary", cluster="1") == ["bel"]
    assert states(delay="preliminary", cluster="2") == [] and states(delay="language") == ["che"]
    assert "Belgium" in client.get(TABLE, {"delay": "preliminary"}).text
    assert len(states(delay="nonsense")) == State.objects.count()


def test_a_status_that_no_state_has_says_so(client):
    page = client.get(ROLL, {"status": "disputed"}).text

    assert "Nothing matches" in page


def test_the_roll_is_small_and_the_table_and_a_state_smaller(client, named):
    for iso3 in ("BEL", "CAN", "CHE", "FRA", "USA", "MEX"):
        make_published_source(iso3)

    assert len(client.get(ROLL).content) <= 34 * KILOBYTE
    assert len(client.get(TABLE).content) <= 16 * KILOBYTE
    assert len(client.get(KENYA).content) <= 16 * KILOBYTE


@pytest.mark.parametrize("address, queries", [(ROLL, 8), (TABLE, 6), (KENYA, 25)])
def test_a_page_takes_as_many_queries_for_one_report_as_for_three(
    client, django_assert_num_queries, named, address, queries
):
    client.get(address)
    changed()
    with django_assert_num_queries(queries):
        client.get(address)
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, number=2)
    with django_assert_num_queries(queries):
        client.get(address)


def test_the_masthead_of_the_roll_shows_the_figure_of_every_page(client):
    assert timetable.newest_official(timetable.figures()) == Figure.objects.newest_official("reviews-progressing")


def test_public_pages_are_the_same_for_everyone(client, coordinator, named):
    addresses = [ROLL, TABLE, KENYA]
    before = [client.get(address) for address in addresses]
    client.force_login(coordinator)

    for answer, address in zip(before, addresses, strict=True):
        again = client.get(address)
        assert again.content == answer.content
        assert "Cookie" not in again.headers.get("Vary", "") and not again.cookies


def test_the_table_says_the_same_with_names_and_sources(client, named):
    make_published_source("BEL")

    page = client.get(TABLE, {"sort": "status"}).text

    assert page.index("Kenya") < page.index("Belgium") < page.index("Afghanistan")
    assert named.display_name in page and "Global Initiative" in page and "18 Apr 2024" in page
    assert 'aria-sort="ascending"' in page


def test_the_table_sorts_by_each_column_and_back_and_leaves_the_unknown_last(client, named):
    make_published_source("BEL")

    def first(sort):
        page = client.get(TABLE, {"sort": sort}).text
        return re.search(r'<th scope="row"><a[^>]*>([^<]*)', page).group(1)

    assert (first("name"), first("-name")) == ("Afghanistan", "Zimbabwe")
    assert (first("status"), first("-status")) == ("Kenya", "Belgium")
    assert (first("newest"), first("-newest")) == ("Belgium", "Kenya")
    assert State.objects.get(name_en=first("review")).review_group == 1
    assert State.objects.get(name_en=first("-review")).review_group == 2


def test_the_table_keeps_what_was_chosen_from_page_to_page(client):
    page = client.get(TABLE, {"status": "no_information", "cluster": "2", "sort": "-name"}).text

    assert re.search(r'rel="next" href="\?[^"]*status=no_information[^"]*page=2"', page)
    assert "1–25 of 198" in page


HOSTILE = [
    "sort=user__password", "sort=-", "sort=--name", "sort=name&sort=password", "cluster=5", "cluster=-1",
    "cluster=1)OR(1", "cluster=1&cluster=2", "cluster[]=1", "cluster=%c2%b2", "cluster=%D9%A1",
    "cluster=" + "9" * 3000, "status=%27%22%3E", "status=" + "a" * 3000, "page=-1", "page=0", "page=1000000000",
    "page=abc", "page=%F0%9F%92%A9",
]  # fmt: skip


@pytest.mark.parametrize("address", [ROLL, TABLE])
def test_no_query_breaks_a_page(client, address):
    for query in HOSTILE:
        answer = client.get(f"{address}?{query}")

        assert answer.status_code == 200, query[:40]
        assert "<script" not in answer.text and "'\">" not in answer.text, query[:40]


@pytest.mark.parametrize("address", [ROLL, TABLE, BELGIUM])
def test_pages_are_read_and_not_written(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("code", ["ar", "zh-hans", "fr", "ru", "es"])
def test_the_tracker_exists_in_every_language(client, code):
    make_published_source("BEL")

    for name in ("consultations:state_roll", "consultations:state_table"):
        answer = client.get(reverse(name).replace("/en/", f"/{code}/"))

        assert answer.status_code == 200, name
        assert f'<html lang="{code}"' in answer.text, name


def test_states_have_their_name_in_the_readers_language(client):
    assert "بلجيكا" in client.get("/ar/consultations/bel/").text


def test_a_state_is_found_in_lower_case_alone(client):
    assert client.get(BELGIUM).status_code == 200
    for variant in ("BEL", "Bel", "bEl"):
        answer = client.get(f"/en/consultations/{variant}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, BELGIUM)


def test_an_unknown_state_is_not_there(client):
    for unknown in ("xyz", "be", "belg", "XYZ", "1", "bel-", "b_l", "a" * 300):
        assert client.get(f"/en/consultations/{unknown}/").status_code == 404, unknown


def test_the_european_union_has_a_page(client):
    assert "European Union" in client.get("/en/consultations/eue/").text


def test_an_instrument_without_an_entry_is_not_a_no(client):
    assert Party.objects.count() == 0
    page = client.get(BELGIUM).text

    assert page.count("Not stated here yet") >= Instrument.objects.count()
    assert "not a party" not in page.lower()


def test_an_instrument_with_an_entry_says_since_when_and_who_says_so(client):
    source = SourceFactory(citation="Status as at 1 March 2024")
    PartyFactory(
        state=country("BEL"), instrument=Instrument.objects.get(code="UNTOC"), kind="ratification",
        date=date(2004, 8, 11), source=source,
    )  # fmt: skip

    page = client.get(BELGIUM).text

    assert "Party</span>" in page and "11 Aug 2004" in page and "Status as at 1 March 2024" in page


def test_a_phase_that_no_source_names_is_unknown(client):
    Review.objects.filter(state=country("BEL")).delete()

    page = client.get(BELGIUM).text

    assert 'class="steps' not in page
    assert page.count("No public information</span>") >= Cluster.objects.count()


def test_a_phase_is_a_step_with_its_source(client):
    Review.objects.filter(state=country("BEL")).delete()
    ReviewFactory(
        state=country("BEL"), cluster=Cluster.objects.get(number=1), phase=Phase.FEEDBACK, focal_point_named=True,
        preliminary_consultation=True, language_delay=True, technical_delay=True,
        source=SourceFactory(citation="Note by the Secretariat"),
    )  # fmt: skip

    page = client.get(BELGIUM).text

    assert page.count('<li class="done">') == 3
    assert '<li class="now" aria-current="step"><b>Peer review</b>In progress' in page
    assert "Note by the Secretariat" in page and "Delayed by questions of language." in page


def test_a_states_page_shows_named_reports_with_their_provenance(client, named):
    make_published_source(
        "KEN", account="Named among those that asked.", precision="before", happened_on=date(2024, 4, 5)
    )

    page = client.get(KENYA).text

    assert "We met the ministry." in page and named.display_name in page and "3. Met" in page
    assert "Checked: Document seen" in page
    assert "Named among those that asked." in page and "Global Initiative" in page and "Before 5 April 2024" in page
    assert "Report on the dialogue of 5 April 2024" in page
    assert page.count("Cluster not stated") == 2


def test_a_states_page_without_reports_says_that_silence_is_not_a_no(client):
    assert "That is not a no." in client.get(KENYA).text


def test_unnamed_reports_show_as_three_or_more_and_as_their_quarter(client):
    for _number in range(3):
        long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED, account="Secret words"))

    page = client.get(KENYA).text

    assert "Three or more organizations that are not named" in page and "Quarter 2 of 2024" in page
    assert "Secret words" not in page and "18 Apr 2024" not in page
    assert "Quarter 2 of 2024" in client.get(TABLE, {"sort": "status"}).text


def test_a_retracted_report_leaves_a_tombstone_without_name_and_text(client, named):
    name = named.display_name
    retracted = make_claim(state=S.RETRACTED, visibility=Visibility.PUBLIC, account="Wrong words", iso3="BEL")

    page = client.get(BELGIUM).text

    assert "A report was retracted" in page and retracted.decision_note in page
    assert "Wrong words" not in page and name not in page


def test_text_of_others_is_shown_as_text(client):
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, account="<script>alert(1)</script> & <b>bold</b>")

    page = client.get(KENYA).text

    assert "<script>" not in page and "&lt;script&gt;" in page and "<b>bold" not in page


def test_a_states_page_leads_to_the_form_with_the_state_chosen(client):
    assert 'href="/en/desk/consultations/new/?state=ken"' in client.get(KENYA).text


def test_a_states_page_shows_statements_about_it_and_from_there(client):
    about = make_statement("accepted", title="Parts on the coast")
    about.countries.add(country("BEL"))
    hidden = make_statement("submitted", title="Not yet to be seen")
    hidden.countries.add(country("BEL"))

    assert "Parts on the coast" in client.get(BELGIUM).text
    assert "All statements of organizations from there" not in client.get(BELGIUM).text
    assert "Not yet to be seen" not in client.get(BELGIUM).text
    kenya = client.get(KENYA).text  # where the organizations of the factory are registered
    assert "Parts on the coast" in kenya and "?country=ken" in kenya


def test_the_front_page_names_who_is_on_record(client):
    make_published_source("BEL")
    make_published_source("FRA", outcome="refused")

    page = client.get("/en/").text

    assert 'href="/en/consultations/bel/">Belgium</a>' in page
    assert "/en/consultations/fra/" not in page


def test_a_states_page_shows_25_reports_and_leads_to_the_rest(client):
    for number in range(27):
        make_published_source("KEN", display_name=f"Report {number}", account=f"Account no. {number}.")

    first, second = client.get(KENYA).text, client.get(KENYA, {"page": "2"}).text

    assert (first.count("Account no. "), second.count("Account no. ")) == (25, 2)
    assert "1–25 of 27" in first and 'rel="next"' in first
    for query in ("page=0", "page=x", "page=99999999999"):
        assert client.get(f"{KENYA}?{query}").status_code == 200
