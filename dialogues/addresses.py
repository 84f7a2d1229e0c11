"""What the pages of the dialogues share: their formatted text, and addresses that hold in every language for ever."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.html import html_to_text

RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link", "blockquote"]
# Words that follow /dialogues/ and belong to the portal itself.
RESERVED = frozenset({"attendance", "calendar", "corrections", "objections"})


def drop_empty(page: Page, *names: str) -> None:
    """Store nothing where a formatted text has no words: the editor leaves an empty paragraph behind."""
    for name in names:
        if not html_to_text(getattr(page, name)):
            setattr(page, name, "")


def check_slug(page: Page) -> None:
    """Raise ValidationError when the address is reserved, or differs from that of the page in another language."""
    if page.slug in RESERVED:
        raise ValidationError({"slug": _("This address belongs to the portal itself. Choose another word.")})
    translations = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    kept = translations.exclude(slug=page.slug).values_list("slug", flat=True).first()
    if kept is not None:
        message = _("The address is the same in every language and stays as it is: “%(slug)s”.")
        raise ValidationError({"slug": message % {"slug": kept}})
