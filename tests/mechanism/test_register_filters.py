"""The filters of the documents and the search of the glossary: each alone, together, and what makes no sense."""

import re
from itertools import chain, combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from portal.mechanism import registers
from portal.mechanism.models import Document, GlossaryTerm
from tests.factories.mechanism import SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
PAGE, GLOSSARY = "/en/reference/documents/", "/en/glossary/"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ASKED = {"q": "cop", "body": "COP", "type": "resolution", "year": "2018"}
FITS = {
    "q": lambda one: "cop" in f"{one.symbol or ''}|{one.title}".lower(),
    "body": lambda one: one.body == "COP",
    "type": lambda one: one.type == "resolution",
    "year": lambda one: one.date is not None and one.date.year == 2018,
}
SETS = [names for size in range(1, 5) for names in combinations(ASKED, size)]


def found(client, where: str = PAGE, **query) -> list[str]:
    """All documents that the register finds, whatever page they stand on."""
    return [one.slug for one in client.get(where, query).context["page_obj"].paginator.object_list]


@pytest.fixture
def near_misses(loaded):
    """For each filter a document that fits all the others."""
    usual = {"body": "COP", "type": "resolution", "date": "2018-10-15"}
    for number, other in enumerate(({}, {"body": "ECOSOC"}, {"type": "decision"}, {"date": "2017-10-15"})):
        Document.objects.create(
            slug=f"made-{number}", symbol=f"COP/X/{number}", source=SourceFactory(), **{**usual, **other}
        )
    Document.objects.create(slug="made-q", symbol="Z/9", source=SourceFactory(), **usual)


def test_filters_together_find_what_fits_each_of_them_and_nothing_else(client, near_misses):
    for names in SETS:
        expected = {one.slug for one in Document.objects.all() if all(FITS[name](one) for name in names)}

        slugs = found(client, **{name: ASKED[name] for name in names})

        assert len(slugs) == len(set(slugs)) and set(slugs) == expected and "made-0" in expected, names
        assert len(expected) < Document.objects.count(), names


SENSELESS = [
    {"body": "cop"}, {"body": "No such body"}, {"type": "'; DROP TABLE"}, {"year": "0"}, {"year": "-1"},
    {"year": "20180"}, {"year": "٢٠١٨"}, {"q": "x" * 201},
]  # fmt: skip


def test_a_senseless_filter_is_named_on_the_page_and_refused_by_the_file(client):
    for query in SENSELESS:
        page = client.get(PAGE, query)
        (name,) = query

        assert page.status_code == 200 and list(page.context["form"].errors) == [name], query
        for kind in ("csv", "json", "xlsx"):
            answer = client.get(f"/reference/documents.{kind}", query)
            assert answer.status_code == 400 and answer.text.startswith(f"{name}: "), query


@pytest.mark.parametrize(
    "query", [{"q": " "}, {"q": "%"}, {"q": "_"}, {"colour": "red"}, {"page": "-3"}, {"page": "x"}]
)
def test_what_asks_nothing_leaves_everything_or_is_meant_as_it_stands(client, query):
    Document.objects.exclude(slug__in=Document.objects.all()[:3].values("slug")).delete()
    literal = query.get("q", "").strip()

    expected = [one.slug for one in Document.objects.all() if literal in f"{one.symbol or ''}{one.title}"]

    assert found(client, **query) == expected


def test_the_newest_stands_first_and_the_undated_last(client):
    for name, day in (("undated", None), ("newest", "2031-01-01")):
        Document.objects.create(
            slug=name, symbol=name, date=day, precision="day" if day else "undated", source=SourceFactory()
        )

    slugs = found(client)

    assert slugs[0] == "newest" and slugs.index("undated") >= len(slugs) - Document.objects.filter(date=None).count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_filters_find_the_same_in_every_language(client, language):
    assert found(client, f"/{language}/reference/documents/", **ASKED) == found(client, **ASKED) != []


# -- the glossary


def keys_on(client, language: str, **query) -> list[str]:
    return re.findall(r'<li id="([a-z0-9-]+)">', client.get(f"/{language}/glossary/", query).text)


def test_a_term_is_found_by_its_english_words_and_by_those_of_the_readers_language(client):
    for language in LANGUAGES:
        with translation.override(language):
            words = str(GlossaryTerm.objects.get(key="focal-point").words.term)
        page = client.get(f"/{language}/glossary/", {"q": words})

        assert keys_on(client, language, q="FOCAL poin") == keys_on(client, "en", q="focal point") != [], language
        assert page.status_code == 200 and page.context["words"] == words, language
        assert "focal-point" in keys_on(client, language, q=words) and page.context["total"] == 49, language


def test_signs_order_and_accents_of_a_question_mean_nothing(client):
    for query, all_of_them in [
        ("", True),
        ("   ", True),
        ("!?", True),
        ("point focal", False),
        ("focal -point", False),
        ("fócal", False),
    ]:
        keys = keys_on(client, "en", q=query)

        assert len(keys) == 49 if all_of_them else keys == keys_on(client, "en", q="focal point"), query


def test_the_letters_part_the_terms_and_each_letter_has_some(client):
    page = client.get(GLOSSARY)
    by_letter = {letter: keys_on(client, "en", letter=letter) for letter in page.context["letters"]}

    assert all(by_letter.values()) and [*chain(*by_letter.values())] == keys_on(client, "en")
    assert page.context["letters"] == sorted(by_letter), "the order of the alphabet"


def test_a_letter_that_no_term_begins_with_counts_as_not_asked(client):
    for letter in ["f", "FO", "é", "٣", "<", " F"]:
        page = client.get(GLOSSARY, {"letter": letter})

        assert page.status_code == 200 and page.context["letter"] == "" and len(page.context["terms"]) == 49, letter


def test_a_question_that_is_too_long_is_cut_and_not_refused(client):
    page = client.get(GLOSSARY, {"q": "focal " * 400})

    assert page.status_code == 200 and len(page.context["words"]) == 200 and page.context["terms"]


# The anchors that were published; one may come, none may go: others cite them.
ANCHORS = [
    "untoc", "protocols", "cop", "review-mechanism", "procedures-and-rules", "general-review", "country-review",
    "drawing-of-lots", "groups", "cluster", "cluster-1", "clusters-2-3-4", "phase", "state-under-review",
    "reviewing-state", "focal-point", "governmental-expert", "observer-revmod", "note-verbale",
    "preliminary-consultation", "self-assessment", "written-feedback", "list-of-observations", "summary",
    "revmod", "sherloc", "secretariat", "civil-society-unit", "se4u", "working-groups", "constructive-dialogue",
    "preparation-day", "agenda", "panel", "chair", "chairs-summary", "written-statement", "oral-statement",
    "declaration", "alliance", "stakeholder", "ecosoc-status", "observer-status", "non-objection",
    "extended-bureau", "group-of-friends", "parallel-report", "document-symbol", "paragraphs",
]  # fmt: skip


def test_the_anchors_stay_and_stand_once_on_the_page(client):
    ids = re.findall(r' id="([^"]+)"', client.get(GLOSSARY).text)

    assert set(ANCHORS) <= set(GlossaryTerm.objects.values_list("key", flat=True))
    assert len(ids) == len(set(ids)) and set(ANCHORS) <= set(ids)
    assert keys_on(client, "ar") and set(keys_on(client, "ar")) == set(keys_on(client, "en"))


def test_every_word_that_a_template_explains_is_a_term_of_the_glossary():
    used = {
        key
        for template in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for key in re.findall(r'{% term "([^"]*)"', template.read_text(encoding="utf-8"))
    }

    assert used and used <= set(GlossaryTerm.objects.values_list("key", flat=True))


def test_a_term_with_markup_is_text_on_the_page_and_in_linked_data(client):
    GlossaryTerm.objects.create(key="odd", term="<b>Odd</b>", definition="</script><script>alert(1)</script>")

    page = client.get(GLOSSARY).text
    data = registers.term_set()["hasDefinedTerm"]

    assert "<b>Odd" not in page and "<script>alert" not in page
    assert [one["name"] for one in data if one["termCode"] == "odd"] == ["<b>Odd</b>"]
