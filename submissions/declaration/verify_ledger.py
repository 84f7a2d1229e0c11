#!/usr/bin/env python3
"""Check a ledger without asking the portal, which runs the same code. Needs nothing but Python.

python3 verify_ledger.py ledger.jsonl [openings.jsonl] [a fingerprint that you kept, of a receipt or a head]
"""

import hashlib
import json
import sys
from pathlib import Path

LABEL = "untoc-cso-ledger/1\n"


class Broken(Exception):
    """The number of an entry, and what is wrong with it."""


def expect(truth, number, problem):
    """Raise Broken unless it is true."""
    if not truth:
        raise Broken(number, problem)


def sha256(text, salt=""):
    """The hash of a text, behind a salt in hex, as lower-case hex."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def canonical(value):
    """The one way to write a value as JSON: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def check(lines):
    """Walk the chain. Gives the content of each entry by fingerprint, and the signatures that stand."""
    bodies, standing, texts, prev, at, ended = {}, set(), set(), "", "", False
    for number, line in enumerate(lines, 1):
        kind, text, link = line["kind"], line["body"], f"{LABEL}{line['prev']}\n{line['body_hash']}"
        expect(line["seq"] == number and text, number, "it is missing, or its content is")
        expect(sha256(text) == line["body_hash"], number, "its content was changed")
        expect(sha256(link) == line["hash"], number, "its fingerprint is wrong")
        body = json.loads(text)
        expect(canonical({**body, "seq": number, "kind": kind}) == text, number, "it contradicts its content")
        prev = prev or sha256(LABEL + body.get("declaration", ""))
        expect(line["prev"] == prev and body["at"] >= at, number, "it does not follow the one before it")
        expect(not ended or kind == "revoke", number, "it comes after the end")
        prev, at, ended = line["hash"], body["at"], ended or kind == "close"
        if kind == "version":
            texts.add(body["text"])
        elif kind == "sign":
            expect(body["text"] in texts, number, "it signs a text that was not locked")
            standing.add(prev)
        elif kind == "revoke":
            expect(body["of"] in standing, number, "it withdraws a signature that does not stand")
            standing.remove(body["of"])
        bodies[prev] = body
    return bodies, standing


def check_openings(openings, bodies):
    """Compare published names with what the chain, or an opening before, committed to."""
    known = {body["commitment"]: body["seq"] for body in bodies.values() if "commitment" in body}
    for opening in openings:
        fits = sha256(canonical(opening["facts"]), opening["salt"]) == opening["commitment"]
        expect(fits and known.get(opening["commitment"]) == opening["seq"], opening["seq"], "its names were changed")
        known[opening["facts"].get("person")] = opening["seq"]


if __name__ == "__main__":
    files = [list(map(json.loads, Path(a).read_bytes().splitlines())) for a in sys.argv[1:] if Path(a).is_file()]
    try:
        bodies, standing = check(files[0])
        check_openings(files[1] if files[1:] else [], bodies)
        for kept in sys.argv[1:]:
            expect(Path(kept).is_file() or kept in bodies, len(bodies), "nothing has the fingerprint that you kept")
    except Broken as broken:
        sys.exit("BROKEN at entry {}: {}".format(*broken.args))
    print("intact:", len(bodies), "entries,", len(standing), "signatures stand, head", *list(bodies)[-1:])
