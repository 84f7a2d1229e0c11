"""What every installation has before anybody writes a word: languages, front page, two lists, prose pages."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from dialogues.models import DialogueIndexPage
from home.models import AnalysisIndexPage, HomePage, StandardPage
from portal.html import paragraphs_to_html
from portal.pages import alias_in_every_language, publish

PAGES = Path(__file__).parent / "pages"


def ensure_site() -> HomePage:
    """Create languages, site, front page, the two lists and prose pages where they are missing. Idempotent.

    What coordinators changed since is left alone. Returns the front page in the default language.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first() or create_home()
    ensure_child(home, DialogueIndexPage(title="Constructive dialogues", slug="dialogues", intro=INTRO))
    ensure_child(home, AnalysisIndexPage(title="Analyses", slug="analysis", intro=ANALYSES))
    for file in sorted(PAGES.glob("*.toml")):
        text = tomllib.loads(file.read_text())
        page = StandardPage(title=text["title"], slug=file.stem, intro=text["intro"])
        page.body = paragraphs_to_html(text["body"])
        ensure_child(home, page)
    return home


INTRO = (
    "After each working group, States and civil society meet for a day. "
    "These are the days, what was said, and who was there."
)

ANALYSES = (
    "What organizations and coordinators make of resolutions: which paragraphs matter, what they ask for, "
    "and what is missing in them."
)


def create_home() -> HomePage:
    """The front page, in the place of Wagtail's welcome page, with the site that points to it."""
    root = Page.get_first_root_node()
    root.get_children().filter(slug="home", content_type__model="page").delete()
    root.refresh_from_db()
    home = HomePage(title="What is happening now", slug="home", locale=Locale.get_default())
    root.add_child(instance=home)
    publish(home)
    address = urlsplit(settings.BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": settings.PORTAL_NAME,
            "root_page": home,
        },
    )
    alias_in_every_language(home)
    return home


def ensure_child(parent: Page, page: Page) -> None:
    """Publish `page` under `parent`, with its aliases, unless the address is taken."""
    if parent.get_children().filter(slug=page.slug).exists():
        return
    page.locale = parent.locale
    parent.add_child(instance=page)
    publish(page)
    alias_in_every_language(page)
