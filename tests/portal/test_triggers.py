"""Append-only tables are kept by the database."""

import pytest
from django.core.management import call_command
from django.db import connection

from portal import triggers
from portal.checks import check_triggers
from portal.triggers import AppendOnly

pytestmark = pytest.mark.django_db


def drop(name: str, table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f'DROP TRIGGER "{name}"{on}')


def test_a_fresh_database_misses_no_trigger():
    assert triggers.missing() == []
    assert check_triggers(databases=["default"]) == []


def test_a_lost_trigger_is_named_by_the_check_and_back_after_install():
    drop("portal_auditevent_append_only_delete", "portal_auditevent")

    assert [error.id for error in check_triggers(databases=["default"])] == ["portal.E001"]
    triggers.install()
    assert triggers.missing() == []


def test_installing_twice_changes_nothing():
    triggers.install()
    triggers.install()

    assert triggers.missing() == []


def test_the_check_asks_nothing_without_a_database():
    assert check_triggers() == []


def test_a_column_that_may_be_cleared_may_only_become_null():
    rule = AppendOnly("portal.AuditEvent", may_clear=("actor_id",))

    assert 'NEW."actor_id" IS NOT NULL' in rule.forbidden_change()
    assert 'NEW."verb" %(differs)s OLD."verb"' in rule.forbidden_change()


def test_a_rule_can_begin_when_a_row_is_frozen():
    assert AppendOnly("portal.AuditEvent").applies() == "1 = 1"
    assert AppendOnly("portal.AuditEvent", once="at").applies() == 'OLD."at" IS NOT NULL'


def test_deploy_check_is_green(settings):
    call_command("check", "--database", "default", "--tag", "database", "--deploy")
