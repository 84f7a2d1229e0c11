"""A hash chain as files that anyone can keep: they carry no language, and a copy is checked again before it is used."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from submissions.chain import ChainEntry, stamp

JSON_LINES = "application/jsonl; charset=utf-8"


def as_file(lines: Iterable[str], name: str) -> HttpResponseBase:
    """Lines of JSON, sent while they are read."""
    response = StreamingHttpResponse((f"{line}\n" for line in lines), content_type=JSON_LINES)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, public=True, no_cache=True)
    return response


def head_text(kind: str, name: str, head: ChainEntry | None) -> HttpResponse:
    """The newest fingerprint of the chain with this name, to be kept elsewhere."""
    words = {
        kind: name,
        "entries": head.seq if head else 0,
        "head": head.hash if head else "",
        "at": stamp(head.created_at) if head else "",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in words.items())
    response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, no_cache=True)
    return response
