"""What an organization holds in its hand after sending: the receipt on paper, and the exact bytes that were hashed."""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal import pdf
from submissions.chain import in_eights
from submissions.statements import texts
from submissions.statements.companions import sent_along
from submissions.statements.desk import own_work
from submissions.statements.editions import first_of
from submissions.statements.models import LaterVersion, Statement, StatementVersion


def sent_or_404(request: HttpRequest, uuid: UUID) -> Statement | LaterVersion:
    """The person's own statement, if it was sent in: before that there is nothing to confirm."""
    statement = own_work(request, uuid)
    if not statement.receipt or not statement.current.sha256:
        raise Http404
    return statement


def sent_text(statement: Statement | LaterVersion) -> StatementVersion:
    """The text that the receipt is for: another one may have taken its place since."""
    text: StatementVersion = statement.current if isinstance(statement, LaterVersion) else first_of(statement)
    return text


def with_cosigners(version: StatementVersion) -> str:
    """SHA-256, in hex, over the fingerprint of the text and the names under it, each on a line of its own."""
    return hashlib.sha256("\n".join([version.sha256, *(version.cosigned or [])]).encode()).hexdigest()


def facts(statement: Statement | LaterVersion) -> dict[str, Any]:
    """What stands on a receipt."""
    version = sent_text(statement)
    return {
        "statement": statement,
        "version": version,
        "fingerprint": in_eights(version.sha256),
        "companions": [] if isinstance(statement, LaterVersion) else sent_along(statement),
        "whole": in_eights(with_cosigners(version)) if version.cosigned else "",
        "file": f"{statement.receipt}.txt",
        "entry": statement.entry if isinstance(statement, LaterVersion) else statement.entries.order_by("seq").first(),
        "proof": f"{settings.BASE_URL}/statements/proof/",
    }


@login_required
@require_safe
def desk_receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The receipt as PDF, for the people of the organization."""
    statement = sent_or_404(request, uuid)
    template, language = "statements/receipt_pdf.html", get_language() or "en"
    response = pdf.respond(request, template, facts(statement), language, str(statement.receipt))
    patch_cache_control(response, private=True, no_store=True)
    return response


@login_required
@require_safe
def desk_sent_text(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The bytes that the fingerprint is made of, as a file: `sha256sum` of it gives the fingerprint."""
    statement = sent_or_404(request, uuid)
    version = sent_text(statement)
    if version.source is None:  # its words were deleted
        raise Http404
    response = HttpResponse(texts.hashed(version), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{statement.receipt}.txt"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
