"""What waits for the morning is news in the morning too, or it is not sent (R38)."""

from datetime import timedelta

import pytest

from flows.rules.vocabulary import MessageState, Urgency, Verb
from storage.case_rounds import hear_not_fixed
from storage.case_settling import withdraw_case
from storage.cases import RESIDENT, lock_case
from storage.outgoing import Outgoing
from tests.estate import MORNING, Garden

NIGHT = MORNING.replace(hour=15)  # 23:00 in Shanghai
STEP: dict[Verb, dict[str, object]] = {
    Verb.ACCEPT: {},
    Verb.ASSIGN: {"handler": "gong"},
    Verb.HAND_BACK: {"reason": "要关总阀"},
    Verb.COORDINATE: {"unit": "供水公司", "reason": "主管爆裂"},
    Verb.EXTEND: {"kind": "solution", "until": MORNING + timedelta(days=40), "reason": "等配件"},
}


def waiting(garden: Garden, case: int) -> list[str]:
    """What residents would still be sent."""
    found = garden.messages(case)
    return [one.text for one in _queued(found) if one.resident_id is not None]


def pushes(garden: Garden, case: int) -> list[str]:
    """What staff would still be sent, each with whom it is for."""
    found = garden.messages(case)
    return [
        f"{garden.userid(one.staff_id)} {one.text}"
        for one in _queued(found)
        if one.staff_id is not None
    ]


def _queued(found: list[Outgoing]) -> list[Outgoing]:
    return [one for one in found if one.state is MessageState.QUEUED]


def send_all(garden: Garden, case: int) -> None:
    with garden.changing() as session:
        for one in garden.messages(case):
            session.get_one(Outgoing, one.id).state = MessageState.ACCEPTED


def withdraw(garden: Garden, case: int) -> None:
    with garden.changing() as session:
        held = lock_case(session, case)
        withdraw_case(session, held, RESIDENT, "住户自己撤回", garden.now, tell=False)


def not_fixed(garden: Garden, case: int) -> None:
    with garden.changing() as session:
        hear_not_fixed(session, lock_case(session, case), by=RESIDENT, now=garden.now)


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.ASSIGN, Verb.HAND_BACK])
def test_after_an_answer_nobody_is_told_who_has_taken_it(garden: Garden, verb: Verb) -> None:
    garden.now = NIGHT
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(verb, case, "xiao.lin", **STEP[verb])
    assert len(waiting(garden, case)) == 1

    garden.do(Verb.RESPOND, case, "xiao.lin", text="马上到")

    (left,) = waiting(garden, case)
    assert "马上到" in left


@pytest.mark.parametrize("verb", list(STEP))
def test_once_it_is_done_nothing_before_that_is_news(garden: Garden, verb: Verb) -> None:
    garden.now = NIGHT
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    by = "zhou" if verb is Verb.EXTEND else "xiao.lin"
    garden.do(verb, case, by, **STEP[verb])

    garden.resolve(case, "zhou")

    (left,) = waiting(garden, case)
    assert "已处理" in left


def test_an_answer_of_the_evening_is_still_told_though_it_is_done_by_now(garden: Garden) -> None:
    garden.now = NIGHT
    case = garden.report()
    garden.do(Verb.RESPOND, case, "xiao.lin", text="请先关掉阀门")
    garden.resolve(case)

    assert [("阀门" in one, "已处理" in one) for one in waiting(garden, case)] == [
        (True, False),
        (False, True),
    ]


def test_what_is_not_fixed_is_not_called_done_in_the_morning(garden: Garden) -> None:
    garden.now = NIGHT
    case = garden.report()
    garden.resolve(case)

    not_fixed(garden, case)

    assert waiting(garden, case) == []


def test_a_closed_case_that_is_looked_at_again_is_not_called_closed(garden: Garden) -> None:
    garden.now = NIGHT
    case = garden.report()
    garden.resolve(case)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)
    garden.do(Verb.REVIEW, case, "zhou", reason="住户来电")

    assert [one for one in waiting(garden, case) if "办结" in one or "已处理" in one] == []


def test_the_apology_for_a_late_answer_is_not_sent_after_the_answer(garden: Garden) -> None:
    garden.now = NIGHT - timedelta(hours=4)
    case = garden.report()
    promised = garden.now + timedelta(hours=3)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="师傅在路上", promised_at=promised)
    send_all(garden, case)
    garden.wait(hours=4)
    assert any("没有做到" in one for one in waiting(garden, case))

    garden.resolve(case)

    (left,) = waiting(garden, case)
    assert "已处理" in left


def test_of_a_report_taken_back_before_anybody_heard_of_it_staff_hear_nothing(
    garden: Garden,
) -> None:
    garden.now = NIGHT
    case = garden.report()
    assert pushes(garden, case)

    withdraw(garden, case)

    assert pushes(garden, case) == []


def test_who_heard_of_a_report_hears_that_it_is_taken_back(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY)
    send_all(garden, case)
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    withdraw(garden, case)

    (left,) = pushes(garden, case)
    assert left.startswith("xiao.lin 事项已撤回")
    assert waiting(garden, case) == []


def test_who_took_a_report_by_themselves_hears_that_it_is_taken_back(garden: Garden) -> None:
    garden.now = NIGHT
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "gong")

    withdraw(garden, case)

    (left,) = pushes(garden, case)
    assert left.startswith("gong 事项已撤回")
