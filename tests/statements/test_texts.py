"""From what people type to what is stored, its checks, its numbers."""

import hashlib
import re

import pytest
from django.core.exceptions import ValidationError

from submissions.statements import references, texts
from submissions.statements.checklist import checklist, problems
from submissions.statements.models import ReferenceSeries, StatementState, StatementVersion
from tests.factories.statements import make_call, make_statement, some_content

S = StatementState


def written(**fields):
    version = StatementVersion()
    texts.write(version, some_content(instruments=[], **fields))
    return version


@pytest.mark.django_db
def test_a_script_stays_text():
    version = written(title="<script>alert(1)</script>", source="<img src=x onerror=alert(1)>\n\n## <b>x</b>")

    assert version.title == "<script>alert(1)</script>"
    assert version.body == "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n<h2>&lt;b&gt;x&lt;/b&gt;</h2>"
    assert version.body_text == "<img src=x onerror=alert(1)>\n\n<b>x</b>"


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["é\r\nx", "é\nx", "e\u0301 \rx", "\n\né\nx\n\n"])
def test_the_same_text_has_the_same_fingerprint_from_every_browser(source):
    version = written(title=" A  title ", source=source, language="fr")

    assert texts.fingerprint(version) == hashlib.sha256("fr\nA title\né\nx".encode()).hexdigest()


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"language": "es"}, {"title": "Other"}, {"source": "Other"}])
def test_language_title_and_text_are_in_the_fingerprint(other):
    words = {"language": "fr", "title": "Title", "source": "Text"}

    assert texts.fingerprint(written(**words)) != texts.fingerprint(written(**{**words, **other}))


@pytest.mark.django_db
def test_the_register_finds_by_reference_title_summary_and_words():
    version = written(title="L’Été", summary="Two", source="## Three\n\nfour", language="fr")

    assert texts.found_by("CSP/1", version) == {
        "search_text": " csp 1 l ete two three four ",
        "title_key": "l ete",
        "language": "fr",
    }
    assert texts.found_by("", version).keys() == texts.NOT_FOUND.keys()


@pytest.mark.django_db
def test_the_checklist_ticks_what_is_there():
    whole = make_statement()
    empty = make_statement(title="", source="", summary="", instruments=[])

    assert [check.done for check in checklist(whole, whole.current)] == [True, True, True, True]
    assert [check.done for check in checklist(empty, empty.current)] == [False, False, False, False]
    assert (len(problems(whole, whole.current)), len(problems(empty, empty.current))) == (0, 3)


@pytest.mark.django_db
def test_a_receipt_is_easy_to_read_out_and_new():
    receipts = {references.new_receipt() for _ in range(200)}

    assert len(receipts) == 200
    assert all(re.fullmatch(r"R-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{2}", receipt) for receipt in receipts)


@pytest.mark.django_db
def test_a_receipt_that_is_taken_is_not_given_again(monkeypatch):
    taken = make_statement(S.SUBMITTED).receipt.replace("R", "", 1).replace("-", "")
    signs = iter(taken + "222222")
    monkeypatch.setattr(references.secrets, "choice", lambda alphabet: next(signs))

    assert references.new_receipt() == "R-2222-22"


@pytest.mark.django_db
def test_references_count_up_under_the_prefix_of_the_settings(settings):
    settings.REFERENCE_PREFIX = "XYZ"

    assert [references.next_reference("2024/FA/WS") for _ in range(3)][2] == "XYZ/2024/FA/WS/3"
    assert str(ReferenceSeries.objects.get()) == "XYZ/2024/FA/WS/3"


def test_a_reference_in_an_address_is_lower_case_with_dashes():
    assert references.slug_of("CSP/2024/FA/WS/12") == "csp-2024-fa-ws-12"
    assert references.reported_stem(2024) == "2024/RS"


@pytest.mark.django_db
@pytest.mark.parametrize("stem", ["2024/fa", "2024-FA", "/2024", "2024//FA", "2024 FA"])
def test_a_stem_that_would_spoil_addresses_is_refused(stem):
    call = make_call()
    call.reference_stem = stem

    with pytest.raises(ValidationError, match="capital letters"):
        call.full_clean()
