"""The coordinators' pages and their entry in the menu of the Wagtail admin."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.chooser import ChooserViewSet

from organizations import coordination, document_desk, import_desk, merge_desk
from organizations.choosing import organization_chooser
from organizations.personal import admin

# The admin deletes accounts as the people themselves do, and closes them by the same rule.
hooks.register("before_delete_user", admin.delete_one)
hooks.register("before_bulk_action", admin.delete_many)
hooks.register("before_bulk_action", admin.set_many)
hooks.register("before_bulk_action", admin.assign_none)


@hooks.register("register_admin_urls")
def coordination_urls() -> list:
    """Addresses under /cms/."""
    paper = "organizations/<uuid:uuid>/documents/<uuid:document>/"
    return [
        *coordination.urlpatterns,
        path(paper, document_desk.document_open, name="organization_document"),
        path("organizations/import/", import_desk.bring, name="organization_import"),
        path("organizations/import/<uuid:uuid>/", import_desk.confirm, name="organization_import_check"),
        path("organizations/all.<slug:kind>", import_desk.export, name="organization_export"),
        path("organizations/<uuid:uuid>/merge/<uuid:heir>/", merge_desk.merge, name="organization_merge"),
    ]


class OrganizationsItem(MenuItem):
    """Shown to those who may verify."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person verifies organizations."""
        return request.user.has_perm("organizations.verify_organization")


@hooks.register("register_admin_menu_item")
def organizations_item() -> MenuItem:
    """The queue of applications."""
    return OrganizationsItem(
        _("Organizations"), reverse("organization_queue"), name="organizations", icon_name="group", order=210
    )


@hooks.register("register_admin_viewset")
def choosing_an_organization() -> ChooserViewSet:
    """A searchable list for fields that name an organization."""
    return organization_chooser
