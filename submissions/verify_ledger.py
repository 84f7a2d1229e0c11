"""Check a ledger without the portal: python3 verify_ledger.py ledger.jsonl [openings.jsonl] [a fingerprint you kept]"""

import hashlib
import json
import re
import sys
from functools import partial
from pathlib import Path

LABEL = "untoc-cso-ledger/1\n"
LATER = {"revoke", "amend", "withhold", "late", "submit"}  # what may follow the end of signing
canonical = partial(json.dumps, sort_keys=True, ensure_ascii=False, separators=(",", ":"))  # the one way to write it
SIGNED, BACK = {"sign", "late", "reaffirm"}, {"revoke", "amend", "reaffirm"}


class Broken(Exception):
    """The number of an entry, and what is wrong with it."""


def expect(truth, number, problem):
    """Raise Broken unless it is true."""
    if not truth:
        raise Broken(number, problem)


def sha256(text, salt=""):
    """The hash of a text, behind a salt in hex, as lower-case hex."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def opened(number, line, prev, at, erased):
    """The content of an entry that is whole and follows `prev` and `at`, the one before; `erased` ones may lack it."""
    kind, text, link = line["kind"], line["body"], f"{LABEL}{line['prev']}\n{line['body_hash']}"
    expect(line["seq"] == number and (text or line["hash"] in erased), number, "it is missing, or its content is")
    expect(not text or sha256(text) == line["body_hash"], number, "its content was changed")
    body = json.loads(text) if text else {"seq": number, "kind": kind, "at": at}
    expect(not text or canonical({**body, "seq": number, "kind": kind}) == text, number, "it contradicts itself")
    expect(sha256(link) == line["hash"], number, "its fingerprint is wrong")
    follows = line["prev"] == (prev or sha256(LABEL + body.get("declaration", "")))
    expect(follows and body["at"] >= at, number, "it does not follow the one before it")
    return body


def check(lines, erased=()):
    """Walk the chain. Gives each entry's content by fingerprint, and the text under each signature that stands."""
    bodies, standing, texts, prev, at, ended = {}, {}, {None}, "", "", False
    for number, line in enumerate(lines, 1):
        body = opened(number, line, prev, at, erased)
        prev, at, kind, of, text = line["hash"], body["at"], body["kind"], body.get("of"), body.get("text")
        expect(kind in LATER or not ended, number, "it comes after the end")
        ended, texts = ended | (kind == "close"), texts | {text} if kind == "version" else texts
        expect(kind not in SIGNED or text in texts, number, "it signs a text that was not locked")
        expect(kind not in BACK or of is None or of in standing, number, "it speaks of a signature that does not stand")
        expect(kind != "withhold" or bodies.get(of, {}).get("kind") == body.get("was"), number, "it withholds another")
        standing |= {of or prev: text} if kind in SIGNED else {}
        standing.pop({"revoke": of}.get(kind), None)
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
        bodies, standing = check(files[0], erased := re.findall('"of":"(.{64})","reason"', str(files[0])))
        check_openings(files[1] if files[1:] else [], bodies)
        missing = [a for a in sys.argv[1:] if a not in bodies and not Path(a).is_file()]
        expect(not missing, len(bodies), "nothing has the fingerprint that you kept")
    except Broken as broken:
        sys.exit("BROKEN at entry {}: {}".format(*broken.args))
    print(f"intact: {len(bodies)} entries, {len(standing)} signatures, withheld={len(erased)}, head", *[*bodies][-1:])
