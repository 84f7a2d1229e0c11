"""Background work of the declaration: mail to many, and checking the ledgers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from portal import audit
from portal.tasks import plan
from submissions.declaration import checking, emails
from submissions.declaration.models import Declaration, Signature

BETWEEN_CHECKS = timedelta(minutes=10)


@task()
def ask_for_renewal(slug: str) -> int:
    """Ask each organization whose signature stands under an older text to renew it; how many were asked now.

    Running it twice asks once: the audit trail says who was asked for which version.
    """
    declaration = Declaration.objects.get(slug=slug)
    number = declaration.substantive_number()
    waiting = declaration.signatures.live().filter(version__number__lt=number).order_by("pk")
    return sum(_ask(signature, number) for signature in waiting.select_related("organization", "entry__declaration"))


@task()
def check_ledgers() -> int:
    """Check every ledger and keep the result for the public pages, now and every ten minutes; how many were checked."""
    plan(check_ledgers, timezone.now() + BETWEEN_CHECKS)
    declarations = list(Declaration.objects.public())
    for declaration in declarations:
        checking.keep(declaration, checking.verify(declaration))
    return len(declarations)


@transaction.atomic
def _ask(signature: Signature, number: int) -> bool:
    if audit.history(signature).filter(verb="ask_renewal", data__number=number).exists():
        return False
    audit.record(signature, "ask_renewal", by=None, data={"number": number})
    emails.renewal(signature)
    return True
