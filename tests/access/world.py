"""One organization with everything it can have here, and everybody who might ask for it."""

from dataclasses import dataclass, field
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Page

from dialogues import coordinators
from dialogues.models import PanelPage
from dialogues.registration.objections import Objection
from dialogues.registration.subscriptions import new_address
from organizations.assigning import give
from organizations.models import Duty, JoinRequest, Organization, OrganizationImport, Role, User
from portal import mail
from portal.mechanism import correcting
from portal.mechanism.models import FactCorrection, FactTable
from portal.models import OutgoingMail
from submissions.consultations.models import Visibility
from submissions.declaration.models import Declaration
from submissions.declaration.supporters import actions as supporting
from submissions.declaration.supporters import batching
from submissions.statements.models import Statement
from tests.factories import (
    analyses,
    announcements,
    arrivals,
    asks,
    consultations,
    cosigners,
    day,
    declaration,
    later,
    nominations,
    people,
    registration,
    replies,
    resolutions,
    statements,
    supporters,
)
from tests.factories.accepted import accepted_file
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
    make_application,
    make_evidence,
)
from tests.factories.summaries import make_correction, make_provisional, panelist_of

ROLES = (
    "anonymous", "newcomer", "viewer", "editor", "signatory", "owner", "stranger", "coordinator", "safety", "admin",
    "panellist", "focal", "local",
)  # fmt: skip
# What cannot be asked for by name and role: signing out and the like belong to allauth and Wagtail, which test them.
EXEMPT: frozenset[str] = frozenset()


@dataclass
class World:
    """People by role, and the arguments that each address needs."""

    people: dict[str, User | AnonymousUser] = field(default_factory=dict)
    arguments: dict[str, dict[str, object]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)


def make_world() -> World:
    """Everything belongs to one organization; `stranger` owns another one, `newcomer` none.

    `panellist` sat on the panel, `focal` is the focal point of a State, `local` coordinates another dialogue.
    """
    organization = OrganizationFactory()
    people = {"anonymous": AnonymousUser(), "newcomer": UserFactory(), "owner": organization.members.get()}
    for role in (Role.VIEWER, Role.EDITOR, Role.SIGNATORY):
        people[str(role)] = MembershipFactory(organization=organization, role=role).user
    people |= {"stranger": OrganizationFactory().members.get(), "coordinator": CoordinatorFactory()}
    people |= {"safety": SafetyOfficerFactory(), "admin": UserFactory(is_superuser=True, is_staff=True)}
    brought = OrganizationImport.objects.create(name="table.csv", by=people["coordinator"])
    people |= {"focal": UserFactory(), "local": UserFactory()}
    give(people["focal"], Duty.FOCAL_POINT, by=None, reason="A test.", country=organization.country)
    coordinators.assign(people["local"], make_dialogue(), by=None, reason="A test.")
    arguments = make_arguments(organization, people["owner"])
    people["panellist"] = panelist_of(PanelPage.objects.get(slug=arguments["dialogue_pages:"]["panel"]))
    table = FactTable.objects.create(kind="parties", name="table.csv", by=people["coordinator"])
    tables = {"organization_import_check": {"uuid": brought.uuid}, "fact_table_check": {"uuid": table.uuid}}
    return World(people, {**arguments, **tables})


def people_arguments(organization: Organization, member: UUID) -> dict[str, dict[str, object]]:
    """What stands in the addresses of its people: an invitation to a stranger, a request, a member."""
    asked = JoinRequest.objects.create(organization=organization, user=UserFactory())
    invitation = people.make_invitation(organization)
    return {
        "organizations:people_": {"uuid": organization.uuid},
        "organizations:people_member": {"uuid": member},
        "organizations:member_end": {"uuid": member},
        "organizations:invitation_": {"uuid": invitation.uuid, "token": people.token()},
        "organizations:request_answer": {"uuid": asked.uuid},
        "organizations:join_withdraw": {"uuid": asked.uuid},
    }


def arrival_arguments(organization: Organization) -> dict[str, dict[str, object]]:
    """What stands in the addresses after approval: a delegate with a letter, and a request for travel support."""
    letter = arrivals.make_letter(arrivals.make_approved(organization=organization))
    delegate, slug = {"uuid": letter.delegate.uuid}, {"slug": letter.registration.dialogue.slug, "kind": "csv"}
    asked = arrivals.make_travel(registration=registration.make_registration(organization=organization))
    return {
        "registration:desk_follow_up": delegate,
        "registration:desk_visa_letter_pdf": delegate,
        "visa_letter_": delegate,
        "registration_forwarding": slug,
        "registration_joining": slug,
        "travel_": {"uuid": asked.uuid, "slug": asked.registration.dialogue.slug, "kind": "csv"},
    }


def day_arguments(organization: Organization) -> dict[str, dict[str, object]]:
    """What stands in the addresses of the day itself: a dialogue that is on, and somebody who was checked in."""
    came = day.make_arrived(organization=organization)
    registration, slug = came.registration.uuid, {"slug": came.registration.dialogue.slug}
    return {
        "registration:check_in": slug | {"uuid": came.uuid},
        "registration:desk_badges": {"uuid": registration},
        "registration:desk_letter_pdf": {"uuid": registration, "delegate": came.uuid},
        "day_": slug,
        "panellist_": slug,
    }


def make_session(user: User) -> UserSession:
    """Somewhere else where this person is signed in."""
    return UserSession.objects.create(user=user, ip="203.0.113.0", session_key="elsewhere", user_agent="Firefox")


def make_arguments(organization: Organization, owner: User) -> dict[str, dict[str, object]]:
    """By the prefix of an address's name (the longest counts), what stands in the address."""
    dialogue = make_dialogue()
    panel = make_provisional(dialogue, organization, number=1)
    draft = statements.make_statement("draft", organization=organization, files=1)
    sent = statements.make_statement("submitted", organization=organization, files=1)
    public = statements.make_statement("accepted", organization=organization, files=1)
    asked = cosigners.make_cosigner(statements.make_statement(files=1), organization=organization)
    guest = cosigners.make_cosigner(draft)
    amended = later.make_later(statement=public)
    revised = later.make_later("accepted").statement
    again = cosigners.make_reconfirmation(organization)
    delegation = registration.make_registration(organization=organization)
    objection = Objection.objects.create(registration=delegation, objected_on=timezone.now().date())
    nominated = nominations.make_nomination(organization=organization)
    invited_token = nominations.mailed_link(nominations.make_nomination("invited")).split("/")[2]
    letter = {"file": accepted_file(kind="application/pdf"), "file_holds": "A letter"}
    report = consultations.make_claim(organization, visibility=Visibility.COORDINATORS, **letter)
    paper = report.evidence.get()
    report_draft = consultations.make_draft(organization, iso3="UGA")
    put = replies.put_to_state(iso3=organization.country.iso3)
    reply = replies.make_letter(replies.make_reply()).reply
    signature = declaration.sign(declaration.make_declaration(), organization)
    application = make_application()
    own_paper = make_evidence(organization)
    duty = give(UserFactory(), Duty.SAFETY, by=None, reason="A test.")
    note = mail.store("a@example.org", "s", "t", template="test", language="en")
    OutgoingMail.objects.filter(pk=note.pk).update(state=OutgoingMail.State.FAILED, problem="TimeoutError")
    text = {"slug": signature.declaration.slug}
    member = MembershipFactory(organization=organization, role=Role.VIEWER)
    correction = correcting.send(FactCorrection(about="other", words="Wrong.", source="A journal"), form_key=None)
    return {
        "correction_answer": {"uuid": correction.uuid},
        "mechanism:correction_detail": {"uuid": correction.uuid},
        "mechanism_data:": {"kind": "csv"},
        "article_detail": {"instrument": "tip", "number": 9},
        "document_detail": {"slug": "a-res-55-25"},
        "consultation_data:": {"kind": "csv", "iso3": "ken"},
        "open_data_dictionary": {"key": "figures"},
        "duty_end": {"uuid": duty.uuid},
        "translation_": {"pk": Page.objects.get(slug="help", locale__language_code="fr").pk},
        "form_switch": {"name": "sign_up"},
        "wagtailusers_users:edit": {"pk": owner.pk},
        "outbox_mail": {"uuid": note.uuid},
        "mail_again": {"uuid": note.uuid},
        "organization_chooser:": {"pk": organization.pk},
        "organization_export": {"kind": "csv"},
        "organization_merge": {"uuid": application.uuid, "heir": organization.uuid},
        "organization_data:": {"kind": "csv", "slug": organization.slug},
        "organization_document": {"uuid": application.uuid, "document": make_evidence(application).uuid},
        "organizations:desk_document_remove": {"uuid": organization.uuid, "document": own_paper.uuid},
        "organization_": {"uuid": application.uuid},
        "organizations:session_end": {"pk": make_session(owner).pk},
        "organizations:organization_detail": {"slug": organization.slug},
        "organizations:desk_": {"uuid": organization.uuid},
        **people_arguments(organization, member.uuid),
        "dialogues:own_calendar": {"token": new_address(owner)},
        "dialogues:": {"slug": dialogue.slug, "panel": panel.slug},
        "dialogue_pages:": {"slug": dialogue.slug, "panel": panel.slug, "key": panel.translation_key},
        "summary_": {"pk": panel.pk, "uuid": make_correction(panel).uuid},
        "registration:desk_create": {"slug": make_dialogue().slug},
        "registration:": {"uuid": delegation.uuid},
        "registration_": {"uuid": delegation.uuid},
        "registration_objection_settle": {"uuid": objection.uuid},
        **day_arguments(organization),
        **arrival_arguments(organization),
        **library_arguments(),
        "nominations:": {"uuid": nominated.uuid, "slug": nominated.call.dialogue.slug},
        "nominations:invitation": {"token": invited_token},
        "nomination_": {"uuid": nominated.uuid, "slug": nominated.call.dialogue.slug},
        "statements:statement_detail": {"slug": public.slug},
        "statements:desk_create": {"slug": statements.make_call().slug},
        "statements:desk_autosave_new": {"slug": statements.make_call().slug},
        "statements:": {"uuid": draft.uuid, "key": key_of(draft)},
        "statements:desk_receipt_pdf": {"uuid": sent.uuid},
        "statements:desk_sent_text": {"uuid": sent.uuid},
        "statements:desk_later_change": {"uuid": amended.uuid},
        "statements:desk_later_give_up": {"uuid": amended.uuid},
        "statements:desk_later_create": {"uuid": public.uuid},
        "statements:asked_later": {"uuid": again.uuid, "key": key_of(again.statement)},
        "statements:version_": {"slug": revised.slug, "number": 1},
        "statements:asked_": {"uuid": asked.uuid, "key": key_of(asked.statement)},
        "statements:desk_cosigner_revoke": {"uuid": draft.uuid, "cosigner": guest.uuid},
        "statement_": {"uuid": sent.uuid, "key": key_of(sent)},
        "statement_data:": {"slug": public.slug, "key": key_of(public), "kind": "csv"},
        "statement_data:version_text": {"slug": revised.slug, "number": 1},
        "statement_data:record": {"slug": public.slug, "kind": "bib"},
        "statement_data:chain": {"slug": public.slug.rpartition("-")[0]},
        "consultations:desk_reply_to": {"uuid": put.uuid},
        "claim_reply": {"uuid": put.uuid},
        "declaration:desk_": text | {"uuid": signature.uuid},
        "declaration:": text | {"fingerprint": signature.entry.hash},
        "declaration_data:": text | {"language": "en", "kind": "csv"},
        **supporter_arguments(signature.declaration),
        "declaration_manage": text | {"pk": 0, "uuid": signature.uuid},
        **announcement_arguments(organization),
        "consultations:state_": {"iso3": "ken"},
        "sitemap_section": {"language": "en", "kind": "lists", "number": 1},
        "consultations:desk_export": {"kind": "csv"},
        "consultations:desk_reply_file": {"uuid": reply.uuid},
        "consultation_data:reply_file": {"uuid": reply.uuid},
        "reply_file_remove": {"uuid": reply.uuid},
        "consultations:desk_file": {"uuid": paper.uuid},
        "claim_file": {"uuid": report.uuid, "file": paper.uuid},
        "consultations:desk_edit": {"uuid": report_draft.uuid},
        "consultations:desk_submit": {"uuid": report_draft.uuid},
        "consultations:": {"uuid": report.uuid},
        "claim_": {"uuid": report.uuid},
    }


def library_arguments() -> dict[str, dict[str, object]]:
    """A text of the library that revises another, and one that is being checked."""
    text = resolutions.make_resolution(revises=resolutions.make_resolution())
    brought = resolutions.make_brought()
    address = {"uuid": brought.uuid, "place": 1}
    record = {"uuid": resolutions.make_resolution(published=False).uuid}
    return {
        "resolutions:": {"slug": text.slug},
        "resolution_data:": {"slug": text.slug, "kind": "csv"},
        "resolution_data:citation": {"slug": text.slug, "kind": "bib"},
        **dict.fromkeys(("resolution_check", "resolution_heading", "resolution_piece", "resolution_join"), address),
        "resolution_save": {"uuid": brought.uuid},
        **dict.fromkeys(("resolution_record", "resolution_publish", "resolution_withdraw"), record),
        "resolution_take_back": record,
        "resolution_topics": record,
        "paragraph_topics": record | {"anchor": "OP1"},
        **call_arguments(),
    }


def call_arguments() -> dict[str, dict[str, object]]:
    """An analysis, and a call to action that it makes; the forms of the desk are about the same call."""
    page = analyses.make_analysis()
    call = {"uuid": asks.make_call_to_action(page=page).uuid}
    desk = ("asks:", "call_edit", "call_status", "call_withdraw")
    return {
        "analysis_": {"slug": page.slug},
        "analysis_data:": {"kind": "csv"},
        "call_data:": {"kind": "csv"},
        **dict.fromkeys(desk, call),
    }


def announcement_arguments(organization: Organization) -> dict[str, dict[str, object]]:
    """What stands in the addresses of consultations to come: a draft of the State, and one from a public source. The
    State took the pledge.
    """
    country = organization.country.iso3
    announcements.make_pledge(organization.country)
    return {
        "consultations:announced_detail": {"uuid": announcements.make_announcement(iso3=country).uuid},
        "consultations:desk_announcement": {"uuid": announcements.make_announcement("draft", iso3=country).uuid},
        "announcement_": {"uuid": announcements.make_sourced("draft").uuid},
    }


def supporter_arguments(text: Declaration) -> dict[str, dict[str, object]]:
    """What stands in the links of individuals: one who confirmed and is in the ledger, one who has not."""
    text = supporting.switch(text, on=True, by=None)
    supporters.make_supporter(text, "confirmed@example.org")
    batching.batch(text)
    waiting = supporters.ask(text)
    own = {"slug": text.slug, "token": supporters.token("confirmed@example.org", "own")}
    return {
        "declaration:support_confirm": {"slug": text.slug, "token": supporters.token(waiting, "confirm")},
        "declaration:support_own": own,
        "declaration_data:support_proof": own,
    }


def key_of(statement: Statement) -> str:
    """What names the file of a statement."""
    return statement.current.attachments.get().key
