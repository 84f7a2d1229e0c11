"""Pages of the admin name public organizations only, found by search."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories.dialogues import make_dialogue, make_panel, make_panelist
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def test_the_list_holds_what_is_public_and_is_searched_in_any_spelling(client):
    OrganizationFactory(legal_name="Vázquez Institute")
    OrganizationFactory(legal_name="Elsewhere")
    hidden = OrganizationFactory(legal_name="CANARY", in_directory=False)
    client.force_login(CoordinatorFactory())
    results = reverse("organization_chooser:choose_results")

    assert "CANARY" not in client.get(results).text
    found = client.get(results, {"q": "VAZQUEZ"}).text
    assert "Vázquez Institute" in found
    assert "Elsewhere" not in found
    for key in (hidden.pk, "abc", "9" * 30):
        assert client.get(reverse("organization_chooser:chosen", args=[key])).status_code == 404
    assert client.get(reverse("organization_chooser:chosen_multiple"), {"id": ["x", hidden.pk]}).status_code == 200


def test_a_hidden_organization_is_put_beside_nobody_but_may_stay_where_it_stands():
    hidden = OrganizationFactory(in_directory=False)
    panelist = make_panelist(make_panel(make_dialogue()))

    panelist.organization = hidden
    with pytest.raises(ValidationError, match="public directory"):
        panelist.full_clean(exclude=["panel"])

    panelist.save()
    panelist.full_clean(exclude=["panel"])


def test_the_form_of_a_panel_holds_no_menu_of_all_organizations(client):
    OrganizationFactory(legal_name="CANARY", in_directory=False)
    client.force_login(CoordinatorFactory())

    text = client.get(reverse("wagtailadmin_pages:edit", args=[make_panel(make_dialogue()).pk])).text

    assert "CANARY" not in text
    assert "Choose an organization" in text
