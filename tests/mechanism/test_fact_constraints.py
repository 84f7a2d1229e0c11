"""What the database itself refuses of the facts, past every form: said in SQL, as an import or a shell would."""

from datetime import date
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from portal.mechanism.models import Article, Document, GlossaryTerm, Instrument, Party, Provision
from tests.factories.mechanism import ArticleFactory, FigureFactory, PartyFactory, SourceFactory

pytestmark = pytest.mark.django_db


def written(row: models.Model, **columns: Any) -> None:
    """Change columns of a stored row in plain SQL."""
    names = ", ".join(f'"{name}" = %s' for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {names} WHERE id = %s", [*columns.values(), row.pk])  # noqa: S608
        connection.check_constraints()


def copied(row: models.Model) -> None:
    """Insert the same row once more."""
    row.pk = None
    with transaction.atomic():
        models.Model.save(row, force_insert=True)


def provision() -> Provision:
    return Provision.objects.create(
        article=ArticleFactory(), paragraph="2 (a)", subject="x", named="y", source=SourceFactory()
    )


def term() -> GlossaryTerm:
    return GlossaryTerm.objects.create(key="made-up", term="Made up", definition="Nothing.")


def document() -> Document:
    return Document.objects.create(slug="made-1", symbol="MADE/1", precision="undated", source=SourceFactory())


BREAKS = {
    "a signature with a deposit": (PartyFactory, {"kind": "signature", "date": date(2004, 1, 1)}),
    "a kind that nobody knows": (PartyFactory, {"kind": "joined"}),
    "a deposit before the signature": (PartyFactory, {"signed_on": date(2004, 1, 2), "date": date(2004, 1, 1)}),
    "undated with a date": (PartyFactory, {"precision": "undated"}),
    "dated without a date": (PartyFactory, {"as_of": None}),
    "no State": (PartyFactory, {"state_id": None}),
    "a source that is not there": (PartyFactory, {"source_id": 999_999_999}),
    "a paragraph of no article": (provision, {"article_id": 999_999_999}),
    "a paragraph of nothing": (provision, {"article_id": None}),
    "a term without a key": (term, {"key": None}),
    "a document without symbol and title": (document, {"symbol": None}),
    "a document undated with a day": (document, {"date": date(2020, 1, 1)}),
    "an article below one": (ArticleFactory, {"number": -1}),
    "a part that is larger than the whole": (FigureFactory, {"value": 9}),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_it_and_the_row_stays_as_it_was(name):
    make, columns = BREAKS[name]
    row = make()
    before = type(row)._base_manager.filter(pk=row.pk).values().get()

    with pytest.raises((IntegrityError, DataError)):
        written(row, **columns)

    assert type(row)._base_manager.filter(pk=row.pk).values().get() == before


ALLOWED = {
    "a signature alone": (PartyFactory, {"kind": "signature", "signed_on": date(2000, 12, 12)}),
    "both on one day": (PartyFactory, {"kind": "accession", "signed_on": date(2004, 1, 1), "date": date(2004, 1, 1)}),
    "how is not known": (PartyFactory, {"kind": "", "date": date(2004, 1, 1)}),
    "undated": (PartyFactory, {"precision": "undated", "as_of": None}),
    "a document by its title": (document, {"symbol": None, "title": "A paper"}),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_the_database_takes_what_a_source_may_say(name):
    make, columns = ALLOWED[name]
    row = make()

    written(row, **columns)

    row.refresh_from_db()
    assert {column: getattr(row, column) for column in columns} == columns


@pytest.mark.parametrize("make", [PartyFactory, provision, term, document, ArticleFactory, SourceFactory])
def test_a_thing_stands_there_once(make):
    row = make()

    with pytest.raises(IntegrityError):
        copied(row)


def test_two_terms_share_neither_key_nor_name():
    made = term()

    for values in ({"key": made.key, "term": "Other"}, {"key": "other", "term": made.term}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GlossaryTerm.objects.create(definition="x", **values)


def test_the_same_paragraph_of_another_article_is_another_paragraph():
    made = provision()

    other = Provision.objects.create(
        article=ArticleFactory(), paragraph=made.paragraph, subject="x", named="y", source=made.source
    )

    assert (other.anchor, other.article_id != made.article_id) == (made.anchor, True)


def test_what_facts_rest_on_is_not_deleted_beneath_them():
    made, party = provision(), PartyFactory()

    for below in (made.article, made.source, party.state, party.instrument, party.source):
        with pytest.raises(ProtectedError):
            below.delete()
    assert Article.objects.filter(pk=made.article_id).exists() and Party.objects.filter(pk=party.pk).exists()
    assert Instrument.objects.filter(pk=party.instrument_id).exists()
