"""Inviting somebody: from the mail to the desk, and everything that ends an invitation."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations import actions as organization_actions
from organizations.models import Invitation, Membership, Role, User
from organizations.people import invitations
from organizations.people.models import hash_of
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    profile,
)
from tests.factories.people import GUEST, link, make_invitation, make_person, owner_of, roles, token
from tests.organizations.test_accounts import CONFIRM, NEW, SIGNUP, code
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


def mails(template: str) -> list[str]:
    """To whom mail of this kind went."""
    return [mail.to for mail in OutgoingMail.objects.filter(template=f"organizations/email/{template}").order_by("to")]


def age(invitation: Invitation, time: timedelta) -> Invitation:
    """The same, as if it had been sent that long ago."""
    shifted = {"sent_at": invitation.sent_at - time, "expires_at": invitation.expires_at - time}
    Invitation.objects.filter(pk=invitation.pk).update(**shifted)
    invitation.refresh_from_db()
    return invitation


@pytest.fixture
def organization():
    return OrganizationFactory(legal_name="Harbour Watch")


def test_from_the_form_over_the_mail_to_the_desk(client, organization):
    owner, guest = owner_of(organization), make_person(GUEST)
    client.force_login(owner)
    client.post(
        reverse("organizations:people_invite", args=[organization.uuid]),
        {"email": "Guest@Elsewhere.Example", "role": "signatory", "language": "fr"},
    )
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == (GUEST, "fr")
    assert "Harbour" not in mail.text + mail.html + mail.subject
    assert str(owner) not in mail.text

    reader = Client()
    reader.force_login(guest)
    page = reader.get(link())
    assert (page.status_code, roles(organization)) == (200, {owner.email: "owner"})
    answer = reader.post(link())

    assert answer.headers["Location"] == reverse("organizations:desk_detail", args=[organization.uuid])
    assert roles(organization) == {owner.email: "owner", GUEST: "signatory"}
    assert mails("member_joined") == [owner.email]
    assert [event.verb for event in audit.history(organization)] == ["join"]


def test_somebody_without_an_account_signs_up_and_comes_back(client, organization):
    make_invitation(organization, email=NEW["email"])
    page = client.get(link())
    assert "Harbour Watch" in page.text
    sign_up = next(part.split('"')[0] for part in page.text.split('href="') if part.startswith("/en/accounts/signup/"))

    assert sign_up == f"{SIGNUP}?next={link().replace('/', '%2F')}"
    client.post(sign_up, {**NEW, "next": link()})
    confirmed = client.post(CONFIRM, {"code": code()})

    assert confirmed.headers["Location"] == link()
    client.post(link())
    assert roles(organization)[NEW["email"]] == "editor"


def test_whoever_is_signed_in_with_another_address_is_told_and_cannot_accept(client, organization):
    make_invitation(organization)
    client.force_login(make_person("other@elsewhere.example"))

    assert "was sent to another address" in client.get(link()).text
    answer = client.post(link())

    assert (answer.status_code, len(roles(organization))) == (409, 1)
    assert "Sign in with that one" in answer.text


def test_an_address_that_was_never_confirmed_is_not_that_of_the_guest(organization):
    invitation, guest = make_invitation(organization), make_person(GUEST)
    guest.emailaddress_set.update(verified=False)

    with pytest.raises(InvalidMove):
        invitations.accept(invitation, by=guest)


def test_accepting_twice_is_one_membership(organization):
    invitation, guest = make_invitation(organization), make_person(GUEST)

    first, second = invitations.accept(invitation, by=guest), invitations.accept(invitation, by=guest)

    assert first == second
    assert Membership.objects.filter(user=guest).count() == 1


def test_the_token_is_kept_as_a_hash_only(organization):
    invitation = make_invitation(organization)

    assert invitation.token_hash == hash_of(token())
    assert token() not in str(list(Invitation.objects.values()))


def test_sending_again_ends_the_old_link_and_begins_a_new_term(client, organization):
    invitation = age(make_invitation(organization), timedelta(days=20))
    old, before = link(), OutgoingMail.objects.count()
    client.force_login(owner_of(organization))
    assert "Expired" in client.get(reverse("organizations:people_list", args=[organization.uuid])).text

    client.post(reverse("organizations:invitation_resend", args=[invitation.uuid]))

    assert OutgoingMail.objects.count() == before + 1
    assert [Client().get(old).status_code, Client().get(link()).status_code] == [404, 200]
    invitation.refresh_from_db()
    assert not invitation.has_expired


def test_a_second_click_sends_no_second_mail(organization):
    invitation, owner = make_invitation(organization), owner_of(organization)

    assert make_invitation(organization) == invitation
    assert invitations.resend(invitation, by=owner) == invitation
    assert mails("invitation") == [GUEST]


def test_inviting_an_address_again_changes_the_role_of_the_open_one(organization):
    make_invitation(organization)
    again = make_invitation(organization, role=Role.VIEWER)

    assert Invitation.objects.get() == again
    assert again.role == Role.VIEWER


def test_nobody_fills_a_strangers_mailbox(organization):
    invitation = make_invitation(organization)
    for _time in range(invitations.MAILS_A_DAY - 1):
        invitations.resend(age(invitation, LATER), by=owner_of(organization))

    with pytest.raises(InvalidMove, match="enough mail"):
        invitations.resend(age(invitation, LATER), by=owner_of(organization))
    with pytest.raises(InvalidMove, match="enough mail"):
        make_invitation(OrganizationFactory())
    assert len(mails("invitation")) == invitations.MAILS_A_DAY


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda one: invitations.revoke(one, by=owner_of(one.organization)), "declined or taken back"),
        (lambda one: invitations.decline(one, by=make_person("late@elsewhere.example")), "declined or taken back"),
        (lambda one: age(one, timedelta(days=15)), "has expired"),
    ],
)
def test_an_invitation_that_ended_opens_nothing(client, organization, end, words):
    invitation = make_invitation(organization, email="late@elsewhere.example")
    end(invitation)
    client.force_login(invitation_guest("late@elsewhere.example"))

    assert words in client.get(link()).text
    assert client.post(link()).status_code == 409
    assert len(roles(organization)) == 1


def invitation_guest(email: str):
    """The account of this address, made where there is none."""
    return User.objects.filter(email=email).first() or make_person(email)


def test_a_member_needs_no_invitation(organization):
    with pytest.raises(ValidationError):
        make_invitation(organization, email=owner_of(organization).email)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.SIGNATORY])
def test_only_owners_invite_send_again_and_take_back(organization, role):
    colleague, invitation = MembershipFactory(organization=organization, role=role).user, make_invitation(organization)

    with pytest.raises(InvalidMove):
        invitations.invite(organization, "x@y.example", Role.VIEWER, language="en", by=colleague)
    for act in (invitations.resend, invitations.revoke):
        with pytest.raises(InvalidMove):
            act(invitation, by=colleague)


def test_one_live_invitation_of_an_address_is_kept_by_the_database(organization):
    invitation = make_invitation(organization)
    invitation.pk, invitation.uuid, invitation.token_hash = None, "00000000-0000-4000-8000-000000000001", "x"

    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save(force_insert=True)


def test_too_many_open_invitations_are_refused(organization, monkeypatch):
    monkeypatch.setattr(invitations, "OPEN_AT_MOST", 1)
    make_invitation(organization)

    with pytest.raises(InvalidMove, match="Too many"):
        make_invitation(organization, email="b@elsewhere.example")


@pytest.mark.parametrize("token", ["nothing", "x" * 5000, "%00", "a'b"])
def test_a_made_up_link_leads_nowhere(client, token):
    assert client.get(f"/en/desk/invitations/{token}/").status_code in (400, 404)


def test_invitations_are_deleted_thirty_days_after_their_last_mail(organization):
    numbers = iter(range(9))

    def make(at):
        one = make_invitation(organization, email=f"guest{next(numbers)}@elsewhere.example")
        return age(one, timezone.now() - at)

    old, young = keep_promise("invitations", make)
    assert (gone(old), gone(young)) == (True, False)


def test_an_invitation_moves_with_an_application_that_becomes_a_listed_organization():
    listed = organization_actions.list_named("Institute of Peace", source="A report")
    application = organization_actions.register(profile(legal_name="Institute of Peace"), by=UserFactory())
    application = organization_actions.submit(application, by=application.registered_by)
    organization_actions.identify(application, listed, by=CoordinatorFactory())
    invitation, guest = make_invitation(application), make_person(GUEST)

    organization_actions.decide(application, "verified", by=CoordinatorFactory())
    invitation.refresh_from_db()
    invitations.accept(invitation, by=guest)

    assert GUEST in roles(listed)


@pytest.mark.parametrize(
    ("role", "template"), [(Role.OWNER, "owner_added"), (Role.SIGNATORY, "role_raised")], ids=["owner", "signatory"]
)
def test_a_role_that_an_invitation_raises_is_told_to_every_other_owner(organization, role, template):
    guest, owner = make_person(GUEST), owner_of(organization)
    other = MembershipFactory(organization=organization, role=Role.OWNER).user
    invitation = make_invitation(organization, role=role)
    MembershipFactory(organization=organization, user=guest, role=Role.VIEWER)
    OutgoingMail.objects.all().delete()

    invitations.accept(invitation, by=guest)

    assert roles(organization)[GUEST] == role
    assert mails(template) == sorted([owner.email, other.email])
    assert OutgoingMail.objects.count() == 2
    assert "Harbour" not in "".join(mail.subject + mail.text for mail in OutgoingMail.objects.all())
    event = audit.history(organization).get(verb="role")
    assert (event.before, event.after) == ("viewer", role)


def test_an_invitation_to_less_changes_nothing_and_says_nothing(organization):
    guest = make_person(GUEST)
    invitation = make_invitation(organization, role=Role.VIEWER)
    MembershipFactory(organization=organization, user=guest, role=Role.SIGNATORY)
    OutgoingMail.objects.all().delete()

    invitations.accept(invitation, by=guest)

    assert roles(organization)[GUEST] == "signatory"
    assert not OutgoingMail.objects.exists()
