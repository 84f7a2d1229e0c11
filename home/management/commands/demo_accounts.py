"""`manage.py demo_accounts`: who one can be in the demo."""

from django.core.management.base import BaseCommand

from home.demo.people import accounts


class Command(BaseCommand):
    """Prints the demo accounts, one a role, with their passwords."""

    help = "List the demo accounts."

    def handle(self, *args: object, **options: object) -> None:
        """One line an account: role, address, password."""
        for account in accounts():
            self.stdout.write(f"  {account.role:<40} {account.email:<28} {account.password}")
