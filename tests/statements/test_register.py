"""The public register: finding, filtering, counting, and nothing that is not public."""

from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from portal import keyset
from portal.mechanism.models import Instrument, State
from submissions.statements import finding
from submissions.statements.models import Statement, StatementState
from submissions.statements.withdrawing import withdraw
from tests.factories.dialogues import make_dialogue, with_aliases
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_call, make_reported, make_statement

pytestmark = pytest.mark.django_db
S = StatementState
REGISTER = "/en/statements/"
CANARY = "canarybird"


def instruments(*codes):
    return list(Instrument.objects.filter(code__in=codes))


def titles(client, **query):
    """The titles on the page, in their order."""
    page = client.get(REGISTER, query)
    assert page.status_code == 200
    return [statement.current.title for statement in page.context["page_obj"]]


def choices(client, facet, **query):
    """The choices of one facet with their counts."""
    return choices_on(client.get(REGISTER, query), facet)


def choices_on(page, facet):
    """The same on a page that is there."""
    facets = {one.name: one for one in page.context["facets"]}
    return {option.value: option.count for option in facets[facet].options}


@pytest.fixture
def three(db):
    """Three statements that differ in everything that can be filtered by."""
    kenya, mexico = State.objects.get(iso3="KEN"), State.objects.get(iso3="MEX")
    first, second = make_dialogue(title="On firearms"), make_dialogue(title="On fraud")
    coast = OrganizationFactory(legal_name="Coast Watch", slug="coast-watch", country=kenya)
    red = OrganizationFactory(legal_name="Red Costera", slug="red-costera", country=mexico)
    march = datetime(2023, 3, 1, 12, tzinfo=UTC)
    to_first, judge = make_call(dialogue=first), CoordinatorFactory()
    return [
        make_statement(
            S.ACCEPTED, coordinator=judge, organization=coast, call=to_first, title="Alpha", language="en",
            publish_at=march, source="Ports and piers.", instruments=instruments("FIREARMS", "UNTOC"),
        ),
        make_statement(
            S.ACCEPTED, coordinator=judge, organization=red, call=to_first, title="Beta", language="es",
            publish_at=march.replace(year=2024), source="Marcaje y rastreo.", instruments=instruments("FIREARMS"),
        ),
        make_statement(
            S.ACCEPTED, coordinator=judge, organization=red, call=make_call(dialogue=second), title="Gamma",
            language="en", publish_at=march.replace(year=2024, month=4), source="Invoices and ports.",
            instruments=instruments("UNTOC"),
        ),
    ]  # fmt: skip


def test_the_newest_comes_first_and_other_orders_can_be_asked_for(client, three):
    assert titles(client) == ["Gamma", "Beta", "Alpha"]
    assert titles(client, sort="oldest") == ["Alpha", "Beta", "Gamma"]
    assert titles(client, sort="title") == ["Alpha", "Beta", "Gamma"]
    assert titles(client, sort="search_text") == ["Gamma", "Beta", "Alpha"]


SEARCHES = [
    ({"q": "ports"}, ["Gamma", "Alpha"]),
    ({"q": "PORTS piers"}, ["Alpha"]),
    ({"q": "marcaje"}, ["Beta"]),
    ({"q": "beta"}, ["Beta"]),
    ({"q": "nothing"}, []),
    ({"instrument": "firearms"}, ["Beta", "Alpha"]),
    ({"instrument": ["firearms", "untoc"]}, ["Gamma", "Beta", "Alpha"]),
    ({"country": "mex"}, ["Gamma", "Beta"]),
    ({"country": ["mex", "ken"]}, ["Gamma", "Beta", "Alpha"]),
    ({"organization": "coast-watch"}, ["Alpha"]),
    ({"language": "en"}, ["Gamma", "Alpha"]),
    ({"year": "2024"}, ["Gamma", "Beta"]),
    ({"year": ["2023", "2024"], "language": "es"}, ["Beta"]),
    ({"year": "2024", "q": "ports", "country": "mex", "instrument": "untoc"}, ["Gamma"]),
    ({"organization": "nobody"}, []),
    ({"year": "20xx"}, []),
    ({"language": ""}, ["Gamma", "Beta", "Alpha"]),
    ({"state": "draft", "organization__legal_name": "x"}, ["Gamma", "Beta", "Alpha"]),
]


def test_the_register_is_searched_and_filtered(client, three):
    for query, expected in SEARCHES:
        page = client.get(REGISTER, query)
        found = [statement.current.title for statement in page.context["page_obj"]]
        assert (page.status_code, found) == (200, expected), query
        assert page.context["page_obj"].count == len(expected), "a statement on two instruments stands once"


def test_a_dialogue_and_a_reference_find_their_statements(client, three):
    assert titles(client, dialogue=three[0].dialogue.slug) == ["Beta", "Alpha"]
    assert titles(client, q=three[1].reference) == ["Beta"]


def test_choices_are_counted_over_what_the_other_filters_leave(client, three):
    whole = client.get(REGISTER)
    assert choices_on(whole, "country") == {"mex": 2, "ken": 1}
    assert choices(client, "country", country="ken") == {"mex": 2, "ken": 1}
    assert choices(client, "country", language="es") == {"mex": 1}
    assert choices_on(whole, "instrument") == {"firearms": 2, "untoc": 2}
    assert choices_on(whole, "year") == {"2024": 2, "2023": 1}
    assert choices(client, "language", q="ports") == {"en": 2}
    assert choices(client, "dialogue", year="2023") == {three[0].dialogue.slug: 1}
    assert choices_on(whole, "organization") == {"red-costera": 2, "coast-watch": 1}


def test_what_was_chosen_stays_a_choice_when_nothing_is_left(client, three):
    page = client.get(REGISTER, {"organization": "coast-watch", "language": "es"})

    assert choices_on(page, "organization") == {"red-costera": 1, "coast-watch": 0}
    assert "Nothing matches" in page.text
    assert "3 statements are on record" in page.text


def test_each_filter_in_use_can_be_taken_away(client, three):
    page = client.get(REGISTER, {"q": "ports", "language": ["en", "es"], "sort": "title", "page": "1"})

    chips = {chip.words: chip.query for chip in page.context["chips"]}
    assert chips["“ports”"] == "language=en&language=es&sort=title"
    assert chips["Spanish"] == "q=ports&language=en&sort=title"
    assert "Remove: <bdi>Spanish</bdi>" in page.text


def test_only_the_commonest_choices_are_shown_until_all_are_asked_for(client):
    call, judge = make_call(), CoordinatorFactory()
    for _ in range(10):
        make_statement(S.ACCEPTED, call=call, coordinator=judge)

    short = client.get(REGISTER)
    whole = client.get(REGISTER, {"whole": "organization"})

    assert len(choices_on(short, "organization")) == 8
    assert "Show 2 more" in short.text and "whole=organization" in short.text
    assert len(choices_on(whole, "organization")) == 10
    assert "Show 2 more" not in whole.text


def test_the_year_is_that_of_vienna(client):
    make_statement(S.ACCEPTED, title="Fireworks", publish_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))

    assert titles(client, year="2024") == ["Fireworks"]
    assert choices(client, "year") == {"2024": 1}


@pytest.fixture
def short_pages(monkeypatch):
    """Pages of three."""
    monkeypatch.setattr(finding, "PER_PAGE", 3)


def test_pages_follow_each_other_without_overlap(client, short_pages):
    call, moment = make_call(), timezone.now()
    for _ in range(5):
        make_statement(S.ACCEPTED, call=call, publish_at=moment)

    for sort in ("newest", "oldest", "title"):
        query = {"language": "en", "sort": sort}
        first = client.get(REGISTER, query)
        last = client.get(REGISTER, {**query, "after": first.context["page_obj"].rows[-1].slug})
        back = client.get(REGISTER, {**query, "before": last.context["page_obj"].rows[0].slug})

        pages = [[one.slug for one in page.context["page_obj"]] for page in (first, last, back)]
        assert (len(pages[0]), len(pages[1]), len(set(pages[0] + pages[1]))) == (3, 2, 5), sort
        assert pages[2] == pages[0], sort
        assert f'href="?language=en&sort={sort}&after={pages[0][-1]}"' in unescape(first.text)
        assert f'href="?language=en&sort={sort}&before={pages[1][0]}"' in unescape(last.text)
        assert 'rel="next"' not in last.text and 'rel="prev"' not in back.text, sort


def test_a_page_stays_where_it_is_when_something_is_published(client, short_pages):
    call = make_call()
    for _ in range(4):
        make_statement(S.ACCEPTED, call=call)
    last = client.get(REGISTER).context["page_obj"].rows[-1]
    second = titles(client, after=last.slug)

    make_statement(S.ACCEPTED, call=call)

    assert len(second) == 1 and titles(client, after=last.slug) == second


def test_a_page_after_a_statement_that_was_withdrawn_begins_behind_it(client):
    call = make_call()
    first, second = (make_statement(S.ACCEPTED, call=call, title=title) for title in ("First", "Second"))
    make_statement(S.WITHDRAWN, call=call)
    gone = Statement.objects.get(state=S.WITHDRAWN)
    Statement.objects.filter(pk=first.pk).update(publish_at=gone.publish_at - timedelta(days=2))
    Statement.objects.filter(pk=second.pk).update(publish_at=gone.publish_at + timedelta(minutes=1))

    assert titles(client, after=gone.slug) == ["First"]


def test_a_place_that_readers_do_not_know_is_the_first_page(client):
    make_statement(S.ACCEPTED, title="Open")
    hidden = make_statement(S.ACCEPTED, title="Later", publish_at=timezone.now() + timedelta(days=1))

    for sort, place in product(("newest", "oldest", "title"), (hidden.slug, "no-such-slug", "", "x" * 500)):
        found = titles(client, sort=sort, after=place), titles(client, sort=sort, before=place)
        assert found == (["Open"], ["Open"]), (sort, place)


HOSTILE = [
    {"page": "-1"},
    {"page": "10" * 9},
    {"page": "9" * 1500},
    {"page": "²"},
    {"organization": "1 OR 1"},
    {"organization": "' UNION SELECT"},
    {"dialogue": ["x"] * 100},
    {"year": ["9999", "0000", "-1", "²²²²", "1e99", "99999"]},
    {"q": "a" * 201},
    {"q": 'a"b'},
    {"q": "%_\\"},
    {"sort": "user__password"},
    {"whole": "password"},
    {"user__password__startswith": "a"},
    {"language": "x" * 3000},
]


def test_hostile_parameters_never_break_the_register(client, three):
    for query in HOSTILE:
        assert client.get(REGISTER, query).status_code == 200, query


@pytest.mark.parametrize("query", ["q=%00", "q=" + "a" * 10_000, "organization=%00"])
def test_an_address_that_no_link_has_is_refused(client, query):
    assert client.get(f"{REGISTER}?{query}").status_code == 400


def test_a_search_that_is_too_long_is_told_so_and_kept(client, three):
    page = client.get(REGISTER, {"q": "a" * 201})

    assert 'id="q-error"' in page.text and 'aria-invalid="true"' in page.text
    assert "a" * 201 in page.text


def test_a_script_in_a_title_and_in_a_question_is_text(client):
    make_statement(S.ACCEPTED, title="<script>alert(1)</script>", summary="<b>x</b>")

    page = client.get(REGISTER, {"organization": '"><script>alert(2)</script>'}).text + client.get(REGISTER).text

    assert "<script" not in page and "<b>x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_foreign_title_carries_its_language_and_direction(client):
    make_statement(S.ACCEPTED, title="بيانات", language="ar")

    assert 'lang="ar" dir="rtl">بيانات</a>' in client.get(REGISTER).text


def test_a_dialogue_is_named_in_the_readers_language(client):
    dialogue = with_aliases(make_dialogue(title="On firearms"))
    make_statement(S.ACCEPTED, call=make_call(dialogue=dialogue))
    arabic = dialogue.get_translations().get(locale__language_code="ar")
    untranslated = client.get("/ar/statements/").text

    type(arabic).objects.filter(pk=arabic.pk).update(alias_of=None, title="بشأن الأسلحة")

    assert '<bdi lang="en" dir="ltr">On firearms</bdi>' in untranslated
    assert "<span><bdi>بشأن الأسلحة</bdi></span>" in client.get("/ar/statements/").text


def test_a_reported_statement_says_so(client):
    make_reported(title="As others tell it")

    assert "Reported by others; our summary, not their text" in client.get(REGISTER).text


def test_an_empty_register_says_what_will_be_there(client):
    assert "No statement has been published yet" in client.get(REGISTER).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    for _ in range(count):
        make_statement(S.ACCEPTED)
    client.get(REGISTER)

    with django_assert_num_queries(19):
        client.get(REGISTER)


@pytest.fixture
def large(monkeypatch):
    """Registers count as large from two statements on, and words as common."""
    monkeypatch.setattr(keyset, "MOST_COUNTED", 1)
    monkeypatch.setattr(finding, "SAMPLE", 2)


def test_a_large_total_is_not_counted_to_its_end(client, three, large):
    assert '<h2 id="res">1+ statements</h2>' in client.get(REGISTER).text
    assert "1 statement</h2>" in client.get(REGISTER, {"language": "es"}).text


def test_on_a_large_register_nothing_hidden_stays_counted(client, three, large):
    before = client.get(REGISTER)

    withdraw(three[0], by=three[0].organization.members.first(), reason="An error.")

    after = client.get(REGISTER)
    assert choices_on(before, "organization") == {"red-costera": 2, "coast-watch": 1}
    assert choices_on(before, "language") == {"en": 2, "es": 1}
    assert choices_on(after, "organization") == {"red-costera": 2}
    assert choices_on(after, "language") == {"en": 1, "es": 1}


def test_on_a_large_register_an_embargo_ends_at_its_minute(client, three, large, monkeypatch):
    end = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    make_statement(S.ACCEPTED, call=three[2].call, language="fr", publish_at=end)
    monkeypatch.setattr(timezone, "now", lambda: end - timedelta(seconds=1))
    before = choices(client, "language")

    monkeypatch.setattr(timezone, "now", lambda: end)

    assert "fr" not in before and choices(client, "language")["fr"] == 1


def test_words_that_many_statements_hold_find_them_and_the_numbers_are_of_the_newest(client, three, large):
    assert titles(client, q="ports") == ["Gamma", "Alpha"]
    assert titles(client, q="ports", country="ken") == ["Alpha"]
    assert titles(client, q="ports", sort="title") == ["Alpha", "Gamma"]
    assert titles(client, q='"ports and"') == ["Alpha"]
    assert titles(client, q="ports", after=three[2].slug) == ["Alpha"]
    page = client.get(REGISTER, {"q": "ports"}).text
    assert "counted over the newest of them" in page
    assert "counted over the newest" not in client.get(REGISTER, {"q": "piers"}).text


def test_where_the_words_stand_is_shown_and_marked(client):
    make_statement(S.ACCEPTED, source="We saw <b> & piers.\n\nNo port traced anything.", summary="In short.")

    found, listed = client.get(REGISTER, {"q": "trac"}).text, client.get(REGISTER).text

    assert "No port <mark>traced</mark> anything." in found and "In short." not in found
    assert "&lt;b&gt; &amp;" in found
    assert "In short." in listed and "<mark>" not in listed


def test_the_page_is_light_and_the_same_for_everyone(client):
    judge, words = CoordinatorFactory(), {"title": "A title of a usual length about tracing and marking"}
    for _number in range(8):
        make_statement(S.ACCEPTED, summary="s " * 60, coordinator=judge, **words)
    anonymous = client.get(REGISTER)
    client.force_login(Statement.objects.first().organization.members.get())

    assert len(anonymous.content) <= 16 * 1024
    assert client.get(REGISTER).content == anonymous.content
    assert "Cookie" not in anonymous.headers.get("Vary", "") and not anonymous.cookies
    assert "<script" not in anonymous.text and " style=" not in anonymous.text


def test_the_register_is_only_read(client):
    assert client.post(REGISTER).status_code == 405
    assert client.head(REGISTER).status_code == 200
    assert reverse("statements:statement_list") == REGISTER
