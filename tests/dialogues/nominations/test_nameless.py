"""What stays unsaid: names while it is scored, content in mails; and that bad input is given back as it was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues import coordinators
from dialogues.models import Nomination
from dialogues.nominations import deciding, inviting
from dialogues.nominations.permissions import may_decide
from organizations.models import Role, User
from portal.mechanism.models import State
from portal.models import OutgoingMail
from tests.dialogues.nominations.test_inviting import draft_people
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.nominations import POINTS, mailed_link, make_nomination, make_nomination_call
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.people import make_person
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db

S = Nomination.State
GIVEN = {f"score-{name}": value for name, value in POINTS.items()}


def at(name, nomination):
    return reverse(f"nomination_{name}", args=[nomination.uuid])


def canary(state=S.SUBMITTED, **fields):
    """A nomination in which everything that names somebody says so."""
    owner = UserFactory(first_name="CANARY", last_name="CANARY", email="canary@owner.example")
    organization = OrganizationFactory(legal_name="CANARY union", slug="canary-union", owner=owner)
    known = {"name": "CANARY Noor", "email": "canary@example.org", "position": "CANARY director"}
    return make_nomination(state, organization=organization, **known, **fields)


def beside(text, field):
    """What stands beside a field as its mistake."""
    return text.partition(f'id="id_{field}_error"')[2][:300]


def test_no_page_of_a_nomination_that_is_scored_names_nominee_organization_or_sender(client, coordinator):
    client.force_login(coordinator)
    one = canary(call=make_nomination_call(names_shown="at_decision"))
    bad = {**GIVEN, "score-clarity": 9, "score-note": "Typed."}
    pages = [client.get(at("review", one)), client.post(at("score", one), bad), client.get("/cms/nominations/")]
    client.post(at("score", one), GIVEN)  # their own points open nothing before the shortlist, not even the account
    pages += [client.get(at("review", one)), client.post(at("not_choose", one), {"reason-reason": ""})]
    pages += [client.get("/cms/nominations/", {"state": S.SUBMITTED, "dialogue": one.call.dialogue.slug})]
    pages += [client.get(reverse("nomination_balance", args=[one.call.dialogue.slug]))]

    assert [page.status_code for page in pages] == [200, 422, 200, 200, 422, 200, 200]
    assert not [page.request["PATH_INFO"] for page in pages if "canary" in page.text.lower()]
    assert one.receipt in pages[2].text and "Typed." in pages[1].text and ": Being scored<" in pages[3].text


def test_what_was_turned_down_unread_stays_nameless_for_who_gave_no_points(client, coordinator):
    client.force_login(coordinator)
    one = canary(S.NOT_CHOSEN)

    assert "canary" not in client.get(at("review", one)).text.lower()
    assert "canary" not in client.get("/cms/nominations/").text.lower()


def test_mails_name_nobody_and_go_to_those_who_write_and_who_invited_each_in_their_language():
    one = canary(S.SUBMITTED, languages=["fr"])
    organization, by = one.organization, CoordinatorFactory()
    editor = MembershipFactory(organization=organization, role=Role.EDITOR, user=UserFactory(language="es")).user
    MembershipFactory(organization=organization, role=Role.VIEWER)
    gone = MembershipFactory(organization=organization, role=Role.SIGNATORY).user
    User.objects.filter(pk=gone.pk).update(is_active=False)
    deciding.score(one, by=by, points=POINTS)
    deciding.shortlist(one, by=by)
    inviting.accept(inviting.invite(one, make_panel(one.call.dialogue), by=by))

    told = [(mail.template.rpartition("_")[2], mail.to, mail.language) for mail in OutgoingMail.objects.order_by("pk")]
    assert told[:2] == [("received", "canary@owner.example", "en"), ("invited", "canary@example.org", "fr")]
    assert sorted(told[2:]) == sorted(
        [("answered", "canary@owner.example", "en"), ("answered", editor.email, "es"), ("answered", by.email, "en")]
    )
    for mail in OutgoingMail.objects.all():
        assert "canary" not in (mail.subject + mail.text + mail.html).lower()
        assert one.receipt in mail.text
    paths = {mail.to: mail.text for mail in OutgoingMail.objects.filter(template__endswith="answered")}
    assert (
        f"/cms/nominations/{one.uuid}/" in paths[by.email] and f"/desk/nominations/{one.uuid}/" in paths[editor.email]
    )


def test_a_coordinator_who_left_is_not_told_of_the_answer():
    one = make_nomination(S.INVITED)
    User.objects.filter(pk=one.invited_by_id).update(is_active=False)
    OutgoingMail.objects.all().delete()

    inviting.refuse(one)

    assert [mail.to for mail in OutgoingMail.objects.all()] == [owner_of(one.organization).email]


@pytest.mark.parametrize(("first", "second"), [({}, {"decline": "1"}), ({"decline": "1"}, {})])
def test_an_answer_is_not_turned_round_by_the_same_link(client, first, second):
    one = make_nomination(S.INVITED)
    link = "/en" + mailed_link(one)
    client.post(link, first)
    state, mails = Nomination.objects.get().state, OutgoingMail.objects.count()

    answers = [client.post(link, second), client.head(link), client.put(link)]

    assert [answer.status_code for answer in answers] == [409, 200, 405]
    assert "answered already" in answers[0].text and "<button class" not in answers[0].text.partition("<dl")[2]
    assert (Nomination.objects.get().state, OutgoingMail.objects.count()) == (state, mails)
    assert len(draft_people(one.panel)) == (state == S.ACCEPTED)


def test_an_expired_invitation_holds_again_once_it_was_sent_again(client):
    one = make_nomination(S.INVITED)
    earlier = timezone.now() - inviting.LASTS - timezone.timedelta(seconds=1)
    Nomination.objects.update(invited_at=earlier, expires_at=earlier + inviting.LASTS)
    assert "has expired" in client.post("/en" + mailed_link(one)).text

    inviting.resend(one, by=one.invited_by)

    assert client.post("/en" + mailed_link(one)).status_code == 302
    assert Nomination.objects.get().state == S.ACCEPTED


def test_nobody_accepts_a_seat_on_a_panel_that_is_gone(client):
    one = make_nomination(S.INVITED)
    Nomination.objects.update(panel=None)
    link = "/en" + mailed_link(one)

    answer = client.post(link)

    assert (answer.status_code, Nomination.objects.get().state) == (409, S.INVITED)
    assert "taken off the programme" in answer.text
    assert not OutgoingMail.objects.filter(template__endswith="answered").exists()


def test_who_sits_on_the_panel_already_is_not_seated_twice():
    call, user = make_nomination_call(), make_person("noor@example.org")
    panel = make_panel(call.dialogue)
    for _organization in range(2):
        make_nomination(S.ACCEPTED, call, panel=panel, email="noor@example.org")

    assert [person.user for person in draft_people(panel)] == [user]


def test_a_coordinators_mistakes_stand_beside_their_fields_with_what_was_typed(client, coordinator):
    client.force_login(coordinator)
    one = make_nomination(S.SHORTLISTED)
    long = "CANARY " * 300

    note = client.post(at("score", one), {**GIVEN, "score-note": long}).text
    assert "at most 1000" in beside(note, "score-note") and long.strip() in note
    reason = client.post(at("not_choose", one), {"reason-reason": long}).text
    assert "at most 2000" in beside(reason, "reason-reason") and long.strip() in reason
    assert "Choose the panel." in beside(client.post(at("invite", one), {}).text, "invite-panel")
    assert not one.scores.filter(by=coordinator).exists()
    assert Nomination.objects.get().state == S.SHORTLISTED


def test_the_desk_takes_neither_another_dialogues_panel_nor_a_foreign_organization_and_keeps_the_rest(client):
    one = make_nomination(S.DRAFT)
    client.force_login(owner_of(one.organization))
    foreign = make_panel(make_dialogue())
    sent = {
        "name": "Typed name", "email": "typed@", "position": "Typed position", "languages": ["es"], "kind": "academia",
        "country": State.objects.get(iso3="MEX").pk, "expertise": "Typed expertise", "panel": foreign.slug,
        "organization": OrganizationFactory().uuid, "form_key": one.uuid,
    }  # fmt: skip

    for address in (
        reverse("nominations:desk_edit", args=[one.uuid]),
        reverse("nominations:desk_create", args=[one.call.dialogue.slug]),
    ):
        text = client.post(address, sent).text
        assert "valid choice" in beside(text, "panel") and "valid email" in beside(text, "email"), address
        assert all(f"Typed {what}" in text for what in ("name", "position", "expertise")) and "typed@" in text
    good = {"email": "typed@example.org", "panel": "", "consent": "on"}
    client.post(address, sent | good)
    assert not Nomination.objects.exclude(organization=one.organization).exists()
    assert list(Nomination.objects.filter(pk=one.pk).values_list("name", "panel")) == [(one.name, None)]


def test_pages_of_coordinators_ask_as_often_for_one_as_for_three(client, coordinator):
    client.force_login(coordinator)
    call = make_nomination_call()
    one = make_nomination(S.SHORTLISTED, call)
    pages = [at("review", one), reverse("nomination_balance", args=[call.dialogue.slug]), "/cms/nominations/"]

    def asked():
        counts = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    first = asked()
    for country in ("MEX", "FRA"):
        deciding.score(one, by=CoordinatorFactory(), points=POINTS)
        make_nomination(S.SHORTLISTED, call, country=State.objects.get(iso3=country))
    assert asked() == first


def test_the_queue_names_no_dialogue_that_somebody_else_coordinates(client):
    mine = make_nomination()
    make_nomination_call(make_dialogue(title="CANARY of others", live=False))
    local = UserFactory()
    coordinators.assign(local, mine.call.dialogue, by=None, reason="One dialogue.")
    client.force_login(local)

    text = client.get(reverse("nomination_queue")).text

    assert mine.call.dialogue.title in text and "CANARY" not in text


def test_a_coordinator_who_is_nominated_does_not_decide_on_it():
    judge = CoordinatorFactory()
    judge.emailaddress_set.create(email=judge.email, verified=True)

    assert may_decide(judge, make_nomination())
    assert not may_decide(judge, make_nomination(email=judge.email))


def test_a_coordinator_who_acts_for_the_organization_reads_no_points_of_others(client):
    concerned = CoordinatorFactory()
    nomination = make_nomination(S.SHORTLISTED)
    nomination.scores.update(note="CANARY of a colleague")
    MembershipFactory(organization=nomination.organization, user=concerned, role=Role.VIEWER)
    client.force_login(concerned)
    pages = [reverse("nomination_review", args=[nomination.uuid]), reverse("nomination_queue")]
    average = "3.7 of 5"  # POINTS by the weights of the call

    assert not any(word in client.get(page).text for page in pages for word in ("CANARY", average))
    client.force_login(CoordinatorFactory())
    assert "CANARY" in client.get(pages[0]).text and average in client.get(pages[1]).text


def test_an_invitation_to_a_panel_that_is_gone_can_still_be_declined():
    nomination = make_nomination(S.INVITED)
    Nomination.objects.filter(pk=nomination.pk).update(panel=None)

    assert inviting.refuse(nomination).state == S.REFUSED
