"""The data dictionary says what the files hold: every file, every column, every type."""

import csv
import io
import json
import re
from datetime import date, datetime

import pytest
from django.urls import get_resolver

from home.datasets import DATASETS
from portal.exports import TYPES
from submissions.consultations.choices import Visibility
from tests.factories.consultations import make_claim, make_published_source
from tests.factories.declaration import make_declaration, sign
from tests.factories.mechanism import FocalPointFactory, PartyFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.replies import make_reply
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db
FITS = {
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "yes or no": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list),
    "day": lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value) and date.fromisoformat(value)),
    "moment": lambda value: bool(datetime.fromisoformat(value).tzinfo),
}


@pytest.fixture
def something_of_each(settings):
    """A row in every file."""
    settings.SUPPORTERS = True
    declaration = make_declaration()
    sign(declaration, OrganizationFactory())
    type(declaration).objects.filter(pk=declaration.pk).update(supporters_enabled=True)
    make_published_source("BEL")
    make_reply(make_claim(state="published", visibility=Visibility.PUBLIC))
    make_statement("accepted")
    PartyFactory()
    FocalPointFactory()


def test_the_dictionary_has_the_columns_of_the_files_and_their_types(client, something_of_each):
    for dataset in DATASETS:
        files = dict(dataset.files())
        assert list(files) == ["csv", "json", "xlsx"], dataset.key
        said = [column.key for column in dataset.columns]
        lines = csv.reader(io.StringIO(client.get(files["csv"]).getvalue().decode("utf-8-sig")))
        assert next(line for line in lines if not line[0].startswith("# ")) == said, dataset.key
        data = json.loads(client.get(files["json"]).getvalue())
        assert [one["name"] for one in data["about"]["columns"]] == said
        page = client.get(f"/en/data/{dataset.key}/").text
        for column in dataset.columns:
            assert column.type in TYPES and column.about, (dataset.key, column.key)
            assert f"<code>{column.key}</code></th><td>{column.type}</td>" in page, (dataset.key, column.key)
            values = [row[column.key] for row in data["rows"] if row[column.key] not in ("", None)]
            assert all(map(FITS[column.type], values)), (dataset.key, column.key, values[:3])


# Files of one record, or of one organization.
OF_ONE = {"statement_data:record", "resolution_data:citation", "consultations:desk_export"}


def test_the_catalogue_names_every_list_that_is_a_file(client, something_of_each):
    kinds = re.compile(r"\.%\(kind\)s$")
    lists = {
        f"{space}:{name}"
        for space, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name, found in resolver.reverse_dict.lists()
        if isinstance(name, str) and any(kinds.search(route) for possible in found for route, _names in possible[0])
    }

    assert {dataset.view for dataset in DATASETS} == lists - OF_ONE
    page = client.get("/en/data/").text
    assert all(str(dataset.title) in page for dataset in DATASETS) and "CC BY 4.0" in page
    assert "No file yet" not in page


def test_without_a_declaration_there_is_no_file_and_an_unknown_list_is_not_there(client):
    assert client.get("/en/data/").text.count("No file yet") == 3
    assert client.get("/en/data/persons/").status_code == 404
