"""The cover sheet of a State: it names those who let themselves be named, and nobody else, not even by a count."""

import io

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from portal import pdf
from portal.models import AuditEvent
from submissions.consultations import cover_sheet
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.cover_sheet import sheet_of
from submissions.consultations.models import Claim
from tests.factories.consultations import cluster, country, long_since, make_claim, make_published_source
from tests.factories.organizations import OrganizationFactory, UserFactory
from tests.factories.replies import make_focal_point
from tests.undoing import undone

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/state/cover-sheet/"
S = Claim.State
CANARY = "Canary Rights Network"


def words(language: str = "en") -> str:
    """What stands on the sheet of Kenya, cluster I."""
    with translation.override(language):
        return render_to_string("consultations/cover_sheet_pdf.html", {"sheet": sheet_of(country(), cluster(1))})


def reported(name: str, visibility: str = Visibility.PUBLIC, state: str = S.PUBLISHED, **values) -> Claim:
    """A report of an organization of this name, long on record where it is published."""
    claim = make_claim(OrganizationFactory(legal_name=name), visibility=visibility, state=state, **values)
    return long_since(claim) if state == S.PUBLISHED else claim


def test_it_names_who_let_themselves_be_named_with_what_how_far_and_when():
    claim = reported("Open Courts Kenya", level=3, account="Not for the sheet")
    reported("Guests of Mombasa", outcome=Outcome.INVITED)
    text = words()

    assert "Open Courts Kenya" in text and "3. Met" in text and "Guests of Mombasa" in text
    assert "Invited, did not take part" in text and str(claim.uuid)[:8] in text and "18 Apr 2024" in text
    assert "Not for the sheet" not in text and "three or more" not in text


@pytest.mark.parametrize(
    ("visibility", "state"),
    [
        (Visibility.UNNAMED, S.SUBMITTED), (Visibility.UNNAMED, S.PUBLISHED), (Visibility.COORDINATORS, S.VERIFIED),
        (Visibility.SEALED, S.SUBMITTED), (Visibility.SEALED, S.VERIFIED),
    ],
)  # fmt: skip
def test_whoever_wants_no_name_moves_no_letter_of_it(visibility, state):
    before = words()
    reported(CANARY, visibility, state, account=CANARY, source_note=CANARY)

    assert words() == before


def test_without_the_filter_the_same_comparison_finds_a_hidden_report(monkeypatch):
    before = words()
    key = str(reported(CANARY, Visibility.UNNAMED).uuid)[:8]
    assert words() == before

    monkeypatch.setattr(cover_sheet, "named", lambda state, cluster: Claim.objects.filter(country=state))
    assert words() != before and key in words()


@pytest.mark.parametrize("state", [S.SUBMITTED, S.VERIFIED, S.RETRACTED])
def test_what_is_not_on_record_or_was_retracted_names_nobody(state):
    reported(CANARY, state=state)

    assert CANARY not in words()


def test_of_the_others_it_says_nothing_below_three_and_no_number_above():
    for many, told in [(1, False), (2, False), (3, True), (4, True)]:
        with undone():
            for number in range(many):
                reported(f"{CANARY} {number}", Visibility.UNNAMED)
            text = words()

            assert ("three or more organizations" in text) == told and "Canary" not in text, many
            assert f">{many}<" not in text, many


def test_three_who_are_unnamed_count_with_the_end_of_their_quarter_only():
    for number in range(3):
        make_claim(
            OrganizationFactory(legal_name=f"{CANARY} {number}"), visibility=Visibility.UNNAMED, state=S.PUBLISHED
        )

    assert "three or more" not in words()


def test_another_state_another_cluster_and_published_sources_stand_on_another_sheet():
    reported("Other cluster", number=2)
    reported("Other State", iso3="UGA")
    make_published_source("KEN", 1, display_name="A journal")
    text = words()

    assert all(name not in text for name in ("Other cluster", "Other State", "A journal"))
    assert "No organization that is named is on record" in text


def test_it_says_that_others_who_are_named_report_the_opposite():
    assert "not consulted, or asked" not in words()
    reported("Left Out", outcome=Outcome.NOT_CONSULTED)

    text = words()
    assert "1 organization that is named reports" in text and "Left Out" not in text


@pytest.mark.paper
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_pdf_is_tagged_holds_names_of_every_script_and_is_kept_nowhere(client, language):
    reported("مركز العدالة في نيروبي")
    reported("内罗毕法律中心")
    client.force_login(make_focal_point())
    answer = client.post(PAGE.replace("/en/", f"/{language}/"), {"cluster": "1"})

    made = pikepdf.open(io.BytesIO(answer.content))
    assert made.Root.MarkInfo.Marked and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="cover-sheet-ken-1-')
    fonts = {str(font.BaseFont) for page in made.pages for font in page.Resources.Font.values()}
    assert any("Naskh" in name or "Arabic" in name for name in fonts) and any("CJK" in name for name in fonts)
    event = AuditEvent.objects.get(verb="make_cover_sheet")
    assert event.data == {"cluster": 1} and not event.public


def test_a_name_of_another_script_gets_the_fonts_of_any_script():
    reported("مركز العدالة في نيروبي")

    assert '<th scope="row" class="any"><bdi>مركز العدالة في نيروبي</bdi>' in words()
    assert '<bdi dir="rtl">مركز' in pdf.words_for(
        "consultations/cover_sheet_pdf.html", {"sheet": sheet_of(country(), cluster(1))}, "en"
    )


def test_nobody_else_gets_a_sheet_and_a_wrong_cluster_is_named(client):
    client.force_login(UserFactory())
    assert client.post(PAGE, {"cluster": "1"}).status_code == 404

    client.force_login(make_focal_point())
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {"cluster": "7"})
    if pdf.available():
        assert answer.status_code == 422 and "Choose a cluster from the list." in answer.text
    assert not AuditEvent.objects.filter(verb="make_cover_sheet").exists()


def test_where_no_pdf_can_be_made_nothing_is_recorded_as_made(client, monkeypatch):
    monkeypatch.setattr(pdf, "available", lambda: False)
    client.force_login(make_focal_point())

    assert client.post(PAGE, {"cluster": "1"}).status_code == 501
    assert not AuditEvent.objects.filter(verb="make_cover_sheet").exists()


def test_a_sheet_asks_as_much_for_three_reports_as_for_one(django_assert_num_queries):
    kenya, first = country(), cluster(1)
    for more in (1, 2):
        for number in range(more):
            reported(f"Centre {more} {number}")
        with django_assert_num_queries(3):
            sheet_of(kenya, first)
