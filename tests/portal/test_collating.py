"""Names stand in the order that readers of each language look for them, with ICU or without."""

import pytest
from django.utils import translation

from portal import collating
from portal.mechanism.models import State

# In the order of a dictionary of each language; both ways of sorting have to know it.
IN_ORDER = {
    "en": ["Åland", "Austria", "Côte d’Ivoire", "Croatia", "Türkiye", "Zambia"],
    "es": ["Nauru", "Níger", "Nueva Zelandia", "Ñuñoa", "Omán"],
    "fr": ["Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne"],
    "ru": ["Ёлкино", "Жемчужное", "Иран", "Италия", "Йемен", "Кабо-Верде"],
    "ar": ["آيسلندا", "إثيوبيا", "أذربيجان", "البحرين", "تايلند", "تونس"],
    "zh-hans": ["阿富汗", "巴西", "德国", "法国", "肯尼亚", "中国"],
}


@pytest.mark.parametrize("language", IN_ORDER)
@pytest.mark.parametrize("key", [collating.order_key, collating.plain_key])
def test_names_stand_in_the_order_of_their_language(language, key):
    names = IN_ORDER[language]

    shuffled = [*names[1::2], *names[::2]]

    assert sorted(shuffled, key=lambda name: key(name, language)) == names


def test_the_order_is_that_of_the_page():
    with translation.override("es"):
        assert collating.by_name("Ñuñoa") > collating.by_name("Nueva Zelandia")


@pytest.mark.django_db
def test_the_roll_of_a_group_follows_the_language():
    with translation.override("fr"):
        names = [state.name for state in State.objects.filter(iso3__in=["EGY", "ERI", "ETH", "GAB"]).in_roll_order()]

    assert names == ["Égypte", "Érythrée", "Éthiopie", "Gabon"]
