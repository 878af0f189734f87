"""What staff write behind 回访, 交回 and 延期, word by word."""

import pytest

from flows.rules.verb_fields import Via
from flows.rules.vocabulary import CaseState, DeadlineKind, Satisfaction
from flows.understanding.staff_words import (
    Heard,
    read_deadline,
    read_heard,
    read_reason_and_proposal,
)

SATISFIED, DISSATISFIED = Satisfaction.SATISFIED, Satisfaction.DISSATISFIED


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("电话 好了 满意 住户说很快", Heard(Via.PHONE, True, SATISFIED, "住户说很快")),
        ("上门，没好，不满意，还在漏", Heard(Via.VISIT, False, DISSATISFIED, "还在漏")),
        ("当面 已修好", Heard(Via.VISIT, True)),
        ("满意 电话 修好了", Heard(Via.PHONE, True, SATISFIED)),
        ("电话", Heard(Via.PHONE)),
        ("住户不在家", Heard(remark="住户不在家")),
        ("", Heard()),
    ],
)
def test_a_verdict_is_read_in_any_order(text: str, heard: Heard) -> None:
    assert read_heard(text) == heard


@pytest.mark.parametrize(
    ("text", "reason", "proposal"),
    [
        ("超出权限 建议：更换整根管子", "超出权限", "更换整根管子"),
        ("费用太高，建议: 走维修基金", "费用太高", "走维修基金"),
        ("超出权限", "超出权限", ""),
        ("住户建议换人", "住户建议换人", ""),
    ],
)
def test_a_proposal_stands_behind_its_word(text: str, reason: str, proposal: str) -> None:
    assert read_reason_and_proposal(text) == (reason, proposal)


@pytest.mark.parametrize(
    ("text", "state", "promised", "kind", "rest"),
    [
        ("回访 明天 等住户回来", CaseState.OPEN, False, DeadlineKind.REVISIT, "明天 等住户回来"),
        ("明天下午3点 等配件", CaseState.RESOLVED, False, DeadlineKind.REVISIT, None),
        ("明天下午3点 等配件", CaseState.HANDLING, True, DeadlineKind.PROMISE, None),
        ("明天下午3点 等配件", CaseState.OPEN, False, DeadlineKind.SOLUTION, None),
    ],
)
def test_what_is_extended_is_named_or_what_the_case_waits_for(
    text: str, state: CaseState, promised: bool, kind: DeadlineKind, rest: str | None
) -> None:
    assert read_deadline(text, state, promised=promised) == (kind, rest or text)
