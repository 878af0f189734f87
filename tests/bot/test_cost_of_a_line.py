"""A line of staff asks the database little, whatever it does to a case."""

from itertools import count

import pytest

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from tests.estate import CHEN, Garden
from tests.metering import metered, scanned

STATEMENTS_MAX = {
    "谢谢": 5,
    "接单 {number}": 25,
    "回复 {number} 师傅下午过去看": 30,
    "完成 {number} 修好了": 16,
    "更换了零件": 6,
    "每月检查一次": 42,
}
"""By line, in the order in which one case is brought to its end."""
KEYS = count(1)


def says(garden: Garden, text: str) -> list[str]:
    """What a line asks of the database."""
    incoming = Incoming(ChannelName.WECOM, "corp", f"m:{next(KEYS)}", "xiao.lin", text)
    with metered(garden.database) as meter:
        assert hear_staff(garden.database, incoming, garden.now).parts
    if not garden.database.is_sqlite:
        assert scanned(garden.database.engine, meter) == []
    return [statement for statement, _ in meter.statements]


@pytest.mark.both_databases
def test_a_case_is_brought_to_its_end_with_few_statements(garden: Garden) -> None:
    case = garden.report(home=CHEN)
    number = garden.case(case).number
    assert says(garden, "早上好"), "the first message of a day begins to keep it"
    for line, limit in STATEMENTS_MAX.items():
        asked = says(garden, line.format(number=number))
        assert len(asked) <= limit, "\n".join((line, *asked))
    assert garden.case(case).state == "resolved"
