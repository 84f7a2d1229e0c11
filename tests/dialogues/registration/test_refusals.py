"""What is refused while somebody types: named beside its place, with everything they typed still there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import DialoguePage, Registration
from dialogues.registration import actions
from tests.dialogues.registration.test_views import at, filled, new
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, owner_of

pytestmark = pytest.mark.django_db
S = Registration.State
SECOND = {"delegates-1-name": "Tomás Rivas", "delegates-1-email": "tomas@example.org", "delegates-1-mode": "online"}
TEXTS = ("name", "email", "position", "needs")
TYPED = ("Lucía Hernández", "lucia@example.org", "Tomás Rivas", "tomas@example.org")


@pytest.fixture
def organization():
    return OrganizationFactory(legal_name="Red Costera")


@pytest.fixture
def member(organization):
    browser = Client()
    browser.force_login(owner_of(organization))
    return browser


def alter(dialogue, **fields):
    """The dialogue changes while somebody has its form open."""
    DialoguePage.objects.filter(pk=dialogue.pk).update(**fields)


def close(dialogue):
    alter(dialogue, registration_closes_at=timezone.now() - timedelta(minutes=11))


def beside(answer, place):
    """The words at this place, which the summary of mistakes leads to."""
    assert answer.status_code == 200
    assert answer.text.partition("<title>")[2].startswith("Error:")
    return answer.text.partition(f'id="id_{place}_error"')[2].partition("</div>")[0]


def summary(answer):
    return answer.text.partition('role="alert"')[2].partition("</div>")[0]


def assert_kept(answer, *words):
    missing = [word for word in (*TYPED, *words) if word.lower() not in answer.text.lower()]
    assert missing == []


@pytest.mark.parametrize("step", ["new", "draft", "sent"])
def test_a_delegation_over_the_limit_is_told_beside_the_people_and_all_of_them_stay(member, organization, step):
    dialogue = make_dialogue(max_delegates=2)
    make = {"draft": make_draft, "sent": make_registration}.get(step)
    address = at("edit", make(organization=organization, dialogue=dialogue)) if make else new(dialogue)
    alter(dialogue, max_delegates=1)

    answer = member.post(address, filled(organization, **SECOND, send=""))

    assert "An organization can send 1 person." in beside(answer, "delegates")
    assert 'href="#id_delegates-0-name"' in summary(answer)
    assert 'aria-describedby="id_delegates_error"' in answer.text
    assert_kept(answer)


def test_a_draft_with_more_people_than_may_come_by_now_shows_every_one_of_them(member, organization):
    people = [make_delegate(name=name) for name in ("Ana Ruiz", "Ben Okri", "Cem Kaya")]
    draft = make_draft(organization=organization, dialogue=make_dialogue(max_delegates=3), delegates=people)
    alter(draft.dialogue, max_delegates=2)

    text = member.get(at("edit", draft)).text

    assert [name for name in ("Ana Ruiz", "Ben Okri", "Cem Kaya") if name not in text] == []


@pytest.mark.parametrize("step", ["new", "draft", "sent"])
def test_a_deadline_that_passed_is_told_beside_the_button_and_nothing_is_lost(member, organization, step):
    dialogue = make_dialogue()
    make = {"draft": make_draft, "sent": make_registration}.get(step)
    address = at("edit", make(organization=organization, dialogue=dialogue)) if make else new(dialogue)
    close(dialogue)
    words = None if step == "sent" else "KEPT words"

    answer = member.post(address, filled(organization, **SECOND, expertise=words, send=""))

    assert "Registration closed on" in beside(answer, "send")
    assert 'href="#id_send"' in summary(answer)
    assert 'id="id_send" aria-describedby="id_send_error"' in answer.text
    assert_kept(answer, words or "")


def test_a_draft_that_a_colleague_sent_meanwhile_keeps_what_was_typed_on_the_page(member, organization):
    draft = make_draft(organization=organization, delegates=[make_delegate()])
    actions.submit(draft, by=owner_of(organization))

    answer = member.post(at("edit", draft), filled(**SECOND, expertise="KEPT words", send=""))

    assert "Not possible now" in summary(answer)
    assert_kept(answer, "KEPT words")
    draft.refresh_from_db()
    assert draft.expertise != "KEPT words"
    assert draft.delegates.count() == 1


def test_the_same_draft_sent_twice_from_its_form_leads_to_its_receipt(member, organization):
    draft = make_draft(organization=organization)
    sent = filled(expertise="Two lines,\r\nas browsers send them.", send="")

    answers = [member.post(at("edit", draft), sent) for _click in range(2)]

    assert [answer.url for answer in answers] == [draft.get_absolute_url()] * 2
    assert Registration.objects.get().state == S.SUBMITTED


def test_people_changed_while_the_list_goes_to_the_bureau_stay_on_the_page(member, organization):
    registration = make_registration(organization=organization)
    actions.forward(registration, by=CoordinatorFactory())
    sent = filled(**SECOND, expertise=None)

    answer = member.post(at("edit", registration), sent)

    assert "With the Extended Bureau" in summary(answer)
    assert_kept(answer)


@pytest.mark.parametrize("step", ["new", "draft"])
def test_who_was_signed_out_while_typing_keeps_the_people(organization, step):
    dialogue = make_dialogue()
    address = new(dialogue) if step == "new" else at("edit", make_draft(organization=organization, dialogue=dialogue))

    answer = Client().post(address, filled(organization, **SECOND, send=""))

    assert answer.status_code == 403
    assert "Your session has ended" in answer.text
    assert_kept(answer)


def test_ten_kilobytes_in_a_field_are_told_beside_it_and_stay(member, organization):
    address = new(make_dialogue())

    for field in ("expertise", "floor_topic", *(f"delegates-0-{name}" for name in TEXTS)):
        flood = "flood@" + "x" * 10_000 + ".org" if field.endswith("email") else "flood " * 1_700
        answer = member.post(address, filled(organization, **{field: flood}, send=""))

        assert beside(answer, field), field
        assert flood[:9_000] in answer.text, field
        assert not Registration.objects.exists(), field


def test_nobody_types_into_the_draft_of_another_organization(member):
    draft = make_draft()

    answer = member.post(reverse("registration:desk_edit", args=[draft.uuid]), filled(**SECOND))

    assert answer.status_code == 404
    assert not draft.delegates.filter(email="tomas@example.org").exists()


def test_a_draft_after_the_deadline_says_so_in_place_of_the_button(member, organization):
    draft = make_draft(organization=organization)
    before = member.get(at("detail", draft)).text
    close(draft.dialogue)

    after = member.get(at("detail", draft)).text

    assert ("Send registration" in before, "Registration closed on" in before) == (True, False)
    assert ("Send registration" in after, "Registration closed on" in after) == (False, True)


def test_once_the_dialogue_is_over_nothing_is_asked_for_any_more_and_nobody_cancels(member, organization):
    registration = make_registration(S.APPROVED, organization=organization)
    now = timezone.now()
    alter(registration.dialogue, starts_at=now - timedelta(hours=5), ends_at=now - timedelta(hours=1))

    text = member.get(at("detail", registration)).text
    member.post(at("cancel", registration))

    asked = ("Cancel the registration", "Still to tell", "What happens next", "shortly before the day")
    assert [words for words in asked if words in text] == []
    assert Registration.objects.get().state == S.APPROVED


def test_the_coordinators_read_what_happened_in_words(client, coordinator):
    registration = make_registration(S.APPROVED)
    client.force_login(coordinator)

    text = client.get(reverse("registration_review", args=[registration.uuid])).text

    assert ": Being checked, " in text
    assert ": submitted" not in text
