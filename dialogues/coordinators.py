"""Who coordinates which dialogue: everybody with the permission for all, and who is assigned to one for that one."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from dialogues.pages import DialoguePage
from organizations.assigning import give, group_of
from organizations.assignments import Assignment, Duty
from organizations.models import User
from portal import audit

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
DOCUMENT_PERMISSIONS = ("add_document", "choose_document")


def every_dialogue() -> QuerySet[DialoguePage]:
    """Each dialogue once, also those that are not public yet, the newest first."""
    return DialoguePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("-starts_at")


def dialogues_of(user: Any, permission: str) -> QuerySet[DialoguePage]:
    """The dialogues at which `user` does what `permission` allows at all of them, the newest first."""
    rows = every_dialogue()
    if user.has_perm(permission):
        return rows
    return rows.filter(translation_key__in=Assignment.objects.dialogues_of(user))


def of_dialogues(user: Any, path: str = "dialogue") -> Q:
    """Rows whose dialogue, found by `path`, this person coordinates by an assignment to that dialogue alone."""
    return Q(**{f"{path}__translation_key__in": Assignment.objects.dialogues_of(user)})


def coordinates(user: Any, dialogue: DialoguePage, permission: str) -> bool:
    """Whether `user` does at this dialogue what `permission` allows at all of them."""
    if user.has_perm(permission):
        return True
    return Assignment.objects.dialogues_of(user).filter(dialogue_key=dialogue.translation_key).exists()


def coordinates_any(user: Any, permission: str) -> bool:
    """Whether there is a dialogue at which `user` does what `permission` allows."""
    return user.has_perm(permission) or Assignment.objects.dialogues_of(user).exists()


@transaction.atomic
def assign(user: User, dialogue: DialoguePage, *, by: Any, reason: str, duty: str = Duty.DIALOGUE) -> Assignment:
    """Make `user` a coordinator of this dialogue, or with another `duty` its helper on the day, who gets no pages.

    Raises as `organizations.assigning.give` does.
    """
    assignment = give(user, duty, by=by, reason=reason, dialogue_key=dialogue.translation_key)
    if duty == Duty.DIALOGUE:
        open_pages(dialogue)
    return assignment


def open_pages(dialogue: DialoguePage) -> None:
    """Let those who are assigned to this dialogue work on its pages, in every language that it has, and no others."""
    group = Group.objects.filter(name=group_of(Duty.DIALOGUE, dialogue.translation_key)).first()
    if group is None:
        return
    group.permissions.set(Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin"))
    open_documents(group)
    allowed = Permission.objects.filter(codename__in=PAGE_PERMISSIONS, content_type__app_label="wagtailcore")
    for page in Page.objects.filter(translation_key=dialogue.translation_key):
        for permission in allowed:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def open_documents(group: Group) -> None:
    """Let a group add documents, which go with pages as materials, and choose among all of them."""
    allowed = Permission.objects.filter(codename__in=DOCUMENT_PERMISSIONS, content_type__app_label="wagtaildocs")
    for permission in allowed:
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def note_refusal(thing: Model | None, user: Any) -> None:
    """Keep in the account that somebody who coordinates other dialogues asked for this one's (SECURITY, case 14)."""
    if thing is not None and Assignment.objects.dialogues_of(user).exists():
        audit.record(thing, "refused", by=user)
