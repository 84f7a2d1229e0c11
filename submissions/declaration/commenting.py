"""The round of comments: put a draft out, comment by paragraph, answer each comment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import WRITING_ROLES, Organization, User
from portal import audit
from portal.dates import format_moment
from portal.records import InvalidMove, move
from submissions.declaration.models import Declaration, DeclarationState
from submissions.declaration.rounds import Comment, DraftText


@transaction.atomic
def put_out(declaration: Declaration, *, until: datetime, by: Any) -> Declaration:
    """Open the draft for comments until a time, and keep it as it is put out. Raises InvalidMove without a text."""
    declaration = declaration.locked()
    if until <= timezone.now():
        raise ValidationError({"until": _("This time is past. Choose one that is still to come.")})
    drafts = list(declaration.versions.drafts())
    if declaration.authentic_language not in {draft.language for draft in drafts}:
        raise InvalidMove(_("The text in the authentic language is missing."))
    for draft in drafts:
        DraftText.objects.update_or_create(
            declaration=declaration, language=draft.language, defaults={"text": draft.text}
        )
    return move(declaration, DeclarationState.COMMENTS, by=by, comments_until=until)


@transaction.atomic
def comment(
    declaration: Declaration,
    *,
    organization: Organization,
    by: User,
    paragraph: int,
    words: str,
    named: bool,
    form_key: UUID | None = None,
) -> Comment:
    """Say something about one paragraph for a verified organization. The same form sent twice is one comment.

    Raises InvalidMove when the round is not open or `by` may not write for it, ValidationError for the paragraph.
    """
    declaration = declaration.locked()
    if not commenting_organizations(by).filter(pk=organization.pk).exists():
        raise InvalidMove(_("Only people who write for a verified organization can comment."))
    if not declaration.takes_comments:
        raise InvalidMove(ended(declaration))
    text = declaration.draft_texts.get(language=declaration.authentic_language)
    if not 1 <= paragraph <= len(text.text.split("\n\n")):
        raise ValidationError({"paragraph": _("The text has no paragraph of this number.")})
    try:
        with transaction.atomic():
            said = Comment.objects.create(
                declaration=declaration, organization=organization, author=by, named=named, paragraph=paragraph,
                words=words.strip(), form_key=form_key,
            )  # fmt: skip
    except IntegrityError:  # the same form, sent twice
        return Comment.objects.get(form_key=form_key, organization=organization)
    audit.record(said, "comment", by=by)
    return said


def ended(declaration: Declaration) -> str:
    """Why nobody can comment now, in a sentence."""
    if declaration.comments_until is None:
        return str(_("The draft is not open for comments."))
    return str(_("Comments were open until %(time)s.") % {"time": format_moment(declaration.comments_until)})


@transaction.atomic
def dispose(said: Comment, *, disposition: str, answer: str, by: Any) -> Comment:
    """Say what became of a comment, and why. It may be said anew until the text is locked."""
    declaration = said.declaration.locked()
    if declaration.state != DeclarationState.COMMENTS:
        raise InvalidMove(_("The text is locked. Its table of comments is published."))
    said.disposition, said.answer, said.decided_at = disposition, answer.strip(), timezone.now()
    said.full_clean()
    said.save(update_fields=["disposition", "answer", "decided_at"])
    audit.record(said, "dispose", by=by, data={"disposition": disposition})
    return said


def commenting_organizations(user: User):
    """The organizations for which `user` may comment: verified ones, as somebody who writes."""
    return Organization.objects.verified().represented_by(user, WRITING_ROLES)
