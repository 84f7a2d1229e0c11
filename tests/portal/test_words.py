"""The index of words: kept by the database, built anew where it was lost, the same on both databases."""

import pytest
from django.db import connection
from django.db.models import Q

from organizations.models import Organization
from portal import words
from portal.checks import check_words
from submissions.statements.models import Statement
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db


def found(query, model=Statement):
    """Keys of the rows that hold the words."""
    return set(model.objects.filter(words.holding(model, query)).values_list("pk", flat=True))


def fill(statement, text):
    """Store a folded text without any code of ours."""
    Statement.objects.filter(pk=statement.pk).update(search_text=text)


def test_what_is_written_changed_and_emptied_is_found_as_it_stands():
    statement = make_statement()
    fill(statement, " alder birch ")
    assert found("alder") == found("bir ald") == {statement.pk}

    fill(statement, " cedar ")
    assert (found("alder"), found("cedar")) == (set(), {statement.pk})

    fill(statement, "")
    assert found("cedar") == set()


def test_a_row_that_is_deleted_is_out_of_the_index():
    organization = OrganizationFactory(legal_name="Alder Trust")
    assert found("alder", Organization) == {organization.pk}

    organization.memberships.all().delete()
    organization.delete()

    assert words.newest(Organization, "alder", 10) == []


def test_the_newest_come_first_and_not_more_than_asked_for():
    keys = [OrganizationFactory(legal_name=f"Alder {number}").pk for number in range(3)]

    assert words.newest(Organization, "alder", 2) == keys[:0:-1]
    assert words.newest(Organization, "!", 2) == []


def test_words_that_are_met_often_are_the_same_words():
    texts = [" alder birch ", " birch alder 77 ", " alderbirch b ", " 7 "]
    for text in texts:
        fill(make_statement(), text)

    for query in ["alder", "ald", "bir ALDER", "b", '"alder birch"', '"birch alder"', "elm", "7", "!"]:
        often = (
            Statement.objects.filter(words.met_often(Statement, query)) if query != "!" else Statement.objects.none()
        )

        assert set(often.values_list("pk", flat=True)) == found(query), query


def test_phrases_are_asked_for_by_themselves():
    statement = make_statement()
    fill(statement, " alder birch ")

    assert Statement.objects.filter(words.holding_phrases(Statement, '"alder birch"')).exists()
    assert not Statement.objects.filter(words.holding_phrases(Statement, '"birch alder"')).exists()
    assert words.holding_phrases(Statement, "birch alder") == Q()


def test_an_index_that_lost_a_trigger_is_named_by_a_check_and_built_anew():
    statement = make_statement()
    drop = {"sqlite": "DROP TRIGGER submissions_statement_words_1_update"}
    on_table = "DROP TRIGGER submissions_statement_words_1_update ON submissions_statement"
    with connection.cursor() as cursor:
        cursor.execute(drop.get(connection.vendor, on_table))
    fill(statement, " alder ")
    assert found("alder") == set()
    assert [error.id for error in check_words(databases=["default"])] == ["portal.E003"]

    words.install()

    assert found("alder") == {statement.pk}
    assert words.missing() == [] and check_words(databases=["default"]) == []


def test_installing_again_changes_nothing(django_assert_num_queries):
    words.install()
    with django_assert_num_queries(6):  # the names of the tables, and the triggers of all
        words.install()
