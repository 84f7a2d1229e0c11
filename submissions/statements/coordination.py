"""Pages of the coordinators for this kind, inside the Wagtail admin: calls, the queue, one statement in full."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from dialogues import coordinators
from organizations.models import Organization, User
from portal import audit, files
from portal.dates import VIENNA
from portal.prose.publishing import published
from submissions.statements import history, permissions
from submissions.statements.attachments import Attachment
from submissions.statements.checklist import own_checks
from submissions.statements.companions import Companion, sent_along
from submissions.statements.compared import comparison
from submissions.statements.forms import AcceptForm
from submissions.statements.models import Call, LaterVersion, Review, Statement, StatementVersion
from submissions.statements.review_filters import LONGEST_QUERY, QueueFilter
from submissions.statements.review_forms import RejectForm, ReturnForm, TakeOverForm
from submissions.statements.views import reading
from submissions.statements.withdrawal_forms import RemoveForm, RestoreForm

PER_PAGE = 20
CALL_TIMES = ("opens_at", "closes_at", "grace_minutes")
CALL_RULES = (
    "word_limit", "word_limit_general", "word_limit_special", "word_limit_roster", "languages", "max_attachments",
    "max_cosigners", "reference_stem", "slug",
)  # fmt: skip


class StatementsItem(MenuItem):
    """The queue in the menu, for those who review statements."""

    def __init__(self) -> None:
        address = reverse_lazy("statement_queue")
        super().__init__(gettext_lazy("Statements"), address, name="statements", icon_name="doc-full", order=230)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person reviews statements."""
        return coordinators.coordinates_any(request.user, "submissions.review_statement")


class CallViewSet(SnippetViewSet):
    """Calls for statements: which dialogue, when, and by which rules."""

    model = Call
    icon = "mail"
    menu_label = gettext_lazy("Calls for statements")
    add_to_admin_menu = True
    menu_order = 310
    search_backend_name = None
    list_display = ["title", "reference_stem", "opens_at", "closes_at"]
    search_fields = ["title", "reference_stem"]
    panels = [
        FieldPanel("title"),
        FieldPanel("dialogue"),
        MultiFieldPanel([FieldPanel(name) for name in CALL_TIMES], gettext_lazy("When")),
        MultiFieldPanel(
            [FieldPanel(name) for name in CALL_RULES],
            gettext_lazy("Rules and address"),
        ),
    ]


def require_permission(request: HttpRequest) -> None:
    """403 for those who run the portal but do not review statements."""
    if not coordinators.coordinates_any(request.user, "submissions.review_statement"):
        raise PermissionDenied


@require_safe
def statement_queue(request: HttpRequest) -> HttpResponse:
    """Statements that wait for a decision, the longest waiting first, with who has them in hand."""
    require_permission(request)
    waiting = Review.objects.for_coordinator(request.user).waiting()
    filters = QueueFilter(request.GET, waiting, user=request.user)
    if (one := called(request)) and not filters.qs.exists():
        return redirect("statement_review", one.uuid)
    page = Paginator(filters.qs.for_lists(), PER_PAGE).get_page(request.GET.get("page"))
    own = set(Organization.objects.represented_by(request.user).values_list("pk", flat=True))
    context = {"form": filters.form, "page_obj": page, "own": own, "asked": any(filters.form.data.values())}
    return render(request, "statements/statement_queue.html", context)


def called(request: HttpRequest) -> Statement | LaterVersion | None:
    """The statement or later version, in whatever state, whose reference or receipt was typed into the search."""
    name = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if not name:
        return None
    seen = Statement.objects.for_coordinator(request.user)
    later = LaterVersion.objects.filter(receipt__iexact=name, statement__in=seen.values("pk"))
    return seen.filter(Q(reference__iexact=name) | Q(receipt__iexact=name)).first() or later.first()


@require_safe
def statement_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One statement in full, with what was checked and what can be decided."""
    return review_page(request, find(request, uuid))


def find(request: HttpRequest, uuid: UUID) -> Statement | LaterVersion:
    """A statement or later version that this coordinator sees; a draft is not there. Asking for another dialogue's is
    noted."""
    require_permission(request)
    seen = Statement.objects.for_coordinator(request.user).for_reading()
    statement = seen.filter(uuid=uuid).first()
    if statement is not None:
        return statement
    later = LaterVersion.objects.exclude(submitted_at=None).select_related("current", "of").filter(uuid=uuid).first()
    if later is not None and (found := seen.filter(pk=later.statement_id).first()):
        later.statement = found
        return later
    root = later.statement if later else Statement.objects.filter(uuid=uuid).first()
    coordinators.note_refusal(root, request.user)
    raise Http404


def review_page(
    request: HttpRequest, statement: Statement | LaterVersion, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a decision; `more` holds forms that came back with a mistake, or words that could not be used."""
    reviews = list(statement.looks.select_related("held_by", "approved_by", "version"))
    review = next((one for one in reviews if one.decided_at is None), None)
    context = {
        **looked_at(statement),
        "checks": own_checks(statement, statement.current) if statement.call else [],
        "attachments": list(statement.current.attachments.there()),
        "same_text": same_text(statement.current),
        "review": review,
        "earlier": [one for one in reviews if one.decided_at],
        **standing(request.user, statement, review),
        "comparison": comparison(statement),
        "accept_form": AcceptForm(prefix="accept", initial={"publish_at": wanted(review)}),
        "return_form": ReturnForm(prefix="return"),
        "reject_form": RejectForm(prefix="reject"),
        "take_over_form": TakeOverForm(prefix="take_over"),
        "remove_form": RemoveForm(prefix="remove"),
        "restore_form": RestoreForm(prefix="restore"),
        "events": history.for_coordinators(statement),
        "now": timezone.now(),
        **more,
    }
    return render(request, "statements/statement_review.html", context, status=status)


def looked_at(statement: Statement | LaterVersion) -> dict[str, Any]:
    """The text, and what belongs to it: for a statement as its readers see it, for a later version beside the other."""
    if isinstance(statement, Statement):
        along = [beside(one, statement.current) for one in sent_along(statement)]
        later = statement.later.exclude(state=LaterVersion.State.DRAFT).exclude(
            pk__in=[one["work"].pk for one in along]
        )
        stone = statement.tombstones.filter(lifted_at__isnull=True).first()
        return reading(statement) | {"stone": stone, "later": later, "along": along}
    stands = statement.of
    return {
        "statement": statement,
        "version": statement.current,
        "text": published(statement.current.body or "")[0],
        "topics": statement.topics,
        "stands": stands,
        "stands_text": published(stands.body or "", "stands-")[0],
    }


def beside(one: Companion, original: StatementVersion | None) -> dict[str, Any]:
    """A text in another language that was sent in with the one that is looked at, and that one once more beside it."""
    return {
        "sent": one,
        "original": published((original and original.body) or "", f"{one.later.language}-original-")[0],
        "work": one.later,
        "comparison": comparison(one.later),
        "checks": own_checks(one.later, one.version),
    }


def standing(user: User, statement: Statement | LaterVersion, review: Review | None) -> dict[str, bool]:
    """What this person may do with it now, and why not."""
    own = permissions.acts_for_it(user, statement)
    if review is None:
        return {"acts_for_it": own}
    barred = review.not_by_id == user.pk
    free = not own and not barred
    holds = free and review.holder == user
    return {
        "acts_for_it": own,
        "barred": barred,
        "may_take": free and not holds,
        "holds": holds,
        "approved_it": review.approved_by_id == user.pk,
    }


def wanted(review: Review | None) -> datetime | None:
    """The moment that the first of two chose, by Vienna's clock."""
    return timezone.make_naive(review.wanted_from, VIENNA) if review and review.wanted_from else None


def same_text(version: StatementVersion) -> list[Statement]:
    """Other statements that were sent in with exactly this text."""
    same = StatementVersion.objects.filter(sha256=version.sha256).exclude(statement=version.statement_id)
    return list(Statement.objects.filter(versions__in=same).select_related("organization")[:5])


@require_safe
def statement_file(request: HttpRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """A file of a statement that was sent in, for those who decide on it."""
    rows = Attachment.objects.filter(version__in=find(request, uuid).texts.all()).select_related("version__statement")
    row = rows.there().sent_in().keyed(key)
    if row is None:
        raise Http404
    if row.version.track_id or not row.version.statement.is_public:
        audit.record(row.version.statement, "file_read", by=request.user, data={"sha256": row.sha256})
    return files.serve(request, row)


urlpatterns = [
    path("statements/", statement_queue, name="statement_queue"),
    path("statements/<uuid:uuid>/", statement_review, name="statement_review"),
    path("statements/<uuid:uuid>/files/<slug:key>/", statement_file, name="statement_file"),
]
