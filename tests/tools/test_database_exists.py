"""A PostgreSQL database counts as prepared only when it can be reached and has tables."""

from tools.database_exists import has_tables


def test_a_server_that_does_not_answer_has_no_tables():
    assert not has_tables("postgres://nobody@127.0.0.1:1/portal")


def test_an_address_that_is_none_has_no_tables():
    assert not has_tables("no address")
