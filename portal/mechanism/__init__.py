"""The treaty and its review as data: every fact with its source, its date and how far it can be trusted."""
