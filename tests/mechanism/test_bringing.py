"""Tables of facts: checked cell by cell, stored when confirmed, with a history; other sources stay beside them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.mechanism import bringing
from portal.mechanism.models import FactTable, Figure, FocalPoint, Instrument, Party, Phase, Review, Source, State
from portal.records import InvalidMove
from tests.factories.mechanism import PartyFactory, ReviewFactory, SourceFactory
from tests.factories.organizations import CoordinatorFactory

pytestmark = pytest.mark.django_db
HEAD = "state,instrument,kind,date,source,as_of"


def table(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("facts.csv", "\n".join(lines).encode())


@pytest.fixture
def gazette(loaded):
    """A source that rows can name."""
    return SourceFactory(citation="A gazette")


@pytest.fixture
def coordinator():
    return CoordinatorFactory()


def test_a_table_stores_nothing_before_it_is_confirmed_and_once_after(coordinator, gazette):
    brought = bringing.dry_run(
        table(HEAD, "Kenya,untoc,accession,2004-06-16,A Gazette,2024-03"), "parties", by=coordinator
    )

    assert brought.problems == [] and not Party.objects.exists()
    assert [one.is_new for one in bringing.differences(brought)] == [True]
    assert bringing.confirm(brought, by=coordinator, reason="The gazette is out.") == 1
    row = Party.objects.get()
    assert (row.state.iso3, row.kind, row.as_of_text) == ("KEN", "accession", "March 2024")
    entry = ModelLogEntry.objects.for_instance(row).get()
    assert (entry.user, entry.data["reason"]) == (coordinator, "The gazette is out.")
    with pytest.raises(InvalidMove):
        bringing.confirm(brought, by=coordinator, reason="Again.")


def test_every_cell_at_fault_is_named_with_its_row_and_column(coordinator, gazette):
    brought = bringing.dry_run(
        table(
            HEAD, "Atlantis,UNTOC,accession,2004-06-16,A gazette,2024", "KEN,UNTOC,magic,soon,,x",
            "BEL,UNTOC,,,A gazette,undated", "Belgium,untoc,,,a gazette,undated",
        ),
        "parties", by=coordinator,
    )  # fmt: skip

    said = "\n".join(brought.problems)
    for words in (
        "Row 2, column state: nothing here is called “Atlantis”", "Row 3, column kind:", "Row 3, column date:",
        "Row 3, column source: is empty", "Row 3, column as_of:",
    ):  # fmt: skip
        assert words in said
    with pytest.raises(InvalidMove):
        bringing.confirm(brought, by=coordinator, reason="Anyway.")
    assert not Party.objects.exists()


def test_a_table_changes_what_it_holds_and_leaves_other_columns_and_other_sources(coordinator, gazette):
    standing = ReviewFactory(source=gazette, note="Kept.", phase=Phase.NOT_STARTED)
    other = ReviewFactory(state=standing.state, cluster=standing.cluster, phase=Phase.DONE)
    line = f"{standing.state.iso3},I,feedback,yes,A gazette,2024-04-05"
    head = "state,cluster,phase,focal_point_named,source,as_of"

    brought = bringing.dry_run(table(head, line), "reviews", by=coordinator)
    [found] = bringing.differences(brought)
    assert ("phase", "not_started", "feedback") in found.changes
    bringing.confirm(brought, by=coordinator, reason="News.")

    standing.refresh_from_db()
    assert (standing.phase, standing.focal_point_named, standing.note) == ("feedback", True, "Kept.")
    assert Review.objects.get(pk=other.pk).phase == Phase.DONE
    assert bringing.differences(bringing.dry_run(table(head, line), "reviews", by=coordinator)) == []


@pytest.mark.parametrize(
    "kind, lines, model",
    [
        ("sources", ["citation,trust,url", "A new report,secondary,https://a.example/r"], Source),
        ("focal_points", ["state,office,source,as_of", "KEN,State Law Office,A gazette,2024"], FocalPoint),
        ("figures", ["topic,scope,value,of,unit,source,as_of", "reviews-x,all,3,9,reviews,A gazette,undated"], Figure),
    ],
)
def test_each_kind_of_table_is_stored(coordinator, gazette, kind, lines, model):
    before = model.objects.count()
    brought = bringing.dry_run(table(*lines), kind, by=coordinator)

    assert brought.problems == []
    assert bringing.confirm(brought, by=coordinator, reason="New.") == 1
    assert model.objects.count() == before + 1


def test_a_file_that_is_no_table_is_refused(coordinator, loaded):
    for content in (b"state\nKEN", b"\xff\xfe\x00", b"state,instrument,source,as_of,colour\n"):
        with pytest.raises(ValidationError):
            bringing.dry_run(SimpleUploadedFile("t.csv", content), "parties", by=coordinator)
    assert not FactTable.objects.exists()


def test_the_desk_shows_what_is_wrong_then_what_changes_then_stores_it(client, coordinator, gazette):
    client.force_login(coordinator)
    page = client.post(
        reverse("fact_table"), {"kind": "parties", "file": table(HEAD, "Atlantis,UNTOC,,,A gazette,2024")}
    )
    assert "Row 2, column state" in client.get(page.headers["Location"]).text
    page = client.post(reverse("fact_table"), {"kind": "parties", "file": table(HEAD, "KEN,UNTOC,,,A gazette,2024")})
    check = page.headers["Location"]
    assert "Store 1 fact" in client.get(check).text

    client.post(check, {"reason": "The gazette is out."})

    assert Party.objects.count() == 1 and "Stored on" in client.get(check).text
    client.force_login(CoordinatorFactory())
    assert client.get(check).status_code == 404, "a table is there for whoever brought it"


@pytest.mark.parametrize("number", [1, 3])
def test_laying_a_table_beside_what_is_here_takes_as_many_queries_for_one_row_as_for_three(
    coordinator, gazette, django_assert_num_queries, number
):
    PartyFactory(state=State.objects.get(iso3="KEN"), instrument=Instrument.objects.get(code="UNTOC"), source=gazette)
    lines = [f"{name},UNTOC,accession,2004-06-16,A gazette,2024" for name in ("KEN", "BEL", "CAN")[:number]]
    brought = bringing.dry_run(table(HEAD, *lines), "parties", by=coordinator)

    with django_assert_num_queries(5):
        assert [one.is_new for one in bringing.differences(brought)] == [False, True, True][:number]


def test_two_names_of_one_state_are_one_row_twice(coordinator, gazette):
    brought = bringing.dry_run(
        table(HEAD, "KEN,UNTOC,,,A gazette,2024", "Kenya,untoc,,,a  gazette,2024"), "parties", by=coordinator
    )

    assert brought.problems == ["Row 3, column state: row 2 says it already"]


def test_a_source_in_other_letters_is_the_same_source(coordinator, gazette):
    brought = bringing.dry_run(table("citation,trust", "a GAZETTE,tertiary"), "sources", by=coordinator)
    [found] = bringing.differences(brought)
    assert not found.is_new and [name for name, *_values in found.changes] == ["trust"]

    bringing.confirm(brought, by=coordinator, reason="Less than that.")

    gazette.refresh_from_db()
    assert (gazette.citation, gazette.trust, Source.objects.filter(citation__iexact="a gazette").count()) == (
        "A gazette",
        "tertiary",
        1,
    )
