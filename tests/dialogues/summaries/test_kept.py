"""What people can take along of their corrections, and what stays without them."""

import pytest

from dialogues.merging import FOLLOWER
from dialogues.models import Correction, PanelPage
from dialogues.summaries import actions
from dialogues.summaries.kept import asked_by, panels_of
from tests.factories.organizations import OrganizationFactory
from tests.factories.summaries import make_correction, make_provisional, owner_on, panelist_of

pytestmark = pytest.mark.django_db


def test_a_person_takes_along_what_they_asked_and_where_they_sat_and_nothing_of_others():
    panel = make_provisional(title="On tracing")
    make_correction(panel, text="My words.")
    actions.ask(panel, by=owner_on(panel), about="Watch", text="CANARY")

    own = [*asked_by(panelist_of(panel)), *panels_of(panelist_of(panel))]

    assert [row["text"] for row in own] == ["My words.", "Explained tracing."]
    assert "CANARY" not in str(own)


def test_question_and_answer_survive_the_account():
    correction = make_correction()
    panel = PanelPage.objects.get(pk=correction.page_id)

    panelist_of(panel).delete()

    assert Correction.objects.get().asked_by is None
    assert panel.panelists.filter(user__isnull=False).count() == 0 and panel.panelists.count() == 2


def test_when_two_records_become_one_its_corrections_follow():
    panel, heir = make_provisional(), OrganizationFactory()
    correction = actions.ask(panel, by=owner_on(panel), about="Watch", text="Other words.")

    FOLLOWER.move(correction.organization, heir, by=None)

    assert Correction.objects.get().organization == heir
