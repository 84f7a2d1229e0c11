"""What the directory is narrowed to: combinations, the boxes, and that nothing else of the address is used."""

import pytest
from django.http import QueryDict

from organizations import actions
from organizations.filters import OrganizationFilter
from organizations.models import Organization
from portal.mechanism.models import State, Theme
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
S = Organization.State


def found(query: str) -> set[str] | None:
    """The first word of each organization that the address finds; None where it cannot be read."""
    filters = OrganizationFilter(QueryDict(query), queryset=Organization.objects.public())
    return {one.legal_name.split()[0] for one in filters.qs} if filters.is_valid() else None


@pytest.fixture(autouse=True)
def directory() -> None:
    """Four in public and three that are not."""
    uganda = State.objects.get(iso3="UGA")
    alder = OrganizationFactory(legal_name="Alder Network", kind="network", ecosoc_status="special", ecosoc_year=2004)
    alder.themes.add(Theme.objects.get(code="justice"))
    OrganizationFactory(legal_name="Birch School", kind="academia", country=uganda, acronym="BS")
    OrganizationFactory(legal_name="Cedar Network", kind="network", country=uganda, state=S.SUSPENDED)
    actions.list_named("Dogwood Réseau", source="A report", country=uganda)
    OrganizationFactory(legal_name="HIDDEN Network", kind="network", in_directory=False)
    for state in (S.DRAFT, S.SUBMITTED):
        OrganizationFactory(legal_name="WAITING Network", kind="network", state=state, verified_at=None)


def test_filters_narrow_together_and_boxes_of_one_list_widen():
    for query, names in [
        ("", {"Alder", "Birch", "Cedar", "Dogwood"}),
        ("kind=network", {"Alder", "Cedar"}),
        ("kind=network&kind=academia", {"Alder", "Birch", "Cedar"}),
        ("kind=network&country=uga", {"Cedar"}),
        ("kind=network&country=UGA", None),
        ("kind=network&country=uga&standing=verified", set()),
        ("standing=verified&standing=suspended&country=uga", {"Birch", "Cedar"}),
        ("standing=listed", {"Dogwood"}),
        ("theme=justice", {"Alder"}),
        ("theme=justice&country=uga", set()),
        ("ecosoc=special&kind=network&theme=justice", {"Alder"}),
        ("ecosoc=none&standing=verified", {"Birch"}),
        ("q=network", {"Alder", "Cedar"}),
        ("q=NETWORK+cedar", {"Cedar"}),
        ("q=reseau", {"Dogwood"}),
        ("q=bs", {"Birch"}),
        ("q=hidden", set()),
        ("q=waiting", set()),
        ("q=network&q=school", {"Birch"}),
        ("q=%25", set()),
        ("q=" + "+".join(["network"] * 60)[:200], {"Alder", "Cedar"}),
    ]:
        assert found(query) == names, query


def test_what_is_no_filter_changes_nothing():
    for query in (
        "in_directory=False", "is_public=", "state=draft", "kind__in=network", "kind!=network", "registered_by=1",
        "memberships__user__password__startswith=a", "contact_email=office@x.example", "order_by=contact_email",
        "o=-pk", "ordering=contact_email", "pk=1", "legal_name__regex=(a%2B)%2B$", "theme__in=justice",
    ):  # fmt: skip
        assert found(query) == found(""), query


def test_a_value_that_is_no_choice_is_a_fault():
    for query in (
        "standing=draft", "standing=merged", "standing=verified&standing=draft", "kind=government", "country=zzz",
        "country=mex", "theme=nothing", "did=nothing", "ecosoc=1%20OR%201", "q=a%00b", "q=" + "x" * 201, "kind=%00",
    ):  # fmt: skip
        assert found(query) is None, query


def test_a_theme_that_only_a_hidden_organization_works_on_is_not_offered():
    theme = Theme.objects.exclude(code="justice").first()
    Organization.objects.get(legal_name="HIDDEN Network").themes.add(theme)

    offered = OrganizationFilter(QueryDict(), queryset=Organization.objects.public()).themes

    assert [one.code for one in offered] == ["justice"]


def test_a_box_counts_what_it_would_find_alone():
    filters = OrganizationFilter(QueryDict("kind=network&country=uga"), queryset=Organization.objects.public())
    boxes = {(facet.name, one.value): one for facet in filters.facets() for one in facet.choices}

    for name in ("standing", "kind", "ecosoc"):
        for value in [value for facet, value in boxes if facet == name]:
            assert boxes[name, value].found == len(found(f"{name}={value}")), (name, value)
    assert [key for key, one in boxes.items() if one.chosen] == [("kind", "network")]
