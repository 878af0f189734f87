"""Worked figures of a month: each base and part counted by hand."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reports.indicator_facts import (
    DuePromise,
    DueRevisit,
    PeriodFacts,
    ReportedCase,
    Sent,
    Verdict,
)
from flows.reports.indicator_report import IndicatorReport, indicator_report
from flows.reports.indicators import RULES, Indicator, Line, Measured
from flows.reports.outlook import outlook
from flows.reports.period_names import period_name, period_named
from flows.rules.policy_text import packaged
from flows.rules.public_figures import Period
from flows.rules.vocabulary import (
    CaseKind,
    DeadlineKind,
    Purpose,
    Satisfaction,
    Source,
    Urgency,
)
from tests.each import each

STRICT = packaged("strict")
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
BEGINS = datetime(2026, 10, 5, 2, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
HOURS = MappingProxyType({"late": timedelta(hours=1), "in time": timedelta(0)})


def promise(
    about: str, kind: DeadlineKind, met: str | None, *, on_site: bool = False
) -> DuePromise:
    met_at = None if met is None else BEGINS + HOURS[met]
    return DuePromise(about, kind, BEGINS, met_at, on_site)


def case(
    number: str, hours: float | None, urgency: Urgency = Urgency.NORMAL, opened: datetime = BEGINS
) -> ReportedCase:
    resolved = None if hours is None else opened + timedelta(hours=hours)
    return ReportedCase(number, CaseKind.COMPLAINT, urgency, Source.WECHAT, opened, resolved)


def revisit(
    number: str,
    met: str | None,
    verdict: Verdict | None = None,
    satisfaction: Satisfaction | None = None,
    *,
    kind: CaseKind = CaseKind.COMPLAINT,
    by_staff: bool = False,
) -> DueRevisit:
    met_at = None if met is None else BEGINS + HOURS[met]
    return DueRevisit(number, kind, Urgency.NORMAL, BEGINS, met_at, verdict, satisfaction, by_staff)


def report(now: datetime = NOW, **facts: object) -> IndicatorReport:
    return indicator_report(STRICT, PeriodFacts("回音花园", OCTOBER, **facts), now)  # type: ignore[arg-type]


def of(made: IndicatorReport, measured: Measured) -> Indicator:
    return next(one for one in made.indicators if one.measured is measured)


def part_and_base(made: IndicatorReport, measured: Measured) -> tuple[int, int]:
    rate = of(made, measured).rate
    return rate.part, rate.base


def test_a_first_response_counts_once_it_is_there_or_its_time_is_over() -> None:
    first = DeadlineKind.FIRST_RESPONSE
    made = report(
        promises=(
            promise("TS-1", first, "in time"),
            promise("TS-2", first, "in time"),
            promise("TS-3", first, "late"),
            promise("TS-4", first, None),
        )
    )
    found = of(made, Measured.FIRST_RESPONSE)
    assert (found.rate.part, found.rate.base, found.rate.share) == (2, 4, 0.5)
    assert found.rows(counted=True) == ("TS-1", "TS-2")
    assert found.rows(counted=False) == ("TS-3", "TS-4")
    assert found.aim == 100
    assert found.is_short

    early = report(now=BEGINS - timedelta(minutes=1), promises=(promise("TS-4", first, None),))
    assert part_and_base(early, Measured.FIRST_RESPONSE) == (0, 0)
    assert not of(early, Measured.FIRST_RESPONSE).is_short


def test_a_key_issue_is_solved_by_the_forty_eighth_hour_and_an_emergency_is_one() -> None:
    made = report(
        reported=(
            case("TS-1", 48, Urgency.KEY),
            case("TS-2", 48.01, Urgency.KEY),
            case("TS-3", 2, Urgency.EMERGENCY),
            case("TS-4", None, Urgency.KEY),
            case("TS-5", 1),
        )
    )
    assert part_and_base(made, Measured.KEY_SOLVED) == (2, 4)
    assert of(made, Measured.KEY_SOLVED).rows(counted=False) == ("TS-2", "TS-4")


def test_nine_of_ten_problems_solved_in_thirty_days_are_enough() -> None:
    in_time = tuple(case(f"TS-{n}", 24 * n) for n in range(1, 10))
    made = report(reported=(*in_time, case("TS-10", 30 * 24 + 1)))
    found = of(made, Measured.SOLVED)
    assert (found.rate.part, found.rate.base, found.aim) == (9, 10, 90)
    assert not found.is_short
    assert of(report(reported=(*in_time[1:], case("TS-10", None))), Measured.SOLVED).is_short


def test_a_problem_within_its_thirty_days_is_in_no_base_until_it_is_solved() -> None:
    yesterday = NOW - timedelta(days=1)
    made = report(
        reported=(case("TS-1", None, opened=yesterday), case("TS-2", 2, opened=yesterday))
    )
    assert part_and_base(made, Measured.SOLVED) == (1, 1)


def test_complaints_and_minor_repairs_have_each_their_own_revisit_rate() -> None:
    made = report(
        revisits=(
            revisit("TS-1", "in time"),
            revisit("TS-2", "late"),
            revisit("TS-3", None),
            revisit("BX-1", "in time", kind=CaseKind.REPAIR, by_staff=True),
            revisit("BX-2", "in time", kind=CaseKind.REPAIR),
            revisit("BX-3", "in time", kind=CaseKind.REPAIR),
            revisit("BX-4", None, kind=CaseKind.REPAIR),
        )
    )
    assert part_and_base(made, Measured.COMPLAINTS_REVISITED) == (1, 3)
    assert part_and_base(made, Measured.REPAIRS_REVISITED) == (3, 4)
    by_staff = of(made, Measured.REPAIRS_BY_STAFF)
    assert (by_staff.rate.part, by_staff.rate.base, by_staff.aim) == (1, 4, 30)
    assert by_staff.is_short


def test_what_revisits_brought_to_light_counts_only_who_answered() -> None:
    made = report(
        revisits=(
            revisit("TS-1", "in time", Verdict.FIXED, Satisfaction.VERY_SATISFIED),
            revisit("TS-2", "in time", Verdict.FIXED, Satisfaction.FAIRLY_SATISFIED),
            revisit("TS-3", "in time", Verdict.FIXED, Satisfaction.NEUTRAL),
            revisit("TS-4", "in time", Verdict.FIXED),
            revisit("TS-5", "in time", Verdict.NOT_FIXED, Satisfaction.DISSATISFIED),
            revisit("TS-6", None, Verdict.UNCONFIRMED),
            revisit("TS-7", None),
        )
    )
    assert part_and_base(made, Measured.CONFIRMED) == (5, 6)
    assert part_and_base(made, Measured.FIXED) == (4, 5)
    satisfied = of(made, Measured.SATISFIED)
    assert (satisfied.rate.part, satisfied.rate.base) == (2, 3)
    # Three of seven residents have spoken: the interval says how little that tells.
    assert 0.2 < satisfied.rate.low < 2 / 3 < satisfied.rate.high < 0.97


def test_a_major_case_counts_by_the_visit_and_not_by_a_call() -> None:
    task = DeadlineKind.CALL_TASK
    made = report(
        promises=(
            promise("TS-1", task, "in time", on_site=True),
            promise("TS-2", task, None, on_site=True),
            promise("TS-3", task, None),
        )
    )
    assert part_and_base(made, Measured.MAJOR_VISITED) == (1, 2)


def test_what_passed_its_time_is_counted_by_kind_beside_all_that_fell_due() -> None:
    made = report(
        promises=(
            promise("TS-1", DeadlineKind.PROMISE, None),
            promise("TS-1", DeadlineKind.PROMISE, "in time"),
            promise("TS-2", DeadlineKind.SOLUTION, "late"),
        ),
        revisits=(revisit("TS-3", "late"), revisit("TS-4", "in time")),
    )
    told = {one.kind: (one.passed, len(one.lines)) for one in made.escalated}
    assert told == {
        DeadlineKind.PROMISE: (1, 2),
        DeadlineKind.SOLUTION: (1, 1),
        DeadlineKind.REVISIT: (1, 2),
    }


def test_texts_cost_by_the_segment_and_wechat_costs_nothing() -> None:
    per_segment = STRICT.survey_forecast.sms_segment_cents
    made = report(
        sent=(
            Sent("wechat", Purpose.CASE, 40, 40),
            Sent("sms", Purpose.REVISIT, 10, 12),
            Sent("sms", Purpose.CASE, 3, 3),
        )
    )
    assert [(one.sent.channel, one.cents) for one in made.costs] == [
        ("sms", 3 * per_segment),
        ("sms", 12 * per_segment),
        ("wechat", 0),
    ]
    assert made.cents == 15 * per_segment


def test_every_indicator_names_its_rule_and_none_is_left_out() -> None:
    assert set(RULES) == set(Measured)
    assert [one.measured for one in report().indicators] == list(Measured)


def test_of_twelve_problems_one_may_fail_and_the_soonest_stand_first() -> None:
    waiting = tuple(
        case(f"TS-{n}", None, opened=NOW - timedelta(days=29, hours=-n)) for n in (3, 1, 2)
    )
    solved = tuple(case(f"TS-{n}", 1, opened=NOW - timedelta(days=9)) for n in range(4, 13))
    seen = outlook(STRICT, (*waiting, *solved), NOW)
    assert (seen.solved, seen.may_fail, seen.must_solve) == (9, 1, 2)
    assert seen.is_threatened
    assert [one.number for one in seen.waiting] == ["TS-1", "TS-2", "TS-3"]


def test_what_was_due_before_now_no_longer_threatens_anything() -> None:
    assert (
        outlook(STRICT, (case("TS-1", None, opened=NOW - timedelta(days=30)),), NOW).waiting == ()
    )


@given(st.lists(st.booleans(), max_size=40))
def test_whoever_solves_as_many_as_must_be_solved_reaches_the_aim(solved: list[bool]) -> None:
    opened = NOW - timedelta(days=3)
    fresh = tuple(case(f"TS-{n}", 1 if one else None, opened=opened)
                  for n, one in enumerate(solved))  # fmt: skip
    seen = outlook(STRICT, fresh, NOW)
    reached = seen.solved + seen.must_solve
    assert reached * 100 >= seen.aim * len(fresh)
    if seen.must_solve:
        assert (reached - 1) * 100 < seen.aim * len(fresh)


@each(
    ("text", "begins", "ends"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 11, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        (" 2027q1 ", date(2027, 1, 1), date(2027, 4, 1)),
    ],
)
def test_months_and_quarters_are_named_as_people_type_them(
    text: str, begins: date, ends: date
) -> None:
    period = period_named(text)
    assert period == Period(begins, ends)
    assert period_named(period_name(period)) == period


@each("text", ["", "2026", "2026-13", "2026-Q5", "2026-1", "October", "０-1"])
def test_any_other_name_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="neither a month"):
        period_named(text)


def test_a_row_that_stands_behind_a_figure_twice_is_named_once() -> None:
    made = report(promises=(promise("TS-1", DeadlineKind.PROMISE, None),) * 2)
    found = of(made, Measured.PROMISES_KEPT)
    assert found.lines == (Line("TS-1", counted=False),) * 2
    assert found.rows(counted=False) == ("TS-1",)
