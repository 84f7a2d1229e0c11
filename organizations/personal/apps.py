"""The accounts of the Wagtail admin, with our rules."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS in place of "wagtail.users"."""

    user_viewset = "organizations.personal.account_admin.AccountViewSet"
