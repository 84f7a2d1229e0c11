"""Signing at the desk: what a person sees, sends and is told."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Membership, Organization, OrganizationState, Role
from portal.models import AuditEvent, OutgoingMail
from submissions.declaration import actions
from submissions.declaration.models import LedgerEntry, Signature
from tests.factories.declaration import let_time_pass, make_declaration, make_draft, make_locked, owner_of, sign
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.undoing import undone

pytestmark = pytest.mark.django_db
LIST = "/en/desk/declaration/"


@pytest.fixture
def declaration():
    return make_declaration()


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def owner(organization, client):
    """The owner of the organization, signed in."""
    user = owner_of(organization)
    client.force_login(user)
    return user


def sign_address(declaration) -> str:
    return reverse("declaration:desk_sign", args=[declaration.slug])


def address(name: str, signature: Signature) -> str:
    return reverse(f"declaration:desk_{name}", args=[signature.uuid])


def words(organization, **other) -> dict[str, object]:
    """What a filled-in form sends."""
    return {
        "form_key": uuid4(),
        "organization": organization.uuid,
        "name": "Noor Haddad",
        "position": "Director",
        "authorised": "on",
        "organization_named": "on",
        **other,
    }


def test_the_page_shows_the_exact_text_and_its_hash_and_asks(client, declaration, organization, owner):
    answer = client.get(sign_address(declaration))

    assert "We ask to be heard." in answer.text
    assert declaration.versions.get().fingerprint in answer.text
    assert f"You sign for <b><bdi>{organization.legal_name}</bdi></b>, Kenya." in answer.text
    assert "What you sign" in answer.text
    assert answer.text.count("Sign the declaration</button>") == 1


def test_the_authentic_text_is_signed_in_whatever_language_one_reads(client, organization, owner):
    declaration = make_declaration(texts={"en": "We ask.", "fr": "Nous demandons."})

    answer = client.get(sign_address(declaration).replace("/en/", "/fr/")).text

    assert '<div lang="en" dir="ltr"><p class="p">We ask.</p>' in answer
    assert "Nous demandons." not in answer


def test_signing_leads_to_what_stands_with_the_receipt(client, declaration, organization, owner):
    answer = client.post(sign_address(declaration), words(organization, named="on"), follow=True)

    signature = Signature.objects.get()
    assert answer.redirect_chain == [(sign_address(declaration), 302)]
    assert f"by your organization <bdi>{organization.legal_name}</bdi>" in answer.text
    assert signature.entry.get_absolute_url() in answer.text
    assert "What you sign" not in answer.text
    assert (signature.organization_named, signature.signatory.named, signature.signatory.user) == (True, True, owner)


def test_a_second_signing_shows_the_first(client, declaration, organization, owner):
    form = words(organization)
    colleague = MembershipFactory(organization=organization, role=Role.SIGNATORY).user
    client.post(sign_address(declaration), form)
    first = client.get(sign_address(declaration)).text

    for user, sent in ((owner, form), (owner, words(organization)), (colleague, words(organization, name="Other"))):
        client.force_login(user)
        answer = client.post(sign_address(declaration), sent, follow=True)
        assert answer.status_code == 200
        assert Signature.objects.get().entry.hash in answer.text
        assert "Noor Haddad" in answer.text

    assert Signature.objects.get().entry.hash in first
    assert LedgerEntry.objects.filter(kind="sign").count() == 1


def test_nobody_is_named_unless_the_boxes_say_so(client, declaration, organization, owner):
    form = words(organization)
    del form["organization_named"]

    client.post(sign_address(declaration), form)

    signature = Signature.objects.get()
    assert (signature.organization_named, signature.signatory.named) == (False, False)
    assert "counted, and not named" in client.get(LIST).text


def test_an_organization_outside_the_directory_is_not_named_by_default(client, declaration):
    for listed in (True, False):
        user = owner_of(OrganizationFactory(in_directory=listed))
        client.force_login(user)
        form = client.get(sign_address(declaration)).context["form"]
        assert form["organization_named"].value() is listed


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(client, declaration, organization, owner):
    for change, message in [
        ({"authorised": ""}, "Confirm that you are authorised to sign."),
        ({"name": ""}, "This field is required."),
        ({"position": ""}, "This field is required."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "Noor\0"}, "Null characters are not allowed."),
        ({"organization": uuid4()}, "Choose one of your verified organizations."),
        ({"organization": "1 OR 1=1"}, "is not a valid UUID"),
        ({"form_key": "x"}, "Enter a valid UUID."),
    ]:
        answer = client.post(sign_address(declaration), words(organization, position="Kept words") | change)

        assert answer.status_code == 200, change
        assert message in answer.text, change
        assert "<title>Error:" in answer.text, change
        if "position" not in change:
            assert 'value="Kept words"' in answer.text, change
        assert not Signature.objects.exists(), change


def test_nobody_signs_for_an_organization_of_others(client, declaration, owner):
    other = OrganizationFactory()

    answer = client.post(sign_address(declaration), words(other))

    assert "Choose one of your verified organizations." in answer.text
    assert other.legal_name not in answer.text
    assert not Signature.objects.exists()


def test_signing_too_late_says_what_stands_and_keeps_the_words(client, declaration, organization, owner):
    let_time_pass(declaration)

    answer = client.post(sign_address(declaration), words(organization))

    assert answer.status_code == 200
    assert "Signing ended on" in answer.text
    assert 'value="Noor Haddad"' in answer.text
    assert not Signature.objects.exists()


@pytest.mark.parametrize("make", [make_locked, lambda: let_time_pass(make_declaration())])
def test_without_anything_to_sign_there_is_no_form(client, organization, owner, make):
    answer = client.get(sign_address(make()))

    assert answer.status_code == 200
    assert "Sign the declaration</button>" not in answer.text
    assert "Signing" in answer.text


def test_a_draft_is_not_there(client, owner):
    assert client.get(sign_address(make_draft())).status_code == 404
    assert client.post(sign_address(make_draft())).status_code == 404


def test_who_cannot_sign_is_told_why(client, declaration, organization):
    for role, state, reason in [
        (Role.VIEWER, OrganizationState.VERIFIED, "Signing is for owners and signatories."),
        (Role.EDITOR, OrganizationState.VERIFIED, "Signing is for owners and signatories."),
        (Role.OWNER, OrganizationState.SUBMITTED, "Your organization is not verified."),
        (Role.OWNER, OrganizationState.SUSPENDED, "Your organization is not verified."),
        (None, None, "You act for no organization here yet."),
    ]:
        with undone():
            user = MembershipFactory(organization=organization, role=role).user if role else UserFactory()
            if state:
                Organization.objects.filter(pk=organization.pk).update(state=state)
            client.force_login(user)

            page = client.get(sign_address(declaration))
            sent = client.post(sign_address(declaration), words(organization))

            assert (page.status_code, sent.status_code) == (200, 403), (role, state)
            for answer in (page, sent):
                assert reason in answer.text, (role, state)
                assert "Sign the declaration</button>" not in answer.text, (role, state)
            assert not Signature.objects.exists(), (role, state)


def test_who_signs_for_two_organizations_chooses(client, declaration, organization, owner):
    other = MembershipFactory(user=owner, role=Role.SIGNATORY).organization

    page = client.get(sign_address(declaration)).text
    assert organization.legal_name in page
    assert other.legal_name in page
    client.post(sign_address(declaration), words(other))

    after = client.get(sign_address(declaration)).text
    assert f"by your organization <bdi>{other.legal_name}</bdi>" in after
    assert "Sign the declaration</button>" in after
    assert Signature.objects.get().organization == other


def test_the_list_shows_ours_and_what_is_open(client, declaration, organization, owner):
    signature = sign(declaration, organization)
    stranger = sign(declaration)

    answer = client.get(LIST).text

    assert signature.entry.get_absolute_url() in answer
    assert sign_address(declaration) in answer
    assert address("withdraw", signature) in answer
    assert address("hide", signature) in answer
    assert stranger.entry.hash not in answer


def test_the_list_is_empty_for_who_signed_nothing(client, owner):
    assert "Your organization has signed nothing yet." in client.get(LIST).text


def test_readers_see_the_signature_without_the_ways_to_undo_it(client, declaration, organization):
    signature = sign(declaration, organization)
    client.force_login(MembershipFactory(organization=organization, role=Role.VIEWER).user)

    answer = client.get(LIST).text

    assert signature.entry.get_absolute_url() in answer
    assert address("withdraw", signature) not in answer
    assert address("hide", signature) not in answer


def test_withdrawing_asks_for_a_reason_and_then_says_it_is_done(client, declaration, organization, owner):
    signature = sign(declaration, organization)
    where = address("withdraw", signature)

    empty = client.post(where, {"reason": " "})
    assert "This field is required." in empty.text
    assert Signature.objects.get().state == Signature.State.LIVE

    answer = client.post(where, {"reason": "The board decided so"}, follow=True)
    assert "The signature is withdrawn." in answer.text
    assert "The board decided so" in answer.text
    assert "named in public" not in answer.text
    assert address("withdraw", signature) not in answer.text
    assert Signature.objects.get().state == Signature.State.WITHDRAWN


def test_withdrawing_twice_or_too_late_says_what_stands(client, declaration, organization, owner):
    signature = sign(declaration, organization)
    client.post(address("withdraw", signature), {"reason": "Once"})

    again = client.post(address("withdraw", signature), {"reason": "Kept words"})
    assert "This signature was withdrawn on" in again.text
    assert "Kept words" in again.text

    second = sign(declaration, organization)
    let_time_pass(declaration)
    late = client.post(address("withdraw", second), {"reason": "Late"})
    assert "Signing has ended, so the signature stands." in late.text
    assert LedgerEntry.objects.filter(kind="revoke").count() == 1


def test_hiding_asks_first_and_then_says_it_is_done(client, declaration, organization, owner):
    signature = sign(declaration, organization)
    assert "The signature still counts." in client.get(address("hide", signature)).text
    assert Signature.objects.get().organization_named

    answer = client.post(address("hide", signature), follow=True)

    assert "Your organization is no longer named in public." in answer.text
    assert not Signature.objects.get().organization_named
    assert address("hide", signature) not in answer.text


@pytest.mark.parametrize("name", ["withdraw", "hide"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_signature_of_others_is_not_there(client, declaration, organization, owner, name, method):
    theirs = sign(declaration)
    made_up = Signature(uuid=uuid4())

    answers = [getattr(client, method)(address(name, one), {"reason": "No"}) for one in (theirs, made_up)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(str(theirs.uuid), "") == answers[1].text.replace(str(made_up.uuid), "")
    client.force_login(CoordinatorFactory())
    assert getattr(client, method)(address(name, theirs), {"reason": "No"}).status_code == 404


@pytest.mark.parametrize("name", ["withdraw", "hide"])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_what_is_seen_but_not_allowed_is_forbidden(client, declaration, organization, name, role):
    signature = sign(declaration, organization)
    client.force_login(MembershipFactory(organization=organization, role=role).user)

    assert client.get(address(name, signature)).status_code == 403
    assert client.post(address(name, signature), {"reason": "No"}).status_code == 403
    assert Signature.objects.live().get().organization_named


def test_a_former_member_sees_nothing(client, declaration, organization, owner):
    signature = sign(declaration, organization)
    Membership.objects.filter(user=owner).update(state=Membership.State.ENDED, ended_at=timezone.now())

    assert signature.entry.hash not in client.get(LIST).text
    assert client.get(address("withdraw", signature)).status_code == 404


def test_strangers_are_asked_to_sign_in(client, declaration):
    signature = sign(declaration)
    for where in (LIST, sign_address(declaration), address("withdraw", signature), address("hide", signature)):
        for answer in (client.get(where), client.post(where)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/en/accounts/login/")


def test_looking_changes_nothing(client, declaration, organization, owner):
    signature = sign(declaration, organization)
    actions.withdraw(sign(make_declaration(), organization), by=owner, reason="One")
    counts = [model.objects.count() for model in (Signature, LedgerEntry, AuditEvent, OutgoingMail)]

    for where in (LIST, sign_address(declaration), address("withdraw", signature), address("hide", signature)):
        assert client.get(where).status_code == 200
        assert client.head(where).status_code == 200

    assert counts == [model.objects.count() for model in (Signature, LedgerEntry, AuditEvent, OutgoingMail)]
    signature.refresh_from_db()
    assert (signature.state, signature.organization_named) == (Signature.State.LIVE, True)


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, organization, owner, django_assert_num_queries):
    for count in (1, 3):
        while Signature.objects.count() < count:
            sign(make_declaration(), organization)

        with django_assert_num_queries(11):
            client.get(LIST)
