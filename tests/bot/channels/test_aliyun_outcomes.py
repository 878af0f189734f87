"""Each of Alibaba Cloud's errors asks for one thing (W25)."""

import json

from bot.channels import After, Refused, Unknown
from bot.channels.aliyun_outcomes import REFUSALS, outcome_of, refusal
from bot.channels.provider_calls import ProviderAnswer
from tests.each import each

NEXT, OPERATOR, FATAL, RETRY = After.NEXT_CHANNEL, After.OPERATOR, After.FATAL, After.RETRY
ROWS = {
    NEXT: """
        isv.MOBILE_NUMBER_ILLEGAL isv.BLACK_KEY_CONTROL_LIMIT isv.CUSTOMER_REFUSED USER_REJECT
        MOBILE_IN_BLACK MOBILE_NOT_ON_SERVICE MOBILE_ACCOUNT_ABNORMAL MOBILE_SEND_LIMIT
        MOBLLE_TERMINAL_ERROR INVALID_NUMBER REQUEST_SUCCESS SP_UNKNOWN_ERROR SP_NOT_BY_INTER_SMS
        NO_ROUTE isv.SMS_CONTENT_ILLEGAL isv.UNSUPPORTED_CONTENT CONTENT_KEYWORD CONTENT_ERROR
        isv.PARAM_LENGTH_LIMIT isv.PARAM_NOT_SUPPORT_URL
    """,
    FATAL: """
        isv.INVALID_JSON_PARAM isv.INVALID_PARAMETERS PARAMS_ILLEGAL isv.MOBILE_COUNT_OVER_LIMIT
    """,
    OPERATOR: """
        isv.TEMPLATE_MISSING_PARAMETERS isv.TEMPLATE_PARAMS_ILLEGAL isv.SMS_TEMPLATE_ILLEGAL
        isv.SMS_SIGNATURE_ILLEGAL isv.SMS_SIGN_ILLEGAL isv.SIGN_STATE_ILLEGAL
        isv.SMS_SIGNATURE_SCENE_ILLEGAL isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE
        isv.DOMESTIC_NUMBER_NOT_SUPPORTED isv.EXTEND_CODE_ERROR PORT_NOT_REGISTERED
        isv.SMS_TEST_NUMBER_LIMIT isv.OUT_OF_SERVICE isv.AMOUNT_NOT_ENOUGH
        isv.PRODUCT_UN_SUBSCRIPT isv.PRODUCT_UNSUBSCRIBE isv.ACCOUNT_NOT_EXISTS
        isv.ACCOUNT_ABNORMAL isv.SECURITY_FROZEN_ACCOUNT isv.DENY_IP_RANGE isv.DAY_LIMIT_CONTROL
        isv.MONTH_LIMIT_CONTROL isp.RAM_PERMISSION_DENY isv.RAM_CHECK_FAILED
        InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive SignatureDoesNotMatch
        IncompleteSignature InvalidTimeStamp.Expired Forbidden.RAM
    """,
    RETRY: "Throttling Throttling.User Throttling.Api SignatureNonceUsed IS_CLOSE",
}
AFTER = {code: after for after, codes in ROWS.items() for code in codes.split()}


def answer(status: int, code: object, message: str = "") -> ProviderAnswer:
    document = {"Code": code, "Message": message, "RequestId": "R"}
    return ProviderAnswer(status, json.dumps(document).encode(), {})


@each("code", sorted(AFTER))
@each("status", [200, 400])
def test_each_error_asks_for_its_own_way_on(code: str, status: int) -> None:
    outcome = outcome_of(answer(status, code))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.after) == (code, AFTER[code])
    assert outcome.opted_out is (code in {"USER_REJECT", "isv.CUSTOMER_REFUSED"})


def test_the_table_holds_no_row_that_is_not_tried_here() -> None:
    assert set(REFUSALS) == set(AFTER)


@each(
    ("message", "after", "seconds"),
    [
        ("触发分钟级流控Permits:1", RETRY, 60),
        ("触发小时级流控Permits:5", RETRY, 3600),
        ("触发天级流控Permits:10", NEXT, None),
        ("", RETRY, 60),
    ],
)
def test_a_number_that_got_enough_waits_unless_it_were_for_a_day(
    message: str, after: After, seconds: float | None
) -> None:
    outcome = outcome_of(answer(200, "isv.BUSINESS_LIMIT_CONTROL", message))

    assert isinstance(outcome, Refused)
    assert (outcome.after, outcome.retry_after_seconds) == (after, seconds)


@each(
    ("status", "code"),
    [(500, "isv.AMOUNT_NOT_ENOUGH"), (503, "ServiceUnavailable"), (200, "isp.SYSTEM_ERROR"),
     (200, "OK"), (200, None), (200, 5), (408, "X")],
)  # fmt: skip
def test_what_proves_nothing_is_unknown(status: int, code: object) -> None:
    assert isinstance(outcome_of(answer(status, code)), Unknown)


def test_an_unknown_code_leaves_it_to_the_next_channel() -> None:
    assert refusal("isv.SOMETHING_NEW").after is NEXT
    assert isinstance(outcome_of(ProviderAnswer(403, b"<html>", {})), Refused)
