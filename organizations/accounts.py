"""Signing up and in: allauth, with our outbox, and the language that a person wants mail in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal import mail


class AccountAdapter(DefaultAccountAdapter):
    """Writes allauth's mail into the outbox instead of sending it inside the request."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail of allauth; it goes out once, also when the mail server is down now."""
        message = self.render_mail(template_prefix, email, context)
        mail.store(
            email, str(message.subject), str(message.body),
            template=template_prefix, language=get_language() or settings.LANGUAGE_CODE,
        )  # fmt: skip


class SignupForm(AllauthSignupForm):
    """Name, address, language for mail, password."""

    name = forms.CharField(
        label=_("Name"), max_length=120,
        help_text=_("As you want coordinators and colleagues to address you. A pen name is fine; it is never public."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language for our mail"), choices=settings.LANGUAGES)
    field_order = ["name", "email", "language", "password1"]

    def custom_signup(self, request: Any, user: Any) -> None:
        """Keep the name and the language with the account."""
        user.first_name = self.cleaned_data["name"]
        user.language = self.cleaned_data["language"]
        user.save(update_fields=["first_name", "language"])
