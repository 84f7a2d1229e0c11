"""The files of the demo: they fit together, and nothing in them speaks for a real organization."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command

from dialogues.models import Delegate, DialoguePage
from dialogues.registration import letters
from home.demo import coming, dialogues, held, people, reading
from organizations.models import Duty, Organization, Role, User
from portal.dates import VIENNA
from portal.mechanism.models import Instrument, State
from submissions.models import Claim, Signature, Statement
from tests.factories.dialogues import make_dialogue

STAFF = reading.toml("people")["staff"]
ORGANIZATIONS = {one["key"]: one for one in reading.toml("people")["organizations"]}
MEMBERS = [member for one in ORGANIZATIONS.values() for member in one["members"]]
DIALOGUES = {row["id"]: row for row in reading.rows("dialogues")}
DECLARATION = reading.toml("declaration")
CLAIMS = reading.toml("claims")
STATES = reading.toml("states")
STATEMENTS = reading.toml("statements")["statements"]
REGISTRATIONS = reading.toml("registrations")["registrations"]
HELD = reading.toml("held")["delegations"]


def test_each_person_has_an_address_of_their_own_that_nobody_can_have():
    addresses = [one["email"] for one in [*STAFF, *MEMBERS]]

    assert len(set(addresses)) == len(addresses)
    assert [one for one in addresses if not one.endswith(".example")] == []


def test_each_password_is_used_once():
    passwords = [one["password"] for one in [*STAFF, *MEMBERS]]

    assert len(set(passwords)) == len(passwords)


def test_there_is_somebody_in_every_role():
    assert {member["role"] for member in MEMBERS} == set(Role.values)
    duties = {Duty.DIALOGUE if "dialogue" in one else one.get("duty") for one in STAFF}
    assert {Duty.COORDINATOR, Duty.DIALOGUE, Duty.SAFETY, Duty.FOCAL_POINT} <= duties


@pytest.mark.parametrize("key", ORGANIZATIONS)
def test_the_first_member_of_an_organization_owns_it(key):
    first, *others = ORGANIZATIONS[key]["members"]

    assert first["role"] == Role.OWNER
    assert Role.OWNER not in {member["role"] for member in others}


def test_a_consultative_status_has_its_year_and_no_other_has_one():
    assert all(("ecosoc" in one) == ("ecosoc_year" in one) for one in ORGANIZATIONS.values())


@pytest.mark.parametrize(
    "keys",
    [
        [one["organization"] for one in STATEMENTS],
        [one["organization"] for one in REGISTRATIONS],
        [one["organization"] for one in HELD],
        DECLARATION["signed_by"] + DECLARATION["hidden"],
        [one["organization"] for one in DECLARATION["comments"]],
        [CLAIMS["reported"]["organization"]],
        [one["organization"] for one in STATES["reports"]],
    ],
    ids=["statements", "registrations", "held", "signatures", "comments", "report", "reports"],
)
def test_only_fictional_organizations_that_are_verified_act(keys):
    assert {ORGANIZATIONS[key]["state"] for key in keys} == {Organization.State.VERIFIED}
    assert keys


def test_what_is_said_for_a_state_says_that_it_is_a_demonstration_and_counts_it_as_no_consultation():
    said = [STATES["coming"]["how"], STATES["passed"]["how"], STATES["office"]]
    reported = [one["account"] for one in STATES["reports"]]

    assert all("demonstration" in words for words in [*said, *reported])
    assert "consulted" not in {one["outcome"] for one in STATES["reports"]}
    addresses = [STATES["source"], STATES["coming"]["address"]]
    assert all(".example/" in address for address in addresses)


@pytest.mark.parametrize("rows", [STATEMENTS, REGISTRATIONS], ids=["statements", "registrations"])
def test_no_organization_acts_twice_where_it_acts_once(rows):
    keys = [one["organization"] for one in rows]

    assert len(set(keys)) == len(keys)


def test_nobody_signs_the_declaration_twice():
    signed = DECLARATION["signed_by"] + DECLARATION["hidden"]

    assert len(set(signed)) == len(signed)


@pytest.mark.parametrize("name", ["dialogue_attendance", "panels", "speakers"])
def test_each_row_belongs_to_a_dialogue_and_names_its_source(name):
    rows = reading.rows(name)

    assert [row for row in rows if row["dialogue_id"] not in DIALOGUES] == []
    assert [row for row in rows if not row["source"]] == []


def test_each_speaker_on_a_panel_has_that_panel():
    april = {str(panel["number"]) for panel in reading.toml("april_2024")["panels"]}
    panels = {(row["dialogue_id"], row["panel_no"]) for row in reading.rows("panels")}
    panels |= {("cd-2024-04-05-fa", number) for number in april}
    seated = {(row["dialogue_id"], row["panel_no"]) for row in reading.rows("speakers") if row["panel_no"]}

    assert seated - panels == set()


@pytest.mark.parametrize("key", DIALOGUES)
def test_a_dialogue_of_the_files_can_be_read(key):
    row = DIALOGUES[key]
    starts, ends, _precision = dialogues.when(row)

    assert row["topic_codes"] in dialogues.SUBJECTS
    assert row["title"] and row["sources"]
    assert starts < ends
    assert key.startswith(f"cd-{row['date']}")


def test_no_two_dialogues_share_an_address():
    slugs = [f"{dialogues.SUBJECTS[row['topic_codes']][0]}-{row['date']}" for row in DIALOGUES.values()]

    assert len(set(slugs)) == len(slugs)
    assert reading.toml("april_2024")["slug"] in slugs


@pytest.mark.parametrize(
    ("date_of", "clock"),
    [("2022-05-06", ("00:00", "23:59")), ("2025-10", ("00:00", "23:59"))],
)
def test_a_date_without_hours_spans_its_day(date_of, clock):
    starts, ends, precision = dialogues.when({"date": date_of, "venue": "Vienna"})

    assert (f"{starts:%H:%M}", f"{ends:%H:%M}") == clock
    assert precision == (DialoguePage.Precision.DAY if len(date_of) == 10 else DialoguePage.Precision.MONTH)


def test_hours_that_are_published_are_kept():
    row = {"date": "2024-06-07", "venue": "Vienna; 10:00-13:00 and 15:00-18:00"}
    starts, ends, precision = dialogues.when(row)

    assert (f"{starts:%H:%M}", f"{ends:%H:%M}", precision) == ("10:00", "18:00", DialoguePage.Precision.TIME)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 20), date(2026, 11, 20)), (date(2026, 11, 21), date(2026, 11, 27))],
)
def test_the_coming_dialogue_is_held_on_a_friday(day, expected):
    assert coming.friday(day) == expected


@pytest.mark.parametrize(
    ("now", "starts", "ends"),
    [("2027-03-10 13:01", "10 10:00", "10 13:00"), ("2027-03-10 12:59", "09 15:00", "09 18:00")],
)
def test_the_dialogue_that_was_held_has_just_ended_so_that_its_door_is_still_open(now, starts, ends):
    found = held.hours_just_over(datetime.fromisoformat(now).replace(tzinfo=VIENNA))

    assert [f"{moment:%d %H:%M}" for moment in found] == [starts, ends]


@pytest.mark.django_db
def test_every_state_and_instrument_that_the_files_name_exists():
    states = {one["country"] for one in [*ORGANIZATIONS.values(), *STAFF] if "country" in one}
    states |= {iso3 for one in CLAIMS["published"] for iso3 in one["states"]} | {CLAIMS["reported"]["state"]}
    codes = {code for one in STATEMENTS for code in one["instruments"]}
    codes |= {code for _subject, codes_of in dialogues.SUBJECTS.values() for code in codes_of}

    assert states <= set(State.objects.values_list("iso3", flat=True))
    assert codes <= set(Instrument.objects.values_list("code", flat=True))


@pytest.mark.django_db
def test_the_demo_goes_only_into_an_empty_portal(capsys):
    make_dialogue()
    before = User.objects.count(), Organization.objects.count(), DialoguePage.objects.count()

    for _time in range(2):
        call_command("load_demo", if_empty=True)
    with pytest.raises(CommandError, match="only into an empty portal"):
        call_command("load_demo")

    assert "was not loaded" in capsys.readouterr().out
    assert (User.objects.count(), Organization.objects.count(), DialoguePage.objects.count()) == before


def test_the_accounts_that_are_listed_are_those_of_the_files(capsys):
    call_command("demo_accounts")

    listed = capsys.readouterr().out
    assert all(f"{one['email']} " in listed and one["password"] in listed for one in STAFF)
    addresses = {one["email"] for one in [*STAFF, *MEMBERS]}
    assert {account.email for account in people.accounts()} <= addresses


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_real_organization_signs_reports_or_sends_something_in_the_demo(demo_db):
    listed = Organization.objects.filter(state=Organization.State.LISTED)
    before = Claim.objects.count(), Signature.objects.count(), User.objects.count()

    call_command("load_demo", if_empty=True, verbosity=0)

    assert (Claim.objects.count(), Signature.objects.count(), User.objects.count()) == before
    assert listed.exists()
    assert not listed.filter(memberships__isnull=False).exists()
    assert not Signature.objects.filter(organization__in=listed).exists()
    assert not Statement.objects.filter(organization__in=listed).exclude(reported_from__gt="").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_day_of_the_demo_has_been_with_people_who_came_figures_and_letters(demo_db, client):
    day = DialoguePage.objects.get(slug="demonstration-day", locale__language_code="en")
    expected = Delegate.objects.expected_at(day)

    text = client.get(f"/en/{day.address}").text

    assert (expected.came().count(), expected.stayed_away().count()) == (4, 1)
    assert letters.letters().filter(registration__dialogue=day).count() == 4
    assert "people, attended" in text and "organizations, attended" in text and "Check-in of delegates" in text
