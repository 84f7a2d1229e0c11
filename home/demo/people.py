"""People and organizations of the demo: real ones are only listed, fictional ones apply and are verified."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress

from dialogues import coordinators
from home.demo import reading
from organizations import actions, assigning
from organizations.models import Duty, Organization, Role, User
from organizations.people import invitations
from portal.mechanism.models import State

# Organizations that published sources name and that the demo speaks of; nobody acts for them here.
DEMO_REASON = "A role of the demonstration."
NOT_ORGANIZATIONS = ("Government of", "UNODC", "UNTOC Review Mechanism", "University")


@dataclass(frozen=True)
class Account:
    """An account that a newcomer may use."""

    role: str
    email: str
    password: str


def accounts() -> list[Account]:
    """The demo accounts to show, one a role."""
    text = reading.toml("people")
    shown = [Account(one["role"], one["email"], one["password"]) for one in text["staff"]]
    members = [one for organization in text["organizations"] for one in organization["members"] if "shown" in one]
    return shown + [Account(one["shown"], one["email"], one["password"]) for one in members]


def load_listed() -> None:
    """The organizations that the sources name as speakers, each with its source."""
    for row in reading.rows("speakers"):
        if not row["organization"].startswith(NOT_ORGANIZATIONS):
            name = row["organization"].split(" (")[0]
            actions.list_named(name, source=row["source"])


def load_staff() -> User:
    """Those who run the portal. Returns the coordinator, who takes the decisions of the demo."""
    staff = {}
    for one in reading.toml("people")["staff"]:
        user = create_account(one)
        user.is_superuser = user.is_staff = one.get("superuser", False)
        user.save(update_fields=["is_superuser", "is_staff"])
        if "dialogue" in one:
            dialogue = coordinators.every_dialogue().get(slug=one["dialogue"])
            coordinators.assign(user, dialogue, by=None, reason=DEMO_REASON, duty=one.get("duty", Duty.DIALOGUE))
        elif "duty" in one:
            assigning.give(user, one["duty"], by=None, reason=DEMO_REASON, country=state_of(one))
        staff[one["role"]] = user
    return staff["Coordinator"]


def state_of(one: dict[str, Any]) -> State | None:
    """The State that goes with a focal point."""
    return State.objects.get(iso3=one["country"]) if "country" in one else None


def create_account(one: dict[str, Any]) -> User:
    """An account with a confirmed address."""
    user = User.objects.create_user(
        one["email"], one["password"], first_name=one["name"], language=one.get("language", "en")
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def load_organizations(coordinator: User) -> dict[str, Organization]:
    """Fictional organizations, each brought to its state by what its people and the coordinator do. By key."""
    return {one["key"]: load_organization(one, coordinator) for one in reading.toml("people")["organizations"]}


def load_organization(one: dict[str, Any], coordinator: User) -> Organization:
    """One organization: register, submit, decide; then its other members join."""
    owner, *others = [(member, create_account(member)) for member in one["members"]]
    fields = {
        "legal_name": one["name"],
        "name_language": one["name_language"],
        "country": State.objects.get(iso3=one["country"]),
        "kind": one["kind"],
        "mandate": one["mandate"],
        "website": one.get("website", ""),
        "ecosoc_status": one.get("ecosoc", "none"),
        "ecosoc_year": one.get("ecosoc_year"),
        "contact_email": owner[1].email,
    }
    organization = actions.register(fields, by=owner[1])
    organization = actions.submit(organization, by=owner[1], note="A fictional organization of the demonstration.")
    if one["state"] != "submitted":
        organization = actions.decide(organization, one["state"], by=coordinator, reason=one.get("reason", ""))
    for member, user in others:
        invitation = invitations.invite(organization, user.email, member["role"], language=user.language, by=owner[1])
        invitations.accept(invitation, by=user)
    return organization


def person(organization: Organization, *roles: str) -> User:
    """Somebody who acts for the organization in one of these roles (the owner by default)."""
    memberships = organization.memberships.filter(role__in=roles or (Role.OWNER,))
    return memberships.select_related("user").order_by("pk")[0].user
