"""Every address of our own code, found in the URL configuration: none can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse

OWN = ("portal", "organizations", "dialogues", "submissions", "home")


@dataclass(frozen=True)
class Address:
    """The full name of an address and the names of what stands in it."""

    name: str
    arguments: tuple[str, ...]

    def fill(self, known: dict[str, dict[str, object]]) -> str:
        """The address for what the world knows under the longest prefix of its name."""
        prefix = max((one for one in known if self.name.startswith(one)), key=len, default="")
        values = known.get(prefix, {})
        return reverse(self.name, kwargs={argument: values[argument] for argument in self.arguments})


def addresses() -> list[Address]:
    """All of them, by name."""
    return sorted(set(_walk(get_resolver().url_patterns, "")), key=lambda one: one.name)


def _walk(patterns, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            if view.__module__.split(".")[0] in OWN:
                name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
                yield Address(name, tuple(pattern.pattern.converters))
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or namespace)
