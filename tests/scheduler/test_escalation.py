"""Who hears of a deadline, and when: the tables of docs/rules.md, told by rows (R32-R36)."""

from datetime import timedelta

import pytest

from flows.rules.policy_text import packaged
from flows.rules.vocabulary import (
    CaseState,
    DeadlineKind,
    DeadlineState,
    MessageState,
    Role,
    Urgency,
    Verb,
)
from tests.estate import MORNING, Garden

FIRST = DeadlineKind.FIRST_RESPONSE
EVERYBODY = ("xiao.lin", "zhou", "wang", "boss")


def after(hours: float = 0, minutes: float = 0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes)


def warned(garden: Garden, case: int, kind: DeadlineKind = FIRST) -> list[tuple[timedelta, str]]:
    """How long after the report who was told."""
    return [(at - MORNING, who) for at, who in garden.warned(case, kind)]


def govern(garden: Garden, profile: str) -> None:
    if profile != "strict":
        garden.govern(packaged(profile))


@pytest.mark.parametrize(
    ("profile", "moments"),
    [("strict", (12, 19.2, 24, 36)), ("office", (5.75, 8, 24, 36))],
)
def test_an_unanswered_report_goes_up_rung_by_rung(
    garden: Garden, profile: str, moments: tuple[float, ...]
) -> None:
    govern(garden, profile)
    case = garden.report()
    garden.wait(days=5)

    assert warned(garden, case) == [
        (after(hours), who) for hours, who in zip(moments, EVERYBODY, strict=True)
    ]
    fired = garden.deadline(case, FIRST)
    assert (fired.state, fired.fired_at, fired.next_at) == (
        DeadlineState.FIRED,
        MORNING + after(24),
        None,
    )
    assert garden.story(case) == [
        "opened",
        "deadline_warn",
        "deadline_warn",
        "deadline_fire",
        "deadline_remind_again",
    ]


@pytest.mark.parametrize("profile", ["strict", "office"])
def test_an_emergency_that_nobody_accepts_wakes_all_rungs_again_and_again(
    garden: Garden, profile: str
) -> None:
    govern(garden, profile)
    garden.now = MORNING.replace(hour=18)  # 02:00 in Shanghai
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=26)

    told = [(at - MORNING.replace(hour=18), who) for at, who in garden.warned(case, FIRST)]
    assert told == [
        (after(), "xiao.lin"),
        (after(), "zhou"),
        (after(minutes=5), "wang"),
        (after(minutes=10), "boss"),
        *[(after(minutes=more), who) for more in (15, 20, 25) for who in EVERYBODY],
    ]
    assert garden.deadline(case, FIRST).fired_at == MORNING.replace(hour=18, minute=15)
    assert all(one.urgent for one in garden.messages(case, "deadline"))


def test_who_accepts_an_emergency_lets_the_others_sleep(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=7)
    garden.do(Verb.ACCEPT, case, "zhou")
    garden.wait(hours=20)

    assert warned(garden, case) == [
        (after(), "xiao.lin"),
        (after(), "zhou"),
        (after(minutes=5), "wang"),
        (after(12, 15), "boss"),
    ]
    assert garden.deadline(case, FIRST).fired_at == MORNING + after(minutes=15)


def test_who_accepts_after_the_alarms_ends_them(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=31)
    before = len(warned(garden, case))
    garden.do(Verb.ACCEPT, case, "zhou")
    garden.wait(hours=1)

    assert len(warned(garden, case)) == before


def test_an_answered_emergency_is_over(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=3)
    garden.do(Verb.RESPOND, case, "zhou", text="救援已到")
    garden.wait(hours=20)

    assert warned(garden, case) == [(after(), "xiao.lin"), (after(), "zhou")]
    assert garden.deadline(case, FIRST).state is DeadlineState.MET


def test_the_handler_hears_first_and_nobody_hears_twice(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "zhou")
    garden.wait(days=5)

    assert [who for _, who in warned(garden, case)] == ["zhou", "wang", "boss"]


def test_a_handler_who_has_left_is_replaced_by_the_assistants(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "gong")
    garden.dismiss("gong")
    garden.wait(hours=13)

    assert [who for _, who in warned(garden, case)] == ["xiao.lin"]


@pytest.mark.parametrize(
    ("kind", "hours"),
    [(DeadlineKind.KEY_SOLUTION, 48), (DeadlineKind.SOLUTION, 30 * 24)],
)
def test_other_deadlines_tell_the_handler_the_next_rung_and_the_manager(
    garden: Garden, kind: DeadlineKind, hours: int
) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="在修")
    garden.wait(days=33)

    assert warned(garden, case, kind) == [
        (after(hours * 0.8), "xiao.lin"),
        (after(hours), "zhou"),
        (after(hours + 24), "wang"),
    ]


def test_special_measures_that_nobody_takes_go_up_too(garden: Garden) -> None:
    garden.report()
    again = garden.report()
    garden.do(Verb.ACCEPT, again, "zhou")
    garden.wait(days=3)

    assert warned(garden, again, DeadlineKind.SPECIAL_MEASURES) == [
        (after(19.2), "zhou"),
        (after(24), "wang"),
    ]


@pytest.mark.parametrize(("handler", "next_rung"), [("gong", "zhou"), ("zhou", "wang")])
def test_the_next_rung_is_above_whoever_handles_the_case(
    garden: Garden, handler: str, next_rung: str
) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.do(Verb.RESPOND, case, handler, text="在修")
    garden.wait(hours=49)

    told = warned(garden, case, DeadlineKind.KEY_SOLUTION)
    assert [who for _, who in told] == [handler, next_rung]


def test_without_a_lead_the_manager_hears_in_their_place_and_only_once(garden: Garden) -> None:
    garden.dismiss("zhou")
    case = garden.report()
    garden.wait(days=3)

    assert warned(garden, case) == [
        (after(12), "xiao.lin"),
        (after(19.2), "wang"),
        (after(36), "boss"),
    ]
    assert garden.deadline(case, FIRST).fired_at == MORNING + after(24)


def test_whoever_is_complained_of_hears_of_no_deadline(garden: Garden) -> None:
    garden.employ("sun", Role.LEAD, "wang")
    case = garden.report(about="zhou")
    garden.wait(days=3)

    assert [who for _, who in warned(garden, case)] == ["xiao.lin", "sun", "wang", "boss"]


def test_a_deadline_keeps_the_policy_that_it_was_made_under(garden: Garden) -> None:
    case = garden.report()
    garden.govern(packaged("office"))
    garden.wait(days=3)

    assert [at for at, _ in warned(garden, case)][:2] == [after(12), after(19.2)]


def test_after_three_days_of_downtime_each_hears_once_and_it_fires(garden: Garden) -> None:
    case = garden.report()
    garden.now += timedelta(days=3)
    garden.sweep()

    assert warned(garden, case) == [(after(72), who) for who in EVERYBODY]
    fired = garden.deadline(case, FIRST)
    assert (fired.state, fired.fired_at, fired.next_at) == (
        DeadlineState.FIRED,
        garden.now,
        None,
    )
    assert garden.sweep() == []


def test_after_three_days_of_downtime_an_emergency_goes_on_where_it_is(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.now += timedelta(days=3, minutes=2)
    garden.sweep()
    assert warned(garden, case) == [(after(72, 2), who) for who in EVERYBODY]

    garden.wait(minutes=4)

    assert warned(garden, case)[4:] == [(after(72, 5), who) for who in EVERYBODY]


def test_a_warning_at_night_is_written_at_once_and_held_back_by_the_postman(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.wait(hours=20)  # the lead is warned at 05:12

    warning = garden.messages(case, "deadline")[1]
    assert (warning.state, warning.not_before) == (MessageState.QUEUED, MORNING + after(19.2))
    assert not warning.urgent
    assert not warning.passes_quiet_hours


def test_the_pushes_say_what_is_due_when_and_of_an_emergency_what_to_do(garden: Garden) -> None:
    case = garden.report()
    garden.wait(hours=24)
    trapped = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.sweep()

    texts = [one.text for one in garden.messages(case, "deadline")]
    assert texts[0].startswith("时限将到：首次回复，截止 11月24日（周二）10:00\n")
    assert texts[2].startswith("已超时：首次回复，应于 11月24日（周二）10:00 前完成")
    assert garden.messages(trapped, "deadline")[0].text.startswith("紧急！还没有人接单")
    assert garden.state(case) is CaseState.OPEN
