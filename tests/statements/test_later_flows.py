"""The desk and the coordinators' pages of later versions: the pages of statements, with what is different."""

import pytest
from django.urls import reverse

from organizations.models import Role
from portal.records import InvalidMove
from submissions.statements import actions, reviewing, revising, withdrawing
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.models import Review, Statement, StatementState, StatementVersion
from tests.database import together
from tests.factories.later import WHY, make_later
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import make_statement, writer_of

pytestmark = pytest.mark.django_db
S = LaterState
Kind = StatementVersion.Kind


def desk(name, work):
    return reverse(f"statements:desk_{name}", args=[work.uuid])


def test_from_the_public_statement_to_its_correction(client, coordinator):
    statement = make_statement(StatementState.ACCEPTED, source="Eleven parts.\n\nNobody asked.")
    client.force_login(writer_of(statement.organization))
    assert desk("later_create", statement) in client.get(desk("detail", statement)).text

    refused = client.post(desk("later_create", statement), {"kind": "corr", "what_changed": " "})
    assert refused.status_code == 422 and "Say in one or two sentences" in refused.text
    answer = client.post(desk("later_create", statement), {"kind": "corr", "what_changed": WHY})
    later = LaterVersion.objects.get()
    assert answer.url == desk("edit", later)
    again = client.post(desk("later_create", statement), {"kind": "rev", "what_changed": WHY})
    assert again.url == desk("detail", later), "a second one leads to the first"

    page = client.get(desk("edit", later))
    assert "Eleven parts." in page.text and 'name="instruments"' not in page.text and 'name="language"' not in page.text
    typed = {"title": "Fourteen", "source": "Fourteen parts.\n\nNobody asked.", "summary": "", "stamp": "2.1"}
    assert client.post(desk("edit", later), typed | {"submit": ""}).url == desk("submit", later)
    stale = client.post(desk("edit", later), typed | {"source": "Other."})
    assert "Your colleagues" in stale.text, "two editors overwrite nothing"
    saved = client.post(desk("autosave", later), typed | {"stamp": "2.2", "source": "Fourteen parts.\n\nNobody asks."})
    assert saved.json()["stamp"] == "2.3"
    assert client.get(desk("files", later)).status_code == client.get(desk("preview", later)).status_code == 200
    page = client.get(desk("submit", later))
    stamp, seal = page.context["form"].initial["stamp"], page.context["form"].initial["seal"]
    assert client.post(desk("submit", later), {"stamp": stamp, "seal": seal}).url == desk("detail", later)
    later.refresh_from_db()
    assert later.receipt in client.get(desk("detail", later)).text
    assert client.get(desk("sent_text", later)).content == b"en\nFourteen\nFourteen parts.\n\nNobody asks."
    assert client.get(desk("sent_text", statement)).content.endswith(b"Eleven parts.\n\nNobody asked.")

    client.force_login(coordinator)
    address = reverse("statement_review", args=[later.uuid])
    queue = client.get(reverse("statement_queue")).text
    assert address in queue and later.receipt in queue and statement.reference in queue
    client.post(reverse("statement_claim", args=[later.uuid]))
    page = client.get(address).text
    assert "Against the text that is public." in page and "<ins>Fourteen</ins>" in page and WHY in page
    assert "accept-publish_at" not in page
    client.post(reverse("statement_accept", args=[later.uuid]))
    later.refresh_from_db()
    assert later.state == S.ACCEPTED and client.get(address).status_code == 200
    assert client.get(reverse("statement_review", args=[statement.uuid])).status_code == 200
    assert client.post(reverse("statement_remove", args=[later.uuid])).status_code == 404


def test_a_translation_needs_its_language_and_says_whether_it_is_official(client):
    statement = make_statement(StatementState.ACCEPTED)
    client.force_login(writer_of(statement.organization, Role.EDITOR))

    refused = client.post(desk("later_create", statement), {"kind": "translation"})
    assert refused.text.count("Choose one for the translation.") >= 2 and not LaterVersion.objects.exists()
    client.post(desk("later_create", statement), {"kind": "translation", "language": "ar", "official": "official"})
    later = LaterVersion.objects.get()

    page = client.get(desk("edit", later)).text
    assert later.official and 'dir="rtl"' in page and 'lang="ar"' in page
    client.post(desk("later_change", later), {"official": "working"})
    later.refresh_from_db()
    assert not later.official and client.get(desk("later_change", later)).status_code == 200
    assert client.post(desk("submit", later), {"stamp": "2.1"}).status_code == 403, "editors do not send"
    assert client.post(desk("later_give_up", later)).url == desk("detail", statement)
    assert not LaterVersion.objects.exists() and statement.versions.count() == 1


def test_whoever_acts_for_the_organization_does_not_judge_its_versions(client):
    later = make_later(S.SUBMITTED)
    judge = CoordinatorFactory()
    later.organization.memberships.create(user=judge, role=Role.VIEWER, state="active")
    client.force_login(judge)

    client.post(reverse("statement_claim", args=[later.uuid]))
    assert Review.objects.get(later=later).held_by is None
    draft = make_later()
    client.force_login(CoordinatorFactory())
    assert client.get(reverse("statement_review", args=[draft.uuid])).status_code == 404


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_two_who_begin_at_once_get_one_and_see_it():
    statement = make_statement(StatementState.ACCEPTED)
    owner = writer_of(statement.organization)

    found = together(*[lambda: revising.begin(statement, Kind.REVISION, by=owner, what_changed=WHY) for _ in range(4)])

    assert sum(isinstance(one, revising.LaterExists) for one in found) == 3
    assert LaterVersion.objects.count() == 1 and statement.versions.count() == 2


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_accepting_while_the_statement_is_withdrawn_does_one_of_the_two_first():
    later, judge = make_later(S.SUBMITTED), CoordinatorFactory()
    statement, owner = later.statement, writer_of(later.organization)
    reviewing.claim(later, by=judge)

    found = together(
        lambda: reviewing.accept(later, by=judge),
        lambda: withdrawing.withdraw(statement, by=owner, reason="We erred."),
    )

    statement, later = Statement.objects.get(), LaterVersion.objects.get()
    refused = [one for one in found if isinstance(one, InvalidMove)]
    assert statement.state == "withdrawn" and statement.search_text == ""
    assert later.state == (S.WITHDRAWN if refused else S.ACCEPTED) and len(refused) < 2
    assert not Review.objects.waiting().exists() and actions.latest(statement)
