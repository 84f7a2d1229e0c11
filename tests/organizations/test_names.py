"""Two spellings of one name are one name; what is not seen does not make another one."""

import pytest

from organizations.names import (
    LONGEST_KEY,
    address,
    has_hidden_signs,
    host,
    identifier_key,
    mail_host,
    mixes_scripts,
    name_key,
    skeleton,
    sounds,
)


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


# --- what looks or sounds the same ---------------------------------------------------------------------------------

GUARD = "Peace Scope"


@pytest.mark.parametrize(
    "other",
    [
        "Реасе Scope", "Peacе Scope", "Ρeace Scope", "PEACE SCOPE", "peacescope", "Peace-Scope", "Peace\u00a0Scope",
        "Peace \u200bScope", "Ｐｅａｃｅ Scope", "Péace Scöpe", "Peace Sc0pe", "Peace Ѕсоре", "𝐏𝐞𝐚𝐜𝐞 Scope",
    ],
)  # fmt: skip
def test_a_name_that_a_reader_takes_for_another_has_its_skeleton(other):
    assert skeleton(other) == skeleton(GUARD)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Modern", "Modem"), ("vvatch", "watch"), ("lANSA", "IANSA"), ("1ansa", "IANSA"), ("ΝΑΤ", "NAT"),
        ("С0С", "COC"), ("ΚΑΤΟΗ", "KATOH"),
    ],
)  # fmt: skip
def test_letters_that_imitate_letters_are_one(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    "other", ["Peace Scopes", "Peace", "Pace Scope", "Scope Peace", "Peace Scape", "Мир", "Peace 2 Scope"]
)
def test_another_name_has_another_skeleton_and_another_sound(other):
    assert skeleton(other) != skeleton(GUARD)
    assert sounds(other) != sounds(GUARD)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centre for Labour", "Center for Labor"),
        ("Organisation Mondiale", "Organization Mondiale"),
        ("The Harbour Programme", "Harbor Program"),
        ("Lakeside Inc.", "Lakeside"),
        ("Lakeside e.V.", "Lakeside E V"),
        ("Мир", "Mir"),
        ("Δίκτυο", "Diktyo"),
        ("Ñandú", "nandu"),
        ("Straße", "Strasse"),
    ],
)
def test_one_name_in_two_spellings_or_scripts_sounds_the_same(one, other):
    assert sounds(one) == sounds(other)


def test_a_name_of_legal_forms_alone_still_has_a_sound():
    assert sounds("The NGO") == "thengo"
    assert sounds("The NGO") != sounds("NGO")


@pytest.mark.parametrize(
    ("name", "mixes"),
    [
        ("Pеace", True),  # one Cyrillic letter
        ("Αthens", True),  # one Greek letter
        ("Мир Peace", False),
        ("Δίκτυο Peace", False),
        ("平和Peace", False),  # nobody takes one for the other
        ("سلام Peace", False),
        ("Peace 2000", False),
        ("", False),
    ],
)
def test_one_word_in_two_scripts_is_noticed(name, mixes):
    assert mixes_scripts(name) is mixes


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("gb-chc-1134566", "GBCHC1134566"),
        (" 5299 00T8-BM49.AURSDO55 ", "529900T8BM49AURSDO55"),
        ("１２３", "123"),
        ("https://ror.org/05dxps055", "HTTPSRORORG05DXPS055"),
        ("--", ""),
        ("x" * 200, "X" * 80),
    ],
)
def test_an_identifier_is_compared_by_its_letters_and_digits(value, key):
    assert identifier_key(value) == key


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("Ana@Watch.Example", "watch.example"), ("a@b@c.example", "c.example"), ("", ""), ("nobody", "nobody"),
        ("a@" + "x" * 300, "x" * 253),
    ],
    ids=["plain", "two signs", "empty", "no sign", "long"],
)  # fmt: skip
def test_the_domain_of_an_address_stands_behind_the_last_sign(email, domain):
    assert mail_host(email) == domain
