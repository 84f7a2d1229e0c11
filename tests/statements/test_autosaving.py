"""Saves without a page: what is stored, what is not, and that an older text never takes the place of a newer one."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, Role
from portal import audit, limits
from portal.switches import set_switch
from submissions.statements import actions
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import close, make_call, make_statement, snapshot, some_content, writer_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState
TYPED = {"title": "Typed", "language": "en", "source": "First.", "summary": "", "instruments": ["FIREARMS"]}


def at(statement):
    return reverse("statements:desk_autosave", args=[statement.uuid])


def new(call):
    return reverse("statements:desk_autosave_new", args=[call.slug])


@pytest.fixture
def owner(client):
    """Somebody who is signed in and owns an organization: `owner.organization`."""
    organization = OrganizationFactory()
    user = writer_of(organization)
    user.organization = organization
    client.force_login(user)
    return user


@pytest.fixture
def draft(owner):
    """A draft of the person who is signed in."""
    return make_statement(organization=owner.organization, title="As it was")


def save(client, statement, **fields):
    return client.post(at(statement), {**TYPED, "stamp": "1.1", "save_key": uuid4(), **fields})


def first_save(owner, **fields):
    return {**TYPED, "organization": owner.organization.uuid, "form_key": uuid4(), "save_key": uuid4(), **fields}


# -- a draft that is there


def test_a_save_stores_the_text_and_says_when_and_how_long_it_is(client, draft):
    answer = save(client, draft, source="Three words here.")

    said = answer.json()
    assert answer.status_code == 200
    assert (said["stamp"], said["words"]) == ("1.2", 3)
    assert said["said"].startswith("Saved ") and "Vienna time. Nothing is public yet." in said["said"]
    assert "Text within 200 words" in said["checks"] and "Summary" in said["checks"]
    assert draft.versions.get().source == "Three words here."


def test_what_is_not_finished_is_stored_without_a_word(client, draft):
    for typed in (
        {"title": ""},
        {"title": "", "source": "", "summary": "", "instruments": []},
        {"source": "word " * 201},
        {"source": "# [half](a link"},
    ):
        with undone():
            answer = save(client, draft, **typed)

            assert answer.status_code == 200 and answer.json()["said"].startswith("Saved "), typed
            assert draft.versions.get().title == typed.get("title", "Typed"), typed


NOT_STORED = [
    ({"title": "t" * 10_000}, "Title: "),
    ({"summary": "s" * 401}, "Summary: "),
    ({"source": "x" * 60_001}, "too long"),
    ({"source": "<" * 60_000}, "too long"),
    ({"title": "a\0b"}, "Title: "),
    ({"language": "tlh"}, "Language of this text: "),
    ({"instruments": ["NOPE"]}, "Select a valid choice"),
    ({"stamp": ""}, "This field is required"),
    ({"save_key": "x"}, "UUID"),
    ({"after": "x"}, "This form was used already"),
    ({"after": " ".join(str(uuid4()) for _ in range(41))}, "1480 characters"),
]


def test_what_cannot_be_stored_is_refused_in_words_and_changes_nothing(client, draft):
    before = snapshot(draft)

    for typed, words in NOT_STORED:
        with undone():  # so that no limit counts the tries together
            answer = save(client, draft, **typed)

            assert answer.status_code == 422, typed
            assert answer.json()["said"].startswith("Not saved: ") and words in answer.json()["said"], typed
            assert snapshot(draft) == before, typed


def test_the_history_says_nothing_about_saves(client, draft):
    before = audit.history(draft).count()

    for number in range(1, 5):
        save(client, draft, stamp=f"1.{number}", title=f"Title {number}")

    assert audit.history(draft).count() == before
    assert draft.versions.count() == 1


# -- older and newer


def test_an_older_text_never_overwrites_a_newer_one(client, draft, owner):
    actions.save_draft(draft, some_content(title="A colleague's"), by=owner)
    before = snapshot(draft)

    answer = save(client, draft, title="Mine")

    assert answer.status_code == 409
    assert "somebody saved another text at" in answer.json()["said"]
    assert snapshot(draft) == before


def test_the_same_save_again_changes_nothing_and_says_the_same(client, draft):
    key = uuid4()
    first = save(client, draft, save_key=key)
    before = snapshot(draft)

    second = save(client, draft, save_key=key)

    assert second.status_code == 200 and second.json() == first.json()
    assert snapshot(draft) == before


def test_a_save_whose_answer_was_lost_is_no_other_persons_text(client, draft):
    lost = uuid4()
    save(client, draft, save_key=lost, title="The answer got lost")

    answer = save(client, draft, title="Typed after it", after=f"{uuid4()} {lost}")

    assert answer.json()["stamp"] == "1.3"
    assert draft.versions.get().title == "Typed after it"


def test_of_two_saves_that_change_places_on_the_way_the_newer_one_stays(client, draft):
    first, second = uuid4(), uuid4()
    save(client, draft, save_key=second, after=str(first), title="Typed last")

    answer = save(client, draft, save_key=first, title="Typed first")

    assert answer.status_code == 409
    assert draft.versions.get().title == "Typed last"


def test_the_button_after_a_save_whose_answer_was_lost_shows_no_difference(client, draft):
    lost = uuid4()
    save(client, draft, save_key=lost)

    page = client.post(
        reverse("statements:desk_edit", args=[draft.uuid]),
        {**TYPED, "title": "By the button", "stamp": "1.1", "after": lost, "save": ""},
    )

    assert page.status_code == 302
    assert draft.versions.get().title == "By the button"


def test_a_returned_statement_gets_one_new_version_for_many_saves(client, owner):
    statement = make_statement(S.RETURNED, organization=owner.organization)

    first = save(client, statement, stamp=statement.current.stamp, title="Answered")
    save(client, statement, stamp=first.json()["stamp"], title="Answered well")

    assert [version.number for version in statement.versions.all()] == [1, 2]
    assert actions.latest(statement).title == "Answered well"


# -- who


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SIGNATORY])
def test_who_writes_may_save(client, role):
    statement = make_statement()
    client.force_login(MembershipFactory(organization=statement.organization, role=role).user)

    assert save(client, statement).status_code == 200


@pytest.mark.parametrize("who", ["viewer", "stranger", "ended", "suspended", "nobody"])
def test_others_change_nothing(client, who):
    statement = make_statement()
    before = snapshot(statement)
    membership = MembershipFactory(organization=statement.organization, role=Role.VIEWER)
    user = membership.user if who in ("viewer", "ended") else writer_of(statement.organization)
    if who == "stranger":
        user = UserFactory()
    if who == "ended":
        membership.delete()
    if who == "suspended":
        Organization.objects.filter(pk=statement.organization_id).update(state=Organization.State.SUSPENDED)
    if who != "nobody":
        client.force_login(user)

    answers = {answer.status_code for answer in (save(client, statement), client.get(at(statement)))}

    assert answers == {{"viewer": 403, "suspended": 403, "nobody": 401}.get(who, 404)}
    assert snapshot(statement) == before


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED, S.REJECTED, S.WITHDRAWN, S.REMOVED])
def test_what_was_sent_in_is_told_and_stays(client, owner, state):
    statement = make_statement(state, organization=owner.organization)
    before = snapshot(statement)

    answer = save(client, statement)

    assert answer.status_code == 409 and answer.json()["final"]
    assert "Not possible now" in answer.json()["said"]
    assert snapshot(statement) == before


def test_without_the_key_of_the_page_nothing_is_saved_and_the_way_to_it_is_open(owner, draft):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)

    refused = save(browser, draft)
    token = browser.get(at(draft)).json()["token"]

    assert refused.status_code == 403 and draft.versions.get().title == "As it was"
    assert save(browser, draft, csrfmiddlewaretoken=token).status_code == 200


def test_who_is_signed_out_is_told_where_to_sign_in(client, draft):
    client.logout()

    answer = save(client, draft)

    assert (answer.status_code, answer.json()) == (401, {"address": "/en/accounts/login/"})


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_answer_is_kept_on_the_way(client, draft, method):
    assert "no-store" in getattr(client, method)(at(draft)).headers["Cache-Control"]


# -- a draft that begins


def test_the_first_words_begin_one_draft_and_tell_where_it_is(client, owner):
    call, typed = make_call(), first_save(owner)

    answer, again = client.post(new(call), typed), client.post(new(call), typed)

    statement = Statement.objects.get()
    said = answer.json()
    assert answer.status_code == again.status_code == 201
    assert said["place"] == str(statement.uuid) and said["save"] == at(statement)
    assert said["edit"] == reverse("statements:desk_edit", args=[statement.uuid])
    assert said["stamp"] == again.json()["stamp"] == "1.1"


def test_a_form_that_lost_the_first_answer_goes_on_with_its_draft(client, owner):
    call, lost = make_call(), uuid4()
    typed = first_save(owner, save_key=lost)
    client.post(new(call), typed)

    answer = client.post(new(call), {**typed, "save_key": uuid4(), "after": str(lost), "title": "More"})

    assert answer.status_code == 201 and answer.json()["stamp"] == "1.2"
    assert Statement.objects.get().versions.get().title == "More"


def test_a_form_that_comes_back_with_other_words_overwrites_nothing(client, owner):
    call, typed = make_call(), first_save(owner)
    client.post(new(call), typed)
    address = reverse("statements:desk_create", args=[call.slug])

    answer = client.post(new(call), {**typed, "save_key": uuid4(), "title": "From the past"})
    page = client.post(address, {**typed, "save_key": "", "title": "From the past"})

    assert answer.status_code == 409
    assert "Nothing was overwritten" in page.text and 'value="From the past"' in page.text
    assert f'action="{reverse("statements:desk_edit", args=[Statement.objects.get().uuid])}"' in page.text
    assert Statement.objects.get().versions.get().title == "Typed"


def test_the_button_after_the_first_save_goes_on_with_that_draft(client, owner):
    call, typed = make_call(), first_save(owner)
    client.post(new(call), typed)

    page = client.post(reverse("statements:desk_create", args=[call.slug]), typed)

    assert page.url == reverse("statements:desk_edit", args=[Statement.objects.get().uuid])


def test_a_form_of_a_draft_that_was_sent_in_says_so(client, owner):
    call, typed = make_call(), first_save(owner)
    client.post(new(call), {**typed, "summary": "In short."})
    actions.submit(Statement.objects.get(), by=owner)

    page = client.post(reverse("statements:desk_create", args=[call.slug]), {**typed, "title": "Too late"})

    assert "Not possible now" in page.text and 'value="Too late"' in page.text


def test_a_colleagues_statement_is_named_and_stays(client, owner):
    there = make_statement(organization=owner.organization)

    answer = client.post(new(there.call), first_save(owner))

    assert answer.status_code == 409 and answer.json()["final"]
    assert answer.json()["address"] == reverse("statements:desk_detail", args=[there.uuid])
    assert Statement.objects.count() == 1


def test_after_the_deadline_no_draft_begins_and_one_that_began_goes_on(client, owner, draft):
    call = make_call()
    close(call)
    close(draft.call)

    late = client.post(new(call), first_save(owner))

    assert late.status_code == 422 and "The deadline was" in late.json()["said"]
    assert save(client, draft).status_code == 200
    assert Statement.objects.count() == 1


def test_without_an_organization_to_write_for_nothing_begins(client):
    client.force_login(UserFactory())
    call = make_call()

    assert client.post(new(call), TYPED).status_code == 403
    assert client.get(new(call)).status_code == 403
    client.logout()
    assert client.post(new(call), TYPED).status_code == 401
    assert not Statement.objects.exists()


@pytest.mark.parametrize("which", ["stranger", "made-up"])
def test_a_draft_of_somebody_elses_organization_does_not_begin(client, owner, which):
    other = OrganizationFactory().uuid if which == "stranger" else uuid4()

    answer = client.post(new(make_call()), first_save(owner, organization=other))

    assert answer.status_code == 422 and not Statement.objects.exists()


def test_a_call_that_opens_later_is_not_there(client, owner):
    assert client.post(new(make_call(opens_in_days=1)), first_save(owner)).status_code == 404


def test_a_closed_form_begins_nothing(client, owner):
    call = make_call()
    set_switch("statements", closed=True, notice="Back tomorrow.", by=None, reason="A test.")

    assert client.post(new(call), first_save(owner)).status_code == 503
    assert not Statement.objects.exists()


def test_beginning_counts_once_and_going_on_does_not(client, owner, draft, monkeypatch):
    assert limits.LIMITS["statements"].account == 20
    monkeypatch.setitem(limits.LIMITS, "statements", limits.Limit(limits.DAY, account=3))
    for number in range(1, 6):
        assert save(client, draft, stamp=f"1.{number}", title=f"Title {number}").status_code == 200
    assert {client.post(new(make_call()), first_save(owner)).status_code for _ in range(3)} == {201}
    assert client.post(new(make_call()), first_save(owner)).status_code == 429


def test_who_saves_far_too_often_is_asked_to_wait_and_loses_nothing(client, draft, owner, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "autosave", limits.Limit(60, account=2, network=1_000))
    answers = [save(client, draft, stamp=f"1.{number}", source=f"Text {number}.") for number in (1, 2, 3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60" and "tried again by itself" in answers[2].json()["said"]
    assert actions.latest(draft).source == "Text 2."
    colleague = Client()
    colleague.force_login(writer_of(draft.organization, Role.EDITOR))
    assert save(colleague, draft, stamp="1.3", source="Hers.").status_code == 200, "another person is not held back"
    limits.cache.clear()
    assert save(client, draft, stamp="1.4", source="Text 3.").status_code == 200, "the same text, a minute later"


def test_a_hand_that_is_quick_is_never_asked_to_wait():
    autosave = limits.LIMITS["autosave"]
    assert autosave.account >= autosave.seconds / 5 and autosave.network > 10 * autosave.account


def test_asking_for_the_new_key_of_a_page_does_not_count(client, draft, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "autosave", limits.Limit(60, account=1))
    address = reverse("statements:desk_autosave", args=[draft.uuid])

    assert {client.get(address).status_code for _ in range(3)} == {200}
    assert save(client, draft).status_code == 200
