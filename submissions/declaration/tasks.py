"""Background work of the declaration: mail to many."""

from django.db import transaction
from django_tasks import task

from portal import audit
from submissions.declaration import emails
from submissions.declaration.models import Declaration, Signature


@task()
def ask_for_renewal(slug: str) -> int:
    """Ask each organization whose signature stands under an older text to renew it; how many were asked now.

    Running it twice asks once: the audit trail says who was asked for which version.
    """
    declaration = Declaration.objects.get(slug=slug)
    number = declaration.substantive_number()
    waiting = declaration.signatures.live().filter(version__number__lt=number).order_by("pk")
    return sum(_ask(signature, number) for signature in waiting.select_related("organization", "entry__declaration"))


@transaction.atomic
def _ask(signature: Signature, number: int) -> bool:
    if audit.history(signature).filter(verb="ask_renewal", data__number=number).exists():
        return False
    audit.record(signature, "ask_renewal", by=None, data={"number": number})
    emails.renewal(signature)
    return True
