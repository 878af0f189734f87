"""What WeChat's error codes ask for: a table, to be read like one.

It holds every code of WeChat's general list, and those of the calls that we make. Of a code that
stands nowhere here, another channel is the best guess.
"""

from types import MappingProxyType

from wechatpy.constants import WeChatErrorCode

from bot.channels import After

ALREADY_TAKEN = "45065"
ADD_THIS_IP = "this machine's IP is not on the account's list: add this IP"

# What each asks for, and why in words that hold nobody's address.
_REFUSALS = {
    After.NEXT_CHANNEL: {
        "40003": "an openid of no follower of this account",
        "40031": "an openid that is none",
        "40032": "an openid that is none",
        "41009": "an openid is missing",
        "43004": "the reader does not follow the account",
        "43005": "the reader does not follow the account",
        "43019": "the reader is on the account's blocklist",
        "43101": "the reader takes no messages of this template",
        "45002": "a text of more than 2048 bytes",
        "45015": "the reader has not written for 48 hours",
        "45047": "too many messages since the reader last wrote",
        "45166": "a text that WeChat does not allow",
        "46004": "an openid of nobody",
        "47003": "a template field that WeChat does not take",
        "48002": "the reader has switched messages off",
        "48003": "the reader has not agreed to the terms of mass messages",
        "50001": "the reader has not allowed this call",
        "50005": "the reader does not follow the account",
        "65302": "an openid of nobody",
        "87014": "a text that WeChat does not allow",
    },
    After.OPERATOR: {
        "40001": "the access token or WECHAT_APP_SECRET is not accepted",
        "40002": "the grant type is not accepted",
        "40013": "WECHAT_APP_ID is not accepted",
        "40014": "the access token is not accepted",
        "40037": "the account has no such template",
        "40102": "the account's industry has no such template",
        "40125": "WECHAT_APP_SECRET is not accepted",
        "40132": "the account's WeChat id is not accepted",
        "40164": ADD_THIS_IP,
        "41001": "the access token is missing",
        "41002": "WECHAT_APP_ID is missing",
        "41004": "WECHAT_APP_SECRET is missing",
        "42001": "the access token has expired",
        "42007": "the account must be authorised anew: its password was changed",
        "43100": "the account's industry was changed too often",
        "45010": "the account has too many menus",
        "45026": "the account has too many templates",
        "45027": "the template is of another industry than the account's",
        "45064": "the account has no right to the mini program in its menu",
        "46002": "the account has no such menu",
        "46003": "the account has no menu",
        "48001": "the account has no right to this call",
        "48004": "WeChat has taken this call from the account",
        "48005": "what replies or menus use cannot be deleted",
        "48006": "the counters of calls were reset too often",
        "48008": "the account has no right to this kind of message",
        "50002": "the account is restricted",
        "61003": "the account has not authorised this platform",
        "61004": ADD_THIS_IP,
        "61007": "the account has not authorised this call",
        "61023": "the platform's authorisation is not accepted",
        "65301": "the account has no such menu",
        "65303": "the account needs an ordinary menu first",
        "65305": "the account has too many menus",
        "65306": "the account may have no menus of its own",
        "65309": "menus of one's own are switched off",
        "65316": "the menu leads to too many domains",
        "40048": "a domain that the account does not name",
        "40054": "a menu's address that the account does not allow",
        "40055": "a menu's address that the account does not allow",
    },
    After.RETRY: {
        "-1": "WeChat is busy",
        "-1000": "WeChat is busy",
        "45009": "the day's calls are used up",
        "45011": "too many calls in this minute",
        "45066": "the same message again too soon",
        "61450": "WeChat failed",
        "9001002": "a service behind WeChat is not there",
    },
    After.FATAL: {
        "43001": "a call that must be a GET",
        "43002": "a call that must be a POST",
        "43003": "a call that must be encrypted",
        "44002": "an empty request",
        "44004": "an empty text",
        ALREADY_TAKEN: "the same message was taken before",
        "47001": "a request that WeChat cannot read",
    },
}
# Requests that are wrong in themselves: kinds, sizes and parts of media, menus, articles, people's
# groups, customer-service accounts and devices. We send none of these to a reader.
_MALFORMED = """
40004 40005 40006 40007 40008 40009 40010 40011 40012 40015 40016 40017 40018 40019 40020 40021
40022 40023 40024 40025 40026 40027 40028 40029 40030 40033 40035 40038 40039 40050 40051 40053
40060 40117 40118 40119 40120 40121 40137 40155 40163 41003 41005 41006 41007 41008 41030 42002
42003 44001 44003 45001 45003 45004 45005 45006 45007 45008 45016 45017 45018 45067 45083 45084
45159 46001 61451 61452 61453 61454 61455 61456 61457 61500 63002 65304 65307 65308 65310 65311
65312 65313 65314 65317 87009 9001001 9001003 9001004 9001005 9001006 9001007 9001008 9001009
9001010 9001020 9001021 9001022 9001023 9001024 9001025 9001026 9001027 9001028 9001029 9001030
9001031 9001032 9001033 9001034 9001035 9001036
""".split()
_NAMES = {str(code.value): code.name.lower().replace("_", " ") for code in WeChatErrorCode}

REFUSALS = MappingProxyType(
    {
        **{
            code: (After.FATAL, f"a wrong request: {_NAMES.get(code, code)}") for code in _MALFORMED
        },
        **{
            code: (after, reason)
            for after, reasons in _REFUSALS.items()
            for code, reason in reasons.items()
        },
    }
)
# Nothing but the reader's next message opens WeChat's customer service again.
WINDOW_CLOSED_CODES = frozenset({"43004", "43005", "45015", "45047", "50005"})
CONSENT_ENDED_CODES = frozenset({"43101"})
RETRY_AFTER_SECONDS = MappingProxyType({"45009": 3600.0, "45011": 60.0, "45066": 60.0})
# Invalid, unreadable, expired: whatever the cause, another token is the cure, once.
TOKEN_CODES = frozenset({"40001", "40014", "42001"})
# Of WeChat's own words with these codes the IP is taken, which the operator has to add.
ADDRESS_CODES = frozenset({"40164", "61004"})


def meaning(code: str) -> tuple[After, str]:
    """What an errcode asks for, and why."""
    guess = (After.NEXT_CHANNEL, f"refused by WeChat: {_NAMES.get(code, 'an unknown code')}")
    return REFUSALS.get(code, guess)
