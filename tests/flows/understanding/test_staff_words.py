"""What staff write behind 回访, 交回 and 延期, word by word."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.rules.verb_fields import Via
from flows.rules.vocabulary import DeadlineKind, Satisfaction
from flows.understanding.staff_words import (
    Heard,
    deadline_meant,
    read_deadline,
    read_heard,
    read_reason_and_proposal,
)
from tests.each import each

SATISFIED, DISSATISFIED = Satisfaction.SATISFIED, Satisfaction.DISSATISFIED


@each(
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


@each(
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
    ("text", "kind", "rest"),
    [
        ("回访 明天 等住户回来", DeadlineKind.REVISIT, "明天 等住户回来"),
        ("解决 12月28日下午6点 等停电窗口", DeadlineKind.SOLUTION, "12月28日下午6点 等停电窗口"),
        ("明天下午3点 等配件", None, "明天下午3点 等配件"),
    ],
)
def test_what_is_extended_may_be_named_in_the_first_word(
    text: str, kind: DeadlineKind | None, rest: str
) -> None:
    assert read_deadline(text) == (kind, rest)


@each(
    ("days", "kind"),
    [
        (0, DeadlineKind.FIRST_RESPONSE),
        (2, DeadlineKind.FIRST_RESPONSE),
        (4, DeadlineKind.KEY_SOLUTION),
        (40, DeadlineKind.SOLUTION),
    ],
)
def test_without_a_name_it_is_the_last_deadline_that_the_new_time_lies_behind(
    days: int, kind: DeadlineKind
) -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    pending = {
        DeadlineKind.SOLUTION: now + timedelta(days=30),
        DeadlineKind.FIRST_RESPONSE: now + timedelta(days=1),
        DeadlineKind.KEY_SOLUTION: now + timedelta(days=3),
    }

    assert deadline_meant(pending, now + timedelta(days=days)) is kind


def test_where_nothing_is_pending_the_solution_is_meant() -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)

    assert deadline_meant({}, now) is DeadlineKind.SOLUTION
