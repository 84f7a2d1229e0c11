"""Finding texts: each filter alone and together, words of five languages, senseless values, every page of the list."""

import json

import pytest

from dialogues.models import Resolution
from dialogues.resolutions import tagging, views
from dialogues.resolutions.filters import ResolutionFilter
from dialogues.resolutions.sheet import Piece, PieceKind
from portal.mechanism.models import Theme
from tests.factories.organizations import CoordinatorFactory
from tests.factories.resolutions import make_resolution

pytestmark = pytest.mark.django_db
K = PieceKind
TEXTS = {
    "quarries": {"title": "Quarries under the Firearms Protocol", "body": "General Assembly", "session": 79,
                 "sponsors": ["Kenya", "Norland"], "date": "2024-12-17", "precision": "day", "number": "79/401"},
    "lamps": {"title": "Lamps at border posts", "session": 12, "sponsors": ["Norland"], "date": "2024-05-01",
              "precision": "month", "symbol": "CTOC/COP/2024/L.7"},
    "harbours": {"title": "Harbours", "session": 13, "sponsors": ["Südland"], "date": "2026-01-01",
                 "precision": "year", "agenda_item": "2 (b)"},
    "undated": {"title": "Words without a day", "body": "Security Council", "session": None, "sponsors": []},
}  # fmt: skip
WORDS = {
    "quarries": "Urges States to hear communities before a licence is given",
    "lamps": "Recalls article 20 of the Organized Crime Convention and the light of day",
    "harbours": "Invites donors to light harbours by day and night",
    "undated": "Decides to remain seized of the matter",
}


def library():
    """Four texts, one of them about victims, by what they are called here."""
    made = {name: make_resolution([Piece(K.OPERATIVE, WORDS[name])], **facts) for name, facts in TEXTS.items()}
    theme = Theme.objects.get(code="victims")
    tagging.tag(made["harbours"].paragraphs.get(anchor="OP1"), {"theme": [theme]}, by=CoordinatorFactory())
    return {resolution.slug: name for name, resolution in made.items()}


def found(client, names, **query):
    """What the list, the file and the feed hold for a question; all three hold the same."""
    shown = [names[one.slug] for one in client.get("/en/resolutions/", query).context["page_obj"]]
    rows = json.loads(client.get("/resolutions.json", query).getvalue())["rows"]
    feed = client.get("/feeds/resolutions.atom", query).text
    assert [names[row["slug"]] for row in rows] == shown
    assert {names[slug] for slug in names if f"/resolutions/{slug}/" in feed} == set(shown)
    return shown


FOUND = [
    ({}, ["harbours", "quarries", "lamps", "undated"]),
    ({"body": "General Assembly"}, ["quarries"]),
    ({"session": 12}, ["lamps"]),
    ({"instrument": "UNTOC"}, ["lamps"]),
    ({"instrument": "FIREARMS"}, ["quarries"]),
    ({"sponsor": "Norland"}, ["quarries", "lamps"]),
    ({"sponsor": "Südland"}, ["harbours"]),
    ({"year": 2024}, ["quarries", "lamps"]),
    ({"topic": "victims"}, ["harbours"]),
    ({"q": "light"}, ["harbours", "lamps"]),
    ({"q": "LIGHT day"}, ["harbours", "lamps"]),
    ({"q": '"light of day"'}, ["lamps"]),
    ({"q": "ctoc/cop/2024/l.7"}, ["lamps"]),
    ({"q": "79/401"}, ["quarries"]),
    ({"q": "sudland"}, ["harbours"]),
    ({"q": "seized giraffe"}, []),
    ({"sponsor": "Norland", "year": 2024, "session": 79}, ["quarries"]),
    ({"sponsor": "Norland", "q": "light", "instrument": "UNTOC"}, ["lamps"]),
    ({"sponsor": "Norland", "topic": "victims"}, []),
    ({"body": "", "q": "", "year": ""}, ["harbours", "quarries", "lamps", "undated"]),
]


def test_each_filter_alone_and_together_finds_what_it_names():
    names, public = library(), Resolution.objects.public()

    for query, expected in FOUND:
        filters = ResolutionFilter({name: str(value) for name, value in query.items()}, queryset=public)
        assert filters.is_valid() and [names[one.slug] for one in filters.qs] == expected, query


def test_list_file_and_feed_hold_the_same(client):
    names = library()

    for query, expected in (FOUND[0], FOUND[9], FOUND[16]):  # all, words, three filters
        assert found(client, names, **query) == expected, query


def test_a_filter_offers_what_the_public_texts_have_and_nothing_else(client):
    library()
    make_resolution(published=False, body="Secret Bureau", session=99, sponsors=["Nowhere"], date="1901-01-01",
                    precision="year")  # fmt: skip

    form = client.get("/en/resolutions/").context["form"]

    offered = {name: [str(value) for value, _label in field.field.choices if value] for name, field in
               ((field.name, field) for field in form) if name != "q"}  # fmt: skip
    assert offered == {
        "body": ["Conference of the Parties", "General Assembly", "Security Council"],
        "session": ["79", "13", "12"], "instrument": offered["instrument"],
        "sponsor": ["Kenya", "Norland", "Südland"], "year": ["2026", "2024"], "topic": ["victims"],
        "article": ["untoc-20"], "group": [],
    }  # fmt: skip
    assert sorted(offered["instrument"]) == ["FIREARMS", "UNTOC"]


SENSELESS = [
    {"session": "none"}, {"session": "9" * 40}, {"year": "-1"}, {"year": "2024.5"}, {"topic": "'; DROP TABLE x; --"},
    {"instrument": "NOPE"}, {"sponsor": "\u202eNorland"}, {"body": "<script>alert(1)</script>"}, {"q": "x" * 201},
]  # fmt: skip


def test_what_cannot_be_asked_is_said_beside_the_field_and_refused_by_the_files(client):
    make_resolution()

    for query in SENSELESS:
        page = client.get("/en/resolutions/", query)

        [name] = query
        assert page.status_code == 200 and f'id="{name}-e"' in page.text, query
        assert "<script>alert" not in page.text, query
        files = [client.get(address, query).status_code for address in ("/resolutions.csv", "/feeds/resolutions.atom")]
        assert files == [400, 400], query


def test_no_sign_of_a_question_breaks_the_search(client):
    make_resolution()

    for question in ("(((", '"', "*", "AND OR NOT", "-", "a:b", "%", "\\", "\u202e", "'"):
        for address in ("/en/resolutions/", "/resolutions.json", "/feeds/resolutions.atom"):
            assert client.get(address, {"q": question}).status_code == 200, (question, address)


@pytest.mark.parametrize("address", ["/en/resolutions/?q=%00", f"/en/resolutions/?q={'x' * 5000}"])
def test_an_address_that_no_link_has_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    ("language", "words", "questions", "unasked"),
    [
        ("ar", "إذ تحث الدول على إضاءة الموانئ", ["الموانئ", "إضاءه", "اضاءة", "الدُّول"], "القطارات"),
        ("zh-hans", "促请各国照明港口和边境哨所", ["港口", "边境哨所", "照明"], "火车"),
        ("fr", "Engage les États à l’éclairage des œuvres portuaires", ["eclairage", "ÉTATS", "oeuvres"], "gare"),
        ("ru", "Призывает государства освещать гавани", ["ОСВЕЩАТЬ", "гавани", "госуд"], "поезда"),
        ("es", "Insta a los Estados a iluminar los puertos pequeños", ["pequenos", "ILUMINAR", "puerto"], "trenes"),
    ],
)  # fmt: skip
def test_words_are_found_as_each_language_writes_them(client, language, words, questions, unasked):
    text = make_resolution([Piece(K.OPERATIVE, words)], language=language, title="T")
    make_resolution()

    for question in questions:
        page = client.get("/en/resolutions/", {"q": question}).context["page_obj"]
        assert [one.slug for one in page] == [text.slug], question
        assert any(piece.meant for piece in page[0].excerpt), question
    assert not client.get("/en/resolutions/", {"q": unasked}).context["page_obj"].object_list


def test_words_are_found_wherever_they_stand(client):
    places = (K.OPERATIVE, K.PREAMBULAR, K.NOTE, K.HEADING, K.ANNEXED, K.ANNEX)
    texts = {
        where: make_resolution([Piece(K.OPERATIVE, "Urges¹"), Piece(where, f"Of cinnamon, {where}", mark_of(where))])
        for where in places
    }

    shown = client.get("/en/resolutions/", {"q": "cinnamon"}).context["page_obj"]

    assert {one.pk for one in shown} == {text.pk for text in texts.values()} and len(texts) == len(places)


def mark_of(where):
    return "¹" if where == K.NOTE else ""


def test_furniture_of_pages_is_found_by_nobody(client):
    for where in (K.LEFT_OUT, K.HEAD):
        make_resolution([Piece(K.OPERATIVE, f"Urges {where}"), Piece(where, "Of cinnamon", "page")])

    assert Resolution.objects.public().count() == 2
    assert not client.get("/en/resolutions/", {"q": "cinnamon"}).context["page_obj"].object_list


def slugs(client, number):
    return [one.slug for one in client.get("/en/resolutions/", {"page": number}).context["page_obj"]]


def test_every_text_stands_on_one_page_of_the_list(client, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    made = [make_resolution(date="2026-05-12", precision="day").slug for _number in range(3)]
    undated = [make_resolution().slug for _number in range(2)]

    pages = [slugs(client, number) for number in (1, 2, 3)]

    assert [slug for page in pages for slug in page] == [*made[::-1], *undated[::-1]]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert slugs(client, 99) == slugs(client, "9" * 40) == pages[2]
    assert slugs(client, "x") == slugs(client, "") == pages[0]


def test_pages_keep_the_filter(client, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 1)
    for _number in range(2):
        make_resolution(session=77)
    make_resolution()

    text = client.get("/en/resolutions/", {"session": 77, "q": "post"}).text

    assert "session=77" in text and "q=post" in text and "page=2" in text and "page=3" not in text


def test_searching_asks_as_often_for_one_text_as_for_three(client, django_assert_num_queries):
    query = {"q": "light", "sponsor": "Norland"}
    client.get("/en/resolutions/", query)

    for more, rows in ((1, 1), (2, 3)):
        for _number in range(more):
            make_resolution()
        with django_assert_num_queries(12):
            assert client.get("/en/resolutions/", query).context["page_obj"].paginator.count == rows


def test_sponsors_that_are_states_are_named_in_the_readers_language_and_others_as_they_are_printed(client):
    library()

    [field] = [one for one in client.get("/ar/resolutions/").context["form"] if one.name == "sponsor"]
    page = client.get("/ar/resolutions/").text

    assert {value: str(label) for value, label in field.field.choices if value} == {
        "Kenya": "كينيا", "Norland": "Norland", "Südland": "Südland",
    }  # fmt: skip
    assert '<option value="Norland" lang="en" dir="ltr">Norland</option>' in page
    assert '<option value="Kenya">كينيا</option>' in page and "<bdi>كينيا</bdi>" in page
