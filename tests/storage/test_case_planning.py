from datetime import timedelta

import pytest

from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import CaseClass, DeadlineKind, DeadlineState, Role, Verb
from tests.estate import MORNING, Garden

APPROVAL = DeadlineKind.APPROVAL


@pytest.fixture
def case(garden: Garden) -> int:
    return garden.report(case_class=CaseClass.MANAGEMENT)


def propose(garden: Garden, case: int, by: str = "xiao.lin", plan: str = "调整值班") -> None:
    garden.do(Verb.PROPOSE, case, by, plan=plan)


def test_a_plan_asks_the_leader_above_whoever_proposed_it(garden: Garden, case: int) -> None:
    propose(garden, case)

    assert garden.told(case, "event") == [(MORNING, "zhou")]
    waiting = garden.deadline(case, APPROVAL)
    assert (waiting.state, waiting.due_at) == (
        DeadlineState.PENDING,
        MORNING + timedelta(hours=24),
    )
    assert garden.deadline(case, DeadlineKind.FIRST_RESPONSE).state is DeadlineState.PENDING


@pytest.mark.parametrize(
    ("proposer", "asked"),
    [("gong", "zhou"), ("zhou", "wang"), ("wang", "boss"), ("boss", "wang")],
)
def test_whoever_proposes_somebody_else_is_asked(
    garden: Garden, case: int, proposer: str, asked: str
) -> None:
    propose(garden, case, proposer)

    assert garden.told(case, "event") == [(MORNING, asked)]


def test_an_approved_plan_lets_the_case_be_resolved(garden: Garden, case: int) -> None:
    with pytest.raises(NotAllowed) as refused:
        garden.resolve(case)
    assert refused.value.code is Refusal.PLAN_NEEDED

    propose(garden, case)
    garden.do(Verb.APPROVE, case, "zhou", decision="approve")
    garden.resolve(case)

    assert garden.deadline(case, APPROVAL).state is DeadlineState.MET
    assert garden.story(case) == ["opened", "proposed", "plan_approve", "resolved"]


def test_a_returned_plan_says_why_and_must_be_made_anew(garden: Garden, case: int) -> None:
    propose(garden, case)
    garden.do(Verb.APPROVE, case, "zhou", decision="return", reason="缺费用")

    assert garden.case(case).plan_reason == "缺费用"
    (returned,) = [one for one in garden.messages(case) if "退回，原因" in one.text]
    assert (garden.userid(returned.staff_id), "缺费用" in returned.text) == ("xiao.lin", True)
    with pytest.raises(NotAllowed):
        garden.resolve(case)
    with pytest.raises(NotAllowed):
        garden.do(Verb.APPROVE, case, "zhou", decision="approve")

    propose(garden, case, plan="调整值班，费用500元")
    garden.do(Verb.APPROVE, case, "zhou", decision="approve")
    garden.resolve(case)


def test_a_newer_plan_ends_the_wait_for_the_older_one(garden: Garden, case: int) -> None:
    propose(garden, case)
    propose(garden, case, plan="另一个办法")

    states = [one.state for one in garden.deadlines(case, APPROVAL)]
    assert states == [DeadlineState.DROPPED, DeadlineState.PENDING]


def test_nobody_decides_on_their_own_plan_and_no_assistant_on_any(
    garden: Garden, case: int
) -> None:
    garden.employ("xiao.mei", Role.ASSISTANT, "zhou")
    propose(garden, case, "zhou")

    for by, code in (("zhou", Refusal.OWN_PLAN), ("xiao.mei", Refusal.WRONG_ROLE)):
        with pytest.raises(NotAllowed) as refused:
            garden.do(Verb.APPROVE, case, by, decision="approve")
        assert refused.value.code is code


def test_handler_and_proposer_both_hear_the_decision(garden: Garden, case: int) -> None:
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    propose(garden, case, "gong")
    garden.do(Verb.APPROVE, case, "zhou", decision="approve")

    decided = garden.events(case, "plan_approve")[0]
    assert {who for _, who in garden.told(case, f"event {decided.id}")} == {"gong", "xiao.lin"}


def test_a_plan_that_nobody_decides_on_goes_up(garden: Garden, case: int) -> None:
    garden.do(Verb.RESPOND, case, "xiao.lin", text="在拟方案")
    propose(garden, case)
    garden.wait(hours=49)

    assert garden.warned(case, APPROVAL) == [
        (MORNING + timedelta(hours=19.2), "xiao.lin"),
        (MORNING + timedelta(hours=24), "zhou"),
        (MORNING + timedelta(hours=48), "wang"),
    ]


def test_a_plan_counts_as_special_measures_and_not_as_an_answer(garden: Garden) -> None:
    garden.report()
    again = garden.report()
    propose(garden, again, plan="换管")

    assert garden.deadline(again, DeadlineKind.SPECIAL_MEASURES).state is DeadlineState.MET
    assert garden.case(again).first_responded_at is None


def test_the_resident_hears_that_the_plan_is_settled_once_and_not_of_a_returned_one(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.do(Verb.PROPOSE, case, "xiao.lin", plan="换管")
    garden.do(Verb.APPROVE, case, "zhou", decision="return", reason="写清费用")
    garden.do(Verb.PROPOSE, case, "xiao.lin", plan="换管，物业出")
    garden.do(Verb.APPROVE, case, "zhou", decision="approve")

    assert [text for text in garden.heard(case) if "方案" in text] == [
        f"您的事项 {garden.case(case).number} 处理方案已定，我们会按方案处理，有进展随时告诉您。"
    ]


def test_whoever_decides_is_not_told_of_it(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.PROPOSE, case, "xiao.lin", plan="换管")
    garden.do(Verb.ASSIGN, case, "xiao.lin", handler="zhou")

    garden.do(Verb.APPROVE, case, "zhou", decision="approve")

    event = garden.events(case, "plan_approve")[0]
    assert [userid for _, userid in garden.told(case, f"event {event.id}")] == ["xiao.lin"]
