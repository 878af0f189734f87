from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.due import (
    approval_due,
    call_task_due,
    first_response_due,
    opinion_callback_due,
    revisit_extension_limit,
    revisit_times,
    solution_deadlines,
    special_measures_due,
    unconfirmed_at,
)
from flows.rules.policy import Policy
from flows.rules.policy_text import packaged
from flows.rules.quiet_hours import in_residents_hours
from flows.rules.vocabulary import CaseKind, DeadlineKind, Urgency
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
STRICT, OFFICE = packaged("strict"), packaged("office")
COMPLAINT, REPAIR = CaseKind.COMPLAINT, CaseKind.REPAIR
NORMAL, KEY, EMERGENCY = Urgency.NORMAL, Urgency.KEY, Urgency.EMERGENCY

moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from([SHANGHAI, ZoneInfo("Asia/Hong_Kong"), LONDON]) | st.timezones()


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize("urgency", [NORMAL, KEY])
def test_in_the_strict_profile_a_human_answers_within_24_hours_whatever_the_day(
    urgency: Urgency,
) -> None:
    saturday = at("2026-11-21 23:00")

    assert first_response_due(STRICT, SHANGHAI, urgency, saturday) == at("2026-11-22 23:00")


def test_in_the_office_profile_a_human_answers_within_a_working_day() -> None:
    friday, sunday = at("2026-11-20 17:00"), at("2026-11-22 11:00")

    assert first_response_due(OFFICE, SHANGHAI, NORMAL, friday) == at("2026-11-23 17:00")
    assert first_response_due(OFFICE, SHANGHAI, KEY, sunday) == at("2026-11-24 08:30")


@each("policy", [STRICT, OFFICE])
@each("hour", range(24))
def test_an_emergency_is_answered_within_15_minutes_at_any_hour(policy: Policy, hour: int) -> None:
    opened = at("2026-10-01 00:00") + timedelta(hours=hour)

    due = first_response_due(policy, SHANGHAI, EMERGENCY, opened)

    assert due == opened + timedelta(minutes=15)


def test_24_hours_are_24_hours_when_the_clocks_change() -> None:
    before_the_change = at("2026-10-24 12:00", LONDON)

    due = first_response_due(STRICT, LONDON, NORMAL, before_the_change)

    assert due == at("2026-10-25 11:00", LONDON)
    assert due.tzinfo is UTC


def test_every_problem_is_solved_in_30_days_and_a_key_issue_in_48_hours() -> None:
    opened = at("2026-11-20 17:00")

    ordinary = solution_deadlines(STRICT, COMPLAINT, NORMAL, opened)
    key = solution_deadlines(STRICT, REPAIR, KEY, opened)

    assert ordinary == {DeadlineKind.SOLUTION: at("2026-12-20 17:00")}
    assert key == {
        DeadlineKind.SOLUTION: at("2026-12-20 17:00"),
        DeadlineKind.KEY_SOLUTION: at("2026-11-22 17:00"),
    }


def test_an_emergency_is_solved_no_later_than_a_key_issue() -> None:
    opened = at("2026-11-20 17:00")

    assert solution_deadlines(STRICT, CaseKind.HELP, EMERGENCY, opened) == solution_deadlines(
        STRICT, CaseKind.HELP, KEY, opened
    )


def test_praise_needs_no_solution() -> None:
    assert solution_deadlines(STRICT, CaseKind.PRAISE, NORMAL, at("2026-11-20 17:00")) == {}


def test_measures_approvals_and_calls_are_due_within_24_hours_by_the_clock() -> None:
    friday, saturday = at("2026-11-20 17:00"), at("2026-11-21 17:00")

    assert special_measures_due(OFFICE, friday) == saturday
    assert approval_due(OFFICE, friday) == saturday
    assert call_task_due(OFFICE, friday) == saturday


def test_an_opinion_is_called_back_about_within_15_days() -> None:
    assert opinion_callback_due(STRICT, at("2026-11-20 17:00")) == at("2026-12-05 17:00")


@each(
    ("resolved", "ask", "due"),
    [
        ("2026-11-20 17:00", "2026-11-21 17:00", "2026-11-23 17:00"),
        ("2026-11-20 21:00", "2026-11-22 09:00", "2026-11-23 21:00"),
        ("2026-11-20 20:30", "2026-11-22 09:00", "2026-11-23 20:30"),
        ("2026-11-20 03:00", "2026-11-21 09:00", "2026-11-23 03:00"),
        ("2026-11-20 09:00", "2026-11-21 09:00", "2026-11-23 09:00"),
    ],
)
@each(
    ("kind", "urgency"), [(COMPLAINT, NORMAL), (COMPLAINT, KEY), (REPAIR, KEY), (REPAIR, EMERGENCY)]
)
def test_a_complaint_or_a_serious_repair_is_asked_about_after_a_day_and_due_after_three(
    kind: CaseKind, urgency: Urgency, resolved: str, ask: str, due: str
) -> None:
    times = revisit_times(STRICT, SHANGHAI, kind, urgency, at(resolved))

    assert times == (at(ask), at(due))


@pytest.mark.parametrize(
    ("resolved", "ask", "due"),
    [
        ("2026-11-20 17:00", "2026-11-21 09:00", "2026-11-22 17:00"),
        ("2026-11-20 23:59", "2026-11-21 09:00", "2026-11-22 23:59"),
        ("2026-11-20 00:00", "2026-11-21 09:00", "2026-11-22 00:00"),
    ],
)
def test_a_minor_repair_is_asked_about_next_morning_and_due_after_two_days(
    resolved: str, ask: str, due: str
) -> None:
    assert revisit_times(STRICT, SHANGHAI, REPAIR, NORMAL, at(resolved)) == (at(ask), at(due))


def test_a_repair_that_is_asked_about_on_the_same_day_is_not_asked_before_it_is_done() -> None:
    same_day = replace(STRICT.revisit.repair, ask_after_days=0)
    policy = replace(STRICT, revisit=replace(STRICT.revisit, repair=same_day))

    times = revisit_times(policy, SHANGHAI, REPAIR, NORMAL, at("2026-11-20 17:00"))

    assert times.ask_at == at("2026-11-20 17:00")


@given(st.sampled_from(list(CaseKind)), st.sampled_from(list(Urgency)), zones, moments)
def test_residents_are_asked_in_their_hours_after_the_work_and_before_the_due_time(
    kind: CaseKind, urgency: Urgency, zone: ZoneInfo, resolved: datetime
) -> None:
    times = revisit_times(STRICT, zone, kind, urgency, resolved)

    assert resolved < times.ask_at < times.due_at
    assert in_residents_hours(times.ask_at, policy=STRICT, zone=zone)


def test_the_chat_never_asks_after_the_revisit_is_due() -> None:
    hasty = replace(STRICT.revisit.complaint, ask_after_hours=9, due_hours=10)
    policy = replace(STRICT, revisit=replace(STRICT.revisit, complaint=hasty))

    times = revisit_times(policy, SHANGHAI, COMPLAINT, NORMAL, at("2026-11-20 16:00"))

    assert times.ask_at == times.due_at == at("2026-11-21 02:00")


def test_a_lead_may_extend_a_revisit_to_five_days_after_the_work() -> None:
    assert revisit_extension_limit(STRICT, at("2026-11-20 17:00")) == at("2026-11-25 17:00")


def test_a_revisit_that_nobody_answers_closes_seven_days_after_the_call_task() -> None:
    assert unconfirmed_at(STRICT, at("2026-11-23 17:00")) == at("2026-11-30 17:00")


@given(st.sampled_from([STRICT, OFFICE]), zones, st.sampled_from(list(Urgency)), moments)
def test_every_promise_of_time_lies_in_the_future_and_is_kept_in_utc(
    policy: Policy, zone: ZoneInfo, urgency: Urgency, now: datetime
) -> None:
    due = [
        first_response_due(policy, zone, urgency, now),
        *solution_deadlines(policy, COMPLAINT, urgency, now).values(),
        special_measures_due(policy, now),
        *revisit_times(policy, zone, COMPLAINT, urgency, now),
    ]

    assert all(each > now and each.tzinfo is UTC for each in due)
