"""From rows to the figures of a report, reckoned by hand (R9-R19)."""

import hashlib
import json
from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlmodel import col, select

from flows.forms.answers import Given
from flows.reports.survey import Praise, SurveyReport, Won
from flows.reports.survey_since import Signed, SinceReport
from flows.rules.survey.cleaning import Exclusion
from flows.rules.survey.invitations import Known
from flows.rules.survey.returns import Asked as AskedHomes
from flows.rules.survey.truth import Audit, Mark
from flows.rules.survey.words import (
    CampaignState,
    Disposition,
    MeasureKind,
    MeasureState,
    Reviewer,
)
from flows.rules.vocabulary import CaseKind, Verb
from storage.campaign_reports import make_report, read_report, report_values
from storage.campaigns import CampaignSignature, newest_report
from storage.keys import keyring
from storage.measures import Measure
from storage.prizes import draw_prizes
from storage.responses import FormResponse
from storage.since_report import since_report
from storage.staff import find_staff, staff_name
from tests.campaign_rows import SKIPPED, UNCLEAR, Asked, build, closed_campaign, the_campaign
from tests.estate import Garden

HERE, NEXT_DOOR = "回音花园", "隔壁花园"
NUMBER = "DC-20261116-0001"
HOMES = (
    Asked(
        HERE,
        "9-1-1",
        {"repairs": "satisfied", "overall": "very_satisfied", "opinion": "电梯太慢，要等很久"},
    ),
    Asked(
        HERE,
        "9-1-2",
        {"repairs": "dissatisfied", "overall": Given("dissatisfied", "电梯太慢，等很久")},
    ),
    Asked(HERE, "9-1-3", known=Known.REFUSED),
    Asked(HERE, "9-1-4", {"overall": "very_satisfied"}, mark=Mark.FALSIFIED),
    Asked(NEXT_DOOR, "1-1-1", {"repairs": SKIPPED, "overall": "neutral", "opinion": SKIPPED}),
    Asked(NEXT_DOOR, "1-1-2", {"repairs": UNCLEAR, "overall": "satisfied"}, mark=Mark.MATCH),
    Asked(NEXT_DOOR, "1-1-3", {"overall": SKIPPED}),
    Asked(NEXT_DOOR, "1-1-4", known=Known.REACHED),
    Asked(NEXT_DOOR, "1-1-5", {"overall": "satisfied"}, known=Known.WITHDRAWN),
)


def reported(garden: Garden) -> SurveyReport:
    """The report of those homes, as it is read from its row."""
    with garden.changing() as session:
        build(session, HERE, "9", 4, garden.now)
        build(session, NEXT_DOOR, "1", 6, garden.now)
        campaign = closed_campaign(session, NUMBER, HOMES, garden.now)
        make_report(session, campaign, "wang", garden.now)
    with garden.looking() as session:
        row = newest_report(session, the_campaign(session, NUMBER).id)
        assert row is not None
        assert row.digest == read_report(session, row).answers_digest
        return read_report(session, row)


def test_the_figures_are_those_that_one_reckons_by_hand(garden: Garden) -> None:
    report = reported(garden)

    # Counted are 9-1-1, 9-1-2, 1-1-1 and 1-1-2: 2 of 3 satisfied on the whole, 1 of 2 with repairs.
    assert report.whole.returned == 4
    assert report.item("overall").satisfied is not None
    assert report.whole.satisfied()["overall"].exact == Fraction(2, 3)
    assert report.whole.satisfied()["repairs"].exact == Fraction(1, 2)
    assert report.whole.total.exact == Fraction(3, 5)
    assert report.item("overall").mean == (5 + 1 + 2 + 4) / 4
    assert report.item("overall").neutral == 1
    assert [(one.place, one.item) for one in report.ranking] == [(1, "overall"), (2, "repairs")]
    assert {one.estate: one.figures.total.exact for one in report.estates} == {
        HERE: Fraction(2, 4),
        NEXT_DOOR: Fraction(1, 1),
    }
    assert [(one.place, one.estate) for one in report.beside] == [(1, NEXT_DOOR), (2, HERE)]
    assert [one.from_whole for one in report.beside] == pytest.approx([0.4, -0.1])
    assert report.below_target == (HERE,)


def test_words_with_half_of_an_emoji_do_not_keep_a_report_back(garden: Garden) -> None:
    words = "电梯太慢，要等很久 \ud83d"
    homes = tuple(
        Asked(HERE, home, {"overall": "satisfied", "opinion": words}) for home in ("9-1-1", "9-1-2")
    )
    with garden.changing() as session:
        build(session, HERE, "9", 2, garden.now)
        campaign = closed_campaign(session, NUMBER, homes, garden.now)
        row = make_report(session, campaign, "wang", garden.now)
        report = read_report(session, row)

    assert report.whole.returned == 2
    assert [one.homes for one in report.opinions] == [2]


def test_every_invitation_has_its_end_and_every_building_its_return(garden: Garden) -> None:
    report = reported(garden)

    assert report.invitations == {
        Disposition.RETURNED: 6,
        Disposition.PARTIAL: 0,
        Disposition.REFUSED: 2,
        Disposition.UNREACHABLE: 0,
        Disposition.UNRETURNED: 1,
    }
    assert {one.place: one.asked for one in report.returns.buildings} == {
        (HERE, "8"): AskedHomes(3, 0, 0),
        (HERE, "9"): AskedHomes(4, 4, 3),
        (NEXT_DOOR, "1"): AskedHomes(6, 5, 3),
    }
    assert report.returns.asked == AskedHomes(13, 9, 6)
    assert report.returns.wanted == 0
    assert [(one.estate, one.building) for one in report.buildings] == [
        (HERE, "9"),
        (NEXT_DOOR, "1"),
    ]


def test_what_is_left_out_is_logged_with_its_reason_and_what_was_skipped_is_counted(
    garden: Garden,
) -> None:
    report = reported(garden)

    assert [(one.home, one.reason) for one in report.excluded] == [
        ("9-1-4", Exclusion.FALSIFIED),
        ("1-1-3", Exclusion.EMPTY),
        ("1-1-5", Exclusion.WITHDRAWN),
    ]
    repairs = report.item("repairs")
    assert (repairs.answered, repairs.skipped, repairs.unclear) == (2, 1, 1)
    (opinion,) = report.open_items
    assert (opinion.answered, opinion.skipped, opinion.unclear) == (1, 1, 0)


def test_an_opinion_and_a_remark_are_both_heard(garden: Garden) -> None:
    report = reported(garden)

    # One stands under the opinion, the other beside the answer on the whole: alike but apart.
    assert report.opinions == ()
    assert report.single_opinions == 2


def test_one_falsification_shows_in_the_state_of_the_audit(garden: Garden) -> None:
    report = reported(garden)

    assert report.checked is not None
    assert report.checked.state is Audit.CHECK_ALL
    assert report.checked.marks == {Mark.FALSIFIED: 1, Mark.MATCH: 1}


KEPT = {
    "9-1-1": '{"opinion":"电梯太慢，要等很久","overall":"very_satisfied","repairs":"satisfied"}',
    "9-1-2": (
        '{"overall":{"remark":"电梯太慢，等很久","value":"dissatisfied"},"repairs":"dissatisfied"}'
    ),
    "9-1-4": '{"overall":"very_satisfied"}',
    "1-1-1": (
        '{"opinion":{"abstained":"skipped"},"overall":"neutral","repairs":{"abstained":"skipped"}}'
    ),
    "1-1-2": '{"overall":"satisfied","repairs":{"abstained":"unclear"}}',
    "1-1-3": '{"overall":{"abstained":"skipped"}}',
    "1-1-5": '{"overall":"satisfied"}',
}


def test_the_digest_is_made_of_every_answer_word_for_word(garden: Garden) -> None:
    report = reported(garden)
    with garden.looking() as session:
        numbers = list(session.exec(select(FormResponse.id).order_by(col(FormResponse.id))))
    at = (garden.now - timedelta(days=7)).isoformat()

    hashes: list[str] = []
    for number, (home, answers) in zip(numbers, KEPT.items(), strict=True):
        estate = HERE if home.startswith("9") else NEXT_DOOR
        line = f'["{number}","{estate}","{home}","{at}",{answers}]'
        hashes.append(hashlib.sha256(line.encode()).hexdigest())
    expected = hashlib.sha256("".join(f"{one}\n" for one in sorted(hashes)).encode()).hexdigest()
    assert report.answers_digest == expected


def test_a_report_that_is_made_again_is_a_new_row_and_counts(garden: Garden) -> None:
    first = reported(garden)
    with garden.changing() as session:
        campaign = the_campaign(session, NUMBER)
        again = make_report(session, campaign, "boss", garden.now + timedelta(days=1))
        newest = newest_report(session, campaign.id)

        assert newest is not None
        assert (newest.id, newest.by) == (again.id, "boss")
        assert newest.digest == first.answers_digest


def test_a_campaign_that_still_takes_answers_has_no_report(garden: Garden) -> None:
    reported(garden)
    with garden.changing() as session:
        campaign = the_campaign(session, NUMBER)
        campaign.state, campaign.closed_at = CampaignState.RUNNING, None

        with pytest.raises(ValueError, match="still takes answers"):
            make_report(session, campaign, "wang", garden.now)


def test_an_item_that_improves_in_neither_of_two_surveys_is_named(garden: Garden) -> None:
    def survey(session_number: int, overall: str, repairs: str) -> SurveyReport:
        number = f"DC-20261116-000{session_number}"
        closed_at = garden.now + timedelta(days=180 * session_number)
        with garden.changing() as session:
            homes = tuple(
                Asked(HERE, f"9-1-{room}", {"overall": overall, "repairs": repairs})
                for room in range(1, 4)
            )
            good = Asked(HERE, "9-1-4", {"overall": "satisfied", "repairs": "satisfied"})
            campaign = closed_campaign(session, number, (*homes, good), closed_at)
            return read_report(session, make_report(session, campaign, "wang", closed_at))

    with garden.changing() as session:
        build(session, HERE, "9", 4, garden.now)
    survey(1, "dissatisfied", "dissatisfied")
    survey(2, "dissatisfied", "dissatisfied")
    third = survey(3, "satisfied", "dissatisfied")

    assert [one.number for one in third.earlier] == ["DC-20261116-0001", "DC-20261116-0002"]
    assert third.without_improvement == ("repairs",)
    assert third.total_change is not None
    assert third.total_change.difference == pytest.approx(5 / 8 - 2 / 8)
    assert third.changes["overall"].difference == pytest.approx(3 / 4)


def test_who_was_praised_and_which_homes_won_is_kept_with_the_figures(
    garden: Garden,
) -> None:
    for _ in range(2):
        praise = garden.report("师傅修得真好", kind=CaseKind.PRAISE)
        garden.do(Verb.CREDIT, praise, "zhou", staff="gong")
    with garden.changing() as session:
        build(session, HERE, "9", 4, garden.now)
        campaign = closed_campaign(session, NUMBER, HOMES[:2], garden.now)
        campaign.prizes = 1
        draw_prizes(session, campaign, garden.now)
        report = read_report(session, make_report(session, campaign, "wang", garden.now))
        gong = find_staff(session, "gong")
        assert gong is not None
        name = staff_name(session, gong)

    assert report.praise == (Praise(1, name, 1),)
    assert report.prizes == (Won(1, "9-1-*"),)


def test_a_report_that_was_kept_before_thanks_were_told_is_still_read(garden: Garden) -> None:
    report = reported(garden)
    with garden.changing() as session:
        row = newest_report(session, the_campaign(session, NUMBER).id)
        assert row is not None
        content = report_values(report)
        del content["praise"], content["prizes"]
        row.content_sealed = keyring(session).seal(json.dumps(content))

        assert read_report(session, row) == report


def test_measures_and_signatures_are_read_as_they_stand_now(garden: Garden) -> None:
    reported(garden)
    with garden.changing() as session:
        campaign = the_campaign(session, NUMBER)
        row = newest_report(session, campaign.id)
        wang = find_staff(session, "wang")
        assert row is not None
        assert wang is not None
        assert since_report(session, campaign, row) == SinceReport((), ())
        session.add_all(
            [
                Measure(
                    campaign_id=campaign.id,
                    kind=MeasureKind.STUDY,
                    about="repairs",
                    state=MeasureState.ADOPTED,
                    owner_id=wang.id,
                    due_on=date(2026, 12, 31),
                    made_at=garden.now,
                ),
                Measure(
                    campaign_id=campaign.id,
                    kind=MeasureKind.IMPROVEMENT,
                    text="加装路灯",
                    state=MeasureState.PROPOSED,
                    made_at=garden.now,
                ),
                CampaignSignature(
                    report_id=row.id, reviewer=Reviewer.SERVICE, staff_id=wang.id, at=garden.now
                ),
            ]
        )
        session.flush()

        study, lamps = since_report(session, campaign, row).measures
        (signed,) = since_report(session, campaign, row).signatures
        name = staff_name(session, wang)

    assert study.measure.simplified == "“维修”连续两次调查没有改善，做深入分析"
    assert (study.owner, study.due_on) == (name, date(2026, 12, 31))
    assert (lamps.measure.english, lamps.owner, lamps.due_on) == ("加装路灯", "", None)
    assert signed == Signed(Reviewer.SERVICE, name, garden.now)
