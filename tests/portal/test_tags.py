"""Tags of every template."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from organizations.models import Organization


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_days_and_moments_are_time_elements():
    at = datetime(2024, 5, 24, 16, tzinfo=UTC)

    assert render("{{ d|day }}", d=date(2024, 4, 5)) == '<time datetime="2024-04-05">5 April 2024</time>'
    assert render("{{ d|day:'short' }}", d=datetime(2024, 4, 4, 22, 30, tzinfo=UTC)).endswith("5 Apr 2024</time>")
    assert render("{{ d|moment }}", d=at).endswith(">Friday 24 May 2024, 18:00 CEST</time>")
    assert render("{{ d|clock }} {{ d|in_utc }}", d=at).endswith('">18:00</time> 16:00 UTC')


def test_what_is_not_known_is_empty():
    assert render("{{ d|day }}{{ d|moment }}{{ d|clock }}{{ d|in_utc }}", d=None) == ""


def test_a_state_has_shape_and_words():
    record = Organization(state=Organization.State.VERIFIED)

    assert render("{% state r %}", r=record) == '<span class="st st--on">Verified</span>'
    assert render("{% status words %}", words="<b>") == '<span class="st">&lt;b&gt;</span>'


def test_text_in_another_language_says_so():
    assert render("<p{{ l|foreign }}>", l="ar") == '<p lang="ar" dir="rtl">'
    assert render("<p{{ l|foreign }}>", l="en") == "<p>"
    with translation.override("ar"):
        assert render("<p{{ l|foreign }}>", l="en") == '<p lang="en" dir="ltr">'


def test_languages_are_named_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert render("{{ l|language_name }}", l="zh-hans") == "chinois simplifié"


@pytest.mark.parametrize(
    ("code", "name"),
    [("sw", "Swahili"), ("pt-br", "Brazilian Portuguese"), ("en-za", "English"), ("tlh", "Klingon"), ("qqq", "qqq"),
     ("", ""), ("not a code", "not a code")],
)  # fmt: skip
def test_a_language_is_called_by_its_own_name_and_an_unknown_one_by_its_code(code, name):
    assert render("{{ l|language_name }}", l=code) == name


def test_the_trail_pairs_addresses_and_words():
    html = render('{% crumbs "/en/" "Home" "/en/statements/" words %}', words="<Statements>")

    assert '<a href="/en/">Home</a>' in html
    assert "&lt;Statements&gt;" in html


@pytest.mark.parametrize(
    ("number", "first", "last"), [(1, None, "page=2"), (2, "page=1", "page=3"), (3, "page=2", None)]
)
def test_pages_of_a_list_keep_its_filters(number, first, last):
    page = Paginator(range(5), 2).page(number)
    request = RequestFactory().get("/", {"q": "a&b", "page": "2"})

    html = render("{% pager page %}", page=page, request=request)

    assert "q=a%26b&amp;page=" in html
    assert html.count("q=a%26b") == (first is not None) + (last is not None)
    for link in filter(None, (first, last)):
        assert link in html


def test_one_page_needs_no_pager():
    page = Paginator([1], 2).page(1)

    assert "<nav" not in render("{% pager page %}", page=page, request=RequestFactory().get("/"))


def test_the_tally_has_one_stroke_for_each_review():
    html = render("{% tally f 'big' %}", f=SimpleNamespace(value=73, of=189))

    assert 'viewBox="0 0 189 1"' in html
    assert 'd="M.3.5H73"' in html
    assert "tally--big" in html
    assert "<svg" not in render("{% tally f %}", f=None)


def test_a_template_reads_no_secret_setting():
    assert render('{% setting "SECRET_KEY" %}') == ""
    assert render('{% setting "REFERENCE_PREFIX" %}') == "CSP"


@pytest.mark.parametrize(
    ("language", "facts", "label", "end"),
    [("en", ", ", ": ", ". "), ("ar", "، ", ": ", ". "), ("fr", ", ", "\u00a0: ", ". "), ("zh-hans", "，", "：", "。")],
)
def test_the_signs_between_two_words_are_those_of_the_language(language, facts, label, end):
    with translation.override(language):
        assert render("{% separator %}|{% colon %}|{% stop %}|{% separator 'en' %}") == f"{facts}|{label}|{end}|, "


def test_the_name_of_english_is_written_in_arabic_as_the_united_nations_write_it():
    with translation.override("ar"):
        assert render("{{ 'en'|language_name }}, {{ 'fr'|language_name }}") == "الإنكليزية, الفرنسية"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Border districts", "Border districts"),
        ("Border districts and ports", "Border districts…"),
        ("Border districts, ports and roads", "Border districts…"),
        ("Grenzbezirksverwaltungsreform heute", "Grenzbezirksverwalt…"),
        (
            "研究边境地区的枪支零部件和弹药的流动情况及其后果的民间社会组织",
            "研究边境地区的枪支零部件和弹药的流动情况…"[:19] + "…",
        ),
        ("", ""),
    ],
)
def test_a_text_is_cut_between_words_where_there_are_some(text, shown):
    assert render("{{ text|in_brief:20 }}", text=text) == shown
