"""One table of texts and their words: the server, and the script of the writing page, count each alike."""

import json
import subprocess

import pytest

from portal import prose
from submissions.statements import texts
from submissions.statements.models import StatementVersion
from tests.runs import SCRIPTS

CASES = json.loads((SCRIPTS / "words.json").read_text(encoding="utf-8"))
READ = {"plain": prose.from_plain, "html": prose.clean}
MARKED = [case for case in CASES if case["notation"] == "plain"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["value"])[:40])
def test_the_server_counts_the_words_of_what_is_stored(case):
    version = StatementVersion(body=READ[case["notation"]](case["value"]))
    texts.measure(version)

    assert version.word_count == case["words"]


@pytest.mark.browser
@pytest.mark.node
def test_the_script_counts_a_text_with_marks_as_the_server_does():
    asked = json.dumps([case["value"] for case in MARKED])
    done = subprocess.run(
        ["node", SCRIPTS / "count_words.mjs"], input=asked, capture_output=True, check=True, text=True
    )

    counted = json.loads(done.stdout)

    wrong = [(case, count) for case, count in zip(MARKED, counted, strict=True) if count != case["words"]]
    assert wrong == []
