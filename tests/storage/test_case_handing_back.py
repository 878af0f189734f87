"""交回: beyond the handler's authority, so the next rung gets it, with a proposal (R36)."""

from datetime import timedelta

import pytest

from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import DeadlineKind, Urgency, Verb
from tests.estate import MORNING, Garden

REASON = "超出权限"


def test_the_next_rung_gets_it_and_everybody_hears(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    garden.do(Verb.HAND_BACK, case, "xiao.lin", reason=REASON)

    assert garden.handler(case) == "zhou"
    event = garden.events(case, "handed_back")[0]
    assert (event.by, event.text, event.details["to"]) == ("xiao.lin", REASON, "zhou")
    assert garden.told(case, f"event {event.id}") == [(MORNING, "zhou")]
    assert garden.heard(case)[-1].endswith("现由 Zhou 负责。")


def test_the_deadline_runs_on(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    before = garden.deadline(case, DeadlineKind.FIRST_RESPONSE)

    garden.do(Verb.HAND_BACK, case, "xiao.lin", reason=REASON)

    after = garden.deadline(case, DeadlineKind.FIRST_RESPONSE)
    assert (after.due_at, after.state) == (before.due_at, before.state)


def test_a_proposal_is_a_plan_that_the_leader_approves(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(Verb.HAND_BACK, case, "xiao.lin", reason=REASON, proposal="更换整根管子")

    garden.do(Verb.APPROVE, case, "zhou", decision="approve")

    shown = garden.case(case)
    assert (shown.plan_text, shown.plan_by, shown.plan_decision) == (
        "更换整根管子",
        "xiao.lin",
        "approve",
    )


def test_an_emergency_that_is_handed_back_alarms_again(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.EMERGENCY)
    garden.sweep()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    garden.do(Verb.HAND_BACK, case, "xiao.lin", reason=REASON)

    garden.until(MORNING + timedelta(minutes=6))

    told = {userid for _, userid in garden.warned(case, DeadlineKind.FIRST_RESPONSE)}
    assert "wang" in told


def test_at_the_top_nothing_is_handed_back(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "boss")
    before = garden.rows()

    with pytest.raises(NotAllowed) as refusal:
        garden.do(Verb.HAND_BACK, case, "boss", reason=REASON)

    assert refusal.value.key == "refused.nobody_above"
    assert garden.rows() == before


def test_it_passes_whoever_the_complaint_is_about(garden: Garden) -> None:
    case = garden.report(about="zhou")
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    garden.do(Verb.HAND_BACK, case, "xiao.lin", reason=REASON)

    assert garden.handler(case) == "wang"
