"""An invitation by mail and its answer, by somebody who needs no account."""

import pytest
from django.utils import timezone

from dialogues.models import Nomination, Panelist, PanelPage
from dialogues.nominations import inviting
from organizations.models import Organization
from portal.models import OutgoingMail
from portal.pages import publish
from tests.factories.dialogues import make_panel
from tests.factories.nominations import mailed_link, make_nomination, make_nomination_call
from tests.factories.organizations import OrganizationFactory
from tests.factories.people import make_person
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Nomination.State


def draft_people(panel):
    return list(PanelPage.objects.get(pk=panel.pk).get_latest_revision_as_object().panelists.all())


def test_reading_the_link_changes_nothing_and_one_button_puts_the_nominee_on_the_draft(client):
    call, user = make_nomination_call(), make_person("noor@example.org")
    panel = make_panel(call.dialogue, title="Marking")
    organization = OrganizationFactory(legal_name="Red Costera", is_public=True)
    values = {"name": "Noor Haddad", "email": "noor@example.org"}
    nomination = make_nomination(S.INVITED, call, organization, panel=panel, **values)
    link = "/en" + mailed_link(nomination)

    page = client.get(link)
    assert "Marking" in page.text and "Red Costera" in page.text and "no-store" in page.headers["Cache-Control"]
    assert Nomination.objects.get().state == S.INVITED
    OutgoingMail.objects.all().delete()
    for _click in range(2):
        client.post(link)

    assert Nomination.objects.get().state == S.ACCEPTED
    (person,) = draft_people(panel)
    assert (person.name, person.organization, person.user) == ("Noor Haddad", organization, user)
    assert person.nomination == nomination
    assert not Panelist.objects.exists()
    assert OutgoingMail.objects.count() == 2  # the organization's owner and the coordinator who invited, once
    assert "Noor Haddad" not in client.get(f"/en/{panel.address}").text
    publish(PanelPage.objects.get(pk=panel.pk).get_latest_revision_as_object())
    assert "Noor Haddad" in client.get(f"/en/{panel.address}").text
    assert Panelist.objects.get().nomination == nomination


def test_what_a_coordinator_wrote_on_the_draft_stays(coordinator):
    call = make_nomination_call()
    panel = make_panel(call.dialogue)
    draft = PanelPage.objects.get(pk=panel.pk)
    draft.topic = "A topic that is not public yet"
    draft.panelists.add(Panelist(name="Ana Ruiz"))
    draft.save_revision()

    make_nomination(S.ACCEPTED, call, panel=panel, name="Noor Haddad")

    latest = PanelPage.objects.get(pk=panel.pk).get_latest_revision_as_object()
    assert latest.topic == "A topic that is not public yet"
    assert [person.name for person in latest.panelists.all()] == ["Ana Ruiz", "Noor Haddad"]


def test_a_hidden_organization_is_not_named_on_the_panel():
    call = make_nomination_call()
    panel, hidden = make_panel(call.dialogue), OrganizationFactory(legal_name="CANARY")
    Organization.objects.filter(pk=hidden.pk).update(in_directory=False)
    hidden.refresh_from_db()

    make_nomination(S.ACCEPTED, call, hidden, panel=panel)

    (person,) = draft_people(panel)
    assert (person.organization, person.affiliation) == (None, "")


def test_saying_no_is_told_and_puts_nobody_anywhere(client):
    nomination = make_nomination(S.INVITED)

    answer = client.post("/en" + mailed_link(nomination), {"decline": "1"}, follow=True)

    assert "You declined" in answer.text
    assert Nomination.objects.get().state == S.REFUSED
    assert draft_people(nomination.panel) == []


EARLIER = timezone.timedelta(days=20)
ENDS = {
    "revoked": lambda one: inviting.revoke(one, by=one.invited_by),
    "sent again": lambda one: inviting.resend(one, by=one.invited_by),
    "expired": lambda one: Nomination.objects.update(expires_at=timezone.now() - EARLIER + inviting.LASTS),
    "made up": lambda one: None,
}


def test_a_link_that_holds_no_more_takes_no_answer(client):
    nomination = make_nomination(S.INVITED)
    mailed = "/en" + mailed_link(nomination)
    Nomination.objects.update(invited_at=timezone.now() - EARLIER)

    for why, ends in ENDS.items():
        with undone():
            ends(Nomination.objects.get())
            link = "/en/nominations/no-such-token/" if why == "made up" else mailed

            answers = [client.get(link), client.post(link)]

            expected = [200, 409] if why == "expired" else [404, 404]
            assert [answer.status_code for answer in answers] == expected, why
            assert Nomination.objects.get().state == (S.SHORTLISTED if why == "revoked" else S.INVITED), why
            if why == "sent again":
                assert client.get("/en" + mailed_link(nomination)).status_code == 200


def test_the_token_is_stored_nowhere():
    nomination = make_nomination(S.INVITED)

    token = mailed_link(nomination).split("/")[2]

    assert nomination.token_hash != token
    assert inviting.find(token) == nomination
    assert token not in str(list(Nomination.objects.values()))
