"""What a clerk with many cases sees of them in chat, and what she does not."""

from itertools import count

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.channels.wecom import TEXT_BYTES_MAX
from bot.staff_chat import hear_staff
from bot.staff_lists import CASES_A_PAGE
from flows.rules.vocabulary import CaseClass, Urgency, Verb
from storage.audit import READ, AuditEntry
from tests.estate import CHEN, LI, Garden

KEYS = count()


def said(garden: Garden, text: str, by: str = "xiao.lin") -> str:
    incoming = Incoming(ChannelName.WECOM, "corp", f"list {next(KEYS)}", by, text=text)
    (part,) = hear_staff(garden.database, incoming, garden.now).parts
    return part.text


def many(garden: Garden, how_many: int) -> list[int]:
    """Cases with long words, so that a page is as long as it can be."""
    return [garden.report(f"{one}号楼道灯坏了" * 9, home=None) for one in range(how_many)]


def test_more_cases_than_fit_into_a_message_are_seen_page_by_page(garden: Garden) -> None:
    for case in many(garden, 2 * CASES_A_PAGE + 1):
        garden.do(Verb.ACCEPT, case, "xiao.lin")

    pages = [said(garden, words) for words in ("我的事项", "更多", "更多", "更多")]

    assert [page.count("TS-") for page in pages] == [CASES_A_PAGE, CASES_A_PAGE, 1, 0]
    assert f"还有 {CASES_A_PAGE + 1} 件" in pages[0]
    assert "就这些" in pages[2]
    assert pages[3] == "没有更多了。"
    assert max(len(page.encode()) for page in pages) <= TEXT_BYTES_MAX


def test_another_line_ends_the_list_that_more_goes_on_with(garden: Garden) -> None:
    many(garden, CASES_A_PAGE + 1)

    said(garden, "未接")
    said(garden, "收到")

    assert said(garden, "更多") == "请先发“我的事项”或“未接”。"


def test_the_most_urgent_case_stands_first(garden: Garden) -> None:
    calm = garden.report("楼道灯坏了", home=None)
    key = garden.report("单元门关不上", home=LI, urgency=Urgency.KEY)
    danger = garden.report("电梯困人", home=CHEN, urgency=Urgency.EMERGENCY)

    listed = said(garden, "未接")

    places = [listed.index(garden.case(case).number) for case in (danger, key, calm)]
    assert places == sorted(places)


def test_who_looked_at_what_stands_in_the_audit_log(garden: Garden) -> None:
    case = garden.report()
    number = garden.case(case).number

    said(garden, "未接")
    said(garden, "查看 1", by="shen")

    with garden.looking() as session:
        read = session.exec(select(AuditEntry).where(AuditEntry.action == READ)).all()
        assert [(one.by, one.via, one.subject) for one in read] == [
            ("xiao.lin", "chat", "cases"),
            ("shen", "chat", f"case {number}"),
        ]


def test_a_case_shows_who_reported_it_with_a_masked_number(garden: Garden) -> None:
    garden.report()

    shown = said(garden, "查看 TS-1")

    assert "报事人：chen" in shown.lower()
    assert "+86138" not in shown


@pytest.mark.parametrize("words", ["未接", "查看 1", "查看 TS-20261123-0001", "TS-20261123-0001"])
@pytest.mark.parametrize("by", ["gong", "liu"])
def test_nobody_sees_a_case_about_themselves_or_of_another_estate(
    garden: Garden, words: str, by: str
) -> None:
    garden.report("李工态度差", about="gong", case_class=CaseClass.SERVICE)

    shown = said(garden, words, by)

    assert "态度" not in shown


def test_a_short_number_means_unfinished_cases_first(garden: Garden) -> None:
    withdrawn = garden.report("楼道灯坏了", home=None)
    garden.do(Verb.WITHDRAW, withdrawn, "zhou", reason="重复")
    garden.report("单元门关不上", home=LI)

    assert "第 1 轮" in said(garden, "查看 1")
    assert said(garden, "接单 TS-0001").startswith("现在是“已撤回”状态")
    assert said(garden, "接单 2") == "TS-20261123-0002 已记录：接单。"
    assert said(garden, "接单 9") == "没有找到编号 9，请核对。"


def test_accepting_without_a_number_takes_the_only_one_that_waits(garden: Garden) -> None:
    first = garden.report("楼道灯坏了", home=None)
    garden.do(Verb.ACCEPT, first, "xiao.lin")
    second = garden.report("单元门关不上", home=LI)

    answer = said(garden, "接单")

    assert answer == f"{garden.case(second).number} 已记录：接单。"
