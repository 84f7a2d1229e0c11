"""The files of facts: all are loaded or none, again as often as one likes, and every broken line is named."""

import pytest
from django.core.management import CommandError, call_command

from portal.mechanism.collecting import KEYS
from portal.mechanism.loading import DATA, BrokenFacts, load, read
from portal.mechanism.models import Article, Cluster, Document, Figure, Instrument, Review, Source, State, Trust
from tests.factories.mechanism import StateFactory


def problems_of(folder):
    with pytest.raises(BrokenFacts) as broken:
        read(folder)
    return [str(problem) for problem in broken.value.problems]


def test_the_first_load_creates_every_record(no_facts):
    tallies = {tally.model: tally for tally in load()}

    assert list(tallies) == list(KEYS)
    assert (tallies[State].created, tallies[Article].created, tallies[Instrument].created) == (198, 107, 4)
    assert all(tally.created and not tally.updated and not tally.unchanged for tally in tallies.values())
    assert all(model.objects.count() == tallies[model].created for model in KEYS)


def test_a_second_load_changes_nothing(loaded):
    before = {model: list(model.objects.order_by("pk").values()) for model in KEYS}

    tallies = load()

    assert [(tally.created, tally.updated) for tally in tallies] == [(0, 0)] * len(KEYS)
    assert {model: list(model.objects.order_by("pk").values()) for model in KEYS} == before


def test_a_second_load_takes_one_query_for_each_model(loaded, django_assert_num_queries):
    with django_assert_num_queries(18):  # 16 models and the two ends of a savepoint
        load()


def test_the_command_says_what_it_did_and_that_nothing_changed(no_facts, capsys):
    call_command("load_mechanism")
    first = capsys.readouterr().out
    call_command("load_mechanism")
    second = capsys.readouterr().out
    call_command("load_mechanism", verbosity=0)

    assert "State: 198 created, 0 updated, 0 unchanged" in first
    assert "Nothing changed" not in first
    assert "State: 0 created, 0 updated, 198 unchanged" in second
    assert "Nothing changed: the database says what the files say." in second
    assert capsys.readouterr().out == ""


def test_the_command_takes_another_folder_and_ends_with_every_problem(no_facts, change, capsys):
    folder = change("review_status.csv", "2024-09-30,all,81,189", "2024-09-31,all,81,189")
    change("countries.csv", "ALB,AL,008", "alb,AL,008")

    with pytest.raises(CommandError) as error:
        call_command("load_mechanism", data=folder)

    lines = str(error.value).splitlines()
    assert lines[0] == "Nothing was loaded."
    assert lines[1:] == [
        "countries.csv, line 6: iso3: Write three capital letters, for example KEN.",
        "review_status.csv, line 17: “2024-09-31” in “as_of” is not a day of the calendar",
    ]
    assert Source.objects.count() == State.objects.count() == 0


def test_a_changed_file_updates_only_what_differs(loaded, change):
    folder = change("review_status.csv", "2024-09-30,all,81,189", "2024-09-30,all,82,189")

    tallies = {tally.model: tally for tally in load(folder)}

    assert {model: tally.updated for model, tally in tallies.items() if tally.updated} == {Figure: 1}
    assert not any(tally.created for tally in tallies.values())
    assert str(Figure.objects.newest_official("reviews-progressing")) == "82 of 189"


def test_a_changed_party_count_keeps_its_instrument(loaded, change):
    Figure.objects.filter(scope="FIREARMS").update(instrument=None)

    load(change("party_counts.csv", "FIREARMS,2024-05-04,123", "FIREARMS,2024-05-04,124"))

    figure = Figure.objects.get(scope="FIREARMS", as_of="2024-05-04")
    assert (figure.display, figure.instrument.code) == ("124", "FIREARMS")


def test_the_file_wins_over_a_change_by_hand(loaded):
    State.objects.filter(iso3="KEN").update(name_fr="Quénia", regional_group="")

    load()

    kenya = State.objects.get(iso3="KEN")
    assert (kenya.name_fr, kenya.regional_group) == ("Kenya", "african")


def test_what_is_in_no_file_is_left_alone(loaded):
    added = StateFactory()

    load()

    assert State.objects.filter(pk=added.pk).exists()


def test_a_line_that_vanished_from_its_file_leaves_its_record(loaded, folder):
    lines = (folder / "documents.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "documents.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    before = {model: model.objects.count() for model in KEYS}

    load(folder)

    assert {model: model.objects.count() for model in KEYS} == before


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "review_groups_known.csv",
            "Nigeria,1,",
            "Atlantis,1,",
            "review_groups_known.csv, line 17: no State is called “Atlantis” in countries.csv",
        ),
        (
            "focal_point_nominated_2021.csv",
            "Algeria,I,",
            "Atlantis,I,",
            "focal_point_nominated_2021.csv, line 2: no State is called “Atlantis” in countries.csv",
        ),
        (
            "review_groups_known.csv",
            "Nigeria,1,",
            "Nigeria,4,",
            "review_groups_known.csv, line 17: “4” in “group” is not 1, 2 or 3",
        ),
        (
            "review_groups_known.csv",
            "Nigeria,1,",
            "Armenia,1,",
            "review_groups_known.csv, line 17: the group of “Armenia” is given twice",
        ),
        (
            "review_status.csv",
            "2022 (first half),group 1,8,62",
            "first half of 2022,group 1,8,62",
            "review_status.csv, line 7: “first half of 2022” in “as_of” is not a date such as "
            "2024-04-05, 2024-04, 2024 or undated",
        ),
        (
            "review_status.csv",
            "2022 (first half),group 1,8,62",
            ",group 1,8,62",
            "review_status.csv, line 7: “as_of” is empty",
        ),
        (
            "instruments.csv",
            "2000-12-12,2003-09-29",
            "2000-12-12,29/9/2003",
            "instruments.csv, line 2: “29/9/2003” in “entry_into_force” is not a date such as 2024-04-05",
        ),
        (
            "review_status.csv",
            "2024-09-30,all,81,189",
            "2024-09-30,all,many,189",
            "review_status.csv, line 17: “many” in “value” is not a number such as 73, >500, <60 or ~40",
        ),
        (
            "review_status.csv",
            "2024-09-30,all,81,189",
            "2024-09-30,all,81,18x",
            "review_status.csv, line 17: “18x” in “of” is not a whole number",
        ),
        (
            "review_status.csv",
            "2024-09-30,all,81,189",
            "2024-09-30,all,190,189",
            "review_status.csv, line 17: “value” is larger than the 189 it is a part of",
        ),
        (
            "party_counts.csv",
            "official (depositary)",
            "hearsay",
            "party_counts.csv, line 22: “hearsay” in “trust” is not one of: official, official (depositary), "
            "official draft, official/secondary, secondary, NGO quoting UNODC, "
            "NGO report of the Secretariat briefing, tertiary, unverified",
        ),
        (
            "party_counts.csv",
            "FIREARMS,2024-05-04",
            "ARMS,2024-05-04",
            "party_counts.csv, line 22: no instrument “ARMS” in these files",
        ),
        (
            "cluster_articles.csv",
            "I,FIREARMS,5,",
            "I,FIREARMS,99,",
            "cluster_articles.csv, line 16: no article “FIREARMS 99” in these files",
        ),
        (
            "cluster_articles.csv",
            "I,UNTOC,2,Use of terms,confirmed",
            "V,UNTOC,2,Use of terms,confirmed",
            "cluster_articles.csv, line 2: no cluster “V” in these files",
        ),
        (
            "cluster_articles.csv",
            "I,UNTOC,2,Use of terms,confirmed",
            "I,UNTOC,2,Use of terms,surely",
            "cluster_articles.csv, line 2: “surely” in “confidence” is not one of: confirmed, partly, GUESS",
        ),
        (
            "clusters.csv",
            "\nII,",
            "\nVI,",
            "clusters.csv, line 3: “VI” in “roman” is not one of: I, II, III, IV",
        ),
        (
            "countries.csv",
            "ALB,AL,008,Albania,,UN Member State",
            "ALB,AL,008,Albania,,Kingdom",
            "countries.csv, line 6: “Kingdom” in “category” is not one of: UN Member State, "
            "non-member observer State, other State party, regional economic integration organization",
        ),
        (
            "countries.csv",
            "ALB,AL,008",
            "AND,AL,008",
            "countries.csv, line 6: says again what line 2 of countries.csv says",
        ),
        (
            "countries.csv",
            "ALB,AL,008",
            "ALB,AD,008",
            "countries.csv, line 6: “AD” (iso2) stands in line 2 already",
        ),
        (
            "countries.csv",
            "ALB,AL,008,Albania,,",
            "ALB,AL,008,Albania,Andorra,",
            "countries.csv, line 6: “Andorra” names another State already",
        ),
        (
            "countries.csv",
            "Albanie,Албания,Albania",
            ",Албания,Albania",
            "countries.csv, line 6: “name_fr” is empty",
        ),
        (
            "articles.csv",
            "UNTOC,2,Use of terms",
            "UNTOC,1,Use of terms",
            "articles.csv, line 3: says again what line 2 of articles.csv says",
        ),
        (
            "articles.csv",
            "UNTOC,2,Use of terms",
            "UNTOC,0,Use of terms",
            "articles.csv, line 3: number: Ensure this value is greater than or equal to 1.",
        ),
        (
            "cop_sessions.csv",
            "12,2024-10-14,2024-10-18",
            "12,2024-10-14,2024-10-13",
            "cop_sessions.csv, line 13: “end” is before “start”",
        ),
        (
            "cop_sessions.csv",
            "12,2024-10-14,2024-10-18",
            "12,,2024-10-18",
            "cop_sessions.csv, line 13: starts_on: This field cannot be null.",
        ),
        (
            "documents.csv",
            "A/RES/55/25,",
            "A/RES/53/111,",
            "documents.csv, line 3: says again what line 2 of documents.csv says",
        ),
        (
            "working_groups.csv",
            "Firearms,vdocument.in copy",
            "Firearms,too many,vdocument.in copy",
            "working_groups.csv, line 4: 7 cells instead of 6",
        ),
        (
            "sdg_targets.csv",
            "target_or_indicator,mention,source",
            "target_or_indicator,mention,origin",
            "sdg_targets.csv, line 1: the column “source” is missing",
        ),
        (
            "translations.csv",
            "article,UNTOC-41,title",
            "article,UNTOC-42,title",
            "translations.csv, line 50: no article “UNTOC-42” with “title” in these files",
        ),
        (
            "glossary.csv",
            "SHERLOC,UNODC knowledge portal of",
            "SHERLOC,The knowledge portal of",
            "translations.csv, line 210: “definition” of term “sherloc” has other English words by now",
        ),
        (
            "glossary.csv",
            "SHERLOC,UNODC knowledge portal",
            '"SHERLOC"x,UNODC knowledge portal',
            "glossary.csv, line 27: not readable as CSV (',' expected after '\"')",
        ),
    ],
)
def test_a_broken_line_is_named_before_the_database_is_touched(change, file, old, new, problem):
    with pytest.raises(BrokenFacts) as broken:
        read(change(file, old, new))

    assert problem in map(str, broken.value.problems)


def test_of_broken_files_nothing_is_loaded_and_nothing_of_what_stood_is_changed(loaded, change):
    folder = change("sdg_targets.csv", "target_or_indicator,mention", "target,mention")
    change("countries.csv", "Albanie,Албания,Albania", "Nouveau nom,Албания,Albania")
    before = {model: list(model.objects.order_by("pk").values()) for model in KEYS}

    with pytest.raises(BrokenFacts, match=r"sdg_targets\.csv, line 1"):
        load(folder)

    assert {model: list(model.objects.order_by("pk").values()) for model in KEYS} == before


def test_a_broken_line_is_one_complaint_even_where_others_refer_to_it(change):
    folder = change("countries.csv", "ARM,AM,051,Armenia,,UN Member State", "ARM,AM,051,Armenia,,Kingdom")

    assert len(problems_of(folder)) == 1


def test_a_missing_file_and_one_in_another_encoding_are_named(folder):
    (folder / "clusters.csv").unlink()
    (folder / "glossary.csv").write_text("term,definition,reference,evidence\ncafé,,,\n", encoding="latin-1")

    problems = problems_of(folder)

    assert "clusters.csv: the file cannot be read" in problems
    assert "glossary.csv: the file is not UTF-8" in problems


def test_an_empty_file_lacks_its_columns(folder):
    (folder / "sdg_targets.csv").write_text("", encoding="utf-8")

    assert "sdg_targets.csv, line 1: the column “mention” is missing" in problems_of(folder)


def test_a_line_after_one_with_a_line_break_keeps_its_number(folder):
    text = (folder / "sdg_targets.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    text[1] = '9.9,"two\nlines",a source\n'
    text[2] = ",no code,a source\n"
    (folder / "sdg_targets.csv").write_text("".join(text), encoding="utf-8")

    assert problems_of(folder)[0] == "sdg_targets.csv, line 4: “target_or_indicator” is empty"


def test_what_the_database_refuses_is_said_and_nothing_is_loaded(no_facts):
    StateFactory(iso3="XZZ", iso2="KE")

    with pytest.raises(BrokenFacts, match="the database refuses what the files say beside what it holds already"):
        load()

    assert list(State.objects.values_list("iso3", flat=True)) == ["XZZ"]
    assert not Instrument.objects.exists()


def test_a_line_that_must_not_ship_is_no_figure(loaded):
    assert not Figure.objects.filter(value=109).exists()
    assert not Figure.objects.filter(comparator="less", value=60).exists()
    assert Figure.objects.filter(topic="party-count", scope="FIREARMS").count() == 5


def test_every_state_has_a_name_in_six_languages_and_a_source(loaded):
    states = State.objects.all()

    assert len(states) == 198
    for state in states:
        names = [getattr(state, f"name_{code}") for code in ("en", "ar", "zh", "fr", "ru", "es")]
        assert all(names), state.iso3
        assert state.source_id


def test_only_what_a_source_says_is_known_of_reviews(loaded):
    reviews = Review.objects.select_related("cluster", "source")

    assert len(reviews) == 74
    assert {review.cluster.roman for review in reviews} == {"I"}
    assert {(review.focal_point_named, review.preliminary_consultation) for review in reviews} == {(True, None)}
    assert {(review.phase, review.phase_as_of) for review in reviews} == {("not_stated", None)}
    assert {(str(review.as_of), review.precision) for review in reviews} == {("2021-01-01", "year")}
    assert {review.source.trust for review in reviews} == {Trust.OFFICIAL}


def test_review_groups_are_known_for_the_states_that_sources_name(loaded):
    grouped = State.objects.exclude(review_group=None)

    assert grouped.count() == 37
    assert grouped.filter(review_group_source=None).count() == 0
    assert State.objects.get(iso3="GBR").review_group == 1  # the file says "United Kingdom", an alias
    assert State.objects.get(iso3="EUE").review_group == 2
    assert State.objects.get(iso3="KEN").review_group is None


def test_the_articles_of_cluster_one_are_confirmed_and_the_others_not(loaded):
    clusters = {cluster.number: cluster for cluster in Cluster.objects.all()}
    confidences = {
        number: set(cluster.mappings.values_list("confidence", flat=True)) for number, cluster in clusters.items()
    }

    assert [clusters[number].confirmed for number in (1, 2, 3, 4)] == [True, False, False, False]
    assert confidences[1] == {"confirmed", "partly"}
    assert confidences[2] == confidences[3] == confidences[4] == {"unconfirmed"}
    partly = clusters[1].mappings.filter(confidence="partly")
    assert set(partly.values_list("article__instrument__code", "article__number")) == {("FIREARMS", 3), ("FIREARMS", 5)}


def test_a_document_without_printed_symbol_is_known_by_its_title(loaded):
    unprinted = Document.objects.get(symbol=None)

    assert unprinted.slug.startswith("implementation-of-the-tip-protocol")
    assert Document.objects.get(slug="ctoc-cop-wg-4-2022-4").symbol == "CTOC/COP/WG.4/2022/4"


def test_all_records_of_a_model_have_the_same_fields():
    for model, records in read(DATA).records.items():
        assert len({tuple(sorted(record.values)) for record in records.values()}) == 1, model


def test_a_review_that_was_changed_by_hand_is_again_what_its_source_says(loaded):
    Review.objects.filter(state__iso3="DZA").update(phase="done", phase_as_of="2024-04-05", technical_delay=True)

    load()

    review = Review.objects.get(state__iso3="DZA")
    assert (review.phase, review.phase_as_of, review.technical_delay) == ("not_stated", None, None)
