"""From draft to final: who may ask for other words, when, and what keeps a final summary."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dialogues.models import Correction, PanelPage
from dialogues.summaries import actions
from portal.models import AuditEvent, OutgoingMail
from portal.pages import publish
from portal.records import InvalidMove
from tests.database import together
from tests.factories.dialogues import make_dialogue, make_full_dialogue, make_intervention, make_panel, make_panelist
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.statements import make_call, make_statement
from tests.factories.summaries import make_correction, make_provisional, owner_on, panelist_of

pytestmark = pytest.mark.django_db


def end_window(panel: PanelPage) -> PanelPage:
    """The time for corrections has passed."""
    actions.set_window(panel, timezone.now() - timedelta(minutes=1))
    return PanelPage.objects.get(pk=panel.pk)


def finished(panel: PanelPage) -> PanelPage:
    """The summary, made final as the admin does it."""
    panel = PanelPage.objects.get(pk=panel.pk)
    panel.summary_status = "final"
    panel.clean()
    publish(panel)
    return PanelPage.objects.get(pk=panel.pk)


def test_a_draft_holds_what_panellists_said_and_is_not_public(coordinator):
    panel = make_panel(make_dialogue(), topic="Tracing")
    make_panelist(panel, name="Ana <b>Ruiz", affiliation="Watch", summary="Explained & asked.")

    draft = actions.draft(panel, by=coordinator)

    assert "<p><b>Ana &lt;b&gt;Ruiz</b> (Watch): Explained &amp; asked.</p>" in draft.summary
    assert PanelPage.objects.get(pk=panel.pk).summary == ""
    assert PanelPage.objects.get(pk=panel.pk).get_latest_revision_as_object().summary == draft.summary


def test_a_draft_for_a_dialogue_joins_panels_floor_and_accepted_statements(coordinator):
    dialogue = make_full_dialogue(rows=1)
    make_panel(dialogue, number=2, title="On laws", summary="<p>Laws differ.</p>", summary_status="provisional")
    make_intervention(dialogue, speaker="Delegate of Kenya", summary="Asked for help.")
    statement = make_statement("accepted", call=make_call(dialogue=dialogue))
    hidden = make_statement("submitted", call=make_call(dialogue=dialogue), title="CANARY")

    text = actions.draft(dialogue, by=coordinator).summary

    for words in ("Spoke about tracing.", "On laws", "Laws differ.", "Asked for help.", statement.reference):
        assert words in text
    assert hidden.current.title == "CANARY" and "CANARY" not in text


def test_a_draft_does_not_write_over_a_text(coordinator):
    panel = make_panel(make_dialogue(), summary="<p>Mine.</p>", summary_status="provisional")

    with pytest.raises(InvalidMove, match="There is a text already"):
        actions.draft(panel, by=coordinator)


def test_a_provisional_summary_opens_the_time_for_corrections_once_and_tells_those_who_spoke():
    panel = make_provisional()
    until = panel.corrections_until

    publish(panel)

    assert timedelta(days=13) < until - timezone.now() < timedelta(days=15)
    assert PanelPage.objects.get(pk=panel.pk).corrections_until == until
    told = set(OutgoingMail.objects.filter(template__endswith="summary_provisional").values_list("to", flat=True))
    assert told == {panelist_of(panel).email, owner_on(panel).email}


def test_where_nobody_has_an_account_there_is_nobody_to_ask():
    panel = make_panel(make_dialogue(), summary="<p>Words.</p>", summary_status="provisional")
    make_panelist(panel, name="Ana Ruiz")

    publish(PanelPage.objects.get(pk=panel.pk))

    assert PanelPage.objects.get(pk=panel.pk).corrections_until is None


def test_those_who_were_summarized_can_ask():
    panel = make_provisional()

    for who in (panelist_of, owner_on):
        correction = actions.ask(panel, by=who(panel), about="Ana Ruiz", text="Other words.")

        assert correction.state == "asked", who
        assert (correction.organization is not None) == (who is owner_on)


def test_nobody_else_can_ask(coordinator):
    panel = make_provisional()

    for person in (coordinator, UserFactory(), OrganizationFactory().members.get()):
        with pytest.raises(PermissionDenied):
            actions.ask(panel, by=person, about="A", text="B")


def test_after_its_time_nothing_can_be_asked():
    panel = end_window(make_provisional())

    with pytest.raises(InvalidMove, match="is over"):
        make_correction(panel)


def test_the_same_form_sent_twice_asks_once():
    panel, key = make_provisional(), "0b0f3b1e-2f1a-4b6e-9d0a-5b1d2f3c4d5e"

    assert make_correction(panel, form_key=key) == make_correction(panel, form_key=key)
    assert Correction.objects.count() == 1


def test_an_answer_stands_on_record_and_is_told(coordinator):
    correction = make_correction()

    actions.answer(correction, "partly", by=coordinator, words="We changed the second half.")

    correction = Correction.objects.public().get()
    assert (correction.state, correction.answer) == ("partly", "We changed the second half.")
    assert OutgoingMail.objects.filter(template__endswith="summary_answered", to=correction.asked_by.email).exists()
    assert AuditEvent.objects.filter(object_key=str(correction.uuid), after="partly", public=True).exists()


def test_an_answer_needs_words_comes_once_and_not_from_the_one_who_asked(coordinator):
    correction = make_correction()

    with pytest.raises(ValidationError):
        actions.answer(correction, "taken", by=coordinator, words=" ")
    with pytest.raises(PermissionDenied):
        actions.answer(correction, "taken", by=correction.asked_by, words="Yes.")
    actions.answer(correction, "taken", by=coordinator, words="Yes.")
    with pytest.raises(InvalidMove):
        actions.answer(correction, "declined", by=coordinator, words="No.")


def test_more_time_can_be_given_never_less(coordinator):
    panel = make_provisional()
    later = panel.corrections_until + timedelta(days=3)

    actions.extend_window(panel, later, by=coordinator)

    assert PanelPage.objects.get(pk=panel.pk).corrections_until == later
    with pytest.raises(InvalidMove, match="later"):
        actions.extend_window(panel, later - timedelta(days=1), by=coordinator)


def test_a_summary_is_not_final_before_those_who_spoke_were_heard():
    panel = make_provisional()
    with pytest.raises(ValidationError, match="can still ask"):
        finished(panel)

    make_correction(panel)
    end_window(panel)
    with pytest.raises(ValidationError, match="Answer every correction"):
        finished(panel)


def test_what_concerns_people_with_accounts_is_provisional_first():
    panel = make_panel(make_dialogue())
    make_panelist(panel, user=UserFactory())
    panel = PanelPage.objects.get(pk=panel.pk)
    panel.summary, panel.summary_status = "<p>Words.</p>", "final"

    with pytest.raises(ValidationError, match="provisional first"):
        panel.clean()


def test_a_final_summary_stays_as_it_is():
    panel = finished(end_window(make_provisional()))
    moment = panel.summary_final_at
    panel.summary = "<p>Other words.</p>"

    with pytest.raises(ValidationError, match="stays as it is"):
        panel.clean()
    panel.refresh_from_db()
    panel.title = "Another title"
    panel.clean()
    publish(panel)
    assert PanelPage.objects.get(pk=panel.pk).summary_final_at == moment


CHANGES = [
    "UPDATE dialogues_panelpage SET summary = 'x' WHERE page_ptr_id = %s",
    "UPDATE dialogues_panelpage SET summary_status = 'none', summary_final_at = NULL WHERE page_ptr_id = %s",
    "DELETE FROM dialogues_panelpage WHERE page_ptr_id = %s",
]


def test_the_database_keeps_a_final_summary():
    panel = finished(end_window(make_provisional()))

    for sql in CHANGES:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [panel.pk])
            pytest.fail(f"{sql} went through")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dialogues_panelpage SET topic = 'x' WHERE page_ptr_id = %s", [panel.pk])


def test_a_summary_of_a_dialogue_has_the_same_steps():
    with pytest.raises(ValidationError, match="provisional or final"):
        make_dialogue(summary="<p>Words.</p>", summary_status="none")


@pytest.mark.slow
def test_one_form_sent_ten_times_at_once_asks_once(committed_db):
    panel = make_provisional()
    person, key = panelist_of(panel), "0b0f3b1e-2f1a-4b6e-9d0a-5b1d2f3c4d5e"

    def ask():
        return actions.ask(panel, by=person, about="A", text="B", form_key=key).pk

    assert len(set(together(*[ask] * 10))) == 1
    assert Correction.objects.count() == 1


@pytest.mark.slow
def test_two_answers_at_once_leave_one(committed_db):
    correction, coordinators = make_correction(), [CoordinatorFactory() for _ in range(4)]

    answers = together(
        *[lambda one=one: actions.answer(correction, "taken", by=one, words="Yes.") for one in coordinators]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Correction", *["InvalidMove"] * 3]
