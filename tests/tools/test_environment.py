"""The environment is made once, and again only when something it is made from has changed."""

import re
import sys
import tomllib

import pytest

from tools import processes
from tools.environment import INSTALLER, ROOT, TO_RUN, TO_TEST, Environment, cleaned


class Steps(list):
    """Runs no step but notes its title; makes what making an environment makes, and fails where `failing` says so."""

    failing: tuple[str, ...] = ()

    def __call__(self, title, command):
        self.append(title)
        if title in self.failing:
            raise processes.Failed(title)
        if "venv" in command:
            python = command[-1] / "bin/python"
            python.parent.mkdir(parents=True)
            python.touch()
            (command[-1] / f"lib/python{sys.version_info.major}.{sys.version_info.minor}").mkdir(parents=True)
        return ""


@pytest.fixture
def steps():
    return Steps()


@pytest.fixture
def environment(tmp_path, steps):
    """An environment below an empty folder with lock files."""
    for lock in (TO_RUN, TO_TEST, INSTALLER):
        (tmp_path / lock).write_text(f"content of {lock}")
    return Environment(tmp_path, steps)


def test_the_first_call_makes_the_environment_and_installs_what_running_needs(environment, steps):
    python = environment.prepare()

    assert steps == ["Making .venv", "Installing uv", "Installing requirements.lock"]
    assert python == environment.root / ".venv/bin/python"


def test_the_second_call_does_nothing(environment, steps):
    environment.prepare()
    steps.clear()

    environment.prepare()

    assert steps == []


def test_tests_add_their_own_requirements_once(environment, steps):
    environment.prepare()
    steps.clear()

    environment.prepare(for_tests=True)
    environment.prepare(for_tests=True)
    environment.prepare()

    assert steps == ["Installing requirements-dev.lock"]


def test_a_changed_lock_file_is_installed_again(environment, steps):
    environment.prepare()
    steps.clear()
    (environment.root / TO_RUN).write_text("something newer")

    environment.prepare()

    assert steps == ["Installing requirements.lock"]


def test_an_environment_that_lost_its_python_is_made_anew(environment, steps):
    environment.prepare()
    steps.clear()
    (environment.root / ".venv").rename(environment.root / "gone")

    environment.prepare()

    assert steps == ["Making .venv", "Installing uv", "Installing requirements.lock"]


@pytest.mark.parametrize("failing", ["Installing uv", "Installing requirements.lock"])
def test_pip_takes_over_where_uv_does_not_work(environment, steps, failing):
    steps.failing = (failing,)

    environment.prepare()

    assert steps[-2:] == [failing, "Installing requirements.lock with pip"]
    assert environment.has(TO_RUN)


def test_what_could_not_be_installed_is_tried_again_next_time(environment, steps):
    steps.failing = ("Installing requirements.lock", "Installing requirements.lock with pip")

    with pytest.raises(processes.Failed):
        environment.prepare()

    assert not environment.has(TO_RUN)


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything that a lock file of the project names."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / lock).read_text(), re.MULTILINE))


def test_tests_run_with_the_versions_that_the_portal_runs_with():
    assert pins(TO_RUN).items() <= pins(TO_TEST).items()


def test_everything_that_is_installed_is_pinned_with_a_hash():
    for lock in (TO_RUN, TO_TEST, INSTALLER):
        text = (ROOT / lock).read_text()
        entries = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries), lock


def test_what_people_read_names_what_is_locked():
    named = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)

    assert {name.lower().replace("_", "-") for name in named} <= pins(TO_RUN).keys()
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"] == ">=3.11"


def test_programs_get_what_was_given_and_may_keep_what_they_compiled():
    given = {
        "DATABASE_URL": "postgres://127.0.0.1/portal",
        "CACHE_URL": "",
        "MAKELEVEL": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    assert cleaned(given) == {"DATABASE_URL": "postgres://127.0.0.1/portal"}
