"""Thirty questions in six languages find the same statements on every database, and none breaks the register."""

import pytest

from submissions.statements.models import StatementState
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
REGISTER = "/en/statements/"
TEXTS = {
    "en": ("Tracing printed firearms", "Printed firearms parts, illicit trafficking and tracing; a naïve façade."),
    "fr": (
        "Associer les organisations",
        "L’auto-évaluation associe les organisations locales à la traçabilité, œuvre.",
    ),
    "es": ("Marcaje y rastreo", "Marcaje y rastreo en la frontera: lo que falta el año 2024, según las víctimas."),
    "ru": ("Декларация общества", "Декларация гражданского общества: ещё один шаг против торговли оружием."),
    "ar": ("بيانات عن الضحايا", "جمع البيانات عن ضحايا العنف بالأسلحة النارية وتوصيات إلى الدُّوَل الأطراف."),
    "zh-hans": ("三维打印枪支", "三维打印枪支部件：追查与立法的空白，跨国有组织犯罪。"),
}
QUESTIONS = {
    "firearms": {"en"}, "FIREARMS Tracing": {"en"}, "fire": {"en"}, "arms": set(), "naive facade": {"en"},
    "ﬁrearms": {"en"}, '"illicit trafficking"': {"en"}, '"trafficking illicit"': set(), "“illicit trafficking”": {"en"},
    "trafficking illicit": {"en"}, "auto-évaluation": {"fr"}, "EVALUATION": {"fr"}, "oeuvre": {"fr"},
    "tracabilite": {"fr"}, "ano 2024": {"es"}, "ano ２０２４": {"es"}, "202": set(), "victimas": {"es"},
    "«lo que falta»": {"es"}, "ещё": {"ru"}, "ЕЩЕ ШАГ": {"ru"}, "декларации": set(), "الأسلحة": {"ar"},
    "أسلحة": {"ar"}, "والأسلحة": {"ar"}, "الدول": {"ar"}, "بيانات": {"ar"}, "枪支": {"zh-hans"},
    "打印枪支": {"zh-hans"}, '"枪支部件"': {"zh-hans"}, '"部件枪支"': set(), "枪": {"zh-hans"}, "部枪": set(),
    "tracing OR rastreo": set(), "firearms AND tracing": {"en"}, "-firearms": {"en"}, 'fire"arms': set(),
    'firearms"': {"en"}, '"': set(), "NEAR(firearms tracing)": set(), "title:firearms": set(), "*": set(),
    "firearms*": {"en"}, "(firearms": {"en"}, "fire & arms | !x": set(), "'firearms':*": {"en"}, "\\": set(),
    "firearms <-> tracing": {"en"}, "'; DROP TABLE x": set(), "%": set(), "f_rearms": set(),
    "a" * 190: set(), "枪" * 190: set(), "(" * 190: set(), "   ": set(TEXTS),
}  # fmt: skip


@pytest.fixture
def six(db):
    """One statement in each language."""
    call = make_call()
    for language, (title, source) in TEXTS.items():
        make_statement(StatementState.ACCEPTED, call=call, language=language, title=title, source=source)


def found(client, question):
    """The languages of the statements that a question finds."""
    page = client.get(REGISTER, {"q": question})
    assert page.status_code == 200, question
    return {statement.current.language for statement in page.context["page_obj"]}


def test_every_question_finds_the_same_on_every_database(client, six):
    assert {question: found(client, question) for question in QUESTIONS} == QUESTIONS


def test_a_question_of_ten_thousand_letters_is_refused_in_words_or_as_an_address(client, six):
    for question in ("枪" * 10_000, '"' * 10_000, "a " * 5_000):
        assert client.get(REGISTER, {"q": question}).status_code in (200, 400)
