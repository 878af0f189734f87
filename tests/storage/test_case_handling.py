from datetime import timedelta

import pytest

from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import (
    CaseClass,
    DeadlineKind,
    DeadlineState,
    Role,
    Urgency,
    Verb,
)
from storage.call_tasks import open_call_task
from storage.cases import lock_case
from storage.tasks import TaskReason
from tests.estate import MORNING, Garden

FIRST, KEY, SOLUTION = (
    DeadlineKind.FIRST_RESPONSE,
    DeadlineKind.KEY_SOLUTION,
    DeadlineKind.SOLUTION,
)
PENDING, DROPPED, FIRED = DeadlineState.PENDING, DeadlineState.DROPPED, DeadlineState.FIRED


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_assigning_names_another_handler_tells_them_and_the_resident(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ASSIGN, case, "zhou", handler="gong")

    assert garden.handler(case) == "gong"
    assert garden.told(case, "event") == [(MORNING, "gong")]
    assert garden.heard(case) == ["您的事项 TS-20261123-0001 现由 Gong 负责。"]
    assert garden.case(case).accepted_at is None
    assert garden.deadline(case, FIRST).state is PENDING


def test_raising_to_key_brings_the_key_solution(garden: Garden) -> None:
    case = garden.report()
    garden.now += timedelta(hours=10)
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", urgency="key")

    assert garden.deadline(case, KEY).due_at == MORNING + timedelta(hours=48)
    assert garden.deadline(case, FIRST).due_at == MORNING + timedelta(hours=24)
    assert garden.events(case, "reclassified")[0].text == "facility/normal → facility/key"


def test_raising_late_makes_the_key_solution_due_at_once(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RESPOND, case, "xiao.lin", text="稍等")
    garden.wait(days=5)
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", urgency="key")
    garden.sweep()

    late = garden.deadline(case, KEY)
    assert (late.due_at, late.state) == (garden.now, FIRED)


def test_lowering_to_normal_drops_the_key_solution_and_raising_again_makes_another(
    garden: Garden,
) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.do(Verb.RECLASSIFY, case, "zhou", urgency="normal")
    assert [one.state for one in garden.deadlines(case, KEY)] == [DROPPED]

    garden.do(Verb.RECLASSIFY, case, "xiao.lin", urgency="key")

    assert [one.state for one in garden.deadlines(case, KEY)] == [DROPPED, PENDING]


def test_raising_to_an_emergency_hastens_the_answer_and_wakes_everybody(garden: Garden) -> None:
    case = garden.report()
    garden.wait(hours=20)  # assistant and lead have been warned once
    found = garden.now
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", urgency="emergency")
    assert garden.deadline(case, FIRST).due_at == found + minutes(15)

    garden.wait(minutes=16)

    assert garden.warned(case, FIRST)[2:] == [
        (found, "xiao.lin"),
        (found, "zhou"),
        (found + minutes(5), "wang"),
        (found + minutes(10), "boss"),
        *[(found + minutes(15), one) for one in ("xiao.lin", "zhou", "wang", "boss")],
    ]
    assert garden.deadline(case, FIRST).fired_at == found + minutes(15)


def test_an_emergency_found_shortly_before_the_time_is_due_no_later(garden: Garden) -> None:
    case = garden.report()
    garden.wait(hours=23, minutes=55)
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", urgency="emergency")

    assert garden.deadline(case, FIRST).due_at == MORNING + timedelta(hours=24)


def test_an_emergency_found_after_the_time_wakes_everybody_and_fires_no_second_time(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.wait(hours=25)
    garden.do(Verb.RECLASSIFY, case, "zhou", urgency="emergency")
    found = garden.now
    garden.wait(minutes=12)

    fired = garden.deadline(case, FIRST)
    assert (fired.state, fired.fired_at) == (FIRED, MORNING + timedelta(hours=24))
    assert garden.story(case).count("deadline_fire") == 1
    woken = [who for at, who in garden.warned(case, FIRST) if at == found]
    assert woken == ["xiao.lin", "zhou", "wang", "boss"]


def test_an_emergency_that_is_none_wakes_nobody_again_and_still_falls_due(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.EMERGENCY)
    garden.wait(minutes=12)  # all rungs have been woken
    garden.do(Verb.RECLASSIFY, case, "zhou", urgency="normal")
    garden.wait(hours=20)

    fired = garden.deadline(case, FIRST)
    assert (fired.state, fired.fired_at) == (FIRED, MORNING + minutes(15))
    everybody = [who for _, who in garden.warned(case, FIRST)]
    assert everybody == ["xiao.lin", "zhou", "wang", "boss"]


def test_another_class_is_noted_and_may_need_a_plan(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", **{"class": "management"})

    assert garden.case(case).case_class is CaseClass.MANAGEMENT
    with pytest.raises(NotAllowed, match="plan"):
        garden.resolve(case)


def test_an_extension_moves_the_time_and_nobody_is_told_the_same_again(garden: Garden) -> None:
    case = garden.report()
    garden.wait(hours=20)
    later = MORNING + timedelta(hours=48)
    garden.do(Verb.EXTEND, case, "zhou", kind="first_response", until=later, reason="等厂家")
    garden.wait(hours=50)

    moved = garden.deadline(case, FIRST)
    assert (moved.due_at, moved.fired_at) == (later, later)
    assert garden.warned(case, FIRST) == [
        (MORNING + timedelta(hours=12), "xiao.lin"),
        (MORNING + timedelta(hours=19.2), "zhou"),
        (later, "wang"),
        (later + timedelta(hours=12), "boss"),
    ]
    noted = garden.events(case, "extended")[0]
    assert (noted.by, noted.text) == ("zhou", "等厂家")
    assert noted.details == {"deadline": "first_response", "until": "2026-11-25T10:00:00+08:00"}


def test_of_a_promise_that_is_moved_the_resident_hears(garden: Garden) -> None:
    case = garden.report()
    first, later = MORNING + timedelta(hours=5), MORNING + timedelta(hours=9)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="在路上", promised_at=first)
    garden.do(Verb.EXTEND, case, "zhou", kind="promise", until=later, reason="堵车")

    assert garden.case(case).promised_at == later
    assert garden.heard(case)[-1].endswith("堵车\n我们会在 11月23日（周一）19:00 之前再答复您。")


def test_a_task_that_is_extended_shows_its_new_time(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.resolve(case)
    later = MORNING + timedelta(hours=40)
    garden.do(Verb.EXTEND, case, "zhou", kind="call_task", until=later, reason="住户出差")

    assert [task.due_at for task in garden.tasks(case)] == [later]
    assert garden.deadline(case, DeadlineKind.CALL_TASK).due_at == later


@pytest.mark.parametrize(
    ("kind", "hears"),
    [
        (DeadlineKind.SOLUTION, True),
        (DeadlineKind.FIRST_RESPONSE, True),
        (DeadlineKind.CALL_TASK, False),
    ],
)
def test_the_resident_hears_of_more_time_for_what_they_wait_for(
    garden: Garden, kind: DeadlineKind, *, hears: bool
) -> None:
    case = garden.report()
    with garden.changing() as session:
        held = lock_case(session, case)
        open_call_task(
            session,
            held,
            reason=TaskReason.UNDELIVERED,
            role=Role.ASSISTANT,
            text="",
            now=garden.now,
        )
    until = garden.now + timedelta(days=60)

    garden.do(Verb.EXTEND, case, "zhou", kind=kind, until=until, reason="等配件")

    told = [text for text in garden.heard(case) if "等配件" in text]
    assert len(told) == int(hears)
