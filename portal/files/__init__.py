"""The only door for uploads: size, content, unpacked size, cleaning, scanning, a name of our own.

    accepted = files.accept(form_file, kinds=files.DOCUMENTS | files.PICTURES)  # raises ValidationError in words
    with transaction.atomic():
        evidence = files.store(Evidence(case=case, description="…"), accepted)  # Evidence is a StoredFile
    return files.serve(request, evidence)  # after the view asked who may

    words = files.text_of(form_file)  # only to be read; nothing is kept

What a file says of itself is never believed: its content is. The work of looking inside is done by portal/cleaning, in
a process without secrets; a row and its file are only ever made, served and dropped here.
"""

from portal.files.accepting import AcceptedFile, accept
from portal.files.kinds import ALL, DOCUMENTS, PICTURES, TABLES, named, suffixes
from portal.files.names import shown_name
from portal.files.reading import text_of
from portal.files.receiving import MAX_BYTES
from portal.files.rows import store
from portal.files.serving import serve
from portal.files.storing import ScanState, StoredFile, discard
from portal.files.sweeping import sweep

__all__ = [
    "ALL",
    "DOCUMENTS",
    "MAX_BYTES",
    "PICTURES",
    "TABLES",
    "AcceptedFile",
    "ScanState",
    "StoredFile",
    "accept",
    "discard",
    "named",
    "serve",
    "shown_name",
    "store",
    "suffixes",
    "sweep",
    "text_of",
]
