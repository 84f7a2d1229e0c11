"""The front door: home page, prose pages, desk, coordinators' queues, demo content."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from organizations.registry import on_organization, register_deed
from portal import everywhere, merging
from portal.registry import beside_paragraphs
from portal.threads import on_article, on_document
from submissions.consultations.registry import on_state, on_windows

# What stands on the profile of an organization, in this order. Strings: models cannot be imported before every app is.
PROFILE = (
    "home.profiles.spoken",
    "submissions.statements.parts.of_organization",
    "submissions.statements.parts.of_cosigner",
    "home.profiles.signed",
    "home.profiles.reported",
    "home.analyses.threads.of_organization",
)
# The strands of the threads: of an article of a treaty, and of a document of the register.
ON_ARTICLE = (
    "home.threads.ON_ARTICLE",
    "home.analyses.threads.ON_ARTICLE",
    "submissions.statements.threads.ON_ARTICLE",
    "dialogues.resolutions.threads.ON_ARTICLE",
    "dialogues.asks.showing.ON_ARTICLE",
    "submissions.declaration.threads.ON_ARTICLE",
    "submissions.consultations.threads.ON_ARTICLE",
    "portal.mechanism.threads.ON_ARTICLE",
)


class HomeConfig(AppConfig):
    """The top floor."""

    name = "home"
    verbose_name = _("front door")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put together the pages of the floors below that several kinds of record share."""
        import_string("portal.translated.connect")(self.label)
        for name in PROFILE:
            on_organization.register(import_string(name))
        for deed in import_string("home.deeds.DEEDS"):
            register_deed(deed)
        on_state.register(import_string("home.states.said_of"))
        on_state.register(import_string("home.states.statements_of"))
        on_state.register(import_string("home.states.texts_of"))
        on_windows.register(import_string("home.states.windows_of"))
        on_article.register(*map(import_string, ON_ARTICLE))
        on_document.register(import_string("dialogues.resolutions.threads.ON_DOCUMENT"))
        on_document.register(import_string("home.analyses.threads.ON_DOCUMENT"))
        on_document.register(import_string("submissions.statements.threads.ON_DOCUMENT"))
        beside_paragraphs.register(import_string("home.analyses.threads.beside"))
        beside_paragraphs.register(import_string("submissions.consultations.paragraphs.beside"))
        merging.register(import_string("home.analyses.merging.FOLLOWER"))
        on_document.register(*import_string("portal.mechanism.threads.ON_DOCUMENT"))
        everywhere.register(*import_string("home.everywhere.KINDS"))
