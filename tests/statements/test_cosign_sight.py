"""Who sees that somebody was asked: the two organizations, and nobody else; in public only what publication lists."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from organizations.models import Organization, Role
from submissions.statements import actions, cosigning
from submissions.statements.cosigners import CosignerQuerySet
from submissions.statements.models import Cosigner, CosignerState, StatementState
from tests.factories.cosigners import expire, make_cosigner
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import accepted, make_statement, rejected, taken_away, writer_of

pytestmark = pytest.mark.django_db
S, T = CosignerState, StatementState
CANARY = "Canarybird Rescue"
REGISTER = "/en/statements/"


def published(statement, **fields):
    """The statement after its way to the public record."""
    statement = actions.submit(statement, by=writer_of(statement.organization))
    return accepted(statement, **fields)


@pytest.fixture
def canaries(db):
    """A public statement with one co-signer, and one organization in every other state; and one under an embargo."""
    statement = make_statement()
    make_cosigner(statement, S.CONFIRMED, OrganizationFactory(legal_name="Seen By All", slug="seen-by-all"))
    for number, state in enumerate(state for state in S if state != S.CONFIRMED):
        name = {"legal_name": f"{CANARY} {number}", "slug": f"canarybird-{number}"}
        make_cosigner(statement, state, OrganizationFactory(**name))
    hidden = make_statement(title="Not yet")
    make_cosigner(hidden, S.CONFIRMED, OrganizationFactory(legal_name=f"{CANARY} later", slug="canarybird-later"))
    published(hidden, publish_at=timezone.now() + timedelta(days=30))
    return published(statement)


def public_pages(statement) -> list[str]:
    later = reverse("organizations:organization_detail", args=["canarybird-later"])
    return [
        statement.get_absolute_url(), REGISTER, f"{REGISTER}?cosigner=canarybird-0", f"{REGISTER}?cosigner=seen-by-all",
        reverse("organizations:organization_detail", args=["canarybird-0"]), later, "/en/",
        f"/en/{statement.dialogue.address}",
    ]  # fmt: skip


def told(client, statement) -> str:
    """What public pages tell, without the heading of an organization's own profile and what the reader typed."""
    texts = []
    for path in public_pages(statement):
        page = client.get(path)
        text = page.text.replace("canarybird-0", "").replace("canarybird-later", "")
        texts.append(text if "/organizations/" not in path else text.partition("</h1>")[2])
    return "".join(texts)


def test_who_was_only_asked_is_nowhere_in_public(client, canaries):
    assert CANARY not in told(client, canaries)
    assert client.get(f"{REGISTER}?cosigner=canarybird-0").context["page_obj"].count == 0
    assert client.get(f"{REGISTER}?cosigner=canarybird-later").context["page_obj"].count == 0
    facets = {one.name: one for one in client.get(REGISTER).context["facets"]}
    assert [(option.value, option.count) for option in facets["cosigner"].options] == [("seen-by-all", 1)]
    assert "with 1 co-signer<" in client.get(REGISTER).text


def test_the_canaries_sing_when_the_filter_is_taken_out(client, canaries, monkeypatch):
    monkeypatch.setattr(CosignerQuerySet, "listed", lambda rows: rows.all())

    assert CANARY in told(client, canaries)


def test_a_public_page_names_co_signers_by_alphabet_with_what_has_to_be_said(client):
    statement = make_statement()
    for name in ("Zebra", "Ébène", "Delta", "abaco"):
        make_cosigner(statement, S.CONFIRMED, OrganizationFactory(legal_name=name))
    statement = published(statement)
    named = {one.organization.legal_name: one for one in Cosigner.objects.public()}
    cosigning.withdraw(named["Delta"], by=writer_of(named["Delta"].organization))
    Organization.objects.filter(legal_name="Zebra").update(state=Organization.State.SUSPENDED)
    Organization.objects.filter(legal_name="Ébène").update(in_directory=False)

    text = client.get(statement.get_absolute_url()).text.partition("Co-signed by")[2].partition("</ul>")[0]

    places = [text.index(f">{name}<") for name in ("abaco", "Delta", "Ébène", "Zebra")]
    assert places == sorted(places)
    assert text.count("Support withdrawn on") == 1 and "Suspended" in text.partition("Zebra")[2]
    assert text.count("<a ") == 3 and "Ébène</a>" not in text


def test_a_profile_and_the_register_lead_to_what_was_co_signed(client, canaries):
    profile = client.get(reverse("organizations:organization_detail", args=["seen-by-all"])).text
    found = client.get(f"{REGISTER}?cosigner=seen-by-all")

    assert "Co-signed statements" in profile and canaries.current.title in profile
    assert [one.pk for one in found.context["page_obj"]] == [canaries.pk]
    assert "Remove: <bdi>Seen By All</bdi>" in found.text


@pytest.mark.parametrize("state", [T.WITHDRAWN, T.REMOVED])
def test_a_statement_that_is_gone_names_no_co_signer(client, state):
    statement = make_statement()
    make_cosigner(statement, S.CONFIRMED, OrganizationFactory(legal_name="Seen By All", slug="seen-by-all"))
    taken_away(published(statement), state)

    assert not Cosigner.objects.public().exists()
    assert "Co-signed" not in client.get(reverse("organizations:organization_detail", args=["seen-by-all"])).text


# -- who sees the row


def test_sight_of_a_question():
    cosigner = make_cosigner(make_statement())
    guests = [writer_of(cosigner.organization, role) for role in Role.values]
    authors = [writer_of(cosigner.statement.organization, role) for role in Role.values]
    others = [AnonymousUser(), OrganizationFactory().members.get(), CoordinatorFactory()]

    assert all(cosigner in Cosigner.objects.visible_to(person) for person in guests + authors)
    assert all(cosigner in Cosigner.objects.asked_of(person) for person in guests)
    assert not any(cosigner in Cosigner.objects.visible_to(person) for person in others)
    assert not any(cosigner in Cosigner.objects.asked_of(person) for person in authors + others)


@pytest.mark.parametrize("state", [S.DECLINED, S.REVOKED, S.WITHDRAWN])
def test_after_the_end_the_invited_organization_sees_nothing_and_the_author_the_answer(state):
    cosigner = make_cosigner(make_statement(), state)

    assert cosigner not in Cosigner.objects.visible_to(writer_of(cosigner.organization))
    assert cosigner in Cosigner.objects.visible_to(writer_of(cosigner.statement.organization))


def test_a_question_ends_by_itself_and_with_the_standing_of_the_organization():
    expired, suspended, decided = (make_cosigner(make_statement()) for _ in range(3))
    expire(expired)
    Organization.objects.filter(pk=suspended.organization_id).update(state=Organization.State.SUSPENDED)
    statement = actions.submit(decided.statement, by=writer_of(decided.statement.organization))
    rejected(statement)

    for cosigner in (expired, suspended, decided):
        assert cosigner not in Cosigner.objects.asked_of(writer_of(cosigner.organization))


def test_the_invited_organization_sees_the_text_that_is_asked_about_and_nothing_else(client):
    statement = make_statement(T.RETURNED, title="Earlier canarybird", files=1)
    author = writer_of(statement.organization)
    actions.save_draft(statement, actions.texts.Content(title="The new one", source="New words."), by=author)
    cosigner = make_cosigner(statement)
    client.force_login(writer_of(cosigner.organization))

    page = client.get(reverse("statements:asked_detail", args=[cosigner.uuid]))

    assert "The new one" in page.text and "New words." in page.text and "Seized parts, table 1" in page.text
    assert "canarybird" not in page.text.lower() and "Which district" not in page.text
    for name in ("desk_detail", "desk_edit", "desk_preview", "desk_files", "desk_cosigners", "desk_submit"):
        assert client.get(reverse(f"statements:{name}", args=[statement.uuid])).status_code == 404


def test_a_file_is_handed_out_under_a_name_that_tells_nothing(client):
    statement = make_statement(files=1)
    cosigner = make_cosigner(statement)
    key = statement.versions.get().attachments.get().key
    client.force_login(writer_of(cosigner.organization))

    answer = client.get(reverse("statements:asked_file", args=[cosigner.uuid, key]))

    assert answer.status_code == 200 and answer["Content-Disposition"] == 'attachment; filename="file-1.csv"'
    assert client.get(reverse("statements:asked_file", args=[cosigner.uuid, "0" * 16])).status_code == 404
    client.force_login(OrganizationFactory().members.get())
    assert client.get(reverse("statements:asked_file", args=[cosigner.uuid, key])).status_code == 404
