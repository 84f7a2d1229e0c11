"""Several kinds of rows with one question: the same objects that prefetching gives."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db.models import prefetch_related_objects

from dialogues.models import AgendaItem, DialoguePage
from dialogues.rows import seen_organization
from portal.mechanism.models import State
from portal.together import Rows, fetch
from tests.factories.dialogues import make_dialogue, make_figure, make_full_dialogue, make_intervention, make_item

pytestmark = pytest.mark.django_db
NAMES = ("agenda", "figures", "interventions", "materials", "dialogue_instruments")


def test_rows_are_those_that_prefetching_gives(django_assert_num_queries):
    dialogue = make_full_dialogue(3)
    make_item(dialogue, "Without an hour")
    make_figure(dialogue, Decimal("12.50"))
    kinds = [
        Rows("agenda"), Rows("materials"), Rows("dialogue_instruments"),
        Rows("figures", along={"source": ("id", "citation")}),
        Rows("interventions", along={"country": ("id", "iso3")}, more={"organization_is_public": seen_organization()}),
    ]  # fmt: skip
    together, apart = (DialoguePage.objects.get(pk=dialogue.pk) for _ in range(2))
    fetch([together], *kinds)
    prefetch_related_objects([apart], *NAMES)

    def values(page):
        rows = {name: list(getattr(page, name).all()) for name in NAMES}
        return {
            name: [[getattr(row, column.attname) for column in row._meta.concrete_fields] for row in found]
            for name, found in rows.items()
        }

    with django_assert_num_queries(0):
        found = values(together)
        citations = [row.source.citation for row in together.figures.all()]
        seen = [(row.country.iso3, row.organization_is_public) for row in together.interventions.all()]
    assert found == values(apart)
    assert citations == [row.source.citation for row in apart.figures.all()]
    assert seen == [("MEX", True)] * 3


def test_a_moment_a_gap_and_another_page_stay_what_they_are():
    first, second = make_dialogue(), make_dialogue()
    moment = datetime(2024, 4, 5, 8, 0, 0, 250, tzinfo=UTC)
    make_item(first, "With an hour", starts_at=moment)
    make_intervention(second, concerns=State.objects.get(iso3="KEN"))

    fetch(
        [first, second], Rows("agenda"), Rows("interventions", along={"country": ("id",), "concerns": ("id", "iso3")})
    )

    assert [item.starts_at for item in first.agenda.all()] == [moment]
    assert list(second.agenda.all()) == list(first.interventions.all()) == []
    (said,) = second.interventions.all()
    assert (said.country, said.concerns.iso3, said.dialogue) == (None, "KEN", second)


def test_rows_of_a_draft_stay_as_they_are():
    dialogue = make_dialogue()
    make_item(dialogue, "Stored")
    dialogue.agenda = [AgendaItem(title="Only in memory")]

    fetch([dialogue, DialoguePage(title="Not stored")], Rows("agenda"))

    assert [item.title for item in dialogue.agenda.all()] == ["Only in memory"]
