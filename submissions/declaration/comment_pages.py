"""Comments on a draft: the desk's page to make them, the coordinators' answers, the published table and the changes."""

from itertools import pairwise
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.comparing import compare, paragraphs
from portal.dates import VIENNA
from portal.forms import OneTimeKeyMixin, PlainForm
from portal.limits import limited
from portal.records import InvalidMove
from submissions.declaration import commenting
from submissions.declaration.coordination import answer, managers_only, naming, visible_or_404
from submissions.declaration.models import Declaration, DeclarationState
from submissions.declaration.rounds import Comment, DraftText
from submissions.declaration.signatories import public_or_404

PER_PAGE = 50


class CommentForm(OneTimeKeyMixin, PlainForm):
    """One comment."""

    organization = forms.ModelChoiceField(None, to_field_name="uuid", label=gettext_lazy("Organization"))
    paragraph = forms.IntegerField(min_value=1, max_value=999, label=gettext_lazy("Number of the paragraph"))
    words = forms.CharField(label=gettext_lazy("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    named = forms.BooleanField(
        label=gettext_lazy("Name our organization in the published table"), required=False, initial=True
    )

    def __init__(self, *args: object, user: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = commenting.commenting_organizations(user)
        self.fields["organization"].queryset = choices
        self.fields["organization"].initial = choices[0].uuid if len(choices) == 1 else None


class RoundForm(PlainForm):
    """Until when a draft is open for comments."""

    until = forms.DateTimeField(
        label=gettext_lazy("Open until (Vienna time)"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )


class DispositionForm(PlainForm):
    """What became of a comment."""

    disposition = forms.ChoiceField(choices=Comment.Disposition.choices, label=gettext_lazy("What became of it"))
    answer = forms.CharField(
        label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Published in the table of comments when the text is locked."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("messages")
def desk_comment(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft by paragraphs, a form, and what one's organizations said; only for those who may comment."""
    declaration = get_object_or_404(Declaration, slug=slug, state=DeclarationState.COMMENTS)
    if not commenting.commenting_organizations(request.user).exists():
        raise Http404
    form = CommentForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            commenting.comment(declaration, by=request.user, **form.cleaned_data)
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Your comment is with the drafters. The table of answers will be public."))
            return redirect("declaration:desk_comment", slug=slug)
    text = declaration.draft_texts.get(language=declaration.authentic_language)
    context = {
        "desk_place": "declaration",
        "declaration": declaration,
        "paragraphs": paragraphs(text.text),
        "form": form,
        "comments": Comment.objects.own(request.user).filter(declaration=declaration).select_related("organization"),
    }
    return render(request, "declaration/desk_comment.html", context)


@require_safe
def comment_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The published table: each comment with what became of it and why."""
    declaration = public_or_404(slug)
    rows = Comment.objects.public().filter(declaration=declaration).select_related("organization")
    context = {"declaration": declaration, "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "declaration/comment_list.html", context)


@require_safe
def change_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed in the authentic text, from the draft that was put out to the newest version."""
    declaration = public_or_404(slug)
    language = declaration.authentic_language
    texts = [(str(_("The draft that was open for comments")), one.text) for one in _drafts(declaration)]
    locked = declaration.versions.locked().filter(language=language)
    texts += [(_("Version %(number)d") % {"number": one.number}, one.text) for one in locked]
    steps = [(old[0], new[0], compare(old[1], new[1])) for old, new in pairwise(texts)]
    return render(request, "declaration/change_list.html", {"declaration": declaration, "steps": steps})


def _drafts(declaration: Declaration) -> QuerySet[DraftText]:
    return declaration.draft_texts.filter(language=declaration.authentic_language)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the draft out for comments until a time."""
    declaration = visible_or_404(request, slug)
    form = RoundForm(request.POST if request.method == "POST" else None)

    def put_out() -> None:
        until = form.cleaned_data["until"].replace(tzinfo=VIENNA)
        commenting.put_out(declaration, until=until, by=request.user)

    words = {
        "heading": naming(declaration, _("Open “%s” for comments"), declaration.title),
        "button": _("Open it for comments"),
    }
    return answer(request, declaration, form, put_out, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_comment(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say what became of one comment, and why."""
    declaration = visible_or_404(request, slug)
    said = get_object_or_404(declaration.comments, uuid=uuid)
    start = {"disposition": said.disposition, "answer": said.answer}
    form = DispositionForm(request.POST if request.method == "POST" else None, initial=start)

    def dispose() -> None:
        commenting.dispose(said, by=request.user, **form.cleaned_data)

    words = {
        "heading": _("Comment on paragraph %d") % said.paragraph,
        "consequence": format_html("<bdi>{}</bdi>", said.words),
        "button": _("Keep the answer"),
    }
    return answer(request, declaration, form, dispose, **words)


managing = [
    path("declarations/of/<slug:slug>/comments/", manage_round, name="declaration_manage_round"),
    path("declarations/of/<slug:slug>/comments/<uuid:uuid>/", manage_comment, name="declaration_manage_comment"),
]
