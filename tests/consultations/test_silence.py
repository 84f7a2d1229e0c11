"""Whatever hidden reports there are, no public byte differs but the stamp: random ones, over every public address.

Hidden is what is kept from the public, what is not published yet, and what wants no name as long as fewer than three
of one cell say the same (two unnamed ones in a cell at the most are made here).
"""

import io
import re
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from openpyxl import load_workbook

from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from tests.factories.consultations import long_since, make_claim, make_published_source
from tests.factories.organizations import OrganizationFactory
from tests.factories.replies import make_reply

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# A failure is told as it was found: to look for a shorter one would take an hour.
FEW = effort(
    max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
S = Claim.State
STATES = ("KEN", "BEL", "TUN")
STAMP = re.compile(rb"(# generated: |\"generated\": \")[0-9TZ:-]+")
LISTS = ("consultations", "consultations/reports", "consultations/replies", "consultations/reviews")
ADDRESSES = (
    "/en/", "/en/data/", "/en/organizations/", "/en/statements/?q=Kenya", "/en/contradictions/",
    "/en/consultations/", "/ar/consultations/", "/en/consultations/table/", "/zh-hans/consultations/table/?page=5",
    *(f"/en/consultations/?{query}" for query in ("cluster=1", "cluster=none", "status=consulted", "status=invited",
      "status=reported_not_consulted", "status=disputed", "status=no_information", "region=african", "group=1")),
    *(f"/en/consultations/table/?sort={sort}" for sort in ("status", "-status", "newest", "-newest")),
    *(f"/{code}/consultations/{iso3.lower()}/" for iso3 in STATES for code in ("en", "ar")),
    *(f"/feeds/consultations/{iso3.lower()}.atom" for iso3 in STATES),
    *(f"/{name}.{kind}{query}" for name in LISTS for kind in ("csv", "json") for query in ("", "?cluster=1")),
    *(f"/consultations.csv?state={iso3}" for iso3 in STATES), "/organizations.json", "/figures.csv",
)  # fmt: skip
SHEETS = tuple(f"/{name}.xlsx" for name in LISTS)
NOT_YET = [S.DRAFT, S.SUBMITTED, S.QUESTION, S.REJECTED, S.VERIFIED]
HIDDEN = {
    Visibility.SEALED: NOT_YET,
    Visibility.COORDINATORS: NOT_YET,
    Visibility.UNNAMED: [*NOT_YET, S.PUBLISHED, S.RETRACTED],
    Visibility.PUBLIC: [*NOT_YET, S.IN_REPLY],
}


@st.composite
def hidden_report(draw):
    """The values of one report that nobody in public may notice."""
    visibility = draw(st.sampled_from(list(HIDDEN)))
    return {
        "visibility": visibility,
        "state": draw(st.sampled_from(HIDDEN[visibility])),
        "iso3": draw(st.sampled_from(STATES)),
        "number": draw(st.sampled_from([1, 2, None])),
        "outcome": draw(st.sampled_from(Outcome.values)),
        "account": draw(st.sampled_from(["", "We met on a Tuesday."])),
    }


def no_crowd(reports) -> bool:
    """Whether no three unnamed ones speak of one cell."""
    cells = Counter((one["iso3"], one["number"]) for one in reports if one["visibility"] == Visibility.UNNAMED)
    return not cells or max(cells.values()) < 3


def shown(client) -> dict[str, object]:
    """What every public address gives, but for the moment at which a file was made."""
    found: dict[str, object] = {one: STAMP.sub(b"", client.get(one).getvalue()) for one in ADDRESSES}
    for address in SHEETS:
        book = load_workbook(io.BytesIO(client.get(address).getvalue()), read_only=True)
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        found[address] = [row for row in rows if not (row and str(row[0]).startswith("generated"))]
    return found


def differing(before: dict, after: dict) -> list[str]:
    """The addresses that give something else."""
    return [address for address in before if before[address] != after[address]]


@pytest.fixture
def ground(client):
    """Something on record to hide beside: a named report with a reply, a published source, an empty cell."""
    make_published_source("BEL")
    make_reply(long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)))
    return [OrganizationFactory(in_directory=False) for _number in range(4)]


def test_every_address_of_the_record_is_there_to_be_compared(client, ground):
    assert {address: client.get(address).status_code for address in (*ADDRESSES, *SHEETS)} == dict.fromkeys(
        (*ADDRESSES, *SHEETS), 200
    )


def test_hidden_reports_change_no_public_byte(client, ground):
    before = shown(client)

    @FEW
    @given(st.lists(hidden_report(), min_size=1, max_size=4).filter(no_crowd))
    def compare(reports):
        with transaction.atomic():
            for organization, values in zip(ground, reports, strict=False):
                claim = make_claim(organization, **values)
                if claim.published_at:
                    long_since(claim)
            assert differing(before, shown(client)) == []
            transaction.set_rollback(True)

    compare()


def test_the_same_comparison_sees_a_report_that_is_public_and_a_crowd(client, ground):
    before = shown(client)
    named = {"state": S.PUBLISHED, "visibility": Visibility.PUBLIC, "iso3": "TUN"}
    with transaction.atomic():
        make_claim(ground[0], **named)
        seen = differing(before, shown(client))
        assert {"/en/consultations/tun/", "/feeds/consultations/tun.atom", "/consultations.csv?state=TUN"} <= set(seen)
        transaction.set_rollback(True)
    for organization in ground[:3]:
        long_since(make_claim(organization, **(named | {"visibility": Visibility.UNNAMED})))
    assert "/consultations.xlsx" in differing(before, shown(client))
