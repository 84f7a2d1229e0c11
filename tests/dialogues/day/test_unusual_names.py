"""Names as people have them, on badges and letters; and one answer for every letter that is not ours."""

import pytest
from django.urls import reverse

from dialogues.registration import letters
from tests import papers
from tests.factories.arrivals import make_letter
from tests.factories.day import make_arrived, make_day, make_expected
from tests.factories.organizations import OrganizationFactory
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db
CHECK = "/en/dialogues/attendance/"
LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3
NAMES = ["عبد الرحمن بن محمد", "欧阳修", "O’Brien-Šeškus", LONG.strip(), "A" * 120, "<b>Bold</b> & Co"]


def drawn(document):
    """Every sign of its words, in no order: lines break and scripts run both ways."""
    return set("".join(papers.pages(document)))


@pytest.mark.slow
@pytest.mark.paper
def test_badges_draw_every_name_on_one_page(client, coordinator):
    dialogue = make_day()
    for name in NAMES:
        make_expected(dialogue, name=name, organization=OrganizationFactory(legal_name=name[::-1][:100]))
    client.force_login(coordinator)

    document = papers.opened(client.post(f"/cms/day/{dialogue.slug}/badges/", {"kind": "pdf"}).content)

    assert len(document.pages) == 1
    signs = drawn(document)
    for name in ("欧阳修", "OBrien-Šeškus", "A", "<b>Bold&Co", "Wolfeschlegelsteinhausenbergerdorff"):
        assert set(name) <= signs, name
    assert signs & set("عبدالرحمن")


@pytest.mark.paper
@pytest.mark.parametrize("name", ["欧阳修", LONG.strip(), "<b>Bold</b> & Co"])
def test_a_letter_of_attendance_has_the_name_as_it_is(client, name):
    delegate = make_arrived(name=name)
    client.force_login(owner_of(delegate.registration.organization))

    answer = client.get(reverse("registration:desk_letter_pdf", args=[delegate.registration.uuid, delegate.uuid]))

    assert set(name) - {" "} <= drawn(papers.opened(answer.content))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.paper
def test_a_letter_for_a_visa_has_the_name_of_the_passport_and_not_that_of_the_badge(client):
    letter = make_letter(passport_name="欧阳修 2nd", nationality="中国")
    client.force_login(owner_of(letter.registration.organization))

    answer = client.get(reverse("registration:desk_visa_letter_pdf", args=[letter.delegate.uuid]))

    words = "".join("".join(papers.pages(papers.opened(answer.content))).split())
    assert "欧阳修2nd" in words and "中国" in words
    assert letter.delegate.name.replace(" ", "") not in words


def told(answer):
    """The answer of the page, without what was typed."""
    return answer.text.partition('role="status"')[2].partition("<form")[0]


SPELLINGS = [
    "noor  HADDAD", "Noor Háddad", "Noor\u200b Haddad", "\u202eNoor Haddad", "\uff2e\uff4f\uff4f\uff52 Haddad",
]  # fmt: skip


def test_a_name_is_known_in_the_spellings_in_which_people_type_it(client):
    delegate = make_arrived(name="Noor Haddad")

    for name in SPELLINGS:
        answer = client.post(CHECK, {"number": letters.in_words(delegate.letter_number), "name": name})

        assert answer.status_code == 200, name
        assert letters.fingerprint(delegate) in answer.text, name


WRONG_NAMES = ["Noor", "Haddad Noor", "Noor Haddad Noor", "Omar", "–", "%", "."]


def test_a_wrong_name_and_a_wrong_number_get_the_same_page(client):
    delegate = make_arrived(name="Noor Haddad")
    right = {"number": letters.in_words(delegate.letter_number), "name": "Noor Haddad"}
    never = client.post(CHECK, NEVER)

    for wrong in ({"number": "AL-22222-22222"}, *({"name": name} for name in WRONG_NAMES)):
        answer = client.post(CHECK, right | wrong)

        assert (answer.status_code, told(answer)) == (never.status_code, told(never)) == (404, told(never)), wrong
        assert list(answer.headers) == list(never.headers), wrong


NEVER = {"number": "AL-33333-33333", "name": "Nobody"}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "x" * 10_000}, "at most 120"),
        ({"number": "2" * 10_000}, "at most 40"),
        ({"name": "Nul\0 here"}, "Null characters"),
        ({"number": "AL\0"}, "Null characters"),
        ({"name": "   "}, "required"),
    ],
)
def test_what_no_letter_has_is_refused_beside_its_field_and_kept(client, changes, refusal):
    typed = {"number": "AL-KEPT2-KEPT2", "name": "Kept Name"} | changes

    answer = client.post(CHECK, typed)

    assert answer.status_code == 422
    assert refusal in answer.text
    for value in typed.values():
        assert value.strip() in answer.text
    assert not told(answer)


def test_a_number_that_was_made_up_finds_nobody():
    make_arrived(name="Noor")

    for number in ("", "al", "AL-", "AL-AL-AL", "0000000000", "²²²²²²²²²²", "' OR 1=1 --", "%" * 10):
        assert letters.find(number, "Noor") is None, number


def test_a_number_that_begins_like_its_own_prefix_is_found():
    delegate = make_arrived(name="Noor")
    type(delegate).objects.update(letter_number="ALALALALAL".replace("L", "K"))

    for typed in ("AKAKAKAKAK", "AL-AKAKA-KAKAK", "al akaka kakak"):
        assert letters.find(typed, "Noor") == delegate
