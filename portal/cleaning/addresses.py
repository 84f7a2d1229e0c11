"""Addresses inside documents: which run something, which lead into somebody's computer."""

SAFE = ("http://", "https://", "mailto:", "#")
RUNNING = ("javascript:", "vbscript:", "data:")
LOCAL = ("\\", "/", "../")


def normal(address: str) -> str:
    """An address as programs read it: without white space, in small letters."""
    return "".join(address.split()).lower()


def runs(address: str) -> bool:
    """Whether an address is program code."""
    return normal(address).startswith(RUNNING)


def leaves(address: str) -> bool:
    """Whether an address names a scheme, so that it leads out of the document."""
    return ":" in normal(address).partition("/")[0]


def is_local(address: str) -> bool:
    """Whether an address leads to a file of a computer or network, and so tells about it."""
    plain = normal(address)
    return plain.startswith(LOCAL) or (leaves(plain) and not plain.startswith(SAFE))
