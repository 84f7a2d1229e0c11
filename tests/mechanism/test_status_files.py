"""Files of the depositary as they come, hostile or odd: read by their shape, and nothing is stored by halves."""

import time
from datetime import date

import pytest

from portal.mechanism import depositing
from portal.mechanism.models import Instrument, Party, State
from portal.mechanism.treaty_status import MOST_BYTES, BrokenStatus, dated, read_status
from tests.factories.mechanism import PartyFactory, SourceFactory

K = Party.Kind
DAY = date(2026, 11, 22)
HEAD = ("Participant", "Signature", "Ratification")


def status(*rows, head=HEAD, before="") -> bytes:
    """A table in the plainest frame that is read."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (head, *rows))
    return f"{before}<table>{lines}</table>".encode()


def laughs(levels: int) -> str:
    """The billion laughs, ten times as many at each level."""
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE t [<!ENTITY l0 "ha">{rows}]>'


HOSTILE = {
    "billion laughs": status(("Kenya&l9;", "", ""), before=laughs(10)),
    "quadratic": status(("&l0;" * 9_000, "", ""), before=f'<!DOCTYPE t [<!ENTITY l0 "{"x" * 9_000}">]>'),
    "a file": status(("&x;", "", ""), before='<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "the network": status(("&x;", "", ""), before='<!DOCTYPE t [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'),
    "parameter": status(before='<!DOCTYPE t [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'),
    "in UTF-16": status(before=laughs(3)).decode().encode("utf-16"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_entities_are_refused_at_once_in_every_disguise(content):
    start = time.perf_counter()
    with pytest.raises(BrokenStatus, match="entities"):
        read_status(content)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "content, says",
    [
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "no XML"),
        (status() + b"<b/>", "no XML"),
        (b"<a>\xff</a>", "no XML"),
        (status(head=("Participant", "Signature")), "no column of ratifications"),
        (status(("Kenya", "", "2004-06-16")), "“2004-06-16” beside Kenya"),
        (status(("Kenya", "", "16 Jun 2004 x")), "beside Kenya"),
        (status(("Kenya", "", "16 Jux 2004")), "calendar"),
        (status(("Kenya", "", "&lt;b&gt;" + "x" * 500)), "beside Kenya"),
    ],
    ids=["encoding", "two roots", "bytes", "no deposits", "digits", "letter", "month", "long"],
)
def test_a_file_that_cannot_be_understood_names_the_place(content, says):
    with pytest.raises(BrokenStatus, match=says) as refused:
        read_status(content)
    assert len(str(refused.value)) < 300


def test_a_file_of_exactly_the_limit_is_read():
    content = status(("Kenya", "", ""))

    assert read_status(content.ljust(MOST_BYTES)).participations[0].name == "Kenya"
    with pytest.raises(BrokenStatus, match="larger than 5 MB"):
        read_status(content.ljust(MOST_BYTES + 1))


@pytest.mark.parametrize(
    "cell, day, letter",
    [
        ("24 Sep 2003", date(2003, 9, 24), ""), ("24 Sep 2003 a", date(2003, 9, 24), "a"),
        ("24 September 2003 (AA)", date(2003, 9, 24), "AA"), ("4 Sep. 2003A", date(2003, 9, 4), "A"),
        ("24 Sep 2003 c [2], 3", date(2003, 9, 24), "c"), ("29 Feb 2004 d", date(2004, 2, 29), "d"),
        ("", None, ""), (" … ", None, ""), ("–", None, ""), ("- ", None, ""),
    ],
)  # fmt: skip
def test_a_deposit_is_a_date_and_its_letter_or_nothing(cell, day, letter):
    assert dated(cell, "Kenya") == (day, letter)


def test_columns_are_found_by_their_heads_and_the_case_of_the_frame_does_not_matter():
    head = ("PARTICIPANT(S)", "Accession, Ratification", "Signature, Succession to signature (d)")
    content = status(("Kenya", "16 Jun 2004 a", "12 Dec 2000"), ("", "1 Jan 2001", ""), ("Togo",), head=head)

    for file in (
        content,
        content.upper().replace(b"JUN", b"Jun").replace(b"DEC", b"Dec").replace(b"2004 A", b"2004 a"),
    ):
        kenya, togo = read_status(file).participations
        assert (kenya.signed_on, kenya.kind, kenya.deposited_on) == (date(2000, 12, 12), K.ACCESSION, date(2004, 6, 16))
        assert (togo.kind, togo.deposited_on) == (K.SIGNATURE, None)


@pytest.mark.parametrize(
    "words, day",
    [("Status as at: 22-11-2026", DAY), ("STATUS AS OF 1-2-2024 05:00", date(2024, 2, 1)), ("as at 31-02-2024", None),
     ("Status as at 31-02-2024", None), ("", None)],
)  # fmt: skip
def test_the_day_of_a_file_is_what_it_says_or_nothing(words, day):
    assert read_status(status((words, "", ""))).as_of == day


@pytest.fixture
def untoc(loaded):
    return Instrument.objects.get(code="UNTOC")


def compared(untoc, *rows):
    return depositing.compare(read_status(status(*rows)), untoc, DAY)


def test_the_number_of_queries_does_not_grow_with_the_file(untoc, django_assert_num_queries):
    names = list(State.objects.values_list("name_en", flat=True))
    for some in (names[:1], names[:3], names):
        with django_assert_num_queries(3):
            compared(untoc, *[(name, "", "16 Jun 2004 a") for name in some])


def test_comparing_stores_nothing_and_storing_twice_is_storing_once(untoc):
    rows = [("Kenya", "", "16 Jun 2004 a"), ("belgium", "12 Dec 2000", "11 Aug 2004")]
    found = compared(untoc, *rows)
    assert (len(found.added), Party.objects.count()) == (2, 0)

    depositing.store(found)
    before = list(Party.objects.order_by("pk").values())
    again = compared(untoc, *rows)
    depositing.store(again)

    assert (again.added, again.changed, len(again.same)) == ([], [], 2)
    assert list(Party.objects.order_by("pk").values()) == before


def test_another_table_of_the_file_names_no_participants(untoc):
    other = "<table><tr><td>Kenya</td><td>Reservation</td><td>1 Jan 2009</td></tr></table>"
    inside = status(("Belgium", "", "11 Aug 2004")).decode()

    for content in (f"<a>{inside}{other}</a>", f"<a>{other}{inside}</a>", f"<table><tr><td>{inside}</td></tr></table>"):
        assert [one.name for one in read_status(content.encode()).participations] == ["Belgium"], content


def test_a_participant_who_stands_there_twice_counts_once_or_not_at_all(untoc):
    kenya, deposit = ("Kenya", "", "16 Jun 2004 a"), ("belgium", "12 Dec 2000", "11 Aug 2004")
    found = compared(untoc, kenya, ("KENYA", *kenya[1:]), deposit, ("Belgium", "12 Dec 2000", "12 Aug 2004"))
    assert ([row.state.iso3 for row in found.added], found.unclear) == (["KEN"], ["belgium, Belgium"])

    depositing.store(found)
    again = compared(untoc, kenya, kenya)
    assert (len(again.same), again.missing) == (1, [])


def test_a_deposit_before_the_signature_is_left_out_and_named(untoc):
    found = compared(untoc, ("Kenya", "17 Jun 2004", "16 Jun 2004"))

    assert (found.added, found.unclear) == ([], ["Kenya"])


def test_the_depositary_is_one_source_in_any_letters(untoc):
    citation = depositing.depositary_of(untoc).citation
    known = SourceFactory(citation=citation.upper())

    assert depositing.depositary_of(untoc) == known


def test_another_source_is_in_dispute_only_where_both_state_a_thing(untoc):
    kenya, source = State.objects.get(iso3="KEN"), SourceFactory(citation="A gazette", trust="secondary")
    other = PartyFactory(state=kenya, instrument=untoc, source=source, kind="", date=None)
    row = ("Kenya", "12 Dec 2000", "16 Jun 2004 a")
    assert compared(untoc, row).disputed == [], "who states nothing disputes nothing"

    Party.objects.filter(pk=other.pk).update(signed_on=date(2000, 12, 13))
    assert len(compared(untoc, row).disputed) == 1
    Party.objects.filter(pk=other.pk).update(instrument=Instrument.objects.get(code="TIP"))
    assert compared(untoc, row).disputed == [], "another treaty is another fact"
    depositing.store(compared(untoc, row))
    assert Party.objects.filter(state=kenya).count() == 2
