"""When two addresses are one mailbox; without a database but for the key."""

import pytest
from django.core.validators import validate_email
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from submissions.declaration.supporters.addresses import canonical, hash_of, keyed, new_token, written
from submissions.declaration.supporters.models import SupporterSecret

# The speed of a busy machine says nothing about the rule.
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
words = st.text(LETTERS, min_size=1, max_size=12)
locals_ = st.lists(words, min_size=1, max_size=4).map(".".join)
domains = st.lists(words, min_size=2, max_size=3).map(lambda parts: ".".join([*parts[:-1], "org"]))
plain = st.tuples(locals_, domains).map("@".join)
details = st.text(f"{LETTERS}+.-_", max_size=12)


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("noor@example.org", "noor@example.org"),
        (" Noor@Example.ORG ", "noor@example.org"),
        ("noor+petition@example.org", "noor@example.org"),
        ("noor+a+b@example.org", "noor@example.org"),
        ("+noor@example.org", "+noor@example.org"),
        ("n.o.o.r@example.org", "n.o.o.r@example.org"),
        ("N.O.O.R@gmail.com", "noor@gmail.com"),
        ("n.oor+x@googlemail.com", "noor@gmail.com"),
        ("noor@münchen.example", "noor@xn--mnchen-3ya.example"),
        ("noor@MÜNCHEN.example", "noor@xn--mnchen-3ya.example"),
        ("noor@xn--mnchen-3ya.example", "noor@xn--mnchen-3ya.example"),
        ("noor@example.org.", "noor@example.org"),
        ("noor@mail.gmail.com.example", "noor@mail.gmail.com.example"),
        ('"a+b"@example.org', '"a+b"@example.org'),
        ("...@gmail.com", "...@gmail.com"),
    ],
)
def test_spellings_of_one_mailbox_are_one(email, mailbox):
    assert canonical(email) == mailbox


@pytest.mark.parametrize("email", ["", "noor", "@example.org", "noor@", "noor@.", "noor@a..b", f"noor@{'a' * 70}.org"])
def test_what_is_no_address_is_refused_in_words(email):
    with pytest.raises(ValueError, match="this is no"):
        canonical(email)


@patient
@given(plain)
def test_asking_twice_changes_nothing(email):
    assert canonical(canonical(email)) == canonical(email)
    assert written(written(email)) == written(email)


@patient
@given(plain, details, st.booleans())
def test_case_and_detail_do_not_count(email, detail, upper):
    local, _at, domain = email.partition("@")
    other = f"{local}+{detail}@{domain}"

    assert canonical(other.upper() if upper else other) == canonical(email)


@patient
@given(words, words, st.sampled_from(["gmail.com", "googlemail.com", "GMail.com"]))
def test_dots_count_nowhere_but_at_gmail(first, second, domain):
    assert canonical(f"{first}.{second}@{domain}") == canonical(f"{first}{second}@gmail.com")
    assert canonical(f"{first}.{second}@example.org") != canonical(f"{first}{second}@example.org")


@patient
@given(plain, plain)
def test_different_mailboxes_stay_different(one, other):
    assume(one != other)

    assert canonical(one) != canonical(other)


@pytest.mark.slow
@patient
@given(st.emails())
def test_every_address_that_a_form_takes_has_a_mailbox(email):
    try:
        validate_email(email)
    except Exception:
        assume(False)
    try:
        mailbox = canonical(email)
    except ValueError as problem:
        assert "this is no domain" in str(problem)
    else:
        assert mailbox.count("@") >= 1
        assert canonical(mailbox) == mailbox


@patient
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_it(text):
    try:
        assert "@" in canonical(text)
    except ValueError as problem:
        assert "this is no" in str(problem)


def test_the_same_address_has_another_fingerprint_under_another_key():
    one, other = SupporterSecret(secret="ab" * 32), SupporterSecret(secret="cd" * 32)

    assert keyed(one, "noor@example.org") == keyed(one, "noor@example.org")
    assert keyed(one, "noor@example.org") != keyed(other, "noor@example.org")
    assert len(keyed(one, "noor@example.org")) == 64


def test_a_token_is_long_new_and_stored_as_a_hash():
    tokens = {new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) >= 32 and hash_of(token) != token and len(hash_of(token)) == 64 for token in tokens)
