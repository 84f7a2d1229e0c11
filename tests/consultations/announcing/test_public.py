"""What everybody reads of consultations to come: list, page, files, feed, calendar, the State's page, the desk."""

import csv
import json

import pytest
from icalendar import Calendar

from submissions.consultations.announcing import actions
from submissions.consultations.announcing.models import Announcement
from tests.factories.announcements import facts, in_days, long_over, make_announcement, make_sourced
from tests.factories.consultations import cluster, country
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.replies import make_focal_point

pytestmark = pytest.mark.django_db
LIST, KENYA, DESK = "/en/consultations/announced/", "/en/consultations/ken/", "/en/desk/"
FEED, ICS, CSV = "/feeds/consultations/announced.atom", "/consultations/announced.ics", "/consultations/announced.csv"
HISTORY = "/feeds/consultations/ken.atom"
READ_BY_MACHINES = (FEED, HISTORY, ICS)
CANARY = "canary-of-kisumu"


def rows(client, query: str = "") -> list[dict[str, str]]:
    """The file as rows."""
    text = client.get(CSV + query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("# ")))


def everything(client) -> str:
    """All that others can fetch where an announcement could show."""
    kinds = [
        f"/consultations/announced.{kind}?when={when}" for kind in ("csv", "json") for when in ("", "over", "open")
    ]
    pages = ["/en/", "/en/consultations/", LIST, f"{LIST}?state=KEN", f"{LIST}?when=over", KENYA, *READ_BY_MACHINES]
    found = [client.get(address).getvalue().decode() for address in [*pages, "/en/data/", *kinds]]
    owner = OrganizationFactory(country=country()).members.get()
    for user in (owner, make_focal_point(country("UGA"))):
        client.force_login(user)
        found += [client.get(address, follow=True).text for address in (DESK, "/en/desk/state/")]
    client.logout()
    return "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
@pytest.mark.parametrize("make", [make_announcement, make_sourced])
def test_a_draft_and_a_withdrawn_one_stand_nowhere(client, state, make):
    made = make(state, iso3="KEN", how=CANARY, office=f"Office {CANARY}", contact=CANARY)
    text = everything(client)

    assert CANARY not in text and str(made.uuid) not in text
    assert client.get(made.get_absolute_url()).status_code == 404
    assert 'value="KEN"' not in client.get(LIST).text, "nor is its State among the filters"


@pytest.mark.slow
def test_the_same_search_finds_a_published_one(client):
    made = make_announcement(how=CANARY, office=f"Office {CANARY}")

    assert everything(client).count(CANARY) >= 8
    for address in (LIST, KENYA, FEED, HISTORY, ICS, CSV):
        assert str(made.uuid) in client.get(address).getvalue().decode()


def test_a_page_says_who_when_in_which_zone_and_how(client):
    made = make_announcement(
        closes_on=in_days(9),
        language="ar",
        how="اكتبوا إلينا <b>",
        address="https://justice.example/",
        contact="Desk 4",
    )
    page = client.get(made.get_absolute_url()).text

    assert 'lang="ar" dir="auto">اكتبوا إلينا &lt;b&gt;' in page and "Desk 4" in page
    assert "East Africa Time (UTC+03:00)" in page and "The State’s focal point" in page and "Open now" in page
    assert "Changed on" not in page


def test_a_change_is_said_on_the_page(client):
    user = make_focal_point()
    made = actions.change(make_announcement(by=user), facts(closes_on=in_days(20)), by=user)

    assert "Changed on" in client.get(made.get_absolute_url()).text


def test_the_list_is_narrowed_by_state_cluster_and_time(client):
    kenya = make_announcement(opens_on=in_days(-1))
    uganda = make_sourced(opens_on=in_days(3), cluster=None)
    belgium = long_over(make_sourced(iso3="BEL", cluster=cluster(4)))

    for query, expected in {
        "": {kenya, uganda},
        "?state=UGA": {uganda},
        "?cluster=1": {kenya},
        "?cluster=none": {uganda},
        "?when=open": {kenya},
        "?when=coming": {uganda},
        "?when=over": {belgium},
        "?when=over&cluster=1": set(),
    }.items():
        names = {str(one.uuid) for one in expected}
        assert {row["announcement"] for row in rows(client, query)} == names, query
        page = client.get(LIST + query).text
        assert {name for name in map(str, Announcement.objects.values_list("uuid", flat=True)) if name in page} == names


def test_a_filter_that_cannot_be_read_is_refused_in_files_and_named_on_the_page(client):
    assert client.get(f"{CSV}?when=soon").status_code == 400
    page = client.get(f"{LIST}?when=soon")
    assert page.status_code == 200 and 'aria-describedby="when-e"' in page.text
    assert client.get("/consultations/announced.pdf").status_code == 404


def test_the_three_files_hold_the_same_rows(client):
    made = make_sourced(iso3="KEN", opens_on=in_days(2))
    told = json.loads(client.get("/consultations/announced.json").getvalue())["rows"][0]

    assert (told["state"], told["cluster"], told["on_behalf"]) == ("KEN", "1", True)
    assert told["opens_on"] == rows(client)[0]["opens_on"] == made.opens_on.isoformat()
    assert told["time_zone"] == "Africa/Nairobi" and told["page"].endswith(f"/consultations/announced/{made.uuid}/")
    assert client.get("/consultations/announced.xlsx").getvalue().startswith(b"PK")


def test_a_calendar_keeps_its_name_and_stamps_the_last_change(client):
    user = make_focal_point()
    made = make_announcement(by=user, opens_on=in_days(-1))
    first = client.get(ICS)
    (before,) = Calendar.from_ical(first.content).walk("VEVENT")
    assert client.get(ICS).content == first.content
    assert client.get(ICS, headers={"if-none-match": first["ETag"]}).status_code == 304

    later = actions.change(made, facts(closes_on=in_days(20), opens_on=in_days(-1)), by=user)
    again = client.get(ICS, headers={"if-none-match": first["ETag"]})
    (after,) = Calendar.from_ical(again.content).walk("VEVENT")

    assert str(before["uid"]) == str(after["uid"]) and str(made.uuid) in str(after["uid"])
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    assert after.decoded("dtstamp") == later.changed_at.replace(microsecond=0)
    assert (after.decoded("dtstart"), after.decoded("dtend")) == (in_days(-1), in_days(21))


def test_a_withdrawn_one_leaves_the_calendar_and_its_tag_changes(client):
    made = make_announcement()
    tag = client.get(ICS)["ETag"]
    actions.withdraw(made, by=CoordinatorFactory(), reason="No.")

    again = client.get(ICS, headers={"if-none-match": tag})
    assert again.status_code == 200 and "VEVENT" not in again.text


def test_the_feed_names_each_for_ever_and_escapes_what_was_typed(client):
    made = make_announcement(how="<script>alert(1)</script>")
    feed = client.get(FEED)

    assert f"urn:uuid:{made.uuid}" in feed.text and "<script>" not in feed.text
    assert "Cookie" not in feed.headers.get("Vary", "")


def test_the_state_s_page_shows_it_under_what_one_can_do_until_it_is_over(client):
    made = make_announcement(closes_on=in_days(5))
    assert f"consultations/announced/{made.uuid}/" in client.get(KENYA).text

    long_over(made)
    assert str(made.uuid) not in client.get(KENYA).text


def test_the_desk_of_an_organization_of_that_country_says_so_and_no_other(client):
    made = make_announcement()
    near, far = OrganizationFactory(country=country()), OrganizationFactory(country=country("UGA"))

    for organization, told in ((near, True), (far, False)):
        client.force_login(organization.members.get())
        assert (made.get_absolute_url() in client.get(DESK).text) == told


@pytest.mark.parametrize(("address", "queries"), [(LIST, 6), (CSV, 4), (FEED, 2), (ICS, 2)])
def test_a_list_asks_as_much_for_three_as_for_one(client, django_assert_num_queries, address, queries):
    for more in (1, 2):
        for _n in range(more):
            make_sourced()
        with django_assert_num_queries(queries):
            client.get(address).getvalue()


def test_the_desk_asks_as_much_for_three_as_for_one(client, django_assert_max_num_queries):
    make_announcement()
    client.force_login(OrganizationFactory(country=country()).members.get())
    client.get(DESK)
    with django_assert_max_num_queries(60) as first:
        client.get(DESK)
    for _n in range(2):
        make_sourced(iso3="KEN")
    with django_assert_max_num_queries(len(first)):
        client.get(DESK)


def test_public_pages_are_the_same_for_everyone(client):
    made = make_announcement()
    addresses = [LIST, made.get_absolute_url()]
    before = [client.get(address) for address in addresses]
    client.force_login(CoordinatorFactory())

    for answer, address in zip(before, addresses, strict=True):
        assert client.get(address).content == answer.content
        assert "Cookie" not in answer.headers.get("Vary", "")
