"""From a draft to the end of signing: what happens, what is refused, and what stays in the records."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal import audit
from portal.records import InvalidMove
from submissions import chain
from submissions.declaration import actions, checking, ledger
from submissions.declaration.models import Declaration, DeclarationState, DeclarationVersion, LedgerEntry
from submissions.declaration.plain import LONGEST_TEXT
from submissions.verify_ledger import check, sha256
from tests.factories.declaration import let_time_pass, make_declaration, make_draft, make_locked, sign

S = DeclarationState
pytestmark = pytest.mark.django_db


def put_in(state: str) -> Declaration:
    """A declaration in this state, whatever brought it there."""
    declaration = make_declaration()
    Declaration.objects.filter(pk=declaration.pk).update(state=state)
    declaration.refresh_from_db()
    return declaration


def test_a_draft_starts_with_its_facts_and_an_event(coordinator):
    declaration = actions.draft(by=coordinator, slug="palermo", title="Palermo", lede="One text", goal=50, is_demo=True)

    declaration.refresh_from_db()
    assert (declaration.state, declaration.goal, declaration.is_demo) == (S.DRAFT, 50, True)
    assert declaration not in Declaration.objects.public()
    assert [(event.verb, event.actor) for event in audit.history(declaration)] == [("draft", coordinator)]


@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"slug": "two words"}, {"lede": "x" * 301}, {"goal": -1}, {"authentic_language": "de"}]
)
def test_a_draft_with_facts_that_do_not_fit_is_refused(fields):
    with pytest.raises(ValidationError) as refusal:
        actions.draft(by=None, **{"slug": "palermo", "title": "Palermo", **fields})

    assert list(refusal.value.message_dict) == list(fields)
    assert not Declaration.objects.exists()


def test_two_declarations_never_share_an_address():
    actions.draft(by=None, slug="palermo", title="Palermo")

    with pytest.raises(ValidationError):
        actions.draft(by=None, slug="palermo", title="Another")


def test_a_text_is_stored_as_it_will_be_hashed():
    declaration = make_draft(texts={})

    version = actions.add_version(
        declaration, language="fr", text="\r\n Premie\u0300re  \r\nligne\t\r\n\r\n\r\n\r\nSeconde\r\n", by=None
    )

    assert version.text == "Première\nligne\n\nSeconde"
    assert version.paragraphs == ["Première\nligne", "Seconde"]
    assert version.sha256 == sha256(version.text)
    assert version.change == DeclarationVersion.Change.TRANSLATION


def test_a_draft_text_is_replaced_not_added():
    declaration = make_draft(texts={"en": "First."})
    actions.add_version(declaration, language="en", text="Second.", by=None)

    version = declaration.versions.get()
    assert (version.text, version.change) == ("Second.", DeclarationVersion.Change.ORIGINAL)


@pytest.mark.parametrize("text", ["", "  \n\n ", "x" * (LONGEST_TEXT + 1)])
def test_a_text_that_is_empty_or_too_long_is_refused(text):
    declaration = make_draft(texts={})

    with pytest.raises(ValidationError) as refusal:
        actions.add_version(declaration, language="en", text=text, by=None)

    assert list(refusal.value.message_dict) == ["text"]
    assert not declaration.versions.exists()


@pytest.mark.parametrize("state", [state for state in S if state not in actions.DRAFTED])
def test_a_locked_text_is_never_written_again(state):
    declaration = put_in(state)
    before = declaration.versions.get().text

    with pytest.raises(InvalidMove, match="locked"):
        actions.add_version(declaration, language="en", text="Something else.", by=None)
    with pytest.raises(InvalidMove, match="locked"):
        actions.add_version(declaration, language="fr", text="Autre chose.", by=None)

    assert declaration.versions.get().text == before


def test_locking_chains_the_hash_of_each_language_the_authentic_one_first(coordinator):
    declaration = make_draft(texts={"ar": "نطلب", "en": "We ask.", "fr": "Nous demandons."}, authentic_language="fr")

    declaration = actions.lock_text(declaration, by=coordinator)

    assert declaration.state == S.LOCKED
    assert declaration in Declaration.objects.public()
    bodies, _standing = check(map(chain.line, declaration.entries.order_by("seq")))
    assert [(body["language"], body["authentic"], body["text"]) for body in bodies.values()] == [
        ("fr", True, sha256("Nous demandons.")),
        ("ar", False, sha256("نطلب")),
        ("en", False, sha256("We ask.")),
    ]
    assert list(declaration.locked_texts()) == ["fr", "ar", "en"]
    assert not declaration.versions.filter(published_at__isnull=True).exists()


def test_a_text_is_not_locked_without_its_authentic_language():
    declaration = make_draft(texts={"fr": "Nous demandons."})

    with pytest.raises(InvalidMove, match="authentic language"):
        actions.lock_text(declaration, by=None)

    declaration.refresh_from_db()
    assert declaration.state == S.DRAFT
    assert not declaration.entries.exists()


def test_opening_sets_from_when_until_when(coordinator):
    declaration = make_locked()
    opens, closes = timezone.now(), timezone.now() + timedelta(days=30)

    declaration = actions.open_for_signature(declaration, opens_at=opens, closes_at=closes, by=coordinator)

    assert (declaration.state, declaration.opens_at, declaration.closes_at) == (S.OPEN, opens, closes)
    assert declaration.is_open


@pytest.mark.parametrize("closes", [timedelta(0), timedelta(days=-1)])
def test_it_cannot_close_before_it_opens(closes):
    now = timezone.now()

    with pytest.raises(ValidationError, match="after it opens"):
        actions.open_for_signature(make_locked(), opens_at=now, closes_at=now + closes, by=None)


def test_it_cannot_be_opened_for_a_time_that_is_over():
    now = timezone.now()

    with pytest.raises(ValidationError, match="past"):
        actions.open_for_signature(
            make_locked(), opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1), by=None
        )


def test_closing_early_ends_signing_at_once_and_is_the_last_word_of_the_chain(coordinator):
    declaration = make_declaration()
    sign(declaration)

    declaration = actions.close(declaration, by=coordinator)

    assert declaration.state == S.CLOSED
    assert declaration.closes_at <= timezone.now()
    head = ledger.head(declaration)
    assert head.kind == LedgerEntry.Kind.CLOSE
    assert '"signatures":1' in head.body
    assert checking.verify(declaration).ok


def test_closing_in_time_keeps_the_time_that_was_announced():
    declaration = let_time_pass(make_declaration())
    announced = declaration.closes_at

    assert actions.close(declaration, by=None).closes_at == announced


def test_it_cannot_be_closed_before_it_opened():
    declaration = make_declaration(opened=timedelta(days=-1))

    with pytest.raises(InvalidMove, match="not opened"):
        actions.close(declaration, by=None)

    assert ledger.head(declaration).kind == LedgerEntry.Kind.VERSION


MOVES = {
    "lock": (lambda declaration: actions.lock_text(declaration, by=None), {S.DRAFT, S.COMMENTS}),
    "open": (
        lambda declaration: actions.open_for_signature(
            declaration, opens_at=timezone.now(), closes_at=timezone.now() + timedelta(days=1), by=None
        ),
        {S.LOCKED},
    ),
    "close": (lambda declaration: actions.close(declaration, by=None), {S.OPEN}),
}


def test_each_move_is_possible_from_its_states_only():
    made = make_declaration()
    entries = made.entries.count()

    for state in S:
        Declaration.objects.filter(pk=made.pk).update(state=state)
        for name, (act, allowed) in MOVES.items():
            if state not in allowed:
                declaration = Declaration.objects.get(pk=made.pk)
                with pytest.raises(InvalidMove, match=str(S(state).label)):
                    act(declaration)

                declaration.refresh_from_db()
                assert (declaration.state, declaration.entries.count()) == (state, entries), (name, state)


def test_moves_are_in_the_public_history(coordinator):
    declaration = actions.lock_text(make_draft(), by=coordinator)
    now = timezone.now()
    declaration = actions.open_for_signature(
        declaration, opens_at=now - timedelta(1), closes_at=now + timedelta(1), by=coordinator
    )
    actions.close(declaration, by=coordinator)

    events = audit.history(declaration).filter(public=True)
    assert [(event.before, event.after) for event in events] == [
        (S.DRAFT, S.LOCKED),
        (S.LOCKED, S.OPEN),
        (S.OPEN, S.CLOSED),
    ]


def test_what_stands_is_said_in_one_sentence():
    assert make_locked().standing == "Signing has not opened yet."
    assert make_declaration(opened=timedelta(days=-1)).standing.startswith("Signing opens on ")
    assert make_declaration().standing.startswith("Open for signature until ")
    assert let_time_pass(make_declaration()).standing.startswith("Signing ended on ")
