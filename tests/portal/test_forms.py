"""What every form promises."""

import time
from uuid import UUID

import pytest
from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import translation

from organizations.models import Organization
from portal.forms import OneTimeKeyMixin, PlainForm, ReasonForm, RecordForm, TrapMixin
from tests.factories.organizations import OrganizationFactory


class StatusForm(RecordForm):
    """A form that shows one field of a model whose constraints span others."""

    class Meta:
        model = Organization
        fields = ["ecosoc_status"]


class KeyedForm(OneTimeKeyMixin, PlainForm):
    """A form that counts once."""

    word = forms.CharField(max_length=10)


@pytest.mark.django_db
def test_a_constraint_over_a_hidden_field_is_a_message_not_a_crash():
    form = StatusForm({"ecosoc_status": "roster"}, instance=OrganizationFactory())

    assert not form.is_valid()
    assert "since which year" in str(form.non_field_errors())
    assert form["ecosoc_status"].value() == "roster"


class ChoosingForm(RecordForm):
    """A form with both kinds of selects, from a list of words and from rows."""

    class Meta:
        model = Organization
        fields = ["ecosoc_status", "country"]


@pytest.mark.django_db
def test_a_select_without_a_choice_says_what_to_do_in_the_readers_language():
    with translation.override("fr"):
        page = str(ChoosingForm())

    assert page.count("Choisissez une option</option>") == 2
    assert "---" not in page


def test_a_browser_does_not_cut_what_is_pasted_and_the_server_says_what_is_too_long():
    form = ReasonForm({"reason": "x" * 2001})

    assert "maxlength" not in str(form["reason"])
    assert "at most 2000 characters" in str(form.errors["reason"])
    assert form["reason"].value() == "x" * 2001


def test_nul_is_named_at_its_field():
    form = ReasonForm({"reason": "a\0b"})

    assert not form.is_valid()
    assert list(form.errors) == ["reason"]


def test_every_blank_form_has_a_new_key():
    first, second = KeyedForm(), KeyedForm()

    assert isinstance(first.fields["form_key"].initial(), UUID)
    assert first["form_key"].value() != second["form_key"].value()


def test_a_field_shows_label_hint_message_and_what_was_typed():
    html = KeyedForm({"word": "<b>much too long</b>", "form_key": ""})["word"].as_field_group()

    assert 'for="id_word"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_word_error"' in html
    assert "id_word_error" in html.split("aria-describedby=")[1][:60]
    assert "&lt;b&gt;much too long&lt;/b&gt;" in html


def test_an_optional_field_says_so():
    class Optional(PlainForm):
        word = forms.CharField(required=False)

    assert "(optional)" in Optional()["word"].as_field_group()


class TrapForm(TrapMixin, PlainForm):
    """A form that programs fill in wrongly."""


@pytest.fixture
def three_seconds(settings):
    settings.FORM_SECONDS = 3


def opened(seconds_ago: float) -> str:
    return signing.dumps(time.time() - seconds_ago)


@pytest.mark.parametrize(
    ("moment", "valid"),
    [
        (lambda: opened(4), True),
        (lambda: opened(1), False),
        (lambda: "", False),
        (lambda: "1763760000", False),
        (lambda: signing.dumps(time.time() - 4, key="another key"), False),
    ],
)
def test_a_form_that_comes_back_too_fast_is_held_back_in_words(three_seconds, moment, valid):
    form = TrapForm({"opened_at": moment(), "homepage": ""})

    assert form.is_valid() is valid
    assert valid or "Wait a moment" in form.errors["opened_at"][0]


def test_a_form_that_was_held_back_can_be_sent_again(three_seconds, monkeypatch):
    held = TrapForm(QueryDict("opened_at=made-up&homepage="))
    assert not held.is_valid()
    moment = held["opened_at"].value()
    later = time.time() + 4
    monkeypatch.setattr(time, "time", lambda: later)

    assert TrapForm({"opened_at": moment, "homepage": ""}).is_valid()


def test_a_field_that_nobody_sees_stays_empty():
    form = TrapForm({"homepage": "https://spam.example", "opened_at": ""})

    assert "has to stay empty" in form.errors["homepage"][0]
