"""The coordinators' pages: write, lock, open, close, and no way around the lock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from submissions.declaration import actions, checking
from submissions.declaration.models import Declaration, DeclarationState
from tests.declaration.tampering import behind_the_back, set_column
from tests.factories.declaration import make_declaration, make_draft, make_locked, owner_of, sign
from tests.factories.organizations import OrganizationFactory, SafetyOfficerFactory

pytestmark = pytest.mark.django_db
LIST = "/cms/declarations/"
NEW = "/cms/declarations/new/"
PAGES = ["detail", "text", "lock", "publish", "withhold", "open", "close"]


@pytest.fixture
def coordinating(client, coordinator):
    """The client, signed in as a coordinator."""
    client.force_login(coordinator)
    return client


def address(name: str, declaration: Declaration) -> str:
    return reverse(f"declaration_manage_{name}", args=[declaration.slug])


def state(declaration: Declaration) -> str:
    return Declaration.objects.get(pk=declaration.pk).state


def new_words(**other) -> dict[str, object]:
    return {"title": "Palermo", "slug": "palermo", "authentic_language": "fr", "goal": "80", "is_demo": "on", **other}


def test_a_declaration_is_started_written_locked_opened_and_closed(coordinating):
    coordinating.post(NEW, new_words())
    declaration = Declaration.objects.get(slug="palermo")
    assert (declaration.authentic_language, declaration.goal, declaration.is_demo) == ("fr", 80, True)

    coordinating.post(address("text", declaration), {"language": "fr", "text": "Nous demandons.\r\n\r\nMaintenant."})
    coordinating.post(address("text", declaration), {"language": "en", "text": "We ask."})
    coordinating.post(address("lock", declaration))
    assert state(declaration) == DeclarationState.LOCKED

    times = {"opens_at": "2026-01-01T09:00", "closes_at": "2099-07-01T18:00"}
    coordinating.post(address("open", declaration), times)
    declaration.refresh_from_db()
    assert declaration.is_open
    assert declaration.closes_at == datetime(2099, 7, 1, 18, 0, tzinfo=ZoneInfo("Europe/Vienna"))

    answer = coordinating.post(address("close", declaration), follow=True)
    assert state(declaration) == DeclarationState.CLOSED
    assert "Done." in answer.text
    assert checking.verify(declaration).ok


def test_the_list_shows_drafts_too(coordinating):
    draft, opened = make_draft(), make_declaration()

    answer = coordinating.get(LIST).text

    assert draft.title in answer
    assert opened.title in answer


def test_an_empty_list_says_so(coordinating):
    assert "No declaration has been started." in coordinating.get(LIST).text


def test_the_admin_has_a_way_there_for_those_who_manage(client, coordinator):
    for user, there in ((coordinator, True), (SafetyOfficerFactory(), False)):
        client.force_login(user)
        assert (LIST in client.get("/cms/account/").text) == there


def test_the_page_of_one_shows_texts_counts_and_the_last_check(coordinating):
    declaration = make_declaration()
    sign(declaration)
    hidden = sign(declaration, OrganizationFactory(legal_name="Canary Trust"), organization_named=False)
    withdrawn = sign(declaration)
    actions.withdraw(withdrawn, by=owner_of(withdrawn.organization), reason="canary-reason")

    answer = coordinating.get(address("detail", declaration)).text

    assert declaration.versions.get().fingerprint in answer
    assert "<dt>Signed</dt><dd>2</dd><dt>Not named</dt><dd>1</dd><dt>Withdrawn</dt><dd>1</dd>" in answer
    assert "Entries 1 to 5, checked by this server on" in answer
    assert hidden.organization_name not in answer
    assert "canary-reason" not in answer


def test_a_broken_chain_is_said_with_its_place_and_reason(coordinating):
    declaration = make_declaration()
    entry = sign(declaration).entry
    with behind_the_back():
        set_column(entry, "body_hash", "0" * 64)

        answer = coordinating.get(address("detail", declaration)).text

    assert "The first problem is at entry 2, found by this server on" in answer
    assert "its content was changed" in answer


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (make_draft, ["text", "lock"]),
        (make_locked, ["text", "publish", "withhold", "open"]),
        (make_declaration, ["text", "publish", "withhold", "close"]),
        (lambda: actions.close(make_declaration(), by=None), ["withhold"]),
    ],
)
def test_only_the_moves_that_are_possible_are_offered(coordinating, make, offered):
    declaration = make()

    answer = coordinating.get(address("detail", declaration)).text

    assert [name for name in PAGES[1:] if address(name, declaration) in answer] == offered


@pytest.mark.parametrize("name", ["text", "lock", "open", "close"])
def test_a_wrong_move_says_what_stands_and_changes_nothing(coordinating, name):
    declaration = actions.close(make_declaration(), by=None)
    sent = {"language": "en", "text": "Other.", "opens_at": "2098-01-01T09:00", "closes_at": "2099-01-01T09:00"}

    answer = coordinating.post(address(name, declaration), sent)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert ("The text is locked." if name == "text" else "the state is “Closed”") in answer.text
    assert state(declaration) == DeclarationState.CLOSED
    assert declaration.versions.get().text != "Other."


def test_locking_twice_locks_once(coordinating):
    declaration = make_draft()
    coordinating.post(address("lock", declaration))

    answer = coordinating.post(address("lock", declaration))

    assert "the state is “Text locked”" in answer.text
    assert declaration.entries.count() == 1


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"opens_at": "", "closes_at": ""}, "This field is required."),
        ({"opens_at": "2099-01-02T09:00", "closes_at": "2099-01-01T09:00"}, "It has to close after it opens."),
        ({"opens_at": "2001-01-01T09:00", "closes_at": "2001-01-02T09:00"}, "This time is past."),
        ({"opens_at": "tomorrow", "closes_at": "2099-01-01T09:00"}, "Enter a valid date/time."),
    ],
)
def test_times_that_make_no_sense_are_refused_beside_their_field(coordinating, sent, message):
    declaration = make_locked()

    answer = coordinating.post(address("open", declaration), sent)

    assert message in answer.text
    assert f'value="{sent["opens_at"]}"' in answer.text or not sent["opens_at"]
    assert state(declaration) == DeclarationState.LOCKED


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"slug": "taken"}, "already exists"),
        ({"slug": "two words"}, "slug"),
        ({"title": ""}, "This field is required."),
        ({"goal": "many"}, "Enter a whole number."),
    ],
)
def test_a_declaration_with_a_mistake_is_not_started(coordinating, sent, message):
    make_draft(slug="taken")

    answer = coordinating.post(NEW, new_words(lede="Kept words") | sent)

    assert message in answer.text
    assert 'value="Kept words"' in answer.text
    assert Declaration.objects.count() == 1


def test_the_form_of_a_text_starts_from_what_is_written(coordinating):
    declaration = make_draft(texts={"en": "We ask.", "fr": "Nous demandons."})

    assert "We ask.</textarea>" in coordinating.get(address("text", declaration)).text
    french = coordinating.get(address("text", declaration), {"language": "fr"}).text
    assert "Nous demandons.</textarea>" in french
    assert coordinating.get(address("text", declaration), {"language": "x" * 900}).status_code == 200


def test_an_empty_text_is_refused_and_a_long_one_is_kept(coordinating):
    declaration = make_draft()

    assert "This field is required." in coordinating.post(address("text", declaration), {"language": "en"}).text
    long = coordinating.post(address("text", declaration), {"language": "en", "text": "x" * 50_001})
    assert "at most 50000 characters" in long.text
    assert "x" * 50_001 in long.text


def test_looking_changes_nothing(coordinating):
    for declaration in (make_draft(), make_locked(), make_declaration()):
        before = state(declaration), declaration.entries.count()
        for name in PAGES:
            assert coordinating.get(address(name, declaration)).status_code == 200
        assert (state(declaration), declaration.entries.count()) == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [SafetyOfficerFactory, lambda: owner_of(OrganizationFactory()), None])
def test_others_may_not_enter(client, method, who):
    declaration = make_draft()
    if who:
        client.force_login(who())

    for where in (LIST, NEW, *(address(name, declaration) for name in PAGES)):
        answer = getattr(client, method)(where)
        assert answer.status_code in (302, 405)  # the admin answers a refusal with its own home or the sign-in
        assert answer.status_code == 405 or answer.headers["Location"].startswith(("/cms/", "/en/accounts/login/"))
    assert state(declaration) == DeclarationState.DRAFT


def test_what_is_not_there_is_not_there(coordinating):
    missing = Declaration(slug="missing")
    for name in PAGES:
        assert coordinating.get(address(name, missing), follow=True).status_code == 404


def test_no_page_of_the_admin_edits_a_declaration_past_these(coordinating):
    for path in ("snippets/submissions/declaration/", "snippets/submissions/declarationversion/", "snippets/"):
        assert "Declaration" not in coordinating.get(f"/cms/{path}").text.partition("<main")[2]


def test_the_list_asks_as_many_questions_for_three_as_for_one(coordinating, django_assert_num_queries):
    coordinating.get(LIST)
    for count in (1, 3):
        while Declaration.objects.count() < count:
            make_draft()

        with django_assert_num_queries(10):
            coordinating.get(LIST)
