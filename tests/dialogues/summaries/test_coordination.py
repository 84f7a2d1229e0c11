"""Who answers corrections of which summaries: all of them, or those of one dialogue."""

import pytest
from django.urls import reverse

from dialogues import coordinators
from dialogues.models import Correction, PanelPage
from organizations.models import User
from portal.models import AuditEvent
from tests.factories.dialogues import make_dialogue, with_aliases
from tests.factories.organizations import SafetyOfficerFactory, UserFactory
from tests.factories.summaries import make_correction, make_provisional

pytestmark = pytest.mark.django_db


def local_of(panel: PanelPage) -> User:
    """Somebody who coordinates the dialogue of this panel, and no other."""
    user = UserFactory()
    coordinators.assign(user, panel.get_parent().specific, by=None, reason="A test.")
    return User.objects.get(pk=user.pk)


def answer(client, correction: Correction):
    """Send an answer to a correction."""
    prefix = correction.uuid.hex
    data = {f"{prefix}-state": "taken", f"{prefix}-answer": "As you say."}
    return client.post(reverse("summary_answer", args=[correction.uuid]), data)


def test_a_coordinator_of_one_dialogue_finds_its_corrections_and_no_others(client):
    panel, other = make_provisional(), make_provisional()
    make_correction(panel, about="Of this one")
    make_correction(other, about="CANARY")
    client.force_login(local_of(panel))

    page = client.get(reverse("summary_queue")).text

    assert "Of this one" in page and "CANARY" not in page


def test_a_coordinator_of_one_dialogue_answers_there(client):
    panel = make_provisional()
    correction = make_correction(panel)
    client.force_login(local_of(panel))

    assert answer(client, correction).status_code == 302
    assert Correction.objects.get().state == "taken"


def test_at_another_dialogue_they_are_refused_and_it_is_noted(client):
    panel, other = make_provisional(), make_provisional()
    correction = make_correction(other)
    client.force_login(local_of(panel))

    for name in ("summary_review", "summary_draft", "summary_extend"):
        address, before = reverse(name, args=[other.pk]), AuditEvent.objects.filter(verb="refused").count()

        refused = client.get(address) if name == "summary_review" else client.post(address, {"until": "2051-01-01"})

        assert refused.status_code == 302 and refused["Location"] == "/cms/", name
        assert AuditEvent.objects.filter(verb="refused").count() == before + 1, name
        answer(client, correction)
        assert Correction.objects.get().state == "asked", name
        assert PanelPage.objects.get(pk=other.pk).corrections_until == other.corrections_until, name


def test_a_safety_officer_has_no_part_in_summaries(client):
    panel = make_provisional()
    client.force_login(SafetyOfficerFactory())

    for address in (reverse("summary_queue"), reverse("summary_review", args=[panel.pk])):
        assert client.get(address)["Location"] == "/cms/"


def test_a_page_that_is_no_dialogue_and_no_panel_has_no_summary(client, coordinator):
    client.force_login(coordinator)

    for key in (0, 1, 10**9):
        assert client.get(reverse("summary_review", args=[key])).status_code == 404, key


def test_a_translation_has_no_summary_of_its_own(client, coordinator):
    dialogue = with_aliases(make_dialogue(), "ar")
    alias = dialogue.get_translations().get()
    client.force_login(coordinator)

    assert client.get(reverse("summary_review", args=[alias.pk])).status_code == 404


def test_an_answer_of_ten_thousand_letters_is_refused_and_kept_in_its_field(client, coordinator):
    correction = make_correction()
    client.force_login(coordinator)
    prefix, long = correction.uuid.hex, "x" * 10_000

    refused = client.post(
        reverse("summary_answer", args=[correction.uuid]), {f"{prefix}-state": "taken", f"{prefix}-answer": long}
    )

    assert refused.status_code == 422 and long in refused.text
    assert Correction.objects.get().state == "asked"


def test_a_script_in_a_wish_is_shown_as_text(client, coordinator):
    correction = make_correction(about="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    client.force_login(coordinator)
    answer(client, correction)
    panel = PanelPage.objects.get(pk=correction.page_id)

    for address in (
        reverse("summary_review", args=[panel.pk]),
        f"/en/dialogues/{panel.get_parent().slug}/corrections/",
    ):
        page = client.get(address).text
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
