"""`manage.py load_demo`: published dialogues, and fictional organizations that use the portal."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dialogues.models import DialoguePage
from home.demo import analyses, coming, dialogues, held, people, records, resolutions, states, translating


class Command(BaseCommand):
    """Loads the demo into a prepared portal without content. Everything or nothing."""

    help = "Load the demo content. Only into a portal without dialogues."

    def add_arguments(self, parser) -> None:
        """`--if-empty` ends quietly where there is content already."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is content already")

    def handle(self, *args: object, if_empty: bool, **options: object) -> None:
        """Load, in one transaction."""
        if DialoguePage.objects.exists():
            if if_empty:
                self.stdout.write("There is content already; the demo was not loaded.")
                return
            raise CommandError("There is content already. The demo goes only into an empty portal.")
        with transaction.atomic():
            people.load_listed()
            dialogues.load_published()
            translating.translate_pages()
            next_one, last_one = coming.load_coming(), held.load_page()
            coordinator = people.load_staff()
            analyses.load_analyses(resolutions.load_library(coordinator), coordinator)
            resolutions.load_drafts(coordinator)
            organizations = people.load_organizations(coordinator)
            records.load(organizations, coordinator, next_one)
            states.load(organizations, coordinator)
            coming.load_nominations(organizations, coordinator, next_one)
            held.load_day(last_one, organizations, coordinator)
        self.stdout.write("The demo is loaded.")
