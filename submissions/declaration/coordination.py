"""The coordinators' pages of declarations, inside the Wagtail admin: write, lock, open, close, check."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.menu import MenuItem

from portal.dates import VIENNA
from portal.forms import PlainForm
from portal.records import InvalidMove
from portal.templatetags.portal_tags import said_in
from submissions.declaration import actions, asking, checking, counting, handing, keeping, ledger, revising
from submissions.declaration.forms import DeclarationForm, OpeningForm, TextForm, VersionForm, WithholdForm
from submissions.declaration.handed import asks_of
from submissions.declaration.models import Declaration, Signature
from submissions.declaration.permissions import may_manage

View = Callable[..., HttpResponse]


class DeclarationItem(MenuItem):
    """The entry in the menu of the admin."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Declarations"), reverse_lazy("declaration_manage"), icon_name="edit", order=300)

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who manage declarations."""
        return may_manage(request.user)


def managers_only(view: View) -> View:
    """403 for those who may enter the admin but not manage declarations."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if not may_manage(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


def visible_or_404(request: HttpRequest, slug: str) -> Declaration:
    """The declaration that the address names."""
    return get_object_or_404(Declaration.objects.visible_to(request.user), slug=slug)


def naming(declaration: Declaration, words: str, named: str) -> SafeString:
    """A heading that names, in place of its %s, the declaration or one of its asks, in the language of its text."""
    return format_html(words.replace("%s", "{}"), said_in(named, declaration.authentic_language))


@require_safe
@managers_only
def manage_list(request: HttpRequest) -> HttpResponse:
    """All declarations."""
    declarations = Declaration.objects.visible_to(request.user)
    return render(request, "declaration/manage_list.html", {"declarations": declarations})


@require_safe
@managers_only
def manage_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One declaration: its texts, figures and moves, and the last check of its ledger. Hidden names stay hidden."""
    declaration = visible_or_404(request, slug)
    head = ledger.head(declaration)
    states = Declaration.State
    context = {
        "declaration": declaration,
        "versions": declaration.versions.all(),
        "drafted": declaration.state in actions.DRAFTED,
        "revisable": declaration.state in revising.REVISABLE,
        "may_open": declaration.state == states.LOCKED,
        "may_close": declaration.state == states.OPEN,
        "may_put_out": declaration.state == states.DRAFT,
        "comments": declaration.comments.select_related("organization"),
        "may_submit": declaration.state == states.CLOSED,
        "may_follow": declaration.state == states.SUBMITTED,
        "asks": asks_of(declaration) if declaration.state in asking.INDEXED else None,
        "followed": declaration.state in handing.FOLLOWED,
        "tally": counting.count(declaration),
        "withdrawn": declaration.signatures.filter(state=Signature.State.WITHDRAWN).count(),
        "verdict": checking.last_verdict(declaration, head),
        "head": head,
        "supporters_allowed": settings.SUPPORTERS,
    }
    return render(request, "declaration/manage_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_new(request: HttpRequest) -> HttpResponse:
    """Start a declaration."""
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            declaration = actions.draft(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect("declaration_manage_detail", slug=declaration.slug)
    words = {"heading": _("New declaration"), "button": _("Start it")}
    return render(request, "declaration/manage_form.html", {"form": form, **words})


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the draft or the next version in one language; ?language=… starts from what is there."""
    declaration = visible_or_404(request, slug)
    language = request.GET.get("language", declaration.authentic_language)
    written = declaration.versions.filter(language=language).order_by("-number").first()
    start = {"language": language, "text": written.text if written else ""}
    form = TextForm(request.POST if request.method == "POST" else None, initial=start)

    def write() -> None:
        write_text = actions.add_version if declaration.state in actions.DRAFTED else revising.write
        write_text(declaration, by=request.user, **form.cleaned_data)

    heading = naming(declaration, _("Text of “%s”"), declaration.title)
    return answer(request, declaration, form, write, heading=heading, button=_("Keep this text"))


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_lock(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, then fix the text."""
    declaration = visible_or_404(request, slug)
    form = PlainForm(request.POST if request.method == "POST" else None)
    words = {
        "heading": naming(declaration, _("Lock the text of “%s”"), declaration.title),
        "button": _("Lock the text"),
        "consequence": _("Nobody can change a locked text, in no language. Its hash goes into the public ledger."),
    }
    return answer(request, declaration, form, lambda: actions.lock_text(declaration, by=request.user), **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what kind of change the drafts of the next version are, then lock them beside what stands."""
    declaration = visible_or_404(request, slug)
    form = VersionForm(request.POST if request.method == "POST" else None)
    words = {
        "heading": naming(declaration, _("Publish a new version of “%s”"), declaration.title),
        "button": _("Publish this version"),
        "consequence": _("The version that stands is kept, and stays what was signed. Nobody can change the new one."),
    }

    def publish() -> None:
        revising.publish(declaration, by=request.user, **form.cleaned_data)

    return answer(request, declaration, form, publish, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_withhold(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase the content of one entry by law; its fingerprint and the reason stay."""
    declaration = visible_or_404(request, slug)
    form = WithholdForm(request.POST if request.method == "POST" else None, declaration=declaration)

    def withhold() -> None:
        keeping.withhold(form.cleaned_data.pop("entry"), by=request.user, **form.cleaned_data)

    words = {
        "heading": naming(declaration, _("Withhold an entry of “%s”"), declaration.title),
        "button": _("Withhold it for good"),
        "consequence": _(
            "The sealed hash of who signed is erased, and the names with it. The signature still counts. That and why "
            "this was done stands in the public ledger for ever. It cannot be undone."
        ),
    }
    return answer(request, declaration, form, withhold, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask from when until when, then open it for signature."""
    declaration = visible_or_404(request, slug)
    form = OpeningForm(request.POST if request.method == "POST" else None)

    def open_it() -> None:
        # What was typed is Vienna's wall clock, whatever zone the admin shows.
        times = {name: value.replace(tzinfo=VIENNA) for name, value in form.cleaned_data.items()}
        actions.open_for_signature(declaration, by=request.user, **times)

    words = {
        "heading": naming(declaration, _("Open “%s” for signature"), declaration.title),
        "button": _("Open it for signature"),
        "consequence": _("From then on verified organizations can sign. The times cannot be changed here afterwards."),
    }
    return answer(request, declaration, form, open_it, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, then end signing."""
    declaration = visible_or_404(request, slug)
    form = PlainForm(request.POST if request.method == "POST" else None)
    words = {
        "heading": naming(declaration, _("Close “%s”"), declaration.title),
        "button": _("Close it"),
        "consequence": _("Nobody can sign or withdraw any more. This cannot be undone."),
    }
    return answer(request, declaration, form, lambda: actions.close(declaration, by=request.user), **words)


def answer(
    request: HttpRequest, declaration: Declaration, form: PlainForm, act: Callable[[], object], **words: str
) -> HttpResponse:
    """Show the form; when it is sent and fits, act. What stands in the way is said beside the form."""
    if form.is_valid():
        try:
            act()
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Done. It is in the history of this declaration."))
            return redirect("declaration_manage_detail", slug=declaration.slug)
    return render(request, "declaration/manage_form.html", {"declaration": declaration, "form": form, **words})


urlpatterns = [
    path("declarations/", manage_list, name="declaration_manage"),
    path("declarations/new/", manage_new, name="declaration_manage_new"),
    path("declarations/of/<slug:slug>/", manage_detail, name="declaration_manage_detail"),
    path("declarations/of/<slug:slug>/text/", manage_text, name="declaration_manage_text"),
    path("declarations/of/<slug:slug>/lock/", manage_lock, name="declaration_manage_lock"),
    path("declarations/of/<slug:slug>/publish/", manage_publish, name="declaration_manage_publish"),
    path("declarations/of/<slug:slug>/withhold/", manage_withhold, name="declaration_manage_withhold"),
    path("declarations/of/<slug:slug>/open/", manage_open, name="declaration_manage_open"),
    path("declarations/of/<slug:slug>/close/", manage_close, name="declaration_manage_close"),
]
