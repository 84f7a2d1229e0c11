"""The page for what cannot be taken now: it says why, and gives back what was typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Never shown again: secrets, keys, and what only programs fill in.
SECRETS = ("password", "credential", "code")
KEYS = ("csrfmiddlewaretoken", "opened_at", "homepage")
WORTH_READING = 12


def not_now(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    """A page with `status`, which holds what was sent, ready to be sent again. A password is not kept."""
    sent = [(name, value) for name, values in request.POST.lists() if name not in KEYS for value in values]
    kept = [(name, value) for name, value in sent if not is_secret(name)]
    context = {
        "heading": title,
        "words": words,
        "kept": kept,
        "typed": [value for _name, value in kept if is_text(value)],
        "can_repeat": len(kept) == len(sent),
        "has_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "portal/not_now.html", context, status=status)


def is_secret(name: str) -> bool:
    """Whether a field of this name holds what nobody shows again."""
    return any(secret in name for secret in SECRETS)


def is_text(value: str) -> bool:
    """Whether these are words that somebody would miss; a one-time key is none."""
    return len(value) > WORTH_READING and not (value.count("-") == 4 and len(value) == 36)
