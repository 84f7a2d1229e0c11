"""Every constraint of the library's tables refuses its opposite, in the database itself."""

import uuid
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.models import BroughtText, Note, Paragraph, Reference, Resolution, Sponsor
from dialogues.resolutions.noting import DialogueNoting
from tests.factories.dialogues import make_dialogue
from tests.factories.resolutions import make_brought, make_resolution

pytestmark = pytest.mark.django_db
MODELS = (Resolution, Sponsor, Paragraph, Note, Reference, BroughtText, DialogueNoting)
NOW = timezone.now()

# By its name: the table, and what cannot be true of a row of a draft.
CHECKS = {
    "resolution_known_state": (Resolution, {"state": "nowhere", "published_at": NOW}),
    "resolution_known_kind": (Resolution, {"kind": "poem"}),
    "resolution_known_standing": (Resolution, {"standing": "lying"}),
    "resolution_dated_or_undated": (Resolution, {"date": "2026-01-01", "precision": "undated"}),
    "published_resolution_has_date": (Resolution, {"state": "published"}),
    "withdrawn_resolution_has_reason": (Resolution, {"state": "withdrawn", "published_at": NOW}),
    "summarized_resolution_has_source": (Resolution, {"is_summary": True}),
    "resolution_revises_another": (Resolution, {"revises": "itself"}),
    "resolution_translates_another": (Resolution, {"translation_of": "itself"}),
    "paragraph_known_kind": (Paragraph, {"kind": "poem"}),
    "paragraph_known_strength": (Paragraph, {"strength": 9}),
    "paragraph_has_address": (Paragraph, {"anchor": ""}),
    "reference_known_kind": (Reference, {"kind": "poem"}),
    "reference_of_paragraph_or_note": (Reference, {"paragraph": None, "note": None}),
    "brought_text_known_state": (BroughtText, {"state": "nowhere"}),
    "refused_text_has_problem": (BroughtText, {"state": "refused"}),
}


def refuse(change, words=None):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        change()


def a_draft():
    """A draft and a text that was brought, so that each table has a row."""
    return make_resolution(published=False), make_brought()


def test_the_database_refuses_what_a_row_cannot_be():
    a_draft()

    for name, (model, change) in CHECKS.items():
        row = model.objects.first()
        values = {column: row.pk if value == "itself" else value for column, value in change.items()}

        refuse(partial(model.objects.filter(pk=row.pk).update, **values), name)


def test_a_reference_stands_in_a_paragraph_or_in_a_footnote_not_in_both():
    draft, _brought = a_draft()
    paragraph, note = draft.paragraphs.first(), draft.notes.get()

    refuse(
        lambda: Reference.objects.create(resolution=draft, paragraph=paragraph, note=note, kind="symbol", number="x"),
        "reference_of_paragraph_or_note",
    )


def of_paragraphs(column):
    """Give the second paragraph of a text what the first one has."""

    def again(held):
        first, second = held.draft.paragraphs.all()[:2]
        Paragraph.objects.filter(pk=second.pk).update(**{column: getattr(first, column)})

    return again


def of_texts(*columns):
    """Give another text what the first one has."""

    def again(held):
        values = {column: getattr(held.draft, column) for column in columns}
        Resolution.objects.filter(pk=held.other.pk).update(**values)

    return again


def another_note(held):
    Note.objects.create(resolution=held.draft, number=1, mark="²")


def another_sponsor(held):
    Sponsor.objects.create(resolution=held.draft, name="Norland")


def another_noting(held):
    paragraph = held.draft.paragraphs.first()
    for _time in range(2):
        DialogueNoting.objects.create(dialogue=held.dialogue, paragraph=paragraph)


TWICE = {
    "resolution_symbol_once_in_language": of_texts("symbol", "language"),
    "resolution_text_once": of_texts("text_hash"),
    "sponsor_once_of_resolution": another_sponsor,
    "paragraph_anchor_once": of_paragraphs("anchor"),
    "paragraph_position_once": of_paragraphs("position"),
    "note_number_once": another_note,
    "noted_once_in_a_paragraph": another_noting,
    "slug": of_texts("slug"),
    "uuid": of_texts("uuid"),
}


def test_the_database_refuses_what_is_there_already():
    draft, dialogue = make_resolution(published=False, symbol="A/RES/80/1"), make_dialogue()
    held = SimpleNamespace(draft=draft, other=make_resolution(published=False), dialogue=dialogue)

    found = {name: is_refused(partial(again, held)) for name, again in TWICE.items()}

    assert found == dict.fromkeys(TWICE, True)


def is_refused(change):
    """Whether the database refuses a change."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_a_text_is_brought_once_by_a_form_and_makes_one_record():
    key, draft = uuid.uuid4(), make_resolution(published=False)
    BroughtText.objects.create(text="x", form_key=key, resolution=draft)

    refuse(lambda: BroughtText.objects.create(text="y", form_key=key))
    refuse(lambda: BroughtText.objects.create(text="y", resolution=draft))


def test_what_is_unlike_in_one_column_may_stand_beside_the_other():
    first = make_resolution(symbol="A/RES/80/2")
    second = make_resolution(symbol="A/RES/80/2", language="fr")
    third, fourth = make_resolution(symbol=""), make_resolution(symbol="")
    BroughtText.objects.create(text="x")
    BroughtText.objects.create(text="x")

    anchors = [list(one.paragraphs.values_list("anchor", "position")) for one in (first, second, third, fourth)]
    assert anchors[0] == anchors[1] == anchors[2] == anchors[3]


def test_no_constraint_is_without_its_opposite():
    named = {one.name for model in MODELS for one in model._meta.constraints}

    assert named == {*CHECKS, *TWICE} - {"slug", "uuid"}


def test_what_a_person_can_cause_is_said_in_words():
    standard = "is violated"
    unsaid = {
        one.name for model in MODELS for one in model._meta.constraints
        if standard in str(one.get_violation_error_message()) and "_known_" not in one.name
    }  # fmt: skip

    assert unsaid == set()
