"""The public versions of a statement: the list, one in full, and what changed between two."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.comparing import Change, affordable, compare
from portal.prose.publishing import published
from portal.prose.to_marks import LINE_START
from submissions.statements import texts
from submissions.statements.editions import Edition, Editions, editions
from submissions.statements.models import Statement, StatementVersion
from submissions.statements.views import tombstone


@dataclass(frozen=True)
class Compared:
    """One paragraph of a comparison: `number` is that of the newer text, empty where it has none there."""

    anchor: str
    number: int | None
    change: Change


def of_statement(request: HttpRequest, slug: str) -> tuple[Statement, HttpResponse | None]:
    """A statement that is or was public; with the answer that stands for all its versions when it is gone."""
    statement = get_object_or_404(Statement.objects.was_public().for_reading(), slug=slug)
    if statement.is_public:
        return statement, None
    gone = tombstone(request, statement)
    gone.status_code = 410
    return statement, gone


@require_safe
def version_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All public versions, the first one first, each with its fingerprint and what it can be compared with."""
    statement, gone = of_statement(request, slug)
    if gone:
        return gone
    public = editions(statement)
    rows = [{"edition": one, "before": public.before(one)} for one in public.all]
    context = {"statement": statement, "rows": rows, "cosigned": statement.cosigners.listed().count()}
    return render(request, "statements/version_list.html", context)


@require_safe
def version_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version in full. What was replaced says so, and no search engine keeps it."""
    statement, gone = of_statement(request, slug)
    if gone:
        return gone
    public = editions(statement)
    edition = public.numbered(number)
    if edition is None:
        raise Http404
    text, headings = published(edition.version.body or "")
    context = {
        "statement": statement,
        "edition": edition,
        "version": edition.version,
        "before": public.before(edition),
        "text": text,
        "headings": headings,
        "attachments": edition.files,
        "of_older": edition.is_of_older,
        "cosigners": listed(statement) if edition.is_current else [],
    }
    response = render(request, "statements/version_detail.html", context)
    if edition.was_replaced:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def listed(statement: Statement) -> Any:
    """Who stands under the present text, by alphabet."""
    return statement.cosigners.listed().select_related("organization").alphabetical()


class CompareForm(forms.Form):
    """Which two."""

    old = forms.TypedChoiceField(label=_("Compare"), coerce=int)
    new = forms.TypedChoiceField(label=_("with"), coerce=int)

    def __init__(self, *args: Any, public: Editions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.public = public
        choices = [(one.number, f"{one.number}: {one.symbol or one.kind}") for one in public.comparable]
        for field in self.fields.values():
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Two of one language."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if len({one.version.language for one in self.chosen()}) > 1:
            self.add_error(None, _("Texts in two languages cannot be compared word by word."))
        return cleaned

    def chosen(self) -> list[Edition]:
        """Those that were named well, the older one first."""
        numbers = [self.cleaned_data[name] for name in ("old", "new") if name in self.cleaned_data]
        return list(filter(None, map(self.public.numbered, numbers)))


@require_safe
def version_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Paragraph by paragraph and word by word; by default the present text and the one before it."""
    statement, gone = of_statement(request, slug)
    if gone:
        return gone
    public = editions(statement)
    if not public.comparable:
        raise Http404
    form = CompareForm(usual_pair(public) | request.GET.dict(), public=public)
    context = {"statement": statement, "form": form, "current": public.current}
    if form.is_valid():
        context |= between(*form.chosen())
    return render(request, "statements/version_compare.html", context, status=200 if form.is_valid() else 400)


def usual_pair(public: Editions) -> dict[str, Any]:
    """The present text and the one before it, by their numbers; where there is none, the first and the last."""
    before = public.before(public.current) or public.comparable[0]
    usual = public.current if before in public.replacing else public.comparable[-1]
    return {"old": before.number, "new": usual.number}


def between(old: Edition, new: Edition) -> dict[str, Any]:
    """What the page of a comparison shows; where it would take too long, both texts as they are."""
    sources = [texts.typed(one.version) for one in (old, new)]
    context: dict[str, Any] = {"old": old, "new": new, "language": new.version.language}
    if not affordable(*sources):
        whole = [(one, published(one.version.body or "", f"v{one.number}-")[0]) for one in (old, new)]
        return context | {"whole": whole}
    rows = list(numbered(compare(*sources)))
    heads = {"heads": list(heads_between(old.version, new.version)), "files": files_between(old, new)}
    return context | heads | in_groups(rows)


def in_groups(rows: list[Compared]) -> dict[str, Any]:
    """The paragraphs in runs of those that are the same and those that are not, the latter also by themselves."""
    return {
        "groups": [(same, list(group)) for same, group in groupby(rows, lambda row: row.change.kind == "same")],
        "differ": [row for row in rows if row.change.kind != "same"],
        "paragraphs": len(rows),
    }


def heads_between(old: StatementVersion, new: StatementVersion) -> Iterator[tuple[str, list[Change]]]:
    """What changed in title and summary, each under its name."""
    pairs = ((_("Title"), old.title, new.title), (_("Summary"), old.summary, new.summary))
    for words, before, after in pairs:
        if changes := [one for one in compare(before, after) if one.kind != "same"]:
            yield words, changes


def numbered(changes: list[Change]) -> Iterator[Compared]:
    """The changes, each with the number that its paragraph has for readers of the newer text."""
    number = 0
    for place, change in enumerate(changes, 1):
        counts = _is_numbered(change)
        number += counts
        yield Compared(f"c{place}", number if counts else None, change)


def _is_numbered(change: Change) -> bool:
    """Whether readers of the newer text see a number at this paragraph."""
    if change.kind == "gone":
        return False
    starts = "".join(piece.text for piece in change.pieces if piece.kind != "gone")
    return not (LINE_START.match(starts) or starts.startswith(" "))


def files_between(old: Edition, new: Edition) -> list[tuple[str, str]]:
    """Files that only one of the two has: "gone" or "new", and the description."""
    return [*_only_in(old, new, "gone"), *_only_in(new, old, "new")]


def _only_in(one: Edition, other: Edition, word: str) -> Iterator[tuple[str, str]]:
    """The files of one that the other has not."""
    there = {file.sha256 for file in other.files}
    return ((word, file.description) for file in one.files if file.sha256 not in there)
