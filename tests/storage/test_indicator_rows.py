"""The figures of a period, read from what really happened in an estate."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event as sql_event

from flows.reports.indicator_report import IndicatorReport
from flows.reports.indicators import Indicator, Measured
from flows.reports.period_names import period_named
from flows.rules.public_figures import Period
from flows.rules.vocabulary import (
    CaseKind,
    DeadlineKind,
    MessageState,
    Purpose,
    Source,
    Urgency,
    Verb,
)
from storage.estates import Estate
from storage.indicator_rows import report_of_period
from storage.outgoing import Attempt, Outgoing
from tests.estate import LI, Garden

NOVEMBER, DECEMBER = period_named("2026-11"), period_named("2026-12")
STATEMENTS_MAX = 10


def report(
    garden: Garden, period: Period = NOVEMBER, *, next_door: bool = False
) -> IndicatorReport:
    with garden.looking() as session:
        estate = session.get_one(Estate, garden.next_door if next_door else garden.id)
        return report_of_period(session, estate, period, garden.now)


def of(made: IndicatorReport, measured: Measured) -> Indicator:
    return next(one for one in made.indicators if one.measured is measured)


def rows(garden: Garden, made: IndicatorReport, measured: Measured) -> tuple[set[str], set[str]]:
    """The rows that count, and those that are missing."""
    found = of(made, measured)
    return set(found.rows(counted=True)), set(found.rows(counted=False))


def number(garden: Garden, case_id: int) -> str:
    return garden.case(case_id).number


def test_who_was_answered_in_time_stands_beside_who_was_not(garden: Garden) -> None:
    answered, late, never = (
        garden.report("漏水"),
        garden.report("电梯坏了"),
        garden.report("灯坏了"),
    )
    garden.do(Verb.RESPOND, answered, "xiao.lin", text="马上来")
    garden.wait(hours=25)
    garden.do(Verb.RESPOND, late, "xiao.lin", text="抱歉")
    garden.wait(hours=1)

    made = report(garden)

    missing = {number(garden, late), number(garden, never)}
    assert rows(garden, made, Measured.FIRST_RESPONSE) == ({number(garden, answered)}, missing)
    passed = next(x for x in made.escalated if x.kind is DeadlineKind.FIRST_RESPONSE)
    assert (passed.passed, len(passed.lines)) == (2, 3)


def test_a_verdict_counts_in_the_round_that_it_was_given_in(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=False, satisfaction="dissatisfied",
              remark="还在漏")  # fmt: skip
    garden.wait(hours=2)
    garden.resolve(case, by="zhou")
    garden.wait(hours=1)
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=True, satisfaction="very_satisfied")
    garden.wait(days=5)

    made = report(garden)

    fixed = of(made, Measured.FIXED)
    assert (fixed.rate.part, fixed.rate.base) == (1, 2)
    satisfied = of(made, Measured.SATISFIED)
    assert (satisfied.rate.part, satisfied.rate.base) == (1, 1)
    assert rows(garden, made, Measured.COMPLAINTS_REVISITED) == ({number(garden, case)}, set())


def test_who_could_not_be_reached_is_unconfirmed_and_counted_apart(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.wait(days=4)
    (call,) = garden.tasks(case)
    garden.record(call.id, "xiao.lin", reached=False, outcome="没人接")
    garden.record(call.id, "xiao.lin", reached=False, outcome="没人接")

    made = report(garden)

    assert rows(garden, made, Measured.CONFIRMED) == (set(), {number(garden, case)})
    assert rows(garden, made, Measured.COMPLAINTS_REVISITED) == (set(), {number(garden, case)})


def test_a_repair_that_staff_ask_about_counts_for_their_share(garden: Garden) -> None:
    asked = garden.report("水龙头", kind=CaseKind.REPAIR)
    silent = garden.report("插座", kind=CaseKind.REPAIR, home="8-1-401")
    for case in (asked, silent):
        garden.resolve(case)
    garden.do(Verb.REVISIT, asked, "xiao.lin", via="phone", fixed=True, satisfaction="satisfied")
    garden.wait(days=3)

    made = report(garden)

    assert rows(garden, made, Measured.REPAIRS_BY_STAFF) == (
        {number(garden, asked)},
        {number(garden, silent)},
    )


def test_a_major_case_is_visited_or_it_is_not(garden: Garden) -> None:
    case = garden.report(home=LI, urgency=Urgency.KEY)
    garden.resolve(case)
    (visit,) = garden.tasks(case)
    garden.record(visit.id, "zhou", reached=True, outcome="看过了", why="住户在楼下")
    garden.wait(days=2)

    made = report(garden)

    assert rows(garden, made, Measured.MAJOR_VISITED) == ({number(garden, case)}, set())
    assert rows(garden, made, Measured.KEY_SOLVED) == ({number(garden, case)}, set())


def test_only_the_estate_and_the_days_that_are_asked_for_are_counted(garden: Garden) -> None:
    garden.report()
    garden.until(datetime(2026, 11, 30, 15, 59, tzinfo=UTC))
    last = garden.report("十一月最后一分钟")
    garden.until(datetime(2026, 11, 30, 16, 0, tzinfo=UTC))
    first = garden.report("十二月第一分钟")

    assert report(garden).reported == 2
    assert report(garden, DECEMBER).reported == 1
    assert report(garden, period_named("2026-Q4")).reported == 3
    assert report(garden, next_door=True).reported == 0
    assert [one.number for one in report(garden).outlook.waiting][-2:] == [
        number(garden, last),
        number(garden, first),
    ]


def test_a_withdrawn_report_is_nobody_s_figure(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.WITHDRAW, case, "zhou", reason="重复")
    garden.wait(days=31)

    for period in (NOVEMBER, DECEMBER):
        made = report(garden, period)
        assert made.reported == 0
        assert all(one.rate.base == 0 for one in made.indicators)


def test_texts_are_counted_by_their_segments_where_a_provider_took_them(garden: Garden) -> None:
    case = garden.report(source=Source.SMS)
    with garden.changing() as session:
        for text, outcome, channel in (
            ("字" * 70, "accepted", "sms"),
            ("字" * 71, "accepted", "sms"),
            ("字" * 135, "accepted", "sms"),
            ("字" * 70, "refused", "sms"),
            ("字" * 500, "accepted", "wechat"),
        ):
            message = Outgoing(
                unique_key=f"test {text} {outcome} {channel}",
                estate_id=garden.id,
                case_id=case,
                purpose=Purpose.CASE,
                text=text,
                state=MessageState.DELIVERED,
                not_before=garden.now,
                created_at=garden.now,
            )
            session.add(message)
            session.flush()
            session.add(
                Attempt(outgoing_id=message.id, channel=channel, started_at=garden.now,
                        outcome=outcome)
            )  # fmt: skip

    by_channel = {one.sent.channel: one.sent for one in report(garden).costs}
    assert (by_channel["sms"].messages, by_channel["sms"].segments) == (3, 1 + 2 + 3)
    assert by_channel["wechat"].messages == 1


def test_however_much_happened_it_is_read_in_a_handful_of_statements(garden: Garden) -> None:
    for room in ("8-1-302", "8-1-303", "8-1-401"):
        case = garden.report(home=room)
        garden.resolve(case)
    garden.wait(days=5)
    seen: list[str] = []

    def count(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    sql_event.listen(garden.database.engine, "before_cursor_execute", count)
    try:
        report(garden)
    finally:
        sql_event.remove(garden.database.engine, "before_cursor_execute", count)
    assert len([one for one in seen if "SELECT" in one]) <= STATEMENTS_MAX


@pytest.mark.parametrize("days", [29, 31])
def test_what_threatens_the_month_leaves_the_list_when_its_time_is_over(
    garden: Garden, days: int
) -> None:
    case = garden.report()
    opened = garden.now
    garden.wait(days=days)

    waiting = report(garden).outlook.waiting
    due = [(number(garden, case), opened + timedelta(days=30))] if days < 30 else []
    assert [(one.number, one.until) for one in waiting] == due
    assert NOVEMBER.begins == date(2026, 11, 1)
