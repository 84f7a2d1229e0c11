"""Append-only tables are kept by the database."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


NAME, TABLE = "portal_auditevent_append_only", "portal_auditevent"
EMPTIED = {
    "sqlite": [
        f'DROP TRIGGER "{NAME}_delete"',
        f'CREATE TRIGGER "{NAME}_delete" BEFORE DELETE ON "{TABLE}" BEGIN SELECT 1; END',
    ],
    "postgresql": [
        f'CREATE OR REPLACE FUNCTION "{NAME}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$'
    ],
}


def test_a_trigger_that_was_emptied_is_named_and_whole_after_install():
    for statement in EMPTIED[connection.vendor]:
        connection.cursor().execute(statement)

    assert f"{NAME}_delete" in triggers.missing()
    triggers.install()
    assert triggers.missing() == []


# What only PostgreSQL can do to a trigger.
if connection.vendor == "postgresql":

    @pytest.mark.parametrize("event", ["update", "delete", "truncate"])
    @pytest.mark.parametrize(
        "statement",
        ['ALTER TABLE "{table}" DISABLE TRIGGER "{name}"', 'DROP TRIGGER "{name}" ON "{table}"'],
        ids=["disabled", "dropped"],
    )
    def test_a_trigger_that_does_not_fire_is_named(event, statement):
        connection.cursor().execute(statement.format(name=f"{NAME}_{event}", table=TABLE))

        assert triggers.missing() == [f"{NAME}_{event}"]

    def test_a_trigger_that_fires_for_some_rows_only_is_named():
        drop(f"{NAME}_delete", TABLE)
        connection.cursor().execute(
            f'CREATE TRIGGER "{NAME}_delete" BEFORE DELETE ON "{TABLE}" FOR EACH ROW WHEN (false) '
            f'EXECUTE FUNCTION "{NAME}"()'
        )

        assert triggers.missing() == [f"{NAME}_delete"]


def test_what_a_migration_may_not_trip_over_is_loosened_before_it_and_back_after_it():
    triggers.loosen()

    loose = triggers.missing()
    assert bool(loose) == (connection.vendor == "sqlite")
    assert not loose or "dialogues_paragraph_append_only_insert" in loose
    assert "portal_auditevent_append_only_delete" not in loose
    triggers.install()
    assert triggers.missing() == []


def test_no_trigger_is_made_for_a_column_that_is_not_there(monkeypatch):
    monkeypatch.setattr(triggers, "_registry", [AppendOnly("portal.AuditEvent", only=("verb", "of_tomorrow"))])

    triggers.install()

    with connection.cursor() as cursor:
        assert "of_tomorrow" not in str(triggers.KINDS[connection.vendor].found(cursor))


def test_installing_what_stands_writes_nothing():
    triggers.install()
    with CaptureQueriesContext(connection) as asked:
        triggers.install()

    assert triggers.missing() == []
    assert len(asked) == 1


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
