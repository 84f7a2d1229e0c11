"""Fields of work: coordinators add, rename and reorder them, and no file takes that back."""

import pytest
from django.urls import reverse

from organizations.models import Organization
from portal.mechanism.loading import load
from portal.mechanism.models import Theme
from tests.factories.mechanism import SourceFactory, ThemeFactory
from tests.factories.organizations import (
    CoordinatorFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
    join,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")


def address(verb: str, *args: object) -> str:
    return reverse(Theme.snippet_viewset.get_url_name(verb), args=args)


def names(word: str) -> dict[str, str]:
    return {f"name_{language}": f"{word} {language}" for language in LANGUAGES}


@pytest.fixture
def desk(client):
    """A coordinator's browser."""
    client.force_login(CoordinatorFactory())
    return client


def test_a_coordinator_adds_a_field_in_six_languages_at_the_end_and_organizations_can_choose_it(desk):
    last = Theme.objects.last()

    offered = desk.get(address("add")).context["form"].initial["position"]

    values = {"code": "wildlife", "position": offered, "source": SourceFactory().pk}
    desk.post(address("add"), names("Wildlife") | values)

    made = Theme.objects.get(code="wildlife")
    assert (Theme.objects.last(), made.position > last.position) == (made, True)
    desk.force_login(UserFactory())
    assert "Wildlife es" in desk.get("/es/desk/organizations/new/").text


def test_a_name_is_asked_for_in_every_language(desk):
    page = desk.post(address("add"), names("Wildlife") | {"code": "wildlife", "name_ar": "", "source": "1"})

    assert page.context["form"].errors.keys() >= {"name_ar"}
    assert not Theme.objects.filter(code="wildlife").exists()


def test_a_renamed_field_keeps_its_code_and_its_organizations(desk):
    theme = Theme.objects.get(code="trafficking")
    OrganizationFactory().themes.add(theme)

    values = names("People") | {"code": "people", "position": theme.position, "source": theme.source_id}
    desk.post(address("edit", theme.pk), values)

    theme.refresh_from_db()
    assert (theme.name_en, theme.code) == ("People en", "trafficking")
    assert "People en" in desk.get("/en/organizations/?theme=trafficking").text
    assert Organization.objects.filter(themes=theme).count() == 1


def test_a_code_is_taken_once(desk):
    values = {"code": "trafficking", "position": 7, "source": SourceFactory().pk}
    page = desk.post(address("add"), names("Twin") | values)

    assert page.context["form"].errors.keys() == {"code"}


def test_the_order_is_changed_in_the_list(desk):
    last = Theme.objects.last()

    desk.post(f"{address('reorder', last.pk)}?position=0")

    assert Theme.objects.first() == last


def test_the_files_bring_what_is_missing_and_take_back_nothing(desk):
    Theme.objects.filter(code="trafficking").update(name_en="Reworded", position=70)
    Theme.objects.filter(code="smuggling").delete()

    tally = next(one for one in load() if one.model is Theme)

    assert (tally.created, tally.updated) == (1, 0)
    assert Theme.objects.get(code="trafficking").name_en == "Reworded"
    assert Theme.objects.filter(code="smuggling").exists()


@pytest.mark.parametrize("who", [UserFactory, SafetyOfficerFactory, "Administrators"])
def test_nobody_but_coordinators_changes_the_list(client, who):
    person = who() if callable(who) else UserFactory()
    if not callable(who):
        join(person, who)
    client.force_login(person)
    theme = ThemeFactory()

    addresses = (address("list"), address("add"), address("edit", theme.pk), address("reorder", theme.pk))
    for path in addresses:
        client.post(path, names("Mine") | {"code": "mine", "position": "0", "source": theme.source_id})

    assert not Theme.objects.filter(code="mine").exists()
    assert Theme.objects.get(pk=theme.pk).name_en == theme.name_en


def test_no_coordinator_deletes_one(desk):
    theme = ThemeFactory()

    desk.post(address("delete", theme.pk))

    assert Theme.objects.filter(pk=theme.pk).exists()
