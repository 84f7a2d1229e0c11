"""The tracker as files: the same rows and filters as the pages, by the same code, with where they come from."""

import csv
import io
import json
from datetime import date

import pytest

from portal.mechanism.models import Instrument, State
from submissions.consultations import roll
from submissions.consultations.choices import Visibility
from submissions.consultations.filters import Narrowing
from submissions.consultations.models import Claim
from tests.factories.consultations import cluster, country, long_since, make_claim, make_published_source
from tests.factories.mechanism import FocalPointFactory, PartyFactory, ReviewFactory, SourceFactory
from tests.factories.replies import make_reply

pytestmark = pytest.mark.django_db
S = Claim.State
FILES = [
    "consultations",
    *(f"consultations/{name}" for name in ("reports", "replies", "reviews", "parties", "focal-points")),
]


def rows(client, name: str, query: str = "") -> list[dict[str, object]]:
    """The rows of a file as JSON."""
    return json.loads(client.get(f"/{name}.json?{query}").getvalue())["rows"]


def named(**values) -> Claim:
    return make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, **values)


def test_the_tracker_has_every_state_and_cell_and_says_what_the_roll_says(client):
    named(iso3="KEN")
    make_published_source("BEL")

    found = rows(client, "consultations")

    assert len(found) == State.objects.count() * 6
    shown = {row.state.iso3: row.standing.status for row in roll.all_rows(Narrowing())}
    assert {row["state"]: row["status"] for row in found if row["cluster"] == "all"} == shown
    kenya = {row["cluster"]: row["status"] for row in found if row["state"] == "KEN"}
    assert kenya == {"all": "consulted", "1": "consulted"} | dict.fromkeys(
        ["2", "3", "4", "not stated"], "no_information"
    )


def test_a_file_has_the_filters_of_the_page(client):
    named(iso3="KEN")
    make_published_source("BEL")
    untoc = Instrument.objects.get(code="UNTOC")
    PartyFactory(state=country("BEL"), instrument=untoc, kind="ratification")
    PartyFactory(state=country("FRA"), instrument=untoc, kind="signature")

    for query, states in (
        ("status=consulted", {"KEN"}), ("cluster=1&status=consulted_one_source", set()),
        ("cluster=none&status=consulted_one_source", {"BEL"}), ("status=consulted&region=western", set()),
        ("instrument=untoc", {"BEL"}), ("instrument=tip", set()), ("state=ken", {"KEN"}),
        ("group=3&status=disputed", set()),
    ):  # fmt: skip
        assert {row["state"] for row in rows(client, "consultations", query)} == states, query
        if "state=" not in query:
            page = client.get(f"/en/consultations/table/?{query}").context["page"]
            assert {row.state.iso3 for row in page.paginator.object_list} == states, query


def test_a_filter_that_cannot_be_read_is_refused_and_not_left_out(client):
    for query in ["cluster=5", "status=maybe", "region=moon", "group=4", "instrument=uncac"]:
        for name in FILES:
            answer = client.get(f"/{name}.csv?{query}")
            assert (answer.status_code, answer.text.partition(":")[0]) == (400, query.partition("=")[0]), query
        assert client.get(f"/en/consultations/?{query}").status_code == 200, query


def test_each_file_says_where_it_comes_from_and_has_three_kinds(client):
    for name in FILES:
        text = client.get(f"/{name}.csv?cluster=1").getvalue().decode("utf-8-sig")

        assert "# query: cluster=1\r\n" in text and "# licence: CC BY 4.0\r\n" in text, name
        assert client.get(f"/{name}.xlsx").getvalue().startswith(b"PK"), name
        assert client.get(f"/{name}.pdf").status_code == 404, name
        assert client.post(f"/{name}.csv").status_code == 405, name


def test_unnamed_reports_show_as_a_quarter_and_as_three_or_more_and_in_no_list(client):
    for _number in range(3):
        long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED, account="Secret words"))

    [cell] = rows(client, "consultations", "state=ken&cluster=1")

    assert (cell["since"], cell["three_or_more_unnamed"], cell["named"]) == ("2024-Q2", True, [])
    assert cell["stale"] is True
    assert rows(client, "consultations/reports", "state=ken") == []
    assert "Secret" not in client.get("/consultations/reports.csv").getvalue().decode()


def test_a_report_has_its_provenance_and_the_reply_beside_it(client):
    claim = named(iso3="KEN", account="=cmd()", level=3)
    make_reply(claim)

    [row] = rows(client, "consultations/reports")

    assert (row["outcome"], row["level"], row["reported_by"]) == ("consulted", 3, claim.display_name)
    assert row["reply_text"] and row["reply_office"] and row["checked_by"] == ["document"]
    [reply] = rows(client, "consultations/replies")
    assert (reply["to"], reply["text"]) == ("report", row["reply_text"])
    cells = list(csv.reader(io.StringIO(client.get("/consultations/reports.csv").getvalue().decode("utf-8-sig"))))
    assert "'=cmd()" in cells[-1]


def test_a_retracted_report_is_a_tombstone_in_files_too(client):
    claim = make_claim(state=S.RETRACTED, visibility=Visibility.PUBLIC, account="Wrong words")

    [row] = rows(client, "consultations/reports")

    kept = {"state", "state_name", "cluster", "standing", "retracted_on", "retracted_because", "page"}
    assert {key for key, value in row.items() if value not in ("", None, [])} == kept
    assert row["retracted_because"] == claim.decision_note


def test_facts_come_with_source_day_and_trust_and_two_sources_are_two_rows(client):
    kenya, untoc = country("KEN"), Instrument.objects.get(code="UNTOC")
    for trust, day in (("official", date(2004, 6, 16)), ("secondary", date(2004, 6, 17))):
        source = SourceFactory(trust=trust)
        PartyFactory(state=kenya, instrument=untoc, kind="accession", date=day, source=source)
        ReviewFactory(state=kenya, cluster=cluster(2), source=source)
    FocalPointFactory(state=kenya, office="State Law Office")

    parties = rows(client, "consultations/parties", "state=ken")
    assert {(row["deposited_on"], row["trust"]) for row in parties} == {
        ("2004-06-16", "official"),
        ("2004-06-17", "secondary"),
    }
    assert len(rows(client, "consultations/reviews", "state=ken&cluster=2")) == 2
    assert [row["office"] for row in rows(client, "consultations/focal-points")] == ["State Law Office"]


@pytest.mark.parametrize("name", FILES[:3])
def test_a_file_takes_as_many_queries_for_one_report_as_for_three(client, django_assert_max_num_queries, name):
    named(iso3="KEN")
    make_reply(named(iso3="BEL"))
    with django_assert_max_num_queries(9) as first:
        client.get(f"/{name}.json").getvalue()
    for number in (2, 3):
        make_reply(named(iso3="KEN", number=number))
    with django_assert_max_num_queries(len(first)):
        client.get(f"/{name}.json").getvalue()
