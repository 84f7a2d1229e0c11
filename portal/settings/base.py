"""Settings that run out of the box: SQLite, local files, mail readable in the browser.

Everything an operator may change comes from the environment; the README has the table.
Production (`portal.settings.production`) starts from here and refuses to run half configured.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from .accounts import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()


def local_secret_key() -> str:
    """The key of this machine: made once, kept beside the data, readable by its owner only."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


SECRET_KEY = env("SECRET_KEY", default="") or local_secret_key()
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORT = env.int("PORT", default=8000)
BASE_URL = env("BASE_URL", default=f"http://127.0.0.1:{PORT}")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# What DOMAIN calls undecided, so a setting.
PORTAL_NAME = env("PORTAL_NAME", default="Civil Society Portal")
PORTAL_OPERATOR = env("PORTAL_OPERATOR", default="the coordinators of the portal")
PORTAL_CONTACT = env("PORTAL_CONTACT", default="coordinators@portal.example")
REFERENCE_PREFIX = env("REFERENCE_PREFIX", default="CSP")
REPLY_DAYS = env.int("REPLY_DAYS", default=21)
# Whether individuals may support a declaration, where its coordinators switch that on.
SUPPORTERS = env.bool("SUPPORTERS", default=False)
CORRECTION_DAYS = env.int("CORRECTION_DAYS", default=14)
CLAIM_HOURS = env.int("CLAIM_HOURS", default=48)
STATEMENTS_NEED_TWO = env.bool("STATEMENTS_NEED_TWO", default=False)
# How long what is kept, where the operator decided otherwise: by the key of a rule (manage.py retention --dry-run).
RETENTION_DAYS: dict[str, int] = env("RETENTION_DAYS", cast={"value": int}, default={})
# How long a text that could not be saved stays on the writer's own device, locked.
DRAFT_COPY_DAYS = env.int("DRAFT_COPY_DAYS", default=3)
# Lets a newcomer read the outbox in the browser; production switches it off for good.
SHOW_OUTBOX = True

WAGTAIL_SITE_NAME = PORTAL_NAME
WAGTAILADMIN_BASE_URL = BASE_URL

INSTALLED_APPS = [
    "home",
    "submissions",
    "dialogues",
    "organizations",
    "portal.mechanism",
    "portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail_localize",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "organizations.personal.apps.AccountsConfig",  # wagtail.users, with our rules
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.SafeAddress",
    "portal.middleware.PackPublic",
    "portal.middleware.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.KeepWords",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organizations.second_factor.RequireSecondFactor",
    "dialogues.middleware.NoteForeignPages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "portal.forms.PortalRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.portal",
            ],
            # Ours last: its language_name speaks the language of the reader.
            "builtins": ["django.templatetags.i18n", "portal.templatetags.portal_tags"],
        },
    }
]

# SQLite: readers do not wait for the writer, what was acknowledged survives a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA journal_size_limit=27103364;"
    ),
}
DATABASES = {
    "default": env.db_url_config(env("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://portal")}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Tasks are rows of the database; the worker is started beside the server.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "wagtail_localize"],
    }
}

AUTH_USER_MODEL = "organizations.User"
# A second factor: an app, a passkey or a security key, and codes for the day when it is lost. Whoever runs the portal
# cannot work without one where this is on; production switches it on.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
MFA_TOTP_ISSUER = PORTAL_NAME
# A browser gives passkeys to https:// and to http://localhost alone; an address in numbers is not enough.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BASE_URL.startswith("https://")
# How many proxies stand in front and add to X-Forwarded-For; none, so the header of a stranger counts for nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = 0

WAGTAILADMIN_LOGIN_URL = "sign_in_for_admin"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_APPEND_SLASH = True

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "borrowed"]  # the second: tools/messages.py
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.styles.JoinedStyles",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# The newest fingerprints of the ledgers, kept outside the database. Best on another disk or machine.
HEADS_DIR = env("HEADS_DIR", default=str(DATA_DIR / "heads"))
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.styles.HashedFiles"},
    # Uploads: no address leads here but views that ask who may (portal/files).
    "private": {
        "BACKEND": "portal.files.storing.PrivateStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None, "file_permissions_mode": 0o600},
    },
}
FILE_UPLOAD_HANDLERS = ["portal.files.receiving.BoundedUpload"]
# Files of the editors come in by the same door as every upload; documents are saved, never shown in place.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.documents.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.documents.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpeg", "jpg", "png"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_MAX_UPLOAD_SIZE = WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024  # what that handler keeps
# The virus scanner: tcp://host:3310 or unix:///path. Without it, cleaned files count as clean.
CLAMD_URL = env("CLAMD_URL", default="")
WHITENOISE_MAX_AGE = 3600

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@portal.example")

# Public pages need nothing but our own style sheet; the admin has its own policy (portal/middleware.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Wagtail shows its preview in a frame of our own, so X_FRAME_OPTIONS cannot be DENY.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
