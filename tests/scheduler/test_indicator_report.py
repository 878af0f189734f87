"""The figures of a month and a quarter are told by themselves, once, and caught up on (R62)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from flows.reports.period_names import period_name
from flows.rules.policy import Policy
from flows.rules.policy_text import packaged
from flows.rules.report_rhythm import CATCH_UP_MAX, due_at, first_whole, following
from scheduler.indicator_report import KIND
from scheduler.sweep import earliest, sweep
from storage.estates import set_policy
from storage.indicator_reports import IndicatorReportRow
from storage.outgoing import Outgoing
from tests.estate import Garden
from tests.storage.test_at_the_same_time import all_at_once

SHANGHAI = ZoneInfo("Asia/Shanghai")
STRICT = packaged("strict")


def moment(year: int, month: int, day: int, hour: int = 9, minute: int = 1) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def told(garden: Garden) -> list[str]:
    """The periods that somebody was told of, in order, each as often as it was."""
    with garden.looking() as session:
        query = select(Outgoing.unique_key).where(col(Outgoing.unique_key).contains(" figures "))
        keys = session.exec(query.order_by(col(Outgoing.id)))
        here = f"estate {garden.id} figures "
        return [key.removeprefix(here) for key in keys if key.startswith(here)]


def rows(garden: Garden) -> list[IndicatorReportRow]:
    with garden.looking() as session:
        query = select(IndicatorReportRow).where(IndicatorReportRow.estate_id == garden.id)
        return list(session.exec(query.order_by(col(IndicatorReportRow.id))))


def rule(garden: Garden, policy: Policy) -> None:
    with garden.changing() as session:
        set_policy(
            session, garden.id, policy, effective_at=garden.now, by="wang", why="test",
            now=garden.now,
        )  # fmt: skip


def test_the_first_whole_month_is_told_in_the_morning_after_it(garden: Garden) -> None:
    with garden.looking() as session:
        assert earliest(session, KIND) == moment(2027, 1, 1)
    sweep(garden.database, KIND, moment(2027, 1, 1, 9, 0))
    assert told(garden) == []
    done = sweep(garden.database, KIND, moment(2027, 1, 1))

    assert [one.action for one in done if one.about == f"estate {garden.id}"] == ["told 2026-12"]
    assert told(garden) == ["2026-12 wang"]
    assert sweep(garden.database, KIND, moment(2027, 1, 31)) == []
    with garden.looking() as session:
        assert earliest(session, KIND) == moment(2027, 2, 1)


def test_what_is_told_is_kept_as_it_stood_and_names_what_fell_short(garden: Garden) -> None:
    garden.now = moment(2026, 12, 7)
    garden.report()
    garden.wait(days=3)
    garden.report("路灯不亮")
    sweep(garden.database, KIND, moment(2027, 1, 1))

    (row,) = rows(garden)
    assert (row.period, row.reported) == ("2026-12", 2)
    assert row.figures["first_response"] == [0, 2, 100]
    with garden.looking() as session:
        key = f"estate {garden.id} figures 2026-12 wang"
        text = session.exec(select(Outgoing.text).where(Outgoing.unique_key == key)).one()
    assert "回音花园 2026-12" in text
    assert "受理投诉和报修 2 件" in text
    assert "· 按时首次回复：0/2" in text


def test_the_link_leads_to_the_page_of_figures(garden: Garden) -> None:
    garden.database.public_url = "https://huiyin.example"
    sweep(garden.database, KIND, moment(2027, 1, 1))
    with garden.looking() as session:
        texts = session.exec(select(Outgoing.text)).all()

    link = f"https://huiyin.example/console/figures?estate={garden.id}&period=2026-12"
    assert any(link in text for text in texts)


def test_quarters_are_told_beside_their_last_month(garden: Garden) -> None:
    for month in (1, 2, 3, 4):
        sweep(garden.database, KIND, moment(2027, month, 1))

    assert told(garden) == [f"{name} wang" for name in
                            ("2026-12", "2027-01", "2027-02", "2027-03", "2027-Q1")]  # fmt: skip


def test_after_a_silence_each_is_caught_up_on_and_very_old_ones_are_left_out(
    garden: Garden,
) -> None:
    sweep(garden.database, KIND, moment(2027, 1, 1))
    sweep(garden.database, KIND, moment(2027, 3, 1))
    assert told(garden) == ["2026-12 wang", "2027-01 wang", "2027-02 wang"]
    sweep(garden.database, KIND, moment(2029, 3, 15))

    months = [row.period for row in rows(garden)[3:] if "Q" not in row.period]
    assert months == ["2028-09", "2028-10", "2028-11", "2028-12", "2029-01", "2029-02"]
    assert len(months) == CATCH_UP_MAX


def test_an_estate_that_never_had_one_is_told_of_the_newest_alone(garden: Garden) -> None:
    sweep(garden.database, KIND, moment(2028, 8, 2))

    assert [row.period for row in rows(garden)] == ["2028-Q2", "2028-07"]


def test_the_policy_says_when_and_whether(garden: Garden) -> None:
    later = replace(STRICT.indicator_reports, monthly=False, days_after=4, hour=14)
    rule(garden, replace(STRICT, indicator_reports=later))
    sweep(garden.database, KIND, moment(2027, 4, 5, 14, 0))
    assert told(garden) == []
    sweep(garden.database, KIND, moment(2027, 4, 5, 14, 1))
    assert told(garden) == ["2027-Q1 wang"]

    garden.now = moment(2027, 4, 20)
    rule(garden, STRICT)
    sweep(garden.database, KIND, moment(2027, 5, 1))
    assert told(garden) == ["2027-Q1 wang", "2027-04 wang"]


@pytest.mark.both_databases
def test_of_many_processes_one_tells(garden: Garden) -> None:
    done = all_at_once(lambda _: len(sweep(garden.database, KIND, moment(2027, 1, 1))), 4)

    assert sum(done) == 2, "one for each of the two estates"
    assert told(garden) == ["2026-12 wang"]


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.sampled_from([1, 3]))
def test_periods_follow_without_gaps_and_are_never_told_before_they_end(
    founded: date, months: int
) -> None:
    period = first_whole(founded, months)
    assert founded <= period.begins < founded + timedelta(days=93)
    for _ in range(5):
        after = following(period, months)
        assert after.begins == period.ends
        assert period_name(after) > period_name(period)
        at = due_at(STRICT, period, SHANGHAI)
        assert at is not None
        assert at.astimezone(SHANGHAI).date() >= period.ends
        period = after
