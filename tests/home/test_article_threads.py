"""What hangs on an article: public records of each kind, the newest few, and where all are. Nothing hidden, ever."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from wagtail.query import PageQuerySet

from portal.mechanism.models import Article
from portal.mechanism.models.figures import FigureQuerySet
from portal.pages import publish
from portal.threads import SHOWN, Found, on_article
from submissions.consultations import status
from submissions.consultations import threads as consultations
from submissions.consultations.choices import Visibility
from submissions.consultations.status import Standing, Status
from submissions.statements.models import StatementQuerySet
from tests.factories.consultations import long_since, make_claim, make_published_source
from tests.factories.dialogues import make_dialogue, make_panel, with_aliases
from tests.factories.mechanism import FigureFactory
from tests.factories.statements import make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db) -> Article:
    """Article 5 of the Convention, of cluster I."""
    return Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=5)


def found(article: Article, kind: str) -> Found:
    return on_article.strands[kind].find(article)


def treated(article: Article, dialogue=None, **fields):
    panel = make_panel(dialogue or make_dialogue(in_days=-3), **fields)
    panel.articles = [article]
    panel.save()
    return panel


def hidden_panels(article: Article) -> None:
    """A panel that is not published, and a published one of a dialogue that is not."""
    treated(article, live=False)
    dialogue = make_dialogue()
    treated(article, dialogue)
    dialogue.live = False
    dialogue.save()


def hidden_statements(article: Article) -> None:
    """Statements that are being checked, withdrawn, or under an embargo."""
    for state in ("draft", "submitted", "withdrawn"):
        make_statement(state, articles=[article])
    make_statement("accepted", articles=[article], publish_at=timezone.now() + timedelta(days=2))


def hidden_states(article: Article) -> None:
    """Reports that are being checked, sealed, for coordinators, or unnamed by fewer than three."""
    make_claim(iso3="KEN", state="submitted", visibility=Visibility.PUBLIC)
    for iso3, sight in (("BEL", Visibility.SEALED), ("CAN", Visibility.COORDINATORS)):
        make_claim(iso3=iso3, state="verified", visibility=sight)
    long_since(make_claim(iso3="FRA", state="published", visibility=Visibility.UNNAMED))


def hidden_figures(article: Article) -> None:
    """Figures that no chart draws."""
    for trust in ("tertiary", "unverified"):
        FigureFactory(instrument=article.instrument, trust=trust, scope=trust)


# For each kind, what must never show: a strand that comes to the thread has to bring its own.
CANARIES = {
    "panels": hidden_panels, "statements": hidden_statements, "states": hidden_states, "figures": hidden_figures,
}  # fmt: skip
BRINGS_ITS_OWN = {"resolutions", "asks", "analyses", "declaration"}  # tested beside the floor that has them


@pytest.mark.parametrize("kind", sorted(set(on_article.strands) - BRINGS_ITS_OWN))
def test_what_is_hidden_is_on_no_thread_and_in_no_count(article, kind):
    before = found(article, kind)

    CANARIES[kind](article)

    after = found(article, kind)
    assert (after.count, after.links) == (before.count, before.links)


# What keeps each of them hidden, taken out: the canary is then seen.
OPEN = {
    "panels": (PageQuerySet, "live"),
    "statements": (StatementQuerySet, "public"),
    "states": (status, "counting"),
    "figures": (FigureQuerySet, "for_charts"),
}


@pytest.mark.parametrize("kind", sorted(OPEN))
def test_without_its_filter_every_kind_would_leak(monkeypatch, article, kind):
    before = found(article, kind).count
    CANARIES[kind](article)

    monkeypatch.setattr(*OPEN[kind], lambda rows: rows)

    assert found(article, kind).count > before


def test_a_panel_stands_with_the_day_of_its_dialogue_and_leads_to_its_page(client, article):
    panel = treated(article, make_dialogue(in_days=-3, title="On laundering"), title="Money that was washed")

    (link,) = found(article, "panels").links

    assert (link.title, link.about, link.language) == ("Money that was washed", "On laundering", "en")
    assert client.get(link.address).status_code == 200 and link.address.endswith(f"{panel.slug}/")


def test_a_panel_is_named_in_the_readers_language_and_once(article):
    panel = with_aliases(treated(article, with_aliases(make_dialogue(in_days=-3), "fr"), title="Money"), "fr")
    translation = panel.get_translation(panel.get_translations().get(locale__language_code="fr").locale)
    translation.alias_of, translation.title = None, "Argent"
    publish(translation)

    with override("fr"):
        panels = found(article, "panels")

    assert [(link.title, link.language) for link in panels.links] == [("Argent", "fr")] and panels.count == 1


def test_the_whole_list_behind_panels_is_narrowed_to_the_article(client, article):
    treated(article, make_dialogue(in_days=-3, title="On laundering"))
    make_panel(make_dialogue(in_days=-3, title="On something else"))

    years = client.get(found(article, "panels").more).context["years"]

    assert [entry.facts.title for year in years for entry in year.entries] == ["On laundering"]


def test_the_panel_names_its_articles_as_links_to_the_thread(client, article):
    panel = treated(article)

    assert 'href="/en/articles/untoc/5/">Article 5, ' in client.get(f"/en/{panel.address}").text


def test_only_the_newest_statements_are_shown_with_the_list_of_all(client, article):
    titles = [make_statement("accepted", articles=[article]).current.title for _ in range(SHOWN + 2)]
    make_statement("accepted", articles=[])

    statements = found(article, "statements")

    assert statements.count == SHOWN + 2
    assert [link.title for link in statements.links] == titles[:1:-1]
    assert client.get(statements.more).context["page_obj"].count == SHOWN + 2
    page = client.get(article.get_absolute_url()).text
    assert f'{SHOWN} of {SHOWN + 2} are shown. <a href="{statements.more}">See the whole list</a>' in page


def test_the_statement_names_its_articles_as_links_to_the_thread(client, article):
    statement = make_statement("accepted", articles=[article])

    assert 'href="/en/articles/untoc/5/">Article 5, ' in client.get(statement.get_absolute_url()).text


def test_the_register_finds_nothing_for_what_is_no_article(client, article):
    make_statement("accepted", articles=[article])

    for asked in ["untoc-999", "untoc-", "nope-5", "5", "untoc-5-5", "untoc-5'--"]:
        assert client.get("/en/statements/", {"article": asked}).context["page_obj"].count == 0, asked


def test_states_stand_there_by_their_cluster_and_the_page_says_so(client, article):
    make_published_source("BEL", 1)
    make_published_source("CAN", None)
    make_published_source("FRA", 2)

    states = found(article, "states")
    words = {link.title: link.about for link in states.links}

    assert set(words) == {"Belgium", "Canada"} and states.count == 2
    assert "Cluster I." in words["Belgium"] and "cluster not stated" in words["Canada"]
    assert "Reports speak of a cluster, not of an article" in client.get(article.get_absolute_url()).text
    assert client.get(states.more).status_code == 200


def test_an_article_of_no_cluster_has_only_reports_that_name_none(article):
    outside = Article.objects.select_related("instrument").get(instrument__code="UNTOC", number=1)
    make_published_source("BEL", 1)
    make_published_source("CAN", None)

    states = found(outside, "states")

    assert [link.title for link in states.links] == ["Canada"] and "in none that we know" in states.note


def test_where_unnamed_reports_are_behind_a_standing_only_its_quarter_is_said(article):
    state = make_published_source("BEL", 1).country
    day = timezone.now().date()

    named, unnamed = (
        consultations.link_to(state, Standing(Status.CONSULTED, unnamed=flag, newest=day), "Cluster I")
        for flag in (False, True)
    )

    assert day.isoformat() in named.when and day.isoformat() not in unnamed.when and str(day.year) in unnamed.when


def test_an_empty_section_says_what_would_be_here_and_where_to_add_it(client, article):
    page = client.get(article.get_absolute_url()).text

    assert "Organizations name articles when they write." in page and 'href="/en/desk/statements/"' in page
    assert "That is not a no." in page and 'href="/en/desk/consultations/new/"' in page
