"""The overview of coordinators: which queue is whose, in which order, and that none names a reporter."""

import pytest
from django.contrib.auth.models import Permission

from dialogues import coordinators
from home import queues
from home.queues import queues_for
from home.roles import ADMINISTRATORS
from organizations.models import Organization, User
from submissions.models import Claim, Statement
from tests.factories.consultations import make_claim
from tests.factories.dialogues import make_dialogue
from tests.factories.nominations import make_nomination, make_nomination_call
from tests.factories.organizations import (
    CoordinatorFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
    join,
    make_application,
)
from tests.factories.registration import make_draft, make_registration
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
CANARY = "The canary of the quarry"


def granted(name: str) -> User:
    user = UserFactory()
    app, codename = name.split(".")
    user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


@pytest.fixture
def of_one_dialogue() -> tuple[User, object]:
    """Somebody who coordinates one dialogue, and that dialogue."""
    user, dialogue = UserFactory(), make_dialogue()
    coordinators.assign(user, dialogue, by=None, reason="For this day.")
    return user, dialogue


@pytest.mark.parametrize(
    ("permission", "keys"),
    [
        ("organizations.verify_organization", ["organizations"]),
        ("submissions.review_statement", ["statements"]),
        ("dialogues.decide_registration", ["registrations"]),
        ("dialogues.decide_nomination", ["nominations"]),
        ("submissions.verify_claim", ["claims"]),
        ("submissions.read_sealed_claim", []),
        ("submissions.manage_declaration", []),
        ("organizations.assign_duty", []),
        ("wagtailadmin.access_admin", []),
    ],
)
def test_each_queue_opens_by_its_own_permission(permission, keys):
    assert [queue.key for queue in queues_for(granted(permission))] == keys


def test_an_administrator_decides_on_nothing_that_was_sent_in():
    administrator = UserFactory()
    join(administrator, ADMINISTRATORS)

    assert queues_for(administrator) == []


def test_who_coordinates_one_dialogue_sees_what_was_sent_to_that_dialogue(of_one_dialogue):
    user, dialogue = of_one_dialogue
    mine = make_statement("submitted", call=make_call(dialogue=dialogue), title="Sent to our day")
    make_statement("submitted", title=CANARY)
    make_registration("submitted", dialogue)
    make_registration("submitted")
    make_nomination(call=make_nomination_call(dialogue))
    make_nomination()
    make_claim()
    make_application()

    found = {queue.key: queue for queue in queues_for(user)}

    assert {key: queue.count for key, queue in found.items()} == {"statements": 1, "registrations": 1, "nominations": 1}
    assert [row.title for row in found["statements"].oldest] == [mine.current.title]


@pytest.mark.parametrize("state", [state for state in Statement.State.values if state != Statement.State.SUBMITTED])
def test_a_statement_waits_only_between_sending_and_decision(state):
    make_statement(state)

    assert queues.statements(CoordinatorFactory()).count == 0


@pytest.mark.parametrize("state", ["forwarded", "approved", "waiting", "declined", "cancelled"])
def test_a_registration_waits_only_between_sending_and_decision(state):
    make_draft()
    make_registration(state)

    assert queues.registrations(CoordinatorFactory()).count == 0


@pytest.mark.parametrize(
    ("build", "make"),
    [
        (queues.organizations, make_application),
        (queues.statements, lambda: make_statement("submitted")),
        (queues.registrations, make_registration),
        (queues.nominations, make_nomination),
    ],
)
def test_the_oldest_wait_first_and_five_are_shown(build, make):
    for _number in range(queues.SHOWN + 1):
        make()

    queue = build(CoordinatorFactory())

    since = [row.since for row in queue.oldest]
    assert (queue.count, len(since), since) == (queues.SHOWN + 1, queues.SHOWN, sorted(since))


def test_no_line_of_the_queue_of_nominations_names_anybody():
    make_nomination(name=CANARY, organization=OrganizationFactory(legal_name=CANARY))

    assert CANARY not in str(queues.nominations(CoordinatorFactory()).oldest)


@pytest.mark.parametrize("visibility", ["public", "unnamed", "coordinators", "sealed"])
def test_no_line_of_the_queue_of_reports_names_the_reporter(visibility):
    claim = make_claim(OrganizationFactory(legal_name=CANARY), visibility=visibility)
    reader = SafetyOfficerFactory() if visibility == "sealed" else CoordinatorFactory()

    (row,) = queues.claims(reader).oldest

    assert (row.title, row.about) == (claim.country.name, claim.receipt)
    assert CANARY not in repr(row)


def test_a_sealed_report_waits_for_the_safety_officer_alone():
    make_claim(visibility="sealed")

    assert queues.claims(SafetyOfficerFactory()).count == 1
    assert queues.claims(CoordinatorFactory()).count == 0


@pytest.mark.parametrize("state", [state for state in Claim.State.values if state != Claim.State.SUBMITTED])
def test_a_report_waits_in_the_overview_only_before_it_is_checked(state):
    make_claim(state=state, visibility="public")

    assert queues.claims(CoordinatorFactory()).count == 0


def test_a_draft_application_is_nobodys_work():
    make_application(Organization.State.DRAFT)

    assert queues.organizations(CoordinatorFactory()).count == 0
