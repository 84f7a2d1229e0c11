"""Forms of the account pages: labels instead of placeholders, and the same answer for known and unknown addresses."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organizations.forms import ExplainedField
from organizations.models import User
from organizations.provenance import OF_ACCOUNT
from portal.forms import TrapMixin

PASSWORD_RULE = _("12 characters or more; spaces are allowed, signs are not required. Common ones are refused.")


# How often a sign-up makes way for another one of the same address before it counts as one that has an account.
ATTEMPTS = 5


class LabelledMixin:
    """A placeholder is gone when one types, so there are none; a new password has its rule beside it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = PASSWORD_RULE
            if isinstance(field, forms.EmailField):  # in our word for it, in every language
                field.label = _("E-mail")


class SignupForm(LabelledMixin, TrapMixin, allauth_forms.SignupForm):
    """Name, address, language for mail, password; and what only programs fill in."""

    bound_field_class = ExplainedField
    explained = OF_ACCOUNT

    name = forms.CharField(
        label=_("Name"), max_length=120,
        help_text=_("As you want coordinators and colleagues to address you. A pen name is fine; it is never public."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language for our mail"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "w-m"})
    )
    field_order = ["name", "email", "language", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language())
        self.fields["email"].help_text = _("We send a code to it. Prefer an address that only you can read.")
        self.fields["password1"].help_text = _(
            "12 characters or more; spaces are allowed, signs are not required. Common ones are refused. "
            "Leave it empty if you want to sign in by a code from our mail each time."
        )

    def validate_unique_email(self, value: str) -> str:
        """Forget an account of this address that nobody ever confirmed or used: its password may be a stranger's."""
        forget_unused(value)
        return super().validate_unique_email(value)

    def try_save(self, request: HttpRequest) -> tuple[User | None, Any]:
        """Save the account; where there is one already, take the same time and give the same answer."""
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1") or None)
        for _attempt in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:  # sent again at the same moment: the later one counts, as it does in turn
                forget_unused(self.cleaned_data["email"])
        self.account_already_exists = True
        return super().try_save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name and the language with the account."""
        user.first_name = self.cleaned_data["name"]
        user.language = self.cleaned_data["language"]
        user.save(update_fields=["first_name", "language"])


def forget_unused(email: str) -> None:
    """Delete the account of this address that nobody ever confirmed or used."""
    unused = User.objects.filter(email=email, last_login=None, memberships=None, emailaddress__verified=False)
    unused.exclude(emailaddress__verified=True).delete()


class LoginForm(LabelledMixin, allauth_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = _("You may paste it.")
        self.fields["remember"].label = _("Stay signed in on this device")


class RequestLoginCodeForm(LabelledMixin, allauth_forms.RequestLoginCodeForm):
    """The address that gets a code. One that was never confirmed counts as unknown: sign up again."""

    _user: User | None

    def clean_email(self) -> str:
        """The address, with its account where a person has shown that they read its mail."""
        email = super().clean_email()
        addresses = EmailAddress.objects.filter(user=self._user) if self._user else EmailAddress.objects.none()
        if addresses and not any(address.verified for address in addresses):
            self._user = None
        return email


class ConfirmEmailCodeForm(LabelledMixin, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ConfirmLoginCodeForm(LabelledMixin, allauth_forms.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmResetCodeForm(LabelledMixin, allauth_forms.ConfirmPasswordResetCodeForm):
    """The code that allows a new password."""


class ResetPasswordForm(LabelledMixin, allauth_forms.ResetPasswordForm):
    """The address that gets the code."""


class NewPasswordForm(LabelledMixin, allauth_forms.ResetPasswordKeyForm):
    """A new password in place of a forgotten one."""


class ChangePasswordForm(LabelledMixin, allauth_forms.ChangePasswordForm):
    """A new password in place of a known one."""


class SetPasswordForm(LabelledMixin, allauth_forms.SetPasswordForm):
    """A password for an account that has none."""


class ChangeEmailForm(LabelledMixin, allauth_forms.AddEmailForm):
    """Another address for the account; it counts once its code was typed."""


class ReauthenticateForm(LabelledMixin, allauth_forms.ReauthenticateForm):
    """The password once more."""
