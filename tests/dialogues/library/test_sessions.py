"""Sessions that have no number of their own, from the text to the filter."""

import pytest

from dialogues.resolutions import actions
from tests.dialogues.library.test_files import as_csv
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_brought, make_resolution, some_text

pytestmark = pytest.mark.django_db
SPECIAL = "Tenth special session"


def test_a_special_session_keeps_its_name_from_the_text_to_the_page_and_is_no_tenth_session(client):
    by = CoordinatorFactory()
    brought = make_brought(some_text().replace("Thirteenth session", SPECIAL), by=by)
    text = actions.publish(actions.save(brought, by=by), by=by)

    assert (text.session, text.session_name) == (None, SPECIAL)
    assert f"{SPECIAL}</bdi>)" in client.get(text.get_absolute_url()).text
    assert f"T2  - {SPECIAL}" in client.get(f"/resolutions/{text.slug}.ris").text


def test_the_filter_offers_numbers_first_and_finds_other_sessions_by_their_names(client):
    special = make_resolution(session=None, session_name=SPECIAL)
    resumed = make_resolution(session=31, session_name="Resumed thirty-first session")
    make_resolution(session=10)

    page = client.get("/en/resolutions/")

    offered = [value for value, _label in page.context["form"].fields["session"].choices if value]
    assert offered == ["31", "10", SPECIAL]
    assert [row["slug"] for row in as_csv(client, session=SPECIAL)] == [special.slug]
    assert [(row["session"], row["session_name"]) for row in as_csv(client, session=31)] == [
        ("31", resumed.session_name)
    ]
