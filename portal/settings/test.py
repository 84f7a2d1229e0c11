"""Tests: plain static files, fast password hashing, mail in memory, tasks kept instead of run."""

from .base import *  # noqa: F403
from .base import BASE_DIR, DATABASES, TEMPLATES

SECRET_KEY = "only for tests, never for people"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # No test is about a power cut, so none waits until each commit is on the disk; and no query here is so long that
    # compiling it pays.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off -c jit=off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
ACCOUNT_RATE_LIMITS = False
FORM_SECONDS = 0
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests" / "templates")
HEADS_DIR = ""  # tests that write heads choose a folder of their own
