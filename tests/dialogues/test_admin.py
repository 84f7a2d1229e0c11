"""Coordinators at work in the Wagtail admin: writing, publishing, deleting pages of dialogues."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from dialogues.agenda import gaps, overlaps
from dialogues.models import AgendaItem, DialogueIndexPage, DialoguePage, PanelPage, Registration
from tests.factories.dialogues import make_dialogue, make_item, make_panel, make_panelist, with_aliases
from tests.factories.mechanism import SourceFactory
from tests.factories.registration import make_delegate, make_registration

pytestmark = pytest.mark.django_db

LANGUAGES = {"ar", "zh-hans", "en", "fr", "ru", "es"}
NOTHING = inline_formset([])
ROWS = (
    "dialogue_instruments", "working_groups", "agenda", "interventions", "figures", "materials", "noted_in", "comments",
)  # fmt: skip


def panel_form(panel, **changes):
    """What the edit form of a panel sends, with everything as it is but for `changes`."""
    people = [
        {"id": person.pk, "name": person.name, "role": person.role, "summary": person.summary}
        for person in panel.panelists.all()
    ]
    values = {
        "title": panel.title,
        "slug": panel.slug,
        "number": panel.number,
        "topic": panel.topic,
        "body": rich_text(""),
        "summary": rich_text(panel.summary),
        "summary_status": panel.summary_status,
        "panelists": inline_formset(people, initial=len(people)),
        "materials": NOTHING,
        "comments": NOTHING,
    }
    return nested_form_data(values | changes)


def dialogue_form(dialogue, **changes):
    """What the edit form of a dialogue sends, without rows but for `changes`."""
    values = {
        "title": dialogue.title,
        "slug": dialogue.slug,
        "intro": dialogue.intro,
        "starts_at": f"{dialogue.starts_at:%Y-%m-%d %H:%M}",
        "ends_at": f"{dialogue.ends_at:%Y-%m-%d %H:%M}",
        "date_precision": dialogue.date_precision,
        "attendance": dialogue.attendance,
        "venue": dialogue.venue,
        "status": dialogue.status,
        "summary": rich_text(""),
        "summary_status": "none",
        "next_steps": rich_text(""),
        "max_delegates": dialogue.max_delegates,
        "registration_grace": dialogue.registration_grace,
        **dict.fromkeys(ROWS, NOTHING),
    }
    return nested_form_data(values | changes)


def edit(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_coordinator_publishes_the_summary_of_a_panel(client, coordinator):
    panel = make_panel(make_dialogue())
    make_panelist(panel, name="Ana Ruiz")
    client.force_login(coordinator)
    form = panel_form(panel, summary=rich_text("<p>Tracing needs markings.</p>"), summary_status="provisional")

    answer = edit(client, panel, form | {"action-publish": "action-publish"})

    assert answer.status_code == 302
    client.logout()
    text = client.get(f"/en/{panel.address}").text
    assert "Tracing needs markings." in text
    assert "Provisional" in text
    assert "Ana Ruiz" in text


def test_a_summary_being_written_is_not_public(client, coordinator):
    panel = make_panel(make_dialogue())
    client.force_login(coordinator)

    edit(client, panel, panel_form(panel, summary=rich_text("<p>CANARY</p>"), summary_status="provisional"))

    assert "CANARY" in PanelPage.objects.get(pk=panel.pk).get_latest_revision_as_object().summary
    assert "CANARY" not in client.get(f"/en/{panel.address}").text


def test_a_summary_without_status_is_refused_beside_its_field_and_a_final_one_gets_its_date(client, coordinator):
    panel = make_panel(make_dialogue())
    client.force_login(coordinator)
    summary = rich_text("<p>Tracing needs markings.</p>")

    answer = edit(client, panel, panel_form(panel, summary=summary) | {"action-publish": "action-publish"})
    assert answer.status_code == 200
    assert "Say whether the summary is provisional or final." in answer.text

    form = panel_form(panel, summary=summary, summary_status="final")
    edit(client, panel, form | {"action-publish": "action-publish"})
    assert PanelPage.objects.get(pk=panel.pk).summary_final_at is not None


@pytest.mark.parametrize("person", ["stranger", "nobody"])
def test_only_coordinators_write(client, person, django_user_model):
    panel = make_panel(make_dialogue())
    if person == "stranger":
        client.force_login(django_user_model.objects.create_user("stranger@example.org"))
    form = panel_form(panel, summary=rich_text("<p>CANARY</p>"), summary_status="final")

    edit(client, panel, form | {"action-publish": "action-publish"})

    assert PanelPage.objects.get(pk=panel.pk).summary == ""


def test_a_new_dialogue_is_there_in_every_language_once_published(client, coordinator):
    index = DialogueIndexPage.objects.get(locale__language_code="en")
    client.force_login(coordinator)
    form = dialogue_form(make_dialogue(), title="On fraud", slug="fraud-2027")

    client.post(
        reverse("wagtailadmin_pages:add", args=["dialogues", "dialoguepage", index.pk]),
        form | {"action-publish": "action-publish"},
    )

    pages = DialoguePage.objects.live().filter(slug="fraud-2027")
    assert {page.locale.language_code for page in pages} == LANGUAGES
    assert client.get("/ar/dialogues/fraud-2027/").status_code == 200


def test_a_draft_is_in_no_other_language(client, coordinator):
    index = DialogueIndexPage.objects.get(locale__language_code="en")
    client.force_login(coordinator)

    client.post(
        reverse("wagtailadmin_pages:add", args=["dialogues", "dialoguepage", index.pk]),
        dialogue_form(make_dialogue(), title="On fraud", slug="fraud-2027"),
    )

    assert DialoguePage.objects.get(slug="fraud-2027").live is False


def test_a_published_panel_is_there_in_every_language(client, coordinator):
    dialogue = with_aliases(make_dialogue())
    panel = make_panel(dialogue)
    client.force_login(coordinator)

    edit(client, panel, panel_form(panel) | {"action-publish": "action-publish"})

    assert {page.locale.language_code for page in PanelPage.objects.live().filter(slug=panel.slug)} == LANGUAGES


def test_what_is_published_again_is_published_in_every_language_under_the_address_it_has(client, coordinator):
    dialogue = with_aliases(make_dialogue(), "ru")
    client.force_login(coordinator)

    answer = edit(client, dialogue, dialogue_form(dialogue, slug="other") | {"action-publish": "action-publish"})
    assert "The address is the same in every language" in answer.text
    assert DialoguePage.objects.get(pk=dialogue.pk).slug == dialogue.slug

    edit(client, dialogue, dialogue_form(dialogue, title="Renamed") | {"action-publish": "action-publish"})
    assert "Renamed" in client.get(f"/ru/{dialogue.address}").text


def test_the_register_of_objections_keeps_its_address(client, coordinator):
    dialogue = make_dialogue()
    client.force_login(coordinator)

    answer = edit(client, dialogue, dialogue_form(dialogue, slug="objections"))

    assert "This address belongs to the portal itself" in answer.text


def test_overlaps_in_the_agenda_are_a_warning_not_a_mistake(client, coordinator):
    dialogue = make_dialogue()
    day = f"{dialogue.starts_at:%Y-%m-%d}"
    items = [
        {"kind": "panel", "title": "First", "starts_at": f"{day} 10:00", "ends_at": f"{day} 12:00"},
        {"kind": "panel", "title": "Second", "starts_at": f"{day} 11:00", "ends_at": f"{day} 13:00"},
        {"kind": "closing", "title": "Close"},
    ]
    client.force_login(coordinator)

    answer = edit(
        client, dialogue, dialogue_form(dialogue, agenda=inline_formset(items)) | {"action-publish": "action-publish"}
    )

    assert "“First” and “Second” overlap" in said(answer)
    assert "Close" not in said(answer).replace("closes", "")
    assert DialoguePage.objects.get(pk=dialogue.pk).agenda.count() == 3


def test_parts_that_follow_each_other_do_not_overlap():
    dialogue = make_dialogue()
    start, end = dialogue.starts_at, dialogue.ends_at
    middle = start + (end - start) / 2
    items = [
        AgendaItem(title="Second", starts_at=middle, ends_at=end),
        AgendaItem(title="First", starts_at=start, ends_at=middle),
        AgendaItem(title="Without times"),
    ]

    assert overlaps(items) == []


def test_time_that_no_part_fills_is_found_and_a_part_beside_another_fills_it():
    def part(title, *hours):
        starts, ends = (datetime(2024, 4, 5, hour, 0, tzinfo=UTC) for hour in hours)
        return AgendaItem(title=title, starts_at=starts, ends_at=ends)

    items = [part("Noon", 12, 13), part("Morning", 8, 11), part("Beside", 9, 10), part("Evening", 13, 15)]

    assert [(first.title, second.title) for first, second in gaps([*items, AgendaItem(title="Some time")])] == [
        ("Beside", "Noon")
    ]


# What stands in one form at once, and what is said beside which field.
MISTAKES = [
    (
        {
            "ends_at": "2020-01-01 10:00",
            "registration_opens_at": "2021-01-01 10:00",
            "registration_closes_at": "2020-01-01 10:00",
        },
        {
            "ends_at": "The dialogue has to end after it starts.",
            "registration_closes_at": "Registration has to close after it opens.",
        },
    ),
    (
        {
            "registration_opens_at": "2021-01-01 10:00",
            "registration_closes_at": "2099-01-01 10:00",
            "agenda": inline_formset([
                {"title": "Part", "kind": "other", "starts_at": "2030-01-01 10:00", "ends_at": "2030-01-01 09:00"}
            ]),
            "materials": inline_formset([{"title": "Note", "kind": "note", "language": "en"}]),
        },
        {
            "registration_closes_at": "Registration has to close before the dialogue ends.",
            "agenda-0-ends_at": "It has to end after it starts.",
            "materials-0-document": "Choose a document or give an address on the web, not both.",
        },
    ),
]  # fmt: skip


def test_what_cannot_be_is_named_beside_its_field_and_nothing_is_lost(client, coordinator):
    dialogue = make_dialogue()
    client.force_login(coordinator)

    for changes, expected in MISTAKES:
        answer = edit(client, dialogue, dialogue_form(dialogue, intro="CANARY intro", **changes))

        for place, words in expected.items():
            assert beside(answer.text, place, words), place
        assert "CANARY intro" in answer.text
        assert "CANARY" not in DialoguePage.objects.get(pk=dialogue.pk).get_latest_revision_as_object().intro


def beside(text, place, words):
    """Whether a message stands in the same wrapper as the field."""
    before, _name, after = text.partition(f'name="{place}"')
    wrapper = 'class="w-field__wrapper'
    return words in before.rpartition(wrapper)[2] + after.partition(wrapper)[0]


def test_two_panels_of_a_dialogue_have_two_numbers(client, coordinator):
    dialogue = make_dialogue()
    make_panel(dialogue, title="The first one", number=1)
    second = make_panel(dialogue, number=2)
    make_panel(make_dialogue(), number=2)
    client.force_login(coordinator)

    answer = edit(client, second, panel_form(second, number=1, topic="CANARY topic"))
    new = nested_form_data({"title": "Third", "slug": "third", "number": 1, "topic": "CANARY topic"})
    form = {**panel_form(second), **new}
    added = client.post(reverse("wagtailadmin_pages:add", args=["dialogues", "panelpage", dialogue.pk]), form)

    for text in (answer.text, added.text):
        assert beside(text, "number", "“The first one” has this number already.")
        assert "CANARY topic" in text
    assert edit(client, second, panel_form(second, topic="Kept")).status_code == 302


def test_comments_workflow_and_schedule_are_there_for_these_pages(client, coordinator):
    dialogue = make_dialogue()
    client.force_login(coordinator)
    comment = {"text": "Is the room known?", "contentpath": "venue", "position": "", "replies": NOTHING}
    form = dialogue_form(dialogue, comments=inline_formset([comment]))
    form |= {"go_live_at": "2099-01-01 10:00", "action-submit": "action-submit"}

    answer = edit(client, dialogue, form)
    assert answer.status_code == 302

    stored = DialoguePage.objects.get(pk=dialogue.pk)
    assert [one.text for one in stored.wagtail_admin_comments.all()] == ["Is the room known?"]
    assert stored.current_workflow_state is not None
    assert stored.get_latest_revision_as_object().go_live_at.year == 2099


def test_a_figure_is_entered_with_its_source(client, coordinator):
    dialogue = make_dialogue()
    source = SourceFactory(citation="A report on the day")
    figures = [
        {"value": 144, "comparator": "exact", "unit": "people", "source": source.pk, "as_of": "2024-04-05",
         "precision": "day"},
    ]  # fmt: skip
    client.force_login(coordinator)

    edit(
        client,
        dialogue,
        dialogue_form(dialogue, figures=inline_formset(figures)) | {"action-publish": "action-publish"},
    )

    assert "A report on the day" in client.get(f"/en/{dialogue.address}").text


def test_more_seats_are_given_to_those_who_wait(client, coordinator):
    dialogue = make_dialogue(seats_on_site=1)
    make_registration("approved", dialogue=dialogue)
    waiting = make_registration("waiting", dialogue=dialogue)
    client.force_login(coordinator)

    answer = edit(client, dialogue, dialogue_form(dialogue, seats_on_site=2) | {"action-publish": "action-publish"})

    assert Registration.objects.get(pk=waiting.pk).state == "approved"
    assert "1 waiting delegation has its seats now" in said(answer)


def test_seats_are_not_taken_from_people_who_have_them(client, coordinator):
    dialogue = make_dialogue(seats_on_site=5, seats_online=5)
    people = [make_delegate(), make_delegate()], [make_delegate(mode="online")]
    for delegates in people:
        make_registration("approved", dialogue=dialogue, delegates=delegates, coordinator=coordinator)
    make_registration("waiting", dialogue=dialogue, coordinator=coordinator)
    client.force_login(coordinator)

    for seats, field, taken in (((1, 5), "seats_on_site", 2), ((5, 0), "seats_online", 1)):
        changes = {"seats_on_site": seats[0], "seats_online": seats[1], "intro": "CANARY intro"}
        answer = edit(client, dialogue, dialogue_form(dialogue, **changes) | {"action-publish": "action-publish"})

        assert beside(answer.text, field, f"Approved delegates have {taken} of these seats: there cannot be fewer.")
        assert "CANARY intro" in answer.text, field
        assert DialoguePage.objects.get(pk=dialogue.pk).seats_on_site == 5, field
    changes = {"seats_on_site": 2, "seats_online": 1, "intro": "CANARY intro", "action-publish": "action-publish"}
    assert edit(client, dialogue, dialogue_form(dialogue, **changes)).status_code == 302


def test_the_preview_shows_the_rows_that_are_not_saved_yet(client, coordinator):
    dialogue = make_dialogue()
    make_item(dialogue, "Stored part")
    client.force_login(coordinator)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[dialogue.pk])
    form = dialogue_form(dialogue, agenda=inline_formset([{"kind": "other", "title": "Unsaved part"}]))

    client.post(address, form)
    preview = client.get(address).text

    assert "Unsaved part" in preview
    assert "Unsaved part" not in client.get(f"/en/{dialogue.address}").text


def test_a_page_that_does_not_exist_yet_can_be_previewed(client, coordinator):
    index = DialogueIndexPage.objects.get(locale__language_code="en")
    client.force_login(coordinator)
    address = reverse("wagtailadmin_pages:preview_on_add", args=["dialogues", "dialoguepage", index.pk])

    client.post(address, dialogue_form(make_dialogue(), title="On fraud", slug="fraud-2027"))

    assert "On fraud" in client.get(address).text


def test_a_panel_that_does_not_exist_yet_can_be_previewed(client, coordinator):
    dialogue = make_dialogue()
    client.force_login(coordinator)
    address = reverse("wagtailadmin_pages:preview_on_add", args=["dialogues", "panelpage", dialogue.pk])
    people = inline_formset([{"name": "Ana Ruiz", "role": "panelist"}])

    client.post(address, panel_form(make_panel(dialogue), title="New panel", slug="new", number=2, panelists=people))

    text = client.get(address).text
    assert "New panel" in text
    assert "Ana Ruiz" in text


def test_a_page_with_registrations_is_not_deleted_and_says_why(client, coordinator):
    registration = make_registration()
    client.force_login(coordinator)

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[registration.dialogue.pk]))

    assert answer.status_code == 302
    assert "cannot be deleted: it has 1 registration" in said(answer)
    assert DialoguePage.objects.filter(pk=registration.dialogue.pk).exists()


def test_the_list_above_a_page_with_registrations_is_not_deleted_either(client, admin_user):
    registration = make_registration()
    client.force_login(admin_user)

    client.post(reverse("wagtailadmin_pages:delete", args=[registration.dialogue.get_parent().pk]))

    assert DialoguePage.objects.filter(pk=registration.dialogue.pk).exists()


def test_several_at_once_are_not_deleted_either(client, coordinator):
    registration = make_registration()
    other = make_dialogue()
    client.force_login(coordinator)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = client.post(f"{address}?id={registration.dialogue.pk}&id={other.pk}&next=/cms/")

    assert "cannot be deleted" in said(answer)
    assert DialoguePage.objects.filter(pk__in=[registration.dialogue.pk, other.pk]).count() == 2


def test_a_page_is_deleted_in_every_language(client, coordinator):
    dialogue = with_aliases(make_dialogue())
    client.force_login(coordinator)

    client.post(reverse("wagtailadmin_pages:delete", args=[dialogue.pk]))

    assert not Page.objects.filter(translation_key=dialogue.translation_key).exists()


def test_a_page_is_taken_off_the_site_in_every_language(client, coordinator):
    dialogue = with_aliases(make_dialogue())
    french = dialogue.get_translation(Locale.objects.get(language_code="fr"))
    french.alias_of = None
    french.save()
    client.force_login(coordinator)

    client.post(reverse("wagtailadmin_pages:unpublish", args=[dialogue.pk]), {"include_descendants": "on"})

    assert not DialoguePage.objects.live().filter(translation_key=dialogue.translation_key).exists()


def test_a_scheduled_page_appears_in_every_language_at_its_time(client, coordinator):
    dialogue = make_dialogue()
    dialogue.unpublish()
    client.force_login(coordinator)
    at = timezone.now() + timedelta(days=1)
    form = dialogue_form(dialogue, go_live_at=f"{at:%Y-%m-%d %H:%M}")

    edit(client, dialogue, form | {"action-publish": "action-publish"})

    pages = DialoguePage.objects.filter(slug=dialogue.slug)
    assert {page.locale.language_code for page in pages} == LANGUAGES
    assert not pages.filter(live=True).exists()
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=timezone.now())
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled")
    assert pages.filter(live=True).count() == len(LANGUAGES)


def test_no_page_is_made_private(client, coordinator):
    dialogue = make_dialogue()
    client.force_login(coordinator)

    client.post(
        reverse("wagtailadmin_pages:set_privacy", args=[dialogue.pk]), {"restriction_type": "login", "password": ""}
    )

    assert not dialogue.view_restrictions.exists()
    assert client.get(f"/en/{dialogue.address}").status_code == 200
