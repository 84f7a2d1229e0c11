"""`manage.py prepare_portal`: languages, site, first pages, roles, and what pages are found by."""

from django.core.management.base import BaseCommand
from django.db import transaction

from home.roles import ensure_roles
from home.site import ensure_site
from portal.page_words import note_missing


class Command(BaseCommand):
    """Run after every migrate; a second run changes nothing."""

    help = "Create languages, site, front page, prose pages and roles where they are missing."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        """Do it, in one transaction."""
        ensure_site()
        ensure_roles()
        note_missing()
        self.stdout.write("Languages, pages and roles are in place.")
