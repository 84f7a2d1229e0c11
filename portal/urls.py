"""Every address of the portal. They are a contract: they never change and never get another meaning."""

from allauth.account import views as account
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import views
from portal.leaving import leaves_nothing
from portal.limits import limited
from portal.switches import closable

# Data, files and operation carry no language and never redirect to one.
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("cms/login/", views.sign_in_for_admin, name="sign_in_for_admin"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("organizations.data_urls")),
    path("dialogues/", include("dialogues.data_urls")),
    path("feeds/", include("dialogues.feed_urls")),
    path("declaration/", include("submissions.declaration.data_urls")),
    path("", include("submissions.statements.data_urls")),
    path("", include("submissions.consultations.data_urls")),
    path("", include("dialogues.asks.data_urls")),
    path("", include("dialogues.resolutions.data_urls")),
    path("", include("portal.mechanism.data_urls")),
    path("", include("home.data_urls")),
]
if settings.SHOW_OUTBOX:
    urlpatterns += [
        path("outbox/", views.outbox, name="outbox"),
        path("outbox/<uuid:uuid>/", views.outbox_mail, name="outbox_mail"),
    ]

# Every page for people carries its language; without it, the same address leads to the reader's own.
urlpatterns += i18n_patterns(
    path("accounts/signup/", closable("sign_up")(limited("sign_up")(account.signup)), name="account_signup"),
    path("accounts/logout/", leaves_nothing(account.logout), name="account_logout"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-factor/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("appearance/", views.appearance, name="appearance"),
    path("", include("home.urls")),
    path("", include("portal.mechanism.urls")),
    path("", include("organizations.urls")),
    path("", include("dialogues.urls")),
    path("", include("dialogues.asks.urls")),
    path("", include("dialogues.resolutions.urls")),
    path("", include("dialogues.registration.urls")),
    path("", include("dialogues.nominations.urls")),
    path("", include("submissions.statements.urls")),
    path("", include("submissions.declaration.urls")),
    path("", include("submissions.consultations.urls")),
    path("", include(wagtail_urls)),
)

handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
