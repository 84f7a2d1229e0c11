"""Figures: shown with what is known, computed where they can be, never better than their source."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from portal.mechanism.models import Comparator, Figure, Precision, Source, Trust
from tests.factories.mechanism import ContradictionFactory, FigureFactory, SourceFactory


def test_a_percentage_is_computed_from_value_and_whole():
    assert Figure(value=73, of=189).percent == Decimal("38.6")
    assert Figure(value=81, of=189).percent == Decimal("42.9")
    assert Figure(value=Decimal("0.50"), of=1000).percent == Decimal("0.1")
    assert Figure(value=0, of=189).percent == Decimal("0.0")


def test_without_a_whole_or_a_value_there_is_no_percentage():
    assert Figure(value=73).percent is None
    assert Figure(of=189).percent is None
    assert Figure(value=0, of=0).percent is None


@pytest.mark.parametrize(
    ("comparator", "value", "shown"),
    [
        (Comparator.EXACT, 157, "157"),
        (Comparator.EXACT, Decimal("100.00"), "100"),
        (Comparator.EXACT, 1400, "1,400"),
        (Comparator.MORE, 500, ">500"),
        (Comparator.LESS, 60, "<60"),
        (Comparator.ABOUT, Decimal("33.30"), "about 33.3"),
        (Comparator.EXACT, 0, "0"),
        (Comparator.EXACT, None, "–"),
    ],
)
def test_a_figure_shows_how_it_is_meant(comparator, value, shown):
    figure = Figure(comparator=comparator, value=value)

    assert figure.display == str(figure) == shown


def test_a_part_is_named_with_its_whole():
    assert str(Figure(value=73, of=189)) == "73 of 189"
    assert Figure(value=73, of=189).display == "73"


@pytest.mark.parametrize(
    ("precision", "day", "words"),
    [
        (Precision.DAY, date(2024, 4, 5), "5 April 2024"),
        (Precision.MONTH, date(2024, 4, 1), "April 2024"),
        (Precision.YEAR, date(2024, 1, 1), "2024"),
        (Precision.UNDATED, None, "undated"),
    ],
)
def test_a_date_shows_only_what_is_known(precision, day, words):
    assert Figure(as_of=day, precision=precision).as_of_text == words


def test_a_month_is_named_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert Figure(as_of=date(2024, 4, 1), precision=Precision.MONTH).as_of_text == "avril 2024"


def test_the_newest_official_figure_is_81_of_189_on_30_september_2024(loaded):
    figure = Figure.objects.newest_official("reviews-progressing")

    assert (str(figure), figure.percent, figure.as_of_text) == ("81 of 189", Decimal("42.9"), "30 September 2024")
    assert figure.source.trust == Trust.OFFICIAL


def test_the_figure_of_5_april_2024_is_73_of_189_from_a_secondary_source(loaded):
    figure = Figure.objects.on("reviews-progressing", date(2024, 4, 5))

    assert (str(figure), figure.percent, figure.scope) == ("73 of 189", Decimal("38.6"), "cluster I")
    assert (figure.trust, figure.source.trust) == (Trust.SECONDARY, Trust.SECONDARY)


def test_newer_figures_of_lesser_trust_or_without_a_whole_are_not_the_official_one(db):
    official = FigureFactory(as_of=date(2024, 1, 1))
    FigureFactory(as_of=date(2024, 2, 1), trust=Trust.TERTIARY)
    FigureFactory(as_of=date(2024, 3, 1), of=None)
    FigureFactory(as_of=date(2024, 4, 1), value=None)
    FigureFactory(as_of=None, precision=Precision.UNDATED)
    FigureFactory(as_of=date(2024, 5, 1), topic="another-topic")

    assert Figure.objects.newest_official("test-topic") == official


def test_a_topic_without_figures_has_none(db):
    assert Figure.objects.newest_official("no-such-topic") is None
    assert Figure.objects.on("no-such-topic", date(2024, 4, 5)) is None


def test_a_figure_of_a_month_is_not_one_of_its_first_day(db):
    FigureFactory(as_of=date(2024, 4, 1), precision=Precision.MONTH)

    assert Figure.objects.on("test-topic", date(2024, 4, 1)) is None


def test_reading_the_newest_figure_with_its_source_is_one_query(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Figure.objects.newest_official("reviews-progressing").source.citation


def test_the_wording_of_a_vague_date_is_kept_in_the_note(loaded):
    figure = Figure.objects.get(topic="preliminary-consultations")

    assert (figure.as_of, figure.precision, figure.as_of_text) == (date(2022, 1, 1), "year", "2022")
    assert figure.note == "2022 (first half); page date not in the excerpt"


def test_loaded_figures_keep_comparison_precision_and_trust(loaded):
    undated = Figure.objects.get(topic="party-count", scope="TIP", precision=Precision.UNDATED)
    depositary = Figure.objects.get(topic="party-count", scope="FIREARMS", as_of=date(2024, 5, 4))

    assert (undated.display, undated.as_of, undated.trust) == (">170", None, Trust.TERTIARY)
    assert (depositary.display, depositary.trust, depositary.instrument.code) == ("123", Trust.OFFICIAL, "FIREARMS")
    assert Figure.objects.get(topic="party-count", as_of=date(2020, 10, 1)).trust == Trust.SECONDARY
    assert Figure.objects.get(topic="reviews-completed-share").note.startswith("contradicts 0 completed")


def test_the_trust_that_a_file_states_is_that_of_the_source(loaded):
    copy = Source.objects.get(citation="unodc.org .../review-mechanism-untoc/home.html (copy at dichtienghoa.com)")

    assert (copy.trust, copy.url) == (Trust.OFFICIAL, "")


@pytest.mark.parametrize(
    "values",
    [
        {"value": -1, "of": None},
        {"value": 5, "of": 4},
        {"value": 0, "of": 0},
        {"as_of": None},
        {"precision": Precision.UNDATED},
        {"trust": "rumour"},
    ],
)
def test_an_impossible_figure_is_refused_by_form_and_database(db, values):
    figure = FigureFactory.build(source=SourceFactory(), **values)

    with pytest.raises(ValidationError):
        figure.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save()


@pytest.mark.parametrize("when", [{}, {"as_of": None, "precision": Precision.UNDATED}])
def test_a_source_gives_a_figure_for_a_date_once(db, when):
    figure = FigureFactory(**when)
    twin = FigureFactory.build(source=figure.source, value=2, **when)

    with pytest.raises(ValidationError, match="This source has this"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_the_two_numbers_of_one_article_are_both_kept(loaded):
    counts = Figure.objects.filter(topic="party-count", scope="UNTOC", precision=Precision.YEAR)

    assert sorted(int(figure.value) for figure in counts) == [191, 192]


def test_a_contradiction_is_named_by_its_topic(db):
    assert str(ContradictionFactory(topic="Parties in 2024")) == "Parties in 2024"
