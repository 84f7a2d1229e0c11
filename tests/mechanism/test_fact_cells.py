"""Cells of tables of facts: what each column takes, which mistake is named where, and what a spreadsheet says too."""

import io
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from portal.mechanism import bringing
from portal.mechanism.fact_forms import TABLES, form_of, ground_of, known_names, loose_day
from portal.mechanism.models import FactTable, Figure, Party, Review, Source
from portal.mechanism.naming import states_by_name
from portal.records import InvalidMove
from tests.factories.mechanism import PartyFactory, SourceFactory, StateFactory
from tests.factories.organizations import CoordinatorFactory, SafetyOfficerFactory, UserFactory, make_account

pytestmark = pytest.mark.django_db
GOOD = {
    "sources": {"citation": "A new report", "trust": "official"},
    "parties": {"state": "KEN", "instrument": "UNTOC", "source": "A gazette", "as_of": "2024"},
    "reviews": {"state": "KEN", "cluster": "I", "source": "A gazette", "as_of": "2024-04-05"},
    "focal_points": {"state": "KEN", "office": "Law Office", "source": "A gazette", "as_of": "2024"},
    "figures": {
        "topic": "reviews-x", "scope": "all", "value": "3", "unit": "reviews", "source": "A gazette", "as_of": "2024",
    },
}  # fmt: skip


@pytest.fixture
def gazette(loaded):
    return SourceFactory(citation="A gazette")


def as_csv(*rows: dict[str, str]) -> SimpleUploadedFile:
    lines = [list(rows[0]), *([row.get(name, "") for name in rows[0]] for row in rows)]
    return SimpleUploadedFile("facts.csv", "\n".join(";".join(line) for line in lines).encode())


def bring(kind: str, *rows: dict[str, str], by=None) -> FactTable:
    return bringing.dry_run(as_csv(*rows), kind, by=by)


BAD = [
    ("sources", "citation", "", "is empty"),
    ("sources", "trust", "very", "not one of the available choices"),
    ("sources", "url", "javascript:alert(1)", "valid URL"),
    ("sources", "citation", "x" * 801, "at most 800"),
    ("parties", "state", "Atlantis", "nothing here is called “Atlantis”"),
    ("parties", "state", "", "is empty"),
    ("parties", "instrument", "GENEVA", "nothing here is called “GENEVA”"),
    ("parties", "source", "No such paper", "nothing here is called"),
    ("parties", "kind", "joined", "not one of the available choices"),
    ("parties", "date", "31.02.2004", "valid date"),
    ("parties", "signed_on", "soon", "valid date"),
    ("parties", "date", "05/04/2024", "write year, month, day: 2024-04-05"),
    ("parties", "signed_on", "5 April 2024", "write year, month, day"),
    ("parties", "as_of", "05/04/2024", "write year, month, day"),
    ("parties", "as_of", "2024-13", "valid date"),
    ("parties", "as_of", "spring 2024", "valid date"),
    ("reviews", "cluster", "V", "nothing here is called “V”"),
    ("reviews", "phase", "finished", "not one of the available choices"),
    ("reviews", "focal_point_named", "maybe", "write yes, no, or nothing"),
    ("focal_points", "office", "", "is empty"),
    ("focal_points", "office", "x" * 201, "at most 200"),
    ("figures", "topic", "two words", "valid “slug”"),
    ("figures", "value", "many", "number"),
    ("figures", "value", "1.234", "decimal places"),
    ("figures", "comparator", "roughly", "not one of the available choices"),
    ("figures", "of", "-3", "greater than or equal to 0"),
    ("figures", "instrument", "GENEVA", "nothing here is called"),
]


def test_a_cell_at_fault_is_named_with_its_row_and_its_column_alone(gazette):
    for kind, column, cell, says in BAD:
        problems = bring(kind, {**GOOD[kind], column: cell, "": "x"}).problems

        assert len(problems) == 1, problems
        assert problems[0].startswith(f"Row 2, column {column}: ") and says in problems[0], problems


@pytest.mark.parametrize(
    "kind, cells, column, says",
    [
        ("parties", {"kind": "signature", "date": "2004-06-16"}, "state", "only signed"),
        ("parties", {"signed_on": "2004-06-17", "date": "2004-06-16"}, "state", "older than the signature"),
        ("reviews", {"phase": "", "phase_as_of": "2024-01-01"}, "state", "needs a phase"),
        ("figures", {"value": "9", "of": "3"}, "topic", "larger than the whole"),
        ("figures", {"value": "-1"}, "topic", "cannot be negative"),
    ],
)
def test_what_is_wrong_with_a_row_as_a_whole_stands_at_its_first_key(gazette, kind, cells, column, says):
    [problem] = bring(kind, {**GOOD[kind], **cells}).problems

    assert problem.startswith(f"Row 2, column {column}: ") and says in problem


def test_every_kind_of_table_is_clean_with_its_required_columns_alone(gazette):
    for kind in FactTable.Kind.values:
        assert set(TABLES[kind].required) <= set(GOOD[kind]) <= set(TABLES[kind].columns), kind
        found = bring(kind, GOOD[kind])
        assert (found.problems, len(bringing.differences(found))) == ([], 1), kind


@pytest.mark.parametrize(
    "text, kept",
    [
        ("2024", ("2024-01-01", "year")), ("2024-05", ("2024-05-01", "month")), ("2024-05-06", ("2024-05-06", "day")),
        ("Undated", ("", "undated")), ("", ("", "day")), ("May 2024 or so", ("May 2024 or so", "day")),
    ],
)  # fmt: skip
def test_how_a_date_is_written_says_how_exactly_it_is_known(text, kept):
    assert loose_day(text) == {"as_of": kept[0], "precision": kept[1]}


def test_states_are_found_by_code_name_and_alias_without_accents_and_case(loaded):
    made = StateFactory(iso3="QQQ", name_en="Côte Rêvée", aliases_en="Dreamland | Coast of Dreams")
    found = states_by_name()

    assert {found[name] for name in ("qqq", "cote revee", "dreamland", "coast of dreams")} == {made}
    assert "" not in found


@pytest.mark.parametrize("cell, kept", [("yes", True), ("NO", False), ("True", True), ("", None)])
def test_an_answer_is_yes_no_or_nothing(gazette, cell, kept):
    form = form_of({**GOOD["reviews"], "focal_point_named": cell}, ground_of("reviews"))

    assert form.is_valid() and form.cleaned_data["focal_point_named"] is kept


def test_a_spreadsheet_does_what_the_same_csv_does(gazette):
    book, target = Workbook(), io.BytesIO()
    row = GOOD["figures"] | {"of": "9", "trust": "official"}
    book.active.append(list(row))
    book.active.append([int(cell) if cell.isdigit() else cell for cell in row.values()])
    book.save(target)
    sheet = bringing.dry_run(SimpleUploadedFile("facts.xlsx", target.getvalue()), "figures", by=None)
    text = bring("figures", row)

    assert (sheet.problems, sheet.rows) == (text.problems, text.rows) == ([], [row])
    assert bringing.confirm(sheet, by=None, reason="New.") == 1
    assert bringing.confirm(text, by=None, reason="New.") == 0, "it stands here already"
    assert str(Figure.objects.get(topic="reviews-x").percent) == "33.3"


def test_a_date_of_a_spreadsheet_is_the_day_that_it_shows(gazette):
    book, target = Workbook(), io.BytesIO()
    row = GOOD["parties"] | {"as_of": datetime(2024, 4, 5), "signed_on": date(2000, 12, 12)}
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(target)

    found = bringing.dry_run(SimpleUploadedFile("facts.xlsx", target.getvalue()), "parties", by=None)

    assert found.problems == []
    assert (found.rows[0]["as_of"], found.rows[0]["signed_on"]) == ("2024-04-05", "2000-12-12")


def test_two_sources_of_one_fact_are_two_rows_and_a_twin_in_the_file_is_a_problem(gazette):
    SourceFactory(citation="A bulletin")
    row = GOOD["parties"]
    found = bring("parties", row, {**row, "source": "A bulletin", "kind": ""}, {**row, "source": "a GAZETTE"})
    assert found.problems == ["Row 4, column state: row 2 says it already"]

    found = bring("parties", row, {**row, "source": "A bulletin"})
    assert bringing.confirm(found, by=None, reason="Both.") == 2
    assert sorted(Party.objects.values_list("source__citation", flat=True)) == ["A bulletin", "A gazette"]


def test_an_empty_cell_empties_and_a_column_that_is_not_there_leaves(gazette):
    states = {one.iso3: one for one in known_names()["state"].values()}
    party = PartyFactory(
        state=states["KEN"], instrument=known_names()["instrument"]["untoc"], source=gazette,
        kind="accession", date=date(2004, 6, 16), note="Kept.",
    )  # fmt: skip
    found = bring("parties", {**GOOD["parties"], "date": ""})
    assert ("date", date(2004, 6, 16), None) in bringing.differences(found)[0].changes
    bringing.confirm(found, by=None, reason="Withdrawn.")

    party.refresh_from_db()
    assert (party.kind, party.date, party.note, party.as_of_text) == ("accession", None, "Kept.", "2024")


def test_what_became_wrong_meanwhile_stores_nothing_of_the_table(gazette):
    doomed = SourceFactory(citation="A bulletin")
    found = bring("parties", GOOD["parties"], {**GOOD["parties"], "source": "A bulletin"})
    doomed.delete()

    with pytest.raises(InvalidMove, match="nothing was stored"):
        bringing.confirm(found, by=None, reason="Late.")
    found.refresh_from_db()
    assert not Party.objects.exists() and (found.done_at, found.reason) == (None, "")


def test_a_table_without_rows_is_not_stored(gazette):
    found = bringing.dry_run(SimpleUploadedFile("t.csv", b"citation,trust\n,\n"), "sources", by=None)

    assert (found.rows, found.problems) == ([], [])
    with pytest.raises(InvalidMove):
        bringing.confirm(found, by=None, reason="Nothing.")


def test_the_desk_is_for_coordinators_alone_and_a_table_for_whoever_brought_it(client, gazette):
    owner = CoordinatorFactory()
    check = reverse("fact_table_check", args=[bring("parties", GOOD["parties"], by=owner).uuid])
    pages = [reverse("fact_table"), check]
    for user in (None, UserFactory(), make_account(), SafetyOfficerFactory()):
        client.logout() if user is None else client.force_login(user)
        for page in pages:
            answers = {client.get(page).status_code, client.post(page, {"reason": "Mine."}).status_code}
            assert answers <= {302, 403}, (user, page)
    assert not Party.objects.exists()

    client.force_login(owner)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    client.force_login(CoordinatorFactory())
    assert client.post(check, {"reason": "Mine."}).status_code == 404 and not Party.objects.exists()


def test_bad_input_on_the_desk_comes_back_with_what_was_chosen(client, gazette):
    client.force_login(CoordinatorFactory())

    page = client.post(reverse("fact_table"), {"kind": "reviews", "file": SimpleUploadedFile("t.csv", b"colour\nred")})

    assert page.status_code == 422 and "Missing: state, cluster, source, as_of" in page.text
    assert page.context["form"]["kind"].value() == "reviews" and not FactTable.objects.exists()
    for data in ({"kind": "reviews"}, {"kind": "persons", "file": as_csv(GOOD["sources"])}):
        assert client.post(reverse("fact_table"), data).status_code == 422, data


def test_confirming_needs_a_reason_and_a_second_click_stores_nothing_more(client, gazette):
    owner = CoordinatorFactory()
    client.force_login(owner)
    found = bring("reviews", GOOD["reviews"], by=owner)
    check = reverse("fact_table_check", args=[found.uuid])
    for reason in ("", "   ", "x" * 2001):
        page = client.post(check, {"reason": reason})
        assert page.status_code == 422 and page.context["form"]["reason"].value() == reason
    assert not Review.objects.filter(source=gazette).exists()

    client.post(check, {"reason": "News."})
    again = client.post(check, {"reason": "Other news."}, follow=True)

    assert "brought in already" in again.text and Review.objects.filter(source=gazette).count() == 1
    found.refresh_from_db()
    assert found.reason == "News."


def test_what_a_cell_says_is_shown_as_text(client, gazette):
    owner = CoordinatorFactory()
    client.force_login(owner)
    hostile = {"citation": "<script>alert(1)</script>", "trust": "official"}
    for row in (hostile, {**hostile, "trust": "<img src=x>"}):
        page = client.get(reverse("fact_table_check", args=[bring("sources", row, by=owner).uuid]))
        assert "<script>alert" not in page.text and "<img src=x>" not in page.text
    assert not Source.objects.filter(citation__startswith="<").exists()
