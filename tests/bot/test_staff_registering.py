"""登记 in chat echoes what it read, and finds whom it is about in the home (R25)."""

from datetime import timedelta
from itertools import count

import pytest

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from flows.rules.vocabulary import CaseKind
from storage.cases import Case, find_case
from tests.estate import CHEN, Garden

KEYS = count()


def said(garden: Garden, text: str) -> str:
    incoming = Incoming(ChannelName.WECOM, "corp", f"line {next(KEYS)}", "xiao.lin", text=text)
    (part,) = hear_staff(garden.database, incoming, garden.now).parts
    return part.text


def numbered(garden: Garden, number: str) -> Case:
    with garden.looking() as session:
        case = find_case(session, number)
        assert case is not None
        return case


@pytest.mark.parametrize(
    "line",
    [
        "登记 电话 8-1-302 Chen 楼道灯坏了",
        "登记 电话 8-1-302 楼道灯坏了 Chen",
        "登记 电话 Chen 8-1-302 楼道灯坏了",
    ],
)
def test_a_name_of_the_home_is_whose_report_it_is(garden: Garden, line: str) -> None:
    reported = garden.report("水管漏水", kind=CaseKind.REPAIR)

    echoed = said(garden, line)

    case = numbered(garden, "BX-20261123-0002")
    assert (case.text, case.reporter_id) == ("楼道灯坏了", garden.case(reported).reporter_id)
    assert "地点：8-1-302\n报事人：chen" in echoed
    assert "名册里没有" not in echoed


def test_whom_the_directory_does_not_know_is_said_to_be_unknown(garden: Garden) -> None:
    echoed = said(garden, "登记 电话 8-1-302 王先生 13800138111 楼道灯坏了")

    assert "报事人：王先生 138****8111（名册里没有）" in echoed


def test_a_word_that_names_nobody_of_the_home_stays_in_the_text(garden: Garden) -> None:
    said(garden, "登记 电话 8-1-303 Chen 楼道灯坏了")

    assert numbered(garden, "BX-20261123-0001").text == "Chen 楼道灯坏了"


def test_who_wants_to_speak_to_the_manager_is_registered_for_the_manager(garden: Garden) -> None:
    echoed = said(garden, "登记 电话 8-1-302 Chen 我要找你们经理投诉，电梯总是坏")

    case = numbered(garden, "TS-20261123-0001")
    assert case.in_person
    assert "经理亲自处理" in echoed


def test_the_kind_the_urgency_and_the_deadline_are_echoed(garden: Garden) -> None:
    echoed = said(garden, "登记 电话 8-1-302 Chen 家里马桶堵了，尽快来修")

    assert echoed.startswith("已登记，编号 BX-20261123-0001：报修·重点\n")
    assert "请在 11月24日（周二）10:00 前首次回复。" in echoed


def test_a_repeat_is_told_with_its_24_hours(garden: Garden) -> None:
    garden.report("厨房水管漏水了", kind=CaseKind.REPAIR)
    garden.now += timedelta(hours=1)

    echoed = said(garden, f"登记 电话 {CHEN} Chen 厨房水管漏水了，要修")

    assert "上次 BX-20261123-0001" in echoed
    assert "11月24日（周二）11:00 前采取专项措施" in echoed
