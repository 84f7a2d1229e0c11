"""The desk and the admin after approval: the form, the letter on paper, and whether a number is one of ours."""

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from dialogues import coordinators
from dialogues.followup import letters
from dialogues.models import Delegate, FollowUp, Registration
from organizations.models import Role
from portal import audit
from tests.factories.arrivals import PASSPORT, make_approved, make_follow_up, make_letter
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_delegate, make_registration, owner_of

pytestmark = pytest.mark.django_db

S = Registration.State
CHECK = "/cms/registrations/visa-letters/"


@pytest.fixture
def delegate(client):
    """An approved delegate, whose owner is signed in."""
    delegate = make_approved()
    client.force_login(owner_of(delegate.registration.organization))
    return delegate


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def at(delegate, name="follow_up"):
    return reverse(f"registration:desk_{name}", args=[delegate.uuid])


def filled(delegate, **changes):
    day = delegate.registration.dialogue.starts_at.date()
    values = {
        "arrives_on": day - timedelta(days=1), "arrives_by": "OS 452", "leaves_on": day, "leaves_by": "Train",
        "needs": "A ramp", "wants_letter": "on", "passport_name": "Ana Ruiz", "nationality": "Mexico", "position": "",
    }  # fmt: skip
    return values | changes


def test_what_is_told_stands_on_the_page_of_the_registration(client, delegate):
    page = delegate.registration.get_absolute_url()
    assert "Still to tell" in client.get(page).text

    answer = client.post(at(delegate), filled(delegate), follow=True)

    assert "Saved. You can change it until the day." in answer.text
    assert "Still to tell" not in answer.text
    assert "The letter is asked for" in answer.text
    assert FollowUp.objects.get().arrives_by == "OS 452"


def test_the_form_shows_what_was_told_and_before_that_the_role_of_the_delegate(client, delegate):
    Delegate.objects.filter(pk=delegate.pk).update(position="Director")
    assert client.get(at(delegate)).context["form"]["position"].value() == "Director"

    client.post(at(delegate), filled(delegate, position="Head of research"))

    assert client.get(at(delegate)).context["form"]["position"].value() == "Head of research"


MISTAKES = [
    ({"passport_name": "C12345678"}, "passport_name", "looks like the number of a passport"),
    ({"needs": "My passport is 12345678"}, "needs", "looks like the number of a passport"),
    ({"passport_name": ""}, "passport_name", "The letter needs this."),
    ({"nationality": ""}, "nationality", "The letter needs this."),
    ({"arrives_on": "tomorrow"}, "arrives_on", "Enter a valid date."),
    ({"arrives_on": "2017-06-01"}, "arrives_on", "far from the dialogue"),
    ({"leaves_by": "x" * 121}, "leaves_by", "at most 120 characters"),
    ({"nationality": "Nul\0"}, "nationality", "Null characters are not allowed"),
]


def test_a_mistake_is_told_beside_its_field_and_everything_is_kept(client, delegate):
    for changes, field, words in MISTAKES:
        answer = client.post(at(delegate), filled(delegate, arrives_by="KEPT flight") | changes)

        assert answer.status_code == 422, changes
        assert words in answer.text.partition(f'id="id_{field}_error"')[2].partition("</div>")[0], changes
        assert "KEPT flight" in answer.text, changes
        assert not FollowUp.objects.exists(), changes


def test_leaving_before_arriving_is_told_beside_the_departure(client, delegate):
    day = delegate.registration.dialogue.starts_at.date()

    answer = client.post(at(delegate), filled(delegate, leaves_on=day - timedelta(days=3)))

    assert "cannot come before" in answer.text.partition('id="id_leaves_on_error"')[2].partition("</div>")[0]


def test_the_words_about_passports_stand_beside_the_field(client, delegate):
    assert "Never a passport number" in client.get(at(delegate)).text


def test_a_viewer_reads_and_a_stranger_finds_nothing(client):
    delegate = make_approved()
    viewer = MembershipFactory(organization=delegate.registration.organization, role=Role.VIEWER).user
    client.force_login(viewer)
    assert client.get(at(delegate)).status_code == 403
    assert at(delegate) not in client.get(delegate.registration.get_absolute_url()).text

    client.force_login(OrganizationFactory().members.get())
    for name in ("follow_up", "visa_letter_pdf"):
        path = reverse(f"registration:desk_{name}", args=[delegate.uuid])
        assert client.get(path).status_code == 404
        assert client.get(path.replace(str(delegate.uuid), str(uuid4()))).status_code == 404


def test_before_approval_the_form_leads_back(client):
    registration = make_registration()
    client.force_login(owner_of(registration.organization))

    assert client.get(at(registration.delegates.get())).url == registration.get_absolute_url()


def test_before_approval_nothing_is_asked(client):
    registration = make_registration()
    client.force_login(owner_of(registration.organization))

    assert "Before you come" not in client.get(registration.get_absolute_url()).text


@pytest.mark.paper
@pytest.mark.parametrize(
    ("name", "language", "font"),
    [("آنا ماريا", "ar", "Naskh"), ("安娜", "zh-hans", "CJK"), ("Анна Руис", "ru", "Noto-Sans")],
)
def test_the_letter_draws_the_name_in_its_script(client, name, language, font):
    delegate = make_approved(delegates=[make_delegate(language=language)])
    letter = make_letter(delegate, passport_name=name)
    client.force_login(owner_of(letter.registration.organization))

    answer = client.get(at(letter.delegate, "visa_letter_pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{letter.number}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        fonts = {str(one) for page in document.pages for one in fonts_of(page)}
    assert any(font in one for one in fonts), fonts


def fonts_of(page):
    return [font["/BaseFont"] for font in page["/Resources"]["/Font"].values()]


def test_the_letter_says_what_was_issued_and_that_it_is_not_of_the_united_nations():
    letter = make_letter(passport_name="Ana <b>Ruiz</b>")

    with translation.override("en"):
        text = render_to_string("dialogues/visa_letter_pdf.html", letters.facts(letter))

    for words in (letter.number, "Mexico", "Director", "not issued by the United Nations", "Ana &lt;b&gt;"):
        assert words in text
    assert str(letter.registration.organization) in text


def test_there_is_no_letter_that_does_not_hold(client):
    delegate = make_follow_up(**PASSPORT).delegate
    client.force_login(owner_of(delegate.registration.organization))
    assert client.get(at(delegate, "visa_letter_pdf")).status_code == 404, "not issued"

    make_letter(delegate)
    Registration.objects.filter(pk=delegate.registration_id).update(state=S.CANCELLED)
    assert client.get(at(delegate, "visa_letter_pdf")).status_code == 404, "cancelled"


def test_a_coordinator_reads_arrivals_and_issues_the_letter_with_one_button(client, signed_in):
    delegate = make_follow_up(**PASSPORT, needs="A ramp", arrives_by="OS 452").delegate
    page = reverse("registration_follow_ups", args=[delegate.registration.uuid])
    text = client.get(page).text
    assert all(words in text for words in ("OS 452", "A ramp", "Ana María Ruiz", "Issue the letter"))

    answer = client.post(reverse("visa_letter_issue", args=[delegate.uuid]), follow=True)

    assert "is issued." in answer.text
    assert "LET-" in answer.text


def test_an_online_delegation_has_nothing_to_tell(client, signed_in):
    delegate = make_approved(delegates=[make_delegate(mode="online")])

    answer = client.get(reverse("registration_follow_ups", args=[delegate.registration.uuid]))

    assert "Nobody of this delegation comes to Vienna." in answer.text


def test_issuing_what_was_not_asked_for_says_so(client, signed_in):
    delegate = make_follow_up().delegate

    answer = client.post(reverse("visa_letter_issue", args=[delegate.uuid]), follow=True)

    assert "asks for no letter" in answer.text


def test_a_number_is_looked_up_and_the_look_is_noted(client, signed_in):
    letter = make_letter()

    answer = client.get(CHECK, {"number": f" {letter.number.lower()} "})

    assert "This letter is ours and holds" in answer.text
    assert "Ana María Ruiz" in answer.text and letters.marks(letter) in answer.text
    assert audit.history(letter.registration).filter(verb="letter_check", actor=signed_in).exists()


def test_a_letter_that_holds_no_more_is_named_as_such(client, signed_in):
    letter = make_letter()
    make_letter(letter.delegate)

    assert "holds no more" in client.get(CHECK, {"number": letter.number}).text


def test_another_number_is_none_of_ours(client, signed_in):
    make_letter()

    for number in ("LET-000000000000", "LET-", "x" * 500, "LET-%%%%%%%%%%%%", "ZZZZZZZZZZZZ"):
        answer = client.get(CHECK, {"number": number})

        assert answer.status_code == 200, number
        assert "Ana María" not in answer.text, number


def test_the_coordinator_of_another_dialogue_learns_nothing(client):
    letter, local = make_letter(), UserFactory()
    coordinators.assign(local, make_dialogue(), by=None, reason="A test.")
    client.force_login(local)

    assert "No letter of your dialogues has this number" in client.get(CHECK, {"number": letter.number}).text
    for name, key in (
        ("registration_follow_ups", letter.registration.uuid),
        ("visa_letter_pdf", letter.delegate.uuid),
    ):
        assert client.get(reverse(name, args=[key]), follow=True).status_code == 404
    assert client.post(reverse("visa_letter_issue", args=[letter.delegate.uuid]), follow=True).status_code == 404
    assert client.get(reverse("visa_letter_pdf", args=[uuid4()]), follow=True).status_code == 404


def test_arrivals_are_read_with_as_many_questions_for_one_as_for_three(client, signed_in, django_assert_num_queries):
    dialogue = make_dialogue(max_delegates=3)

    for rows in (1, 3):
        people = [make_delegate() for _ in range(rows)]
        delegate = make_approved(dialogue=dialogue, delegates=people, coordinator=signed_in)
        for one in delegate.registration.delegates.all():
            make_letter(one, by=signed_in)
        path = reverse("registration_follow_ups", args=[delegate.registration.uuid])
        client.get(path)

        with django_assert_num_queries(13):
            answer = client.get(path)

        assert len(answer.context["rows"]) == rows
