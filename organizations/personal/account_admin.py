"""One account in the Wagtail admin: it is closed by the rule of the last owner, and gets no roles here."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import EditView, UserViewSet

from organizations.personal.closing import WouldBeOrphaned, close, reopen

WHERE_ROLES_ARE = _("Roles are given and ended under “Roles”, with a reason; this only shows what follows from them.")


class RolesElsewhere:
    """A form that shows the groups of an account, but takes none: groups follow from roles."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].disabled = True
        self.fields["groups"].help_text = WHERE_ROLES_ARE


class NewAccountForm(RolesElsewhere, UserCreationForm):
    """An account made by an administrator."""


class AccountForm(RolesElsewhere, UserEditForm):
    """What an administrator changes of an account."""


class EditAccount(EditView):
    """The page of one account."""

    def form_valid(self, form: AccountForm) -> HttpResponse:
        """Save it; where an organization would be orphaned, say so beside the field."""
        try:
            return super().form_valid(form)
        except WouldBeOrphaned as problem:
            form.add_error("is_active", f"{problem.organization}: {problem}")
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_instance(self) -> Any:
        """Close or open the account by our own verbs, then store the rest. Called in a transaction."""
        if "is_active" in self.form.changed_data:
            change = reopen if self.form.cleaned_data["is_active"] else close
            change([self.form.instance], by=self.request.user)
        return super().save_instance()


class AccountViewSet(UserViewSet):
    """The list of accounts with its pages."""

    edit_view_class = EditAccount

    def get_form_class(self, for_update: bool = False) -> type:
        """The form of a new account, or of one that is there."""
        return AccountForm if for_update else NewAccountForm
