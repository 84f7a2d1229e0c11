"""A text in a real Chromium outlives whatever happens to the server, the session, the connection and the tab."""

import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from organizations.models import Role
from submissions.statements import actions
from submissions.statements.models import Statement
from submissions.statements.writing import CHOICE
from tests.browser.conftest import Person
from tests.browser.serving import Server
from tests.factories.organizations import PASSWORD, OrganizationFactory, make_account
from tests.factories.statements import make_call, make_statement, some_content, writer_of
from tests.statements.test_words import CASES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ADDRESS = "writer@lighthouse.example"
LONG = "Typed for three hours, and kept."
SURFACE = ".ed .ProseMirror"
NOTICE = "A text on this device that was not saved"


@pytest.fixture
def draft():
    """A draft of an organization whose owner can sign in as ADDRESS."""
    return make_statement(organization=OrganizationFactory(owner=make_account(ADDRESS)), source="As it was.")


def signed_in(one: Person, user, editor: str = "plain") -> Person:
    """The person with a session, without the way through the form; their clock is the test's."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[CHOICE] = editor  # what is tested here is the same in both editors, and easier to type with marks
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    one.context.add_cookies([{**cookie, "url": one.base}])
    one.page.clock.install()
    return one


def edit(one: Person, statement) -> None:
    one.go(reverse("statements:desk_edit", args=[statement.uuid]))


def says(one: Person, words: str) -> None:
    """The line of the draft says this, soon."""
    line = one.page.locator("#draft-status")
    for _ in range(100):
        if words in line.inner_text():
            return
        time.sleep(0.1)
    raise AssertionError(f"{words!r} not in {line.inner_text()!r}")


def press_save(one: Person, words: str) -> None:
    """The button saves first and leaves then; what comes after it says this."""
    one.push("Save draft")
    one.page.get_by_text(words).first.wait_for()


def stored(statement) -> str:
    return actions.latest(statement).source


def becomes(statement, text: str) -> None:
    """The server has this text, soon."""
    for _ in range(100):
        if stored(statement) == text:
            return
        time.sleep(0.1)
    raise AssertionError(stored(statement))


def kept(one: Person) -> int:
    """How many copies are on the device."""
    return one.page.evaluate("""async () => {
        const asked = indexedDB.open('drafts', 1)
        asked.onupgradeneeded = () => asked.result.createObjectStore('drafts')
        const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)))
        const count = database.transaction('drafts').objectStore('drafts').count()
        const found = await new Promise((done) => (count.onsuccess = () => done(count.result)))
        database.close()
        return found
    }""")


def cut_off_while_writing(somebody, draft):
    """A colleague whose line broke while they wrote; what they wrote is kept on the device."""
    one = signed_in(somebody, writer_of(draft.organization))
    edit(one, draft)
    one.context.set_offline(True)
    type_and_wait(one)
    has_kept(one, 1)
    return one


def has_kept(one: Person, count: int) -> None:
    for _ in range(50):
        if kept(one) == count:
            return
        time.sleep(0.1)
    raise AssertionError(f"{kept(one)} copies on the device, not {count}")


def expected(one: Person) -> None:
    """What the browser said about answers that the test caused is no complaint."""
    one.complaints[:] = [line for line in one.complaints if "Failed to load resource" not in line]


def type_and_wait(one: Person, text: str = LONG) -> None:
    """Type, and let the time pass until it is saved."""
    one.fill(source=text)
    one.page.clock.fast_forward(21_000)


# -- saved


def comes_back(one, draft, user):
    """Close the page, sign in with a line, and open it again. What the page sends while it closes is refused."""
    Session.objects.all().delete()
    one.page.close()
    one.context.set_offline(False)
    one.page = one.context.new_page()
    signed_in(one, user)
    edit(one, draft)


def test_what_is_typed_is_saved_by_itself_and_said(person, draft):
    one = signed_in(person(), writer_of(draft.organization))
    edit(one, draft)

    type_and_wait(one, "One two three.")

    says(one, "Vienna time. Nothing is public yet.")
    becomes(draft, "One two three.")
    assert "3 of 200 words" in one.text
    has_kept(one, 0)
    one.check_accessibility()


def test_a_new_text_becomes_one_draft_and_the_button_goes_on_with_it(person):
    organization, call = OrganizationFactory(), make_call()
    one = signed_in(person(), writer_of(organization))
    one.go(reverse("statements:desk_create", args=[call.slug]))
    one.fill(title="A title")

    type_and_wait(one)
    says(one, "Saved ")
    statement = Statement.objects.get()
    assert one.page.url.endswith(reverse("statements:desk_edit", args=[statement.uuid]))
    type_and_wait(one, "More.")
    becomes(statement, "More.")
    one.fill(source="Most.")
    press_save(one, "Your draft is saved.")

    assert Statement.objects.get().versions.get().source == "Most."
    has_kept(one, 0)


def test_closing_the_tab_loses_nothing(person, draft):
    one = signed_in(person(), writer_of(draft.organization))
    edit(one, draft)

    one.fill(source=LONG)
    one.page.close(run_before_unload=True)

    becomes(draft, LONG)
    one.page = one.context.new_page()
    edit(one, draft)
    assert one.page.locator("[name=source]").input_value() == LONG
    one.page.locator("form[data-looked]").wait_for()
    assert not one.page.locator("#draft-kept").is_visible()
    has_kept(one, 0)


# -- not saved, and not lost


def test_a_text_survives_a_killed_server(person, draft, tmp_path):
    server = Server(tmp_path)
    one = person()
    one.base = server.address
    signed_in(one, writer_of(draft.organization))
    edit(one, draft)

    try:
        server.kill()
        type_and_wait(one)
        says(one, "Not saved: no connection. Your text is kept on this device.")
        one.page.close()
        server.start()
        one.page = one.context.new_page()
        edit(one, draft)
        one.page.get_by_text(NOTICE).wait_for()
        assert stored(draft) == "As it was."
        one.push("Compare")
        assert one.page.locator("#draft-differences ins").inner_text() == LONG
        assert one.page.locator("#draft-differences del").inner_text() == "As it was."
        one.check_accessibility()
        one.push("Take the text of this device")
        press_save(one, "Your draft is saved.")
        assert stored(draft) == LONG
        has_kept(one, 0)
    finally:
        server.kill()
    expected(one)


def test_a_text_survives_going_offline(person, draft):
    one = signed_in(person(), writer_of(draft.organization))
    edit(one, draft)

    one.context.set_offline(True)
    type_and_wait(one)
    says(one, "Not saved: no connection.")
    has_kept(one, 1)
    one.push("Save draft")
    assert one.page.locator("[name=source]").input_value() == LONG
    one.context.set_offline(False)

    says(one, "Saved ")
    becomes(draft, LONG)
    has_kept(one, 0)
    expected(one)


def test_a_text_survives_an_expired_session(person, draft):
    one = signed_in(person(), writer_of(draft.organization))
    edit(one, draft)

    Session.objects.all().delete()
    type_and_wait(one)
    says(one, "Not saved: you are signed out.")
    one.check_accessibility([(1280, "light")])
    with one.context.expect_page() as opened:
        one.page.get_by_role("link", name="Sign in in a new tab").click()
    other = opened.value
    other.fill("[name=login]", ADDRESS)
    other.fill("[name=password]", PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/desk/**")
    other.close()
    one.page.clock.fast_forward(31_000)

    says(one, "Saved ")
    becomes(draft, LONG)
    expected(one)


def test_a_server_that_asks_to_wait_is_asked_again_after_that_time(person, draft):
    one = signed_in(person(), writer_of(draft.organization))
    edit(one, draft)
    asked = []

    def wait(route):
        asked.append(route.request)
        route.fulfill(status=429, headers={"Retry-After": "60"}, body="{}")

    one.page.route("**/autosave/", wait)
    type_and_wait(one)
    says(one, "Not saved yet: it is tried again by itself. Your text is kept on this device.")
    one.page.clock.fast_forward(50_000)
    assert len(asked) == 1 and stored(draft) == "As it was."
    one.page.unroute("**/autosave/")
    one.page.clock.fast_forward(11_000)

    says(one, "Saved ")
    becomes(draft, LONG)
    has_kept(one, 0)
    expected(one)


def test_a_text_that_was_not_saved_can_be_discarded(person, draft):
    one = cut_off_while_writing(person(), draft)
    comes_back(one, draft, writer_of(draft.organization))

    one.push("Discard it")

    has_kept(one, 0)
    assert one.page.locator("[name=source]").input_value() == stored(draft) == "As it was."
    expected(one)


def write_formatted(one: Person, words: str) -> None:
    """Type into the formatted editor in place of what is there, the last word in bold."""
    plain, _blank, bold = words.rpartition(" ")
    one.page.locator(SURFACE).click()
    one.page.keyboard.press("Control+A")
    one.page.keyboard.type(plain + " ")
    one.page.keyboard.press("Control+B")
    one.page.keyboard.type(bold)
    one.page.clock.fast_forward(21_000)


def test_formatted_text_survives_a_killed_server_going_offline_and_an_expired_session(person, draft, tmp_path):
    server, owner = Server(tmp_path), writer_of(draft.organization)
    one = person()
    one.base = server.address
    signed_in(one, owner, "rich")
    edit(one, draft)
    one.page.wait_for_selector(SURFACE)

    try:
        server.kill()
        write_formatted(one, "Typed while it was dead")
        says(one, "Not saved: no connection. Your text is kept on this device.")
        one.page.close()
        server.start()
        one.page = one.context.new_page()
        edit(one, draft)
        one.page.get_by_text(NOTICE).wait_for()
        assert one.page.locator(SURFACE).inner_text().strip() == stored(draft) == "As it was."
        one.push("Compare")
        assert one.page.locator("#draft-differences ins").inner_text() == "Typed while it was dead"
        one.push("Take the text of this device")
        assert one.page.locator(f"{SURFACE} strong").inner_text() == "dead"
        one.page.clock.install()
        one.page.clock.fast_forward(31_000)
        becomes(draft, "Typed while it was **dead**")
        has_kept(one, 0)

        one.context.set_offline(True)
        write_formatted(one, "Typed on a train")
        says(one, "Not saved: no connection.")
        has_kept(one, 1)
        one.context.set_offline(False)
        becomes(draft, "Typed on a **train**")

        Session.objects.all().delete()
        write_formatted(one, "Typed when signed out")
        says(one, "Not saved: you are signed out.")
        signed_in(one, owner, "rich")
        one.page.clock.fast_forward(31_000)
        becomes(draft, "Typed when signed **out**")
    finally:
        server.kill()
    expected(one)


# -- shared devices


def test_the_copy_is_locked_is_not_shown_to_another_account_and_goes_with_signing_out(person, draft):
    one = cut_off_while_writing(person(), draft)
    comes_back(one, draft, writer_of(draft.organization, Role.EDITOR))

    one.page.locator("form[data-looked]").wait_for()
    assert not one.page.locator("#draft-kept").is_visible()
    one.page.get_by_role("button", name="Sign out").click()
    has_kept(one, 0)
    expected(one)


def test_who_wants_nothing_on_the_device_gets_nothing_kept(person, draft):
    one = cut_off_while_writing(person(), draft)

    one.page.get_by_label("Do not keep a copy on this device").check()
    has_kept(one, 0)
    one.page.clock.fast_forward(31_000)

    says(one, "Not saved: no connection. Leave this page open.")
    assert kept(one) == 0
    one.context.set_offline(False)
    expected(one)


# -- two people


def test_two_people_at_once_see_both_texts_and_overwrite_nothing(person, draft):
    first = signed_in(person(), writer_of(draft.organization))
    second = signed_in(person(), writer_of(draft.organization, Role.EDITOR))
    for one in (first, second):
        edit(one, draft)

    type_and_wait(first, "Hers.")
    says(first, "Saved ")
    type_and_wait(second, "His.")
    says(second, "Not saved: somebody saved another text at")
    press_save(second, "Your colleagues' text and yours")

    assert second.page.locator("main del").inner_text() == "Hers."
    second.page.clock.fast_forward(60_000)
    time.sleep(1)
    assert stored(draft) == "Hers."
    second.fill(source="Hers. His.")
    press_save(second, "Your draft is saved.")
    assert stored(draft) == "Hers. His."
    expected(second)


# -- words


def test_the_browser_counts_words_as_the_server_does(person):
    one = person()
    one.go("/en/statements/")
    ask = """cases => import('/static/js/drafts/words.js').then((words) =>
        cases.map((case_) => words.countStored(case_.value, case_.notation)))"""

    counted = one.page.evaluate(ask, CASES)

    assert [(case, count) for case, count in zip(CASES, counted, strict=True) if count != case["words"]] == []


def test_a_text_that_somebody_saved_meanwhile_is_said_beside_the_copy(person, draft):
    one = cut_off_while_writing(person(), draft)
    actions.save_draft(draft, some_content(source="Newer."), by=writer_of(draft.organization))
    comes_back(one, draft, writer_of(draft.organization))

    one.page.get_by_text("Another text was saved since.").wait_for()
    assert one.page.locator("[name=source]").input_value() == stored(draft) == "Newer."
    expected(one)
