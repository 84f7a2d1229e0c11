"""From the tree to the stored HTML. What it writes passes `portal.html.sanitize` unchanged."""

from collections.abc import Iterable
from itertools import groupby

from portal.html import LINK_REL
from portal.prose.tree import Block, Blocks, Break, Heading, Items, Note, Paragraph, Quote, Run, Table, Word, Words

NOTE = '<small role="doc-footnote">'
NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;"}


def write(blocks: Blocks) -> str:
    """HTML of tidy blocks, each on a line of its own."""
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_words(block.words)}</p>"
        case Heading():
            return f"<h{block.level}>{_words(block.words)}</h{block.level}>"
        case Quote():
            return f"<blockquote>{''.join(map(_block, block.blocks))}</blockquote>"
        case Items():
            return _items(block)
        case Table():
            return _table(block)


def _items(block: Items) -> str:
    items = "".join(f"<li>{_item(item)}</li>" for item in block.items)
    if block.start is None:
        return f"<ul>{items}</ul>"
    start = "" if block.start == 1 else f' start="{block.start}"'
    return f"<ol{start}>{items}</ol>"


def _item(blocks: Blocks) -> str:
    """Words alone where an item is one paragraph with lists under it; else each paragraph has its tags."""
    first, *rest = blocks
    if all(isinstance(block, Items) for block in rest):
        return _words(first.words) + "".join(map(_block, rest))
    return "".join(map(_block, blocks if first.words else rest))


def _table(table: Table) -> str:
    head = table.rows[:1] if table.head else ()
    body = table.rows[len(head) :]
    parts = [f"<thead>{_row(row, 'th')}</thead>" for row in head]
    if body:
        parts.append(f"<tbody>{''.join(_row(row, 'td') for row in body)}</tbody>")
    return f"<table>{''.join(parts)}</table>"


def _row(cells: Iterable[Words], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_words(cell)}</{tag}>" for cell in cells) + "</tr>"


def _words(words: Iterable[Word]) -> str:
    return "".join(_linked(href, list(some)) for href, some in groupby(words, lambda word: getattr(word, "href", "")))


def _linked(href: str, words: list[Word]) -> str:
    strong = groupby(words, lambda word: getattr(word, "strong", False))
    inner = "".join(_marked("strong", on, _emphasized(some)) for on, some in strong)
    return f'<a href="{escape(href)}" rel="{LINK_REL}">{inner}</a>' if href else inner


def _emphasized(words: Iterable[Word]) -> str:
    em = groupby(words, lambda word: getattr(word, "em", False))
    return "".join(_marked("em", on, "".join(map(_word, some))) for on, some in em)


def _marked(tag: str, on: bool, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>" if on else inner


def _word(word: Word) -> str:
    match word:
        case Run():
            return escape(word.text)
        case Break():
            return "<br>"
        case Note():
            return f"{NOTE}{_words(word.words)}</small>"


def escape(text: str) -> str:
    """Text as the sanitizer writes it, which is not Django's way: an apostrophe stays, a fixed space is named."""
    return "".join(NAMED.get(sign, sign) for sign in text)
