"""Each of WeCom's error codes asks for one thing, and only 0 is a yes (W18, F10)."""

import json
from pathlib import Path

import pytest

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import CallFailed, ProviderAnswer
from bot.channels.wecom_codes import REFUSALS
from bot.channels.wecom_outcomes import refusal, settled
from tests.each import each

DATA = Path(__file__).parents[2] / "data" / "platforms"
LISTED = frozenset(json.loads((DATA / "wecom_error_codes.json").read_text())["codes"])
ROBOTS = frozenset({93000})
"""The group robot's codes, which WeCom's list leaves out."""

ROWS = {
    40003: After.NEXT_CHANNEL,
    40031: After.NEXT_CHANNEL,
    46004: After.NEXT_CHANNEL,
    50002: After.NEXT_CHANNEL,
    60111: After.NEXT_CHANNEL,
    81013: After.NEXT_CHANNEL,
    40008: After.FATAL,
    40019: After.FATAL,
    40058: After.FATAL,
    45002: After.FATAL,
    44004: After.FATAL,
    82001: After.FATAL,
    40001: After.OPERATOR,
    40013: After.OPERATOR,
    40014: After.OPERATOR,
    40056: After.OPERATOR,
    41004: After.OPERATOR,
    42001: After.OPERATOR,
    40057: After.OPERATOR,
    48002: After.OPERATOR,
    50003: After.OPERATOR,
    60104: After.OPERATOR,
    84077: After.OPERATOR,
    60011: After.OPERATOR,
    60020: After.OPERATOR,
    93000: After.OPERATOR,
    301002: After.OPERATOR,
    -1: After.RETRY,
    45009: After.RETRY,
    45033: After.RETRY,
    302005: After.RETRY,
}
BLOCKED = "not allow to access from your ip, hint: [1_2], from ip: {}, more info at https://x"


def answer(document: object, status: int = 200, **headers: str) -> ProviderAnswer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ProviderAnswer(status, json.dumps(document).encode(), named)


def outcome(given: ProviderAnswer) -> Refused | Unknown:
    with pytest.raises(CallFailed) as caught:
        settled(given)
    return caught.value.outcome


@each("errcode", sorted(ROWS))
def test_each_errcode_asks_for_its_own_way_on(errcode: int) -> None:
    refused = outcome(answer({"errcode": errcode, "errmsg": "ZhangSan is secret"}))

    assert isinstance(refused, Refused)
    assert (refused.code, refused.after) == (str(errcode), ROWS[errcode])
    assert "ZhangSan" not in refused.reason


def test_every_code_of_wecoms_list_has_its_row_and_there_are_no_others() -> None:
    assert set(REFUSALS) == LISTED | ROBOTS


def test_only_what_may_pass_by_itself_is_tried_again() -> None:
    again = {code for code, (after, _) in REFUSALS.items() if after is After.RETRY}

    assert again == {-1, 45009, 45033, 301022, 301057, 301070, 302005}


def test_zero_is_a_yes() -> None:
    assert settled(answer({"errcode": 0, "msgid": "m"})) == {"errcode": 0, "msgid": "m"}


@each(
    "document",
    [{}, [], 0, None, {"errcode": "0"}, {"errcode": False}, {"errcode": None}, {"errcode": 0.0}],
)
def test_what_is_not_exactly_zero_is_no_yes(document: object) -> None:
    assert isinstance(outcome(answer(document)), Unknown)


def test_the_rate_limit_is_left_alone_for_a_minute() -> None:
    assert refusal(45009).retry_after_seconds == 60
    assert refusal(45033).retry_after_seconds is None


def test_an_errcode_without_a_row_goes_to_the_next_channel() -> None:
    assert refusal(99999).after is After.NEXT_CHANNEL


@pytest.mark.parametrize("address", ["203.0.113.9", "2001:db8::1"])
def test_the_operator_reads_which_address_to_add(address: str) -> None:
    refused = refusal(60020, BLOCKED.format(address))

    assert refused.after is After.OPERATOR
    assert refused.reason.endswith(f": {address}")


@each("errmsg", ["", "from ip: , more", "from ip: ::::, more", "from ip: 999.1"])
def test_an_address_that_is_none_is_left_out(errmsg: str) -> None:
    assert refusal(60020, errmsg).reason.endswith("(企业可信IP)")


@each(
    ("status", "after"),
    [(403, After.OPERATOR), (404, After.OPERATOR), (429, After.RETRY), (413, After.OPERATOR)],
)
def test_what_is_turned_away_before_wecom_was_certainly_not_sent(status: int, after: After) -> None:
    refused = outcome(answer("<html>", status, Retry_After="5"))

    assert isinstance(refused, Refused)
    assert refused.after is after
    assert refused.retry_after_seconds == (5 if status == 429 else None)


@each("status", [201, 302, 408, 500, 502, 504])
def test_another_status_says_nothing(status: int) -> None:
    assert isinstance(outcome(answer({"errcode": 0}, status)), Unknown)
