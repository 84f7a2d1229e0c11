"""The public directory and profiles: what readers find, what nobody finds, the same for everyone."""

from datetime import UTC, datetime
from itertools import cycle

import pytest
from django.urls import reverse

from organizations import actions
from organizations.models import Organization
from portal.mechanism.models import State, Theme
from portal.pages import publish
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, make_application
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Organization.State
LIST = "/en/organizations/"


def names(client, **query) -> list[str]:
    """The names on the list, in their order."""
    text = client.get(LIST, query).text
    found = {one.legal_name for one in Organization.objects.all() if f">{one.legal_name}</a></h3>" in text}
    return sorted(found, key=lambda name: text.index(f">{name}</a></h3>"))


def state(iso3: str) -> State:
    """A State by its code."""
    return State.objects.get(iso3=iso3)


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_is_by_name_across_case_and_accents(client):
    for name in ("Zebra", "élan", "apple", "Eland"):
        OrganizationFactory(legal_name=name)

    assert names(client) == ["apple", "élan", "Eland", "Zebra"]


def test_each_line_says_country_kind_standing_and_status(client):
    OrganizationFactory(legal_name="Lakeside", kind="network", ecosoc_status="special", ecosoc_year=2016)

    text = client.get(LIST).text

    for words in ("Kenya<br>Network", "st st--on", "Verified", "Special, 2016", "1 organization<"):
        assert words in text


def test_the_list_is_narrowed(client):
    OrganizationFactory(legal_name="Lakeside", other_names="Acrónym", ecosoc_status="special", ecosoc_year=2016)
    OrganizationFactory(legal_name="Vázquez Institute", kind="academia", country=state("MEX"))
    OrganizationFactory(legal_name="Stopped", state=S.SUSPENDED)
    actions.list_named("Named", source="A report")

    for query, found in [
        ({"q": "VAZQUEZ"}, ["Vázquez Institute"]),
        ({"q": "vázquez inst"}, ["Vázquez Institute"]),
        ({"q": "acronym"}, ["Lakeside"]),
        ({"q": "nothing"}, []),
        ({"q": " "}, ["Lakeside", "Named", "Stopped", "Vázquez Institute"]),
        ({"standing": "verified"}, ["Lakeside", "Vázquez Institute"]),
        ({"standing": ["listed", "suspended"]}, ["Named", "Stopped"]),
        ({"kind": "academia"}, ["Vázquez Institute"]),
        ({"country": "mex"}, ["Vázquez Institute"]),
        ({"ecosoc": ["roster", "special"]}, ["Lakeside"]),
        ({"kind": "academia", "country": "ken"}, []),
    ]:
        assert names(client, **query) == found, query


def test_hostile_parameters_are_answered(client):
    OrganizationFactory(legal_name="Lakeside", contact_email="office@lakeside.example")
    make_application(S.DRAFT, legal_name="CANARY")

    for query in [
        {"q": "x" * 201},
        {"standing": "draft"},
        {"standing": "submitted"},
        {"kind": "government"},
        {"country": "xyz"},
        {"country": "' OR 1=1 --"},
        {"registered_by": "1"},
        {"members__email__startswith": "a"},
        {"contact_email": "office@lakeside.example"},
        {"page": "-1"},
        {"page": "1000000000"},
        {"page": "x"},
        {"q": '"'},
        {"q": "%"},
        {"q": "((((" * 50},
    ]:
        response = client.get(LIST, query)

        assert response.status_code == 200, query
        assert "CANARY" not in response.text, query


def test_what_was_searched_and_ticked_is_kept(client):
    text = client.get(LIST, {"q": "<script>x</script>", "kind": "academia"}).text

    assert 'value="&lt;script&gt;x&lt;/script&gt;"' in text
    assert 'value="academia" checked' in text
    assert "<script>" not in text


def test_a_search_that_is_too_long_says_so_beside_the_field_and_keeps_it(client):
    typed = "x" * 201

    text = client.get(LIST, {"q": typed}).text

    assert 'class="msg"' in text
    assert typed in text


def test_a_country_that_is_no_choice_says_so(client):
    OrganizationFactory()

    assert "Select a valid choice" in client.get(LIST, {"country": "xyz"}).text


def test_the_list_has_pages_that_keep_the_search(client):
    for number in range(26):
        OrganizationFactory(legal_name=f"Lakeside {number:02}", country=state("KEN"), kind="network")

    first = client.get(LIST, {"kind": "network"})
    last = first.context["page"].rows[-1].slug
    second = client.get(LIST, {"kind": "network", "after": last})

    assert "Lakeside 25" not in first.text
    assert f"kind=network&amp;after={last}" in first.text
    assert "Lakeside 25" in second.text and "Lakeside 19" not in second.text


def test_the_counts_beside_the_boxes_count_the_public_ones(client):
    OrganizationFactory(kind="network")
    OrganizationFactory(kind="network", in_directory=False)
    make_application(S.SUBMITTED, kind="network")

    text = client.get(LIST).text

    assert '<span class="n">1</span>Network' in text
    assert '<span class="n">1</span>Verified' in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, count, django_assert_num_queries):
    for _ in range(count):
        OrganizationFactory()

    with django_assert_num_queries(10):
        client.get(LIST)


def test_a_full_page_with_every_filter_in_use_is_small(client):
    kinds, statuses = cycle(Organization.Kind.values), cycle(Organization.Ecosoc.values)
    stands, themes = cycle([S.VERIFIED, S.VERIFIED, S.LISTED, S.SUSPENDED]), list(Theme.objects.all())
    countries = State.objects.exclude(category=State.Category.UNION).order_by("iso3")[:26]
    for number, country in enumerate(countries):  # a second page, too
        status = next(statuses)
        organization = OrganizationFactory(
            legal_name=f"Federation of Mediation Centres {number}", slug=f"federation-of-mediation-centres-{number}",
            mandate="Mediation and legal help. " * 20, country=country, kind=next(kinds), state=next(stands),
            ecosoc_status=status, ecosoc_year=None if status in ("none", "unknown") else 2016,
        )  # fmt: skip
        organization.themes.set(themes)

    text = client.get(LIST).text

    assert text.count('class="rec"') == 20
    assert text.count("<option") == 1 + 26 + 1 + len(themes)
    assert text.count('name="kind"') == len(Organization.Kind)
    assert len(text.encode()) <= 16 * 1024


# --- the profile ---------------------------------------------------------------------------------------------------


def test_a_profile_shows_what_the_organization_wants_to_be_known(client):
    organization = OrganizationFactory(
        legal_name="شبكة شهود الساحل",
        name_language="ar",
        mandate="Witnesses.",
        website="https://www.witness.example/",
        public_contact="hello@witness.example",
        ecosoc_status="roster",
        ecosoc_year=2019,
    )

    text = client.get(organization.get_absolute_url()).text

    for words in ("Witnesses.", "https://www.witness.example/", "hello@witness.example", "Roster, 2019", "Kenya"):
        assert words in text
    assert '<h1><bdi lang="ar" dir="rtl">شبكة شهود الساحل</bdi></h1>' in text
    assert 'rel="' in text.split("https://www.witness.example/")[1].split(">")[0]
    assert "Verified" in text


def test_a_listed_organization_names_its_source_and_offers_to_apply(client):
    listed = actions.list_named("Institute of Peace", source="A report, page 3")

    text = client.get(listed.get_absolute_url()).text

    assert "A report, page 3" in text
    assert f"{reverse('organizations:desk_create')}?listed=institute-of-peace" in text
    assert "ECOSOC" not in text


def test_a_suspended_organization_stays_and_is_marked(client):
    organization = make_application(S.SUSPENDED)

    text = client.get(organization.get_absolute_url()).text

    assert "suspended this organization" in text
    assert "Nobody answers." not in text


def test_what_is_not_public_is_as_absent_as_what_is_not_there(client):
    """Also for those who may see it on the desk: a public page is the same for everyone."""
    absent = client.get("/en/organizations/absent/").text

    for what in [S.DRAFT, S.SUBMITTED, S.QUESTION, S.DEFERRED, S.DECLINED, "hidden"]:
        with undone():
            if what == "hidden":
                organization = OrganizationFactory(in_directory=False, legal_name="CANARY", slug="canary")
            else:
                organization = OrganizationFactory(state=what, verified_at=None, legal_name="CANARY", slug="canary")

            for user in (None, organization.members.get(), CoordinatorFactory()):
                if user:
                    client.force_login(user)
                response = client.get(organization.get_absolute_url())
                assert response.status_code == 404, what
                assert response.text.replace("canary", "absent") == absent, what
                assert "CANARY" not in client.get(LIST).text, what


def test_nothing_that_is_private_stands_on_a_public_page(client):
    organization = make_application(S.VERIFIED, contact_email="canary-contact@example.org")
    person = organization.registered_by
    person.first_name = "CANARY Person"
    person.save()

    for address in (LIST, organization.get_absolute_url(), f"{LIST}?q=canary", f"{LIST}?q=lakeside"):
        text = client.get(address).text
        for private in ("canary-contact", "CANARY Person", person.email, "See the register.", str(organization.uuid)):
            assert private not in text


def test_a_country_with_hidden_organizations_alone_is_no_choice(client):
    OrganizationFactory(country=state("MEX"), in_directory=False)
    make_application(S.SUBMITTED, country=state("UGA"))
    OrganizationFactory(country=state("KEN"))

    text = client.get(LIST).text

    assert 'value="ken"' in text
    assert 'value="mex"' not in text
    assert 'value="uga"' not in text


@pytest.mark.parametrize("address", [LIST, "/en/organizations/riverside/"])
def test_public_pages_are_the_same_for_everyone(client, address):
    OrganizationFactory(slug="riverside")
    plain = client.get(address)
    client.force_login(CoordinatorFactory())
    signed_in = client.get(address)

    assert plain.content == signed_in.content
    assert "Cookie" not in plain.headers.get("Vary", "")
    assert not plain.cookies
    assert "csrf" not in plain.text


def test_directory_and_profile_exist_in_every_language(client):
    OrganizationFactory(slug="riverside")

    for language in ["ar", "zh-hans", "en", "fr", "ru", "es"]:
        assert client.get(f"/{language}/organizations/").status_code == 200, language
        assert client.get(f"/{language}/organizations/riverside/").status_code == 200, language


# --- on the record -------------------------------------------------------------------------------------------------


def with_panelist(organization, **fields):
    """A published panel on which somebody spoke for the organization."""
    panel = make_panel(make_dialogue(in_days=-30, title="Dialogue on firearms"), title="Panel on tracing", **fields)
    panel.panelists.create(name="Ada Speaker", organization=organization)
    publish(panel)
    return panel


def test_a_profile_tells_on_which_panels_the_organization_spoke(client):
    organization = OrganizationFactory()
    panel = with_panelist(organization)

    text = client.get(organization.get_absolute_url()).text

    for words in ("On the record", "Panel on tracing", "Dialogue on firearms", "<bdi>Ada Speaker</bdi> spoke"):
        assert words in text
    assert f'/en/{panel.address}"' in text


def test_a_panel_that_is_not_published_is_not_on_the_record(client):
    organization = OrganizationFactory()
    panel = with_panelist(organization)
    panel.unpublish()

    assert "Ada Speaker" not in client.get(organization.get_absolute_url()).text


def test_a_panel_of_a_dialogue_that_is_not_published_is_not_on_the_record(client):
    organization = OrganizationFactory()
    with_panelist(organization).get_parent().specific.unpublish()

    assert "Ada Speaker" not in client.get(organization.get_absolute_url()).text


def test_a_panel_is_told_once_however_many_languages_it_has(client):
    organization = OrganizationFactory()
    panel = with_panelist(organization)
    for language in ("ar", "fr"):
        panel.copy_for_translation(
            panel.locale.__class__.objects.get(language_code=language), copy_parents=True, alias=True
        )

    assert client.get(organization.get_absolute_url()).text.count("Ada Speaker") == 1
    assert client.get(organization.get_absolute_url().replace("/en/", "/ar/")).text.count("Ada Speaker") == 1


def test_a_profile_tells_what_was_said_from_the_floor(client):
    organization = OrganizationFactory()
    dialogue = make_dialogue(in_days=-30, title="Dialogue on firearms")
    dialogue.interventions.create(speaker="Bea Speaker", organization=organization, summary="Said.", source="Report")
    publish(dialogue)

    text = client.get(organization.get_absolute_url()).text

    assert "Bea Speaker" in text
    assert "From the floor" in text
    assert text.count("Dialogue on firearms") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_profile_asks_as_often_for_one_panel_as_for_three(client, count, django_assert_num_queries):
    organization = OrganizationFactory()
    for _ in range(count):
        with_panelist(organization)

    with django_assert_num_queries(16):
        client.get(organization.get_absolute_url())


def test_a_profile_without_a_record_says_so(client):
    assert "Nothing on the record yet" in client.get(OrganizationFactory().get_absolute_url()).text


def test_verified_long_ago_is_told_with_its_day(client):
    organization = OrganizationFactory(verified_at=datetime(2024, 4, 2, 9, tzinfo=UTC))

    assert "2 April 2024" in client.get(organization.get_absolute_url()).text
