"""A statement on paper: what stands in its PDF, who gets it, and what its making may cost."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from portal import limits, pdf
from portal.mechanism.models import State
from submissions.statements import actions, cosigning, withdrawing
from submissions.statements.models import CosignerState, Statement, StatementState
from submissions.statements.statement_pdf import TEMPLATE, on_paper
from submissions.statements.tombstones import RemovalReason
from tests import papers
from tests.factories.cosigners import make_cosigner
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import accepted, make_call, make_reported, make_statement, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"
# A word of a text in each language, without letters that a font draws as one.
WORDS = {"en": "weapons", "ar": "نطلب", "zh-hans": "直接要求", "fr": "pièces", "ru": "оружия", "es": "año"}
FONTS = {"ar": "Noto-Naskh-Arabic", "zh-hans": "Noto-Sans-CJK-SC"}
TABLE = "| Port | Parts |\n| --- | --- |\n| Mombasa | 12 |"
LONG_TEXT = f"## What we ask\n\nOne.[^1]\n\n> A quote.\n\nTwo.\n\n{TABLE}\n\n[^1]: A note."


def address(statement: Statement) -> str:
    return f"/statements/{statement.slug}.pdf"


def made(client, statement: Statement):
    """The PDF that everybody gets."""
    answer = client.get(address(statement))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return papers.opened(answer.content)


def text_of(document) -> str:
    return "\n".join(papers.pages(document))


def cosigned(*names: str, **fields) -> Statement:
    """A public statement that organizations of these names support."""
    statement = make_statement(**fields)
    for name in names:
        make_cosigner(statement, CosignerState.CONFIRMED, OrganizationFactory(legal_name=name))
    return accepted(actions.submit(statement, by=writer_of(statement.organization)))


# -- what stands in it


@pytest.mark.paper
@pytest.mark.parametrize("language", WORDS)
def test_it_is_tagged_and_speaks_the_language_of_its_text(client, language):
    word = WORDS[language]
    statement = make_statement(S.ACCEPTED, language=language, title=word, source=f"## {word}\n\n{word}")

    document = made(client, statement)

    text, metadata = text_of(document), document.Root.Metadata.read_bytes().decode()
    assert bool(document.Root.MarkInfo.Marked) and "pdfuaid" in metadata
    assert str(document.Root.Lang).lower() == language and bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert f">{word}</rdf:li>" in metadata and str(document.docinfo.Author) == statement.organization.legal_name
    with translation.override(language):
        assert papers.bookmarks(document)[:3] == [word, word, gettext("Cite this statement")]
    assert papers.drawn(word, language) in text and statement.reference in text
    assert FONTS.get(language, "Noto-Sans") in papers.fonts(document)


@pytest.mark.paper
def test_it_says_who_what_when_and_how_to_check(client, settings):
    settings.BASE_URL = "https://portal.example"
    house = OrganizationFactory(legal_name="Coast Watch", country=State.objects.get(iso3="KEN"))
    statement = make_statement(S.ACCEPTED, organization=house, source=LONG_TEXT, files=1)
    late = datetime(2024, 4, 30, 23, 30, tzinfo=UTC)  # May in Vienna
    Statement.objects.filter(pk=statement.pk).update(publish_at=late)
    file = statement.current.attachments.get()

    document = made(client, statement)

    text = text_of(document)
    for words in (
        settings.PORTAL_NAME, statement.current.title, "Coast Watch", ", Kenya", statement.dialogue.title, "English",
        "1 May 2024", f"https://portal.example/statements/{statement.slug}/", statement.current.sha256,
        file.description, file.sha256, "Mombasa", "A note.", "A quote.",
    ):  # fmt: skip
        assert words in text, words
    assert "/AF" not in document.Root and "/EmbeddedFiles" not in document.Root.get("/Names", {})
    tags = papers.tags(document)
    assert tags.count("H1") == 1 and {"H2", "P", "L", "Table", "TH", "TD", "Link"} <= set(tags)


@pytest.mark.paper
def test_paragraphs_have_the_numbers_of_the_reading_page(client):
    statement = make_statement(S.ACCEPTED, source=LONG_TEXT)
    page = client.get(statement.get_absolute_url()).text

    lines = text_of(made(client, statement)).split("\n")

    assert [lines[lines.index(f"{number}.") + 1] for number in (1, 2)] == ["One.", "Two."]
    assert "3." not in lines and 'id="para2">Two.' in page and "para3" not in page


@pytest.mark.paper
def test_each_page_has_the_reference_and_its_number(client):
    statement = make_statement(
        S.ACCEPTED, source="\n\n".join(["A paragraph of words."] * 60), call=make_call(word_limit=900)
    )

    pages = papers.pages(made(client, statement))

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert statement.reference in page and f"{number} / {len(pages)}" in page


@pytest.mark.paper
def test_co_signers_stand_in_it_with_what_has_to_be_said_of_each(client):
    statement = cosigned("Zebra Group", "Abaco House")
    make_cosigner(make_statement(), CosignerState.CONFIRMED, OrganizationFactory(legal_name=f"{CANARY} elsewhere"))
    left = statement.cosigners.get(organization__legal_name="Zebra Group")
    cosigning.withdraw(left, by=writer_of(left.organization))

    text = text_of(made(client, statement))

    assert text.index("Abaco House") < text.index("Zebra Group") < text.index("Support withdrawn on")
    assert CANARY not in text


@pytest.mark.paper
def test_a_reported_one_says_first_that_it_is_our_summary_and_names_its_source(client, settings):
    document = made(client, make_reported(reported_from="Report of a conference, page 3", source="As told."))

    text = text_of(document).replace("\n", " ")
    assert text.index("Reported by others; our summary, not their text.") < text.index("As told.")
    assert "It is known from: Report of a conference, page 3." in text and "Submitted by" not in text
    assert str(document.docinfo.Author) == settings.PORTAL_NAME


@pytest.mark.paper
def test_markup_in_a_title_is_words_and_fetches_nothing(client):
    evil = '<img src="https://evil.example/x.png"><style>@import "file:///etc/passwd"</style>'

    assert "evil.example" in text_of(made(client, make_statement(S.ACCEPTED, title=evil, source=evil)))


def test_a_name_keeps_its_direction_in_a_text_of_the_other_one():
    house = OrganizationFactory(legal_name="Coast Watch (KE).", name_language="ar")
    statement = make_statement(S.ACCEPTED, language="ar", title="نطلب", organization=house)

    words = pdf.words_for(TEMPLATE, on_paper(statement.pk, "ar"), "ar")

    assert '<html lang="ar" dir="rtl">' in words
    assert '<bdi dir="ltr">Coast Watch (KE).</bdi>' in words and '<bdi dir="rtl">نطلب</bdi>' in words


# -- who gets it


def hidden() -> list[Statement]:
    """Statements that never were public, with an address where they have one."""
    later, same = timezone.now() + timedelta(hours=1), {"call": make_call(), "coordinator": CoordinatorFactory()}
    states = [
        make_statement(state, title=f"{CANARY} {state}", **same)
        for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REJECTED)
    ]
    under_embargo = [
        make_statement(state, title=CANARY, publish_at=later, **same) for state in (S.ACCEPTED, S.WITHDRAWN, S.REMOVED)
    ]
    return [*states, *under_embargo]


def test_what_never_was_public_is_not_there_even_for_its_organization(client):
    for statement in hidden():
        client.force_login(writer_of(statement.organization))
        names = filter(None, (statement.slug, statement.uuid, statement.receipt))
        for name, ask in product(names, (client.get, client.head)):
            answer = ask(f"/statements/{name}.pdf", follow=True)
            assert answer.status_code == 404 and CANARY.encode() not in answer.content, statement.state


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.REMOVED])
def test_what_was_taken_away_is_gone_although_its_citation_may_stand(client, state):
    statement = make_statement(state, title=CANARY, source=CANARY, summary=CANARY)

    answer = client.get(address(statement))

    assert answer.status_code == 410 and CANARY not in answer.text and "ETag" not in answer
    assert "public" not in answer.get("Cache-Control", "")
    cited = client.get(f"/statements/{statement.slug}.bib").status_code
    assert cited == (200 if state == S.WITHDRAWN else 410)


@pytest.mark.paper
def test_what_was_known_before_is_no_way_to_what_was_taken_away(client):
    statement = make_statement(S.ACCEPTED)
    tag = client.get(address(statement))["ETag"]
    withdrawing.remove(statement, by=CoordinatorFactory(), code=RemovalReason.PERSON, reason="It named a person.")

    assert client.get(address(statement), headers={"If-None-Match": tag}).status_code == 410


@pytest.mark.paper
def test_it_is_the_same_for_everyone_and_may_be_kept(client):
    statement = make_statement(S.ACCEPTED, language="fr", files=1)
    anonymous = client.get(address(statement), headers={"accept-language": "ru"})
    client.force_login(writer_of(statement.organization))

    signed_in = client.get(address(statement))

    assert anonymous.content == signed_in.content and anonymous["ETag"] == signed_in["ETag"]
    assert (anonymous["Cache-Control"], anonymous["Content-Language"]) == ("public, max-age=60", "fr")
    assert anonymous["Content-Disposition"] == f'attachment; filename="{statement.slug}.pdf"'
    assert anonymous["X-Content-Type-Options"] == "nosniff" and "Cookie" not in anonymous.get("Vary", "")
    assert client.post(address(statement)).status_code == 405


# -- what it costs


@pytest.mark.paper
def test_who_has_it_already_does_not_have_it_made_again(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "papers", limits.Limit(3600, network=1))
    statement = make_statement(S.ACCEPTED)
    tag = client.get(address(statement))["ETag"]

    again = client.get(address(statement), headers={"If-None-Match": tag})
    refused = client.get(address(statement))

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == "public, max-age=60"
    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (429, "3600", "no-store")
    assert "Too many PDF files" in refused.text and "ETag" not in refused


@pytest.mark.paper
def test_a_change_of_what_stands_in_it_is_another_one(client):
    statement = cosigned("Abaco House", files=1)
    tags = [client.head(address(statement))["ETag"]]
    cosigner = statement.cosigners.get()

    cosigning.withdraw(cosigner, by=writer_of(cosigner.organization))
    tags.append(client.head(address(statement))["ETag"])
    statement.current.attachments.get().drop_file()
    tags.append(client.head(address(statement))["ETag"])
    Statement.objects.filter(pk=statement.pk).update(publish_at=statement.publish_at - timedelta(days=9))
    tags.append(client.head(address(statement))["ETag"])

    assert len(set(tags)) == 4


@pytest.mark.paper
@pytest.mark.parametrize("part", ["- a\n", "a\n", "| a | b |\n"])
def test_a_text_of_too_many_parts_is_not_made_and_not_offered(client, part):
    head = "| A | B |\n| --- | --- |\n" if part.startswith("|") else ""
    statement = make_statement(S.ACCEPTED, source=head + part * (pdf.MOST_PARTS + 1), call=make_call(word_limit=9_000))

    answer = client.get(address(statement))

    assert answer.status_code == 501 and "too many parts" in answer.text
    assert ".pdf" not in client.get(statement.get_absolute_url()).text


@pytest.mark.paper
def test_the_longest_text_of_plain_paragraphs_is_made(client):
    paragraph = "We ask the States to trace parts of weapons. " * 4
    source = "\n\n".join([paragraph.strip()] * 330)
    statement = make_statement(S.ACCEPTED, source=source, call=make_call(word_limit=20_000))

    assert 59_000 < len(source) <= 60_000 and len(made(client, statement).pages) > 20


# -- the way to it


def test_the_page_leads_to_it_where_it_can_be_made(client, settings, monkeypatch):
    settings.BASE_URL = "https://portal.example"
    statement = make_statement(S.ACCEPTED)
    whole = f"https://portal.example{address(statement)}"
    offers = [
        f'<a href="{address(statement)}">PDF</a>',
        f'<meta name="citation_pdf_url" content="{whole}">',
        f'<link rel="alternate" type="application/pdf" href="{whole}">',
    ]

    for offer in offers:
        assert (offer in client.get(statement.get_absolute_url()).text) == pdf.available()
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    for offer in offers:
        assert offer not in client.get(statement.get_absolute_url()).text
    answer = client.get(address(statement))
    assert answer.status_code == 501 and "cannot make PDF files" in answer.text
