"""The search finds everything that is public, in each language by its rules, and nothing that is hidden."""

from collections.abc import Callable

import pytest
from django.utils.html import escape
from django.utils.translation import override

from dialogues.asks.models import CallToAction, CallToActionQuerySet
from dialogues.models import Resolution
from dialogues.resolutions.models import ResolutionQuerySet
from organizations.models import Organization
from organizations.standing import OrganizationQuerySet
from portal import everywhere
from portal.everywhere import Asked
from portal.models import PageWordsQuerySet
from portal.pages import publish
from submissions.consultations.announcing.models import AnnouncementQuerySet
from submissions.declaration.texts import DeclarationQuerySet
from submissions.statements.models import Statement, StatementQuerySet, StatementState
from tests.factories.analyses import make_analysis
from tests.factories.announcements import make_announcement
from tests.factories.asks import make_call_to_action
from tests.factories.declaration import make_declaration, make_draft
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist, with_aliases
from tests.factories.organizations import OrganizationFactory
from tests.factories.resolutions import make_resolution
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db
CANARY = "canarybird"
FOLDED = f" {CANARY} "


def found(words: str, language: str = "en") -> dict[str, everywhere.Results]:
    """What is found, by kind."""
    with override(language):
        return {group.kind.key: group.results for group in everywhere.find(Asked(words))}


def named(words: str, language: str = "en") -> list[str]:
    """The addresses of what the question is a name of."""
    with override(language):
        return [hit.address for group in everywhere.find(Asked(words)) for hit in group.results.named]


def plant_statement(state: str) -> None:
    made = make_statement(state, title=f"{CANARY} title", source=f"{CANARY} text")
    Statement.objects.filter(pk=made.pk).update(search_text=FOLDED)


def plant_resolution(state: str) -> None:
    made = make_resolution(title=f"{CANARY} lamps")
    Resolution.objects.filter(pk=made.pk).update(state=state, search_text=FOLDED, withdrawal_reason="x")


def plant_call(state: str) -> None:
    made = make_call_to_action(text=f"{CANARY} sings")
    CallToAction.objects.filter(pk=made.pk).update(state=state, search_text=FOLDED, withdrawal_reason="x")


def plant_organization(state: str) -> None:
    made = OrganizationFactory(legal_name=f"{CANARY} house")
    Organization.objects.filter(pk=made.pk).update(state=state, is_public=False)


def plant_page(state: str) -> None:
    page = make_dialogue(title=f"{CANARY} day") if state == "dialogue" else make_analysis(title=f"{CANARY} day")
    publish(page)
    type(page).objects.get(pk=page.pk).unpublish()


# Of each kind: what makes a hidden one, in which states, and the queryset whose `public` keeps it hidden.
HIDDEN: dict[str, tuple[Callable[[str], object], tuple[str, ...], type]] = {
    "statements": (plant_statement, tuple(one for one in StatementState if one != "accepted"), StatementQuerySet),
    "resolutions": (plant_resolution, ("draft", "withdrawn"), ResolutionQuerySet),
    "calls": (plant_call, ("withdrawn",), CallToActionQuerySet),
    "organizations": (plant_organization, ("draft", "declined"), OrganizationQuerySet),
    "declarations": (lambda state: make_draft(title=f"{CANARY} text"), ("draft",), DeclarationQuerySet),
    "announcements": (
        lambda state: make_announcement(state, how=f"Ask the {CANARY}."), ("draft", "withdrawn"), AnnouncementQuerySet
    ),
    "dialogues": (plant_page, ("dialogue",), PageWordsQuerySet),
    "analyses": (plant_page, ("analysis",), PageWordsQuerySet),
}  # fmt: skip


def test_what_is_hidden_is_not_found_and_the_test_would_see_it(client, monkeypatch):
    for plant, states, _queryset in HIDDEN.values():
        for state in states:
            plant(state)

    answer = client.get("/en/search/", {"q": CANARY})
    assert answer.status_code == 200 and answer.context["groups"] == []
    assert CANARY not in answer.text.replace(f'value="{CANARY}"', "").replace(f"Search: {CANARY}", "").replace(
        f"q={CANARY}", ""
    )

    for kind, (_plant, states, queryset) in HIDDEN.items():
        with monkeypatch.context() as patch:
            patch.setattr(queryset, "public", lambda self: self.all())
            assert found(CANARY)[kind].count == len(states), kind


def test_each_kind_of_record_is_found_by_its_words_and_marked(client):
    make_statement("accepted", title="Lanterns", source="Each <b>lantern</b> counts.", language="en")
    text = make_resolution(title="A lantern for every post")
    make_call_to_action(text="Light a lantern")
    make_declaration(texts={"en": "We ask for a lantern.", "fr": "Une lanterne."})
    make_announcement(how="Bring a lantern.")
    OrganizationFactory(legal_name="Lantern Keepers")
    panel = make_panel(make_dialogue(title="Lantern day"), title="On lanterns")
    make_panelist(panel, name="Ada Lanternby")
    for page in (panel, panel.get_parent().specific, make_analysis(title="Lanterns, an analysis")):
        publish(page)

    answer = client.get("/en/search/", {"q": "lantern"})

    groups = {group.kind.key: group.results for group in answer.context["groups"]}
    assert {kind: results.count for kind, results in groups.items()} == {
        "dialogues": 2, "statements": 1, "resolutions": 1, "calls": 1, "analyses": 1, "declarations": 1,
        "organizations": 1, "announcements": 1,
    }  # fmt: skip
    assert "<mark>lantern</mark>" in answer.text and "<b>lantern" not in answer.text
    assert groups["resolutions"].hits[0].address == text.get_absolute_url()
    assert found("lanternby")["dialogues"].hits[0].title == "On lanterns"


def test_a_state_is_named_in_any_language_and_by_its_codes():
    for words, language in [
        ("Kenya", "en"),
        ("KEN", "fr"),
        ("ke", "en"),
        ("кения", "en"),
        ("كينيا", "ru"),
        ("肯尼亚", "es"),
        ("kenya", "ar"),
    ]:
        assert named(words, language) == [f"/{language}/consultations/ken/"], words


def test_an_article_is_named_as_people_write_it():
    for words in (
        "article 8 UNTOC", "untoc 8", "Artikel 8 UNTOC", "المادة ٨ UNTOC", "UNTOC 第八条", "第8条 untoc",
        "статья 8 UNTOC", "art. 8 of the UNTOC", "artículo 8, UNTOC",
    ):  # fmt: skip
        assert named(words) == ["/en/articles/untoc/8/"], words


def test_an_article_without_its_treaty_is_that_of_each():
    assert named("第十五条")[:2] == ["/en/articles/untoc/15/", "/en/articles/tip/15/"]
    assert named("статья 41") == ["/en/articles/untoc/41/"] and named("article 99") == []


def test_references_symbols_terms_and_receipts_lead_straight_there():
    statement = make_statement("accepted")
    text = make_resolution(symbol="CTOC/COP/2030/L.5", number="30/1")
    here, there = statement.get_absolute_url(), text.get_absolute_url()

    for words in (statement.reference, statement.reference.lower(), f"{statement.reference}/Rev.1", statement.receipt):
        assert named(words) == [here], words
    assert named("ctoc/cop/2030/l.5") == [there] and named("30/1 OP1") == [f"{there}#OP1"]
    assert "/en/reference/documents/a-res-55-25/" in named("A/RES/55/25")
    assert named("Focal point") == ["/en/glossary/#focal-point"]


def test_a_reference_of_what_is_not_public_leads_nowhere():
    sent, gone = make_statement("submitted"), make_statement("withdrawn")

    assert named(sent.receipt) == named(gone.receipt) == named(gone.reference) == []


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [("边境的灯可以追踪", "追踪", "zh-hans"), ("نطلب تتبع الأسلحة بالمصابيح", "المصابيح", "ar"),
     ("Éclairage général", "eclairage", "fr")],
)  # fmt: skip
def test_a_page_is_found_by_the_rules_of_its_language_and_said_in_that_of_the_reader(text, words, language):
    page = make_dialogue(title="Lamps", slug="lamps")
    publish(page)
    with_aliases(page, language)
    translation = page.get_translations().get().specific
    translation.alias_of, translation.intro, translation.title = None, text, f"Lamps {language}"
    publish(translation)

    (hit,) = found(words)["dialogues"].hits

    assert (hit.title, hit.language, hit.address) == ("Lamps", "en", "/en/dialogues/lamps/")
    assert hit.about_language == language and any(piece.meant for piece in hit.pieces)
    assert found(words, language)["dialogues"].hits[0].title == f"Lamps {language}"


def test_a_name_that_leaves_the_original_leaves_its_translations():
    panel = make_panel(make_dialogue(), title="On lamps")
    person = make_panelist(panel, name="Ada Lanternby")
    publish(panel)
    with_aliases(panel, "fr")
    translation = panel.get_translations().get().specific
    translation.alias_of, translation.title = None, "Des lampes"
    publish(translation)
    assert found("lanternby")["dialogues"].count == 1

    person.delete()
    publish(type(panel).objects.get(pk=panel.pk))

    assert "dialogues" not in found("lanternby")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_asks_the_same_for_one_of_each_and_for_three(client, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_statement("accepted", title=f"Lantern {number}", source="A lantern.")
        make_call_to_action(make_resolution(title=f"Lantern {number}").paragraphs.get(anchor="OP1"), text="A lantern")
        OrganizationFactory(legal_name=f"Lantern {number}")
        make_announcement(how="A lantern.")
        publish(make_dialogue(title=f"Lantern {number}"))

    with django_assert_max_num_queries(21):
        answer = client.get("/en/search/?q=lantern")

    assert all(group.results.count == rows for group in answer.context["groups"])


def test_more_than_the_first_few_are_a_page_of_their_kind(client):
    for number in range(6):
        make_announcement(how=f"Lantern {number}")

    first = client.get("/en/search/?q=lantern")
    whole = client.get("/en/search/?q=lantern&kind=announcements&page=9")

    assert 'href="/en/search/?q=lantern&amp;kind=announcements"' in first.text
    assert [len(one.context["groups"][0].results.hits) for one in (first, whole)] == [everywhere.SHOWN, 6]


def test_no_question_breaks_the_page_and_none_is_run(client):
    for words in ["", "  ", "!!", '"', "a" * 201, "x'y--", "<script>alert(1)</script>", "kind=", "第", "1"]:
        answer = client.get("/en/search/", {"q": words, "kind": "nonsense", "page": "-1"})

        assert answer.status_code == 200 and '<meta name="robots" content="noindex">' in answer.text, words
        assert "<script" not in answer.text and f'value="{escape(words)}"' in answer.text, words
        assert ("Ask with 200 characters at most" in answer.text) == (len(words) > 200), words
        assert "Cookie" not in answer.headers.get("Vary", "") and not answer.cookies, words
