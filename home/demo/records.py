"""What fictional organizations put on record in the demo, and what public sources say about consultations.

Everything goes through the actions that people use.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import Delegate, DialoguePage, Paragraph
from dialogues.registration import actions as registrations
from home.demo import delegations, reading
from home.demo.dialogues import at
from home.demo.people import person
from organizations.models import Organization, Role, User
from portal.dates import VIENNA
from portal.mechanism.models import Instrument, State
from submissions.consultations import actions as consultations
from submissions.consultations.drafting import ClaimFields
from submissions.declaration import actions as declarations
from submissions.declaration import asking, commenting
from submissions.models import Call, Declaration, LaterVersion, Statement
from submissions.statements import actions as statements
from submissions.statements import cosigning, reviewing, revising
from submissions.statements.texts import Content

SIGNING = (Role.OWNER, Role.SIGNATORY)


def load(organizations: dict[str, Organization], coordinator: User, coming: DialoguePage) -> None:
    """Statements, the declaration and its signatures, registrations, reports."""
    load_reported_statement(coordinator)
    load_statements(organizations, coordinator, open_call(coming))
    load_alliance_declaration(coordinator)
    load_declaration(organizations, coordinator)
    load_registrations(organizations, coordinator, coming)
    load_claims(organizations, coordinator)


def load_reported_statement(coordinator: User) -> None:
    """The written statement of GI-TOC to the dialogue of 5 April 2024, known from a report, in our words."""
    text = reading.toml("april_2024")
    one = text["statement"]
    dialogue = DialoguePage.objects.get(slug=text["slug"], locale__language_code="en")
    statements.record_reported(
        Organization.objects.get(legal_name=one["organization"]),
        dialogue,
        content(one),
        reported_from=text["source"],
        publish_at=dialogue.starts_at,
        by=coordinator,
    )


def content(one: dict[str, Any]) -> Content:
    """What a statement of the file says."""
    return Content(
        title=one["title"],
        source=one["body"].strip(),
        language=one["language"],
        summary=one["summary"],
        instruments=list(Instrument.objects.filter(code__in=one["instruments"])),
        articles=reading.articles(one.get("articles", [])),
        paragraphs=paragraphs(one.get("paragraphs", [])),
    )


def paragraphs(anchors: list[str]) -> list[Paragraph]:
    """Paragraphs of the text in the library by their addresses, e.g. "OP4-c"."""
    return list(Paragraph.objects.filter(resolution__title=reading.toml("colombia")["title"], anchor__in=anchors))


def open_call(coming: DialoguePage) -> Call:
    """The call for the coming dialogue, open from a week ago."""
    text, today = reading.toml("coming")["call"], timezone.now().astimezone(VIENNA).date()
    return Call.objects.create(
        slug=text["slug"],
        dialogue=coming,
        title=text["title"],
        reference_stem=f"{coming.starts_at.year}/{text['reference_stem']}",
        opens_at=at(today - timedelta(days=7), "00:00"),
        closes_at=at(today + timedelta(days=text["closes_in_days"]), "18:00"),
        word_limit=text["word_limit"],
    )


def load_statements(organizations: dict[str, Organization], coordinator: User, call: Call) -> None:
    """Statements in four languages, accepted, one that waits for its review, and one that is being written."""
    for one in reading.toml("statements")["statements"]:
        organization = organizations[one["organization"]]
        author = person(organization)
        statement = statements.start(call, organization, by=author, content=content(one))
        for companion in one.get("companions", []):
            begin_later_version(statement, companion, author)
        for asked in one.get("asked", []):
            cosigning.invite(statement, organizations[asked], by=author)
        if one["state"] != "draft":
            statement = statements.submit(statement, by=author)
        if one["state"] == "accepted":
            reviewing.claim(statement, by=coordinator)
            statement = reviewing.accept(statement, by=coordinator)
            for later in one.get("later", []):
                load_later_version(statement, later, author, coordinator)


def begin_later_version(statement: Statement, one: dict[str, Any], author: User) -> LaterVersion:
    """A correction, addition or translation of a statement, written."""
    later = revising.begin(
        statement, one["kind"], by=author, language=one.get("language", ""),
        what_changed=one.get("what_changed", ""), official=one.get("official", False),
    )  # fmt: skip
    text = Content(title=one["title"], source=one["body"].strip(), summary=one["summary"])
    statements.save_draft(later, text, by=author)
    return later


def load_later_version(statement: Statement, one: dict[str, Any], author: User, coordinator: User) -> None:
    """The same, sent in and accepted."""
    later = statements.submit(begin_later_version(statement, one, author), by=author)
    reviewing.claim(later, by=coordinator)
    reviewing.accept(later, by=coordinator)


def load_declaration(organizations: dict[str, Organization], coordinator: User) -> None:
    """The demo declaration, locked in two languages, open, with a few signatures; one of them not named."""
    text, today = reading.toml("declaration"), timezone.now().astimezone(VIENNA).date()
    words = {name: text[name] for name in ("slug", "title", "lede", "background", "target", "goal")}
    declaration = declarations.draft(by=coordinator, is_demo=True, **words)
    for language, version in text["text"].items():
        declarations.add_version(declaration, language=language, text=version.strip(), by=coordinator)
    declaration = hear_comments(declaration, text, organizations, coordinator)
    declaration = declarations.lock_text(declaration, by=coordinator)
    for one in text["asks"]:
        about = {**one, "articles": reading.articles(one["articles"])}
        asking.add_ask(declaration, by=coordinator, **about)
    closes = at(today + timedelta(days=text["closes_in_days"]), "18:00")
    declaration = declarations.open_for_signature(
        declaration, opens_at=timezone.now(), closes_at=closes, by=coordinator
    )
    for key in text["signed_by"] + text["hidden"]:
        organization = organizations[key]
        signatory = person(organization, *SIGNING)
        declarations.sign(
            declaration,
            organization=organization,
            by=signatory,
            name=signatory.get_full_name(),
            position="",
            person_named=False,
            organization_named=key not in text["hidden"],
        )


def hear_comments(
    declaration: Declaration, text: dict[str, Any], organizations: dict[str, Organization], coordinator: User
) -> Declaration:
    """A round of comments on the draft: fictional organizations comment, each comment gets its answer."""
    declaration = commenting.put_out(declaration, until=timezone.now() + timedelta(days=7), by=coordinator)
    for one in text["comments"]:
        organization = organizations[one["organization"]]
        said = commenting.comment(
            declaration,
            organization=organization,
            by=person(organization),
            paragraph=one["paragraph"],
            words=one["words"],
            named=True,
        )
        commenting.dispose(said, disposition=one["disposition"], answer=one["answer"], by=coordinator)
    return declaration


def load_alliance_declaration(coordinator: User) -> None:
    """The record of the declaration for the twelfth session. Its signed text was not found, so it has none here."""
    words = reading.toml("declaration")["alliance"]
    declarations.record_reported(by=coordinator, **words)


def load_registrations(organizations: dict[str, Organization], coordinator: User, coming: DialoguePage) -> None:
    """Delegations to the coming dialogue: one approved, one being checked, one waiting, one not sent."""
    text = reading.toml("registrations")
    delegations.load_joining(coming, text["joining"], coordinator)
    for one in text["registrations"]:
        organization = organizations[one["organization"]]
        author = person(organization)
        registration = registrations.start_draft(
            coming,
            organization,
            by=author,
            values={"expertise": one["expertise"]},
            delegates=[Delegate(**delegate) for delegate in one["delegates"]],
        )
        if one["state"] != "draft":
            registration = registrations.submit(registration, by=author)
        if one["state"] == "approved":
            registration = registrations.approve(registration, by=coordinator)
        if one["state"] == "waiting":
            registration = registrations.put_on_waiting_list(registration, by=coordinator)
        delegations.load_after(registration, one, author)


def load_claims(organizations: dict[str, Organization], coordinator: User) -> None:
    """What public sources say about consultations, and one report that only the coordinators read."""
    text = reading.toml("claims")
    for one in text["published"]:
        words = {name: value for name, value in one.items() if name not in ("states", "published_on")}
        for country in State.objects.filter(iso3__in=one["states"]):
            consultations.record_published(
                country=country, cluster=None, published_at=noon(one["published_on"]), by=coordinator, **words
            )
    one = text["reported"]
    organization = organizations[one.pop("organization")]
    fields = ClaimFields(country=State.objects.get(iso3=one.pop("state")), **one)
    claim = consultations.report(fields, organization=organization, by=person(organization))
    consultations.submit(claim, by=person(organization))


def noon(day: date) -> datetime:
    """A day as a moment, for records of which only the day is known."""
    return datetime.combine(day, time(12), UTC)
