"""The page of one dialogue: what a reader finds, in every language, and what never stands there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from dialogues.models import AgendaItem, DialoguePage
from organizations.models import Organization
from portal.mechanism.models import State
from portal.pages import publish
from portal.registry import Part, on_dialogue
from tests.factories.dialogues import (
    make_dialogue,
    make_document,
    make_figure,
    make_full_dialogue,
    make_intervention,
    make_item,
    make_material,
    make_panel,
    make_panelist,
    with_aliases,
)
from tests.factories.mechanism import SourceFactory
from tests.factories.nominations import make_nomination_call
from tests.factories.organizations import OrganizationFactory
from tests.factories.registration import make_delegate, make_registration
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db

APRIL = {
    "starts_at": datetime(2024, 4, 5, 8, 0, tzinfo=UTC),
    "ends_at": datetime(2024, 4, 5, 16, 0, tzinfo=UTC),
    "registration_open": False,
}


def read(client, page, language="en", status=200):
    response = client.get(f"/{language}/{page.address}")
    assert response.status_code == status
    return response.text


def test_the_date_stands_in_vienna_time_and_in_utc(client):
    text = read(client, make_dialogue(**APRIL))

    assert "Friday 5 April 2024" in text
    assert "10:00–18:00 CEST (08:00–16:00 UTC)" in text
    assert 'datetime="2024-04-05T08:00:00+00:00" data-until="2024-04-05T16:00:00+00:00"' in text


def test_a_day_without_hours_shows_no_hours(client):
    text = read(client, make_dialogue(**APRIL, date_precision="day"))

    assert "Friday 5 April 2024" in text
    assert "UTC" not in text


def test_a_month_without_a_day_shows_the_month_only(client):
    text = read(client, make_dialogue(**APRIL, date_precision="month"))

    assert "April 2024" in text
    assert "5 April" not in text
    assert "calendar.ics" not in text.partition("<footer")[0]


def test_a_dialogue_of_two_days_shows_both(client):
    fields = APRIL | {"ends_at": datetime(2024, 4, 6, 16, 0, tzinfo=UTC), "date_precision": "day"}

    text = read(client, make_dialogue(**fields))

    assert "Friday 5 April 2024" in text
    assert "Saturday 6 April 2024" in text


STATUSES = [
    ({"in_days": -3}, "Held"),
    ({"in_days": 3}, "Planned"),
    ({"in_days": 3, "status": "confirmed"}, "Confirmed"),
    ({"in_days": 3, "status": "postponed"}, "Postponed"),
    ({"in_days": -3, "status": "cancelled"}, "Cancelled"),
]


def test_its_status_stands_above_the_title(client):
    for fields, words in STATUSES:
        kick = read(client, make_dialogue(**fields)).partition('class="kick"')[2].partition("<h1")[0]

        assert words in kick


def test_figures_carry_unit_qualifier_source_and_date(client):
    dialogue = make_dialogue(**APRIL)
    figure = make_figure(dialogue, 144, "participants from civil society", qualifier="registered")

    text = read(client, dialogue)

    for words in ("144", "participants from civil society", "registered", figure.source.citation, "5 April 2024"):
        assert words in text
    assert "Sources differ" not in text


def test_figures_of_one_thing_that_differ_stand_side_by_side(client):
    dialogue = make_dialogue(**APRIL)
    make_figure(dialogue, 144)
    make_figure(dialogue, 37, "States")
    make_figure(dialogue, 65)

    text = read(client, dialogue)

    assert text.count("Sources differ") == 1
    pair = text.partition('class="pair"')[2].partition("</article>")[0]
    assert "144" in pair
    assert "65" in pair
    assert "37" not in pair


def test_a_share_is_computed_from_its_whole(client):
    dialogue = make_dialogue(**APRIL)
    make_figure(dialogue, 73, "country reviews", of=189)

    assert "of 189 (38.6%)" in read(client, dialogue)


def test_an_agenda_without_times_shows_none(client):
    dialogue = make_dialogue(in_days=-3, date_precision="day")
    make_item(dialogue, "Opening", kind="opening")

    agenda = read(client, dialogue).partition('id="agenda"')[2].partition("</section>")[0]

    assert "Opening" in agenda
    assert "No times are published" in agenda
    assert "<time" not in agenda


def test_an_agenda_with_times_shows_vienna_and_utc(client):
    dialogue = make_dialogue(**APRIL)
    make_item(dialogue, "Opening", starts_at=dialogue.starts_at)

    agenda = read(client, dialogue).partition('id="agenda"')[2].partition("</section>")[0]

    assert "10:00" in agenda
    assert "08:00 UTC" in agenda


def test_a_panel_in_the_agenda_leads_to_its_page(client):
    dialogue = make_dialogue()
    panel = make_panel(dialogue)
    make_item(dialogue, "First panel", kind="panel", panel=panel)

    agenda = read(client, dialogue).partition('id="agenda"')[2].partition("</section>")[0]

    assert f'href="/en/{panel.address}"' in agenda


def test_a_panel_that_is_not_published_is_not_linked_and_not_listed(client):
    dialogue = make_dialogue()
    panel = make_panel(dialogue, title="CANARY panel")
    make_item(dialogue, "First panel", kind="panel", panel=panel)
    panel.unpublish()

    text = read(client, dialogue)

    assert "First panel" in text
    assert "CANARY" not in text
    assert panel.address not in text


def test_panellists_lead_to_the_profile_of_their_organization(client):
    dialogue = make_dialogue()
    organization = OrganizationFactory(owner=False)
    make_panelist(make_panel(dialogue), name="Ana Ruiz", organization=organization, affiliation="Its institute")

    text = read(client, dialogue)

    assert "Ana Ruiz" in text
    assert f'href="{organization.get_absolute_url()}"' in text
    assert "Its institute" in text


def test_an_organization_that_is_not_public_is_not_named(client):
    dialogue = make_dialogue()
    panel = make_panel(dialogue)

    for hidden in ({"in_directory": False}, {"state": Organization.State.SUBMITTED}):
        organization = OrganizationFactory(owner=False, legal_name="CANARY organization", **hidden)
        make_panelist(panel, organization=organization)
        make_intervention(dialogue, organization=organization)

        text = read(client, dialogue)

        assert "CANARY" not in text, hidden
        assert organization.slug not in text, hidden


def test_what_was_said_from_the_floor_is_attributed(client):
    dialogue = make_dialogue()
    make_intervention(dialogue, speaker="Delegate of Mexico", summary="Spoke about stigma.", source="A report")

    page = read(client, dialogue)
    floor = page.partition('id="floor"')[2].partition("</section>")[0]

    for words in (
        "in the words of the coordinators",
        "Said by <bdi>Delegate of Mexico</bdi>",
        "Spoke about stigma",
        '<a href="#source1">Source 1</a>',
    ):
        assert words in floor
    assert "may reply" not in floor
    assert '<li id="source1"><bdi lang="en">A report</bdi></li>' in page


def test_each_work_is_listed_once_and_cited_by_its_number(client):
    dialogue = make_dialogue(source=SourceFactory(citation="A report ; b.example/news"))
    make_intervention(dialogue, speaker="A", summary="B", source="Minutes; A report")

    page = read(client, dialogue)

    assert re.findall(r'<li id="source(\d)"><bdi lang="en">(?:<a [^>]*>)?([^<]*)', page) == [
        ("1", "A report"), ("2", "b.example/news"), ("3", "Minutes"),
    ]  # fmt: skip
    assert '<a href="#source1">Source 1</a>, <a href="#source3">Source 3</a>' in page


def test_where_a_state_is_concerned_the_portal_asserts_nothing_and_offers_a_reply(client):
    dialogue = make_dialogue()
    make_intervention(dialogue, concerns=State.objects.get(iso3="ARE"))

    floor = read(client, dialogue).partition('id="floor"')[2].partition("</section>")[0]

    assert "the portal does not say that it is so. United Arab Emirates may reply" in floor
    assert 'href="/en/consultations/are/#reports"' in floor


def test_the_way_to_registration_stands_there_while_it_is_open(client):
    dialogue = make_dialogue()

    text = read(client, dialogue)

    assert f'href="/en/desk/registrations/new/{dialogue.slug}/"' in text
    assert "Register by" in text
    assert f"{dialogue.registration_closes_at:%H:%M} UTC" in text


@pytest.mark.parametrize(
    ("opens", "closes", "words"), [(5, 10, "Registration opens on"), (-10, -5, "Registration closed on")]
)
def test_outside_its_time_it_says_when_registration_opens_or_closed(client, opens, closes, words):
    now = timezone.now()
    fields = {
        "registration_opens_at": now + timedelta(days=opens),
        "registration_closes_at": now + timedelta(days=closes),
    }

    text = read(client, make_dialogue(**fields))

    assert words in text
    assert "/desk/registrations/new/" not in text


@pytest.mark.parametrize("fields", [{"registration_open": False}, {"status": "cancelled"}, {"in_days": -3}])
def test_where_there_is_nothing_to_register_for_nothing_is_said_of_it(client, fields):
    text = read(client, make_dialogue(**fields))

    assert "/desk/registrations/new/" not in text
    assert "Registration" not in text


def test_the_calls_stand_there_with_their_terms(client):
    dialogue = make_dialogue(seats_on_site=40, registration_grace=15, interpretation=["es", "ar"])
    call = make_nomination_call(dialogue, criteria="Prosecutors who traced firearms.")

    part = read(client, dialogue).partition('id="calls"')[2].partition("</section>")[0]

    assert re.search(r"Seats on site</dt><dd>40<.*Seats online</dt><dd>No limit<.*2 at most", part)
    assert "15 minutes later" in part and "Spanish, Arabic" in part
    for moment in (dialogue.registration_opens_at, dialogue.registration_closes_at, call.opens_at, call.closes_at):
        assert f"{moment:%H:%M} UTC" in part
    assert "Prosecutors who traced firearms." in part
    assert f'href="/en/desk/nominations/new/{dialogue.slug}/"' in part


@pytest.mark.parametrize("fields", [{"opens_at": timezone.now() + timedelta(days=1)}, {}])
def test_a_call_shows_once_it_has_opened_and_not_after_the_day(client, fields):
    call = make_nomination_call(make_dialogue(in_days=10 if fields else -3), **fields)

    assert "Call for panel nominations" not in read(client, call.dialogue)


def test_materials_say_what_they_are_in_which_language_and_how_large(client):
    dialogue = with_aliases(make_dialogue(), "ar")
    make_material(dialogue, title="Note conceptuelle", language="fr", document=make_document(content=b"x" * 2048))
    make_material(dialogue, title="Recording", kind="recording", language="en", url="https://media.un.org/x")

    for language in ("en", "ar"):
        text = read(client, dialogue, language)
        assert '<bdi lang="fr" dir="ltr">Note conceptuelle</bdi>' in text
        assert re.search(r"PDF[,،] 2[.,٫]0\s", text)
        assert 'href="https://media.un.org/x" hreflang="en" rel="external"' in text
    assert "Concept note, French, PDF, 2.0" in read(client, dialogue)


def test_the_page_is_there_in_every_language_with_a_notice(client):
    dialogue = with_aliases(make_dialogue(title="Dialogue on firearms"))

    for language in ("ar", "zh-hans", "fr", "ru", "es"):
        text = read(client, dialogue, language)
        assert "untranslated" in text
        assert "Dialogue on firearms" in text
    assert '<h1><bdi lang="en" dir="ltr">' in read(client, dialogue, "ar")
    assert "untranslated" not in read(client, dialogue)


def test_a_translated_page_has_its_own_words_and_the_facts_of_the_original(client):
    dialogue = with_aliases(make_dialogue(**APRIL), "fr")
    opening = make_item(dialogue, "Opening", starts_at=dialogue.starts_at)
    make_figure(dialogue, 144, "people")
    french = dialogue.get_translation(Locale.objects.get(language_code="fr"))
    french.alias_of = None
    french.title = french.draft_title = "Dialogue sur les armes à feu"
    french.starts_at = dialogue.starts_at + timedelta(days=99)
    french.ends_at = dialogue.ends_at + timedelta(days=99)
    key = opening.translation_key
    french.agenda = [make_item(french, "Mot de bienvenue", starts_at=french.starts_at, translation_key=key)]
    publish(french)

    text = read(client, dialogue, "fr")

    assert "Dialogue sur les armes à feu" in text
    assert "Mot de bienvenue" in text
    assert "vendredi 5 avril 2024" in text
    assert "144" in text
    assert "untranslated" not in text


def test_a_translation_with_other_rows_than_its_original_shows_the_original_rows(client):
    dialogue = with_aliases(make_dialogue(), "fr")
    make_item(dialogue, "Opening")
    make_item(dialogue, "Closing")
    french = dialogue.get_translation(Locale.objects.get(language_code="fr"))
    french.alias_of = None
    french.agenda = [make_item(french, "Mot de bienvenue")]
    publish(french)

    text = read(client, dialogue, "fr")

    assert "Mot de bienvenue" not in text
    assert '<bdi lang="en" dir="ltr">Closing</bdi>' in text


def test_the_floors_above_add_their_parts(client):
    dialogue = make_dialogue()
    asked = []

    def part(thing):
        asked.append(thing)
        return Part("components/tally.html", {"strokes": (11, 4711)})

    on_dialogue.register(part)
    try:
        text = read(client, dialogue)
    finally:
        on_dialogue.forget(part)

    assert 'viewBox="0 0 4711 1"' in text
    assert asked == [dialogue]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_five_times_however_much_stands_on_it(client, django_assert_num_queries, monkeypatch, rows):
    monkeypatch.setattr(on_dialogue, "_functions", [])  # what the floors above ask is counted below
    dialogue = make_full_dialogue(rows, language="ar", source=SourceFactory())
    make_nomination_call(dialogue)
    read(client, make_dialogue())  # SQLite is asked once in a process whether it knows JSON

    for language in ("en", "ar"):
        with django_assert_num_queries(5):
            read(client, dialogue, language)


def test_the_whole_page_asks_eight_times_with_2_or_20_panels_and_100_parts(client, django_assert_num_queries):
    dialogue = make_full_dialogue(2, source=SourceFactory())
    AgendaItem.objects.bulk_create(
        AgendaItem(dialogue=dialogue, title=f"Part {number}", sort_order=number, locale=dialogue.locale)
        for number in range(2, 100)
    )
    make_nomination_call(dialogue)
    make_statement("accepted", call=make_call(dialogue=dialogue))
    read(client, make_dialogue())

    for panels in (2, 20):
        for number in range(3, panels + 1):
            make_panelist(make_panel(dialogue, number=number))
        with django_assert_num_queries(8):
            text = read(client, dialogue)

        assert text.count("Part ") == 100
        assert text.count('<h3 class="ph"><a') == panels
        assert all(words in text for words in ("Write a statement", "Nominate a panellist", "Concept note")), panels


def test_no_registration_shows_on_public_pages(client):
    delegate = make_delegate(name="CANARY name", email="canary@example.org", needs="CANARY needs")
    registration = make_registration("approved", delegates=[delegate], expertise="CANARY text", consent="nobody")
    dialogue = with_aliases(registration.dialogue, "ar")
    organization = registration.organization

    for address in ("/en/dialogues/", f"/en/{dialogue.address}", f"/ar/{dialogue.address}", "/dialogues/calendar.ics"):
        text = client.get(address).text
        assert "canary" not in text.lower()
        assert organization.legal_name not in text
        assert registration.receipt not in text


def test_a_public_page_is_the_same_for_everybody(client, coordinator):
    dialogue = make_dialogue()
    anonymous = client.get(f"/en/{dialogue.address}")

    client.force_login(coordinator)
    response = client.get(f"/en/{dialogue.address}")

    assert response.content == anonymous.content
    assert response.headers["Vary"] == anonymous.headers["Vary"] == "Accept-Encoding"  # nothing of the reader
    assert not anonymous.cookies


def test_a_hostile_query_changes_nothing(client):
    dialogue = make_dialogue()

    for query in ("?x=1", "?page=-1", "?id=%27%22%3Cscript%3E", "?" + "a" * 3000):
        assert client.get(f"/en/{dialogue.address}{query}").status_code == 200, query


def test_what_is_not_published_is_not_there(client):
    dialogue = make_dialogue()
    dialogue.unpublish()

    assert client.get(f"/en/{dialogue.address}").status_code == 404
    assert client.get("/en/dialogues/no-such-dialogue/").status_code == 404


def test_another_case_of_the_address_is_another_address(client):
    dialogue = make_dialogue()

    assert client.get(f"/en/dialogues/{dialogue.slug.upper()}/").status_code == 404


def test_the_address_that_wagtail_gives_is_the_one_that_answers(client):
    dialogue = make_dialogue()

    assert dialogue.get_url_parts()[2] == f"/en/{dialogue.address}"
    assert DialoguePage.objects.published().get(slug=dialogue.slug) == dialogue


def test_a_script_in_any_field_is_text(client):
    evil = "<script>alert(1)</script>"
    dialogue = make_dialogue(title=evil, intro=evil, venue=evil, chair=evil, meeting=evil, status_note=evil)
    make_item(dialogue, evil, note=evil)
    make_figure(dialogue, 1, evil, qualifier=evil)
    make_intervention(dialogue, speaker=evil, summary=evil, source=evil)
    make_panelist(make_panel(dialogue, title=evil), name=evil, affiliation=evil)

    assert "<script>" not in read(client, dialogue)


def test_a_usual_page_is_small(client):
    dialogue = make_full_dialogue(3, **APRIL)

    assert len(client.get(f"/en/{dialogue.address}").content) <= 16 * 1024
