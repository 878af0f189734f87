"""What Alibaba Cloud pushes is believed by its address alone, and read strictly (F41)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import BadRequest
from bot.channels.aliyun_pushes import ITEMS_MAX, out_id, read_receipts, read_uplinks
from bot.channels.sms_gateway import Callback
from bot.channels.sms_status import StatusReport
from tests.bot.channels.aliyun_requests import RESIDENT, SETTINGS, push
from tests.each import each

# As the provider's pages on SmsUp and SmsReport show them, with a whole number for their stars.
UPLINK = {
    "phone_number": "13800138000",
    "content": "内容",
    "send_time": "2017-09-01 00:00:00",
    "dest_code": "1234",
    "sequence_id": "1234567890",
}
RECEIPT = {
    "phone_number": "13800138000",
    "send_time": "2017-01-01 00:00:00",
    "report_time": "2017-01-01 00:00:00",
    "success": True,
    "err_code": "DELIVERED",
    "err_msg": "用户接收成功",
    "sms_size": "1",
    "biz_id": "12345",
    "out_id": out_id(SETTINGS, "67890"),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_the_example_of_an_uplink_is_read() -> None:
    [message] = read_uplinks(SETTINGS, push("up", [UPLINK]))

    assert (message.sender, message.text, message.understood) == (RESIDENT, "内容", True)
    assert message.key == "aliyun 1234567890 2017-09-01 00:00:00"
    assert b"13800138000" in message.raw


@each("sequence", [1234567890, "1234567890"])
@each("phone", ["13800138000", "8613800138000", "+8613800138000"])
def test_older_ways_to_write_an_uplink_mean_the_same(sequence: object, phone: str) -> None:
    item = UPLINK | {"sequence_id": sequence, "phone_number": phone}

    [message] = read_uplinks(SETTINGS, push("up", [item]))

    assert message.key == "aliyun 1234567890 2017-09-01 00:00:00"
    assert message.sender == RESIDENT


def test_one_push_may_bring_several_and_a_broken_one_costs_the_others_nothing() -> None:
    broken: dict[str, Any] = {"phone_number": "13800138000"}

    first, second, third = read_uplinks(SETTINGS, push("up", [UPLINK, broken, "?"]))

    assert [one.understood for one in (first, second, third)] == [True, False, False]
    assert len({first.key, second.key, third.key}) == 3
    assert read_uplinks(SETTINGS, push("up", [broken]))[0].key == second.key


def test_the_example_of_a_receipt_is_read() -> None:
    assert read_receipts(SETTINGS, push("report", [RECEIPT])) == (
        StatusReport("aliyun-67890", "delivered", "", RESIDENT, "67890"),
    )


def test_a_receipt_of_a_failure_tells_its_code() -> None:
    failed = RECEIPT | {"success": False, "err_code": "USER_REJECT"}

    [report] = read_receipts(SETTINGS, push("report", [failed]))

    assert (report.status, report.error_code) == ("undelivered", "USER_REJECT")
    assert report.opted_out


def test_a_receipt_of_another_sender_of_the_account_is_left_out() -> None:
    elsewhere = out_id(replace(SETTINGS, callback_token="x" * 32), "67890")
    others = [RECEIPT | {"out_id": one} for one in ("", None, "crm-7", "67890", elsewhere)]

    assert read_receipts(SETTINGS, push("report", others)) == ()


@pytest.mark.parametrize("token", ["x" * 30, "a", "p"])
def test_without_the_secret_in_the_address_nothing_is_read(token: str) -> None:
    with pytest.raises(BadRequest) as caught:
        read_uplinks(SETTINGS, push("up", [UPLINK], token))

    assert caught.value.status == 403
    assert SETTINGS.callback_token not in caught.value.reason


@each("body", [b"", b"{}", b"[", b"\xff", b"1", b"[" * 100_000, b"[" + b"1," * ITEMS_MAX + b"1]"])
def test_a_body_that_is_no_short_list_is_refused(body: bytes) -> None:
    genuine = push("up", [])

    with pytest.raises(BadRequest) as caught:
        read_uplinks(SETTINGS, Callback(genuine.target, genuine.headers, body))

    assert caught.value.status == 400


@given(st.lists(JSON, max_size=5))
def test_any_list_is_read(items: list[object]) -> None:
    assert len(read_uplinks(SETTINGS, push("up", items))) == len(items)
    assert len(read_receipts(SETTINGS, push("report", items))) <= len(items)
