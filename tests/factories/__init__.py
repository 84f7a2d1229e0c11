"""Makers of rows for tests, one file for each app."""
