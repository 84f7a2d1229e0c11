"""Coordinators edit facts in the admin: every list opens, finds, filters, and says what is wrong."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.mechanism.models import Figure, Review, Source
from portal.mechanism.wagtail_hooks import FactsGroup
from tests.factories.mechanism import (
    ClusterFactory,
    ContradictionFactory,
    FigureFactory,
    FocalPointFactory,
    InstrumentFactory,
    PartyFactory,
    ReviewFactory,
    SourceFactory,
    StateFactory,
    ThemeFactory,
)

MODELS = [viewset.model for viewset in FactsGroup.items]
MAKERS = {
    "source": SourceFactory,
    "instrument": InstrumentFactory,
    "cluster": ClusterFactory,
    "state": StateFactory,
    "party": PartyFactory,
    "review": ReviewFactory,
    "focalpoint": FocalPointFactory,
    "figure": FigureFactory,
    "contradiction": ContradictionFactory,
    "theme": ThemeFactory,
}


def address(model, verb, *args):
    return reverse(model.snippet_viewset.get_url_name(verb), args=args)


@pytest.fixture
def editor(client, db):
    """A client that is signed in as a superuser."""
    user = get_user_model().objects.create_superuser(**superuser_fields())
    client.force_login(user)
    return client


def superuser_fields():
    name = get_user_model().USERNAME_FIELD
    return {name: "editor@portal.example", "password": "a long password"} | (
        {} if name == "email" else {"email": "editor@portal.example"}
    )


def test_each_list_and_each_form_opens(editor):
    for model in MODELS:
        row = MAKERS[model._meta.model_name]()

        assert editor.get(address(model, "list")).status_code == 200, model
        assert editor.get(address(model, "add")).status_code == 200, model
        assert editor.get(address(model, "edit", row.pk)).status_code == 200, model


def test_each_list_can_be_searched(editor):
    for model in MODELS:
        MAKERS[model._meta.model_name]()

        found = editor.get(address(model, "list"), {"q": "no such fact"})

        assert found.status_code == 200, model
        assert list(found.context["object_list"]) == [], model


def test_a_list_is_filtered_by_trust(editor, no_facts):
    SourceFactory(citation="A rumour", trust="unverified")
    SourceFactory(citation="A resolution")

    found = editor.get(address(Source, "list"), {"trust": "official"})

    assert [source.citation for source in found.context["object_list"]] == ["A resolution"]


def test_a_review_is_found_by_the_name_of_its_state(editor, no_facts):
    review = ReviewFactory(state__name_en="Atlantis")
    ReviewFactory()

    found = editor.get(address(Review, "list"), {"q": "atlantis"})

    assert list(found.context["object_list"]) == [review]


def figure_form(**values):
    return {
        "topic": "reviews-launched",
        "scope": "group 1",
        "comparator": "exact",
        "value": "62",
        "of": "189",
        "unit": "country reviews",
        "source": SourceFactory().pk,
        "trust": "official",
        "as_of": "2024-04-05",
        "precision": "day",
        **values,
    }


def test_a_coordinator_adds_a_figure(editor, no_facts):
    editor.post(address(Figure, "add"), figure_form())

    assert [str(figure) for figure in Figure.objects.all()] == ["62 of 189"]


def test_a_figure_without_a_date_must_say_that_it_is_undated(editor, no_facts):
    answer = editor.post(address(Figure, "add"), figure_form(as_of=""))

    assert answer.status_code == 200
    assert "Give a date, or choose “undated” and leave the date empty." in answer.text
    assert not Figure.objects.exists()


@pytest.mark.parametrize("maker", [PartyFactory, ReviewFactory, FigureFactory])
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(editor, no_facts, maker, query_counter):
    model = maker._meta.model
    extra = (lambda n: {"scope": f"group {n}"}) if model is Figure else (lambda n: {})
    maker(**extra(0))
    editor.get(address(model, "list"))
    one = query_counter(lambda: editor.get(address(model, "list")))
    maker(**extra(1))
    maker(**extra(2))

    assert query_counter(lambda: editor.get(address(model, "list"))) == one


@pytest.fixture
def query_counter(db):
    """How many queries something takes."""

    def count(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count
