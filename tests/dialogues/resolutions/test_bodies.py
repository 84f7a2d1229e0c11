"""The body that speaks, and the line with which it begins to."""

import pytest

from dialogues.resolutions.reading.blocks import blocks_of
from dialogues.resolutions.reading.bodies import BODIES, body_named, opening_in
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.lines import lines_of
from dialogues.resolutions.reading.opening import find_opening

COP, ASSEMBLY = "Conference of the Parties", "General Assembly"


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("The Conference of the Parties", COP),
        ("Conference of the Parties to the United Nations Convention against Transnational Organized Crime", COP),
        ("Conférence des Parties à la Convention", COP),
        ("La Conferencia de las Partes en la Convención", COP),
        ("Resolution adopted by the General Assembly", ASSEMBLY),
        ("l’Assemblée générale", ASSEMBLY),
        ("la Asamblea General", ASSEMBLY),
        ("Conseil économique et social", "Economic and Social Council"),
        ("Comisión de Estupefacientes", "Commission on Narcotic Drugs"),
        ("Commission pour la prévention du crime et la justice pénale", BODIES[3][0]),
        ("Conseil des droits de l'homme", "Human Rights Council"),
        ("El Consejo de Seguridad", "Security Council"),
        ("The town council", ""),
        ("", ""),
    ],
)
def test_bodies_are_known_by_their_names_in_three_languages(words, body):
    assert body_named(words) == body


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The General Assembly,", "en"), ("L’Assemblée générale,", "fr"), ("L'Assemblée générale,", "fr"),
        ("La Asamblea General,", "es"), ("La Conférence des Parties,", "fr"), ("La Conferencia de las Partes,", "es"),
        ("El Consejo de Derechos Humanos,", "es"), ("Le Conseil de sécurité,", "fr"), ("The Assembly,", None),
        ("General Assembly", None), ("the General Assembly,", None), ("", None),
    ],
)  # fmt: skip
def test_the_opening_tells_the_language(words, language):
    found = opening_in(words)

    assert (found[0] if found else None) == language


def opening_of(text):
    found = find_opening(blocks_of(lines_of(text, Findings())))
    return (found.place, found.language, found.body, found.lines, found.decides) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n\nThe General Assembly,\nRecalling all", (1, "en", ASSEMBLY, 1, False)),
        ("*The General Assembly*,\n\nRecalling all", (0, "en", ASSEMBLY, 1, False)),
        ("The Conference of the Parties to the United\nNations Convention,\n\nRecalling", (0, "en", COP, 2, False)),
        ("The General Assembly decides to meet.", (0, "en", ASSEMBLY, 0, True)),
        ("La Asamblea General decide reunirse.", (0, "es", ASSEMBLY, 0, True)),
        ("L’Assemblée générale décide de se réunir.", (0, "fr", ASSEMBLY, 0, True)),
        ("At its 5th meeting, on 20 October 2022, the General Assembly met.", (0, "en", ASSEMBLY, 0, True)),
        ("À sa 5e séance, le 20 octobre 2022, la Conférence des Parties a décidé.", (0, "fr", COP, 0, True)),
        ("En su quinta sesión, la Conferencia de las Partes decidió", (0, "es", COP, 0, True)),
        ("The General Assembly Hall is large.", None),
        ("At its 5th meeting, on 20 October 2022, the Bureau met.", None),
        ("General Assembly", None),
    ],
)
def test_the_opening_is_the_body_alone_or_the_body_and_its_verb(text, expected):
    assert opening_of(text) == expected
