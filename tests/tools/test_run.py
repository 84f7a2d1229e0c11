"""`make run` seen from outside, on a project in miniature; the whole of it is proved by `tools/serve_check.py`."""

import signal
import socket

import pytest

from tests.tools.project import Project
from tools.environment import ROOT
from tools.prepare import Place
from tools.processes import Failed
from tools.run import HOST, check_port, server_command
from tools.serve_check import is_free

OPEN = "Ctrl-C ends it"


@pytest.fixture
def project(tmp_path):
    """A project in a folder with a space in its name."""
    root = tmp_path / "a project"
    root.mkdir()
    return Project(root)


def place(tmp_path, **environ):
    return Place.from_environment(ROOT / ".venv/bin/python", {"DATA_DIR": str(tmp_path)} | environ)


def test_the_first_start_prepares_everything_and_shows_address_and_accounts(project):
    said = project.run(until=OPEN)

    assert f"The portal is open at http://127.0.0.1:{project.port}/" in said
    assert "reader@ngo.example  a password" in said
    beside, *in_order = sorted(project.commands(), key=lambda command: command != "collectstatic --no-input")
    assert beside == "collectstatic --no-input"
    assert in_order == [
        "migrate --no-input",
        "load_mechanism",
        "prepare_portal",
        "load_demo --if-empty",
        "demo_accounts",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_ends_it_ends_everything_and_frees_the_port(project, number):
    said = project.run(until=OPEN, number=number)

    assert said.rstrip().endswith("Ended.")
    assert project.left_over() == []
    assert is_free(project.port)


@pytest.mark.slow
def test_a_second_start_prepares_nothing_and_still_shows_the_accounts(project):
    project.run(until=OPEN)
    project.commands()

    said = project.run(until=OPEN)

    assert "reader@ngo.example  a password" in said
    assert project.commands() == []


@pytest.mark.slow
def test_a_lost_database_is_made_again(project):
    project.run(until=OPEN)
    project.commands()
    (project.data / "portal.sqlite3").unlink()

    project.run(until=OPEN)

    assert "migrate --no-input" in project.commands()


@pytest.mark.slow
def test_a_step_that_fails_stops_the_start_says_why_and_is_tried_again(project):
    said = project.run(until=OPEN, BREAK="load_mechanism")

    assert "Loading the facts failed:\nbroken on purpose" in said
    assert OPEN not in said
    assert project.left_over() == []
    project.commands()

    project.run(until=OPEN)
    assert "load_mechanism" in project.commands()


@pytest.mark.slow
def test_ctrl_c_during_a_long_step_ends_it(project):
    said = project.run(until="Compiling the messages", HANG="migrate")

    assert "Making the tables" in said
    assert OPEN not in said
    assert project.left_over() == []


@pytest.mark.slow
def test_when_the_worker_dies_the_server_is_ended_too(project):
    said = project.run(until="never said", WORKER_LIVES="0.5")

    assert "The worker ended by itself, so everything was ended.\nthe worker had enough" in said
    assert project.left_over() == []
    assert is_free(project.port)


def test_a_taken_port_is_named_before_anything_is_done(project):
    with socket.socket() as somebody:
        somebody.bind((HOST, project.port))
        somebody.listen()

        said = project.run(until=OPEN)

    assert said.startswith(f"Port {project.port} is taken: choose another, make run PORT=8001\n")
    assert project.commands() == []


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "٨٠"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    with pytest.raises(Failed, match="PORT must be a number from 1 to 65535"):
        place(tmp_path, PORT=port)


def test_a_port_nobody_listens_on_is_fine(project):
    check_port(project.port)

    assert is_free(project.port)


def test_variables_that_are_empty_count_as_not_given(tmp_path):
    empty = place(tmp_path, PORT="", DATABASE_URL="", SECRET_KEY="")

    assert empty.port == 8000
    assert empty.on_sqlite
    assert "SECRET_KEY" not in empty.env


def test_the_local_portal_never_runs_with_settings_of_production(tmp_path):
    env = place(tmp_path, DJANGO_SETTINGS_MODULE="portal.settings.production").env

    assert env["DJANGO_SETTINGS_MODULE"] == "portal.settings.base"


@pytest.mark.parametrize(
    ("environ", "workers"),
    [
        ({}, ["1", "4"]),
        ({"CACHE_URL": "rediscache://127.0.0.1:6379/1"}, ["1", "4"]),
        ({"DATABASE_URL": "postgres://127.0.0.1/portal"}, ["1", "4"]),
        ({"DATABASE_URL": "postgres://127.0.0.1/portal", "CACHE_URL": "rediscache://127.0.0.1:6379/1"}, ["2", "1"]),
    ],
)
def test_there_are_two_servers_only_where_they_share_database_and_cache(tmp_path, environ, workers):
    command = server_command(place(tmp_path, **environ))

    assert [command[command.index("--workers") + 1], command[command.index("--blocking-threads") + 1]] == workers
