"""Where the floors above add to the public profile of an organization: what it put on the record."""

from typing import Any

from portal.registry import Registry

# The thing is an Organization. Each function asks for what is public only; its template knows `part`, the part's
# context, and `organization`.
on_organization: Registry[Any] = Registry()
