"""Blocks of prose for pages that are written in parts: text, figures with their sources, signed comments."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote"]


class SignedComment(blocks.StructBlock):
    """What a person thinks, set apart from the text, with who they are and in which role they say it."""

    text = blocks.RichTextBlock(label=_("comment"), features=["bold", "italic", "link"])
    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("role"), max_length=200)

    class Meta:
        icon = "comment"
        label = _("Signed comment")


def prose() -> list[tuple[str, blocks.Block]]:
    """The kinds of blocks of a text. A figure is one of the register, so that it has source and date."""
    return [
        ("text", blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT)),
        ("figure", SnippetChooserBlock("mechanism.Figure", label=_("Figure with its source"))),
        ("comment", SignedComment()),
    ]
