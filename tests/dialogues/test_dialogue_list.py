"""The list of dialogues: what comes next, what was held, and its filters."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from dialogues import listing
from dialogues.models import DialogueInstrument, DialogueWorkingGroup
from portal.mechanism.models import Article, Instrument, WorkingGroup
from tests.factories.dialogues import make_dialogue, make_figure, make_full_dialogue, make_panel, with_aliases

pytestmark = pytest.mark.django_db


def read(client, query="", language="en"):
    response = client.get(f"/{language}/dialogues/{query}")
    assert response.status_code == 200
    return response.text


def part(text, section):
    return text.partition(f'id="{section}"')[2].partition("</section>")[0]


def held_on(year, month=4, day=5, **fields):
    starts = datetime(year, month, day, 8, tzinfo=UTC)
    return make_dialogue(starts_at=starts, registration_open=False, **fields)


def test_coming_and_held_dialogues_stand_apart(client):
    make_dialogue(title="Still to come")
    make_dialogue(title="Long over", in_days=-30)

    text = read(client)

    assert "Still to come" in part(text, "coming")
    assert "Long over" in part(text, "held")
    assert "Long over" not in part(text, "coming")


def test_the_head_names_the_next_one_and_its_deadline(client):
    make_dialogue(in_days=40)
    first = make_dialogue(in_days=20)

    head = read(client).partition('class="facts"')[2].partition("</dl>")[0]

    assert f'href="/en/{first.address}"' in head
    assert "Register by" in head
    assert f"{first.registration_closes_at:%H:%M} UTC" in head


def test_a_cancelled_dialogue_is_listed_but_is_not_the_next(client):
    make_dialogue(in_days=20, title="Called off", status="cancelled")
    second = make_dialogue(in_days=40)

    text = read(client)

    assert "Called off" in part(text, "coming")
    assert "Cancelled" in part(text, "coming")
    assert f'href="/en/{second.address}"' in text.partition('class="facts"')[2].partition("</dl>")[0]


def test_held_ones_are_counted_since_the_first_and_called_off_ones_are_not(client):
    held_on(2022, 5, 6)
    held_on(2023)
    held_on(2023, status="cancelled")

    assert "2 (the first: May 2022)" in read(client).replace('<time datetime="2022-05-06">', "").replace("</time>", "")


def test_without_any_dialogue_the_list_says_so(client):
    text = read(client)

    assert "No dialogue is announced" in text
    assert "No dialogue fits this choice" in text


def test_held_ones_stand_under_their_year_in_vienna(client):
    held_on(2023)
    starts = datetime(2023, 12, 31, 23, 30, tzinfo=UTC)
    make_dialogue(title="New year", starts_at=starts, registration_open=False)

    groups = part(read(client), "held").split('<div class="group">')[1:]

    assert [group[4:8] for group in groups] == ["2024", "2023"]
    assert "New year" in groups[0]
    assert "1 dialogue" in groups[0]


def test_figures_stand_in_the_list_with_a_hint_where_sources_differ(client):
    dialogue = held_on(2024)
    make_figure(dialogue, 144)
    make_figure(dialogue, 65)

    held = part(read(client), "held")

    assert "144" in held
    assert f'href="/en/{dialogue.address}#figures"' in held
    assert "Sources differ" in held


def test_a_dialogue_without_figures_says_that_there_is_none(client):
    held_on(2024)

    assert "No figure on record" in part(read(client), "held")


def test_a_month_without_a_day_shows_the_month(client):
    held_on(2025, 10, 1, date_precision="month")

    held = part(read(client), "held")

    assert "October 2025" in held
    assert "1 Oct" not in held


def test_filtering_by_instrument_working_group_year_and_summary(client):
    firearms = held_on(2024, title="On firearms", summary="<p>What was said.</p>")
    held_on(2023, title="On something else")
    instrument = Instrument.objects.get(code="FIREARMS")
    DialogueInstrument.objects.create(dialogue=firearms, instrument=instrument)
    DialogueWorkingGroup.objects.create(dialogue=firearms, group=WorkingGroup.objects.get(code="FA"))

    every = "?instrument=FIREARMS&group=FA&year=2024&summary=on"
    for query in ("?instrument=FIREARMS", "?group=FA", "?year=2024", "?summary=on", every):
        held = part(read(client, query), "held")
        assert "On firearms" in held
        assert "On something else" not in held
    assert "No dialogue fits this choice" in read(client, "?instrument=FIREARMS&year=2023")
    assert "No dialogue fits this choice" in read(client, "?group=TIP")


def test_filtering_by_an_article_finds_dialogues_with_a_published_panel_on_it(client):
    article = Article.objects.get(instrument__code="FIREARMS", number=5)
    for title, live in (("With a panel on it", True), ("With a draft on it", False)):
        panel = make_panel(held_on(2024, title=title), live=live)
        panel.articles = [article]
        panel.save()
    make_panel(held_on(2023, title="With another panel"))

    held = part(read(client, "?article=firearms-5"), "held")

    assert "With a panel on it" in held and '<option value="firearms-5" selected' in held
    assert "With a draft on it" not in held and "With another panel" not in held
    assert "No dialogue fits this choice" in read(client, "?article=firearms-5&year=2023")


HOSTILE = [
    "?year=1",
    "?year=abc",
    "?year=" + "9" * 1000,
    "?instrument=%27",
    "?instrument=NONE",
    "?group=%27",
    "?article=firearms-5'--",
    "?group__source__citation__startswith=a",
    "?instrument__source__citation__startswith=a",
    "?page=-1",
    "?page=1000000000",
    "?page=x",
    "?summary=x&year=2024&year=2023",
]


def test_a_hostile_query_is_answered_with_the_list(client):
    held_on(2024, title="On firearms")

    for query in HOSTILE:
        assert client.get(f"/en/dialogues/{query}").status_code == 200, query


def test_a_long_list_has_pages_that_keep_the_filter(client, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for day in (1, 2, 3):
        held_on(2024, 5, day)

    first = read(client, "?year=2024")

    assert "year=2024&amp;page=2" in first
    assert first.count('class="rec rec--3"') == 2
    assert read(client, "?year=2024&page=2").count('class="rec rec--3"') == 1


def test_titles_are_in_the_language_of_the_reader_and_facts_from_the_original(client):
    dialogue = with_aliases(held_on(2024, title="On firearms"), "ar")
    make_figure(dialogue, 144)
    arabic = dialogue.get_translation(dialogue.locale.__class__.objects.get(language_code="ar"))
    arabic.alias_of, arabic.title = None, "الأسلحة النارية"
    arabic.starts_at -= timedelta(days=800)
    arabic.save()
    with_aliases(held_on(2023, title="Not translated"), "ar")

    held = part(read(client, language="ar"), "held")

    assert "الأسلحة النارية" in held
    assert "On firearms" not in held
    assert "144" in held
    assert "2024" in held
    assert '<a href="/ar/dialogues/' in held
    assert ' lang="en" dir="ltr">Not translated' in held


def test_drafts_and_unpublished_dialogues_are_not_listed(client):
    make_dialogue(title="CANARY", in_days=3).unpublish()
    held = held_on(2024, title="CANARY")
    make_figure(held, 144)
    held.unpublish()

    text = read(client)

    assert "CANARY" not in text
    assert "2024" not in part(text, "held")
    assert "Held so far" not in text


def test_the_list_asks_as_often_for_one_as_for_three(client, django_assert_num_queries):
    made = 0

    for rows in (1, 3):
        for number in range(made, rows):
            make_full_dialogue(1, language="ar", in_days=10 + number)
            make_full_dialogue(1, language="ar", in_days=-10 - number)
        made = rows
        read(client)
        for language, count in (("en", 12), ("ar", 14)):
            with django_assert_num_queries(count):
                read(client, language=language)


def test_a_full_page_of_the_list_is_small(client):
    sizes = [len(client.get("/en/dialogues/").content)]
    for number in range(2):
        dialogue = make_dialogue(in_days=-10 * number - 10, intro="Who spoke, and about what they spoke there.")
        for figure in range(3):
            make_figure(dialogue, 100 + figure, f"participants of kind {figure}", qualifier="registered")
        sizes.append(len(client.get("/en/dialogues/").content))

    assert sizes[0] + (sizes[2] - sizes[1]) * listing.PER_PAGE <= 16 * 1024


def test_the_day_of_a_dialogue_it_is_still_coming(client):
    now = timezone.now()
    make_dialogue(title="Today", starts_at=now - timedelta(hours=1), registration_open=False)

    assert "Today" in part(read(client), "coming")
