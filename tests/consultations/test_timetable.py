"""Figures beside the timetable: computed from launches with sources, drawn without what is tertiary."""

from datetime import date

import pytest

from portal.mechanism.models import Cluster, Figure, Phase, Review, Source, State
from submissions.consultations import timetable
from submissions.consultations.timetable import Planned, planned
from submissions.consultations.windows import windows_of
from tests.factories.consultations import cluster, country
from tests.factories.mechanism import FigureFactory, FocalPointFactory, PartyFactory, ReviewFactory, SourceFactory

pytestmark = pytest.mark.django_db
ROLL = "/en/consultations/"


def test_the_three_groups_add_up_and_give_the_timetable():
    groups = timetable.launches(timetable.figures())

    assert [(one.group, one.reviews) for one in groups] == [(1, 62), (2, 63), (3, 64)]
    assert groups[1].slot(2) == (date(2023, 11, 1), date(2025, 11, 1))
    assert planned(groups, 1, date(2024, 4, 5)) == Planned(125, 64, 189)
    assert planned(groups, 1, date(2024, 4, 5)).place == "66.1%"
    assert planned(groups, 4, date(2024, 4, 5)) == Planned(0, 0, 189)
    assert groups[2].slot(4)[1] == date(2030, 11, 1), "the Mechanism is to end in 2030"
    assert planned([], 1, date(2024, 4, 5)) is None


def test_the_page_shows_both_figures_with_sources_and_what_was_due(client):
    page = client.get(ROLL).text

    assert "73 of 189 (38.6%), 5 April 2024; by the timetable 125 were finished by then" in page
    assert "81 of 189 (42.9%), 30 September 2024" in page and "62 + 63 + 64 = 189" in page
    assert '<rect width="38.6%"' in page and page.count("No figure published") == 3
    for figure in Figure.objects.shares("reviews-progressing"):
        assert figure.source.citation in page


@pytest.mark.parametrize("trust, drawn", [("secondary", True), ("tertiary", False), ("unverified", False)])
def test_what_is_tertiary_or_not_verified_is_no_bar(client, trust, drawn):
    FigureFactory(
        topic="reviews-progressing", scope="cluster II", value=99, of=189, trust=trust, source=SourceFactory()
    )

    assert ("99 of 189" in client.get(ROLL).text) is drawn


def test_a_phase_that_a_source_names_opens_a_window_and_silence_says_what_to_ask():
    kenya, clusters, day = country("KEN"), list(Cluster.objects.all()), date(2026, 1, 1)
    kenya.review_group = None
    review = ReviewFactory(state=kenya, cluster=cluster(2), phase=Phase.SELF_ASSESSMENT)

    [window] = windows_of(kenya, [review], clusters, day)
    assert "six months" in str(window.what) and str(review.cluster) == window.about
    [anyway] = windows_of(kenya, [ReviewFactory(state=kenya, cluster=cluster(3))], clusters, day)
    assert "who its focal point is" in str(anyway.what) and anyway.until is None


def test_a_known_review_group_gives_the_cluster_that_is_due_and_until_when():
    state = State.objects.filter(review_group=1).first()

    [window] = windows_of(state, [], list(Cluster.objects.all()), date(2023, 5, 1))

    assert (window.about, window.until) == (str(cluster(2)), date(2024, 10, 1))


def test_a_states_page_shows_both_sources_the_focal_point_and_reservations(client):
    belgium, instrument = country("BEL"), PartyFactory().instrument
    Review.objects.filter(state=belgium).delete()
    sources = [
        SourceFactory(citation="A note by the Secretariat"),
        SourceFactory(citation="A rumour", trust="tertiary"),
    ]
    for source, phase in zip(sources, (Phase.FEEDBACK, Phase.DONE), strict=True):
        ReviewFactory(state=belgium, cluster=cluster(1), phase=phase, source=source)
        PartyFactory(state=belgium, instrument=instrument, source=source, kind="accession", date=date(2004, 8, 11))
    PartyFactory(
        state=belgium, instrument=instrument, kind="signature", signed_on=date(2000, 12, 12), note="Article 35"
    )
    FocalPointFactory(state=belgium, office="Federal Service of Justice", source=sources[0])

    page = client.get("/en/consultations/bel/").text

    assert page.count("A note by the Secretariat") == 3 and page.count("A rumour") == 2
    assert "(tertiary)" in page and page.count('class="steps steps--h"') == 2
    assert "Signed, not a party" in page and "Article 35" in page and "12 Dec 2000" in page
    assert "Federal Service of Justice" in page and Source.objects.filter(trust="tertiary").exists()
