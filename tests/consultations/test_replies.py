"""The right of reply: who speaks for a State, what it is shown, and what its words change in public."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from organizations.assigning import end
from organizations.models import Assignment, User
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from submissions.consultations import actions, replying
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.replies import Says, StateReply
from submissions.consultations.status import Status, status
from tests.database import together
from tests.factories.consultations import cluster, country, make_claim, make_published_source
from tests.factories.dialogues import make_dialogue, make_intervention
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, SafetyOfficerFactory, UserFactory
from tests.factories.replies import make_focal_point, make_reply, put_to_state, words
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Claim.State
DESK, FOR_A_CLUSTER, KENYA = "/en/desk/state/", "/en/desk/state/reply/", "/en/consultations/ken/"
CANARY = "canary-of-kisumu"


def typed(**values) -> dict[str, str]:
    """A reply as it comes from the form."""
    usual = {"says": "consulted", "text": "We held two rounds.", "language": "en", "office": "Ministry of Justice"}
    return {**usual, "form_key": str(uuid4()), **values}


def reply_page(claim: Claim) -> str:
    return reverse("consultations:desk_reply_to", args=[claim.uuid])


def three_unnamed() -> list[Claim]:
    """Three organizations that are not named say the same; it is put to the State."""
    values = {"outcome": Outcome.NOT_CONSULTED, "visibility": Visibility.UNNAMED, "account": CANARY}
    claims = [make_claim(state=S.VERIFIED, **values) for _ in range(3)]
    return [actions.put_to_state(claim, by=CoordinatorFactory()) for claim in claims]


def standing_now() -> str:
    return {cell: found.status for cell, found in status(country=country()).items()}.get((country().pk, 1), "silence")


# -- who speaks


@pytest.mark.parametrize(
    "make", [UserFactory, lambda: OrganizationFactory().members.get(), lambda: make_focal_point(country("UGA"))]
)
def test_nobody_but_its_focal_point_speaks_for_a_state(client, make):
    claim, user = put_to_state(), make()
    client.force_login(user)

    with pytest.raises(PermissionDenied):
        replying.reply_to(claim, words(), by=user)
    with pytest.raises(PermissionDenied):
        replying.reply(country(), None, words(), by=user)

    assert client.get(reply_page(claim)).status_code == 404
    assert client.post(reply_page(claim), typed()).status_code == 404
    assert not StateReply.objects.exists()


def test_whose_role_ended_speaks_no_more(client):
    claim, focal = put_to_state(), make_focal_point()
    client.force_login(focal)
    assert client.get(DESK).status_code == 200

    end(Assignment.objects.get(user=focal), by=None, reason="Moved to another post.")

    assert client.get(DESK).status_code == client.get(reply_page(claim)).status_code == 404


def test_a_coordinator_enters_a_reply_and_the_record_says_so(client, coordinator):
    claim = make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    client.force_login(coordinator)

    answer = client.post(reverse("claim_reply", args=[claim.uuid]), typed(text="Sent by letter."))
    assert answer.status_code == 302, answer.text
    answer = client.post(reverse("reply_record"), typed(country="KEN", cluster="2", text="For cluster two."))
    assert answer.status_code == 302, answer.text

    page = client.get(KENYA).text
    assert "Sent by letter." in page and "For cluster two." in page
    assert page.count("Entered by the coordinators") == 2
    assert "Sent by letter." in client.get(reverse("claim_review", args=[claim.uuid])).text


# -- what a State is shown


def test_the_desk_shows_what_was_put_to_the_state_and_what_is_on_record(client):
    put_to_state(account="Nobody wrote to us.")
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, account="They met us.", number=2)
    client.force_login(make_focal_point())

    page = client.get(DESK).text

    assert "Nobody wrote to us." in page and "They met us." in page
    assert client.get("/en/desk/").text.count(DESK) == 2


NOT_PUT = [(state, seen) for state in (S.SUBMITTED, S.QUESTION, S.VERIFIED, S.REJECTED) for seen in Visibility.values]


def test_what_was_not_put_to_the_state_is_not_there(client):
    focal = make_focal_point()
    client.force_login(focal)

    for state, visibility in [*NOT_PUT, (S.RETRACTED, Visibility.PUBLIC)]:
        with undone():
            claim = make_claim(state=state, visibility=visibility, account=CANARY, source_note=CANARY)

            assert CANARY not in client.get(DESK).text, (state, visibility)
            assert client.get(reply_page(claim)).status_code == 404, (state, visibility)
            with pytest.raises(InvalidMove):
                replying.reply_to(claim, words(), by=focal)


def test_another_state_is_not_shown_what_was_put_to_this_one(client):
    claim = put_to_state(account=CANARY)
    client.force_login(make_focal_point(country("UGA")))

    assert CANARY not in client.get(DESK).text
    assert client.get(reply_page(claim)).status_code == 404


def test_unnamed_reports_are_shown_as_a_cluster_and_only_while_three_stand_behind_it(client):
    claims = three_unnamed()
    client.force_login(make_focal_point())

    page = client.get(DESK).text
    assert "Three or more organizations that are not named report this." in page
    assert CANARY not in page and not any(str(claim.uuid) in page for claim in claims)
    assert client.get(reply_page(claims[0])).status_code == 404

    Claim.objects.filter(pk=claims[0].pk).update(visibility=Visibility.COORDINATORS)
    page = client.get(DESK).text
    assert "Three or more" not in page and "Nothing was put to your State." in page


def test_one_who_steps_back_leaves_the_desk_of_the_state_and_takes_the_reply_along(client):
    claim = put_to_state(account=CANARY)
    reply = make_reply(claim, text="That organization was at the meeting.")
    client.force_login(reply.by)

    actions.step_back(claim)

    page = client.get(DESK).text
    assert CANARY not in page and reply.text not in page and "Three or more" not in page
    assert not StateReply.objects.visible_to(reply.by).exists()
    assert not StateReply.objects.public().exists()


def test_the_focal_point_gets_mail_that_says_nothing_of_the_report():
    focal, other = make_focal_point(), make_focal_point(country("UGA"))

    put_to_state(account=CANARY)

    [mail] = OutgoingMail.objects.filter(to=focal.email)
    assert "/desk/state/" in mail.text
    assert CANARY not in mail.text and "Kenya" not in mail.text + mail.subject
    assert not OutgoingMail.objects.filter(to=other.email).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_takes_as_many_queries_for_one_report_as_for_three(client, django_assert_num_queries, number):
    for cell in range(1, number + 1):
        make_reply(put_to_state(number=cell))
        make_reply(make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, number=cell))
    client.force_login(make_focal_point())
    client.get(DESK)

    with django_assert_num_queries(19):
        client.get(DESK)


# -- what a reply does


def test_a_reply_to_a_waiting_report_is_public_only_with_the_report(client):
    claim = put_to_state()
    client.force_login(make_focal_point())
    assert client.post(reply_page(claim), typed(text="We wrote to eleven organizations.")).status_code == 302
    assert "We wrote to eleven organizations." not in client.get(KENYA).text
    assert standing_now() == "silence"

    actions.publish(claim, by=CoordinatorFactory())  # the time to reply is not over, but the reply is here

    page = client.get(KENYA).text
    assert "We wrote to eleven organizations." in page and "Ministry of Justice" in page
    assert standing_now() == Status.DISPUTED


def test_a_reply_for_a_cluster_is_public_at_once(client):
    client.force_login(make_focal_point())

    assert client.post(FOR_A_CLUSTER, typed(cluster="1")).status_code == 302

    assert "We held two rounds." in client.get(KENYA).text
    assert standing_now() == Status.ONE_SOURCE


def test_a_retracted_report_takes_the_reply_along():
    claim = put_to_state()
    make_reply(claim)
    actions.publish(claim, by=CoordinatorFactory())
    assert standing_now() == Status.DISPUTED

    actions.retract(claim, by=CoordinatorFactory(), reason="It was another State.")

    assert not StateReply.objects.public().exists()
    assert standing_now() == "silence"


def test_what_it_says_counts_as_an_official_source():
    make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    assert standing_now() == Status.CONSULTED

    focal = make_focal_point()
    replying.reply(country(), cluster(1), words(Says.ADDS), by=focal)
    assert standing_now() == Status.CONSULTED
    replying.reply(country(), cluster(1), words(Says.CONSULTED), by=focal)
    assert standing_now() == Status.CORROBORATED
    replying.reply(country(), cluster(1), words(Says.NOT_CONSULTED), by=focal)
    assert standing_now() == Status.DISPUTED


def test_a_reply_stands_from_its_day_until_another_replaces_it():
    focal, day = make_focal_point(), timezone.now().date()
    replying.reply(country(), cluster(1), words(Says.CONSULTED), by=focal)

    assert status(country=country(), as_of=day - timedelta(days=1)) == {}
    [found] = status(country=country(), as_of=day).values()
    assert found.names == ("Ministry of Justice",)


def test_replies_add_no_query_to_the_standings(django_assert_num_queries):
    make_published_source()
    make_reply(make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC))

    with django_assert_num_queries(2):
        assert len(status()) == 2


def test_a_later_reply_replaces_the_first_and_both_stay(client):
    claim = make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC)
    first = make_reply(claim, text="We held one round.")
    second = make_reply(claim, text="We held two rounds.", by=first.by)

    assert second.replaces == first
    assert list(StateReply.objects.standing()) == [second]
    page = client.get(KENYA).text
    assert page.index("We held two rounds.") < page.index("We held one round.")
    assert page.count("An earlier reply") == 1


def test_nobody_changes_or_deletes_a_reply():
    reply = make_reply()

    for change in (
        lambda: StateReply.objects.update(text="Something else."),
        lambda: StateReply.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    StateReply.objects.update(by=None)  # the account may go

    reply.refresh_from_db()
    assert (reply.text, reply.by) == ("Two rounds were held.", None)


def test_the_reporter_hears_of_the_reply_and_reads_it(client):
    organization = OrganizationFactory()
    claim = make_claim(organization, state=S.IN_REPLY, visibility=Visibility.PUBLIC, outcome=Outcome.REFUSED)
    owner: User = organization.members.get()
    make_reply(claim, text="The request came late.")

    assert OutgoingMail.objects.filter(to=owner.email, subject__contains="replied").exists()
    client.force_login(owner)
    assert "The request came late." in client.get(reverse("consultations:desk_detail", args=[claim.uuid])).text


def test_the_history_of_a_report_says_that_the_state_replied():
    reply = make_reply()

    event = AuditEvent.objects.get(object_key=str(reply.claim.uuid), verb="reply")
    assert (event.actor, event.after, event.data) == (reply.by, Says.CONSULTED, {})


# -- what is typed


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"says": ""}, "Choose what the State says."),
        ({"says": "maybe"}, "Choose what the State says."),
        ({"text": "  "}, "Write what the State says."),
        ({"office": ""}, "Name the office that replies."),
        ({"cluster": "9"}, "Choose a cluster from the list."),
        ({"text": "x" * 10_000}, "at most 4000 characters"),
        ({"text": "with\0nul"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, wrong, message):
    client.force_login(make_focal_point())

    answer = client.post(FOR_A_CLUSTER, typed(**{"office": "Ministry of the Interior", "cluster": "1"} | wrong))

    assert answer.status_code == 422
    assert message in answer.text
    assert "office" in wrong or "Ministry of the Interior" in answer.text
    assert not StateReply.objects.exists()


def test_an_empty_text_is_refused_by_the_action_too():
    with pytest.raises(ValidationError):
        replying.reply(country(), None, words(text=" "), by=make_focal_point())


def test_the_same_form_sent_twice_makes_one_reply(client):
    claim = put_to_state()
    client.force_login(make_focal_point())
    sent = typed()

    assert client.post(reply_page(claim), sent).status_code == client.post(reply_page(claim), sent).status_code == 302

    assert StateReply.objects.count() == 1


def test_a_reply_is_text_and_no_markup(client):
    make_reply(text="<script>alert(1)</script>", office="<b>Ministry</b>")

    page = client.get(KENYA).text

    assert "<script>alert" not in page and "<b>Ministry" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_office_is_not_typed_twice(client):
    reply = make_reply(office="Unit for treaties")
    client.force_login(reply.by)

    assert "Unit for treaties" in client.get(FOR_A_CLUSTER).text


# -- who sees which


def test_a_reply_that_waits_with_its_report_is_seen_by_its_state_and_by_those_who_check():
    claim = put_to_state()
    reply = make_reply(claim)

    def sees(user) -> bool:
        return StateReply.objects.visible_to(user).exists()

    waiting = (reply.by, CoordinatorFactory(), SafetyOfficerFactory())
    assert all(sees(user) for user in waiting)
    assert not any(sees(user) for user in (UserFactory(), make_focal_point(country("UGA"))))


@pytest.mark.slow
def test_two_replies_at_once_stand_in_one_line(committed_db):
    focal, other = make_focal_point(), CoordinatorFactory()
    key = uuid4()

    together(
        lambda: replying.reply(country(), cluster(1), words(text="One."), by=focal),
        lambda: replying.reply(country(), cluster(1), words(text="Two."), by=other),
    )
    together(
        *(lambda: replying.reply(country(), cluster(2), words(), by=focal, form_key=key) for _ in range(2)),
    )

    assert StateReply.objects.standing().filter(cluster__number=1).count() == 1
    assert StateReply.objects.filter(cluster__number=2).count() == 1


def test_the_desk_shows_what_was_alleged_of_the_state_at_a_dialogue_and_the_way_to_reply(client):
    make_intervention(make_dialogue(title="On routes"), summary="Named a route.", concerns=country())
    make_intervention(make_dialogue(), summary="Named another State.", concerns=country("UGA"))
    client.force_login(make_focal_point())

    said = client.get(DESK).text.partition('id="said"')[2].partition("</section>")[0]

    assert "Named a route." in said and "On routes" in said and f'href="{FOR_A_CLUSTER}"' in said
    assert "Named another State." not in said
