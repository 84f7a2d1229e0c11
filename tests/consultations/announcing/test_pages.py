"""The pages on which a focal point, or a coordinator, announces a consultation."""

from uuid import uuid4

import pytest
from django.urls import reverse

from submissions.consultations.announcing.models import Announcement
from tests.factories.announcements import SOURCE, in_days, make_announcement, make_sourced
from tests.factories.consultations import country
from tests.factories.organizations import CoordinatorFactory, UserFactory
from tests.factories.replies import make_focal_point

pytestmark = pytest.mark.django_db
NEW, DESK = "/en/desk/state/announcements/new/", "/en/desk/state/"
LIST, RECORD = "/cms/consultations/announcements/", "/cms/consultations/announcements/new/"


def typed(**values) -> dict[str, object]:
    """A form as it comes back from a browser."""
    usual = {
        "closes_on": in_days(10).isoformat(), "zone": "Nairobi", "how": "Write to us.", "office": "Ministry of Justice",
        "language": "en", "form_key": str(uuid4()), "cluster": "2", "instruments": ["TIP"],
        "address": "justice.example/hearing",
    }  # fmt: skip
    return {**usual, **values}


def desk_page(announcement: Announcement, verb: str = "") -> str:
    """Its address on the desk of the focal point."""
    return reverse(f"consultations:desk_announcement{verb}", args=[announcement.uuid])


def test_a_focal_point_announces_reads_it_again_publishes_and_withdraws(client):
    client.force_login(make_focal_point())
    assert 'value="Africa/Nairobi"' in client.get(NEW).text
    answer = client.post(NEW, typed(), follow=True)
    made = Announcement.objects.get()

    assert "The draft is stored" in answer.text and made.state == "draft" and made.country == country()
    assert (made.zone, made.cluster.number, made.address) == ("Africa/Nairobi", 2, "https://justice.example/hearing")
    assert [one.code for one in made.instruments.all()] == ["TIP"]
    assert made.get_absolute_url() not in answer.text

    page = client.post(desk_page(made, "_publish"), follow=True).text
    assert "Published." in page and made.get_absolute_url() in page
    assert desk_page(made) in client.get(DESK).text

    refused = client.post(desk_page(made, "_withdraw"), {"withdraw-reason": ""})
    assert refused.status_code == 422 and Announcement.objects.get().state == "published"
    client.post(desk_page(made, "_withdraw"), {"withdraw-reason": "Another ministry."})
    assert Announcement.objects.get().state == "withdrawn"
    assert "<form" not in client.get(desk_page(made)).text.partition("<h1")[2].partition("<aside")[0]


def test_a_published_one_is_changed_with_its_form_filled_in(client):
    user = make_focal_point()
    made = make_announcement(by=user)
    client.force_login(user)
    assert f'value="{made.closes_on.isoformat()}"' in client.get(desk_page(made)).text

    client.post(desk_page(made), typed(closes_on=in_days(20).isoformat()))

    assert Announcement.objects.get().closes_on == in_days(20) and Announcement.objects.get().revision == 1


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client):
    client.force_login(make_focal_point())

    for values, words in [
        ({"closes_on": ""}, "Say until which day one can take part."),
        ({"opens_on": in_days(12).isoformat()}, "The last day comes before the first."),
        ({"zone": "Gotham"}, "Write a city that gives its name to the zone"),
        ({"how": ""}, "Say how to take part."),
        ({"office": "a\0b"}, "Null characters are not allowed."),
        ({"address": "ftp://justice.example/x"}, "Write an address that begins with https://."),
        ({"cluster": "9"}, "Choose a cluster from the list."),
        ({"instruments": ["NOPE"]}, "Choose instruments from the list."),
    ]:
        answer = client.post(NEW, typed(contact="Canary office", **values))

        assert answer.status_code == 422 and words in answer.text and "Canary office" in answer.text, values
        assert not Announcement.objects.exists(), values


def test_the_desk_of_another_state_or_of_nobody_finds_no_such_page(client):
    draft = make_announcement("draft")
    for user in (UserFactory(), make_focal_point(country("UGA"))):
        client.force_login(user)
        for address in (desk_page(draft), desk_page(draft, "_publish"), desk_page(draft, "_withdraw")):
            assert client.post(address, typed()).status_code == 404
    assert Announcement.objects.get().state == "draft"


def test_what_a_coordinator_took_from_a_source_is_not_on_the_desk_of_the_state(client):
    made = make_sourced("draft", iso3="KEN")
    client.force_login(make_focal_point())

    assert client.get(desk_page(made)).status_code == 404
    assert str(made.uuid) not in client.get(DESK).text


def test_a_coordinator_announces_from_a_source_and_publishes(client):
    client.force_login(CoordinatorFactory())
    refused = client.post(RECORD, typed(country="KEN"))
    assert refused.status_code == 422 and "Give the address where the State or its source" in refused.text

    client.post(RECORD, typed(country="KEN", source_address=SOURCE))
    made = Announcement.objects.get()
    assert made.on_behalf and str(made.uuid) in client.get(LIST).text
    client.post(reverse("announcement_publish", args=[made.uuid]))
    page = client.get(made.get_absolute_url()).text

    assert "From a public source, entered by the coordinators" in page and SOURCE in page


def test_a_coordinator_reads_the_announcement_of_a_state_without_a_form_to_change_it(client):
    made = make_announcement("draft")
    client.force_login(CoordinatorFactory())
    page = client.get(reverse("announcement_review", args=[made.uuid])).text

    assert 'name="how"' not in page and 'name="withdraw-reason"' in page
    assert client.post(reverse("announcement_review", args=[made.uuid]), typed()).status_code in (403, 422, 302)
    assert Announcement.objects.get().how == "Write to us."
