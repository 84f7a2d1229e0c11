"""Badges and letters: who gets them, what stands on them in every script, and what a letter's check gives away."""

import csv
import io
from datetime import timedelta
from itertools import chain

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from dialogues.models import Delegate, Registration
from dialogues.registration import badges, checking_in, letters
from dialogues.registration.kept import make_nameless
from portal import audit, limits, pdf
from tests import papers
from tests.factories.day import make_arrived, make_day, make_expected, make_helper, make_many, move_to
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import make_delegate, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
CHECK = "/en/dialogues/attendance/"
SAME = "No letter with this number goes with this name"


@pytest.fixture
def desk(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return client


def take(desk, dialogue, kind: str, **more):
    """The badges as a file of this kind."""
    return desk.post(f"/cms/day/{dialogue.slug}/badges/", {"kind": kind, **more})


def rows_of(answer) -> list[dict[str, str]]:
    lines = b"".join(answer.streaming_content).decode().lstrip("\ufeff").splitlines(keepends=True)
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def letter(delegate: Delegate) -> str:
    return reverse("registration:desk_letter_pdf", args=[delegate.registration.uuid, delegate.uuid])


def words_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(papers.pages(papers.opened(answer.content)))


def test_the_list_of_badges_has_every_approved_delegate_and_no_address_or_need(desk, settings):
    dialogue = make_day()
    own = OrganizationFactory(legal_name="=Formula Watch", kind="academia")
    expected = make_expected(dialogue, organization=own, name="Noor", email="noor@example.org", needs="A ramp")
    make_expected(dialogue, "waiting", name="Waits")
    make_expected(name="Elsewhere")

    answer = take(desk, dialogue, "csv")

    assert rows_of(answer) == [
        {
            "name": "Noor", "organization": "'=Formula Watch", "country": "KEN", "kind": "academia", "mode": "on_site",
            "check_in": f"{settings.BASE_URL}/desk/check-in/{expected.uuid}/",
        }
    ]  # fmt: skip
    assert "no-store" in answer["Cache-Control"]
    sheet = load_workbook(io.BytesIO(take(desk, dialogue, "xlsx").getvalue()))["data"]
    assert [cell.value for cell in sheet[2]][:2] == ["Noor", "'=Formula Watch"]


def test_it_is_noted_who_took_the_list_along_and_looking_takes_nothing(desk, coordinator):
    dialogue = make_day()

    take(desk, dialogue, "csv")
    refused = take(desk, dialogue, "html")

    assert refused.status_code == 400
    event = audit.history(dialogue).get(verb="export_badges")
    assert (event.actor, event.data) == (coordinator, {"kind": "csv", "sheet": 1})
    assert desk.get(f"/cms/day/{dialogue.slug}/badges/").status_code == 405


def test_helpers_take_no_list_along(client):
    dialogue = make_expected(name="Noor").registration.dialogue
    client.force_login(make_helper(dialogue))

    answer = take(client, dialogue, "csv")

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/cms/login/")
    assert not audit.history(dialogue).filter(verb="export_badges").exists()


@pytest.mark.slow
@pytest.mark.parametrize("count", [50, 5_000])
def test_the_list_is_streamed_with_the_same_queries_at_every_size(desk, django_assert_max_num_queries, count):
    dialogue = make_day()
    make_many(dialogue, count)

    with django_assert_max_num_queries(10):
        answer = take(desk, dialogue, "csv")
        assert answer.streaming
        assert len(rows_of(answer)) == count
    if pdf.available() and count == 50:
        with django_assert_max_num_queries(10):
            take(desk, dialogue, "pdf")


@pytest.mark.parametrize(
    ("count", "files"), [(0, []), (1, [(1, 1, 1)]), (80, [(1, 1, 80)]), (81, [(1, 1, 80), (2, 81, 81)])]
)
def test_badges_come_in_files_that_are_made_while_one_waits(count, files):
    assert badges.sheets(count) == files


def test_each_file_has_its_own_badges_eight_to_a_page(monkeypatch):
    monkeypatch.setattr(badges, "ON_A_SHEET", 10)
    dialogue = make_day()
    make_many(dialogue, 12, in_one=12)
    make_expected(dialogue, mode="online")

    files = [badges.pages_of(dialogue, sheet) for sheet in (1, 2, 3)]

    assert [list(map(len, pages)) for pages in files] == [[8, 2], [2], []]
    shown = {badge.delegate.pk for badge in chain(*chain(*files))}
    assert shown == set(badges.on_site(dialogue).values_list("pk", flat=True))


@pytest.mark.paper
def test_a_badge_has_names_of_every_script_in_a_font_that_has_them(desk):
    dialogue = make_day()
    names = {"Ngọc Trần": "Ngọc", "نور حداد": "نور"[::-1], "王小明": "王小明"}
    make_registration(
        "approved", make_room(dialogue), OrganizationFactory(legal_name="河流观察"),
        delegates=[make_delegate(name=name) for name in names],
    )  # fmt: skip

    document = papers.opened(take(desk, dialogue, "pdf").content)

    [words] = papers.pages(document)
    assert [drawn for drawn in (*names.values(), "河流观察") if drawn not in words] == []
    assert "JP" not in "".join(papers.fonts(document))


def make_room(dialogue):
    """The dialogue, with room for three of one organization."""
    return move_to(dialogue, max_delegates=3)


def test_an_organization_has_badges_once_it_is_approved_and_sees_no_others(client):
    waiting, approved = make_expected(state="waiting"), make_expected()

    def asked(delegate: Delegate, by: Delegate) -> int:
        client.force_login(owner_of(by.registration.organization))
        return client.get(reverse("registration:desk_badges", args=[delegate.registration.uuid])).status_code

    assert asked(waiting, waiting) == 404
    assert asked(approved, approved) == 200
    assert asked(approved, waiting) == 404


@pytest.mark.paper
@pytest.mark.parametrize(("language", "title"), [("en", "Letter of attendance"), ("ar", "نور")])
def test_who_came_has_a_letter_with_number_and_fingerprint(client, language, title):
    delegate = make_arrived(name="نور حداد", position="Director")
    client.force_login(owner_of(delegate.registration.organization))

    with translation.override(language):
        words = words_of(client.get(letter(delegate)))

    for expected in (letters.in_words(delegate.letter_number), letters.fingerprint(delegate)[:8], "نور"[::-1]):
        assert expected in words
    assert (title if language == "en" else title[::-1]) in words


def test_the_page_of_a_registration_leads_to_the_letters_of_those_who_came(client):
    came = make_arrived()
    client.force_login(owner_of(came.registration.organization))
    page = client.get(came.registration.get_absolute_url()).text
    assert letter(came) in page

    checking_in.undo_check_in(came, by=CoordinatorFactory(), reason="A mistake.")
    assert letter(came) not in client.get(came.registration.get_absolute_url()).text


def undo(delegate: Delegate) -> None:
    checking_in.undo_check_in(delegate, by=CoordinatorFactory(), reason="A mistake.")


def put_off(delegate: Delegate) -> None:
    move_to(delegate.registration.dialogue, starts_at=timezone.now() + timedelta(hours=1))


def cancel(delegate: Delegate) -> None:
    Registration.objects.filter(pk=delegate.registration_id).update(state="cancelled")


def purge(delegate: Delegate) -> None:
    make_nameless([delegate])


NO_LETTER = (undo, put_off, cancel, purge)


def test_there_is_no_letter_for_whom_there_is_nothing_to_confirm(client):
    delegate = make_arrived()
    client.force_login(owner_of(delegate.registration.organization))

    for happens in NO_LETTER:
        with undone():
            happens(Delegate.objects.get(pk=delegate.pk))

            assert client.get(letter(delegate)).status_code == 404, happens


def test_nobody_has_the_letters_of_another_organization(client):
    delegate = make_arrived()
    client.force_login(OrganizationFactory().members.get())

    assert client.get(letter(delegate)).status_code == 404


def test_whoever_holds_a_letter_can_check_it_and_learns_what_it_says(client):
    delegate = make_arrived(name="Zoë Haddad")
    number = letters.in_words(delegate.letter_number)

    typed = (number, number.lower(), delegate.letter_number, number.replace("-", " "))
    [answer] = {told(client.post(CHECK, {"number": one, "name": "zoe  HADDAD"}).text) for one in typed}

    assert delegate.registration.dialogue.title in answer
    assert letters.fingerprint(delegate) in answer
    assert delegate.registration.organization.legal_name not in answer
    assert delegate.email not in answer


def test_another_name_or_number_gets_one_and_the_same_answer(client):
    delegate = make_arrived(name="Noor")

    for other in ({"name": "Omar"}, {"number": "AL-22222-22222"}, {"number": "AL"}):
        require_nothing_told(client, delegate, {"number": delegate.letter_number, "name": "Noor", **other})


def test_a_letter_that_holds_no_more_gets_that_answer_too(client):
    delegate = make_arrived(name="Noor")
    asked = {"number": delegate.letter_number, "name": "Noor"}
    assert client.post(CHECK, asked).status_code == 200

    for happens in NO_LETTER:
        with undone():
            happens(Delegate.objects.get(pk=delegate.pk))

            require_nothing_told(client, delegate, asked)


def require_nothing_told(client, delegate: Delegate, asked: dict) -> None:
    """The answer is the one for a letter that never was."""
    page, never = client.post(CHECK, asked), client.post(CHECK, {"number": "never", "name": "given"})
    assert page.status_code == 404, asked
    assert SAME in told(page.text), asked
    assert told(page.text) == told(never.text), asked
    assert delegate.registration.dialogue.title not in page.text, asked


def told(page: str) -> str:
    """The answer of the page, without what was typed."""
    return page.partition('role="status"')[2].partition("<form")[0]


def test_a_check_without_number_or_name_asks_for_them_and_keeps_what_was_typed(client):
    page = client.post(CHECK, {"number": "AL-22222-22222", "name": ""})

    assert page.status_code == 422
    assert 'value="AL-22222-22222"' in page.text and SAME not in page.text


def test_letters_cannot_be_searched_for(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "letters", limits.Limit(3600, network=2))

    answers = [client.post(CHECK, {"number": "AL-22222-22222", "name": "Noor"}).status_code for _time in range(3)]

    assert answers == [404, 404, 429]


def test_another_name_makes_another_fingerprint():
    delegate = make_arrived(name="Noor")
    before = letters.fingerprint(delegate)

    delegate.name = "Omar"

    assert letters.fingerprint(delegate) != before
    assert [len(group) for group in before.split()] == [8] * 8


def test_a_letter_says_until_when_it_can_be_checked(settings):
    dialogue = make_day()
    settings.RETENTION_DAYS = {"delegates": 30}

    assert letters.checked_until(dialogue) == dialogue.ends_at + timedelta(days=30)
