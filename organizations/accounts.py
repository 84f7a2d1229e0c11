"""Signing up and in: allauth, with our outbox, our words, and secrets that no copy of the database gives away."""

import base64
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
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

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The front page in the language in which somebody signed out; "/" would be that of the browser."""
        return reverse("wagtail_serve", args=[""])

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


class FactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted under SECRET_KEY."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the code. Type the newest one; each works once."),
    }

    def encrypt(self, text: str) -> str:
        """For the database."""
        return locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """From the database, also what an older key locked (SECRET_KEY_FALLBACKS)."""
        return locks().decrypt(encrypted_text.encode()).decode()


def locks() -> MultiFernet:
    """One lock for each key of the portal, the newest first."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key))) for key in keys])


def derived(key: str | bytes) -> bytes:
    """A key of its own for this purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor").derive(force_bytes(key))
