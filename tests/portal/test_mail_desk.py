"""Mail that does not go out: administrators see it, without seeing to whom or about what, and try it again."""

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from home.roles import ADMINISTRATORS
from organizations.models import User
from portal import audit, mail
from portal.models import OutgoingMail
from portal.tasks import deliver_mail
from tests.factories.organizations import UserFactory, join

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
LIST = reverse("mail_problems")


@pytest.fixture
def administrator(client) -> User:
    """An administrator who is signed in."""
    user = UserFactory()
    join(user, ADMINISTRATORS)
    client.force_login(user)
    return user


def make_mail(to: str = "reader@mail.example", **fields) -> OutgoingMail:
    row = mail.store(to, "Your sealed report", "t", template="consultations/email/question", language="en")
    OutgoingMail.objects.filter(pk=row.pk).update(**{"problem": "SMTPRecipientsRefused 550", **fields})
    row.refresh_from_db()
    return row


def test_administrators_see_what_was_given_up_and_what_is_tried_again(client, administrator):
    make_mail("a@given-up.example", state=State.FAILED, attempts=12)
    make_mail("b@waits.example", attempts=3)
    make_mail("c@fine.example", problem="")

    page = client.get(LIST).text

    assert ("given-up.example" in page, "waits.example" in page, "fine.example" in page) == (True, True, False)
    assert "SMTPRecipientsRefused 550" in page
    assert page.count("mail_again") + page.count("/again/") == 1


def test_nobody_learns_there_who_gets_mail_about_what(client, administrator):
    make_mail("whistle@mail.example", state=State.FAILED)

    page = client.get(LIST).text

    assert "mail.example" in page
    assert "whistle" not in page
    assert "sealed" not in page
    assert "email/question" not in page


def test_a_mail_is_tried_again_with_all_its_attempts_and_once_only(client, administrator):
    given_up = make_mail(state=State.FAILED, attempts=12)
    for _press in range(2):
        assert client.post(reverse("mail_again", args=[given_up.uuid])).status_code == 302

    given_up.refresh_from_db()
    assert (given_up.state, given_up.attempts) == (State.QUEUED, 0)
    assert [event.actor for event in audit.history(given_up)] == [administrator]
    assert deliver_mail.func(str(given_up.uuid)) == State.SENT
    assert len(django_mail.outbox) == 1
    assert client.post(reverse("mail_again", args=[given_up.uuid])).status_code == 404


def test_coordinators_do_not_look_after_the_outbox(client, coordinator):
    given_up = make_mail(state=State.FAILED)
    client.force_login(coordinator)

    assert client.get(LIST).headers["Location"] == "/cms/"
    assert client.post(reverse("mail_again", args=[given_up.uuid])).headers["Location"] == "/cms/"
    given_up.refresh_from_db()
    assert given_up.state == State.FAILED


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_asks_as_many_questions_for_three_as_for_one(client, administrator, length, django_assert_num_queries):
    client.get(LIST)
    for number in range(length):
        make_mail(f"a@server-{number}.example", state=State.FAILED)

    with django_assert_num_queries(16):
        page = client.get(LIST).text

    assert page.count("/again/") == length


def test_the_menu_leads_there(client, administrator):
    assert LIST in client.get(reverse("form_switches")).text
