"""The reference section: instruments, sessions, working groups, each fact with its source; and the guide beside it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogues.models import DialogueWorkingGroup
from home.models import RESERVED_SLUGS
from home.reference import SHOWN, groups
from portal.mechanism.models import CopSession, Figure, WorkingGroup
from tests.factories.dialogues import make_dialogue

pytestmark = pytest.mark.django_db
PAGE = "/en/reference/"


def dialogue_of(code: str, **fields):
    dialogue = make_dialogue(**fields)
    dialogue.working_groups = [DialogueWorkingGroup(group=WorkingGroup.objects.get(code=code))]
    dialogue.save()
    return dialogue


def of(code: str):
    return next(one for one in groups() if one.group.code == code)


def test_every_number_of_parties_stands_with_its_day_trust_and_source(client):
    page = client.get(PAGE).text
    counts = Figure.objects.filter(topic="party-count")

    assert counts.count() > 20 and page.count('scope="row"') >= counts.count() + CopSession.objects.count()
    assert "fortieth instrument" in page and page.count("Sources differ; none of the numbers is left out.") == 4
    assert 'href="/en/contradictions/"' in page
    for figure in counts:
        assert figure.as_of_text in page and str(figure.get_trust_display()) in page


def test_an_instrument_has_its_dates_and_the_official_text(client):
    page = client.get(PAGE).text

    for words in ("15 November 2000", "29 September 2003", "UNTS vol. 2225, No. 39574", "3 July 2005"):
        assert words in page
    assert page.count("https://docs.un.org/en/A/RES/55/25") >= 3
    assert all(f'<section class="sec" id="{code}">' in page for code in ("untoc", "tip", "som", "firearms"))


def test_the_sessions_of_the_conference_are_there_with_their_days(client):
    page = client.get(PAGE).text

    assert CopSession.objects.count() == 12 and "14 Oct 2024" in page and "28 Jun 2004" in page


def test_a_working_group_has_its_newest_dialogues_and_the_list_of_all(client):
    made = [dialogue_of("FA", in_days=-day) for day in (1, 2, 3, 4)]
    hidden = dialogue_of("FA", in_days=-9)
    hidden.live = False
    hidden.save()

    firearms = of("FA")
    page = client.get(PAGE).text

    assert [page.pk for page, _words in firearms.dialogues] == [one.pk for one in made[:SHOWN]] and firearms.held == 4
    assert '?group=FA">4 dialogues in all' in page and hidden.title not in page
    assert client.get("/en/dialogues/?group=FA").context["held"]["count"] >= 4


def test_a_working_group_leads_to_its_documents(client):
    (address,) = re.findall(r'href="([^"]*q=CTOC%2FCOP%2FWG\.4)"', client.get(PAGE).text)

    found = client.get(address).context["page_obj"].paginator.object_list
    assert {one.symbol for one in found} == {"CTOC/COP/WG.4/2021/6", "CTOC/COP/WG.4/2022/4"}
    assert of("TIP").documents == 2


def test_the_page_asks_as_often_for_three_dialogues_as_for_one(client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            dialogue_of("SOM")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_the_section_is_there_in_every_language(client):
    for language in ["ar", "zh-hans", "fr", "ru", "es"]:
        for address in ["reference/", "reference/documents/", "take-part/"]:
            assert client.get(f"/{language}/{address}").status_code == 200, (language, address)


def test_the_guide_cites_the_rule_of_each_way_to_take_part(client):
    page = client.get("/en/take-part/").text

    for rule in ("paragraph 53", "resolution 9/1", "resolution 10/1", "rule 17", "1996/31", "32, paragraph 3 (c)"):
        assert rule in page, rule
    assert 'href="/en/take-part/"' in client.get(PAGE).text


def test_a_page_cannot_take_the_place_of_the_section():
    assert {"reference", "articles", "glossary"} <= RESERVED_SLUGS
