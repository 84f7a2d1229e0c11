"""Numbers of passports in the spellings in which people write them; and what has digits and is none."""

import pytest

from dialogues.followup.passports import looks_like_a_passport_number


@pytest.mark.parametrize(
    "text",
    [
        "C4VLGX2T1 98765432",
        "L01X00T471234",
        "PA1234567",
        "passport: 123456789",
        "Ana Ruiz (AB1234567)",
        "№1234567",
        "1 2 3 4 5 6 7",
        "12  345  678",
        "1234\u00a05678",
        "1234\u202f5678",
        "1234\t5678",
        "1234\n5678",
        "P\u200b1234\u200b567",
        "12\u00ad34\u00ad56\u00ad78",
        "1234\u202e5678",
        "\uff11\uff12\uff13\uff14\uff15\uff16\uff17",  # as wide as the signs of Chinese
        "\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7",  # of Persian
        "\u0967\u0968\u0969\u096a\u096b\u096c\u096d",  # of Hindi
        "E\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
        "x" * 100 + "12345678",
        "AB-123-4567",
        "AB\u2011123\u20114567",
        "AB \u2013 123 \u2013 4567",
        "C01.X00.T47",
        "C01-X00-T47",
        "C01\u00b7X00\u00b7T47",
        "AB_123_4567",
        "12.345.678",
        "12.34.56.78",
        "45-67-8901",
        "AB123-4567",
        "OS452, AB-123-4567",
        "12.06.2027 AB.123.4567",
        "+43 660 1234567 AB1234567",
        "0012345678",
        "REG-1A2B3C4D-1234567",
    ],
)
def test_a_number_of_a_passport_is_found_however_it_is_written(text):
    assert looks_like_a_passport_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ramesh Kumar 2nd",
        "Juan Carlos 1",
        "X \u00c6 A-12",
        "John Smith III",
        "Agent 47 of 12",
        "OS 452",
        "OS 452 2027-06-12",
        "2027-06-12 2027-06-14",
        "RJX 765, 14:30, platform 12",
        "1220 Wien",
        "12345 Berlin",
        "TK1883 / OS452",
        "9-11 June 2027",
        "12/06/2027 09:15",
        "\u0661\u0662 \u064a\u0648\u0646\u064a\u0648",
        "2027\u5e746\u670812\u65e5",
        "G20 and F7",
        "+43 1 26060 4448",
        "+43-1-26060-4448",
        "+1 (202) 555-0143",
        "+41.22.917.00.00",
        "0043 660 1234567",
        "12.06.2027",
        "12.06.2027-14.06.2027",
        "12.-14. 6. 2027",
        "12-06-27",
        "2027.06.12",
        "2027/06/12, 14.30-16.00",
        "OS452-TK1883",
        "U2456-LH123",
        "OS-452",
        "A-1220 Wien",
        "REG-12345678",
        "LET-123456789012",
        "AL-23456-78923",
        "2026/TA/WS/12",
        "CTOC/COP/WG.2/2027/3",
        "Director 2024-2027",
    ],
)
def test_names_days_and_journeys_may_have_digits(text):
    assert not looks_like_a_passport_number(text)
