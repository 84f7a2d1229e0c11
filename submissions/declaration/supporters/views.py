"""Pages of individuals: the form, the two pages behind links in mail, the public list. None asks who is signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.limits import limited
from portal.mechanism.models import State as Country
from portal.records import InvalidMove
from portal.switches import closable
from submissions.declaration.models import Declaration
from submissions.declaration.signatories import public_or_404
from submissions.declaration.supporters import actions, counting
from submissions.declaration.supporters.forms import SupportForm
from submissions.declaration.supporters.listing import named_page
from submissions.declaration.supporters.models import Supporter


def supportable_or_404(slug: str) -> Declaration:
    """The declaration, if individuals can support it; where they cannot, nothing says that they could."""
    declaration = public_or_404(slug)
    if not declaration.takes_supporters:
        raise Http404
    return declaration


@require_http_methods(["GET", "HEAD", "POST"])
@closable("supporting")
@limited("supporting")
def support_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an address and a country, perhaps a name. The answer is the same for every address."""
    declaration = supportable_or_404(slug)
    form = SupportForm(request.POST if request.method == "POST" else None) if declaration.is_open else None
    if form and form.is_valid():
        said = form.cleaned_data
        try:
            actions.ask(
                declaration, email=said["email"], name=said["name"], country_code=said["country"].iso3,
                language=get_language() or declaration.authentic_language,
            )  # fmt: skip
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("declaration:support_sent", slug=slug)
    late = request.method == "POST" and form is None
    context = {"declaration": declaration, "form": form}
    return render(request, "declaration/support_form.html", context, status=409 if late else 200)


@require_safe
def support_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Says to look into the mailbox."""
    context = {"declaration": supportable_or_404(slug), "days": actions.LASTS.days}
    return render(request, "declaration/support_sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def support_confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """What was written, and the button that makes it count. Opening the page confirms nothing."""
    declaration = supportable_or_404(slug)
    supporter = actions.to_confirm(token)
    if supporter is None or supporter.declaration_id != declaration.pk:
        return gone(request, declaration)
    problem = ""
    if request.method == "POST":
        try:
            actions.confirm(supporter)
        except InvalidMove as refusal:
            problem = str(refusal)
        else:
            return redirect(request.path)
    context = {"declaration": declaration, "supporter": supporter, "country": country_of(supporter), "problem": problem}
    return render(request, "declaration/support_confirm.html", context, status=409 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def support_own(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """What is held about somebody who supports it, how to prove that they were counted, and the way out.

    It stays while there is something to withdraw, also where supporting was switched off since.
    """
    declaration = public_or_404(slug)
    supporter = actions.own(token)
    if supporter is None or supporter.declaration_id != declaration.pk:
        return gone(request, supportable_or_404(slug))
    if request.method == "POST":
        actions.withdraw(supporter)
        return redirect("declaration:support_withdrawn", slug=slug)
    context = {"declaration": declaration, "supporter": supporter, "country": country_of(supporter), "token": token}
    return render(request, "declaration/support_own.html", context)


@require_safe
def support_withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    """Says that nothing is held any more."""
    return render(request, "declaration/support_withdrawn.html", {"declaration": public_or_404(slug)})


@require_safe
def supporter_list(request: HttpRequest, slug: str) -> HttpResponse:
    """From where individuals support it, and those who agreed to be named."""
    declaration = supportable_or_404(slug)
    figures = counting.support(declaration)
    context = {
        "declaration": declaration,
        "support": figures,
        "countries": counting.countries(figures),
        "smallest": counting.SMALLEST,
        "people": named_page(declaration, request.GET.get("after", "")),
    }
    return render(request, "declaration/supporter_list.html", context)


def country_of(supporter: Supporter) -> Country | None:
    """The country that was written."""
    return Country.objects.filter(iso3=supporter.country_code).first()


def gone(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """The same for a link that was never sent, one that ended, and one whose support was withdrawn."""
    return render(request, "declaration/support_gone.html", {"declaration": declaration}, status=404)
