"""XML inside documents: read without entities and without a DTD, changed in place, written back."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from defusedxml import DTDForbidden
from lxml import etree

from portal.cleaning.report import Refused

ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
KNOWN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"utf-16", b"iso-8859-1", b"windows-1252"}
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def parse(content: bytes) -> etree._Element:
    """The root of an XML part. Raises Refused when it defines entities, or cannot be read."""
    found = ENCODING.match(content[:200].removeprefix(b"\xef\xbb\xbf"))
    if found and found.group(1).lower() not in KNOWN_ENCODINGS:
        raise Refused("damaged")
    refuse_dtd(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refused("damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("entities")
    return root


def refuse_dtd(content: bytes) -> None:
    """Read once with expat, which stops at the first word of a DTD (as defusedxml does); the tree is built after."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = stop
    try:
        parser.Parse(content, True)
    except DTDForbidden:
        raise Refused("entities") from None
    except (expat.ExpatError, LookupError, ValueError):
        raise Refused("damaged") from None


def stop(name: str, sysid: str | None, pubid: str | None, has_internal_subset: int) -> None:
    """A DTD begins: nothing after it is read."""
    raise DTDForbidden(name, sysid, pubid)


def serialize(root: etree._Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; names of the formats are not used twice for different things."""
    return str(element.tag).rpartition("}")[2]


def elements(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements of these local names, in the order of the text, safe to remove while going on."""
    return iter(list(root.iter(*(f"{{*}}{name}" for name in names))))


def drop(element: etree._Element) -> None:
    """Take out an element with all that is in it, but keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        keep_text(element, element.tail)
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Take out an element and leave what is in it where it stood."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    if element.text:
        keep_text(element, element.text)
    for number, child in enumerate(list(element)):
        parent.insert(place + number, child)
    drop(element)


def keep_text(element: etree._Element, text: str) -> None:
    """Add a text to what stands before an element."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + text
