"""How bytes of an upload come in: in memory, never more than we take, so that no request can fill memory or disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MAX_BYTES = 10 * 1024 * 1024
MAX_BYTES_OF_A_REQUEST = 2 * MAX_BYTES


class BoundedUpload(FileUploadHandler):
    """Keeps a file up to the limit; one that is larger arrives empty, with its true size, for forms to refuse."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.kept = 0
        self.pieces: list[bytes] = []
        self.size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.pieces, self.size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, or drop all there is of a file that became too large."""
        self.size += len(raw_data)
        self.kept += len(raw_data)
        if self.size > MAX_BYTES or self.kept > MAX_BYTES_OF_A_REQUEST:
            self.size = max(self.size, MAX_BYTES + 1)
            self.pieces = []
        else:
            self.pieces.append(bytes(raw_data))

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, whole or empty."""
        return InMemoryUploadedFile(
            BytesIO(b"".join(self.pieces if self.size <= MAX_BYTES else [])), self.field_name, self.file_name,
            self.content_type, self.size, self.charset, self.content_type_extra,
        )  # fmt: skip
