"""What holds for every text of the library: what may follow what, what is frozen, what the database refuses."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from dialogues.models import BroughtText, Note, Paragraph, Reference, Resolution, Sponsor
from dialogues.resolutions import actions
from portal import audit, triggers
from portal.records import InvalidMove
from tests.factories.organizations import CoordinatorFactory, UserFactory
from tests.factories.resolutions import make_brought, make_resolution, some_pieces, some_text

pytestmark = pytest.mark.django_db
S = Resolution.State


def refused(change, *errors):
    with pytest.raises(errors or (DatabaseError,)), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (before, after, (before, after) in {(S.DRAFT, S.PUBLISHED), (S.PUBLISHED, S.WITHDRAWN)})
        for before in S
        for after in S
    ],
)
def test_only_these_moves_are_allowed(before, after, allowed):
    resolution = Resolution(state=before)

    if allowed:
        resolution.move_to(after)
        assert resolution.state == after
    else:
        with pytest.raises(InvalidMove):
            resolution.move_to(after)


def test_publishing_freezes_every_word_and_address():
    resolution = make_resolution()
    rows = [
        resolution.paragraphs.first(),
        resolution.notes.get(),
        resolution.references.first(),
        resolution.sponsors.get(),
    ]
    changes = {Paragraph: {"anchor": "OP99"}, Note: {"text": "x"}, Reference: {"number": "x"}, Sponsor: {"name": "x"}}

    for row in rows:
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(**changes[type(row)]))
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).delete())
    for name in ("slug", "title", "symbol", "opening", "language"):
        refused(lambda name=name: Resolution.objects.filter(pk=resolution.pk).update(**{name: "fr"}))
    refused(lambda: resolution.delete())
    assert not [name for name in triggers.missing() if "dialogues_" in name]


def test_a_draft_may_still_change_and_go():
    draft = make_resolution(published=False)

    draft.paragraphs.update(text="Another")
    draft.delete()

    assert not Paragraph.objects.exists()


def test_a_corrected_import_moves_no_address_of_the_text_before():
    first = make_resolution(some_pieces(operative=3), symbol="A/RES/1/1")
    before = list(first.paragraphs.values("anchor", "text", "position"))

    second = make_resolution(some_pieces(operative=1), revises=first, title="Renamed")

    assert list(first.paragraphs.values("anchor", "text", "position")) == before
    assert first.slug != second.slug and Resolution.objects.get(pk=first.pk).slug == first.slug


def test_withdrawing_keeps_the_address_for_ever_and_says_why():
    resolution = make_resolution(title="Of lamps", sponsors=[])

    actions.withdraw(resolution, reason="It was never tabled.", by=CoordinatorFactory())
    again = make_resolution(title="Of lamps", sponsors=[])

    assert again.slug != resolution.slug
    assert audit.history(resolution).last().reason == "It was never tabled."
    with pytest.raises(InvalidMove):
        actions.publish(resolution, by=CoordinatorFactory())


def test_the_same_text_or_symbol_stands_there_once():
    pieces = some_pieces()
    first = make_resolution(pieces, symbol="A/RES/1/2")

    with pytest.raises(ValidationError, match="here already"):
        make_resolution(pieces)
    with pytest.raises(ValidationError, match="symbol"):
        make_resolution(symbol="A/RES/1/2")
    actions.withdraw(first, reason="x", by=CoordinatorFactory())
    assert make_resolution(pieces, symbol="A/RES/1/2").pk
    assert make_resolution(symbol="A/RES/1/2", language="fr").pk


@pytest.mark.parametrize(
    "change",
    [
        {"state": "nowhere"}, {"kind": "poem"}, {"standing": "lying"}, {"state": "published"},
        {"state": "withdrawn", "published_at": "2026-01-01T00:00Z"}, {"is_summary": True},
        {"precision": "day"}, {"precision": "undated", "date": "2026-01-01"},
    ],
)  # fmt: skip
def test_the_database_refuses_what_cannot_be(change):
    draft = make_resolution(published=False)

    refused(lambda: Resolution.objects.filter(pk=draft.pk).update(**change), IntegrityError)


def test_no_text_revises_or_translates_itself_and_no_address_is_given_twice():
    draft = make_resolution(published=False)
    first, second = draft.paragraphs.all()[:2]

    for name in ("revises", "translation_of"):
        refused(lambda name=name: Resolution.objects.filter(pk=draft.pk).update(**{name: draft.pk}), IntegrityError)
    for change in (
        {"anchor": first.anchor},
        {"position": first.position},
        {"kind": "poem"},
        {"anchor": ""},
        {"strength": 9},
    ):
        refused(lambda change=change: Paragraph.objects.filter(pk=second.pk).update(**change), IntegrityError)
    reference = draft.references.filter(paragraph__isnull=False).first()
    refused(lambda: Reference.objects.filter(pk=reference.pk).update(paragraph=None), IntegrityError)
    refused(lambda: Reference.objects.filter(pk=reference.pk).update(kind="poem"), IntegrityError)
    refused(lambda: BroughtText.objects.create(text="x", state="refused"), IntegrityError)
    refused(lambda: Sponsor.objects.create(resolution=draft, name="Norland"), IntegrityError)


def test_coordinators_see_drafts_and_nobody_else_does():
    draft, shown = make_resolution(published=False), make_resolution()

    assert set(Resolution.objects.visible_to(CoordinatorFactory())) == {draft, shown}
    assert set(Resolution.objects.visible_to(UserFactory())) == {shown}


def test_saving_twice_makes_one_record_and_the_same_form_one_text():
    brought = make_brought()
    by = CoordinatorFactory()

    assert actions.save(brought, by=by) == actions.save(brought, by=by)
    key, text = uuid.uuid4(), some_text()
    assert make_brought(text, by=by, form_key=key) == make_brought(text, by=by, form_key=key)
    assert Resolution.objects.count() == 1 and BroughtText.objects.count() == 2


def test_the_words_of_the_library_have_their_index(db):
    assert connection.introspection.table_names().count("dialogues_resolution") == 1
    make_resolution(title="Of harbours")
    assert Resolution.objects.filter(search_text__contains=" harbours ").count() == 1
