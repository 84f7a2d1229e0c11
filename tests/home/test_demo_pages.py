"""Row by row: what the data files say of a dialogue stands on its page, with its source; what is not known is said."""

import re
from html import unescape

import pytest

from dialogues.models import DialoguePage
from home.demo import dialogues, reading
from portal.html import works

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def words_of(client, address):
    """What a reader reads at an address: the text without its markup, each space one."""
    answer = client.get(f"/en/{address}")
    assert answer.status_code == 200, address
    text = re.sub(r"<[^>]+>", " ", unescape(answer.text))
    return " ".join(text.split())


def missing(text, *expected):
    """Those of the expected pieces that the text lacks; markup may stand between a word and a comma."""
    plain = re.sub(r"\s+([,;.:])", r"\1", text)
    return [one for one in expected if one and " ".join(re.sub(r"\s+([,;.:])", r"\1", one).split()) not in plain]


def rows_of(name, key):
    return [row for row in reading.rows(name) if row["dialogue_id"] == key]


def sources(*citations):
    """The works as they are shown: an address without its scheme, shortened where it is long."""
    for citation in citations:
        for work in works(citation):
            yield work.split("/")[0] if "/" in work.split(" ")[0] else work


def test_every_row_of_the_files_stands_on_the_page_of_its_dialogue(demo_db, client):
    lacking = {}
    for row in reading.rows("dialogues"):
        page = DialoguePage.objects.published().get(slug=f"{dialogues.SUBJECTS[row['topic_codes']][0]}-{row['date']}")
        text = words_of(client, page.address)
        panels = rows_of("panels", row["id"])
        in_full = row["id"] == dialogues.APRIL
        people = [one for one in rows_of("speakers", row["id"]) if not one["name"].startswith("(")]
        facts = [
            dialogues.sentence_case(row["title"]), row["working_group_meeting"], row["venue"].split(";")[0],
            *([] if in_full else [row["chair"] if not row["chair"].startswith("(") else "", row["chair_role"]]),
            *sources(row["sources"]),
        ]  # fmt: skip
        for one in rows_of("dialogue_attendance", row["id"]):
            figure = one["figure"].replace("~", "about ")
            facts += [figure, one["unit"], one["qualifier"], *sources(one["source"])]
        facts += [one["name"] for one in people]
        facts += [] if in_full else [one["topic"] for one in panels]
        for number, panel in enumerate(page.get_children().live().specific(), start=1):
            own = words_of(client, panel.address)
            seated = [one for one in people if one["panel_no"] == str(number)]
            facts += [f"panel {number}: {one}" for one in missing(own, *(one["name"] for one in seated))]
            facts += [] if panel.source else [f"panel {number} names no source"]
            if not in_full:
                points = (dialogues.sentence(one["point_in_brief"]) for one in seated)
                facts += [f"panel {number}: {one}" for one in missing(own, *points)]
        facts += [dialogues.sentence(one["point_in_brief"]) for one in people if not one["panel_no"] and not in_full]
        facts += [] if row["chair_role"] else ["Chair Not known"]
        facts += [] if row["working_group_meeting"] else ["Working groups Not known"]
        facts += [] if in_full else ["No summary is on record."]
        facts += ["The day was not found."] if "day not found" in row["status"] else []
        if found := missing(text, *facts):
            lacking[row["id"]] = found

    assert lacking == {}


def test_the_report_on_april_2024_is_reproduced_whole(demo_db, client):
    report = reading.toml("april_2024")
    page = DialoguePage.objects.published().get(slug=report["slug"])
    text = words_of(client, page.address)

    facts = [report["intro"], report["chair"]]
    facts += [line.lstrip("-# ") for part in ("summary", "next_steps") for line in report[part].splitlines()]
    facts += [one[name] for one in report["agenda"] for name in ("title", "note") if name in one]
    facts += [one[name] for one in report["interventions"] for name in ("speaker", "summary")]
    facts += [one["title"] for one in report["panels"]]
    for one in report["figures"]:
        facts += [str(one["value"]), one["unit"], one["qualifier"]]
    assert missing(text, *facts) == []
    for panel in report["panels"]:
        own = words_of(client, f"{page.address}{panel['slug']}/")
        said = [one[name] for one in panel["panelists"] for name in ("name", "summary")]
        assert missing(own, panel["title"], panel.get("topic", ""), report["source"], *said) == []
    assert report["statement"]["organization"] in text
    assert missing(text, "73 of 189 (38.6%)", "81 of 189 (42.9%)", "The reviews since then") == []
