"""The end and what follows it: a frozen annex, late signatures apart, the handover, and what became of each ask."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import translation

from portal.mechanism.models import Article
from portal.records import InvalidMove
from submissions.declaration import actions, annex, asking, checking, handing, keeping
from submissions.declaration.models import DeclarationState
from submissions.verify_ledger import sha256
from tests.declaration.tampering import behind_the_back, check_alone, download, run
from tests.factories.declaration import make_declaration, owner_of, sign
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
HANDED = {"session": "COP 12", "day": date(2024, 10, 14), "channel": "By mail", "handed_by": "An alliance"}


@pytest.fixture
def closed():
    """Closed, with one named signature, one hidden, and late ones taken."""
    declaration = make_declaration(accepts_late=True)
    sign(declaration, OrganizationFactory(legal_name="Named Watch"), person_named=True)
    sign(declaration, OrganizationFactory(legal_name="Canary Trust"), organization_named=False)
    return actions.close(declaration, by=None)


def files(client, declaration) -> str:
    return client.get(reverse("declaration_data:annex", args=[declaration.slug])).content.decode()


def test_closing_freezes_an_annex_whose_hash_is_in_the_ledger(closed, client, tmp_path):
    content = files(client, closed)

    assert json.loads(closed.entries.get(kind="close").body)["annex"] == sha256(content)
    assert "Named Watch" in content
    assert "# organizations,2\r\n# of them not named,1" in content
    assert "Canary" not in content
    assert checking.verify(closed).ok
    assert check_alone(download(closed, tmp_path)).returncode == 0


def test_what_stands_on_paper_is_what_was_frozen(closed):
    sign(closed, OrganizationFactory(legal_name="Late Riser"))
    closed.signatures.public().filter(late=False).update(organization_named=False)  # past every action

    tally, rows = annex.read(annex.newest(closed).content)

    assert (tally.signed, tally.hidden) == (2, 1)
    assert [row[:2] for row in rows] == [["1", "Named Watch"]]


@pytest.mark.paper
def test_the_annex_can_be_had_on_paper_in_each_language(closed, client):
    pdf = client.get(reverse("declaration_data:annex_pdf", args=[closed.slug, "fr"]))

    assert pdf.headers["Content-Type"] == "application/pdf"


def test_the_annex_on_paper_names_countries_in_the_readers_language(closed):
    _tally, rows = annex.read(annex.newest(closed).content)
    signature = closed.signatures.get(organization_named=True)

    with translation.override("ar"):
        [line] = annex.readable(rows)
        assert (line.organization, str(line.country)) == ("Named Watch", "كينيا")
    assert line.signed_at == signature.signed_at.replace(microsecond=0)
    assert annex.readable([["1", "Elsewhere", "XYZ", *rows[0][3:]]])[0].country == "XYZ"


def test_before_the_end_there_is_no_annex(client):
    declaration = make_declaration()

    assert client.get(reverse("declaration_data:annex", args=[declaration.slug])).status_code == 404
    assert client.get(reverse("declaration_data:annex_pdf", args=[declaration.slug, "en"])).status_code == 404


@pytest.mark.parametrize("verb", ["hide", "erase", "person"])
def test_a_name_that_has_to_go_leaves_the_annex_too_and_the_ledger_says_so(closed, client, verb):
    signature = closed.signatures.public().get()
    owner = owner_of(signature.organization)
    {
        "hide": lambda: actions.hide(signature, by=owner),
        "erase": lambda: keeping.erase_names(signature, by=None),
        "person": lambda: keeping.erase_person(owner),
    }[verb]()

    content = files(client, closed)
    assert ("Named Watch" in content) == (verb == "person")
    assert "Haddad" not in content
    first, second = closed.annexes.all()
    assert (first.content, second.sha256) == (None, sha256(content))
    assert checking.verify(closed).ok


def test_an_annex_changed_past_the_ledger_is_found(closed):
    with behind_the_back():
        for event in ("update", "delete"):
            run(f'DROP TRIGGER "submissions_annex_append_only_{event}"{on_table()}')
        run("UPDATE submissions_annex SET content = 'Nobody signed'")

        assert checking.verify(closed).problem == "its annex was changed"


def on_table() -> str:
    return ' ON "submissions_annex"' if connection.vendor == "postgresql" else ""


def test_late_signatures_stand_apart(closed, client, tmp_path):
    late = sign(closed, OrganizationFactory(legal_name="Late Riser"))

    assert (late.late, late.entry.kind) == (True, "late")
    assert "Late Riser" not in files(client, closed)
    page = client.get(reverse("declaration:signatory_list", args=[closed.slug])).text
    assert page.index("Signed after the end") < page.index("Late Riser")
    labels = re.findall(r'role="region" aria-label="([^"]+)"', page)
    assert labels == ["Signatories", "Signed after the end"]
    detail = client.get(closed.get_absolute_url()).text
    assert "<b>2</b><span>Organizations that signed</span>" in detail
    assert "1 organization signed after the end." in detail
    assert checking.verify(closed).ok
    assert check_alone(download(closed, tmp_path)).returncode == 0


def test_nobody_signs_late_where_that_is_not_taken():
    declaration = actions.close(make_declaration(), by=None)

    with pytest.raises(InvalidMove):
        sign(declaration)


def test_the_handover_is_public_and_in_the_ledger(closed, client):
    handing.hand_over(closed, symbol="CTOC/COP/2024/NGO/1", by=None, **HANDED)

    page = client.get(closed.get_absolute_url()).text
    for words in ("COP 12", "By mail", "An alliance", "CTOC/COP/2024/NGO/1"):
        assert words in page
    body = json.loads(closed.entries.get(kind="submit").body)
    assert (body["session"], body["day"]) == ("COP 12", "2024-10-14")
    assert body["annex"] == annex.newest(closed).sha256
    assert "alliance" not in json.dumps(body)
    assert checking.verify(closed).ok


def test_an_open_declaration_is_not_handed_over():
    with pytest.raises(InvalidMove):
        handing.hand_over(make_declaration(), by=None, **HANDED)


def test_each_ask_has_a_status_over_time_with_its_evidence(closed, client):
    ask = asking.add_ask(closed, paragraph=2, words="To be heard", by=None)
    with pytest.raises(InvalidMove):
        handing.record_status(ask, state="discussed", as_of=date(2024, 10, 15), evidence="Plenary", by=None)
    handing.hand_over(closed, by=None, **HANDED)
    handing.follow(closed, by=None)
    handing.record_status(ask, state="discussed", as_of=date(2024, 10, 15), evidence="Plenary", by=None)
    handing.record_status(ask, state="partly", as_of=date(2024, 10, 18), evidence="Resolution 12/4", by=None)

    page = client.get(closed.get_absolute_url()).text

    assert page.index("Plenary") < page.index("Resolution 12/4")
    assert "Taken up in part" in page
    assert '<a href="#para2">2</a>' in page


@pytest.mark.parametrize(("state", "evidence"), [("taken", ""), ("no such", "Plenary")])
def test_a_status_needs_its_evidence(closed, state, evidence):
    handing.hand_over(closed, by=None, **HANDED)
    ask = asking.add_ask(closed, paragraph=1, words="To be heard", by=None)

    with pytest.raises(ValidationError):
        handing.record_status(ask, state=state, as_of=date(2024, 10, 15), evidence=evidence, by=None)
    with pytest.raises(ValidationError):
        asking.add_ask(closed, paragraph=3, words="Something else", by=None)


def test_a_coordinator_goes_the_whole_way_in_the_admin(client, coordinator, closed):
    client.force_login(coordinator)

    def go(name: str, words: dict, *more: object) -> int:
        return client.post(reverse(f"declaration_manage_{name}", args=[closed.slug, *more]), words).status_code

    assert go("submit", HANDED | {"day": "2024-10-14"}) == 302
    assert go("follow", {}) == 302
    assert go("ask", {"paragraph": 1, "words": "To be heard"}) == 302
    ask = closed.asks.get()
    assert go("ask_status", {"state": "taken", "as_of": "2024-10-18", "evidence": "Resolution 12/4"}, ask.pk) == 302
    closed.refresh_from_db()
    assert closed.state == DeclarationState.FOLLOW_UP
    assert ask.statuses.get().recorded_by == coordinator


def test_the_page_asks_as_many_questions_for_three_asks_as_for_one(closed, client, django_assert_num_queries):
    handing.hand_over(closed, by=None, **HANDED)
    for count in (1, 3):
        while closed.asks.count() < count:
            words, articles = f"Ask {closed.asks.count()}", Article.objects.all()[:2]
            ask = asking.add_ask(closed, paragraph=1, words=words, articles=articles, by=None)
            day = date(2024, 10, 15) + timedelta(days=1)
            handing.record_status(ask, state="discussed", as_of=day, evidence="Plenary", by=None)
        client.get(closed.get_absolute_url())

        with django_assert_num_queries(12):
            client.get(closed.get_absolute_url())
