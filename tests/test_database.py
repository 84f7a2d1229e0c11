"""What conftest promises every test about its database."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from wagtail.models import Locale, Page, Site

from dialogues.models import DialoguePage
from home.roles import COORDINATORS
from organizations.models import User
from portal import triggers
from portal.mechanism.models import Instrument, State
from portal.models import AuditEvent
from tests.database import SqliteFiles, Template, demo_template, plain_template, together

TWICE = pytest.mark.parametrize("turn", ["first", "second"])


def assert_untouched() -> None:
    """The database is as the template made it."""
    assert State.objects.exists()
    assert Instrument.objects.exists()
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.get().root_page.specific.title == "What is happening now"
    assert Locale.objects.count() == 6
    assert triggers.missing() == []
    assert not AuditEvent.objects.exists()
    assert not User.objects.exists()


@TWICE
def test_a_test_starts_with_facts_pages_and_triggers_and_leaves_nothing(db, turn):
    assert_untouched()

    AuditEvent.objects.create(verb="test", object_type="test", object_key=turn)
    Page.objects.filter(depth__gt=1).delete()


@TWICE
def test_a_test_that_commits_leaves_nothing_either(committed_db, turn):
    assert_untouched()
    assert not connection.in_atomic_block

    AuditEvent.objects.create(verb="test", object_type="test", object_key=turn)
    User.objects.create_user("somebody@ngo.example")
    Page.objects.filter(depth__gt=1).delete()


@TWICE
def test_broken_tables_do_not_outlive_a_test_that_commits(committed_db, turn):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE mechanism_figure" + (" CASCADE" if connection.vendor == "postgresql" else ""))

    assert "mechanism_figure" not in connection.introspection.table_names()


def test_the_rows_of_the_audit_log_stay_in_a_committed_database(committed_db):
    AuditEvent.objects.create(verb="test", object_type="test", object_key="1")

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.count() == 1


def test_threads_see_what_was_committed_and_race_for_it(committed_db):
    create = partial(User.objects.create_user, "same@ngo.example")

    outcomes = together(*[create] * 4)

    assert sum(isinstance(outcome, User) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 3
    assert User.objects.count() == 1


@pytest.mark.slow
def test_the_demo_is_there_for_whoever_asks_for_it(demo_db):
    assert DialoguePage.objects.exists()
    assert User.objects.filter(groups__name=COORDINATORS).exists()

    User.objects.create_user("visitor@ngo.example")
    assert User.objects.filter(email="visitor@ngo.example").exists()


def test_the_server_for_browsers_works_on_the_committed_database(portal_server):
    server = HTTPConnection(urlsplit(portal_server).netloc, timeout=10)
    answers = {}
    for path in ("/healthz", "/static/css/1-tokens.css"):
        server.request("GET", path)
        answer = server.getresponse()
        answers[path] = answer.status, answer.headers["Content-Type"].partition(";")[0]
        answer.read()

    assert answers == {"/healthz": (200, "text/plain"), "/static/css/1-tokens.css": (200, "text/css")}


def test_a_coordinator_may_open_the_desk_of_coordinators(coordinator):
    assert coordinator.has_perm("wagtailadmin.access_admin")
    assert not coordinator.is_superuser


def test_templates_are_named_by_what_they_are_made_from():
    assert plain_template() == plain_template()
    assert demo_template().start == plain_template()
    assert demo_template().name != plain_template().name


def test_a_missing_template_is_made_and_kept_whole(committed_db, database_copies):
    def fill():
        User.objects.create_user("template@ngo.example")

    template = Template("portal_template_of_a_test", fill, start=plain_template())
    try:
        database_copies.restore(template)
        User.objects.create_user("copy@ngo.example")
        database_copies.restore(template)

        assert list(User.objects.values_list("email", flat=True)) == ["template@ngo.example"]
        assert f"unfinished_{os.getpid()}" not in database_copies.store.names()
    finally:
        database_copies.remove(template.name)
        database_copies.restore(plain_template())


def test_a_template_that_could_not_be_filled_leaves_nothing(committed_db, database_copies):
    def fill():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database_copies.restore(Template("portal_template_never", fill))

    assert {f"unfinished_{os.getpid()}", "portal_template_never"}.isdisjoint(database_copies.store.names())


def test_preparing_a_portal_again_changes_nothing(db):
    before = Page.objects.count(), State.objects.count()

    call_command("load_mechanism", verbosity=0)
    call_command("prepare_portal", verbosity=0)

    assert (Page.objects.count(), State.objects.count()) == before


def test_databases_can_be_listed_while_another_process_removes_its_own(tmp_path):
    files, kept = SqliteFiles(tmp_path), "portal_template"
    (tmp_path / f"{kept}.sqlite3").touch()

    def come_and_go() -> None:
        for number in range(300):
            (tmp_path / f"test_{number}.sqlite3").touch()
            files.remove(f"test_{number}")

    with ThreadPoolExecutor(1) as other:
        done = other.submit(come_and_go)
        while not done.done():
            assert kept in files.names()
    assert files.names() == [kept]
