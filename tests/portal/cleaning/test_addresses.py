"""Addresses inside documents: which run, which lead into somebody's computer."""

import pytest

from portal.cleaning.addresses import is_local, leaves, runs


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " java\nscript\t: alert(1)", "vbscript:x", "data:text/html,x",
        "\u00a0javascript:x", "D A T A:x",
    ],
)  # fmt: skip
def test_program_code_is_known_however_it_is_spaced(address):
    assert runs(address)


@pytest.mark.parametrize("address", ["https://a.org/?q=javascript:1", "#javascript:", "mailto:data@a.org", "", "a/b"])
def test_what_only_speaks_of_code_does_not_run(address):
    assert not runs(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///C:/Jane", "FILE://server/x", "C:\\Users\\Jane", "c:/Jane", "\\\\server\\share", "//server/share",
        "/srv/jane", "../jane.doc", "smb://server/x", "ftp://a.org", "ms-word:ofe|u|http://a", "tel:+431",
    ],
)  # fmt: skip
def test_an_address_of_a_computer_or_network_tells_about_it(address):
    assert is_local(address)


@pytest.mark.parametrize(
    "address", ["http://a.org", "HTTPS://A.org", " https://a.org", "mailto:a@a.org", "#top", "Pictures/a.png", ""]
)
def test_web_mail_and_places_in_the_document_tell_nothing(address):
    assert not is_local(address)


@pytest.mark.parametrize(
    ("address", "out"), [("http://a", True), ("a:b", True), ("a/b:c", False), ("./Object 1", False), ("", False)]
)
def test_a_scheme_leads_out(address, out):
    assert leaves(address) is out
