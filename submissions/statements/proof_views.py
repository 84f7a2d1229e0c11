"""Where anybody checks what they hold: a page that answers, and the files to check it without us."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from submissions.chain import line
from submissions.chain_files import as_file, head_text
from submissions.statements import texts
from submissions.statements.chaining import head
from submissions.statements.editions import editions
from submissions.statements.models import Statement, StatementEntry, StatementVersion
from submissions.statements.proof import Proof, ProofForm, find
from submissions.statements.references import chained_series, series_named
from submissions.verify_ledger import canonical


@require_safe
def statement_proof(request: HttpRequest) -> HttpResponse:
    """What is on the public record under a number or a fingerprint; the same answer for all that is not."""
    asked = request.GET.get("q", "").strip()
    form = ProofForm({"q": asked[:1000]}) if asked else ProofForm()
    found = find(form.cleaned_data["q"]) if form.is_valid() else []
    context = {"form": form, "asked": asked, "found": found, "chains": [] if found else chained_series()}
    return render(request, "statements/statement_proof.html", context, status=status_of(form, found))


def status_of(form: ProofForm, found: list[Proof]) -> int:
    """How the page answers: the question cannot be read, nothing has this number, or all is well."""
    if form.errors:
        return 400
    return 404 if form.is_bound and not found else 200


def newest_of(slug: str) -> StatementEntry | None:
    """The head of the chain with this name in its address."""
    series = series_named(slug)
    return head(series) if series else None


def newest_or_404(slug: str) -> StatementEntry:
    """The same, for an address that has to lead somewhere."""
    newest = newest_of(slug)
    if newest is None:
        raise Http404
    return newest


def chain_tag(request: HttpRequest, slug: str) -> str | None:
    """A chain changes with its head."""
    newest = newest_of(slug)
    return f'"{newest.hash}"' if newest else None


@require_safe
@condition(etag_func=chain_tag)
def chain_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every entry of a chain up to its head, in order."""
    newest = newest_or_404(slug)
    entries = newest.series.entries.filter(seq__lte=newest.seq).order_by("seq")
    return as_file((canonical(line(entry)) for entry in entries.iterator()), f"{slug}.jsonl")


@require_safe
@condition(etag_func=chain_tag)
def chain_head(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest fingerprint of a chain, to be kept elsewhere."""
    newest = newest_or_404(slug)
    return head_text("series", newest.series.stem, newest)


@require_safe
def statement_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The bytes that the fingerprint of a public statement is made of; 410 when it is withdrawn or removed."""
    statement = get_object_or_404(Statement.objects.was_public().select_related("current"), slug=slug)
    if not statement.is_public:
        return render(request, "statements/file_gone.html", {"statement": statement}, status=410)
    return exact_text(statement.current, f"{statement.slug}.txt")


@require_safe
def version_text(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same of one public version, by its number."""
    statement = get_object_or_404(Statement.objects.was_public().select_related("current"), slug=slug)
    edition = editions(statement).numbered(number)
    if edition is None:
        raise Http404
    if not statement.is_public:
        return render(request, "statements/file_gone.html", {"statement": statement}, status=410)
    return exact_text(edition.version, f"{statement.slug}-{number}.txt")


def exact_text(version: StatementVersion, name: str) -> HttpResponse:
    """The bytes as a file to be saved."""
    response = HttpResponse(texts.hashed(version), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=60)
    return response
