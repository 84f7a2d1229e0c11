"""Walks through pages by their links, as a reader does who follows all of them."""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import resolve

FILES = re.compile(r"\.(?:ics|jsonl|txt|json|csv|py)$")


def links(html: str, base: str) -> set[str]:
    """Addresses on this site that a page leads to, without fragments."""
    found = (urljoin(base, unescape(one)) for one in re.findall(r"<a [^>]*href=\"([^\"]+)\"", html))
    parts = (urlsplit(one) for one in found)
    return {one._replace(fragment="").geturl() for one in parts if not one.netloc and one.path.startswith("/")}


def is_page(answer) -> bool:
    """Whether it can be read: no file, no redirect, nothing that is missing."""
    return answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code == 200


def crawl(client, start: str, wanted: re.Pattern, limit: int = 1500) -> dict[str, object]:
    """Every answer that can be reached from `start` by links whose address is `wanted`."""
    answers, todo = {}, [start]
    while todo:
        address = todo.pop()
        answers[address] = answer = client.get(address)
        if is_page(answer):
            new = {one for one in links(answer.text, address) if wanted.search(one) or FILES.search(one)}
            todo += sorted(new - answers.keys() - set(todo))
        assert len(answers) <= limit, f"the crawl does not end: {todo[-3:]}"
    return answers


def kind(address: str) -> tuple[str, int]:
    """What sort of page it is: the name of its address, and for pages of the CMS how deep they lie below what."""
    path = urlsplit(address).path
    name = resolve(path).view_name
    return (name, 0) if name != "wagtail_serve" else (path.split("/")[2], path.count("/"))


def some_of_each_kind(
    client, start: str, wanted: re.Pattern, most: int = 3, also: Iterable[str] = ()
) -> dict[str, str]:
    """The pages that can be reached from `start` by links whose address is `wanted`: at most so many of each kind.

    `also` are addresses that no link of the start leads to.
    """
    pages, todo, taken = {}, [start, *also], Counter()
    seen = set(todo)
    while todo:
        address = todo.pop(0)
        answer = client.get(address)
        if is_page(answer):
            pages[address] = answer.text
            new = sorted(one for one in links(answer.text, address) - seen if wanted.search(one))
            seen.update(new)
            for one in new:
                taken[kind(one)] += 1
                todo += [one] if taken[kind(one)] <= most else []
    return pages
