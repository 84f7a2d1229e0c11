"""How long a text may be by the status of its author, and in which languages a call takes one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from submissions.statements import actions
from submissions.statements.models import Call, Statement
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_call, make_statement, writer_of

pytestmark = pytest.mark.django_db

LIMITS = {"word_limit": 40, "word_limit_general": 60, "word_limit_special": 50, "word_limit_roster": 20}


@pytest.mark.parametrize(
    ("status", "limit"), [("general", 60), ("special", 50), ("roster", 20), ("applied", 40), ("none", 40), ("", 40)]
)
def test_the_limit_is_that_of_the_status_or_of_the_call(status, limit):
    call = Call(**LIMITS)

    assert call.limit_for(OrganizationFactory.build(ecosoc_status=status, country=None)) == limit
    assert Call(word_limit=40).limit_for(OrganizationFactory.build(ecosoc_status=status, country=None)) == 40
    assert call.limit_for(None) == 40


def test_a_limit_of_nothing_is_refused_by_the_database():
    call = make_call()
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(word_limit_roster=0)


def test_the_limit_of_ones_status_stands_wherever_it_is_asked(client):
    call = make_call(**LIMITS)
    roster, general = (OrganizationFactory(ecosoc_status=status, ecosoc_year=2010) for status in ("roster", "general"))
    text = "word " * 30
    client.force_login(writer_of(roster))
    new = client.get(reverse("statements:desk_create", args=[call.slug])).text
    assert "Up to 20 words." in new and "{words} of 20 words" in new

    statement = make_statement(organization=roster, call=call, source=text)

    edit = client.get(reverse("statements:desk_edit", args=[statement.uuid])).text
    assert "30 of 20 words when last saved" in edit and "Text within 20 words" in edit
    sending = client.get(reverse("statements:desk_submit", args=[statement.uuid])).text
    assert "the limit of this call is 20" in sending
    with pytest.raises(ValidationError, match="30 words"):
        actions.submit(statement, by=writer_of(roster))
    assert make_statement("submitted", organization=general, call=call, source=text).state == "submitted"


def test_a_language_that_is_not_taken_is_named_beside_the_field_and_again_at_sending(client):
    call = make_call(languages=["fr", "es"])
    organization = OrganizationFactory()
    client.force_login(writer_of(organization))
    new = reverse("statements:desk_create", args=[call.slug])
    page = client.get(new).text
    assert 'value="fr"' in page and 'value="zh-hans"' not in page

    typed = {"title": "CANARY title", "language": "en", "source": "Text.", "organization": organization.uuid}
    refused = client.post(new, typed | {"form_key": "0b3c5f1e-0000-4000-8000-000000000001"}).text
    assert "in these languages: French, Spanish." in refused.partition('id="id_language_error"')[2][:300]
    assert "CANARY title" in refused and not Statement.objects.exists()

    Call.objects.update(languages=[])
    statement = make_statement(organization=organization, call=call, language="en")
    Call.objects.update(languages=["fr"])
    statement.refresh_from_db()
    with pytest.raises(ValidationError, match="French"):
        actions.submit(Statement.objects.get(), by=writer_of(organization))


def test_readers_are_told_the_terms_before_they_write(client):
    call = make_call(**LIMITS, languages=["fr"], grace_minutes=10)

    part = client.get(f"/en/{call.dialogue.address}").text.partition('id="statements"')[2]

    assert "Up to 40 words. With consultative status: General: 60, Special: 50, Roster: 20." in part
    assert "in these languages: French." in part
    assert "10 minutes later" in part and f"{call.opens_at:%H:%M} UTC" in part
