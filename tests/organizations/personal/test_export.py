"""Everything about me: all of it, nothing of anybody else, not too often, and written down."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from dialogues.summaries.models import Correction
from organizations import actions as organization_actions
from organizations.assigning import give
from organizations.models import Duty, Message, Organization, Role, User
from portal.limits import LIMITS
from portal.mechanism import correcting
from portal.mechanism.models import FactCorrection
from portal.models import AuditEvent
from portal.personal import kinds
from submissions.consultations import replying
from submissions.consultations.choices import Visibility
from submissions.statements import reconfirming
from submissions.statements.reconfirmations import Reconfirmation
from submissions.statements.substance import substance
from tests.factories.announcements import make_announcement
from tests.factories.arrivals import make_approved, make_letter
from tests.factories.consultations import make_claim
from tests.factories.cosigners import make_cosigner, make_reconfirmation
from tests.factories.declaration import make_comment, make_declaration, sign
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist
from tests.factories.later import make_later
from tests.factories.nominations import make_nomination
from tests.factories.organizations import MembershipFactory, OrganizationFactory, make_application, profile
from tests.factories.people import make_invitation, make_join_request, make_person
from tests.factories.registration import make_delegate, make_registration
from tests.factories.replies import words as reply_words
from tests.factories.statements import make_statement
from tests.factories.supporters import make_supportable, make_supporter

pytestmark = pytest.mark.django_db
ADDRESS = reverse("organizations:personal_data")


def live_a_life(word: str) -> User:
    """Somebody of whom every kind of data is there, with `word` in all that can hold words."""
    host = f"{word.lower()}.example"
    person = make_person(f"{word.lower()}@{host}", first_name=f"{word} Person")
    own = OrganizationFactory(legal_name=f"{word} House", owner=person)
    make_join_request(OrganizationFactory(legal_name=f"{word} Works", website=f"https://{host}"), f"x@{host}")
    make_invitation(OrganizationFactory(legal_name=f"{word} Inviters"), email=person.email)
    give(person, Duty.FOCAL_POINT, by=None, reason=f"{word} is known.", country=own.country)
    replying.reply(own.country, None, reply_words(text=f"{word} replies."), by=person)
    make_announcement(iso3=own.country.iso3, by=person)
    application = organization_actions.register(profile(legal_name=f"{word} Founders"), by=person)
    application = organization_actions.submit(application, by=person, note="See the register.")
    Message.objects.create(case=application.cases.get(), side="organization", author=person, text=f"{word} asks.")
    make_registration(
        organization=own, delegates=[make_delegate(name=f"{word} Delegate", email=person.email, needs=f"{word} ramp")]
    )
    coming = make_approved(organization=own, delegates=[make_delegate(name=f"{word} Guest", email=person.email)])
    make_letter(coming, passport_name=f"{word} Traveller")
    make_statement("submitted", organization=own, title=f"{word} title", source=f"{word} text. " * 30)
    make_statement("submitted").reviews.update(held_by=person, held_since=timezone.now())
    make_statement("withdrawn").tombstones.update(by=person)
    make_cosigner(make_statement(organization=own))
    make_later(statement=make_statement("accepted", organization=own))
    make_reconfirmation(own)
    asked = Reconfirmation.objects.select_related("later").get(cosigner__organization=own)
    reconfirming.answer(asked, Reconfirmation.Answer.CONFIRMED, by=person, seen=substance(asked.later.current))
    nominated = make_nomination("shortlisted", organization=own, name=f"{word} Nominee", email=person.email)
    nominated.scores.update(by=person)
    about = {"country": own.country, "about": "parties", "words": f"{word} corrects.", "source": "Journal"}
    correcting.send(FactCorrection(email=person.email, **about), form_key=None)
    sign(make_declaration(), own, name=f"{word} Signatory")
    make_supporter(make_supportable(), person.email, name=f"{word} Supporter")
    make_comment(organization=own, words=f"{word} comments.")
    make_claim(own, visibility=Visibility.SEALED, account=f"{word} was heard.")
    panel = make_panel(make_dialogue())
    make_panelist(panel, user=person, name=f"{word} Panellist", summary=f"{word} spoke.")
    Correction.objects.create(page=panel, asked_by=person, about=f"{word} Panellist", text=f"{word} spoke of marking.")
    person.join_requests.create(organization=own)
    UserSession.objects.create(user=person, ip="203.0.113.9", session_key=word, user_agent=f"{word} Browser")
    Authenticator.objects.create(user=person, type="totp", data={"secret": f"{word} secret"})
    return person


def export(client, person: User) -> dict[str, list[dict]]:
    """The downloaded file: rows by kind."""
    client.force_login(person)
    response = client.post(ADDRESS, {"json": "1"})
    assert response.headers["Content-Disposition"].startswith('attachment; filename="about-me-')
    assert response.headers["Cache-Control"]
    return {kind["key"]: kind["rows"] for kind in json.loads(response.content)["kinds"]}


def test_the_export_holds_every_kind_and_nothing_of_anybody_else(client):
    person, other = live_a_life("Alder"), live_a_life("Canary")

    found = export(client, person)

    assert not [key for key, rows in found.items() if not rows]
    assert set(found) == {kind.key for kind in kinds()}
    text = json.dumps(found)
    assert "Canary" not in text
    assert "canary" not in text
    assert other.first_name not in text
    assert "secret" not in text
    for words in ("Alder Person", "Alder House", "Alder Delegate", "Alder ramp", "Alder title", "Alder text.",
                  "Alder Signatory", "Alder was heard.", "Alder asks.", "Alder Founders", "Alder Inviters",
                  "Alder is known.", "Alder spoke.", "Alder spoke of marking.", "Alder Supporter",
                  "Alder Traveller"):  # fmt: skip
        assert words in text, words


def test_a_colleague_is_somebody_else_too(client):
    person = live_a_life("Alder")
    own = Organization.objects.get(legal_name="Alder House")
    colleague = MembershipFactory(organization=own, role=Role.SIGNATORY, user=make_person("birch@alder.example")).user

    found = export(client, colleague)

    assert [key for key, rows in found.items() if rows] == ["account", "memberships"]
    assert person.email not in json.dumps(found)


def test_an_address_that_was_never_confirmed_shows_nothing_that_was_sent_to_it(client):
    live_a_life("Alder")
    stranger = make_person("stranger@elsewhere.example")
    stranger.emailaddress_set.create(email="alder@alder.example", verified=False)

    found = export(client, stranger)

    assert [key for key, rows in found.items() if rows] == ["account"]


def test_the_page_says_the_same_in_words(client):
    person = live_a_life("Alder")
    client.force_login(person)
    assert "Alder was heard." not in client.get(ADDRESS).text

    page = client.post(ADDRESS, {"page": "1"}).text

    assert "Alder was heard." in page
    assert "<dt>Access needs</dt><dd><bdi>Alder ramp</bdi></dd>" in page
    for kind in kinds():
        assert str(kind.title) in page.replace("&#x27;", "'")


def test_each_export_is_written_down_and_looking_at_the_page_is_not(client):
    person = make_person("ana@watch.example")
    client.force_login(person)

    client.get(ADDRESS)
    client.post(ADDRESS, {"json": "1"})

    event = AuditEvent.objects.get(verb="export")
    assert (event.actor, event.data) == (person, {"form": "json"})


def test_not_more_than_five_times_an_hour(client):
    client.force_login(make_person("ana@watch.example"))

    answers = [client.post(ADDRESS, {"json": "1"}).status_code for _ in range(LIMITS["export"].account + 1)]

    assert answers == [200] * 5 + [429]


def test_what_an_application_says_is_not_shown_to_who_only_decides_on_it(client, coordinator):
    make_application()

    found = export(client, coordinator)

    assert [key for key, rows in found.items() if rows] == ["account"]


def test_every_answer_stands_once_and_has_words(client):
    person = live_a_life("Alder")

    found = export(client, person)

    for kind in kinds():
        keys = {key for row in found[kind.key] for key in row}
        assert keys <= set(kind.labels), kind.key
    assert [key for key, rows in found.items() if "Alder asks." in str(rows)] == ["messages"]
