"""What a delegation tells for its journey is read where it is needed, and stands nowhere else."""

import io
from datetime import timedelta
from itertools import groupby, product

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from dialogues import coordinators
from dialogues.models import Delegate, DialoguePage, Registration
from dialogues.registration import reminding
from organizations.models import Role
from portal.models import AuditEvent, OutgoingMail
from tests.factories.arrivals import make_joining, make_letter, make_travel
from tests.factories.day import make_day, make_helper
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.registration import make_delegate, make_registration, owner_of

pytestmark = pytest.mark.django_db
S = Registration.State
# Every word of it has the same stem, so that one search finds each of them.
NEEDS, MAIL, NATION, PASSPORT, FLIGHT = "Canary ramp", "canary@example.org", "Canarian", "Canary Ruiz", "CANARY 452"
AMOUNT, WHY, NOTE, LINK = "Canary train", "Canary funds", "Canary note", "https://join.example.org/canary"


@pytest.fixture
def told() -> Registration:
    """A delegation that told everything, of a dialogue that is on now; nobody else has the words."""
    people = [make_delegate(name="Shown Name", email=MAIL), make_delegate(mode="online")]
    registration = make_registration(S.APPROVED, make_day(max_delegates=3), delegates=people)
    told_of = {"passport_name": PASSPORT, "nationality": NATION, "arrives_by": FLIGHT, "leaves_by": FLIGHT}
    make_letter(registration.delegates.get(email=MAIL), **told_of)
    Delegate.objects.filter(email=MAIL).update(needs=NEEDS)
    asked = make_travel(registration=registration, amount=AMOUNT, why=WHY)
    type(asked).objects.update(note=NOTE)
    make_joining(registration.dialogue, url=LINK, text="Canary passcode")
    return registration


def content(answer) -> str:
    """What an answer says, in small letters; a file read to its end."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not data.startswith(b"PK"):
        return data.decode().casefold()
    book = load_workbook(io.BytesIO(data))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row).casefold()


def test_no_file_of_coordinators_has_it(client, coordinator, told):
    client.force_login(coordinator)
    slug = told.dialogue.slug

    for way, kind in product(("forwarding", "badges"), ("csv", "xlsx")):
        Registration.objects.update(state=S.FORWARDED if way == "forwarding" else S.APPROVED)
        if way == "forwarding":
            text = content(client.get(f"/cms/registrations/forwarding/{slug}.{kind}"))
        else:
            text = content(client.post(f"/cms/day/{slug}/badges/", {"kind": kind}))

        assert "shown name" in text, (way, kind)
        assert "canar" not in text, (way, kind)


# Who looks at which page, and a word that stands there.
LOOKS = [
    ("coordinator", "/cms/registrations/?state=approved", "{name}"),
    ("coordinator", "/cms/day/{slug}/", "{title}"),
    ("coordinator", "/cms/day/{slug}/panellists/", "{title}"),
    ("coordinator", "/en/desk/check-in/at/{slug}/", "shown name"),
    ("helper", "/en/desk/check-in/at/{slug}/", "shown name"),
    ("helper", "/en/desk/check-in/{delegate}/", "shown name"),
    ("helper", "/en/desk/", "check-in"),
    ("owner", "/en/desk/registrations/{uuid}/badges/", "shown name"),
    ("owner", "/en/desk/registrations/", "{title}"),
    ("owner", "/en/desk/", "registrations"),
    ("other", "/en/desk/registrations/", "{title}"),
    ("other", "/en/desk/", "registrations"),
    ("nobody", "/en/dialogues/{slug}/", "{title}"),
    ("nobody", "/en/dialogues/", "{title}"),
    ("nobody", "/dialogues/{slug}/calendar.ics", "{title}"),
    ("nobody", "/en/organizations/{organization}/", "{name}"),
    ("nobody", "/en/dialogues/attendance/", "letter"),
]


def test_no_other_page_has_it(client, told):
    delegate = told.delegates.get(email=MAIL)
    words = {
        "slug": told.dialogue.slug, "uuid": told.uuid, "delegate": delegate.uuid, "receipt": told.receipt,
        "title": told.dialogue.title, "organization": told.organization.slug, "name": told.organization.legal_name,
    }  # fmt: skip

    for who, looks in groupby(LOOKS, key=lambda look: look[0]):
        client.logout()
        if who != "nobody":
            client.force_login(somebody(who, told))
        for _who, path, shown in looks:
            answer = client.get(path.format(**words))

            assert answer.status_code == 200, (who, path)
            text = content(answer)
            assert shown.format(**words).casefold() in text, (who, path)
            assert "canar" not in text, (who, path)


def somebody(who: str, told: Registration):
    """Who looks: at the door, in the same dialogue for another organization, …"""
    makers = {
        "coordinator": CoordinatorFactory,
        "helper": lambda: make_helper(told.dialogue),
        "owner": lambda: owner_of(told.organization),
        "other": lambda: owner_of(make_registration(dialogue=told.dialogue).organization),
    }
    return makers[who]()


def test_another_organization_at_the_same_dialogue_finds_nothing(client, told):
    client.force_login(somebody("other", told))

    for name in ("", "edit/", "travel/", "badges/", "cancel/"):
        assert client.get(f"/en/desk/registrations/{told.uuid}/{name}").status_code == 404, name
    delegate = told.delegates.get(email=MAIL)
    for path in ("", "visa/"):
        assert client.get(f"/en/desk/registrations/delegates/{delegate.uuid}/{path}").status_code == 404, path


def test_the_desk_of_the_own_organization_shows_arrivals_to_those_who_write_alone(client, told):
    delegate = told.delegates.get(email=MAIL)
    form = f"/en/desk/registrations/delegates/{delegate.uuid}/"
    viewer = MembershipFactory(organization=told.organization, role=Role.VIEWER).user
    client.force_login(viewer)
    assert client.get(form).status_code == 403
    page = content(client.get(told.get_absolute_url()))
    assert "canary 452" not in page and "canarian" not in page

    client.force_login(owner_of(told.organization))
    assert "canarian" in content(client.get(form))


def test_no_mail_has_it_whatever_happens(told):
    stood = timezone.now() + timedelta(hours=20)
    DialoguePage.objects.filter(pk=told.dialogue_id).update(starts_at=stood, ends_at=stood + timedelta(hours=3))
    Registration.objects.update(decided_at=timezone.now() - timedelta(days=30))
    assert reminding.remind_all() == 1

    mails = list(OutgoingMail.objects.all())

    assert {"registration_letter", "registration_travel", "registration_coming", "delegate_coming"} <= {
        mail.template.rpartition("/")[2] for mail in mails
    }
    said = " ".join(f"{mail.subject} {mail.text} {mail.html} {mail.calendar}" for mail in mails)
    assert "canar" not in said.casefold().replace(MAIL, "")


def test_no_account_of_what_was_done_has_it(told):
    events = AuditEvent.objects.filter(verb__in=["follow_up", "letter", "joining"])

    assert events.count() == 2
    assert "canar" not in " ".join(f"{one.reason} {one.data}" for one in AuditEvent.objects.all()).casefold()


def test_a_coordinator_of_another_dialogue_reads_no_request_for_support(client, told):
    elsewhere = make_travel()
    client.force_login(somebody_of(elsewhere.registration.dialogue))

    page = content(client.get("/cms/travel/"))

    assert elsewhere.registration.organization.legal_name.casefold() in page
    assert told.organization.legal_name.casefold() not in page and "canar" not in page
    assert client.get(f"/cms/travel/{told.dialogue.slug}.csv", follow=True).status_code == 404


def somebody_of(dialogue):
    """A coordinator of this dialogue alone."""
    local = UserFactory()
    coordinators.assign(local, dialogue, by=None, reason="A test.")
    return local
