"""Declarations for tests, made by the actions that people use."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from organizations.models import Organization, Role, User
from submissions.declaration import actions, commenting
from submissions.declaration.models import Declaration, Signature
from submissions.declaration.rounds import Comment
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory

TEXT = "We work with people whom organized crime harms.\n\nWe ask to be heard."
number = count(1)


def make_draft(texts: dict[str, str] | None = None, **fields) -> Declaration:
    """A declaration that is being drafted, with a text in English unless `texts` says otherwise."""
    place = next(number)
    fields = {"slug": f"declaration-{place}", "title": f"Declaration {place}", "goal": 10, **fields}
    declaration = actions.draft(by=CoordinatorFactory(), **fields)
    for language, text in ({"en": TEXT} if texts is None else texts).items():
        actions.add_version(declaration, language=language, text=text, by=None)
    return declaration


def make_round(**fields) -> Declaration:
    """A draft that is open for comments for another day."""
    return commenting.put_out(make_draft(**fields), until=timezone.now() + timedelta(days=1), by=None)


def make_comment(declaration: Declaration | None = None, organization: Organization | None = None, **words) -> Comment:
    """What the owner of an organization, new by default, says about a draft that is open for comments."""
    organization = organization or OrganizationFactory()
    said = {"paragraph": 2, "words": "Say who has to hear us.", "named": True, **words}
    return commenting.comment(
        declaration or make_round(), organization=organization, by=owner_of(organization), **said
    )  # fmt: skip


def make_locked(**fields) -> Declaration:
    """A declaration whose text is locked."""
    return actions.lock_text(make_draft(**fields), by=None)


def make_declaration(opened: timedelta = timedelta(days=1), closes: timedelta = timedelta(days=9), **fields):
    """A declaration that is open: since `opened` ago, for `closes` from now."""
    now = timezone.now()
    return actions.open_for_signature(make_locked(**fields), opens_at=now - opened, closes_at=now + closes, by=None)


def let_time_pass(declaration: Declaration) -> Declaration:
    """The same declaration after its time to sign is over, while nobody has closed it yet."""
    now = timezone.now()
    Declaration.objects.filter(pk=declaration.pk).update(
        opens_at=now - timedelta(days=9), closes_at=now - timedelta(seconds=1)
    )
    declaration.refresh_from_db()
    return declaration


def owner_of(organization: Organization) -> User:
    """The first owner of an organization."""
    return organization.memberships.filter(role=Role.OWNER).order_by("pk").first().user


def sign(declaration: Declaration, organization: Organization | None = None, **words) -> Signature:
    """The signature of an organization, new by default, by its owner, and named; unless `words` say otherwise."""
    organization = organization or OrganizationFactory()
    owner = words.pop("by", None) or owner_of(organization)
    words = {
        "name": "Noor Haddad",
        "position": "Director",
        "person_named": False,
        "organization_named": True,
        **words,
    }
    return actions.sign(declaration, organization=organization, by=owner, **words)
