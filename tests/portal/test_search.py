"""Finding words in six languages with one function for what is stored and what is asked."""

import pytest

from portal import search, words
from submissions.statements.models import Statement
from tests.factories.statements import make_statement

ENGLISH = "Printed firearms parts and tracing; naïve façade in Łódź, œuvre"
ARABIC = "جمع البيانات عن ضحايا العنف بالأسلحة النارية وتوصيات إلى الدُّوَل الأطراف"
CHINESE = "三维打印枪支部件：追查与立法的空白"
RUSSIAN = "Декларация гражданского общества: ещё один шаг"
FRENCH = "Associer les organisations locales à l’auto-évaluation"
SPANISH = "Marcaje y rastreo: lo que falta en la frontera, año 2024"


def found(query, text):
    """Whether a statement with this text is found by the query, by the database itself."""
    Statement.objects.filter(pk=found.statement.pk).update(search_text=search.fold(text))
    return Statement.objects.filter(words.holding(Statement, query)).exists()


@pytest.fixture(autouse=True)
def one_statement(db):
    found.statement = make_statement()


def test_a_text_is_found_by_its_words():
    for query, text in [
        ("FIREARMS tracing", ENGLISH),
        ("fire", ENGLISH),
        ("naive facade lodz", ENGLISH),
        ("NAÏVE", ENGLISH),
        ("oeuvre", ENGLISH),
        ("ﬁrearms", ENGLISH),
        ("الأسلحة", ARABIC),
        ("أسلحة", ARABIC),
        ("والأسلحة", ARABIC),
        ("الدول", ARABIC),
        ("الضحايا", ARABIC),
        ("枪支", CHINESE),
        ("打印枪支", CHINESE),
        ("支", CHINESE),
        ("空白", CHINESE),
        ("白", CHINESE),
        ("ДЕКЛАРАЦИЯ", RUSSIAN),
        ("еще", RUSSIAN),
        ("гражд", RUSSIAN),
        ("auto-evaluation", FRENCH),
        ("ÉVALUATION", FRENCH),
        ("ano 2024", SPANISH),
        ("frontera ano", SPANISH),
        ("２０２４", SPANISH),
        ("٢٠٢٤", SPANISH),
        ("  ", SPANISH),
    ]:
        assert found(query, text), query


def test_a_text_is_not_found_by_other_words():
    for query, text in [
        ("firearms ammunition", ENGLISH),
        ("arms", ENGLISH),
        ("سلاح", ARABIC),
        ("部枪", CHINESE),
        ("支维", CHINESE),
        ("декларации", RUSSIAN),
        ("%", ENGLISH),
        ("_", ENGLISH),
        ('"', ENGLISH),
        ("!?", ENGLISH),
        ("f%s", ENGLISH),
        ("202", SPANISH),
    ]:
        assert not found(query, text), query


@pytest.mark.parametrize("query", ['a"b', "'; DROP TABLE x", "\0", "\\", "%_%", "a" * 10_000, "枪" * 5000, "\ud800"])
def test_no_question_breaks_the_search(query):
    assert found(query, ENGLISH) in (True, False)


def test_a_long_question_is_cut():
    assert found("firearms " * 22 + "  ammunition", ENGLISH)


def test_every_word_is_asked_for_once():
    assert search.read("river river") == search.read("river")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l’auto-évaluation", ["l", "auto", "evaluation"]),
        ("枪支x部件", ["枪支", "支", "x", "部件", "件"]),
        ("وزير", ["زير"]),
        ("ون", ["ون"]),
        ("Ёлка й", ["елка", "й"]),
        ("Ελλάδα ΕΛΛΆΔΑ", ["ελλαδα", "ελλαδα"]),
        ("", []),
    ],
)
def test_tokens(text, tokens):
    assert search.tokens(text) == tokens


def test_a_folded_text_has_a_space_around_every_word():
    assert search.fold("Two words") == " two words "


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one – two, three-four", 3),
        ("三维打印", 4),
        ("三维 3D print", 4),
        ("بيانات عن الضحايا", 3),
        ("…", 0),
    ],
)
def test_words_are_counted_as_people_do(text, count):
    assert search.count_words(text) == count
