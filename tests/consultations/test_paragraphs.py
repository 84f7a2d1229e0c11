"""Reports on record and the paragraphs of resolutions that they are about: each leads to the other, nothing hidden."""

import pytest
from django.urls import reverse

from dialogues.resolutions import actions as resolutions
from portal.records import InvalidMove
from submissions.consultations import actions, paragraphs
from submissions.consultations.choices import Visibility
from submissions.consultations.models import ClaimQuerySet
from tests.factories.consultations import make_claim
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution
from tests.undoing import undone

pytestmark = pytest.mark.django_db


def on_record(**fields):
    return make_claim(iso3="KEN", state="published", visibility=Visibility.PUBLIC, **fields)


def linked(paragraph):
    claim = on_record()
    paragraphs.link(claim, [paragraph], by=CoordinatorFactory())
    return claim


def row(client, paragraph) -> str:
    page = client.get(paragraph.resolution.get_absolute_url()).text
    return page.partition(f'id="{paragraph.anchor}"')[2].partition('<div class="op"')[0]


def test_a_coordinator_links_a_report_to_a_paragraph_by_search(client, coordinator):
    resolution, claim = make_resolution(title="Marking of lamps"), on_record()
    paragraph = resolution.paragraphs.get(anchor="OP1")
    client.force_login(coordinator)
    address = reverse("claim_paragraphs", args=[claim.uuid])
    key = f"paragraph:{resolution.slug}.OP1"

    assert f'value="{key}"' in client.post(address, {"paragraphs_find": "marking lamps OP1"}).text
    assert client.post(address, {"paragraphs": [key]}).status_code == 302

    assert f'href="{claim.country.get_absolute_url()}#reports"' in row(client, paragraph)
    assert f'href="{paragraph.get_absolute_url()}"' in client.get(claim.country.get_absolute_url()).text
    assert "Linked to paragraphs" in client.get(reverse("claim_review", args=[claim.uuid])).text


def test_no_other_report_can_be_linked_nor_is_it_there(client, coordinator):
    client.force_login(coordinator)

    for state, visibility in (
        ("submitted", "public"), ("verified", "public"), ("published", "unnamed"), ("verified", "sealed"),
        ("verified", "coordinators"), ("retracted", "public"),
    ):  # fmt: skip
        with undone():
            claim = make_claim(iso3="KEN", state=state, visibility=Visibility(visibility))

            with pytest.raises(InvalidMove):
                paragraphs.link(claim, make_resolution().paragraphs.all()[:1], by=coordinator)
            assert client.get(reverse("claim_paragraphs", args=[claim.uuid])).status_code == 404, (state, visibility)


@pytest.mark.parametrize("leave", [lambda one: actions.retract(one, by=None), actions.step_back])
def test_what_leaves_the_record_leaves_the_paragraph_and_would_leak_without_its_filter(client, monkeypatch, leave):
    paragraph = make_resolution().paragraphs.get(anchor="OP1")
    claim = linked(paragraph)
    assert "#reports" in row(client, paragraph)

    leave(claim)

    assert "#reports" not in row(client, paragraph)
    monkeypatch.setattr(paragraphs, "on_record", ClaimQuerySet(model=type(claim)).all)
    assert "#reports" in row(client, paragraph)


def test_a_paragraph_of_a_text_that_is_withdrawn_is_not_named(client):
    paragraph = make_resolution().paragraphs.get(anchor="OP1")
    claim = linked(paragraph)

    resolutions.withdraw(paragraph.resolution, reason="A mistake.", by=CoordinatorFactory())

    assert paragraph.resolution.slug not in client.get(claim.country.get_absolute_url()).text
