"""R70: whom of the staff a complaint names is passed by, also where nobody could be asked."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import CaseKind, RegisteredSource
from storage.callers import Caller
from storage.cases import Case
from storage.estates import Estate
from storage.registration import Registration, register_report
from storage.staff import find_staff
from tests.estate import Garden


def write(garden: Garden, openid: str, text: str) -> None:
    words = Incoming(ChannelName.WECHAT, "gh", text, openid, text=text, raw=b"raw")
    receive(garden.database, words, garden.now)


def about(garden: Garden) -> str:
    """The userid of whom the only case is about; empty where it is nobody."""
    with garden.looking() as session:
        member = session.exec(select(Case)).one().not_for_id
    return "" if member is None else garden.userid(member)


def registered(garden: Garden, kind: CaseKind, text: str) -> None:
    with garden.changing() as session:
        member = find_staff(session, "xiao.lin")
        assert member is not None
        estate = session.get_one(Estate, garden.id)
        told = Registration(estate, None, RegisteredSource.PHONE, kind, text, Caller())
        register_report(session, told, member, garden.now)


@pytest.mark.parametrize(
    ("kind", "text", "userid"),
    [
        (CaseKind.COMPLAINT, "投诉 Gong 太凶", "gong"),
        (CaseKind.COMPLAINT, "投诉 Gong 和 Zhou", ""),
        (CaseKind.COMPLAINT, "楼上太吵，已跟 Gong 说过", ""),
        (CaseKind.REPAIR, "Gong 说灯坏了，要报修", ""),
    ],
)
def test_a_complaint_that_staff_register_passes_by_the_one_whom_it_names(
    garden: Garden, kind: CaseKind, text: str, userid: str
) -> None:
    registered(garden, kind, text)

    assert about(garden) == userid


@pytest.mark.parametrize(
    "told",
    [
        ("我要报修", "厨房漏水", "我要投诉 Gong 收黑钱", "8-1-101", "没有", "提交"),
        ("我要投诉", "楼下太吵", "1", "投诉 Gong 在大堂收黑钱", "没有", "提交"),
    ],
)
def test_whom_a_later_answer_complains_of_is_passed_by_too(
    garden: Garden, told: tuple[str, ...]
) -> None:
    for text in told:
        garden.now += timedelta(seconds=5)
        write(garden, "openid-chen", text)

    assert about(garden) == "gong"


def test_who_wants_the_manager_for_a_complaint_about_somebody_keeps_it_from_them(
    garden: Garden,
) -> None:
    write(garden, "openid-chen", "我要找经理投诉 Gong 太凶")

    assert about(garden) == "gong"


def test_a_stranger_s_call_that_nobody_finished_keeps_it_from_them_too(garden: Garden) -> None:
    write(garden, "openid-stranger", "我要找经理投诉 Liu 太凶")
    garden.wait(minutes=31)

    assert about(garden) == "liu"


def test_a_stranger_s_complaint_keeps_it_from_the_one_named_once_the_estate_is_known(
    garden: Garden,
) -> None:
    for text in ("投诉 Liu 态度恶劣", "1", "大堂", "隔壁花园", "没有", "跳过", "提交"):
        garden.now += timedelta(seconds=5)
        write(garden, "openid-stranger", text)

    assert about(garden) == "liu"
