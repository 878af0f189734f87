"""What Alibaba Cloud's answers mean for a letter: a table, to be read like one.

After "API error codes" (help.aliyun.com/document_detail/101346.html) and "Receipt error codes"
(…/101347.html) of its Short Message Service.
"""

from types import MappingProxyType

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import ProviderAnswer
from bot.channels.sms_status import OPTED_OUT_CODES

OK = "OK"
MINUTE_SECONDS = 60
HOUR_SECONDS = 60 * 60

_LIMIT = "isv.BUSINESS_LIMIT_CONTROL"
_REQUEST_TIMEOUT = 408
_SERVER_ERRORS = range(500, 600)
_OPERATORS_STATUSES = frozenset({401, 403, 404})

# code: what it asks for, and why in words that hold no number of anybody's
REFUSALS = MappingProxyType(
    {
        # this number
        "isv.MOBILE_NUMBER_ILLEGAL": (After.NEXT_CHANNEL, "not a valid number"),
        "isv.BLACK_KEY_CONTROL_LIMIT": (After.NEXT_CHANNEL, "the number is on a blacklist"),
        "isv.CUSTOMER_REFUSED": (After.NEXT_CHANNEL, "the reader has opted out"),
        "USER_REJECT": (After.NEXT_CHANNEL, "the reader has opted out"),
        "MOBILE_IN_BLACK": (After.NEXT_CHANNEL, "a carrier's blacklist holds the number"),
        "MOBILE_NOT_ON_SERVICE": (After.NEXT_CHANNEL, "the phone is off or its number is dead"),
        "MOBILE_ACCOUNT_ABNORMAL": (After.NEXT_CHANNEL, "the number's account is suspended"),
        "MOBILE_SEND_LIMIT": (After.NEXT_CHANNEL, "the number got as many as it may"),
        "MOBLLE_TERMINAL_ERROR": (After.NEXT_CHANNEL, "the phone cannot take it"),
        "INVALID_NUMBER": (After.NEXT_CHANNEL, "an unknown number"),
        "REQUEST_SUCCESS": (After.NEXT_CHANNEL, "no carrier said what became of it"),
        "SP_UNKNOWN_ERROR": (After.NEXT_CHANNEL, "the carrier does not say why"),
        "SP_NOT_BY_INTER_SMS": (After.NEXT_CHANNEL, "the number takes no SMS from abroad"),
        "NO_ROUTE": (After.NEXT_CHANNEL, "no route to the number for this text"),
        # this text
        "isv.SMS_CONTENT_ILLEGAL": (After.NEXT_CHANNEL, "the text holds what is forbidden"),
        "isv.UNSUPPORTED_CONTENT": (After.NEXT_CHANNEL, "the text holds unusual characters"),
        "CONTENT_KEYWORD": (After.NEXT_CHANNEL, "a carrier filtered the text"),
        "CONTENT_ERROR": (After.NEXT_CHANNEL, "a carrier filtered the text"),
        "isv.PARAM_LENGTH_LIMIT": (After.NEXT_CHANNEL, "a variable is too long"),
        "isv.PARAM_NOT_SUPPORT_URL": (After.NEXT_CHANNEL, "a variable holds a link"),
        "isv.INVALID_JSON_PARAM": (After.FATAL, "the variables are no JSON"),
        "isv.INVALID_PARAMETERS": (After.FATAL, "a parameter is wrong"),
        "PARAMS_ILLEGAL": (After.FATAL, "a parameter is wrong"),
        "isv.MOBILE_COUNT_OVER_LIMIT": (After.FATAL, "too many numbers at once"),
        # our templates and signature
        "isv.TEMPLATE_MISSING_PARAMETERS": (
            After.OPERATOR,
            "the template has a variable that the policy does not name under sms_templates",
        ),
        "isv.TEMPLATE_PARAMS_ILLEGAL": (
            After.OPERATOR,
            "a variable is of another kind than the template declares",
        ),
        "isv.SMS_TEMPLATE_ILLEGAL": (After.OPERATOR, "the template is unknown or not approved"),
        "isv.SMS_SIGNATURE_ILLEGAL": (After.OPERATOR, "ALIYUN_SMS_SIGN_NAME is not approved"),
        "isv.SMS_SIGN_ILLEGAL": (After.OPERATOR, "ALIYUN_SMS_SIGN_NAME is forbidden"),
        "isv.SIGN_STATE_ILLEGAL": (After.OPERATOR, "ALIYUN_SMS_SIGN_NAME cannot be used now"),
        "isv.SMS_SIGNATURE_SCENE_ILLEGAL": (
            After.OPERATOR,
            "ALIYUN_SMS_SIGN_NAME is for another kind of template",
        ),
        "isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE": (
            After.OPERATOR,
            "the text is not of the template's kind",
        ),
        "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": (After.OPERATOR, "the template is for abroad"),
        "isv.EXTEND_CODE_ERROR": (After.OPERATOR, "the extension belongs to another signature"),
        "PORT_NOT_REGISTERED": (After.OPERATOR, "the signature is not registered with a carrier"),
        "isv.SMS_TEST_NUMBER_LIMIT": (After.OPERATOR, "a test signature reaches test numbers only"),
        # our account
        "isv.OUT_OF_SERVICE": (After.OPERATOR, "the account is out of money"),
        "isv.AMOUNT_NOT_ENOUGH": (After.OPERATOR, "the account is out of money"),
        "isv.PRODUCT_UN_SUBSCRIPT": (After.OPERATOR, "the account has not opened SMS"),
        "isv.PRODUCT_UNSUBSCRIBE": (After.OPERATOR, "the account has not opened SMS"),
        "isv.ACCOUNT_NOT_EXISTS": (After.OPERATOR, "the account does not exist"),
        "isv.ACCOUNT_ABNORMAL": (After.OPERATOR, "the account is suspended"),
        "isv.SECURITY_FROZEN_ACCOUNT": (After.OPERATOR, "the account is frozen"),
        "isv.DENY_IP_RANGE": (After.OPERATOR, "our address is outside the mainland"),
        "isv.DAY_LIMIT_CONTROL": (After.OPERATOR, "the account's limit for a day is used up"),
        "isv.MONTH_LIMIT_CONTROL": (After.OPERATOR, "the account's limit for a month is used up"),
        "isp.RAM_PERMISSION_DENY": (After.OPERATOR, "the access key may not send SMS"),
        "isv.RAM_CHECK_FAILED": (After.OPERATOR, "the access key may not send SMS"),
        "InvalidAccessKeyId.NotFound": (After.OPERATOR, "ALIYUN_SMS_ACCESS_KEY_ID is unknown"),
        "InvalidAccessKeyId.Inactive": (After.OPERATOR, "ALIYUN_SMS_ACCESS_KEY_ID is disabled"),
        "SignatureDoesNotMatch": (After.OPERATOR, "ALIYUN_SMS_ACCESS_KEY_SECRET is wrong"),
        "IncompleteSignature": (After.OPERATOR, "ALIYUN_SMS_ACCESS_KEY_SECRET is wrong"),
        "InvalidTimeStamp.Expired": (After.OPERATOR, "this machine's clock is wrong"),
        "Forbidden.RAM": (After.OPERATOR, "the access key may not send SMS"),
        # later
        "Throttling": (After.RETRY, "too many calls"),
        "Throttling.User": (After.RETRY, "too many calls"),
        "Throttling.Api": (After.RETRY, "too many calls"),
        "SignatureNonceUsed": (After.RETRY, "the call's nonce was used before"),
        "IS_CLOSE": (After.RETRY, "a route was closed"),
    }
)


def refusal(code: str, message: str = "") -> Refused:
    """What an error code means, of a call or of a receipt.

    For a code that we do not know, another channel is the best guess.
    """
    if code == _LIMIT:
        return _limited(message)
    after, reason = REFUSALS.get(code, (After.NEXT_CHANNEL, "refused by Alibaba Cloud"))
    return Refused(code, reason, after, opted_out=code in OPTED_OUT_CODES)


def outcome_of(answer: ProviderAnswer) -> Refused | Unknown:
    """What an answer means that does not say OK. Business errors come under status 200."""
    document = answer.document() or {}
    code, message = document.get("Code"), document.get("Message")
    doubtful = answer.status in _SERVER_ERRORS or answer.status == _REQUEST_TIMEOUT
    if doubtful or not isinstance(code, str) or not code or code == OK:
        if answer.status in _OPERATORS_STATUSES:
            reason = "Alibaba Cloud turns the account away"
            return Refused(f"http {answer.status}", reason, After.OPERATOR)
        return Unknown(f"an answer with status {answer.status} that is none")
    if code.startswith("isp.") and code not in REFUSALS:
        # A fault of theirs, after which the SMS may be out all the same.
        return Unknown(f"a fault at Alibaba Cloud: {code[:40]}")
    return refusal(code, message if isinstance(message, str) else "")


def _limited(message: str) -> Refused:
    """One number gets one a minute, five an hour, ten a day by the default of the console.

    A whole day is more than a reader can wait: then the next channel is better.
    """
    reason = "the limit of SMS to one number"
    if "天级" in message:
        return Refused(_LIMIT, f"{reason} in a day", After.NEXT_CHANNEL)
    seconds = HOUR_SECONDS if "小时级" in message else MINUTE_SECONDS
    return Refused(_LIMIT, reason, After.RETRY, retry_after_seconds=seconds)
