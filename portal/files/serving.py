"""Handing out a stored file. Who may have it was decided before, by the caller."""

from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from portal.files.storing import StoredFile, private_storage

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",  # kept by nobody without asking here each time
    "Accept-Ranges": "none",  # small files: always whole, so that HEAD, GET and Range have one answer
}


def serve(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The file, to be saved and never shown in place. 404 while it is not scanned, or when it is gone."""
    if not stored.is_ready:
        raise Http404
    try:
        content = private_storage().open(str(stored.file.name))
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=stored.given_name, content_type=stored.kind)
    etag = f'"{stored.sha256}"'
    for name, value in (HEADERS | {"ETag": etag, "Content-Length": str(stored.size)}).items():
        response.headers[name] = value
    answer: Any = get_conditional_response(request, etag=etag, response=cast(Any, response))
    answer._csp_exempt = True  # the stricter policy above stands instead of the pages' own
    return cast(HttpResponseBase, answer)
