"""Who is written to, in which language, and what mail never holds."""

from pathlib import Path

import pytest
from django.conf import settings

from dialogues.registration import emails
from organizations.models import Role
from portal.models import OutgoingMail
from tests.factories.organizations import MembershipFactory
from tests.factories.registration import make_delegate, make_draft

pytestmark = pytest.mark.django_db

KINDS = ["received", "changed", "forwarded", "approved", "moved", "waiting", "declined", "cancelled", "reopened"]
ELSEWHERE = ["closing", "coming", "letter", "travel"]  # reminders, letters for visas, travel support


def test_each_mail_says_what_happened_and_where_to_read_it():
    registration = make_draft(
        delegates=[make_delegate(name="CANARY", email="canary@example.org", needs="CANARY")], expertise="CANARY"
    )

    for kind in KINDS:
        OutgoingMail.objects.all().delete()
        getattr(emails, kind)(registration)

        mail = OutgoingMail.objects.get()
        assert mail.template == f"dialogues/email/registration_{kind}"
        assert mail.subject, kind
        assert registration.receipt in mail.text, kind
        assert f"/desk/registrations/{registration.uuid}/" in mail.text, kind
        assert "canary" not in (mail.subject + mail.text + mail.html).lower(), kind


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_each_mail_of_what_comes_later_names_nobody_either(kind):
    registration = make_draft(delegates=[make_delegate(name="CANARY")], expertise="CANARY")

    emails.tell(registration, kind, moment=registration.dialogue.registration_closes_at)

    mail = OutgoingMail.objects.get()
    assert mail.subject and registration.receipt in mail.text
    assert "canary" not in (mail.subject + mail.text + mail.html).lower()


def test_there_is_a_mail_for_each_template_and_none_besides():
    folder = Path(settings.BASE_DIR) / "templates" / "dialogues" / "email"

    assert {path.stem for path in folder.glob("registration_*")} == {
        f"registration_{kind}" for kind in (*KINDS, *ELSEWHERE)
    }


def test_those_who_write_for_the_organization_are_told_once_each():
    registration = make_draft()
    for role in (Role.EDITOR, Role.SIGNATORY, Role.VIEWER):
        MembershipFactory(organization=registration.organization, role=role)
    blocked = MembershipFactory(organization=registration.organization, role=Role.EDITOR).user
    blocked.is_active = False
    blocked.save()

    emails.received(registration)

    assert OutgoingMail.objects.count() == 3
    assert blocked.email not in OutgoingMail.objects.values_list("to", flat=True)


def test_mail_is_in_the_language_of_its_reader():
    registration = make_draft()
    reader = registration.organization.memberships.get().user
    reader.language = "fr"
    reader.save()

    emails.received(registration)

    assert OutgoingMail.objects.get().language == "fr"
