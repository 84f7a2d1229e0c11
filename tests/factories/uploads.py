"""Files as people send them, made here byte by byte: good ones, and those that want to do harm."""

import io

import pikepdf


def pdf(**info: str) -> bytes:
    """A PDF of one empty page; `info` as in pdf(Author="…")."""
    document, target = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    for key, value in info.items():
        document.docinfo[f"/{key}"] = value
    document.save(target)
    return target.getvalue()
