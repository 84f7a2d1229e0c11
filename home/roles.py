"""The roles of those who run the portal, as groups of Django permissions. Members of organizations have no group."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from dialogues.coordinators import open_documents
from organizations.assigning import GROUPS, give
from organizations.models import Assignment, Duty, User

COORDINATORS = GROUPS[Duty.COORDINATOR]
SAFETY_OFFICERS = GROUPS[Duty.SAFETY]
ADMINISTRATORS = GROUPS[Duty.ADMINISTRATOR]

# Coordinators decide and publish; they read no sealed report. The safety officer reads sealed reports. Administrators
# give roles, close forms and see whether mail goes out; they read nothing that was sent in. Who coordinates one
# dialogue: dialogues/coordinators.
PERMISSIONS = {
    COORDINATORS: [
        "wagtailadmin.access_admin",
        "organizations.verify_organization",
        "dialogues.decide_registration",
        "dialogues.decide_nomination",
        "dialogues.manage_resolution",
        "submissions.review_statement",
        "submissions.manage_declaration",
        "submissions.verify_claim",
        *(f"mechanism.{verb}_{model}" for verb in ("add", "change") for model in (
            "source", "instrument", "cluster", "state", "party", "review", "focalpoint", "figure", "contradiction",
            "theme",
        )),
        "mechanism.add_facttable",
        "mechanism.change_factcorrection",
        *(f"submissions.{verb}_call" for verb in ("add", "change")),
    ],
    SAFETY_OFFICERS: ["wagtailadmin.access_admin", "submissions.read_sealed_claim", "submissions.verify_claim"],
    ADMINISTRATORS: [
        "wagtailadmin.access_admin", "organizations.assign_duty", "portal.change_formswitch",
        "portal.change_outgoingmail",
    ],
}  # fmt: skip
PAGE_PERMISSIONS = {COORDINATORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]}


def ensure_roles() -> None:
    """Create the groups with exactly these permissions, and a role for each who is in one without. Idempotent."""
    everything = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    root = Page.get_first_root_node()
    for name, wanted in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([everything[key] for key in wanted])
        for codename in PAGE_PERMISSIONS.get(name, []):
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=everything[f"wagtailcore.{codename}"]
            )
    open_documents(Group.objects.get(name=COORDINATORS))
    for duty, name in GROUPS.items():
        held = Assignment.objects.active().filter(duty=duty)
        for user in User.objects.filter(groups__name=name, is_active=True).exclude(pk__in=held.values("user")):
            give(user, duty, by=None, reason="In the group before roles were kept, or put there by hand.")
