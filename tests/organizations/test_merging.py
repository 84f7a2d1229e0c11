"""Two records become one: everything moves, nothing doubles, the old address leads to the heir."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from organizations import actions, merging
from organizations.models import IdentityConflict, Membership, Organization, Role
from portal import audit
from portal.mechanism.models import State, Theme
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.consultations import reporters
from submissions.declaration import ledger
from submissions.declaration.checking import verify
from submissions.models import Claim, Signature
from tests.factories import consultations, declaration, dialogues, registration, statements
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
    make_evidence,
)
from tests.factories.people import make_invitation

pytestmark = pytest.mark.django_db
S = Organization.State
REASON = "The register shows one number for both."


@pytest.fixture
def pair():
    """The one that goes and the one that stays."""
    return OrganizationFactory(legal_name="Harbour Youth", slug="harbour"), OrganizationFactory(
        legal_name="Lakeside", slug="lakeside"
    )


def merge(old: Organization, heir: Organization) -> Organization:
    """The merger by a coordinator who has nothing to do with either."""
    return merging.merge(old, heir, by=CoordinatorFactory(), reason=REASON)


def words(old: Organization, heir: Organization) -> str:
    """What is said before anything moves."""
    return " ".join(str(one.words) for one in merging.problems(old, heir))


def test_everything_moves_to_the_one_that_stays(pair):
    old, heir = pair
    panelist = dialogues.make_panelist(dialogues.make_panel(dialogues.make_dialogue()), organization=old)
    rows = [
        registration.make_registration(organization=old),
        statements.make_statement("accepted", organization=old),
        declaration.sign(declaration.make_declaration(), old),
        panelist,
        make_evidence(old),
        make_invitation(old),
    ]
    claim = consultations.make_claim(old)
    old.themes.add(Theme.objects.first())
    old.identifiers.create(scheme="lei", value="L1", key="L1", binding=True)

    merge(old, heir)

    for row in rows:
        row.refresh_from_db()
        assert row.organization == heir, row
    assert reporters.own_organization(claim) == heir
    assert list(heir.themes.all()) == [Theme.objects.first()]
    assert heir.identifiers.get().binding
    assert heir.members.count() == 2
    old.refresh_from_db()
    assert (old.state, old.merged_into) == (S.MERGED, heir)


def test_the_old_address_and_name_stay_and_the_reason_is_in_both_histories(pair, client):
    old, heir = pair

    merge(old, heir)

    assert client.get("/en/organizations/harbour/")["Location"] == "/en/organizations/lakeside/"
    assert "Formerly <bdi>Harbour Youth</bdi>" in client.get("/en/organizations/lakeside/").text
    assert [audit.history(one).last().reason for one in (old, heir)] == [REASON, REASON]
    told = set(OutgoingMail.objects.filter(template__endswith="organization_merged").values_list("to", flat=True))
    assert told == {member.email for member in heir.members.all()}
    assert len(told) == 2


def test_the_address_of_a_merged_record_is_given_to_nobody_else(pair):
    old, heir = pair
    merge(old, heir)

    namesake = make_application(S.VERIFIED, legal_name="Harbour", country=State.objects.get(iso3="UGA"))

    assert namesake.slug == "harbour-uga"


def test_of_two_signatures_the_heirs_stays_and_the_ledger_still_fits(pair):
    old, heir = pair
    text, other = declaration.make_declaration(), declaration.make_declaration()
    gone, stays = declaration.sign(text, old), declaration.sign(text, heir)
    alone = declaration.sign(other, old)
    assert "Both have signed" in words(old, heir)

    merge(old, heir)

    for row in (gone, stays, alone):
        row.refresh_from_db()
    assert (gone.state, stays.state) == (Signature.State.WITHDRAWN, Signature.State.LIVE)
    assert (alone.organization, alone.organization_name) == (heir, "Lakeside")
    assert [verify(one).problem for one in (text, other)] == ["", ""]


def test_two_registrations_for_one_dialogue_stop_it_in_words_and_nothing_moves(pair):
    old, heir = pair
    one = registration.make_registration(organization=old)
    registration.make_registration(organization=heir, dialogue=one.dialogue)

    with pytest.raises(InvalidMove, match="Both are registered"):
        merge(old, heir)

    old.refresh_from_db()
    assert old.state == S.VERIFIED
    assert old.memberships.count() == 1


def test_two_statements_for_one_call_stop_it(pair):
    old, heir = pair
    call = statements.make_call()
    for one in pair:
        statements.make_statement("submitted", organization=one, call=call)

    with pytest.raises(InvalidMove, match="Both have a statement for the call"):
        merge(old, heir)


@pytest.mark.parametrize(("visibility", "told"), [("coordinators", True), ("public", True), ("unnamed", False)])
def test_two_reports_on_one_cell_stop_it_and_name_it_only_where_coordinators_may_know(pair, visibility, told):
    old, heir = pair
    for one in pair:
        consultations.make_claim(one, visibility=visibility, iso3="UGA")

    found = words(old, heir)

    assert ("Uganda" in found) == told
    with pytest.raises(InvalidMove):
        merge(old, heir)


def test_a_report_that_moved_counts_for_its_heir_only(pair):
    old, heir = pair
    claim = consultations.make_claim(old, iso3="UGA")

    merge(old, heir)

    claim.refresh_from_db()
    assert claim.reporter_key == reporters.reporter_key(heir, claim.country, claim.cluster)
    assert Claim.objects.count() == 1


def test_who_is_in_both_keeps_one_membership_with_the_higher_role(pair):
    old, heir = pair
    both = UserFactory()
    MembershipFactory(organization=old, user=both, role=Role.OWNER)
    MembershipFactory(organization=heir, user=both, role=Role.VIEWER)

    merge(old, heir)

    active = heir.memberships.filter(user=both, state=Membership.State.ACTIVE)
    assert [one.role for one in active] == [Role.OWNER]


def test_an_application_that_waits_is_closed_by_the_merger():
    old, heir = make_application(legal_name="LAKESIDE"), OrganizationFactory(legal_name="Lakeside")

    merge(old, heir)

    assert [case.decision for case in heir.cases.all()] == ["merged"]
    assert not IdentityConflict.objects.filter(resolved_at=None).exists()
    assert not Organization.objects.waiting().exists()


@pytest.mark.parametrize("who", ["old", "heir"])
def test_nobody_merges_what_they_act_for(pair, who):
    coordinator = CoordinatorFactory()
    MembershipFactory(organization=pair[0] if who == "old" else pair[1], user=coordinator)

    with pytest.raises(InvalidMove):
        merging.merge(*pair, by=coordinator, reason=REASON)


def test_a_merger_needs_a_reason_and_two(pair):
    with pytest.raises(ValidationError):
        merging.merge(*pair, by=CoordinatorFactory(), reason=" ")
    with pytest.raises(InvalidMove):
        merge(pair[0], pair[0])


def test_a_record_with_members_does_not_go_into_one_without():
    listed = actions.list_named("Institute", source="A report")

    with pytest.raises(InvalidMove, match="other way round"):
        merge(OrganizationFactory(), listed)
    assert merge(listed, OrganizationFactory(legal_name="Other"))


def test_a_coordinator_reads_what_happens_before_agreeing(pair, client):
    old, heir = pair
    text = declaration.make_declaration()
    for one in pair:
        declaration.sign(text, one)
    client.force_login(CoordinatorFactory())
    address = reverse("organization_merge", args=[old.uuid, heir.uuid])

    assert "Both have signed" in client.get(address).text
    assert "This field is required" in client.post(address, {"reason": REASON}).text
    response = client.post(address, {"reason": REASON, "agreed": "on"}, follow=True)

    assert "The two are one" in response.text
    assert client.post(address, {"reason": REASON, "agreed": "on"}).status_code == 200


def test_a_new_name_that_is_verified_is_an_entry_of_the_ledger():
    organization = make_application(S.VERIFIED)
    text = declaration.make_declaration()
    signature = declaration.sign(text, organization)
    actions.edit(organization, {"legal_name": "New Name"}, by=organization.registered_by)
    actions.decide(Organization.objects.get(pk=organization.pk), "verified", by=CoordinatorFactory())

    signature.refresh_from_db()
    assert signature.organization_name == "New Name"
    assert verify(text).problem == ""
    assert ledger.head(text).kind == "amend"


def test_a_chain_of_mergers_leads_from_every_old_address_to_the_last(pair, client):
    old, heir = pair
    last = OrganizationFactory(legal_name="Riverside", slug="riverside")
    merge(old, heir)
    merge(Organization.objects.get(pk=heir.pk), last)

    for slug in ("harbour", "lakeside"):
        response = client.get(f"/en/organizations/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/en/organizations/riverside/")
    assert [row.name for row in client.get("/en/organizations/riverside/").context["formerly"]] == [
        "Lakeside", "Harbour Youth",
    ]  # fmt: skip
    assert last.members.count() == 3


@pytest.mark.parametrize("state", [S.DRAFT, S.MERGED])
@pytest.mark.parametrize("which", ["old", "heir"])
def test_what_is_a_draft_or_merged_goes_nowhere_and_takes_nothing(state, which):
    odd = OrganizationFactory(legal_name="Odd", state=state, verified_at=None, merged_into=(
        OrganizationFactory() if state == S.MERGED else None
    ))  # fmt: skip
    other = OrganizationFactory(legal_name="Lakeside")

    with pytest.raises(InvalidMove, match="Drafts and merged records"):
        merge(*((odd, other) if which == "old" else (other, odd)))

    assert Organization.objects.get(pk=odd.pk).memberships.count() == 1
    assert Organization.objects.get(pk=other.pk).state == S.VERIFIED


@pytest.mark.parametrize("state", [S.SUBMITTED, S.QUESTION, S.DEFERRED, S.DECLINED])
def test_a_verified_record_does_not_go_into_one_that_is_not(state, coordinator):
    old, heir = OrganizationFactory(), OrganizationFactory(state=state)

    with pytest.raises(InvalidMove, match="verify that one first"):
        merging.merge(old, heir, by=coordinator, reason="The same.")
    assert Organization.objects.get(pk=old.pk).state == S.VERIFIED


def test_nothing_is_merged_back(pair):
    old, heir = pair
    merge(old, heir)

    with pytest.raises(InvalidMove):
        merge(heir, Organization.objects.get(pk=old.pk))


def test_of_two_numbers_of_one_scheme_the_heirs_stays_and_others_move(pair):
    old, heir = pair
    for one, scheme, key in ((old, "lei", "A"), (heir, "lei", "B"), (old, "ecosoc", "1"), (heir, "ror", "2")):
        one.identifiers.create(scheme=scheme, value=key, key=key, binding=True)
    assert "This one is dropped" in words(old, heir)

    merge(old, heir)

    assert dict(heir.identifiers.values_list("scheme", "key")) == {"lei": "B", "ecosoc": "1", "ror": "2"}


def test_an_invitation_that_both_sent_is_open_once(pair):
    for one in pair:
        make_invitation(one, email="guest@elsewhere.example")

    merge(*pair)

    assert sorted(pair[1].invitations.values_list("state", flat=True)) == ["open", "revoked"]


def test_the_name_of_a_hidden_record_is_not_published_by_its_merger(client):
    heir = OrganizationFactory(legal_name="Lakeside", slug="lakeside")

    merge(OrganizationFactory(legal_name="CANARY", slug="canary", in_directory=False), heir)

    assert "CANARY" not in client.get("/en/organizations/lakeside/").text
    assert client.get("/en/organizations/canary/").status_code == 404
