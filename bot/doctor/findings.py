"""What a look at one thing came to: a verdict, what it is, and what to do about it."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from aiohttp import ClientSession, ClientTimeout
from sqlalchemy.exc import DBAPIError

from bot.channels import Refused, TokenUnavailable
from bot.channels.provider_calls import CallFailed
from bot.commands.opening import first_line
from bot.settings import Settings
from flows.rules.policy_reading import PolicyError

CHECK_SECONDS_MAX = 30
"""How long one check may take; those of other things do not wait for it."""
TIME_OUTS = ClientTimeout(total=12, connect=4, sock_connect=4, sock_read=10)
"""For one question to a provider, or to our own address."""
PROBLEMS_SHOWN_MAX = 6
UNREACHABLE, UNREACHABLE_TOKEN = "connect", "network"
"""Our own codes for a call, and for a token, where nobody was there to ask."""
REACH_IT = "let this machine reach it: DNS, firewall, the setting …_API_BASE"
CONNECTION_ERRORS = {
    "ClientConnectorDNSError": "its name is not known here",
    "ClientConnectorCertificateError": "its certificate is not valid",
    "ClientConnectorSSLError": "it does not speak https",
    "ClientConnectorError": "nobody listens there",
    "ConnectionTimeoutError": "nobody answers there",
    "ServerDisconnectedError": "it hung up",
}


class Verdict(StrEnum):
    """`warn` can wait, `fail` cannot, `off` is as the settings want it."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    OFF = "off"


class Check(StrEnum):
    """The names of the lines, in their order; the guides in docs/operate/ go by them."""

    SETTINGS = "settings"
    DATABASE = "database"
    DURABILITY = "durability"
    SECRET_KEY = "secret-key"  # noqa: S105 - the name of a line
    DISK = "disk"
    MEDIA_FOLDER = "media-folder"
    CLOCK = "clock"
    TIME_ZONE = "time-zone"
    CALENDAR = "calendar"
    STAFF = "staff"
    STAFF_PHONES = "staff-phones"
    PUBLIC_ADDRESS = "public-address"
    WECHAT_TOKEN = "wechat-token"  # noqa: S105 - the name of a line
    WECHAT_CALLBACK = "wechat-callback"
    WECHAT_TEMPLATES = "wechat-templates"
    WECHAT_SUBSCRIPTIONS = "wechat-subscriptions"
    WECHAT_MENU = "wechat-menu"
    WECHAT_QUOTA = "wechat-quota"
    WECOM_TOKEN = "wecom-token"  # noqa: S105 - the name of a line
    WECOM_APP = "wecom-app"
    WECOM_MEMBERS = "wecom-members"
    WECOM_ROBOT = "wecom-robot"
    WECOM_CALLBACK = "wecom-callback"
    TWILIO_ACCOUNT = "twilio-account"
    TWILIO_SENDER = "twilio-sender"
    TWILIO_BALANCE = "twilio-balance"
    TWILIO_CALLBACK = "twilio-callback"
    ALIYUN_SIGN = "aliyun-sign"
    ALIYUN_TEMPLATES = "aliyun-templates"
    ALIYUN_CALLBACK = "aliyun-callback"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's; it never holds a secret. `todo` is empty where all is well."""

    check: Check
    verdict: Verdict
    says: str
    todo: str = ""

    def line(self) -> str:
        """The line as people read it."""
        width = max(map(len, Check))
        todo = f" -> {self.todo}" if self.todo else ""
        return f"{self.verdict:4}  {self.check:{width}}  {self.says}{todo}"

    def document(self) -> dict[str, str]:
        """The same for machines."""
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """What every check may need. `now` is the system's time when the doctor came."""

    settings: Settings
    session: ClientSession
    now: datetime
    seconds_max: float = CHECK_SECONDS_MAX


def ok(check: Check, says: str) -> Finding:
    """All is well."""
    return Finding(check, Verdict.OK, says)


def warn(check: Check, says: str, todo: str = "") -> Finding:
    """Something to know, or to do soon."""
    return Finding(check, Verdict.WARN, says, todo)


def fail(check: Check, says: str, todo: str) -> Finding:
    """Something that keeps a part of the service from working."""
    return Finding(check, Verdict.FAIL, says, todo)


def off(check: Check, says: str) -> Finding:
    """Nothing is wanted, so nothing was looked at."""
    return Finding(check, Verdict.OFF, says)


def not_asked(check: Check, first: Check) -> Finding:
    """Another check must be well before this one can be made."""
    return warn(check, f"not looked at: {first} comes first")


def listed(problems: Iterable[str]) -> str:
    """Several problems on one line, the first ones in full."""
    found = list(problems)
    more = len(found) - PROBLEMS_SHOWN_MAX
    return "; ".join(found[:PROBLEMS_SHOWN_MAX]) + (f"; and {more} more" if more > 0 else "")


async def checked(place: Place, check: Check, look: Awaitable[Finding], todo: str) -> Finding:
    """What a look comes to within its time; what a provider or the database did to it is a fail.

    `todo` is what to do when nothing more exact is known.
    """
    try:
        async with asyncio.timeout(place.seconds_max):
            return await look
    except TimeoutError:
        return fail(check, f"no answer within {place.seconds_max:g} seconds", todo)
    except CallFailed as failed:
        return fail(check, reason_of(failed), todo if is_refused(failed) else REACH_IT)
    except PolicyError as wrong:
        return fail(check, listed(str(wrong).splitlines()), todo)
    except DBAPIError as error:
        return fail(check, f"the database refused: {first_line(error)}", todo)
    except OSError as error:
        return fail(check, error.strerror or type(error).__name__, todo)


def without_token(check: Check, refused: TokenUnavailable, todo: str) -> Finding:
    """A provider gives no access token: it says why, or cannot be reached."""
    if refused.code == UNREACHABLE_TOKEN:
        return fail(check, _plain(refused.reason), REACH_IT)
    return fail(check, f"{refused.code}: {refused.reason}", todo)


def is_refused(failed: CallFailed) -> bool:
    """Whether the provider itself has said no; otherwise the way to it is at fault."""
    return code_of(failed) not in ("", UNREACHABLE)


def reason_of(failed: CallFailed) -> str:
    """Why a call was in vain, with the provider's code where it has one."""
    if is_refused(failed):
        return f"{code_of(failed)}: {failed.outcome.reason}"
    return _plain(failed.outcome.reason)


def code_of(failed: CallFailed) -> str:
    """The provider's code; empty where nobody knows what happened."""
    return failed.outcome.code if isinstance(failed.outcome, Refused) else ""


def _plain(reason: str) -> str:
    """The reason, with the library's word for it put into ours."""
    for word, ours in CONNECTION_ERRORS.items():
        reason = reason.replace(word, ours)
    return reason
