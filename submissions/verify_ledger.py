"""Check a chain without the portal: python3 verify_ledger.py ledger.jsonl [openings.jsonl …] [a fingerprint]"""

import hashlib
import json
import re
import sys
from pathlib import Path

LABEL, SIGNED, BACK = "untoc-cso-ledger/1\n", {"sign", "late", "reaffirm"}, {"revoke", "amend", "reaffirm"}
LATER = {"revoke", "amend", "withhold", "late", "submit", "batch"}  # what may follow the end of signing
ON = {"accept", "undo", "restore", "revise"}  # after these a statement is on record; what one may follow:
AFTER = {"accept": {None}, "revise": ON, "withdraw": ON, "undo": {"withdraw"}, "remove": ON, "restore": {"remove"}}
canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode  # the one way
Broken = type("Broken", (Exception,), {"__doc__": "The number of an entry, and what is wrong with it."})


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
    follows = line["prev"] == (prev or sha256(LABEL + body.get("declaration", body.get("series", ""))))
    expect(follows and body["at"] >= at, number, "it does not follow the one before it")
    return body


def check(lines, erased=()):
    """Walk it. Gives each entry's content by fingerprint, and the text of each signature and statement that stands."""
    bodies, standing, last, texts, prev, at, ended = {}, {}, {}, {None}, "", "", False
    for number, line in enumerate(lines, 1):
        body = opened(number, line, prev, at, erased)
        prev, at, kind, of, text, name = line["hash"], body["at"], *map(body.get, ("kind", "of", "text", "reference"))
        expect(kind in LATER or not ended, number, "it comes after the end")
        ended, texts = ended | (kind == "close"), texts | {"version": {text}}.get(kind, set())
        expect(kind not in SIGNED or text in texts, number, "it signs a text that was not locked")
        expect(kind not in BACK or of is None or of in standing, number, "it speaks of a signature that does not stand")
        expect(last.get(name) in AFTER.get(kind, [last.get(name)]), number, "it does not fit its statement")
        expect(kind != "withhold" or bodies.get(of, {}).get("kind") == body.get("was"), number, "it withholds another")
        standing |= {name or of or prev: text} if kind in SIGNED | ON else {}
        standing.pop({"revoke": of, "withdraw": name, "remove": name}.get(kind), None)
        bodies[prev], last[name] = body, kind
    return bodies, standing


def check_openings(openings, bodies):
    """Compare published names, and who is in a batch, with what the chain, or an opening before, committed to."""
    known = {body["commitment"]: (body["seq"], body.get("count")) for body in bodies.values() if "commitment" in body}
    for one in openings:
        seq, facts, people = one["seq"], one["facts"], one["facts"].get("supporters")
        fits = known.get(one["commitment"]) == (seq, people and len(people))
        expect(fits and sha256(canonical(facts), one["salt"]) == one["commitment"], seq, "its names were changed")
        known |= dict.fromkeys([facts.get("person"), *(people or [])], (seq, None))


if __name__ == "__main__":
    files = [list(map(json.loads, Path(a).read_bytes().splitlines())) for a in sys.argv[1:] if Path(a).is_file()]
    try:
        said, live = check(files[0], gone := re.findall('"of":"(.{64})","reason"', str(files[0])))
        check_openings([one for file in files[1:] for one in file], said)
        kept = {a for a in sys.argv[1:] if not Path(a).is_file()} - {body.get("text") for body in said.values()}
        expect(kept <= said.keys(), len(said), "nothing has the fingerprint that you kept")
    except Broken as broken:
        sys.exit("BROKEN at entry {}: {}".format(*broken.args))
    many, head = sum(body.get("count", 0) - body.get("left", 0) for body in said.values()), [*said][-1:]
    print(f"intact: {len(said)} entries, {len(live)} in force, {many} supporters, withheld={len(gone)}, head", *head)
