"""A published text stays as it was published, column by column, and its addresses lead where they led."""

import datetime
import uuid
from functools import partial
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, models, transaction

from dialogues.apps import RESOLUTIONS
from dialogues.models import Note, Paragraph, Reference, Resolution, Sponsor
from dialogues.resolutions import actions, tagging
from dialogues.resolutions.sheet import Piece, PieceKind
from portal.mechanism.models import Article, SdgTarget, State, Theme
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_brought, make_resolution, some_pieces, some_text
from tests.undoing import undone

pytestmark = pytest.mark.django_db
K = PieceKind
FREE = {"id", "state", "created_at", "search_text", "withdrawal_reason"}
COLUMNS = [
    (model, field.attname)
    for model in (Resolution, Sponsor, Paragraph, Note, Reference)
    for field in model._meta.concrete_fields
    if field.attname not in FREE
]
OTHERS = {
    models.DateTimeField: datetime.datetime(1999, 1, 1, tzinfo=datetime.UTC),
    models.DateField: datetime.date(1999, 1, 1),
    models.JSONField: ["another"],
    models.PositiveSmallIntegerField: 7,
    models.PositiveIntegerField: 7_000,
    models.BooleanField: True,
}


def another(field):
    """A value that no row of these tests has."""
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.ForeignKey):
        row = field.related_model.objects.order_by("-pk").first()
        return row.pk if row else 1
    return OTHERS.get(type(field), "another")


def published():
    """A published text with a row in each table; a second one, whose rows are the newest, to point at."""
    pieces = [
        *some_pieces(),
        Piece(K.OPERATIVE, "Recalls A/RES/55/25 and article 20 of the Organized Crime Convention"),
    ]
    first = make_resolution(pieces, source_address="https://example.org/a")
    make_resolution(published=False)
    return first


def refusal(change):
    """Why the database refuses a change; empty where it lets it happen."""
    try:
        with transaction.atomic():
            change()
    except DatabaseError as problem:
        return str(problem)
    return ""


def test_no_column_of_a_published_text_changes():
    resolution = published()

    for model, column in COLUMNS:
        rows = Resolution.objects.filter(pk=resolution.pk)
        rows = rows if model is Resolution else model.objects.filter(resolution=resolution)
        row, field = rows.first(), model._meta.get_field(column.removesuffix("_id"))
        value = another(field)
        assert getattr(row, column) != value, (model, column)
        change = partial(model.objects.filter(pk=row.pk).update, **{field.name: value})

        assert "append-only" in refusal(change), (model, column)


def test_no_row_of_a_published_text_goes():
    published()

    for model in (Resolution, Sponsor, Paragraph, Note, Reference):
        frozen = model.objects.order_by("pk").first()

        assert "append-only" in refusal(partial(model.objects.filter(pk=frozen.pk)._raw_delete, "default")), model
        assert model.objects.filter(pk=frozen.pk).exists(), model


ADDED = {
    Sponsor: "INSERT INTO dialogues_sponsor (name, position, resolution_id) VALUES ('Sudland', 9, %s)",
    Paragraph: """INSERT INTO dialogues_paragraph (kind, anchor, mark, position, depth, lead, strength, addressees,
        text, "after", doubts, resolution_id)
        VALUES ('operative', 'OP99', '', 99, 0, '', 0, '[]', 'Adds', '', '[]', %s)""",
    Note: "INSERT INTO dialogues_note (number, mark, text, resolution_id) VALUES (99, '9', 'See', %s)",
    Reference: """INSERT INTO dialogues_reference (kind, number, resolution_id, paragraph_id)
        VALUES ('symbol', 'A/1/1', %s, (SELECT min(id) FROM dialogues_paragraph))""",
}


def test_no_row_comes_to_a_published_text_neither_new_nor_from_a_draft():
    text, coordinator = published(), CoordinatorFactory()
    draft = make_resolution([*some_pieces(), Piece(K.OPERATIVE, "Recalls A/RES/55/25")], published=False)

    for model, adding in ADDED.items():
        moving = f"UPDATE {model._meta.db_table} SET resolution_id = %s WHERE resolution_id = %s"  # noqa: S608 - ours
        with undone(), connection.cursor() as cursor:
            assert "append-only" in refusal(partial(cursor.execute, adding, [text.pk])), model
            assert "append-only" in refusal(partial(cursor.execute, moving, [text.pk, draft.pk])), model
            cursor.execute(adding, [draft.pk])
            assert actions.publish(draft, by=coordinator).state == Resolution.State.PUBLISHED, model


def test_the_rules_name_every_column_that_says_something():
    named = {*RESOLUTIONS[0].only, *FREE}

    assert {field.attname for field in Resolution._meta.concrete_fields} == named


def test_what_is_ours_stays_free_after_publishing():
    resolution, by = published(), CoordinatorFactory()
    themes, targets = Theme.objects.all()[:2], SdgTarget.objects.all()[:2]
    paragraph = resolution.paragraphs.get(anchor="OP2-a")

    tagging.tag(paragraph, {"theme": themes, "target": targets}, by=by)
    tagging.tag(paragraph, {"theme": themes[:1]}, by=by)
    Resolution.objects.filter(pk=resolution.pk).update(search_text=" other words ")

    assert (paragraph.themes.count(), paragraph.targets.count()) == (1, 0)


def addresses(resolution):
    return list(resolution.paragraphs.order_by("position").values_list("anchor", "text", "mark"))


def test_the_same_text_read_again_gets_the_same_addresses():
    text, by = some_text(preambular=3, operative=5), CoordinatorFactory()
    first = actions.save(make_brought(text), by=by)
    before = addresses(first)

    actions.withdraw(actions.publish(first, by=by), reason="Wrong heading.", by=by)
    again = actions.publish(actions.save(make_brought(text), by=by), by=by)

    assert addresses(again) == addresses(first) == before and len(before) == 10
    assert again.slug != first.slug and again.get_absolute_url() != first.get_absolute_url()


def test_an_address_stays_taken_when_its_text_is_withdrawn_and_is_free_when_a_draft_goes(client):
    by = CoordinatorFactory()
    draft = actions.save(make_brought(some_text(title="Of buoys")), by=by)
    slug = draft.slug
    brought = actions.take_back(draft, by=by)
    shown = actions.publish(actions.save(brought, by=by), by=by)
    actions.withdraw(shown, reason="Not ours.", by=by)
    later = actions.publish(actions.save(make_brought(some_text(title="Of buoys")), by=by), by=by)

    assert (shown.slug, later.slug) == (slug, f"{slug}-2")
    assert [client.get(one.get_absolute_url()).status_code for one in (shown, later)] == [410, 200]


def test_what_the_portal_learns_later_moves_no_address(client):
    resolution = published()
    before, page = addresses(resolution), resolution.permanent_address
    tagging.tag(resolution.paragraphs.get(anchor="OP1"), {"theme": Theme.objects.all()[:1]}, by=CoordinatorFactory())
    make_resolution(some_pieces(operative=4), revises=resolution, title=resolution.title, sponsors=["Norland"])
    make_resolution(some_pieces(operative=1), translation_of=resolution, language="fr", title=resolution.title)

    resolution.refresh_from_db()
    assert (addresses(resolution), resolution.permanent_address) == (before, page)
    text = client.get(resolution.get_absolute_url()).text
    assert all(f'id="{anchor}"' in text for anchor, _text, _mark in before)


def test_a_paragraph_added_behind_moves_none_before_it():
    texts = [make_resolution(some_pieces(operative=count), published=False) for count in (1, 2, 3, 4)]
    anchors = [list(one.paragraphs.values_list("anchor", flat=True)) for one in texts]

    for count, (shorter, longer) in enumerate(pairwise(anchors), 1):
        assert shorter[: count + 1] == longer[: count + 1], count


def test_a_word_that_is_another_page_is_no_address_of_a_text():
    text = make_resolution(title="Calls", sponsors=[], session=None)

    assert text.slug == "calls-2"


def test_a_title_without_latin_letters_has_an_address_all_the_same(client):
    for title in ("الموانئ", "港口", "🙂", "…"):
        with undone():
            text = make_resolution(title=title, sponsors=[], session=None)

            assert text.slug == "resolution", title
            assert client.get(text.get_absolute_url()).status_code == 200, title


def test_states_and_articles_that_are_named_cannot_go_from_under_a_text():
    resolution = make_resolution(
        [Piece(K.OPERATIVE, "Recalls article 20 of the Organized Crime Convention")], sponsors=["Kenya"]
    )

    assert resolution.sponsors.get().country == State.objects.get(iso3="KEN")
    for row in (Article.objects.get(references__resolution=resolution), State.objects.get(iso3="KEN")):
        with pytest.raises(models.ProtectedError), transaction.atomic():
            row.delete()
