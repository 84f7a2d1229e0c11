"""The strand of panels: those that coordinators say treated an article, each with its dialogue."""

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.models import DialoguePage, PanelPage
from dialogues.templatetags.dialogue_tags import days
from home.profiles import Words, parent_path, titles_of
from portal.mechanism.models import Article
from portal.threads import SHOWN, Found, Link, Strand


def panels_on(article: Article) -> Found:
    """The newest panels on record that treated the article; one of a dialogue that is not published is not there."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - PanelPage.steplen)
    starts = DialoguePage.objects.published().filter(path=above).order_by().values("starts_at")
    panels = PanelPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE, articles=article)
    panels = panels.annotate(starts=Subquery(starts[:1])).filter(starts__isnull=False)
    newest = list(panels.order_by("-starts", "number")[:SHOWN])
    places = {parent_path(panel) for panel in newest}
    dialogues = {page.path: page for page in DialoguePage.objects.live().filter(path__in=places)}
    titles = titles_of([*newest, *dialogues.values()])
    links = [link_to(panel, dialogues[parent_path(panel)], titles) for panel in newest]
    address = f"{reverse('wagtail_serve', args=['dialogues/'])}?article={article.key}"
    return Found(links, panels.count(), address)


def link_to(panel: PanelPage, dialogue: DialoguePage, titles: dict[int, Words]) -> Link:
    """A panel as a thread shows it, in the reader's language where it is translated."""
    title, of = titles[panel.pk], titles[dialogue.pk]
    address = reverse("wagtail_serve", args=[panel.address])
    return Link(title.title, address, title.language, days(dialogue, "short"), of.title, of.language)


ON_ARTICLE = Strand(
    "panels",
    _("Panels"),
    _("Panels of constructive dialogues that treated it would stand here. Coordinators name the articles of a panel."),
    panels_on,
)
