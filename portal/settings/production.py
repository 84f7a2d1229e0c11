"""Production: everything from the environment; what is missing is named and stops the start."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BASE_URL, STORAGES, env

REQUIRED = {
    "SECRET_KEY": "a long random string",
    "ALLOWED_HOSTS": "the host names of the portal, comma separated",
    "BASE_URL": "the address people type, https://…",
    "DATABASE_URL": "postgres://user:password@host/name, or sqlite:///path",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of the portal's mail",
}
missing = [f"{name} ({meaning})" for name, meaning in REQUIRED.items() if not env(name, default="")]
if missing:
    raise ImproperlyConfigured("Production needs these environment variables: " + "; ".join(missing) + ".")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must start with https:// in production.")

SHOW_OUTBOX = False
vars().update(env.email_url("EMAIL_URL"))
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)
# How many proxies stand in front; without it rate limits would see one address for everybody.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
