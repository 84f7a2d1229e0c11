"""What a person finds of their sessions, keys and roles, and when it goes."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from organizations.assigning import end, give
from organizations.models import Assignment, Duty
from organizations.personal.access import PARTS
from portal.personal import Keeping, Kind
from portal.retention import carry_out
from tests.factories.organizations import PASSWORD, UserFactory, make_account

pytestmark = pytest.mark.django_db


def test_the_export_tells_of_sessions_keys_and_roles_without_secrets_and_of_nobody_else():
    user, other = make_account(), UserFactory()
    for one in (user, other):
        UserSession.objects.create(user=one, ip="203.0.113.9", session_key=one.email[:40], user_agent=f"For {one.pk}")
        Authenticator.objects.create(user=one, type="totp", data={"secret": f"hidden {one.pk}"})
        give(one, Duty.SAFETY, by=None, reason=f"Because of {one.pk}.")

    told = {part.key: list(part.rows(user)) for part in PARTS if isinstance(part, Kind)}

    assert {key: len(rows) for key, rows in told.items()} == {"sessions": 1, "second_factors": 1, "roles": 1}
    assert told["sessions"][0]["network"] == "203.0.113.0"
    assert told["roles"][0]["reason"] == f"Because of {user.pk}."
    assert "hidden" not in str(told)
    for part in PARTS:
        if isinstance(part, Kind):
            assert set(told[part.key][0]) <= set(part.labels)


def test_a_session_ends_after_thirty_days_and_a_younger_one_goes_on():
    user = make_account()
    clients = [Client(), Client()]
    for client in clients:
        client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    old = UserSession.objects.get(session_key=clients[0].session.session_key)
    UserSession.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    carry_out()

    assert [client.get("/en/desk/organizations/").status_code for client in clients] == [302, 200]


def test_a_role_is_remembered_for_six_years_after_its_end():
    held = end(give(UserFactory(), Duty.SAFETY, by=None, reason="Trained."), by=None, reason="Leave.")
    Assignment.objects.filter(pk=held.pk).update(ended_at=timezone.now() - timedelta(days=6 * 365 - 1))
    keeping = next(part for part in PARTS if isinstance(part, Keeping) and part.key == "ended_roles")

    assert not keeping.due(timezone.now() - timedelta(days=keeping.period)).exists()
    assert keeping.due(timezone.now() - timedelta(days=keeping.period - 2)).get() == held
