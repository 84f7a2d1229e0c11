"""What a text can speak about is found by a few words, and named by keys."""

import pytest
from django.utils import translation

from portal.mechanism import topics
from portal.mechanism.models import Article, Instrument

pytestmark = pytest.mark.django_db


def keys(words: str) -> list[str]:
    return [topic.key for topic in topics.find(words)]


def test_a_topic_is_found_by_its_names_in_any_language_and_by_its_number():
    for words, key in [
        ("kenya", "state:KEN"),
        ("Côte", "state:CIV"),
        ("cote d'ivoire", "state:CIV"),
        ("肯尼亚", "state:KEN"),
        ("Кения", "state:KEN"),
        ("كينيا", "state:KEN"),
        ("KEN", "state:KEN"),
        ("article 20", "article:UNTOC-20"),
        ("untoc 32", "article:UNTOC-32"),
        ("marking firearms", "article:FIREARMS-8"),
        ("cluster iv", "cluster:4"),
        ("16.2", "target:16.2"),
    ]:
        assert key in keys(words), words


def test_names_that_begin_with_the_word_come_first_and_there_are_few():
    assert keys("niger")[0] in {"state:NER", "state:NGA"}
    assert len(keys("a")) <= topics.MOST_FOUND and len(keys("united")) >= 3
    assert keys("") == keys("?!") == keys("no such thing at all") == []


def test_labels_are_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert topics.find("kenya")[0].label == "Kenya"
        assert topics.find("germany")[0].label == "Allemagne"


def test_keys_lead_to_rows_and_back_and_unknown_ones_to_nothing():
    chosen = ["state:KEN", "article:UNTOC-20", "cluster:4", "target:16.2"]
    made_up = [
        "state:XXX",
        "article:UNTOC-999",
        "article:",
        "cluster:9",
        "cluster:x",
        "planet:earth",
        "",
        ":",
        "target:",
    ]

    rows = topics.rows_of(chosen + made_up)

    assert [topic.key for topic in topics.topics_of(rows)] == chosen


def test_finding_asks_the_database_as_often_for_one_article_as_for_more(django_assert_num_queries):
    with django_assert_num_queries(len(topics.KINDS)):
        topics.find("article")
    instrument = Instrument.objects.get(code="UNTOC")
    source = instrument.source
    Article.objects.create(instrument=instrument, number=200, title="Added", source=source)
    with django_assert_num_queries(len(topics.KINDS)):
        topics.find("article")
