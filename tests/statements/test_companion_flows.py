"""The pages of a statement in several languages: its desk, the receipt, and the coordinators' reading view."""

import re

import pytest
from django.urls import reverse

from organizations.models import Role
from submissions.statements import actions, attaching, receipts, reviewing
from submissions.statements.models import LaterVersion, Statement, StatementState
from submissions.statements.reviews import Reason
from tests.factories.accepted import accepted_file
from tests.factories.cosigners import make_cosigner
from tests.factories.later import make_companion
from tests.factories.organizations import CoordinatorFactory, UserFactory
from tests.factories.statements import accepted, make_call, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
FRENCH = {"title": "Des pièces", "source": "Onze **pièces**.\n\nPersonne n’a demandé.", "summary": ""}


def desk(name, work):
    return reverse(f"statements:desk_{name}", args=[work.uuid])


def review(work):
    return reverse("statement_review", args=[work.uuid])


def sent(**fields):
    """A statement that waits for a decision together with its text in French."""
    later = make_companion(**fields)
    return actions.submit(later.statement, by=writer_of(later.organization))


def returned(statement):
    judge = CoordinatorFactory()
    reviewing.claim(statement, by=judge)
    return reviewing.return_with_questions(statement, by=judge, code=Reason.OTHER, reason="Which district?")


def test_from_the_draft_over_both_languages_to_the_public_page(client, coordinator):
    statement = make_statement(source="Eleven parts.\n\nNobody asked.", title="Parts")
    client.force_login(writer_of(statement.organization))
    typed = {"title": "Parts", "language": "en", "source": "Eleven parts.\n\nNobody asked.", "summary": "",
             "instruments": ["FIREARMS"], "stamp": "1.1", "languages": ""}  # fmt: skip
    assert client.post(desk("edit", statement), typed).url == desk("languages", statement)

    client.post(desk("languages", statement), {"language": "fr", "official": "official"})
    later = LaterVersion.objects.get()
    page = client.get(desk("edit", later)).text
    assert "The original: English" in page and "<p" in page and "Nobody asked." in page and 'lang="fr"' in page
    assert client.post(desk("autosave", later), FRENCH | {"stamp": "2.1"}).json()["stamp"] == "2.2"
    preview = client.post(desk("edit", later), FRENCH | {"stamp": "2.2", "preview": ""}).text
    assert "<strong>pièces</strong>" in preview and "The original: English" in preview
    assert "Your colleagues" in client.post(desk("edit", later), FRENCH | {"stamp": "2.1", "source": "Autre."}).text
    assert client.post(desk("submit", later)).url == desk("submit", statement) == client.get(desk("submit", later)).url
    assert "The text in this language: French" in client.get(desk("edit", statement)).text

    page = client.get(desk("submit", statement))
    assert "In another language: French" in page.text and "Onze <strong>pièces</strong>." in page.text
    client.post(desk("submit", statement), page.context["form"].initial)
    later.refresh_from_db()
    assert later.state == S.SUBMITTED and desk("later_give_up", later) not in client.get(desk("detail", later)).text

    client.force_login(coordinator)
    queue = client.get(reverse("statement_queue")).text
    assert review(statement) in queue and review(later) not in queue
    client.post(reverse("statement_claim", args=[statement.uuid]))
    page = client.get(review(statement)).text
    assert "Onze <strong>pièces</strong>." in page and later.current.sha256 in page
    assert "accept" not in re.findall(r'action="(\S+)"', client.get(review(later)).text), "it is decided with the other"
    client.post(reverse("statement_accept", args=[statement.uuid]))
    statement.refresh_from_db()
    client.logout()
    page = client.get(statement.get_absolute_url()).text
    assert reverse("statements:version_detail", args=[statement.slug, 2]) in page


def test_the_desk_of_a_statement_says_which_languages_there_are(client):
    later = make_companion(official=False)
    client.force_login(writer_of(later.organization))

    page = client.get(desk("detail", later.statement)).text
    assert "The same text in other languages" in page and desk("detail", later) in page
    assert desk("languages", later.statement) in page
    page = client.get(desk("languages", later.statement)).text
    assert "unofficial" in page and "Changing another language asks nobody again." in page
    assert not re.search(r'<option value="(fr|en)"', page) and '<option value="ar"' in page
    assert client.get(desk("detail", later)).status_code == client.get(desk("later_change", later)).status_code == 200
    assert client.post(desk("later_give_up", later)).url == desk("detail", later.statement)


def test_a_language_that_cannot_be_added_is_told_at_its_field(client):
    statement = make_statement(call=make_call(languages=["en", "fr"]))
    client.force_login(writer_of(statement.organization))
    english, russian = ({"language": language, "official": "official"} for language in ("en", "ru"))

    for typed in ({}, {"language": "fr"}, english, russian):
        answer = client.post(desk("languages", statement), typed)

        assert answer.status_code == 422 and answer.context["form"].errors, typed
        assert not LaterVersion.objects.exists(), typed


def test_where_every_language_is_there_none_is_offered(client):
    later = make_companion(make_statement(call=make_call(languages=["en", "fr"])))
    client.force_login(writer_of(later.organization))

    page = client.get(desk("languages", later.statement)).text

    assert "in every language that the call takes" in page and "Begin to write" not in page


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED, S.REJECTED, S.WITHDRAWN, S.REMOVED])
def test_a_language_is_added_to_what_is_written(client, state):
    statement = make_statement(state)
    client.force_login(writer_of(statement.organization))

    answer = client.post(desk("languages", statement), {"language": "fr", "official": "official"})

    assert answer.url == desk("detail", statement) and not LaterVersion.objects.exists()


def test_a_viewer_adds_nothing_and_strangers_see_nothing(client):
    later = make_companion()
    client.force_login(writer_of(later.organization, Role.VIEWER))
    assert client.get(desk("languages", later.statement)).status_code == 403
    for stranger in (UserFactory(), CoordinatorFactory(), writer_of(make_statement().organization)):
        client.force_login(stranger)
        for page in (desk("languages", later.statement), desk("edit", later), desk("detail", later), review(later)):
            assert client.get(page).status_code != 200, (stranger, page)


def test_coordinators_see_what_was_sent_and_nothing_that_is_written(client, coordinator):
    statement = returned(sent(source="Envoyé."))
    actions.save_draft(
        statement.later.get(), some_content(title="", source="Brouillon."), by=writer_of(statement.organization)
    )
    make_companion(statement, language="es", title="Borrador")
    client.force_login(coordinator)

    page = client.get(review(statement)).text

    assert "Envoyé." in page and "Brouillon." not in page and "Borrador" not in page
    assert "text-fr" in page and "text-es" not in page and page.count("Decided about together") == 1
    assert "Title: no" not in page, "a check of the draft would tell"


def test_coordinators_compare_each_language_with_what_was_sent_before(client, coordinator):
    statement = returned(sent(source="Le vieux mot."))
    later, owner = statement.later.get(), writer_of(statement.organization)
    actions.save_draft(later, some_content(source="Le nouveau mot.", title=later.current.title), by=owner)
    attaching.attach(later, accepted_file(), "Une table", by=owner)
    actions.submit(statement, by=owner)
    client.force_login(coordinator)

    page = client.get(review(statement)).text

    assert "Le <del>vieux</del><ins>nouveau</ins> mot." in page
    assert "added:" in page and "<ins>Une table</ins>" in page
    key = Statement.objects.get().later.get().current.attachments.get().key
    assert client.get(reverse("statement_file", args=[later.uuid, key])).status_code == 200


def test_a_co_signer_is_told_that_the_original_is_confirmed(client):
    statement = make_companion(source="Onze pièces.").statement
    cosigner = make_cosigner(statement)
    client.force_login(writer_of(cosigner.organization))

    page = client.get(reverse("statements:asked_detail", args=[cosigner.uuid])).text

    assert "What you confirm is the original, in this language: English." in page and "Onze pièces." not in page


def test_the_receipt_has_the_fingerprint_of_each_language_also_after_publication():
    statement = accepted(sent())
    later = statement.later.get()

    [one] = receipts.facts(statement)["companions"]

    assert one.fingerprint.replace(" ", "") == one.version.sha256 == later.current.sha256
    assert receipts.facts(later)["companions"] == []


def test_no_page_has_an_anchor_twice_so_that_each_footnote_leads_to_its_own_text(client, coordinator):
    noted = "## Parts\n\nEleven parts.[^1]\n\n[^1]: Seen by us."
    later = make_companion(make_statement(source=noted), source=noted)
    owner = writer_of(later.organization)
    client.force_login(owner)
    pages = [client.get(desk("submit", later.statement)).text, client.get(desk("edit", later)).text]
    statement = actions.submit(later.statement, by=owner)
    client.force_login(coordinator)
    pages += [client.get(review(statement)).text, client.get(review(later)).text]

    for page in pages:
        anchors = re.findall(r'\bid="([^"]+)"', page.partition("<main")[2])
        assert [one for one in anchors if anchors.count(one) > 1] == []
        assert page.count('role="doc-endnotes"') <= 1 and page.count("note1") > 1, "one landmark, all notes"
