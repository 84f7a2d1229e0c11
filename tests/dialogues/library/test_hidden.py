"""What is not published, or not any more, is nowhere: a word in each of its fields, looked for at every address."""

from dataclasses import replace

import pytest

from dialogues.models import Resolution
from dialogues.resolutions import actions
from dialogues.resolutions.noting import DialogueNoting, links_of
from dialogues.resolutions.sheet import Piece, PieceKind
from portal import threads
from portal.mechanism.models import Article, Document
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_brought, make_resolution, some_text
from tests.undoing import undone

pytestmark = pytest.mark.django_db
K = PieceKind
CANARY = "Zimtschnecke"
SYMBOL = "A/RES/76/7"
# Every field that has words; all of them stand on the page of the text once it is published.
HEAD = {
    "title": CANARY, "body": CANARY, "agenda_item": CANARY, "number": CANARY, "symbol": CANARY,
    "sponsors": [CANARY], "source_address": f"https://example.org/{CANARY}",
}  # fmt: skip
PIECES = {
    "opening": Piece(K.OPENING, CANARY), "closing": Piece(K.CLOSING, CANARY), "heading": Piece(K.HEADING, CANARY),
    "note": Piece(K.NOTE, CANARY, "¹"), "text": Piece(K.OPERATIVE, CANARY),
    "after": Piece(K.OPERATIVE, "x", after=CANARY),
    "addressee": Piece(K.OPERATIVE, "x", addressees=(CANARY,)), "annex": Piece(K.ANNEX, CANARY, "Annex"),
    "preamble": Piece(K.PREAMBULAR, CANARY), "reference": Piece(K.OPERATIVE, f"Recalls {SYMBOL}"),
}  # fmt: skip
ARTICLE = "Urges, by article 20 of the Organized Crime Convention,"


def a_text(name, *, published):
    """A text with the word in one field, and with an article that it names."""
    rows = [Piece(K.OPERATIVE, ARTICLE), *([PIECES[name]] if name in PIECES else [])]
    head = {"title": f"Of {name}", "sponsors": [], **({name: HEAD[name]} if name in HEAD else {})}
    return make_resolution(rows, published=published, **head)


def withdrawn(name):
    return actions.withdraw(a_text(name, published=True), reason="A mistake.", by=CoordinatorFactory())


def said(answer):
    return answer.getvalue().decode() if answer.streaming else answer.text


def public_answers(client, resolution):
    """Every public address that speaks of texts."""
    article, document = Article.objects.get(instrument__code="UNTOC", number=20), Document.objects.get(symbol=SYMBOL)
    own = (resolution.get_absolute_url(), f"/resolutions/{resolution.slug}.json")
    others = (
        "/en/resolutions/", f"/en/resolutions/?q={CANARY}", "/resolutions.csv", "/resolutions.json",
        "/feeds/resolutions.atom", f"/resolutions.json?q={CANARY}", article.get_absolute_url(),
        document.get_absolute_url(), f"{resolution.get_absolute_url()}changes/", "/calls.json",
    )  # fmt: skip
    return {address: said(client.get(address)).replace(f"q={CANARY}", "").replace(f'value="{CANARY}"', "")
            for address in (*own, *others)}  # fmt: skip


def leaking(answers, resolution):
    """The addresses that say the word, or lead to the text by its number for ever."""
    return [address for address, text in answers.items() if CANARY in text or str(resolution.uuid) in text]


def own(name, value):
    """A value with a word of its own in place of the one that all have."""
    if isinstance(value, Piece):
        texts = {field: own(name, getattr(value, field)) for field in ("text", "after", "addressees")}
        return replace(value, **texts)
    if isinstance(value, list | tuple):
        return type(value)(own(name, one) for one in value)
    return value.replace(CANARY, CANARY + name)


def test_a_published_text_shows_the_word_of_each_field_so_that_it_could_leak(client):
    head = {name: own(name, value) for name, value in HEAD.items()}
    numbered = make_resolution(number=head.pop("number"))  # its page shows the number where there is no symbol
    pieces = [own(name, piece) for name, piece in PIECES.items()]
    text = make_resolution([Piece(K.OPERATIVE, ARTICLE), *pieces], **head)

    page = "".join(client.get(one.get_absolute_url()).text for one in (text, numbered))

    words = {name: SYMBOL if name == "reference" else CANARY + name for name in (*HEAD, *PIECES)}
    assert [name for name, word in words.items() if word not in page] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*HEAD, *PIECES])
@pytest.mark.parametrize("hidden", ["draft", "withdrawn"])
def test_no_field_of_what_is_hidden_is_anywhere(client, name, hidden):
    text = withdrawn(name) if hidden == "withdrawn" else a_text(name, published=False)

    answers = public_answers(client, text)

    assert leaking(answers, text) == []
    assert [address for address, said in answers.items() if f"{text.slug}/#" in said] == []


def test_no_field_of_a_draft_is_on_the_pages_that_list_texts(client):
    pieces = [Piece(K.OPERATIVE, ARTICLE), *PIECES.values()]
    text = make_resolution(pieces, published=False, session=977, date="1911-01-01", precision="day", **HEAD)

    answers = public_answers(client, text)

    assert leaking(answers, text) == []
    assert "977" not in answers["/en/resolutions/"] and "1911" not in answers["/en/resolutions/"]


def test_what_was_brought_is_public_nowhere(client):
    make_brought(some_text(title=f"Of {CANARY}"))

    shown = [said(client.get(address)) for address in ("/en/resolutions/", "/resolutions.json", "/en/")]

    assert not [text for text in shown if CANARY in text]


def test_a_withdrawn_text_tells_its_reason_alone_and_is_in_no_search_engine(client):
    text = withdrawn("text")

    page, data = client.get(text.get_absolute_url()), client.get(f"/resolutions/{text.slug}.json")

    assert (page.status_code, data.status_code) == (410, 410)
    assert "A mistake." in page.text and CANARY not in page.text + data.text
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_threads_lead_to_published_texts_alone(state):
    text = withdrawn("reference") if state == "withdrawn" else a_text("reference", published=state == "published")
    article, document = Article.objects.get(instrument__code="UNTOC", number=20), Document.objects.get(symbol=SYMBOL)

    for thread, thing in ((threads.on_article, article), (threads.on_document, document)):
        found = {one.strand.kind: one.found for one in thread.sections(thing)}
        addresses = [link.address for link in found["resolutions"].links] if "resolutions" in found else []
        assert bool(addresses) == (state == "published") == any(text.slug in one for one in addresses)


def test_a_dialogue_is_noted_by_published_texts_alone(client, coordinator):
    dialogue, text = make_dialogue(), a_text("text", published=False)
    DialogueNoting.objects.create(dialogue=dialogue, paragraph=text.paragraphs.last())

    def is_named():
        return f"{text.slug}/#OP2" in client.get(dialogue.get_url()).text

    assert not is_named()
    actions.publish(text, by=coordinator)
    assert is_named()
    actions.withdraw(text, reason="A mistake.", by=coordinator)
    assert not is_named()


def test_links_to_dialogues_leave_out_what_is_not_in_the_library():
    draft = a_text("text", published=False)
    noting = DialogueNoting(paragraph=draft.paragraphs.last())
    for name in ("slug", "state", "title", "symbol", "number", "language"):
        setattr(noting, f"of_{name}", getattr(draft, name))

    assert links_of([noting]) == []
    noting.of_state = Resolution.State.PUBLISHED
    assert [link.title for link in links_of([noting])] == ["OP2, Of text"]


def linked(*, published):
    """A text with a former one and a French one, which are published or not, and with one that revises it."""
    former = make_resolution([Piece(K.OPERATIVE, "Urges")], title=f"Of {CANARY}", published=published)
    french = make_resolution([Piece(K.OPERATIVE, "Engage")], title=f"De {CANARY}", published=published, language="fr")
    first = make_resolution(revises=former, translation_of=french, language="es")
    make_resolution(revises=first)
    return former, french, first


def leads(client, former, french, first):
    """Where the text leads to the two, and whether its changes are shown."""
    page, beside = (client.get(first.get_absolute_url(), query).text for query in ({}, {"beside": french.slug}))
    data = client.get(f"/resolutions/{first.slug}.json").text
    return [
        former.slug in page, french.slug in page, f"{first.slug}/changes/" in page, former.slug in data,
        french.slug in data, "Engage" in beside, client.get(f"{first.get_absolute_url()}changes/").status_code,
    ]  # fmt: skip


def test_a_text_leads_to_no_hidden_former_nor_translation(client, coordinator):
    with undone():
        assert leads(client, *linked(published=False)) == [False] * 6 + [404]
    texts = linked(published=True)
    assert leads(client, *texts) == [True] * 6 + [200]
    for one in texts[:2]:
        actions.withdraw(one, reason="x", by=coordinator)
    assert leads(client, *texts) == [False] * 6 + [404]
