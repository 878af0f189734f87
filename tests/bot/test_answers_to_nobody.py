"""A line of staff's that nobody can get: they are told why, and what to do instead."""

import pytest

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from flows.rules.vocabulary import CaseState
from tests.estate import Garden


@pytest.mark.parametrize("line", ["回复 {number} 师傅在路上", "承诺 {number} 明天下午3点"])
def test_staff_hear_that_an_answer_reaches_nobody_and_does_not_count(
    garden: Garden, line: str
) -> None:
    case = garden.report(anonymous=True)
    typed = line.format(number=garden.case(case).number)
    incoming = Incoming(ChannelName.WECOM, "corp", "1", "xiao.lin", text=typed)

    (part,) = hear_staff(garden.database, incoming, garden.now).parts

    assert part.text == (
        "TS-20261123-0001 的报事人没有留下联系方式，这条回复发不出去，不算回复住户，时限继续计时。"
        "已生成电话/上门任务，请打电话或上门说明，并记录结果。"
    )
    assert garden.state(case) is CaseState.OPEN
    assert len(garden.tasks(case)) == 1
