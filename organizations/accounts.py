"""Signing up and in: allauth, with our outbox and our words."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal import limits, mail

# Mail that a stranger can make us send to any address. Codes for signing in go to accounts only, and have their limit.
ASKED_BY_ANYBODY = tuple(
    f"account/email/{name}"
    for name in (
        "email_confirmation_signup", "email_confirmation", "account_already_exists", "unknown_account",
        "password_reset_code", "password_reset",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Whom a mail goes to when the address may belong to no account."""

    email: str
    language: str


class AccountAdapter(DefaultAccountAdapter):
    """Writes allauth's mail into the outbox instead of sending it inside the request."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together. Check both, or ask for a code."),
        "enter_current_password": _("This is not your password. Write the one that you use now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This is not the code. Copy it from the newest mail."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, or sign in by code."),
        "rate_limited": _("Too many tries. Wait a few minutes."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail `<template_prefix>.txt`; it goes out once, also when the mail server is down now.

        What strangers can cause is at most five mails a day to one address; the page says the same either way.
        """
        if template_prefix in ASKED_BY_ANYBODY and not limits.mails_to(email, ASKED_BY_ANYBODY):
            return
        user = context.get("user")
        language = user.language if isinstance(user, User) else get_language() or settings.LANGUAGE_CODE
        mail.queue(
            template_prefix,
            Reader(email, language),
            code=context.get("code", ""),
            sign_up=f"{settings.BASE_URL}/accounts/signup/",
            sign_in=f"{settings.BASE_URL}/accounts/login/",
        )
