"""Answers of the profile that are rows of their own: fields of work and identifiers."""

from collections.abc import Mapping
from typing import Any

from organizations.identity import identifier
from organizations.models import Organization
from organizations.names import identifier_key

DETAILS = ("themes", "identifiers")


def differing(organization: Organization, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those answers of `fields` that are rows of their own and differ from what is stored."""
    asked = {name: fields[name] for name in DETAILS if name in fields}
    return {name: value for name, value in asked.items() if _stands(name, value) != stored(organization, name)}


def stored(organization: Organization, name: str) -> Any:
    """What is stored under one of DETAILS: ids of themes, or the key of each scheme."""
    if name == "themes":
        return set(organization.themes.values_list("pk", flat=True))
    return dict(organization.identifiers.values_list("scheme", "key"))


def _stands(name: str, value: Any) -> Any:
    if name == "themes":
        return {theme.pk for theme in value}
    return {scheme: identifier_key(text) for scheme, text in value.items() if identifier_key(text)}


def write(organization: Organization, changed: Mapping[str, Any]) -> None:
    """Store `changed` (see `differing`): "themes" are themes, "identifiers" the value of each scheme.

    Raises IntegrityError when a verified organization gets an identifier that another one has.
    """
    if "themes" in changed:
        organization.themes.set(changed["themes"])
    if "identifiers" in changed:
        _write_identifiers(organization, changed["identifiers"])


def _write_identifiers(organization: Organization, texts: Mapping[str, str]) -> None:
    keys = _stands("identifiers", texts)
    kept = dict(keys.items() & stored(organization, "identifiers").items())
    organization.identifiers.exclude(scheme__in=list(kept)).delete()
    organization.identifiers.bulk_create(
        identifier(organization, scheme, texts[scheme].strip()) for scheme in keys if scheme not in kept
    )


def known(organization: Organization) -> dict[str, Any]:
    """The rows as `write` takes them, for another organization."""
    return {
        "themes": list(organization.themes.all()),
        "identifiers": dict(organization.identifiers.values_list("scheme", "value")),
    }
