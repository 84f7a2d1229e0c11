"""Mail speaks the language of whoever reads it, not of whoever caused it."""

import re

import pytest
from django.utils import translation

from portal.models import OutgoingMail
from tests.access.world import make_world

pytestmark = pytest.mark.django_db
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.mark.slow
def test_what_somebody_does_in_arabic_is_told_to_each_reader_in_their_own_language(settings):
    settings.SUPPORTERS = True
    with translation.override("ar"):
        make_world()

    rows = OutgoingMail.objects.exclude(template="test")
    told = {mail.template: mail for mail in rows}
    assert len(told) > 12 and {mail.language for mail in rows} == {"en"}
    for mail in rows:
        words = "\n".join([mail.subject, mail.text, mail.html, mail.calendar])
        assert not ARABIC.search(words), (mail.template, words)
