"""Deleting and closing accounts in the Wagtail admin: the same obstacles and the same erasure as by the person."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from organizations.models import User
from organizations.personal.account_admin import WHERE_ROLES_ARE
from organizations.personal.closing import WouldBeOrphaned, close, reopen
from organizations.personal.deletion import delete_account, obstacles
from portal.records import InvalidMove

LIST = "wagtailusers_users:index"


def delete_one(request: HttpRequest, user: User) -> HttpResponse | None:
    """In place of the admin's own deletion; before the button is there, only what stands in the way is said."""
    if request.method == "POST":
        return delete_many(request, "delete", [user], None)
    return refused(request, user) if obstacles(user) else None


def delete_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """All of these accounts or, when something has to be done first for one of them, none. Other things pass."""
    if action_type != "delete" or not objects or not isinstance(objects[0], User):
        return None
    try:
        with transaction.atomic():
            for user in objects:
                _delete(user, by=request.user)
    except StandsInTheWay as problem:
        return refused(request, problem.user)
    messages.success(request, _("Deleted, with what the portal held about these people: %s") % len(objects))
    return redirect(LIST)


def set_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Close or open all of these accounts or, when an organization would have no owner, none. Other things pass."""
    if action_type != "set_active_state":
        return None
    change = reopen if action.cleaned_form.cleaned_data["mark_as_active"] else close
    try:
        count = change(objects, by=request.user)
    except WouldBeOrphaned as problem:
        messages.error(request, f"{problem.organization}: {problem} " + _("Nothing was changed."))
    else:
        messages.success(request, _("Accounts that were changed: %s") % count)
    return redirect(LIST)


def assign_none(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Give no groups to many at once: whoever runs the portal has a role, with a reason. Other things pass."""
    if action_type != "assign_role":
        return None
    messages.error(request, str(WHERE_ROLES_ARE) + " " + _("Nothing was changed."))
    return redirect(LIST)


def refused(request: HttpRequest, user: User) -> HttpResponse:
    """Back to the list, with what to do first."""
    words = _(
        "“%s” runs the portal, or an organization has no other owner. End the role, or have the organization handed "
        "over, first. Nothing was deleted."
    )
    messages.error(request, words % user)
    return redirect(LIST)


class StandsInTheWay(Exception):
    """This account cannot be deleted now."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user


def _delete(user: User, by: Any) -> None:
    try:
        delete_account(user, by=by)
    except InvalidMove as problem:
        raise StandsInTheWay(user) from problem
