"""Naming an account by its address: whoever types it needs no list of people."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form

from dialogues.rows import Panelist
from organizations.fields import AccountField
from organizations.models import User
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db


def field() -> AccountField:
    """The field as the form of a panellist has it."""
    return Panelist._meta.get_field("user").formfield()


@pytest.mark.parametrize("typed", ["ana@example.org", "  Ana@Example.ORG "])
def test_an_account_is_found_however_its_address_is_written(typed):
    ana = UserFactory(email="ana@example.org")

    assert field().clean(typed) == ana


def test_nothing_typed_means_nobody():
    assert field().clean("") is None


@pytest.mark.parametrize("typed", ["nobody@example.org", "1", "ana", "ana@example.org\nbcc: x"])
def test_what_is_no_address_of_an_account_is_refused_in_words(typed):
    UserFactory(email="ana@example.org")

    with pytest.raises(ValidationError, match="No account has this address"):
        field().clean(typed)


def test_a_form_shows_the_address_of_what_is_stored_and_never_a_list():
    ana, _other = UserFactory(email="ana@example.org"), UserFactory(email="CANARY@example.org".lower())

    shown = field().get_bound_field(Form(), "user").as_widget(attrs={"value": field().prepare_value(ana.pk)})

    assert field().prepare_value(ana.pk) == "ana@example.org"
    assert field().prepare_value(ana) == "ana@example.org"
    assert 'type="email"' in shown and "canary" not in shown and "<option" not in shown


def test_a_stored_account_that_is_gone_shows_nothing():
    gone = UserFactory()
    key = gone.pk
    User.objects.filter(pk=key).delete()

    assert field().prepare_value(key) is None
