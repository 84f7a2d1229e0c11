"""States, instruments, clusters, reviews and registers: their names, their order, and what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import translation

from portal.mechanism.models import (
    ClusterArticle,
    Contradiction,
    CopSession,
    Document,
    GlossaryTerm,
    Instrument,
    Phase,
    Precision,
    RegionalGroup,
    SdgTarget,
    State,
    WorkingGroup,
)
from tests.factories.mechanism import (
    ArticleFactory,
    ClusterFactory,
    InstrumentFactory,
    PartyFactory,
    ReviewFactory,
    SourceFactory,
    StateFactory,
)


def refuses(row, message):
    """The form of the row says why, and the database keeps the rule by itself."""
    with pytest.raises(ValidationError, match=message):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return True


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Switzerland"),
        ("ar", "سويسرا"),
        ("zh-hans", "瑞士"),
        ("fr", "Suisse"),
        ("ru", "Швейцария"),
        ("es", "Suiza"),
        ("de", "Switzerland"),
    ],
)
def test_a_state_is_named_in_the_language_of_the_reader(loaded, language, name):
    with translation.override(language):
        switzerland = State.objects.get(iso3="CHE")

        assert switzerland.name == str(switzerland) == name


def test_a_missing_name_falls_back_to_english():
    with translation.override("fr"):
        assert State(name_en="Testland").name == "Testland"
    with translation.override(None):
        assert State(name_en="Testland", name_fr="Essai").name == "Testland"


def test_the_address_of_a_state_is_its_code_in_small_letters(loaded):
    assert State.objects.get(iso3="EUE").get_absolute_url() == reverse("consultations:state_detail", args=["eue"])


def test_other_names_of_a_state_are_a_list():
    assert State(aliases_en="United Kingdom|UK").aliases == ["United Kingdom", "UK"]
    assert State().aliases == []


def test_the_roll_is_by_group_then_name_without_accents_and_ends_with_those_without_group(loaded):
    roll = State.objects.in_roll_order()
    groups = [state.regional_group for state in roll]
    african = [state.name_en for state in roll if state.regional_group == RegionalGroup.AFRICAN]

    assert list(dict.fromkeys(groups)) == [*RegionalGroup.values, ""]
    assert len(roll) == 198
    assert african.index("Congo") < african.index("Côte d'Ivoire") < african.index("Djibouti")
    assert [state.iso3 for state in roll[-5:]] == ["COK", "EUE", "VAT", "NIU", "PSE"]


def test_the_roll_follows_the_language_of_the_reader(loaded):
    with translation.override("fr"):
        western = [state.name for state in State.objects.filter(regional_group="western").in_roll_order()]

    assert western[0] == "Allemagne"
    assert western.index("Espagne") < western.index("États-Unis d’Amérique") < western.index("Finlande")


def test_the_roll_is_one_query_however_long(db, django_assert_num_queries):
    StateFactory(iso3="XXA")
    with django_assert_num_queries(1):
        assert len(State.objects.filter(iso3__startswith="XX").in_roll_order()) == 1
    StateFactory(iso3="XXB")
    StateFactory(iso3="XXC")
    with django_assert_num_queries(1):
        assert len(State.objects.filter(iso3__startswith="XX").in_roll_order()) == 3


def test_the_regional_groups_are_those_of_the_united_nations(loaded):
    sizes = {group: State.objects.filter(regional_group=group).count() for group in [*RegionalGroup.values, ""]}

    assert list(sizes.values()) == [54, 54, 23, 33, 29, 5]


@pytest.mark.parametrize("code", ["ken", "KE", "K3N"])
def test_a_code_of_a_state_is_three_capital_letters(db, code):
    with pytest.raises(ValidationError, match="Write three capital letters"):
        StateFactory.build(iso3=code, source=SourceFactory()).full_clean()


def test_the_database_keeps_codes_of_states_in_capitals_and_unique(db):
    source = SourceFactory()
    StateFactory(iso3="XAB", iso2="XA", source=source)

    assert refuses(StateFactory.build(iso3="xab", source=source), "Write three capital letters")
    assert refuses(StateFactory.build(iso3="XAB", source=source), "already exists")
    assert refuses(StateFactory.build(iso3="XAC", iso2="XA", source=source), "already exists")


def test_states_may_lack_a_code_of_two_letters(db):
    StateFactory(iso2=None)
    StateFactory(iso2=None)

    assert State.objects.filter(iso2=None).count() == 2


def test_a_review_group_needs_its_source_and_is_one_to_three(db):
    source = SourceFactory()
    message = "A review group is 1, 2 or 3 and needs its source"

    assert refuses(StateFactory.build(review_group=1, source=source), message)
    assert refuses(StateFactory.build(review_group_source=source, source=source), message)
    fourth = StateFactory.build(review_group=4, review_group_source=source, source=source)
    assert refuses(fourth, "less than or equal to 3")
    StateFactory.build(review_group=3, review_group_source=source, source=source).full_clean()


def test_instruments_stand_in_the_order_of_the_treaty(loaded):
    assert [each.code for each in Instrument.objects.all()] == ["UNTOC", "TIP", "SOM", "FIREARMS"]
    assert [each.slug for each in Instrument.objects.all()] == ["untoc", "tip", "som", "firearms"]
    assert str(Instrument.objects.get(code="FIREARMS")) == "Firearms Protocol"


def test_an_instrument_has_a_code_in_capitals_and_enters_into_force_after_adoption(db):
    source = SourceFactory()
    early = InstrumentFactory.build(entry_into_force=date(1999, 1, 1), source=source)

    assert refuses(InstrumentFactory.build(code="tip", source=source), "Write the code in capital letters only")
    assert refuses(early, "An instrument enters into force after it was adopted")


def test_articles_carry_the_titles_of_the_treaty_not_those_of_the_encyclopaedia(loaded):
    titles = {
        (code, number): Instrument.objects.get(code=code).articles.get(number=number).title
        for code, number in [("UNTOC", 22), ("UNTOC", 23), ("FIREARMS", 7), ("FIREARMS", 8)]
    }

    assert titles == {
        ("UNTOC", 22): "Establishment of criminal record",
        ("UNTOC", 23): "Criminalization of obstruction of justice",
        ("FIREARMS", 7): "Record-keeping",
        ("FIREARMS", 8): "Marking of firearms",
    }


def test_an_instrument_has_an_article_of_a_number_once(db):
    article = ArticleFactory(number=5, title="Criminalization")
    twin = ArticleFactory.build(instrument=article.instrument, number=5, source=article.source)

    assert str(article) == "5. Criminalization"
    assert refuses(twin, "This instrument has an article with this number already")


def test_an_article_is_in_a_cluster_once(db):
    article, cluster = ArticleFactory(number=5, title="Criminalization"), ClusterFactory()
    mapping = ClusterArticle.objects.create(article=article, cluster=cluster, source=article.source)

    assert str(mapping) == "I: 5. Criminalization"
    assert mapping.get_confidence_display() == "Not confirmed"
    assert refuses(
        ClusterArticle(article=article, cluster=cluster, source=article.source), "This article is in this cluster"
    )


def test_there_are_four_clusters_each_once(no_facts):
    first = ClusterFactory(number=1, name="Criminalization")

    assert str(first) == "I. Criminalization"
    assert refuses(ClusterFactory.build(number=1, roman="V", source=first.source), "already exists")
    fifth = ClusterFactory.build(number=5, roman="V", name="x", confirmed=False, source=first.source)
    assert refuses(fifth, "less than or equal to 4")


def test_a_state_has_one_review_in_a_cluster_and_is_once_a_party(db):
    review, party = ReviewFactory(), PartyFactory()

    assert str(review) == f"{review.state}: {review.cluster}"
    assert str(party) == f"{party.state}: {party.instrument}"
    assert refuses(
        ReviewFactory.build(state=review.state, cluster=review.cluster, source=review.source),
        "has a review of this State",
    )
    assert refuses(
        PartyFactory.build(state=party.state, instrument=party.instrument, source=party.source),
        "has this State and this instrument",
    )


def test_an_unknown_phase_has_no_date_and_unknown_answers_are_not_no(db):
    review = ReviewFactory()

    assert review.get_phase_display() == "No public information"
    assert review.focal_point_named is None
    review.phase_as_of = date(2024, 4, 5)
    assert refuses(review, "A date of the phase needs a phase")
    review.phase = Phase.FEEDBACK
    review.full_clean()


def test_a_review_is_dated_or_undated(db):
    review = ReviewFactory()
    review.as_of = None

    assert refuses(review, "Give a date, or choose “undated”")
    review.precision = Precision.UNDATED
    review.full_clean()
    assert review.as_of_text == "undated"


def test_a_source_that_facts_rest_on_cannot_be_deleted(db):
    state = StateFactory()

    with pytest.raises(ProtectedError):
        state.source.delete()


def test_a_source_is_cited_once_and_its_trust_is_known(db):
    source = SourceFactory(citation="A report")

    assert str(source) == "A report"
    assert refuses(SourceFactory.build(citation="A report"), "already exists")
    assert refuses(SourceFactory.build(trust="rumour"), "not a valid choice")


def test_a_document_has_a_symbol_or_a_title_and_an_honest_date(loaded):
    source = SourceFactory()
    draft = Document.objects.get(symbol="A/C.3/78/L.12/Rev.1")

    assert (str(draft), draft.date_text) == ("A/C.3/78/L.12/Rev.1", "November 2023")
    assert str(Document(title="A draft")) == "A draft"
    assert refuses(Document(slug="nothing", date=date(2024, 1, 1), source=source), "Give the document its symbol")
    assert refuses(Document(slug="undated", symbol="X/1", source=source), "Give a date, or choose “undated”")


def test_a_session_ends_after_it_starts(db):
    session = CopSession(
        number=99, starts_on=date(2024, 10, 18), ends_on=date(2024, 10, 14), place="Vienna", source=SourceFactory()
    )

    assert str(session) == "COP99"
    assert refuses(session, "A session cannot end before it starts")


def test_the_small_registers_are_loaded_and_named(loaded):
    assert CopSession.objects.first().number == 12
    assert str(WorkingGroup.objects.get(code="FA")) == "Working Group on Firearms"
    assert str(GlossaryTerm.objects.get(term="Focal point")) == "Focal point"
    assert str(SdgTarget.objects.get(code="16.4.2")) == "16.4.2"
    assert Contradiction.objects.get(topic="UNTOC parties in 2024").claim_b == "191"
    assert Contradiction.objects.get(topic="Non-party UN members named").claim_b == ""
