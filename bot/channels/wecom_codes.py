"""WeCom's error codes and what each asks for: a table, to be read like one.

It holds every code of WeCom's own list, so that none is met for the first time at night. Most of
them belong to calls that we do not make; should one come all the same, a person has to look.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.channels import After

_NOT_OURS = "an answer to a call that we do not make"
_BAD_REQUEST = "a request that WeCom does not take"
_NO_MEMBER = "no such member"
_SHUT_OUT = "WeCom takes none of our access tokens"
_SUITE = "the app is none of the company's own"
_LATER = "WeCom has failed"

# errcode: what it asks for, and why
_ROWS = MappingProxyType(
    {
        # this member
        40003: (After.NEXT_CHANNEL, _NO_MEMBER),
        40031: (After.NEXT_CHANNEL, _NO_MEMBER),
        40032: (After.NEXT_CHANNEL, _NO_MEMBER),
        40096: (After.NEXT_CHANNEL, _NO_MEMBER),
        43004: (After.NEXT_CHANNEL, "the member does not use the app"),
        46004: (After.NEXT_CHANNEL, _NO_MEMBER),
        50002: (After.NEXT_CHANNEL, "the member does not see the app"),
        60111: (After.NEXT_CHANNEL, _NO_MEMBER),
        81013: (After.NEXT_CHANNEL, "nobody that the app may write to"),
        301021: (After.NEXT_CHANNEL, _NO_MEMBER),
        301069: (After.NEXT_CHANNEL, _NO_MEMBER),
        # this text
        40008: (After.FATAL, "a kind of message that WeCom does not take"),
        40033: (After.FATAL, "letters written in a way that WeCom does not take"),
        40058: (After.FATAL, "a parameter that WeCom does not take"),
        44004: (After.FATAL, "an empty text"),
        45002: (After.FATAL, "a text that is too long"),
        82001: (After.FATAL, "nobody to write to"),
        85002: (After.FATAL, "words that WeCom does not carry"),
        # our app
        40001: (After.OPERATOR, "WECOM_SECRET is wrong"),
        40013: (After.OPERATOR, "WECOM_CORP_ID is wrong"),
        40014: (After.OPERATOR, _SHUT_OUT),
        40056: (After.OPERATOR, "WECOM_AGENT_ID is wrong"),
        40057: (After.OPERATOR, "the app's callback address is not set (接收消息)"),
        40091: (After.OPERATOR, "WECOM_SECRET belongs to another company"),
        41001: (After.OPERATOR, _SHUT_OUT),
        41002: (After.OPERATOR, "WECOM_CORP_ID is missing"),
        41004: (After.OPERATOR, "WECOM_SECRET is missing"),
        41011: (After.OPERATOR, "WECOM_AGENT_ID is missing"),
        41024: (After.OPERATOR, "WECOM_SECRET is missing"),
        42001: (After.OPERATOR, _SHUT_OUT),
        48002: (After.OPERATOR, "the app has no right to this call"),
        48004: (After.OPERATOR, "the company has withdrawn the app's rights"),
        48005: (After.OPERATOR, "WeCom has given this call up"),
        50003: (After.OPERATOR, "the app is switched off in WeCom's console"),
        60011: (After.OPERATOR, "the app has no right to write to this member"),
        60020: (After.OPERATOR, "add our IP address to the app's trusted ones (企业可信IP)"),
        93000: (After.OPERATOR, "WECOM_ROBOT_KEY is wrong, or the robot was removed"),
        301002: (After.OPERATOR, "WECOM_AGENT_ID belongs to another app"),
        2000002: (After.OPERATOR, "WECOM_CORP_ID is wrong"),
        # later
        -1: (After.RETRY, "WeCom is busy"),
        45009: (After.RETRY, "too many calls"),
        45033: (After.RETRY, "too many calls at once"),
    }
)

# what they ask for, and why: the errcodes, a range with both its ends
_GROUPS = (
    (After.FATAL, _BAD_REQUEST, "40004-40007 40009 40011 40016-40020 40022-40027 40035"),
    (After.FATAL, _BAD_REQUEST, "40054 40055 40059 40063 40074 40094 41006 41008-41010"),
    (After.FATAL, _BAD_REQUEST, "41016 41017 41019 41033 44001 45001 45004 45007 45008"),
    (After.FATAL, _BAD_REQUEST, "45022 45032 46003 82002 82003"),
    (After.OPERATOR, _SUITE, "40077 40078 40080 40082-40086 41021-41023 41025 42007 42009 48003"),
    (After.RETRY, _LATER, "301022 301057 301070 302005"),
    # signing in, trusted domains
    (After.OPERATOR, _NOT_OURS, "40029 40073 40093 50001 80001 84014 84015 84025 85004 85005"),
    # departments, labels and members
    (After.OPERATOR, _NOT_OURS, "40066 40068 40070-40072 40088 40089 40092 45024 45026"),
    (After.OPERATOR, _NOT_OURS, "60001 60003-60010 60012 60028 60102-60107 60110 60112"),
    (After.OPERATOR, _NOT_OURS, "60123-60125 60127 60129 81001 81002 81011 81014"),
    (After.OPERATOR, _NOT_OURS, "90100-90106 301005 301012-301014 301036 302003 302004"),
    (After.OPERATOR, _NOT_OURS, "302006 302007"),
    # group chats
    (After.OPERATOR, _NOT_OURS, "40050 86001 86003-86008 86216 86217 86220"),
    # installation links, calls, customers, the shop for apps
    (After.OPERATOR, _NOT_OURS, "84019-84024 84052-84067 84069-84130 84200"),
    # invoices, shaking, recordings, clocking in, approvals, faces
    (After.OPERATOR, _NOT_OURS, "72023 72024 72037 90001-90003 91040 301015-301017"),
    (After.OPERATOR, _NOT_OURS, "301023-301025 301055 301056 301071 301072 301075"),
)


def _grouped() -> Iterator[tuple[int, tuple[After, str]]]:
    for after, reason, codes in _GROUPS:
        for written in codes.split():
            first, _, last = written.partition("-")
            for code in range(int(first), int(last or first) + 1):
                yield code, (after, reason)


REFUSALS: Mapping[int, tuple[After, str]] = MappingProxyType({**dict(_grouped()), **_ROWS})
"""What each errcode asks for, and why."""
