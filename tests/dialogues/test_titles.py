"""Desks name a dialogue in the reader's language where a translation of its page is public."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale

from portal.pages import publish
from tests.factories.dialogues import make_dialogue
from tests.factories.registration import make_registration

pytestmark = pytest.mark.django_db
DESK = "/fr/desk/registrations/"


def in_french(dialogue, title, live=True):
    page = dialogue.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    page.title = title
    page.save()
    if live:
        publish(page)
    return page


def test_a_desk_names_the_dialogue_as_its_public_translation_does(client):
    registration = make_registration()
    in_french(registration.dialogue, "Le dialogue sur la traite")

    client.force_login(registration.organization.members.get())

    assert "<bdi>Le dialogue sur la traite</bdi>" in client.get(DESK).text
    assert registration.dialogue.title in client.get(DESK.replace("/fr/", "/en/")).text


def test_a_translation_that_is_not_public_names_nothing(client):
    registration = make_registration()
    in_french(registration.dialogue, "Pas encore", live=False)

    client.force_login(registration.organization.members.get())
    page = client.get(DESK).text

    assert "Pas encore" not in page
    assert f'<bdi lang="en" dir="ltr">{registration.dialogue.title}</bdi>' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_titles_of_a_page_are_one_query(rows, django_assert_num_queries):
    dialogues = [make_dialogue() for _ in range(rows)]
    for dialogue in dialogues:
        in_french(dialogue, f"Titre {dialogue.pk}")
    template = Template(
        "{% load dialogue_tags %}{% for one in rows %}{% title_of one %}{% title_text one %}{% endfor %}"
    )
    context = Context({"rows": dialogues, "request": RequestFactory().get("/")})

    with translation.override("fr"), django_assert_num_queries(1):
        words = template.render(context)

    assert words == "".join(f"<bdi>Titre {one.pk}</bdi>Titre {one.pk}" for one in dialogues)


def test_in_english_nothing_is_asked(django_assert_num_queries):
    template = Template("{% load dialogue_tags %}{% title_of one %}")
    dialogue = make_dialogue()

    with django_assert_num_queries(0):
        assert dialogue.title in template.render(Context({"one": dialogue}))
