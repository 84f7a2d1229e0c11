"""The desk of the library inside the Wagtail admin: bring a text, look at what was read, correct it, save it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from dialogues.resolutions import actions, sheet
from dialogues.resolutions.bringing import BroughtText
from dialogues.resolutions.desk_forms import BringForm, HeadForm, PieceForm, head_initial, piece_initial
from dialogues.resolutions.desk_showing import PER_PAGE, checking
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.reading import NotAResolution
from dialogues.resolutions.sheet import Piece
from portal import files
from portal.records import InvalidMove

LOOK_AGAIN = 5  # seconds
PERMISSION = "dialogues.manage_resolution"
View = Callable[..., HttpResponse]


def for_librarians(view: View) -> View:
    """403 for everybody but those who may import, publish and withdraw."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_librarians
def desk(request: HttpRequest) -> HttpResponse:
    """Texts that are being checked, and those of the library, the newest first."""
    open_texts = BroughtText.objects.exclude(state=BroughtText.State.SAVED).defer("text", "pieces")
    library = Resolution.objects.visible_to(request.user).for_lists().order_by("-pk")
    page = Paginator(library, PER_PAGE).get_page(request.GET.get("page"))
    context = {"brought": open_texts.order_by("-pk")[:PER_PAGE], "page_obj": page}
    return render(request, "resolutions/desk_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_librarians
def bring(request: HttpRequest) -> HttpResponse:
    """Paste a text or choose a file; one that is no resolution is refused with its reason."""
    form = BringForm(request.POST or None, request.FILES or None)
    brought = brought_by(form, request.user) if form.is_valid() else None
    if brought:
        return redirect("resolution_check", brought.uuid)
    return render(request, "resolutions/desk_bring.html", {"form": form}, status=422 if form.errors else 200)


def brought_by(form: BringForm, user: Any) -> BroughtText | None:
    """The text of a form, kept and read; None when it is refused, and the form says why."""
    upload = form.cleaned_data["file"]
    try:
        text = files.text_of(upload) if upload else form.cleaned_data["text"]
        name = getattr(upload, "name", "") or ""
        return actions.bring(text.replace("\0", ""), by=user, name=name[:120], form_key=form.cleaned_data["form_key"])
    except NotAResolution as problem:
        form.add_error("file" if upload else "text", str(problem))
    except ValidationError as problem:  # of the file: a pasted text is never one
        form.add_error("file", problem)
    return None


@require_safe
@for_librarians
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was found in a text, with every doubt; while the worker reads it, that it waits."""
    return show(request, get_object_or_404(BroughtText, uuid=uuid))


def show(request: HttpRequest, brought: BroughtText, problems: Sequence[str] = ()) -> HttpResponse:
    """The page of one text, with what kept it from being saved."""
    if brought.state == BroughtText.State.SAVED and brought.resolution:
        return redirect("resolution_record", brought.resolution.uuid)
    context = {"brought": brought, "problems": problems, **checking(brought, request.GET.get("page"))}
    response = render(request, "resolutions/desk_check.html", context, status=422 if problems else 200)
    if brought.state == BroughtText.State.WAITING:
        response.headers["Refresh"] = str(LOOK_AGAIN)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_librarians
def heading(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct the facts of the heading."""
    brought = get_object_or_404(BroughtText, uuid=uuid)
    initial = {**head_initial(brought.head), "version": brought.version}
    form = HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.set_head(brought, form.head(), version=version, by=request.user)
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("resolution_check", uuid)
    context = {"form": form, "brought": brought}
    return render(request, "resolutions/desk_heading.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_librarians
def piece(request: HttpRequest, uuid: UUID, place: int) -> HttpResponse:
    """Correct one piece: its words, what it is, where it stands; an empty line parts it."""
    brought = get_object_or_404(BroughtText, uuid=uuid)
    before = piece_at(brought, place)
    form = PieceForm(request.POST or None, initial={**piece_initial(before), "version": brought.version})
    if request.method == "POST" and form.is_valid():
        after = form.piece(before)
        change = lambda pieces: sheet.replaced_at(pieces, place, after)  # noqa: E731
        problem = corrected(request, brought, change, form.cleaned_data["version"])
        if not problem:
            return to_piece(uuid, place)
        form.add_error(None, problem)
    context = {"form": form, "brought": brought, "place": place, "piece": before}
    return render(request, "resolutions/desk_piece.html", context, status=422 if form.errors else 200)


def piece_at(brought: BroughtText, place: int) -> Piece:
    """The piece at this place, or 404."""
    pieces = actions.pieces_of(brought)
    if place >= len(pieces):
        raise Http404
    return pieces[place]


def corrected(
    request: HttpRequest, brought: BroughtText, change: Callable[[Sequence[Piece]], list[Piece]], version: int
) -> str:
    """Change the pieces; what kept that from being done, in words."""
    try:
        actions.correct(brought, change, version=version, by=request.user)
    except InvalidMove as problem:
        return str(problem)
    return ""


def to_piece(uuid: UUID, place: int) -> HttpResponse:
    """Back to the list, to the page and the place where the piece stands."""
    address = redirect("resolution_check", uuid)
    address["Location"] += f"?page={place // PER_PAGE + 1}#piece{place}"
    return address


@require_POST
@for_librarians
def join(request: HttpRequest, uuid: UUID, place: int) -> HttpResponse:
    """Join a piece to the one before it."""
    brought = get_object_or_404(BroughtText, uuid=uuid)
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() else -1
    problem = corrected(request, brought, lambda pieces: sheet.joined_at(pieces, place), number)
    if problem:
        messages.error(request, problem)
    return to_piece(uuid, max(place - 1, 0))


@require_POST
@for_librarians
def save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save it as a text of the library that is not published yet; a second click does nothing more."""
    brought = get_object_or_404(BroughtText, uuid=uuid)
    try:
        resolution = actions.save(brought, by=request.user)
    except ValidationError as problem:
        return show(request, brought, problem.messages)
    except InvalidMove as problem:
        return show(request, brought, [str(problem)])
    messages.success(request, _("Saved. Nobody reads it until you publish it."))
    return redirect("resolution_record", resolution.uuid)


urlpatterns = [
    path("resolutions/", desk, name="resolution_desk"),
    path("resolutions/bring/", bring, name="resolution_bring"),
    path("resolutions/bring/<uuid:uuid>/", check, name="resolution_check"),
    path("resolutions/bring/<uuid:uuid>/heading/", heading, name="resolution_heading"),
    path("resolutions/bring/<uuid:uuid>/pieces/<int:place>/", piece, name="resolution_piece"),
    path("resolutions/bring/<uuid:uuid>/pieces/<int:place>/join/", join, name="resolution_join"),
    path("resolutions/bring/<uuid:uuid>/save/", save, name="resolution_save"),
]
