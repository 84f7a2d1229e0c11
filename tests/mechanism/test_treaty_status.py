"""The depositary's status of a treaty: read by its shape, laid beside what is here, stored when that is asked."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from portal.mechanism.models import Instrument, Party, Source, State
from portal.mechanism.treaty_status import MOST_BYTES, BrokenStatus, Participation, read_status
from tests.factories.mechanism import PartyFactory, SourceFactory

K = Party.Kind
HEAD = (
    "<Row><Entry>Participant<superscript>1</superscript></Entry><Entry>Signature</Entry>"
    "<Entry>Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)</Entry></Row>"
)
ROWS = (
    ("Kenya", "", "16 Jun 2004 a"), ("Belgium<superscript>2</superscript>", "12 Dec 2000", "11 Aug 2004"),
    ("Japan 3, 4", "12 Dec 2000", "11 Jul 2017 A"), ("European Union", "12 Dec 2000", "21 May 2004 AA"),
    ("Serbia", "", "6 Sep 2001 d"), ("Iran (Islamic Republic of)", "12 Dec 2000", ""),
    ("Ruritania", "", "1 Jan 2001 a"),
)  # fmt: skip


def as_xml(rows=ROWS, *, title="United Nations Convention against Transnational Organized Crime", day="22-11-2026"):
    """A status in the shape of the depositary's files."""
    body = "".join(f"<Row>{''.join(f'<Entry>{cell}</Entry>' for cell in row)}</Row>" for row in rows)
    return (
        '<?xml version="1.0" encoding="utf-8"?><Treaties xmlns="urn:mtdsg"><Treaty><ExternalData>'
        f"<Name>12. {title}</Name><Status>STATUS AS AT : {day} 05:00:12 EDT</Status></ExternalData>"
        f"<Participants><Table><TGroup><Thead><Rows>{HEAD}</Rows></Thead><Tbody><Rows>{body}</Rows></Tbody></TGroup></Table></Participants>"
        "</Treaty></Treaties>"
    ).encode()


def test_a_status_is_read_with_its_letters_and_without_its_footnotes():
    status = read_status(as_xml())

    assert status.as_of == date(2026, 11, 22)
    assert status.participations[:4] == [
        Participation("Kenya", None, K.ACCESSION, date(2004, 6, 16)),
        Participation("Belgium", date(2000, 12, 12), K.RATIFICATION, date(2004, 8, 11)),
        Participation("Japan", date(2000, 12, 12), K.ACCEPTANCE, date(2017, 7, 11)),
        Participation("European Union", date(2000, 12, 12), K.APPROVAL, date(2004, 5, 21)),
    ]
    assert [one.kind for one in status.participations[4:6]] == [K.SUCCESSION, K.SIGNATURE]


ENTITIES = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    "content, says",
    [
        (b"no xml", "no XML"), (b"", "no XML"), (b"<a/>", "Participant"), (ENTITIES, "entities"), (OUTSIDE, "entities"),
        (b" " * (MOST_BYTES + 1), "larger than 5 MB"), (b"<a>" * 50_000 + b"</a>" * 50_000, "is in this file|nested"),
        (as_xml([("Kenya", "", "soon")]), "“soon” beside Kenya"), (as_xml([("Kenya", "31 Feb 2004", "")]), "calendar"),
    ],
    ids=["words", "nothing", "no table", "entities", "outside", "large", "deep", "no date", "no day"],
)  # fmt: skip
def test_what_is_no_status_is_refused_with_the_reason(content, says):
    with pytest.raises(BrokenStatus, match=says):
        read_status(content)


@pytest.fixture
def imported(tmp_path, loaded):
    """Run the command on a file; what it prints."""

    def run(content, *options):
        file = tmp_path / "status.xml"
        file.write_bytes(content)
        out = StringIO()
        call_command("import_treaty_status", str(file), *options, stdout=out)
        return out.getvalue()

    return run


def party(iso3: str) -> Party:
    return Party.objects.get(state__iso3=iso3, source__trust="official")


def test_nothing_is_stored_until_it_is_applied_and_a_second_run_changes_nothing(imported):
    said = imported(as_xml())

    assert "new: Kenya: Accession 2004-06-16" in said and "left out: Ruritania" in said
    assert "6 new, 0 changed, 0 the same" in said and "Nothing was stored." in said
    assert not Party.objects.exists() and not Source.objects.filter(citation__startswith="UN Treaty").exists()

    imported(as_xml(), "--apply")
    assert (party("KEN").date, party("KEN").as_of) == (date(2004, 6, 16), date(2026, 11, 22))
    assert not party("IRN").is_bound and Party.objects.bound().count() == 5
    assert party("EUE").source.trust == "official"
    assert "0 new, 0 changed, 6 the same" in imported(as_xml(), "--apply")
    assert Party.objects.count() == 6


def test_a_change_is_told_and_stands_in_the_history_and_an_older_status_is_refused(imported):
    imported(as_xml(), "--apply")

    said = imported(as_xml([("Kenya", "1 Dec 2001", "16 Jun 2004 a")], day="23-11-2026"), "--apply")

    assert "changed: Kenya: Accession 2004-06-16 signed 2001-12-01 (before: Accession 2004-06-16)" in said
    assert "no longer in the file, left as it is: Belgium" in said and party("BEL")
    history = ModelLogEntry.objects.for_instance(party("KEN")).values_list("action", flat=True)
    assert sorted(history) == ["wagtail.create", "wagtail.edit"]
    with pytest.raises(CommandError, match="newer status"):
        imported(as_xml(), "--apply")


def test_what_another_source_says_stays_beside_it(imported):
    untoc = Instrument.objects.get(code="UNTOC")
    other = SourceFactory(citation="A gazette", trust="secondary")
    kenya = State.objects.get(iso3="KEN")
    PartyFactory(state=kenya, instrument=untoc, source=other, kind=K.RATIFICATION, date=date(2004, 6, 17))

    said = imported(as_xml(), "--apply")

    assert "another source says otherwise, both stand: Kenya" in said and "A gazette" in said
    assert Party.objects.filter(state=kenya).count() == 2


def test_the_treaty_is_the_longest_title_or_the_one_that_is_named(imported):
    smuggling = Instrument.objects.get(code="SOM").full_title

    assert imported(as_xml(title=smuggling)).startswith("SOM, status of 2026-11-22")
    assert imported(as_xml(title="?"), "--instrument", "tip").startswith("TIP")
    with pytest.raises(CommandError, match="--instrument, one of: UNTOC"):
        imported(as_xml(title="?"))
    with pytest.raises(CommandError, match="Give --as-of"):
        imported(as_xml(day="?"))
    assert imported(as_xml(day="?"), "--as-of", "2024-03-01").startswith("UNTOC, status of 2024-03-01")
