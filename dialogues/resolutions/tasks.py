"""Reading long texts, by the worker."""

from django_tasks import task

from dialogues.resolutions import waiting


@task()
def read_brought(uuid: str) -> str:
    """Read a text that waits; the state that it has afterwards. Reading twice reads once."""
    return waiting.read_waiting(uuid)
