"""Facts for tests: each row has its source; codes of States are from the range that ISO 3166 leaves to users."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from portal.mechanism.models import (
    Article,
    Cluster,
    Contradiction,
    Figure,
    FocalPoint,
    Instrument,
    Party,
    Phase,
    Precision,
    RegionalGroup,
    Review,
    Source,
    State,
    Theme,
    Trust,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SourceFactory(DjangoModelFactory):
    """An official publication."""

    class Meta:
        model = Source

    citation = factory.Sequence(lambda n: f"Report no. {n} of a conference")
    trust = Trust.OFFICIAL


class InstrumentFactory(DjangoModelFactory):
    """A protocol that does not exist."""

    class Meta:
        model = Instrument

    code = factory.Sequence(lambda n: f"T{LETTERS[n // 26 % 26]}{LETTERS[n % 26]}")
    short_title = factory.LazyAttribute(lambda made: f"Test Protocol {made.code}")
    full_title = factory.LazyAttribute(lambda made: f"Protocol for tests, supplementing nothing ({made.code})")
    adopted = date(2000, 11, 15)
    source = factory.SubFactory(SourceFactory)
    position = 9


class ArticleFactory(DjangoModelFactory):
    """An article of a test instrument."""

    class Meta:
        model = Article

    instrument = factory.SubFactory(InstrumentFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Use of terms"
    source = factory.SubFactory(SourceFactory)


class ClusterFactory(DjangoModelFactory):
    """A cluster, the first by default; there are only four, so a number that exists is used again."""

    class Meta:
        model = Cluster
        django_get_or_create = ("number",)

    number = 1
    roman = factory.LazyAttribute(lambda made: ("I", "II", "III", "IV")[made.number - 1])
    name = factory.LazyAttribute(lambda made: f"Subject of cluster {made.roman}")
    confirmed = factory.LazyAttribute(lambda made: made.number == 1)
    source = factory.SubFactory(SourceFactory)


class StateFactory(DjangoModelFactory):
    """A State that does not exist, with a name in each of the six languages."""

    class Meta:
        model = State

    iso3 = factory.Sequence(lambda n: f"X{LETTERS[n // 26 % 26]}{LETTERS[n % 26]}")
    name_en = factory.LazyAttribute(lambda made: f"Testland {made.iso3}")
    name_ar = factory.LazyAttribute(lambda made: f"بلد الاختبار {made.iso3}")
    name_zh = factory.LazyAttribute(lambda made: f"测试国 {made.iso3}")
    name_fr = factory.LazyAttribute(lambda made: f"Pays d’essai {made.iso3}")
    name_ru = factory.LazyAttribute(lambda made: f"Тестландия {made.iso3}")
    name_es = factory.LazyAttribute(lambda made: f"País de prueba {made.iso3}")
    regional_group = RegionalGroup.AFRICAN
    source = factory.SubFactory(SourceFactory)


class PartyFactory(DjangoModelFactory):
    """A State bound by an instrument."""

    class Meta:
        model = Party

    state = factory.SubFactory(StateFactory)
    instrument = factory.SubFactory(InstrumentFactory)
    as_of = date(2024, 3, 1)
    source = factory.SubFactory(SourceFactory)


class FocalPointFactory(DjangoModelFactory):
    """An office that a source names."""

    class Meta:
        model = FocalPoint

    state = factory.SubFactory(StateFactory)
    office = "Ministry of Justice, Department of Treaties"
    as_of = date(2024, 3, 1)
    source = factory.SubFactory(SourceFactory)


class ReviewFactory(DjangoModelFactory):
    """A review of which nothing is public but that it is listed."""

    class Meta:
        model = Review

    state = factory.SubFactory(StateFactory)
    cluster = factory.SubFactory(ClusterFactory)
    phase = Phase.NOT_STATED
    as_of = date(2024, 4, 5)
    source = factory.SubFactory(SourceFactory)


class FigureFactory(DjangoModelFactory):
    """A share of a whole on a day; `topic` is one that the shipped facts do not use."""

    class Meta:
        model = Figure

    topic = "test-topic"
    scope = "all"
    value = Decimal(1)
    of = 4
    unit = "country reviews"
    as_of = date(2024, 4, 5)
    precision = Precision.DAY
    source = factory.SubFactory(SourceFactory)
    trust = Trust.OFFICIAL


class ContradictionFactory(DjangoModelFactory):
    """Two claims that cannot both be true."""

    class Meta:
        model = Contradiction

    topic = factory.Sequence(lambda n: f"Number of participants, question {n}")
    claim_a = "144 registered"
    claim_b = "65 gathered"


class ThemeFactory(DjangoModelFactory):
    """A field of work that no list has."""

    class Meta:
        model = Theme

    code = factory.Sequence(lambda n: f"field-{n}")
    name_en = factory.LazyAttribute(lambda made: f"Field {made.code}")
    name_ar = name_zh = name_fr = name_ru = name_es = factory.SelfAttribute("name_en")
    position = factory.Sequence(lambda n: 100 + n)
    source = factory.SubFactory(SourceFactory)
