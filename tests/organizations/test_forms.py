"""The form of the profile: which names, numbers and years it takes, and what it says about the others."""

import pytest

from organizations.forms import ApplicationForm, OrganizationForm
from organizations.models import Organization
from portal.mechanism.models import State
from tests.factories.organizations import OrganizationFactory, make_application

pytestmark = pytest.mark.django_db
S = Organization.State


def answers(**changed) -> dict:
    """What a browser sends for a whole form, with `changed` in it."""
    return {
        "legal_name": "Lakeside Mediators",
        "name_language": "en",
        "country": State.objects.get(iso3="KEN").pk,
        "kind": "ngo",
        "ecosoc_status": "none",
        "mandate": "We train mediators.",
        "contact_email": "office@lakeside.example",
        "in_directory": "yes",
        **changed,
    }


def faulty(**changed) -> set[str]:
    """The fields at fault."""
    return set(OrganizationForm(answers(**changed)).errors)


def test_the_answers_of_this_file_fit():
    assert faulty() == set()


@pytest.mark.parametrize(
    ("scheme", "value", "fits"),
    [
        ("register", "GB-CHC-1134566", True),
        ("register", "gb chc 1134566", True),
        ("register", "1134566", False),
        ("register", "GB", False),
        ("ecosoc", "632453", True),
        ("ecosoc", "63 24 53", True),
        ("ecosoc", "E/2023/1", False),
        ("ecosoc", "12345678901", False),
        ("lei", "529900T8BM49AURSDO55", True),
        ("lei", "5299-00t8-bm49-aurs-do55", True),
        ("lei", "529900T8BM49AURSDO5", False),
        ("lei", "529900T8BM49AURSDOAB", False),
        ("lei", "５２９９００T8BM49AURSDO55", True),
        ("ror", "https://ror.org/05dxps055", True),
        ("ror", "05dxps055", True),
        ("ror", "https://evil.example/05dxps055", False),
        ("ror", "15dxps055", False),
        ("ecosoc", "٦٣٢٤٥٣", False),
        ("register", "x" * 81, False),
    ],
)
def test_an_identifier_looks_like_one_of_its_scheme(scheme, value, fits):
    assert faulty(**{f"id_{scheme}": value}) == (set() if fits else {f"id_{scheme}"})


def test_that_another_organization_has_the_number_is_not_said_to_who_applies():
    make_application(S.VERIFIED, legal_name="Other", identifiers={"ecosoc": "632453"})

    assert faulty(id_ecosoc="632453") == set()


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM", "Peace\u202eNow", "Peace\u200bNow", "https://x.example", "!!!", "x" * 201, "", "a\0b"],
    ids=["equals", "plus", "minus", "at", "bidi", "zero width", "address", "signs", "long", "empty", "NUL"],
)
def test_what_is_no_name_is_refused_beside_its_field(name):
    assert faulty(legal_name=name) == {"legal_name"}


def test_a_name_is_stored_composed():
    form = OrganizationForm(answers(legal_name="Re\u0301seau"))

    assert form.is_valid()
    assert form.profile["legal_name"] == "Réseau"


@pytest.mark.parametrize(
    ("status", "year", "fits"),
    [
        ("special", "2004", True), ("roster", "1946", True), ("special", "1945", False), ("general", "", False),
        ("special", "2999", False), ("special", "long ago", False), ("none", "", True), ("applied", "", True),
    ],
)  # fmt: skip
def test_a_status_has_the_year_in_which_it_was_given(status, year, fits):
    assert faulty(ecosoc_status=status, ecosoc_year=year) == (set() if fits else {"ecosoc_year"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", ""), ("country", "999999"), ("kind", "government"), ("kind", ""), ("mandate", "x" * 601),
        ("mandate", ""), ("contact_email", "office"), ("contact_email", ""), ("website", "javascript:alert(1)"),
        ("languages", ["xx"]), ("themes", ["0"]), ("in_directory", "perhaps"),
        ("acronym", "x" * 31), ("other_names", "x" * 301), ("name_language", "tlh"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_named(field, value):
    assert faulty(**{field: value}) == {field}


@pytest.mark.parametrize("website", ["ftp://watch.example", "ftps://watch.example/x", "mailto:a@watch.example"])
def test_a_website_is_on_the_web(website):
    form = OrganizationForm(answers(website=website))

    assert form.errors.keys() == {"website"}
    assert faulty(website="https://watch.example") == faulty(website="watch.example") == set()


def test_what_is_wrong_with_an_address_is_said_in_words():
    told = OrganizationForm(answers(website="ftp://watch.example")).errors["website"]

    assert told == ["Write the address of a page on the web; it begins with https:// or http://."]


@pytest.mark.parametrize("value", ["=HYPERLINK(1)", "-GB-CHC-1134566", "+GB1", "@GB1", "GB=1+1", "GB;1", '"GB1"'])
def test_a_number_that_a_spreadsheet_would_run_is_no_number(value):
    assert faulty(id_register=value) == {"id_register"}


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("acronym", "=1+1", False),
        ("acronym", "@LM", False),
        ("acronym", "L\u202eM", False),
        ("acronym", "L-M", True),
        ("other_names", "Lake, =HYPERLINK(1)", False),
        ("other_names", "Lake, https://evil.example", False),
        ("other_names", "Lake, Médiateurs du lac,", True),
    ],
)
def test_every_name_is_in_words(field, value, fits):
    assert faulty(**{field: value}) == (set() if fits else {field})


def test_a_union_of_states_is_no_country_of_registration():
    union = State.objects.filter(category=State.Category.UNION).first()

    assert union
    assert faulty(country=union.pk) == {"country"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, True),
        ({"state": S.SUSPENDED}, True),
        ({"in_directory": False}, False),
        ({"state": S.SUBMITTED}, False),
    ],
    ids=["verified", "suspended", "hidden", "applied"],
)
def test_a_taken_name_is_said_only_of_those_that_everybody_can_read_of(fields, said):
    OrganizationFactory(legal_name="LAKESIDE  mediators", **fields)

    assert faulty() == ({"legal_name"} if said else set())


def test_an_application_needs_its_one_time_key():
    assert "form_key" in ApplicationForm(answers()).errors
