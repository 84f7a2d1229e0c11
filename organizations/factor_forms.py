"""Forms of the second factor: labels that say what to type, and no placeholders."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from organizations.account_forms import LabelledMixin

APP_OR_RECOVERY = _("From your authenticator app, or one of your recovery codes.")


class CodeForm(LabelledMixin, base.AuthenticateForm):
    """The code that completes signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = APP_OR_RECOVERY


class CodeAgainForm(LabelledMixin, base.ReauthenticateForm):
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = APP_OR_RECOVERY


class ActivateAppForm(LabelledMixin, totp.ActivateTOTPForm):
    """The first code of an app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")


class AddKeyForm(LabelledMixin, webauthn.AddWebAuthnForm):
    """A name for the key, and whether it signs in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["name"].help_text = _("For example the device that it is on. Only you see it.")
        self.fields["name"].widget.attrs |= {"maxlength": "60"}
        self.fields["passwordless"].label = _("Sign in with it alone: a passkey")
        self.fields["passwordless"].help_text = _("The device then asks for its own PIN, finger or face.")
        self.initial.setdefault("passwordless", True)

    def clean_name(self) -> str:
        """A short name; a long one is cut, since the key exists already."""
        return super().clean_name()[:60]


class RenameKeyForm(LabelledMixin, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["name"].widget.attrs |= {"maxlength": "60"}

    def clean_name(self) -> str:
        """A short name."""
        return self.cleaned_data["name"][:60]
