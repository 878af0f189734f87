from datetime import timedelta

import pytest

from flows.rules.vocabulary import CaseState, DeadlineKind, DeadlineState, MessageState, Verb
from storage.case_answering import take_back_response
from storage.cases import lock_case
from storage.tasks import TaskReason
from tests.estate import MORNING, Garden

FIRST, PROMISE, MEASURES = (
    DeadlineKind.FIRST_RESPONSE,
    DeadlineKind.PROMISE,
    DeadlineKind.SPECIAL_MEASURES,
)
PENDING, MET, FIRED, DROPPED = (
    DeadlineState.PENDING,
    DeadlineState.MET,
    DeadlineState.FIRED,
    DeadlineState.DROPPED,
)


def respond(garden: Garden, case: int, by: str = "xiao.lin", **fields: object) -> None:
    garden.do(Verb.RESPOND, case, by, **{"text": "师傅正在路上", **fields})


def states(garden: Garden, case: int, kind: DeadlineKind) -> list[DeadlineState]:
    return [one.state for one in garden.deadlines(case, kind)]


def lose_answers(garden: Garden, case: int) -> None:
    """No channel delivers what staff have answered so far."""
    for message in garden.messages(case):
        if message.answers_respond:
            garden.lose(message.id)
    with garden.changing() as session:
        take_back_response(session, lock_case(session, case), garden.now)


def test_accepting_names_the_handler_and_is_no_answer(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    accepted = garden.case(case)
    assert garden.handler(case) == "xiao.lin"
    assert (accepted.state, accepted.accepted_at) == (CaseState.OPEN, MORNING)
    assert accepted.first_responded_at is None
    assert states(garden, case, FIRST) == [PENDING]
    assert garden.story(case) == ["opened", "accepted"]
    assert garden.heard(case) == ["您的事项 TS-20261123-0001 已由 Xiao.Lin 接单，正在安排。"]


def test_the_first_answer_meets_the_first_response_and_makes_a_handler(garden: Garden) -> None:
    case = garden.report()
    garden.now += timedelta(hours=3)
    respond(garden, case)

    answered = garden.case(case)
    assert (answered.state, answered.first_responded_at) == (CaseState.HANDLING, garden.now)
    assert garden.handler(case) == "xiao.lin"
    met = garden.deadline(case, FIRST)
    assert (met.state, met.met_at, met.next_at) == (MET, garden.now, None)
    assert garden.heard(case) == ["关于 TS-20261123-0001，Xiao.Lin 回复您：师傅正在路上"]


def test_the_first_response_counts_once(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    garden.now += timedelta(hours=5)
    respond(garden, case, "zhou")

    assert garden.case(case).first_responded_at == MORNING
    assert garden.deadline(case, FIRST).met_at == MORNING
    assert garden.handler(case) == "xiao.lin"
    assert [one.details["first"] for one in garden.events(case, "responded")] == [True, False]


def test_an_answer_by_phone_or_visit_counts_and_sends_nothing(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case, via="phone")

    assert garden.deadline(case, FIRST).state is MET
    assert garden.heard(case) == []


def test_an_answer_in_writing_to_nobody_is_taken_back_at_once_and_somebody_has_to_call(
    garden: Garden,
) -> None:
    case = garden.report(anonymous=True)
    due = garden.deadline(case, FIRST).due_at
    garden.now += timedelta(hours=1)
    respond(garden, case, promised_at=garden.now + timedelta(hours=5))

    unanswered = garden.case(case)
    assert (unanswered.state, unanswered.first_responded_at) == (CaseState.OPEN, None)
    assert unanswered.promised_at is None
    first = garden.deadline(case, FIRST)
    assert (first.state, first.met_at, first.due_at) == (PENDING, None, due)
    assert states(garden, case, PROMISE) == [DROPPED]
    assert garden.story(case)[1:] == ["responded", "response_undelivered", "call_task"]
    (task,) = garden.tasks(case)
    assert (task.reason, "师傅正在路上" in task.text) == (TaskReason.UNDELIVERED, True)
    (unsent,) = [one for one in garden.messages(case) if one.answers_respond]
    assert (unsent.state, unsent.channel) == (MessageState.REFUSED, "call")
    assert unsent.error == "no way left: nobody knows who reported it"


@pytest.mark.parametrize("via", ["phone", "visit"])
def test_who_reported_without_a_name_can_be_answered_by_voice(garden: Garden, via: str) -> None:
    case = garden.report(anonymous=True)
    respond(garden, case, via=via)

    assert garden.state(case) is CaseState.HANDLING
    assert garden.deadline(case, FIRST).state is MET
    assert garden.tasks(case) == []


def test_the_call_about_an_answer_to_nobody_is_the_first_response(garden: Garden) -> None:
    case = garden.report(anonymous=True)
    respond(garden, case)
    respond(garden, case)
    (task,) = garden.tasks(case)
    garden.now += timedelta(hours=2)
    garden.record(task.id, "xiao.lin", reached=True, outcome="上门说明了")

    assert garden.case(case).first_responded_at == garden.now
    assert garden.deadline(case, FIRST).state is MET


def test_an_answer_after_the_time_is_late_and_ends_the_alarms(garden: Garden) -> None:
    case = garden.report()
    garden.wait(hours=25)
    respond(garden, case)
    garden.wait(hours=48)

    late = garden.deadline(case, FIRST)
    assert (late.state, late.fired_at) == (FIRED, MORNING + timedelta(hours=24))
    assert late.met_at == MORNING + timedelta(hours=25)
    assert "boss" not in {userid for _, userid in garden.told(case)}


def test_a_promise_is_a_deadline_and_the_resident_is_told_the_time(garden: Garden) -> None:
    case = garden.report()
    until = MORNING + timedelta(hours=29)
    respond(garden, case, promised_at=until)

    promise = garden.deadline(case, PROMISE)
    assert (promise.state, promise.due_at) == (PENDING, until)
    assert garden.case(case).promised_at == until
    (heard,) = garden.heard(case)
    assert heard.endswith("师傅正在路上\n我们会在 11月24日（周二）15:00 之前再答复您。")


def test_an_answer_in_time_keeps_a_promise_and_another_time_renews_it(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case, promised_at=MORNING + timedelta(hours=10))
    respond(garden, case, promised_at=MORNING + timedelta(hours=20))
    assert states(garden, case, PROMISE) == [MET, PENDING]

    garden.now += timedelta(hours=15)
    respond(garden, case)

    assert states(garden, case, PROMISE) == [MET, MET]


def test_a_broken_promise_is_apologised_for_told_to_the_lead_and_must_be_renewed(
    garden: Garden,
) -> None:
    case = garden.report()
    broken_at = MORNING + timedelta(hours=10)
    respond(garden, case, promised_at=broken_at)
    garden.wait(hours=11)

    broken = garden.deadline(case, PROMISE)
    assert (broken.state, broken.fired_at) == (FIRED, broken_at)
    assert garden.heard(case)[-1] == (
        "非常抱歉，TS-20261123-0001 原定 11月23日（周一）20:00 的答复没有做到。"
        "主管会督办，会尽快重新答复您。"
    )
    assert garden.warned(case, PROMISE) == [
        (MORNING + timedelta(hours=8), "xiao.lin"),
        (broken_at, "zhou"),
    ]

    respond(garden, case)
    assert garden.deadline(case, PROMISE).met_at is None
    respond(garden, case, promised_at=garden.now + timedelta(hours=5))

    assert states(garden, case, PROMISE) == [FIRED, PENDING]
    assert garden.deadlines(case, PROMISE)[0].met_at == garden.now


def test_a_broken_promise_that_nobody_renews_reaches_the_manager(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case, promised_at=MORNING + timedelta(hours=10))
    garden.wait(hours=11)
    respond(garden, case)
    garden.wait(hours=48)

    assert garden.warned(case, PROMISE)[-1] == (MORNING + timedelta(hours=34), "wang")


def test_an_answer_that_nobody_got_is_taken_back_and_the_time_runs_on(garden: Garden) -> None:
    case = garden.report()
    garden.now += timedelta(hours=1)
    respond(garden, case, promised_at=MORNING + timedelta(hours=30))
    lose_answers(garden, case)

    back = garden.case(case)
    assert (back.state, back.first_responded_at, back.promised_at) == (CaseState.OPEN, None, None)
    waiting = garden.deadline(case, FIRST)
    assert (waiting.state, waiting.met_at) == (PENDING, None)
    assert waiting.next_at == MORNING + timedelta(hours=12)
    assert states(garden, case, PROMISE) == [DROPPED]
    assert garden.story(case)[-1] == "response_undelivered"

    garden.wait(hours=24)
    assert states(garden, case, FIRST) == [FIRED]


def test_an_answer_taken_back_after_the_time_fires_at_once(garden: Garden) -> None:
    case = garden.report()
    garden.now += timedelta(hours=23)
    respond(garden, case)
    garden.now += timedelta(hours=3)
    lose_answers(garden, case)
    garden.sweep()

    fired = garden.deadline(case, FIRST)
    assert (fired.state, fired.fired_at) == (FIRED, garden.now)
    assert (garden.now, "wang") in garden.warned(case, FIRST)


def test_two_answers_that_nobody_got_are_two_times_nothing(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    respond(garden, case)
    lose_answers(garden, case)

    assert garden.state(case) is CaseState.OPEN
    assert states(garden, case, FIRST) == [PENDING]
    assert garden.story(case).count("response_undelivered") == 2


def test_an_answer_that_stood_for_a_lost_one_may_be_lost_after_it(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    garden.wait(minutes=2)
    respond(garden, case, by="zhou")
    first, *_ = (one for one in garden.messages(case) if one.answers_respond)
    garden.lose(first.id)
    with garden.changing() as session:
        take_back_response(session, lock_case(session, case), garden.now)
    assert states(garden, case, FIRST) == [MET]

    lose_answers(garden, case)
    assert states(garden, case, FIRST) == [PENDING]
    assert garden.case(case).first_responded_at is None


def test_an_answer_is_taken_back_once(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    lose_answers(garden, case)
    before = garden.rows()

    lose_answers(garden, case)

    assert garden.rows() == before


def test_a_call_that_came_after_the_lost_answer_stands_in_its_place(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    garden.now += timedelta(hours=2)
    respond(garden, case, via="phone")
    lose_answers(garden, case)

    assert garden.state(case) is CaseState.HANDLING
    assert garden.case(case).first_responded_at == garden.now
    met = garden.deadline(case, FIRST)
    assert (met.state, met.met_at) == (MET, garden.now)


def test_a_call_after_the_time_stands_in_its_place_as_late(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    garden.now += timedelta(hours=26)
    respond(garden, case, via="phone")
    called = garden.now
    garden.wait(minutes=5)
    lose_answers(garden, case)
    garden.sweep()

    late = garden.deadline(case, FIRST)
    assert (late.state, late.met_at, late.fired_at) == (FIRED, called, garden.now)
    assert (garden.now, "wang") in garden.warned(case, FIRST)
    assert garden.story(case).count("deadline_fire") == 1
    assert any("之前的回复没有送达" in one.text for one in garden.messages(case))


def test_who_was_called_after_the_time_is_called_and_nobody_hears_more(garden: Garden) -> None:
    case = garden.report()
    respond(garden, case)
    garden.now += timedelta(hours=26)
    respond(garden, case, via="phone")
    lose_answers(garden, case)
    garden.sweep()
    told = garden.warned(case, FIRST)

    garden.wait(hours=48)

    assert garden.warned(case, FIRST) == told


def test_special_measures_told_to_nobody_were_none(garden: Garden) -> None:
    garden.report()
    again = garden.report()
    respond(garden, again)
    assert states(garden, again, MEASURES) == [MET]

    lose_answers(garden, again)
    assert states(garden, again, MEASURES) == [PENDING]

    garden.do(Verb.PROPOSE, again, "xiao.lin", plan="换管")
    assert states(garden, again, MEASURES) == [MET]


def test_a_plan_stands_for_the_measures_of_a_lost_answer_and_not_for_the_answer(
    garden: Garden,
) -> None:
    garden.report()
    again = garden.report()
    respond(garden, again)
    garden.do(Verb.PROPOSE, again, "xiao.lin", plan="换管")
    lose_answers(garden, again)

    assert states(garden, again, MEASURES) == [MET]
    assert states(garden, again, FIRST) == [PENDING]


@pytest.mark.parametrize("verb", [Verb.WITHDRAW, Verb.RESOLVE])
def test_a_lost_answer_brings_no_case_back_that_has_gone_on(garden: Garden, verb: Verb) -> None:
    case = garden.report()
    respond(garden, case)
    if verb is Verb.RESOLVE:
        garden.resolve(case)
    else:
        garden.do(Verb.WITHDRAW, case, "zhou", reason="误报")
    state = garden.state(case)
    lose_answers(garden, case)

    assert garden.state(case) is state
    assert states(garden, case, FIRST) == [MET]


def test_what_was_warned_of_at_night_is_not_said_in_the_morning_if_done_by_then(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.wait(hours=13)
    (warning,) = garden.messages(case, "deadline")
    assert warning.state is MessageState.QUEUED

    respond(garden, case)

    (warning,) = garden.messages(case, "deadline")
    assert warning.state is MessageState.CANCELLED


def test_that_a_time_was_missed_is_said_even_if_it_is_done_by_then(garden: Garden) -> None:
    case = garden.report()
    garden.wait(hours=24)
    respond(garden, case)

    told = garden.messages(case, "deadline")
    assert [one.state for one in told] == [MessageState.QUEUED] * 4
    assert [one.room for one in told].count(None) == 3  # and the group chat
