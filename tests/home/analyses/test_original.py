"""An analysis sums up a text elsewhere, and may be a translation: the two originals are not taken for one another."""

import pytest
from django.conf import settings

from portal.pages import alias_in_every_language
from tests.factories.analyses import make_analysis

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_translated_leads_to_its_own_english_and_not_to_what_it_sums_up(client):
    page = make_analysis(is_summary=True, original_address="https://elsewhere.example/text")
    alias_in_every_language(page)

    text = client.get(f"/ar/analysis/{page.slug}/").text

    assert f'<link rel="canonical" href="{settings.BASE_URL}/en/analysis/{page.slug}/">' in text
    assert f'<a href="/en/analysis/{page.slug}/" hreflang="en">' in text
    assert "elsewhere.example/text" in text
