"""What can be true of one organization only stays so when two act at the same moment."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from organizations import actions, documents, merging, writing
from organizations.assigning import give
from organizations.matching import note_conflicts
from organizations.models import Assignment, Duty, Identifier, IdentityConflict, Logo, Message, Organization, User
from portal.files.storing import private_storage
from portal.mechanism.models import State
from portal.models import AuditEvent, FormSwitch, OutgoingMail
from portal.records import InvalidMove
from portal.switches import set_switch
from tests.database import together
from tests.factories.accepted import accepted_file
from tests.factories.organizations import (
    PASSWORD,
    CoordinatorFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
    profile,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
S = Organization.State
REFUSALS = (ValidationError, InvalidMove)


def refused(results: list[object]) -> int:
    """How many were refused in words; everything else is an error of ours."""
    problems = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, REFUSALS) for one in problems), problems
    return len(problems)


@pytest.mark.parametrize("shared", [{}, {"identifiers": {"lei": "529900T8BM49AURSDO55"}}], ids=["name", "identifier"])
def test_of_two_that_are_verified_at_once_with_one_name_or_number_one_is(shared):
    names = ("Lakeside", "Harbour") if shared else ("Lakeside", "LAKESIDE")
    one, other = (make_application(legal_name=name, **shared) for name in names)
    people = [CoordinatorFactory(), CoordinatorFactory()]

    results = together(
        lambda: actions.decide(one, "verified", by=people[0]), lambda: actions.decide(other, "verified", by=people[1])
    )

    assert refused(results) == 1
    assert Organization.objects.verified().count() == 1
    assert Identifier.objects.filter(binding=True).count() == (1 if shared else 0)


def test_one_application_is_decided_once():
    application, people = make_application(), [CoordinatorFactory(), CoordinatorFactory()]

    results = together(
        lambda: actions.decide(application, "verified", by=people[0]),
        lambda: actions.decide(application, "declined", by=people[1], reason="No."),
    )

    assert refused(results) == 1
    assert application.cases.count() == 1


def test_two_mergers_of_one_record_give_it_one_heir():
    old, first, second = (OrganizationFactory() for _ in range(3))
    by = CoordinatorFactory()

    results = together(
        lambda: merging.merge(old, first, by=by, reason="One."),
        lambda: merging.merge(old, second, by=by, reason="Two."),
    )

    assert refused(results) == 1
    old.refresh_from_db()
    assert old.merged_into in (first, second)
    assert old.merged_into.members.count() == 2


def test_two_that_are_merged_into_each_other_do_not_both_go():
    one, other, by = OrganizationFactory(), OrganizationFactory(), CoordinatorFactory()

    results = together(
        lambda: merging.merge(one, other, by=by, reason="One."), lambda: merging.merge(other, one, by=by, reason="Two.")
    )

    assert refused(results) == 1
    assert Organization.objects.filter(state=S.MERGED).count() == 1


def test_a_message_sent_twice_at_once_is_one(form_key="7f3f2a1e-2c0e-4c2c-9d1a-1d2b3c4d5e6f"):
    organization = make_application()
    owner = organization.registered_by

    results = together(*[lambda: writing.write(organization, "Hello", by=owner, form_key=form_key)] * 2)

    assert refused(results) == 0
    assert Message.objects.count() == 1


def test_a_form_sent_many_times_at_once_is_one_application():
    user, key = UserFactory(), uuid4()

    drafts = together(*[partial(actions.register, profile(), by=user, form_key=key)] * 6)

    assert set(drafts) == {Organization.objects.get(form_key=key)}
    assert user.memberships.count() == 1


def test_an_application_sent_in_many_times_at_once_is_one_case_and_one_receipt():
    user = UserFactory()
    draft = actions.register(profile(), by=user)

    results = together(*[partial(actions.submit, draft, by=user)] * 4)

    assert refused(results) == 3
    assert draft.cases.count() == 1
    assert OutgoingMail.objects.filter(to=user.email).count() == 1


def test_look_alikes_that_are_noted_many_times_at_once_are_noted_once():
    one, other = (make_application(legal_name=name) for name in ("Dawn", "DAWN"))
    IdentityConflict.objects.all().delete()

    results = together(*[partial(note_conflicts, organization) for organization in (one, other)] * 3)

    assert refused(results) == 0
    noted = list(IdentityConflict.objects.values_list("organization", "other", "kind"))
    assert len(noted) == len(set(noted))
    assert {(one.pk, other.pk), (other.pk, one.pk)} == {pair[:2] for pair in noted}


def test_two_of_one_name_in_two_countries_get_two_addresses_at_once():
    countries = State.objects.filter(iso3__in=["KEN", "FRA"])
    pair = [make_application(legal_name="Shoreline", country=country) for country in countries]

    results = together(*[partial(actions.decide, one, "verified", by=CoordinatorFactory()) for one in pair])

    assert refused(results) == 0
    assert len(set(Organization.objects.verified().values_list("slug", flat=True))) == 2


@pytest.mark.parametrize(
    "more", [{"duty": Duty.COORDINATOR}, {"duty": Duty.DIALOGUE, "dialogue_key": uuid4()}], ids=["all", "dialogue"]
)
def test_one_role_given_many_times_at_once_is_given_once(more):
    user = UserFactory()

    results = together(*[partial(give, user, by=None, reason="Elected.", **more)] * 4)

    assert refused(results) == 3
    assert Assignment.objects.active().filter(user=user).count() == 1
    assert AuditEvent.objects.filter(verb="give").count() == 1


def test_namesakes_of_several_countries_that_are_listed_at_once_get_an_address_each():
    countries = State.objects.order_by("iso3")[:6]

    results = together(
        *(partial(actions.list_named, "Peace House", source="A report", country=country) for country in countries)
    )

    assert refused(results) == 0
    assert len(set(Organization.objects.filter(state=S.LISTED).values_list("slug", flat=True))) == 6


def test_one_address_that_signs_up_many_times_at_once_is_one_account():
    sent = {"name": "Halima", "email": "halima@example.org", "language": "en", "password1": PASSWORD}

    answers = together(*[partial(Client().post, "/en/accounts/signup/", sent)] * 4)

    assert {getattr(answer, "status_code", answer) for answer in answers} == {302}
    assert User.objects.filter(email="halima@example.org").count() == 1


def test_logos_that_are_set_at_once_leave_one_and_its_file():
    organization = OrganizationFactory()
    owner, pictures = organization.members.get(), [accepted_file(kind="image/png") for _ in range(4)]

    logos = together(*[partial(documents.set_logo, organization, picture, by=owner) for picture in pictures])

    assert refused(logos) == 0
    assert Logo.objects.get(organization=organization) in logos
    assert private_storage().exists(Logo.objects.get().file.name)


def test_colleagues_who_name_the_number_at_once_leave_one_number_of_each_kind():
    draft = make_application(S.DRAFT)
    numbers = [{"identifiers": {"register": f"KE-NGO-{number}"}} for number in range(4)]

    results = together(*[partial(actions.edit, draft, one, by=draft.registered_by) for one in numbers])

    assert refused(results) == 0
    assert draft.identifiers.count() == 1


def test_a_form_that_two_administrators_close_at_once_has_one_switch():
    close = partial(set_switch, "sign_up", closed=True, notice="We move house.", by=None, reason="Too much comes in.")

    results = together(close, close, close)

    assert refused(results) == 0
    assert FormSwitch.objects.get().notice == "We move house."
