"""Words that were parted at the end of a line."""

import pytest

from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.joining import SOFT, Joiner
from dialogues.resolutions.reading.lines import Line


def joined(*texts, elsewhere=""):
    """The lines as one, what was left out, and what is doubted."""
    lines = [Line(number, text, gap=False, page=False) for number, text in enumerate(texts, start=1)]
    findings = Findings()
    text = Joiner([*lines, Line(99, elsewhere, gap=True, page=False)], findings).join(lines)
    return text, [(one.line, one.text, one.why) for one in findings.left_out], [one.text for one in findings.doubts]


@pytest.mark.parametrize(
    ("texts", "elsewhere", "expected"),
    [
        (("Urges", "all"), "", "Urges all"),
        (("Urges",), "", "Urges"),
        ((), "", ""),
        (("cross-", "border trade"), "", "cross-border trade"),
        (("non-", "state"), "", "non-state"),
        (("start-", "up firms"), "a start-up", "start-up firms"),
        (("Euro-", "Asian trade"), "", "Euro-Asian trade"),
        (("follow-up-", "meeting"), "", "follow-up-meeting"),
        (("2019-", "2024"), "", "2019-2024"),
        (("and –", "more"), "", "and – more"),
        (("10 -", "all"), "", "10 - all"),
        (("see CTOC/COP/", "WG.4/2022/4"), "", "see CTOC/COP/WG.4/2022/4"),
        (("A/", "C.3/78/L.12"), "", "A/C.3/78/L.12"),
        (("and/", "or"), "", "and/ or"),
        (("关切地", "注意"), "", "关切地注意"),
    ],
)
def test_hyphens_that_belong_to_a_word_stay(texts, elsewhere, expected):
    assert joined(*texts, elsewhere=elsewhere) == (expected, [], [])


@pytest.mark.parametrize(
    ("texts", "elsewhere", "expected", "hyphen"),
    [
        (("imple-", "mentation"), "Implementation", "implementation", "-"),
        (("crimi\u2010", "nalité"), "la criminalité", "criminalité", "\u2010"),
        (("traf\u2010", "ficking"), "", "trafficking", "\u2010"),
        (("organi-", "zación,"), "Organización", "organización,", "-"),
        (("non-", "sense"), "nonsense", "nonsense", "-"),
    ],
)
def test_a_word_that_stands_elsewhere_without_a_hyphen_loses_it_and_that_is_noted(texts, elsewhere, expected, hyphen):
    assert joined(*texts, elsewhere=elsewhere) == (expected, [(2, hyphen, "hyphen")], [])


def test_a_word_that_stands_nowhere_else_is_joined_and_doubted():
    assert joined("traf-", "ficking") == ("trafficking", [(2, "-", "hyphen")], ["traf-ficking"])


def test_a_soft_hyphen_always_goes():
    assert joined(f"cross{SOFT}", "border") == ("crossborder", [(2, SOFT, "hyphen")], [])


def test_three_lines_part_two_words():
    text, left_out, _doubts = joined("imple-", "menting regu-", "lations", elsewhere="implementing regulations")

    assert (text, [line for line, _hyphen, _why in left_out]) == ("implementing regulations", [2, 3])


def test_two_texts_are_paired_by_the_same_rules():
    findings = Findings()
    joiner = Joiner([Line(1, "implementation", gap=True, page=True)], findings)

    assert joiner.pair("imple-", "mentation", 7) == "implementation"
    assert joiner.pair("States", "parties", 8) == "States parties"
    assert [one.line for one in findings.left_out] == [7]
