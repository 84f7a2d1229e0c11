"""Where the floors above add to the public profile of an organization: what it put on the record."""

from organizations.models import Organization
from portal.registry import Registry

# Each function asks for what is public only, and gives a part; its template reads `part`, the part's context.
on_organization: Registry[Organization] = Registry()
