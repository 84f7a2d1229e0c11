"""New versions beside a locked text: what was signed stays what was signed."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.declaration import actions, checking, revising
from submissions.declaration.models import DeclarationVersion
from submissions.declaration.tasks import ask_for_renewal
from tests.factories.declaration import make_declaration, make_draft, owner_of, sign
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
Change = DeclarationVersion.Change


def new_version(declaration, change=Change.SUBSTANTIVE, language="en", text="We insist on being heard."):
    revising.write(declaration, language=language, text=text, by=None)
    return revising.publish(declaration, change=change, by=None)


@pytest.fixture
def signature():
    return sign(make_declaration())


def test_a_substantive_version_leaves_signatures_with_what_they_signed(signature):
    (version,) = new_version(signature.declaration)

    signature.refresh_from_db()
    assert (version.number, signature.version.number) == (2, 1)
    assert signature.declaration.substantive_number() == 2
    assert checking.verify(signature.declaration).ok


def test_organizations_are_asked_to_renew_once(signature):
    new_version(signature.declaration)

    assert ask_for_renewal.call(signature.declaration.slug) == 1
    assert ask_for_renewal.call(signature.declaration.slug) == 0
    mail = OutgoingMail.objects.get(template="declaration/email/renewal")
    assert mail.to == owner_of(signature.organization).email
    assert f"/desk/declaration/signatures/{signature.uuid}/renew/" in mail.text


def test_one_click_renews_the_signature_and_twice_is_once(signature, client):
    (version,) = new_version(signature.declaration)
    client.force_login(owner_of(signature.organization))
    address = reverse("declaration:desk_renew", args=[signature.uuid])
    assert address in client.get(reverse("declaration:desk_sign", args=[signature.declaration.slug])).text
    assert "<ins>" in client.get(address).text

    for _ in range(2):
        assert client.post(address).status_code == 302

    signature.refresh_from_db()
    entry = signature.declaration.entries.get(kind="reaffirm")
    assert signature.version == version
    assert json.loads(entry.body)["of"] == signature.entry.hash
    assert checking.verify(signature.declaration).ok
    assert OutgoingMail.objects.filter(template="declaration/email/receipt", text__contains=entry.hash).count() == 1


def test_a_viewer_does_not_renew(signature, client):
    new_version(signature.declaration)
    viewer = MembershipFactory(organization=signature.organization, role="viewer").user
    client.force_login(viewer)

    assert client.post(reverse("declaration:desk_renew", args=[signature.uuid])).status_code == 403
    with pytest.raises(InvalidMove):
        revising.reaffirm(signature, by=viewer)


def test_a_signature_renewed_past_the_ledger_is_found(signature):
    (version,) = new_version(signature.declaration)
    type(signature).objects.filter(pk=signature.pk).update(version=version)

    assert checking.verify(signature.declaration).problem == "it is shown under another text"


@pytest.mark.parametrize("change", [Change.EDITORIAL, Change.TRANSLATION])
def test_editorial_versions_and_translations_are_carried(signature, change):
    declaration = signature.declaration
    new_version(declaration, change, "fr" if change == Change.TRANSLATION else "en")

    assert declaration.substantive_number() == 1
    assert declaration.newest_number() == (1 if change == Change.TRANSLATION else 2)
    assert ask_for_renewal.call(declaration.slug) == 0


def test_a_version_without_the_authentic_text_is_refused(signature):
    with pytest.raises(InvalidMove):
        new_version(signature.declaration, Change.SUBSTANTIVE, "fr")


def test_a_translation_does_not_replace_a_locked_one(signature):
    with pytest.raises(InvalidMove):
        new_version(signature.declaration, Change.TRANSLATION, "en")


def test_nothing_written_is_nothing_published(signature):
    with pytest.raises(InvalidMove):
        revising.publish(signature.declaration, change=Change.EDITORIAL, by=None)


@pytest.mark.parametrize("make", [make_draft, lambda: actions.close(make_declaration(), by=None)])
def test_versions_follow_a_locked_text_until_signing_ends(make):
    with pytest.raises(InvalidMove):
        new_version(make())


def test_an_empty_version_is_refused(signature):
    with pytest.raises(ValidationError):
        revising.write(signature.declaration, language="en", text=" \n ", by=None)


def test_a_draft_of_the_next_version_is_not_public(signature, client):
    revising.write(signature.declaration, language="en", text="Not yet said.", by=None)

    assert "Not yet said." not in client.get(signature.declaration.get_absolute_url()).text
    assert client.get(reverse("declaration_data:text", args=[signature.declaration.slug, "en"])).status_code == 200
