"""An organization, two coordinators and a reader: sent in, asked, answered, refused, appealed, published at last."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import User
from portal.dates import VIENNA
from portal.models import OutgoingMail
from submissions.statements import actions
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import make_statement, some_content, writer_of
from tests.journeys.test_two_organizations import Somebody

pytestmark = pytest.mark.django_db
S = StatementState
QUEUE = "/cms/statements/"


def at(verb: str, statement: Statement) -> str:
    """The coordinators' page of this verb."""
    return reverse(f"statement_{verb}", args=[statement.uuid])


def mails(person: User) -> list[str]:
    """What this person was told, in order."""
    names = OutgoingMail.objects.filter(to=person.email).order_by("pk").values_list("template", flat=True)
    return [name.rpartition("/")[2] for name in names]


def test_a_statement_is_asked_about_refused_appealed_and_published():
    statement = make_statement(S.SUBMITTED, title="Marking of parts", source="The old words.")
    owner = writer_of(statement.organization)
    ana, reader = Somebody(owner), Somebody()
    cora, dora = (Somebody(CoordinatorFactory(first_name=name, last_name="Ordina")) for name in ("Cora", "Dora"))
    desk = reverse("statements:desk_detail", args=[statement.uuid])

    # Cora takes it and asks; Dora sees that it is taken.
    assert "Marking of parts" in cora.read(QUEUE)
    cora.send(at("claim", statement))
    assert "Cora Ordina" in dora.read(QUEUE)
    answer = dora.client.post(at("accept", statement), {"accept-publish_at": ""})
    assert answer.status_code == 409 and "Cora Ordina holds this statement" in answer.text
    cora.send(at("return", statement), **{"return-code": "source", "return-reason": "Who counted the parts?"})
    page = ana.read(desk)
    assert "A claim about facts needs its source" in page and "Who counted the parts?" in page
    assert "Cora" not in page and "Ordina" not in page

    # Ana answers; the new words stand beside the old ones.
    actions.save_draft(statement, some_content(title="Marking of parts", source="The counted words."), by=owner)
    actions.submit(statement, by=owner)
    cora.send(at("claim", statement))
    assert "<del>old</del><ins>counted</ins>" in cora.read(at("review", statement))

    # Cora says no, Ana appeals; Cora cannot decide again.
    cora.send(at("reject", statement), **{"reject-code": "subject", "reject-reason": "It is about another treaty."})
    assert "It is about another treaty." in ana.read(reverse("statements:desk_appeal", args=[statement.uuid]))
    page = ana.send(reverse("statements:desk_appeal", args=[statement.uuid]), reason="Protocol, article eight.")
    assert "Another coordinator" in page and "Appeal sent in" in page
    assert "Another coordinator decides about the appeal." in cora.send(at("claim", statement))
    assert "Protocol, article eight." in dora.read(at("review", statement))

    # Dora publishes it for the day after tomorrow, by Vienna's clock.
    dora.send(at("claim", statement))
    moment = (timezone.now() + timedelta(days=2)).astimezone(VIENNA)
    dora.send(at("accept", statement), **{"accept-publish_at": f"{moment:%Y-%m-%dT%H:%M}"})
    statement.refresh_from_db()
    assert (statement.state, statement.publish_at) == (S.ACCEPTED, moment.replace(second=0, microsecond=0))
    assert reader.client.get(statement.get_absolute_url()).status_code == 404
    Statement.objects.filter(pk=statement.pk).update(publish_at=timezone.now())
    page = reader.read(statement.get_absolute_url())
    assert "The counted words." in page and "old words" not in page and "another treaty" not in page

    assert mails(owner) == ["receipt", "returned", "receipt", "rejected", "appealed", "accepted"]
    assert not any(
        "treaty" in text or "counted" in text for text in OutgoingMail.objects.values_list("text", flat=True)
    )
    assert [review.outcome for review in statement.reviews.all()] == ["returned", "rejected", "accepted"]


def test_others_of_the_organization_and_strangers_do_not_appeal():
    statement = make_statement(S.REJECTED)
    address = reverse("statements:desk_appeal", args=[statement.uuid])
    stranger = Somebody(writer_of(make_statement().organization))
    editor = Somebody(writer_of(statement.organization, "editor"))

    assert stranger.is_refused(address) and editor.is_refused(address)
    assert "Appeal</a>" not in editor.read(reverse("statements:desk_detail", args=[statement.uuid]))
    assert Statement.objects.get(pk=statement.pk).state == S.REJECTED


def test_an_appeal_sent_twice_or_too_long_says_what_stands():
    statement = make_statement(S.REJECTED)
    ana = Somebody(writer_of(statement.organization))
    address = reverse("statements:desk_appeal", args=[statement.uuid])

    for words in ("", " ", "x" * 10_000, "a\0b"):
        assert ana.client.post(address, {"reason": words}).status_code in (400, 422)
    ana.send(address, reason="Read it again.")
    again = ana.send(address, reason="Read it again.")
    assert "There is no decision here that can be appealed." in again and "You appealed." in again
    assert statement.reviews.filter(is_appeal=True).count() == 1
