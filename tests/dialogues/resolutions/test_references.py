"""Numbers of resolutions and decisions, articles of instruments, and symbols, as texts print them."""

import pytest

from dialogues.resolutions.reading.references import references_in
from dialogues.resolutions.reading.symbols import LONE_SYMBOL, symbols_in


def found(text):
    return [f"{one.kind} {one.number} {one.of}".strip() for one in references_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("its resolution 10/4", ["resolution 10/4"]),
        ("Resolutions 9/1, 9/2 and 10/4", ["resolution 9/1", "resolution 9/2", "resolution 10/4"]),
        ("sa résolution 10/4 du 16 octobre 2020", ["resolution 10/4"]),
        ("ses résolutions 9/1 du 19 octobre 2018 et 10/4", ["resolution 9/1", "resolution 10/4"]),
        ("su resolución 10/4, de 16 de octubre de 2020", ["resolution 10/4"]),
        ("sus resoluciones 9/1 y 10/4, así como 8/2", ["resolution 9/1", "resolution 10/4", "resolution 8/2"]),
        ("ses décisions 4/2 et 4/3", ["decision 4/2", "decision 4/3"]),
        ("sus decisiones 4/2 y 4/3", ["decision 4/2", "decision 4/3"]),
        ("resolution 75/196 A of 2020", ["resolution 75/196 A"]),
        ("resolution 75/196 As agreed", ["resolution 75/196"]),
        ("resolution 10/4 and resolution 10/4", ["resolution 10/4"]),
        ("resolution 1373 (2001)", []),
        ("resolution on matters of 24/7 work", []),
        ("the irresolution 3/4 of some", []),
        ("", []),
    ],
)
def test_numbers_are_gathered_until_other_words_come(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("article 16 of the Organized Crime Convention", ["article 16 UNTOC"]),
        ("articles 5 and 6 of the Firearms Protocol", ["article 5 FIREARMS", "article 6 FIREARMS"]),
        ("Article 18 bis of the Convention against Transnational Organized Crime", ["article 18 bis UNTOC"]),
        ("l’article 18 de la Convention contre la criminalité transnationale organisée", ["article 18 UNTOC"]),
        (
            "los artículos 7 y 8 del Protocolo contra el tráfico ilícito de migrantes",
            ["article 7 SOM", "article 8 SOM"],
        ),
        ("el artículo 9 del Protocolo sobre la trata de personas", ["article 9 TIP"]),
        ("l’article 10 du Protocole sur les armes à feu", ["article 10 FIREARMS"]),
        ("the Smuggling of Migrants Protocol, and article 6 thereof", ["article 6 SOM"]),
        ("article 6 thereof", ["article 6"]),
        ("article 6; and the Firearms Protocol", ["article 6"]),
        ("article 6, or article 7 of the Firearms Protocol", ["article 6", "article 7 FIREARMS"]),
        ("an article of the newspaper", []),
        ("articles of association 5", []),
    ],
)
def test_an_article_belongs_to_the_instrument_that_is_named_with_it(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("see CTOC/COP/WG.4/2022/4.", ["CTOC/COP/WG.4/2022/4"]),
        (
            "A/C.3/78/L.12/Rev.1, A/77/3/Add.2 and A/77/3/Corr.1",
            ["A/C.3/78/L.12/Rev.1", "A/77/3/Add.2", "A/77/3/Corr.1"],
        ),
        ("(E/CN.15/2023/L.3/Rev.1/Corr.2)", ["E/CN.15/2023/L.3/Rev.1/Corr.2"]),
        ("A/RES/79/401 A/RES/79/401", ["A/RES/79/401"]),
        ("S/RES/2388 (2017)", ["S/RES/2388"]),
        ("A/CONF.234/16, chap. I", ["A/CONF.234/16"]),
        ("S/he and A/or, DNA/77/3, xA/77/3", []),
        ("https://undocs.org/A/77/3", []),
        ("", []),
    ],
)
def test_symbols_keep_their_revisions_and_lose_the_full_stop_of_the_sentence(text, symbols):
    assert symbols_in(text) == symbols


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("CTOC/COP/2022/L.5/Rev.1", "CTOC/COP/2022/L.5/Rev.1"),
        ("CTOC/COP/2022/L.5*", "CTOC/COP/2022/L.5"),
        ("United Nations   A/77/3", "A/77/3"),
        ("Nations Unies A/77/3/Add.1**", "A/77/3/Add.1"),
        ("Naciones Unidas E/CN.7/2024/2", "E/CN.7/2024/2"),
        ("See A/77/3", None),
        ("A/77/3 and more", None),
        ("A/77/3****", None),
    ],
)
def test_a_line_that_is_a_symbol_may_have_a_letterhead_and_stars(words, symbol):
    match = LONE_SYMBOL.fullmatch(words)

    assert (match["symbol"] if match else None) == symbol


def test_kinds_come_in_their_order_and_each_reference_once():
    text = "See A/77/3, article 5 of the Firearms Protocol, decision 4/2, resolution 10/4, A/77/3 and decision 4/2."

    assert found(text) == ["decision 4/2", "resolution 10/4", "article 5 FIREARMS", "symbol A/77/3"]
