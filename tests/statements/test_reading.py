"""The reading page of a statement, and that nobody reads what is not public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mechanism.models import Article, Cluster, State
from submissions.statements import actions
from submissions.statements.models import StatementState
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import accepted, make_call, make_reported, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"


def read(client, statement, language="en"):
    page = client.get(f"/{language}/statements/{statement.slug}/")
    assert page.status_code == 200
    return page.text


def test_paragraphs_are_numbered_and_headings_make_a_contents(client):
    statement = make_statement(S.ACCEPTED, source="Before.\n\n## What we see\n\nOne.\n\n## What we ask\n\nTwo.")

    text = read(client, statement)

    assert '<p class="p" id="para1">Before.</p>' in text and '<p class="p" id="para3">Two.</p>' in text
    assert '<h2 id="s1">What we see</h2>' in text
    assert '<a href="#s2">What we ask</a>' in text


def test_a_text_without_headings_has_no_contents(client):
    assert "In this statement" not in read(client, make_statement(S.ACCEPTED, source="One."))


def test_the_facts_stand_on_the_page(client):
    dialogue = make_dialogue(title="On firearms", slug="on-firearms")
    organization = OrganizationFactory(legal_name="Coast Watch", country=State.objects.get(iso3="KEN"))
    statement = make_statement(
        S.ACCEPTED, call=make_call(dialogue=dialogue), organization=organization, language="fr",
        title="Ce que l’on voit", countries=[State.objects.get(iso3="FRA")],
    )  # fmt: skip

    text = read(client, statement)

    assert f'<a href="{organization.get_absolute_url()}">Coast Watch</a>, Kenya' in text
    assert '<a href="/en/dialogues/on-firearms/">On firearms</a>' in text
    assert "French" in text and "Published" in text and statement.current.sha256 in text
    assert '<h1><span lang="fr" dir="ltr">Ce que l’on voit</span></h1>' in text
    assert '<article class="doc" lang="fr" dir="ltr">' in text
    assert "/en/statements/?instrument=firearms" in text and "/en/consultations/fra/" in text


def test_the_citation_has_the_reference_and_the_address_without_a_language(client, settings):
    settings.BASE_URL = "https://portal.example"
    statement = make_statement(S.ACCEPTED, title="Parts & ports")

    text = read(client, statement, "fr")

    assert (
        '«\u00a0<bdi><span lang="en" dir="ltr">Parts &amp; ports</span></bdi>\u00a0»' in text
        and f"<bdi>{statement.reference}</bdi>." in text
    )
    assert f"<bdi>https://portal.example/statements/{statement.slug}/</bdi>" in text
    assert f'<meta name="citation_technical_report_number" content="{statement.reference}">' in text


def test_the_address_without_a_language_leads_to_the_readers_own(client):
    statement = make_statement(S.ACCEPTED)

    answer = client.get(f"/statements/{statement.slug}/", headers={"accept-language": "fr"})

    assert (answer.status_code, answer.url) == (302, f"/fr/statements/{statement.slug}/")


def test_an_arabic_text_keeps_its_direction_on_an_english_page(client):
    statement = make_statement(S.ACCEPTED, language="ar", title="بيانات", source="## رأس\n\nنص")

    assert '<article class="doc" lang="ar" dir="rtl">' in read(client, statement)
    assert '<article class="doc">' in read(client, statement, "ar")


def test_a_reported_statement_says_so_first_with_its_source(client):
    statement = make_reported(reported_from="Report <of> a conference", title="As told")

    text = read(client, statement)

    assert "Reported by others; our summary, not their text." in text
    assert "It is known from: Report &lt;of&gt; a conference." in text
    assert "Submitted by" not in text and "as reported in <bdi>Report &lt;of&gt; a conference</bdi>" in text
    assert text.index("Reported by others") < text.index('<article class="doc"')


def test_an_author_who_is_not_in_the_directory_is_named_and_not_linked(client):
    organization = OrganizationFactory(legal_name="Quiet Group", slug="quiet-group", in_directory=False)

    text = read(client, make_statement(S.ACCEPTED, organization=organization))

    assert "<bdi>Quiet Group</bdi>" in text and "/organizations/quiet-group/" not in text


def test_a_script_is_shown_as_text(client):
    evil = "<script>alert(1)</script>"
    text = read(client, make_statement(S.ACCEPTED, title=evil, summary=evil, source=f"## {evil}\n\n{evil}"))

    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


def test_an_earlier_version_that_was_never_public_leaves_no_trace(client, coordinator):
    statement = make_statement(S.RETURNED, source=f"{CANARY} was here", title=CANARY)
    owner = writer_of(statement.organization)
    actions.save_draft(statement, some_content(), by=owner)
    first = statement.current.sha256
    statement = accepted(actions.submit(statement, by=owner), by=coordinator)

    text = read(client, statement)

    assert CANARY not in text and first not in text
    assert "<strong>1</strong>, " in text and "<strong>2</strong>" not in text


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_not_public_is_not_there(client, method):
    hidden = [
        make_statement(state, publish_at=timezone.now() + timedelta(hours=1)) for state in (S.WITHDRAWN, S.REMOVED)
    ]
    hidden.append(make_statement(S.ACCEPTED, publish_at=timezone.now() + timedelta(hours=1), title=CANARY))

    for statement in hidden:
        other = statement.slug[:-1] + "x"
        answer, made_up = (getattr(client, method)(f"/en/statements/{slug}/") for slug in (statement.slug, other))
        assert answer.status_code == made_up.status_code == 404
        assert answer.content.replace(statement.slug.encode(), other.encode()) == made_up.content
        assert answer.headers == made_up.headers

    member = writer_of(hidden[-1].organization)
    client.force_login(member)
    assert client.get(f"/en/statements/{hidden[-1].slug}/").status_code == 404


def test_only_an_accepted_statement_has_an_address(client):
    for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REJECTED):
        statement = make_statement(state)
        assert statement.slug is None
        for name in (statement.uuid, statement.receipt, statement.pk):
            assert client.get(f"/en/statements/{name}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    for _ in range(count):
        countries = State.objects.filter(iso3__in=["FRA", "KEN", "MEX"][:count])
        about = {"articles": Article.objects.filter(number__lte=count), "clusters": Cluster.objects.all()[:count]}
        about = {name: list(rows) for name, rows in about.items()}
        statement = make_statement(S.ACCEPTED, countries=list(countries), **about)
    read(client, statement)

    with django_assert_num_queries(11):
        read(client, statement)


def test_the_page_asks_nothing_about_its_reader(client):
    statement = make_statement(S.ACCEPTED)
    anonymous = client.get(f"/en/statements/{statement.slug}/")
    client.force_login(writer_of(statement.organization))

    signed_in = client.get(f"/en/statements/{statement.slug}/")

    assert signed_in.content == anonymous.content and len(anonymous.content) <= 16 * 1024
    assert "Cookie" not in anonymous.headers.get("Vary", "")
    assert client.post(f"/en/statements/{statement.slug}/").status_code == 405
