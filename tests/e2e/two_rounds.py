"""The two rounds of one repair, step by step, in any channel.

What came of each step is read from the API, from what the fake providers really took, and at last
from the log.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from tests.e2e.office import STAFF_NUMBERS, Office
from tests.e2e.phones import Phone
from tests.e2e.reporting import LEAK
from tests.e2e.waiting import until

AT_ONCE = timedelta(minutes=1)


def live_through_two_rounds(office: Office, phone: Phone, number: str) -> None:
    opened = check_receipt(office, number)
    nobody_answers(office, number, opened)
    staff_answer(office, phone, number)
    resident_is_not_content(office, phone, number)
    staff_try_again(office, phone, number)
    resident_is_content(office, phone, number)
    check_what_everybody_got(office, phone, number)


def check_receipt(office: Office, number: str) -> datetime:
    case = office.api.get(f"/cases/{number}")
    opened = datetime.fromisoformat(case["opened_at"])
    assert (case["kind"], case["class"], case["urgency"]) == ("repair", "facility", "key")
    assert (case["state"], case["round"], case["home"]) == ("open", 1, "8-1-302")
    assert case["text"] == LEAK
    assert datetime.fromisoformat(case["first_response_due_at"]) == opened + timedelta(hours=24)
    return opened


def nobody_answers(office: Office, number: str, opened: datetime) -> None:
    """R32, R36: each rung hears of it in time, none at night, each of them once."""
    office.clock.advance("PT50H")

    # The night ends at 7:30, when everybody's programs push: ours a minute later (W19).
    morning = (opened + timedelta(days=1)).replace(hour=7, minute=31, second=0, microsecond=0)
    near, gone = "时限将到：首次回复", "已超时：首次回复"
    for userid, words, expected in (
        ("lin", "新事项", opened),
        ("he", "新事项", opened),
        ("lin", near, morning),
        ("he", near, morning),
        ("zhou", near, morning),
        ("qian", gone, opened + timedelta(hours=24)),
    ):
        (heard,) = office.pushes(userid, words)
        assert timedelta() <= heard - expected < AT_ONCE, (userid, words, heard)
    assert not office.pushes("gao", "")
    # WeCom does not know the general manager: what is told at 22:00 comes by SMS in the morning.
    (told,) = letters(office, reader="gao", words=gone)
    assert (told["channel"], told["state"]) in {("sms", "accepted"), ("sms", "delivered")}
    heard = datetime.fromisoformat(told["sent_at"])
    assert timedelta() <= heard - (morning + timedelta(days=1)) < AT_ONCE
    (text,) = office.providers.twilio.sent_to(STAFF_NUMBERS["gao"])
    assert number in text

    first = deadline(office, number, "first_response")
    assert first["state"] == "fired"
    assert first["met_at"] is None


def staff_answer(office: Office, phone: Phone, number: str) -> None:
    """接单, 承诺, 回复, 完成 in WeCom; the resident, who has just asked, hears of each.

    What has not gone out when the next thing happens is no news any more, and stays at home (R38).
    """

    def heard(count: int) -> None:
        until(lambda: len(about(phone, number)) == count, f"the resident has heard of {count}")

    assert number in phone.says("查进度")
    lin = office.staff("lin")
    assert number in lin.says(f"接单 {number}")
    assert office.api.get(f"/cases/{number}")["first_responded_at"] is None

    heard(1)
    lin.says(f"承诺 {number} 明天下午3点 师傅上门")
    case = office.api.get(f"/cases/{number}")
    assert (case["state"], case["handler"]) == ("handling", "lin")
    assert deadline(office, number, "first_response")["met_at"] == case["first_responded_at"]
    promise = deadline(office, number, "promise")
    assert promise["state"] == "pending", "a promise is kept by what comes after it"
    assert datetime.fromisoformat(promise["due_at"]).hour == 15

    heard(2)
    lin.says(f"回复 {number} 师傅已出发")
    heard(3)
    assert deadline(office, number, "promise")["state"] == "met"
    resolve(office, "lin", number, "换了水管")
    heard(5)
    words = ("接单", "师傅上门", "师傅已出发", "换了水管", "上门看看")
    said = zip(words, about(phone, number), strict=True)
    assert all(words in text for words, text in said)
    assert "不上门了" in phone.says("不用了")


def resident_is_not_content(office: Office, phone: Phone, number: str) -> None:
    """R42, R44: "no" opens the next round, one rung higher, in the moment it is said."""
    resolved = datetime.fromisoformat(office.api.get(f"/cases/{number}")["resolved_at"])
    office.clock.advance("PT25H")
    asked = about(phone, number)[-1]
    assert "回访" in asked
    (sent,) = [one for one in letters(office, words="回访一下") if one["purpose"] == "revisit"]
    waited = datetime.fromisoformat(sent["sent_at"]) - (resolved + timedelta(hours=24))
    assert timedelta() <= waited < AT_ONCE

    assert number in phone.says("没修好")
    case = office.api.get(f"/cases/{number}")
    assert (case["state"], case["round"], case["handler"]) == ("open", 2, "zhou")
    assert case["verdict"]["fixed"] is False
    measures = deadline(office, number, "special_measures")
    assert (measures["state"], measures["round"]) == ("pending", 2)
    phone.says("还在滴水")
    phone.chooses("不满意")
    phone.says("太慢")
    assert number in phone.says("跳过")
    for userid in ("zhou", "qian"):
        until(partial(office.pushes, userid, "下一轮"), f"{userid} knows")


def staff_try_again(office: Office, phone: Phone, number: str) -> None:
    """R37: from the second round on, a plan comes first, and somebody else approves it."""
    zhou, qian = office.staff("zhou"), office.staff("qian")
    assert "方案" in zhou.says(f"完成 {number}")
    assert office.api.get(f"/cases/{number}")["state"] == "open"
    zhou.says(f"方案 {number} 换整根管子")
    until(lambda: office.pushes("qian", "换整根管子"), "the manager is asked")
    assert "他人" in zhou.says(f"同意 {number}")
    assert office.api.get(f"/cases/{number}")["plan"]["decision"] is None
    qian.says(f"同意 {number}")
    assert office.api.get(f"/cases/{number}")["plan"]["decision"] == "approve"
    resolve(office, "zhou", number, "整根管子换好了")
    assert deadline(office, number, "special_measures")["state"] == "met"
    until(lambda: "上门看看" in about(phone, number)[-1], "the resident has heard")
    assert "整根管子换好了" in about(phone, number)[-2]
    assert "不上门了" in phone.says("不用了")


def resident_is_content(office: Office, phone: Phone, number: str) -> None:
    office.clock.advance("PT25H")
    assert "回访" in about(phone, number)[-1]

    phone.says("好了")
    phone.chooses("很满意")
    assert number in phone.says("跳过")

    case = office.api.get(f"/cases/{number}")
    assert (case["state"], case["closure"], case["round"]) == ("closed", "confirmed", 2)
    assert case["verdict"] == {"fixed": True, "satisfaction": "very_satisfied", "remark": None}
    states = {(one["kind"], one["round"]): one["state"] for one in case["deadlines"]}
    assert states == {
        ("first_response", 1): "fired",
        ("key_solution", 1): "fired",
        ("solution", 1): "met",
        ("promise", 1): "met",
        ("revisit", 1): "met",
        ("call_task", 1): "fired",
        ("call_task", 2): "fired",
        ("special_measures", 2): "met",
        ("approval", 2): "met",
        ("revisit", 2): "met",
    }


def check_what_everybody_got(office: Office, phone: Phone, number: str) -> None:
    """The fakes' truth: one case, nothing twice, nothing that a provider would show wrongly."""
    assert [case["number"] for case in office.api.items("/cases")] == [number]
    assert len(set(phone.received())) == len(phone.received())
    staff_texts = [(push.userid, push.text) for push in office.providers.wecom.sent]
    assert len(set(staff_texts)) == len(staff_texts)
    assert not office.providers.wecom.dropped
    for fake in (office.providers.wechat, office.providers.wecom, office.providers.twilio):
        assert fake.violations == []
    unsettled = [
        one["state"]
        for one in letters(office)
        if one["state"] not in {"accepted", "delivered", "cancelled"}
    ]
    assert unsettled == []


def resolve(office: Office, userid: str, number: str, result: str) -> None:
    """R41: three fields, asked one by one."""
    member = office.staff(userid)
    assert "结果" in member.says(f"完成 {number}")
    assert "措施" in member.says(result)
    assert "改进" in member.says("更换了密封圈")
    assert number in member.says("每季度检查一次")
    case = office.api.get(f"/cases/{number}")
    assert (case["state"], case["handler"]) == ("resolved", userid)


def about(phone: Phone, number: str) -> list[str]:
    """What came by itself about the case, oldest first."""
    return [text for text in phone.received() if number in text]


def deadline(office: Office, number: str, kind: str) -> dict[str, Any]:
    """The newest deadline of a kind."""
    made: list[dict[str, Any]] = office.api.get(f"/cases/{number}")["deadlines"]
    return [one for one in made if one["kind"] == kind][-1]


def letters(
    office: Office, *, reader: str = "", words: str = "", state: str = "", kind: str = ""
) -> list[dict[str, Any]]:
    """Outgoing messages of the API, oldest first."""
    found = office.api.items("/messages", **({"state": state} if state else {}))
    return [
        one
        for one in reversed(found)
        if words in one["text"]
        and (not reader or one["to"]["id"] == reader)
        and (not kind or one["to"]["kind"] == kind)
    ]
