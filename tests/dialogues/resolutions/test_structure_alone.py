"""Texts in Russian, Arabic and Chinese: paragraphs by their numbers, and the honest word that no more is read."""

from pathlib import Path

import pytest

from dialogues.resolutions.reading import Strength, read
from tests.dialogues.resolutions.accounts import missing_and_made_up

TEXTS = Path(__file__).parent / "texts"
SESSIONS = {"russian": "Тринадцатая сессия", "arabic": "الدورة الثالثة عشرة", "chinese": "第十三届会议"}
CODES = {"russian": "ru", "arabic": "ar", "chinese": "zh-hans"}


def anchors(paragraphs):
    for paragraph in paragraphs:
        yield paragraph.anchor
        yield from anchors(paragraph.parts)


@pytest.mark.parametrize("name", SESSIONS)
def test_the_heading_and_the_structure_are_read_and_their_addresses_are_those_of_other_languages(name):
    text = (TEXTS / f"{name}.txt").read_text()

    resolution = read(text)
    heading = resolution.heading

    assert missing_and_made_up(text, resolution) == ({}, {})
    assert (resolution.written_in, heading.body) == (CODES[name], "Conference of the Parties")
    assert (heading.symbol, heading.session, heading.session_name) == ("CTOC/COP/2026/L.7", None, SESSIONS[name])
    assert (heading.date.isoformat(), len(heading.sponsors), heading.status) == ("2026-10-14", 2, "draft")
    assert len(resolution.preambular) >= 2 and heading.title
    found = list(anchors(resolution.operative))
    assert found[:4] == ["OP1", "OP1-a", "OP1-b", "OP1-b-i"] and found[-1] == "OP2"


@pytest.mark.parametrize("name", SESSIONS)
def test_that_no_words_are_read_is_said_once_and_nothing_is_guessed(name):
    resolution = read((TEXTS / f"{name}.txt").read_text())

    doubts = [doubt.why for doubt in resolution.doubts]
    assert doubts.count("structure") == 1 and "no_lead" not in doubts
    assert {(one.lead, one.strength, one.addressees) for one in resolution.operative} == {("", Strength.UNKNOWN, ())}


def test_chinese_lines_are_joined_without_a_blank():
    resolution = read((TEXTS / "chinese.txt").read_text())

    assert resolution.preambular[1].text == "关切地注意到许多哨所没有灯，"
    assert resolution.annexes[0].title.text == "指南"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("(أ) (ب) (ج) (د)", "a b c d"),
        ("а) б) в) г)", "a b c d"),
        ("（一） （二） （十一）", "i ii xi"),
        ("㈠ ㈡ ㈢ ㈣", "i ii iii iv"),
        ("(١) (٢)", "1 2"),
    ],
)
def test_numbers_of_other_scripts_become_the_same_addresses(marks, expected):
    items = "\n\n".join(f"{mark} 灯;" for mark in marks.split())
    resolution = read(f"The General Assembly,\n\n1. Urges States:\n\n{items}")

    assert [one.anchor for one in resolution.operative[0].parts] == [f"OP1-{one}" for one in expected.split()]
    assert [one.label for one in resolution.operative[0].parts] == marks.split()
