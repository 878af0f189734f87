from datetime import timedelta

import pytest

from flows.rules.vocabulary import (
    CaseKind,
    CaseState,
    DeadlineKind,
    DeadlineState,
    Role,
    Urgency,
    Verb,
)
from tests.estate import CHEN, LI, MORNING, Garden


def promised(garden: Garden, case: int) -> dict[DeadlineKind, timedelta]:
    """What is promised about a case, and how long after the report it is due."""
    return {one.kind: one.due_at - MORNING for one in garden.deadlines(case)}


def test_a_report_is_registered_with_a_number_its_deadlines_and_a_push(garden: Garden) -> None:
    case = garden.report()

    opened = garden.case(case)
    assert opened.number == "TS-20261123-0001"
    assert (opened.state, opened.round, opened.handler_id) == (CaseState.OPEN, 1, None)
    assert garden.story(case) == ["opened"]
    assert promised(garden, case) == {
        DeadlineKind.FIRST_RESPONSE: timedelta(hours=24),
        DeadlineKind.SOLUTION: timedelta(days=30),
    }
    assert garden.told(case) == [(MORNING, "xiao.lin")]


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [(CaseKind.REPAIR, "BX"), (CaseKind.PRAISE, "BY"), (CaseKind.HELP, "QZ")],
)
def test_each_kind_of_case_counts_for_itself(garden: Garden, kind: CaseKind, prefix: str) -> None:
    garden.report()
    cases = [garden.report(kind=kind, home=CHEN), garden.report(kind=kind, home=LI)]

    assert [garden.case(one).number for one in cases] == [
        f"{prefix}-20261123-0001",
        f"{prefix}-20261123-0002",
    ]


def test_the_day_of_a_number_is_the_estate_s(garden: Garden) -> None:
    garden.now = MORNING.replace(hour=16)  # midnight in Shanghai

    assert garden.case(garden.report()).number == "TS-20261124-0001"


def test_praise_promises_an_answer_and_no_solution(garden: Garden) -> None:
    case = garden.report("谢谢小林", kind=CaseKind.PRAISE)

    assert promised(garden, case) == {DeadlineKind.FIRST_RESPONSE: timedelta(hours=24)}


def test_a_key_issue_promises_its_solution_in_two_days(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY)

    assert promised(garden, case)[DeadlineKind.KEY_SOLUTION] == timedelta(hours=48)


def test_of_an_emergency_the_first_sweep_tells_assistants_and_lead(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    assert promised(garden, case)[DeadlineKind.FIRST_RESPONSE] == timedelta(minutes=15)
    assert garden.told(case) == []

    garden.sweep()

    assert garden.told(case) == [(MORNING, "xiao.lin"), (MORNING, "zhou")]


def test_where_there_is_no_assistant_the_lead_hears_of_a_new_case(garden: Garden) -> None:
    garden.dismiss("xiao.lin")

    assert garden.told(garden.report()) == [(MORNING, "zhou")]


def test_whoever_is_complained_of_does_not_hear_of_it(garden: Garden) -> None:
    garden.employ("xiao.mei", Role.ASSISTANT, "zhou")

    assert garden.told(garden.report(about="xiao.lin")) == [(MORNING, "xiao.mei")]


def test_the_same_report_within_a_month_needs_special_measures_and_the_manager(
    garden: Garden,
) -> None:
    first = garden.report("厨房水管漏水了")
    garden.now += timedelta(days=29)
    again = garden.report("厨房的水管又漏水了")

    measures = garden.deadline(again, DeadlineKind.SPECIAL_MEASURES)
    assert (measures.due_at, measures.state) == (
        garden.now + timedelta(hours=24),
        DeadlineState.PENDING,
    )
    assert garden.case(again).repeat_of_id == first
    assert garden.events(again, "repeat")[0].text == garden.case(first).number
    assert garden.told(again, "repeat") == [(garden.now, "wang")]
    assert garden.deadline(again, DeadlineKind.FIRST_RESPONSE).state is DeadlineState.PENDING


@pytest.mark.parametrize(
    ("text", "home", "days"),
    [("厨房水管漏水了", CHEN, 31), ("厨房水管漏水了", LI, 1), ("楼道灯不亮", CHEN, 1)],
)
def test_what_is_old_or_next_door_or_something_else_repeats_nothing(
    garden: Garden, text: str, home: str, days: int
) -> None:
    garden.report("厨房水管漏水了")
    garden.now += timedelta(days=days)
    other = garden.report(text, home=home)

    assert garden.case(other).repeat_of_id is None
    assert garden.deadlines(other, DeadlineKind.SPECIAL_MEASURES) == []


def test_a_report_that_was_withdrawn_or_about_a_public_place_repeats_nothing(
    garden: Garden,
) -> None:
    withdrawn = garden.report()
    garden.do(Verb.WITHDRAW, withdrawn, "zhou", reason="重复登记")
    garden.report("路灯不亮", home=None)

    assert garden.case(garden.report()).repeat_of_id is None
    assert garden.case(garden.report("路灯不亮", home=None)).repeat_of_id is None


@pytest.mark.parametrize("kind", [CaseKind.PRAISE, CaseKind.ENQUIRY, CaseKind.SUGGESTION])
def test_praise_or_a_question_twice_is_no_reason_for_special_measures(
    garden: Garden, kind: CaseKind
) -> None:
    garden.report("谢谢小林", kind=kind)

    assert garden.case(garden.report("谢谢小林", kind=kind)).repeat_of_id is None
