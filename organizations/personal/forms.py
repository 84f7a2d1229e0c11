"""The confirmation that an account shall be deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.forms import PlainForm


class DeletionForm(PlainForm):
    """The person's address, typed, so that nobody deletes an account by a slip."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Type it, to confirm that you mean it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        """The address of the account, in any case."""
        address = self.cleaned_data["address"].lower()
        if address != self.user.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return address
