"""What leaves the record and what is corrected: the chain holds, and the files say no name that was erased."""

import json

import pytest
from django.urls import reverse

from organizations.models import Organization
from portal.records import InvalidMove
from submissions.declaration import actions, checking, keeping, ledger
from submissions.declaration.models import Signatory, Signature
from tests.declaration.tampering import behind_the_back, check_alone, download, set_column
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
Cause = keeping.Cause


@pytest.fixture
def signed():
    declaration = make_declaration()
    return sign(declaration, person_named=True), sign(declaration)


def kinds(declaration) -> list[str]:
    return list(declaration.entries.order_by("seq").values_list("kind", flat=True))


def whole(declaration, folder) -> bool:
    """Intact for the portal and for the program alone."""
    return checking.verify(declaration).ok and check_alone(download(declaration, folder)).returncode == 0


def test_withheld_content_is_gone_with_its_names_and_the_chain_holds(signed, tmp_path, coordinator):
    one, _other = signed
    declaration, name = one.declaration, one.organization.legal_name

    said = keeping.withhold(one.entry, cause=Cause.ORDER, reason="Court of Vienna, 4 U 1/24", by=coordinator)

    one.entry.refresh_from_db()
    assert one.entry.body is None
    assert json.loads(said.body) | {"at": ""} == {
        "at": "", "kind": "withhold", "of": one.entry.hash, "reason": "order", "seq": 4, "was": "sign",
    }  # fmt: skip
    files = download(declaration, tmp_path)
    assert name not in files["openings"].read_text()
    assert "Haddad" not in files["openings"].read_text()
    alone = check_alone(files, one.entry.hash)
    assert "2 in force, 0 supporters, withheld=1" in alone.stdout
    verdict = checking.verify(declaration)
    assert (verdict.ok, verdict.withheld) == (True, 1)
    assert declaration.signatures.live().count() == 2


def test_content_that_is_erased_without_saying_so_is_found(signed, tmp_path):
    one, other = signed
    keeping.withhold(one.entry, cause=Cause.DANGER, reason="x", by=None)
    with behind_the_back():
        set_column(other.entry, "body", None)

        assert checking.verify(one.declaration).entry == 3
        assert "BROKEN at entry 3" in check_alone(download(one.declaration, tmp_path)).stderr


def test_a_withheld_entry_cannot_pass_for_another_kind(signed, tmp_path):
    one, _other = signed
    keeping.withhold(one.entry, cause=Cause.DANGER, reason="x", by=None)
    with behind_the_back():
        set_column(one.entry, "kind", "amend")

        assert not checking.verify(one.declaration).ok
        assert check_alone(download(one.declaration, tmp_path)).returncode == 1


@pytest.mark.parametrize("which", ["text", "twice"])
def test_only_what_commits_to_somebody_is_withheld_and_once(signed, which):
    one, _other = signed
    entry = one.entry
    if which == "text":
        entry = one.declaration.entries.get(seq=1)
    else:
        keeping.withhold(entry, cause=Cause.DANGER, reason="x", by=None)

    with pytest.raises(InvalidMove):
        keeping.withhold(entry, cause=Cause.DANGER, reason="x", by=None)


def test_a_withheld_signature_can_still_be_withdrawn(signed):
    one, _other = signed
    keeping.withhold(one.entry, cause=Cause.DANGER, reason="x", by=None)

    actions.withdraw(one, by=owner_of(one.organization), reason="Board")

    assert checking.verify(one.declaration).ok


def test_a_new_name_is_committed_anew_and_the_old_one_is_no_longer_opened(signed, tmp_path):
    one, _other = signed
    organization, old = one.organization, one.organization.legal_name
    organization.legal_name = "A New Name"
    organization.save()

    (entry,) = keeping.amend(organization, by=None)

    assert entry.kind == "amend"
    opened = download(one.declaration, tmp_path)["openings"].read_text()
    assert "A New Name" in opened
    assert old not in opened
    assert whole(one.declaration, tmp_path)
    assert keeping.amend(organization, by=None) == []


def test_a_name_that_was_changed_past_the_ledger_is_found(signed):
    one, _other = signed
    Organization.objects.filter(pk=one.organization_id).update(legal_name="B", slug="b")
    keeping.amend(one.organization, by=None)
    Signature.objects.filter(pk=one.pk).update(organization_name="C")

    assert checking.verify(one.declaration).problem == "its names were changed"


def test_after_the_end_names_are_still_amended_and_withheld(signed, tmp_path):
    one, other = signed
    actions.close(one.declaration, by=None)
    Organization.objects.filter(pk=other.organization_id).update(legal_name="Later")
    keeping.amend(Organization.objects.get(pk=other.organization_id), by=None)
    keeping.withhold(one.entry, cause=Cause.ERASURE, reason="x", by=None)

    assert kinds(one.declaration)[-5:] == ["close", "amend", "amend", "withhold", "amend"]  # the annex follows
    assert whole(one.declaration, tmp_path)


def test_signatures_move_to_the_organization_that_another_became_part_of(signed, tmp_path):
    one, _other = signed
    heir = OrganizationFactory()

    keeping.merge(one.organization, heir, by=None)

    one.refresh_from_db()
    assert (one.organization, one.organization_name) == (heir, heir.legal_name)
    assert whole(one.declaration, tmp_path)


def test_where_both_signed_one_signature_stays(signed, tmp_path):
    one, other = signed

    keeping.merge(one.organization, other.organization, by=None)

    assert list(one.declaration.signatures.live()) == [other]
    assert kinds(one.declaration)[-1] == "revoke"
    assert whole(one.declaration, tmp_path)


def test_an_erased_person_leaves_the_signature_of_the_organization(signed, tmp_path):
    one, other = signed

    keeping.erase_person(owner_of(one.organization))

    assert not Signatory.objects.filter(signature=one).exists()
    assert Signatory.objects.filter(signature=other).exists()
    assert one.organization.legal_name in download(one.declaration, tmp_path)["openings"].read_text()
    assert whole(one.declaration, tmp_path)


def test_erased_names_are_nowhere_in_public(signed, client, tmp_path):
    one, _other = signed
    keeping.erase_names(one, by=None)

    page = client.get(reverse("declaration:signatory_list", args=[one.declaration.slug])).text

    assert one.organization.legal_name not in page
    assert one.organization.legal_name not in download(one.declaration, tmp_path)["openings"].read_text()
    assert whole(one.declaration, tmp_path)
    assert ledger.head(one.declaration).seq == 3
