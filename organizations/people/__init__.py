"""The people of an organization: inviting, asking to join, roles, leaving, handing over, choosing for whom one acts."""
