"""Two spellings of one name are one name; what is not seen does not make another one."""

import pytest

from organizations.names import LONGEST_KEY, address, has_hidden_signs, host, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vázquez Institute", "vazquez institute"),
        ("Peace, Now!", "Peace  Now"),
        ("Ｐｅａｃｅ", "Peace"),
        ("Straße e.V.", "STRASSE E V"),
        ("Zero\u200bWidth", "ZeroWidth"),
        ("می‌خواهم", "میخواهم"),
        ("شَبَكَة", "شبكة"),
    ],
)
def test_two_spellings_of_a_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Peace Now", "Peace Never"), ("Сеть", "Сет"), ("河岸观察", "河岸")])
def test_two_names_have_two_keys(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_of_signs_alone_has_no_key():
    assert name_key("--- !!!") == ""


def test_a_key_fits_its_column_however_long_its_signs_become():
    assert len(name_key("ﷺ" * 200)) <= LONGEST_KEY


@pytest.mark.parametrize(
    ("website", "expected"),
    [
        ("https://www.Example.org/about", "example.org"),
        ("http://example.org:8080", "example.org"),
        ("", ""),
        ("https://[broken", ""),
    ],
)
def test_the_host_of_a_website_is_compared_without_its_www(website, expected):
    assert host(website) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Red Costera por la Memoria", "red-costera-por-la-memoria"),
        ("Сеть «Открытый берег»", "set-otkrytyy-bereg"),
        ("!!!", "organization"),
    ],
)
def test_an_address_is_made_of_latin_letters(name, expected):
    assert address(name) == expected


def test_an_address_is_short_and_has_no_hyphen_at_its_end():
    made = address("Organization " * 20)

    assert len(made) <= 60
    assert not made.endswith("-")


@pytest.mark.parametrize("name", ["Good\u202eeman", "Tab\tbed", "Zero\u200bWidth", "Bell\x07"])
def test_hidden_signs_in_a_name_are_found(name):
    assert has_hidden_signs(name)


@pytest.mark.parametrize("name", ["می‌خواهم", "Straße", "河岸观察", "O’Neill & Co."])
def test_signs_that_a_script_needs_are_not_hidden_signs(name):
    assert not has_hidden_signs(name)
