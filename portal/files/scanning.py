"""The virus scanner, where there is one: ClamAV's daemon, asked over INSTREAM (CLAMD_URL=tcp://host:3310).

No answer is never “clean”: a file that could not be scanned waits in quarantine, and the worker asks again.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from portal.files.storing import ScanState

SECONDS = 20
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


def scan(content: bytes) -> ScanState:
    """What the scanner says: clean, refused, or pending when it cannot be reached or gives another answer."""
    if not settings.CLAMD_URL:
        return ScanState.CLEAN
    try:
        answer = _ask(content)
    except OSError:  # not there, too slow, or it hung up because the file is larger than it takes
        return ScanState.PENDING
    if answer.endswith(b"FOUND"):
        return ScanState.REFUSED
    return ScanState.CLEAN if answer == b"stream: OK" else ScanState.PENDING


def _ask(content: bytes) -> bytes:
    """Send a content to clamd and read its one line."""
    with _connection() as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            piece = line.recv(LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0").strip()


def _connection() -> socket.socket:
    """tcp://host:port, or unix:///path."""
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address.path)
        return line
    return socket.create_connection((address.hostname or "127.0.0.1", address.port or 3310), timeout=SECONDS)
