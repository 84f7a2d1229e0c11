"""Closing a public form: its page says so, what was typed comes back, and nothing comes in."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission

from organizations.models import Organization, User
from portal import audit
from portal.mechanism.models import FactCorrection
from portal.models import FormSwitch, PublicForm
from portal.switches import set_switch
from submissions.models import Claim, Signature, Statement, Supporter
from tests.factories import declaration, registration, statements, supporters
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.undoing import undone

pytestmark = pytest.mark.django_db
COUNTED = (User, Organization, Statement, Signature, Claim, Supporter, FactCorrection)
NOTICE = "Closed until Monday: a flood of false applications."


def close(form: str) -> FormSwitch:
    return set_switch(form, closed=True, notice=NOTICE, by=None, reason="flood")


def address_of(form: str) -> str:
    """The page of the form, for somebody who may use it."""
    pages = {
        "sign_up": lambda: "/en/accounts/signup/",
        "apply": lambda: "/en/desk/organizations/new/",
        "register": lambda: f"/en/desk/registrations/new/{make_dialogue().slug}/",
        "statements": lambda: f"/en/desk/statements/new/{statements.make_call().slug}/",
        "signing": lambda: f"/en/desk/declaration/{declaration.make_declaration().slug}/sign/",
        "reports": lambda: "/en/desk/consultations/new/",
        "corrections": lambda: "/en/corrections/new/",
        "supporting": lambda: f"/en/declaration/{supporters.make_supportable().slug}/support/",
    }
    return pages[form]()


def test_a_closed_form_says_why_and_takes_nothing_in(client, settings):
    settings.SUPPORTERS = True
    owner = OrganizationFactory().members.get()

    for form in PublicForm.values:
        with undone():
            if form != "sign_up":
                client.force_login(owner)
            address = address_of(form)
            assert NOTICE not in client.get(address).text, form
            close(form)
            before = [model.objects.count() for model in COUNTED]

            page = client.get(address)
            refused = client.post(address, {"text": "What took me the whole afternoon", "form_key": str(uuid4())})

            assert (page.status_code, NOTICE in page.text) == (200, True), form
            assert refused.status_code == 503, form
            assert NOTICE in refused.text, form
            assert refused.text.count("What took me the whole afternoon") == 2, form  # to read, and to send again
            assert before == [model.objects.count() for model in COUNTED], form


def test_what_was_written_before_cannot_be_sent_either(client):
    draft = registration.make_draft()
    client.force_login(registration.owner_of(draft.organization))
    close("register")

    assert client.post(f"/en/desk/registrations/{draft.uuid}/submit/").status_code == 503
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_an_open_form_is_open_while_another_is_closed(client):
    close("sign_up")
    client.force_login(UserFactory())

    assert NOTICE not in client.get("/en/desk/organizations/new/").text


def test_an_administrator_closes_a_form_with_a_notice_and_opens_it_again(client):
    admin = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(admin)
    address = "/cms/forms/sign_up/"

    silent = client.post(address, {"closed": "on", "notice": "", "reason": "flood"})
    closed = client.post(address, {"closed": "on", "notice": NOTICE, "reason": "flood"})

    assert (silent.status_code, closed.status_code) == (422, 302)
    assert NOTICE in client.get("/cms/forms/").text
    client.post(address, {"notice": NOTICE, "reason": "over"})
    switch = FormSwitch.objects.get()
    assert switch.closed_at is None
    told = audit.history(switch).values_list("actor", "before", "after", "reason")
    assert list(told) == [(admin.pk, "open", "closed", "flood"), (admin.pk, "closed", "open", "over")]


def test_only_those_with_the_right_to_it_close_forms(client):
    coordinator = CoordinatorFactory()
    client.force_login(coordinator)
    assert client.get("/cms/forms/").headers["Location"] == "/cms/"
    assert client.post("/cms/forms/sign_up/", {"closed": "on", "notice": "x", "reason": "x"}).status_code == 302
    assert not FormSwitch.objects.exists()

    coordinator.user_permissions.add(Permission.objects.get(codename="change_formswitch"))
    assert client.get("/cms/forms/").status_code == 200
    assert client.get("/cms/forms/nothing/", follow=True).status_code == 404
