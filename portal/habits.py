"""Work that the worker does again and again. A floor names its tasks in its `AppConfig.ready`:

    habits.add("submissions.declaration.tasks.check_ledgers")

Such a task takes nothing and writes its own next run first, with `portal.tasks.plan`; the worker writes the first one.
"""

_paths: list[str] = []


def add(*paths: str) -> None:
    """Do these tasks, named by their dotted paths, from the start of the worker on."""
    _paths.extend(path for path in paths if path not in _paths)


def paths() -> tuple[str, ...]:
    """The tasks that were named."""
    return tuple(_paths)
