"""What stands on the public profile of an organization: what it did under its name, and nothing else."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone, translation

from home import deeds, profiles
from organizations.models import Organization
from submissions.declaration import actions
from submissions.models import Claim
from tests.factories.consultations import make_claim
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.dialogues import make_dialogue, make_intervention, make_panel, make_panelist, with_aliases
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_statement
from tests.undoing import undone

pytestmark = pytest.mark.django_db
CANARY = "The canary speaks"


def on_stage(organization: Organization, *, in_days: int = -9, **fields):
    """A panellist of the organization, at a dialogue of their own."""
    return make_panelist(make_panel(make_dialogue(in_days=in_days)), organization=organization, **fields)


def occasions(organization: Organization) -> list[profiles.Occasion]:
    part = profiles.spoken(organization)
    return part.context["occasions"] if part else []


@pytest.mark.parametrize("part", [profiles.spoken, profiles.signed, profiles.reported])
def test_an_organization_that_did_nothing_has_no_empty_heading(part):
    assert part(OrganizationFactory()) is None


def test_panels_and_the_floor_stand_in_one_list_newest_first():
    organization = OrganizationFactory()
    on_stage(organization, in_days=-30, name="Noor")
    make_intervention(make_dialogue(in_days=-20), organization=organization, speaker="Amal")
    on_stage(organization, in_days=-10, name="Sam")

    assert [one.speaker for one in occasions(organization)] == ["Sam", "Amal", "Noor"]


def test_somebody_elses_words_are_not_on_the_profile():
    on_stage(OrganizationFactory(), name=CANARY)
    make_intervention(make_dialogue(), organization=OrganizationFactory(), speaker=CANARY)

    assert occasions(OrganizationFactory()) == []


def test_a_panel_that_is_not_public_leaves_no_trace():
    organization = OrganizationFactory()
    hidden = on_stage(organization, name=CANARY)
    type(hidden.panel).objects.filter(pk=hidden.panel.pk).update(live=False)

    assert profiles.spoken(organization) is None


def test_a_panel_under_a_dialogue_that_was_taken_down_leaves_no_trace():
    organization = OrganizationFactory()
    dialogue = make_dialogue()
    make_panelist(make_panel(dialogue), organization=organization, name=CANARY)
    type(dialogue).objects.filter(pk=dialogue.pk).update(live=False)

    assert profiles.spoken(organization) is None


def test_a_translated_title_is_shown_and_others_say_their_language():
    dialogue, other = make_dialogue(title="Firearms"), make_dialogue(title="Fraud")
    translated = with_aliases(dialogue, "fr").get_translation(dialogue.locale.__class__.objects.get(language_code="fr"))
    type(translated).objects.filter(pk=translated.pk).update(alias_of=None, title="Armes à feu")

    with translation.override("fr"):
        titles = profiles.titles_of([dialogue, other])

    assert titles[dialogue.pk] == profiles.Words("Armes à feu", "fr")
    assert titles[other.pk] == profiles.Words("Fraud", "en")


def test_a_named_signature_stands_on_the_profile_and_an_unnamed_one_does_not():
    organization, unnamed = OrganizationFactory(), OrganizationFactory()
    declaration = make_declaration()
    signature = sign(declaration, organization)
    sign(declaration, unnamed, organization_named=False)

    assert profiles.signed(organization).context["signatures"] == [signature]
    assert profiles.signed(unnamed) is None


@pytest.mark.parametrize("step", [partial(actions.withdraw, reason="Board"), actions.hide], ids=["withdrawn", "hidden"])
def test_a_signature_that_was_taken_back_or_hidden_goes_from_the_profile(step):
    signature = sign(make_declaration())
    step(signature, by=owner_of(signature.organization))

    assert profiles.signed(signature.organization) is None


def test_only_a_published_report_under_its_name_stands_on_the_profile(client):
    for visibility, state, shown in [
        ("public", Claim.State.PUBLISHED, True),
        ("public", Claim.State.SUBMITTED, False),
        ("public", Claim.State.VERIFIED, False),
        ("public", Claim.State.REJECTED, False),
        ("public", Claim.State.RETRACTED, False),
        ("unnamed", Claim.State.PUBLISHED, False),
        ("coordinators", Claim.State.VERIFIED, False),
        ("sealed", Claim.State.VERIFIED, False),
    ]:
        with undone():
            organization = OrganizationFactory()
            claim = make_claim(organization, state=state, visibility=visibility, account=CANARY)

            part = profiles.reported(organization)

            assert (part.context["claims"] if part else []) == ([claim] if shown else []), (visibility, state)
            page = client.get(organization.get_absolute_url()).text
            assert organization.legal_name in page, (visibility, state)
            assert (claim.country.get_absolute_url() in page) is shown, (visibility, state)
            assert shown or CANARY not in page, (visibility, state)


@pytest.mark.parametrize("fields", [{"state": "merged"}, {"state": "draft"}, {"in_directory": False}])
def test_a_hidden_organization_has_no_page_for_its_deeds_to_stand_on(client, fields):
    organization = OrganizationFactory()
    sign(make_declaration(), organization)
    if fields.get("state") == "merged":
        fields = {**fields, "merged_into": OrganizationFactory()}
    Organization.objects.filter(pk=organization.pk).update(**fields)

    answer = client.get(organization.get_absolute_url())

    assert answer.status_code in (301, 302, 404)
    assert organization.legal_name not in answer.text


def test_the_filters_of_the_directory_find_who_acted_in_public():
    signed, unnamed, panel, floor, wrote, drafted = OrganizationFactory.create_batch(6)
    declaration = make_declaration()
    sign(declaration, signed)
    sign(declaration, unnamed, organization_named=False)
    on_stage(panel)
    make_intervention(make_dialogue(), organization=floor)
    make_statement("accepted", organization=wrote)
    make_statement("accepted", organization=drafted, publish_at=timezone.now() + timedelta(days=1))
    make_statement("draft", organization=unnamed)

    found = {
        deed.value: set(Organization.objects.filter(pk__in=deed.organizations()).values_list("pk", flat=True))
        for deed in deeds.DEEDS
    }

    assert found == {"signed": {signed.pk}, "spoke": {panel.pk, floor.pk}, "wrote": {wrote.pk}}
