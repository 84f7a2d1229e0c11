"""What was on a thread and leaves the record leaves its lists and its counts with it, on every page that counts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.mechanism.models import Article
from portal.threads import Found, on_article
from submissions.consultations import actions as consultations
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim
from submissions.statements import withdrawing
from submissions.statements.models import Statement, StatementState
from tests.factories.consultations import make_claim, make_published_source
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.mechanism import FigureFactory
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_statement, taken_away
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState


@pytest.fixture
def article() -> Article:
    """Article 5 of the Convention, of cluster I."""
    return Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=5)


def found(article: Article, kind: str) -> Found:
    return on_article.strands[kind].find(article)


def panel_on(article: Article, **fields):
    panel = make_panel(make_dialogue(in_days=-3), **fields)
    panel.articles = [article]
    panel.save()
    return panel


def embargo(statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(publish_at=timezone.now() + timedelta(hours=1))


def off_the_article(panel) -> None:
    panel.articles = []
    panel.save()


def a_panel(article):
    return panel_on(article)


def a_statement(article):
    return make_statement(S.ACCEPTED, articles=[article])


def a_report(article):
    return make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC)


LEAVING: dict[str, tuple[str, Callable, Callable]] = {
    "the panel is unpublished": ("panels", a_panel, lambda one: one.unpublish()),
    "the dialogue is unpublished": ("panels", a_panel, lambda one: one.get_parent().specific.unpublish()),
    "the panel names it no more": ("panels", a_panel, off_the_article),
    "the panel is deleted": ("panels", a_panel, lambda one: one.delete()),
    "the statement is withdrawn": ("statements", a_statement, lambda one: taken_away(one, S.WITHDRAWN)),
    "the statement is removed": ("statements", a_statement, lambda one: taken_away(one, S.REMOVED)),
    "the statement gets an embargo": ("statements", a_statement, embargo),
    "the report is retracted": ("states", a_report, lambda one: consultations.retract(one, by=None)),
    "the name is taken off": ("states", a_report, consultations.step_back),
}


def test_what_leaves_the_record_leaves_the_thread_and_its_count(article):
    for name in LEAVING:
        with undone():
            kind, make, leave = LEAVING[name]
            before = found(article, kind)
            made = make(article)
            assert found(article, kind).count == before.count + 1, name

            leave(made)

            assert (found(article, kind).count, found(article, kind).links) == (before.count, before.links), name


def test_no_other_state_of_a_statement_is_on_the_thread_or_in_the_numbers_beside_the_register(client, article):
    organization, coordinator = OrganizationFactory(), CoordinatorFactory()
    for state in S:
        if state != S.ACCEPTED:
            named = {"articles": [article], "title": "Canarybird"}
            make_statement(state, organization=organization, coordinator=coordinator, **named)
            assert found(article, "statements").count == 0, state
    cache.clear()

    page = client.get("/en/statements/", {"article": article.key})

    assert found(article, "statements").count == 0 and page.context["page_obj"].count == 0
    assert "Canarybird" not in page.text + client.get(article.get_absolute_url()).text


def test_a_statement_that_is_brought_back_is_on_its_thread_again(article):
    statement = make_statement(S.REMOVED, articles=[article])
    withdrawing.restore(statement, by=CoordinatorFactory(), reason="It was a mistake.")

    assert [link.title for link in found(article, "statements").links] == [statement.current.title]


def test_the_record_of_another_article_is_on_no_other_thread(article):
    other = Article.objects.select_related("instrument").get(instrument__code="FIREARMS", number=1)
    kinds = ("panels", "statements", "states", "figures")
    before = {kind: found(article, kind).count for kind in kinds}
    panel_on(other)
    make_statement(S.ACCEPTED, articles=[other])
    make_published_source("BEL", 4)
    FigureFactory(instrument=other.instrument)

    assert {kind: found(article, kind).count for kind in kinds} == before


def test_a_statement_on_two_articles_counts_once_on_each_thread_and_once_in_the_register(client, article):
    other = Article.objects.select_related("instrument").get(instrument__code="TIP", number=9)
    make_statement(S.ACCEPTED, articles=[article, other])

    assert [found(one, "statements").count for one in (article, other)] == [1, 1]
    assert client.get("/en/statements/?article=untoc-5&article=tip-9").context["page_obj"].count == 1
