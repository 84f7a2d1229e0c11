"""What the database refuses about facts, whoever writes: no form and no table of facts stands in between here."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.mechanism.models import FactCorrection, FactTable, Party
from tests.factories.mechanism import (
    ContradictionFactory,
    FigureFactory,
    FocalPointFactory,
    PartyFactory,
    ReviewFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)


def make_correction() -> FactCorrection:
    return FactCorrection.objects.create(about="parties", words="Wrong.", source="Journal")


def make_table() -> FactTable:
    return FactTable.objects.create(kind="parties", name="t.csv")


REFUSED = [
    (PartyFactory, {"kind": "signature", "date": DAY}, "mechanism_signature_binds_nobody"),
    (PartyFactory, {"precision": "undated"}, "mechanism_party_dated_or_undated"),
    (PartyFactory, {"as_of": None}, "mechanism_party_dated_or_undated"),
    (PartyFactory, {"kind": "magic"}, "mechanism_party_kind_known"),
    (PartyFactory, {"date": DAY, "signed_on": DAY + timedelta(days=1)}, "mechanism_party_signed_first"),
    (FocalPointFactory, {"office": ""}, "mechanism_focal_point_has_office"),
    (FocalPointFactory, {"as_of": None}, "mechanism_focalpoint_dated_or_undated"),
    (ReviewFactory, {"phase": "finished"}, "mechanism_review_phase_known"),
    (ReviewFactory, {"phase_as_of": DAY}, "mechanism_review_phase_known"),
    (FigureFactory, {"value": -1}, "mechanism_figure_not_negative"),
    (FigureFactory, {"value": 5}, "mechanism_figure_part_of_whole"),
    (FigureFactory, {"of": 0}, "mechanism_figure_part_of_whole"),
    (FigureFactory, {"trust": "very"}, "mechanism_figure_trust_known"),
    (SourceFactory, {"trust": ""}, "mechanism_source_trust_known"),
    (ContradictionFactory, {"trust_a": "very"}, "mechanism_contradiction_choices_known"),
    (ContradictionFactory, {"trust_b": ""}, "mechanism_contradiction_choices_known"),
    (ContradictionFactory, {"kept": "one"}, "mechanism_contradiction_choices_known"),
    (ContradictionFactory, {"subject": "weather"}, "mechanism_contradiction_choices_known"),
    (make_correction, {"state": "lost", "answer": "No.", "decided_at": timezone.now()}, "fact_correction_known_state"),
    (make_correction, {"about": "weather"}, "fact_correction_known_about"),
    (make_correction, {"answer": "Yes."}, "decided_fact_correction_has_answer"),
    (make_correction, {"state": "kept", "decided_at": timezone.now()}, "decided_fact_correction_has_answer"),
    (make_correction, {"state": "kept", "answer": "No."}, "decided_fact_correction_has_answer"),
    (make_table, {"kind": "persons"}, "fact_table_known_kind"),
    (make_table, {"done_at": timezone.now()}, "fact_table_has_its_reason"),
]


@pytest.mark.parametrize("make, values, rule", REFUSED, ids=[f"{one[2]} {'-'.join(one[1])}" for one in REFUSED])
def test_sql_that_breaks_a_rule_of_the_facts_is_refused_by_the_database(make, values, rule):
    row = make()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("make", [PartyFactory, FocalPointFactory, ReviewFactory], ids=["party", "office", "review"])
def test_a_source_says_a_thing_once_and_another_source_may_say_it_too(make):
    row, other = make(), SourceFactory()
    values = {"state": row.state, **({"instrument": row.instrument} if make is PartyFactory else {})}
    make(source=other, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(source=row.source, **values)
    assert type(row)._default_manager.filter(state=row.state).count() == 2


def test_an_undated_figure_stands_once_for_each_source():
    row = FigureFactory(as_of=None, precision="undated")
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureFactory(as_of=None, precision="undated", source=row.source, value=2)
    FigureFactory(as_of=None, precision="undated", value=2)


def test_only_what_binds_is_bound():
    rows = {kind: PartyFactory(kind=kind) for kind in ("", *Party.Kind.values)}

    bound = set(Party.objects.bound().values_list("pk", flat=True))

    assert {kind for kind, row in rows.items() if row.pk not in bound} == {"signature"}
    assert all(row.is_bound == (row.pk in bound) for row in rows.values())


@pytest.mark.parametrize(
    "as_of, words", [("2024-04-05", "5 April 2024"), ("2024-04", "April 2024"), ("2024", "2024"), ("", "undated")]
)
def test_a_claim_tells_no_more_of_its_date_than_is_known(as_of, words):
    made = ContradictionFactory.build(as_of_a=as_of, claim_b="")

    assert [side.as_of_text for side in made.sides] == [words], "nobody says anything else: one side"
