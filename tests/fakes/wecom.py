"""WeCom's API with a memory: `sent` is the truth about what staff received."""

import json
import re
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.faults import Answer, Fault
from tests.fakes.serving import FakeServer

TEXT_BYTES_MAX = 2048
TOKEN_SECONDS = 7200
MEMBER_MESSAGES_PER_MINUTE = 30
ROBOT_MESSAGES_PER_MINUTE = 20
DUPLICATE_CHECK_SECONDS_MAX = 4 * 60 * 60
LOGIN_CODE_SECONDS = 5 * 60
RESPONSE_CODE_SECONDS = 72 * 60 * 60
CARD_NAME = re.compile(r"[0-9A-Za-z_@-]{1,128}")
UNKNOWN_CODE = 42099
"""A response code that is spent, too old or none; WeCom's own list does not name its errcode."""

ERRORS = {
    40001: "invalid credential",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40056: "invalid agentid",
    40029: "invalid oauth_code",
    40057: "invalid callbackurl",
    41001: "access_token missing",
    42001: "access_token expired",
    UNKNOWN_CODE: "invalid response_code",
    44004: "empty content",
    45009: "api freq out of limit",
    60111: "userid not found",
    301002: "agentid unmatched",
    60020: "not allow to access from your ip, hint: [1700000000_1], from ip: 203.0.113.9, more",
    81013: "user & party & tag all invalid",
    82001: "touser & toparty & totag all empty",
    93000: "invalid webhook url",
}


@dataclass(frozen=True)
class Push:
    """One message on one member's phone, or with an empty `userid` in the robot's group.

    `card` is the name of a template card, whose text is its title and what stands below it.
    """

    userid: str
    text: str
    at: float
    card: str = ""


@dataclass
class ShownCard:
    """A card on one member's phone: the buttons that can be pressed, by key, with their labels.

    `replaced` is the word that stands in their place once they cannot.
    """

    userid: str
    text: str
    buttons: dict[str, str]
    replaced: str = ""


def errcode(code: int, errmsg: str = "", *, accepts: bool = False) -> Answer:
    """A fault: WeCom answers with an error, as it does, under status 200."""
    document = {"errcode": code, "errmsg": errmsg or ERRORS.get(code, "error")}
    return Answer(200, json.dumps(document).encode(), accepts=accepts)


class FakeWeCom(FakeServer):
    """One company's side of qyapi.weixin.qq.com, with one app and one group robot.

    `sent` are the messages that arrived, oldest first; `dropped` those that WeCom swallowed without
    a word: doubles, and more than 30 a minute to one member. Whoever is in `members` (in any case)
    can be reached; the `unlicensed` of them cannot. `faults` are spent by sends, `token_faults` by
    requests for a token. `violations` are requests that the real WeCom would have shown or cut
    wrongly. `cards` are the template cards on the members' phones, by name; each change costs a
    response code, which is good once and for three days. With `takes_cards` off it is an app
    without a callback address; without `trusts_address` nobody entered the caller's. `clock` is
    Unix time in seconds.
    """

    def __init__(
        self,
        members: tuple[str, ...] = (),
        prefix: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(prefix)
        self.corp_id = "ww1234567890abcdef"
        self.secret = "secret-of-the-fake-wecom-app"
        self.agent_id = 1000002
        self.robot_key = "0b7e1a7c-key-of-the-fake-robot"
        self.clock = clock
        self.members = {userid.lower() for userid in members}
        self.unlicensed: set[str] = set()
        self.sent: list[Push] = []
        self.dropped: list[Push] = []
        self.violations: list[str] = []
        self.token_faults: deque[Fault] = deque()
        self.token_fetches = 0
        self.takes_cards = True
        self.trusts_address = True
        self.switched_off = False
        self.cards: dict[str, ShownCard] = {}
        self._codes: dict[str, tuple[str, float]] = {}
        self._logins: dict[str, tuple[str, float]] = {}
        self._token = ""
        self._token_until = 0.0
        self._old_tokens: set[str] = set()
        self._bodies: dict[bytes, float] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/cgi-bin/gettoken", self._gettoken),
            web.get("/cgi-bin/agent/get", self._agent),
            web.get("/cgi-bin/user/get", self._member),
            web.get("/cgi-bin/auth/getuserinfo", self._named_by_code),
            web.post("/cgi-bin/message/send", self._message),
            web.post("/cgi-bin/message/update_template_card", self._update),
            web.post("/cgi-bin/webhook/send", self._robot),
        ]

    def expire_token(self) -> None:
        """The token in force ends before its time."""
        self._old_tokens.add(self._token)
        self._token = ""

    def sent_to(self, userid: str) -> list[str]:
        return [push.text for push in self.sent if push.userid == userid.lower()]

    def log_in(self, userid: str) -> str:
        """Somebody agrees to log in: the code that their browser brings back."""
        code = secrets.token_urlsafe(16)
        self._logins[code] = (userid, self.clock() + LOGIN_CODE_SECONDS)
        return code

    def press(self, card: str) -> str:
        """A member presses a button; the response code that comes with the event."""
        return self._new_code(card)

    async def _gettoken(self, request: web.Request) -> web.Response:
        self.token_fetches += 1
        if self.token_faults:
            self.faults.appendleft(self.token_faults.popleft())
            return await self.answer(request, lambda: self._grant(request))
        return self._grant(request)

    def _grant(self, request: web.Request) -> web.Response:
        if request.query.get("corpid") != self.corp_id:
            return _error(40013)
        if request.query.get("corpsecret") != self.secret:
            return _error(40001)
        if not self._token or self._token_until <= self.clock():
            self._old_tokens.add(self._token)
            self._token = secrets.token_urlsafe(64)
            self._token_until = self.clock() + TOKEN_SECONDS
        left = int(self._token_until - self.clock())
        return _json(
            {"errcode": 0, "errmsg": "ok", "access_token": self._token, "expires_in": left}
        )

    async def _agent(self, request: web.Request) -> web.Response:
        """The application, to callers from a trusted address only."""
        code = self._token_error(request) or (0 if self.trusts_address else 60020)
        if code:
            return _error(code)
        if request.query.get("agentid") != str(self.agent_id):
            return _error(301002)
        return _json(
            {
                "errcode": 0,
                "errmsg": "ok",
                "agentid": self.agent_id,
                "name": "回音",
                "close": 1 if self.switched_off else 0,
                "allow_partys": {"partyid": [1]},
            }
        )

    async def _named_by_code(self, request: web.Request) -> web.Response:
        """Whom a login's code names, once: a member by userid, anybody else by openid."""
        code = self._token_error(request)
        if code:
            return _error(code)
        userid, until = self._logins.pop(request.query.get("code", ""), ("", 0.0))
        if not userid or until < self.clock():
            return _error(40029)
        known = userid.lower() in self.members
        named = {"userid": userid} if known else {"openid": f"openid-of-{userid}"}
        return _json({"errcode": 0, "errmsg": "ok", **named})

    async def _member(self, request: web.Request) -> web.Response:
        code = self._token_error(request) or (0 if self.trusts_address else 60020)
        if code:
            return _error(code)
        userid = request.query.get("userid", "").lower()
        if userid not in self.members:
            return _error(60111)
        return _json({"errcode": 0, "errmsg": "ok", "userid": userid, "name": userid})

    async def _message(self, request: web.Request) -> web.Response:
        body = await request.read()
        if (code := self._token_error(request)) is not None:
            return _error(code)
        return await self.answer(request, lambda: self._take(body))

    async def _update(self, request: web.Request) -> web.Response:
        change = json.loads(await request.read())
        if (code := self._token_error(request)) is not None:
            return _error(code)
        return await self.answer(request, lambda: self._take_change(change))

    def _token_error(self, request: web.Request) -> int | None:
        token = request.query.get("access_token", "")
        if not token:
            return 41001
        if token != self._token:
            return 42001 if token in self._old_tokens else 40014
        return None

    def _take(self, body: bytes) -> web.Response:
        message = json.loads(body)
        is_card = message.get("msgtype") == "template_card"
        if is_card and not self.takes_cards:
            return _error(40057)
        text = self._card_text(message, body) if is_card else self._text(message, body)
        card = message["template_card"]["task_id"] if is_card else ""
        if message.get("agentid") != self.agent_id:
            return _error(40056)
        if not text:
            return _error(44004)
        named = [userid for userid in message.get("touser", "").lower().split("|") if userid]
        if not named:
            return _error(82001)
        reached = [userid for userid in named if userid in self.members - self.unlicensed]
        if not self.members.intersection(named):
            return _error(81013)
        is_double = self._is_double(message, body)
        if is_card and not is_double and card in self.cards:
            self.violations.append("a card by the name of another one")
        for userid in reached:
            push = Push(userid, text, self.clock(), card)
            if is_double or self._in_last_minute(userid) >= MEMBER_MESSAGES_PER_MINUTE:
                self.dropped.append(push)
            else:
                self.sent.append(push)
                self._show(push, message)
        return _json(
            {
                **({"response_code": self._new_code(card)} if card and not is_double else {}),
                "errcode": 0,
                "errmsg": "ok",
                "invaliduser": "|".join(one for one in named if one not in self.members),
                "unlicenseduser": "|".join(one for one in named if one in self.unlicensed),
                "msgid": secrets.token_urlsafe(24),
            }
        )

    def _show(self, push: Push, message: dict[str, Any]) -> None:
        if push.card:
            listed = message["template_card"]["button_list"]
            buttons = {one["key"]: one["text"] for one in listed}
            self.cards[push.card] = ShownCard(push.userid, push.text, buttons)

    def _new_code(self, card: str) -> str:
        code = secrets.token_urlsafe(16)
        self._codes[code] = (card, self.clock() + RESPONSE_CODE_SECONDS)
        return code

    def _take_change(self, change: dict[str, Any]) -> web.Response:
        if change.get("agentid") != self.agent_id:
            return _error(40056)
        name, until = self._codes.pop(change["response_code"], ("", 0.0))
        if until <= self.clock():
            return _error(UNKNOWN_CODE)
        card = self.cards[name]
        if [one.lower() for one in change["userids"]] != [card.userid]:
            self.violations.append("a change of somebody else's card")
        if "button" in change:
            card.buttons, card.replaced = {}, change["button"]["replace_name"]
        else:
            face = change["template_card"]
            card.text = _face(face)
            card.buttons = {one["key"]: one["text"] for one in face["button_list"]}
        return _json({"errcode": 0, "errmsg": "ok"})

    def _card_text(self, message: dict[str, Any], body: bytes) -> str:
        if b"\\u" in body:
            self.violations.append("letters written as \\uXXXX are shown as they stand")
        card = message["template_card"]
        if card["card_type"] != "button_interaction" or not 1 <= len(card["button_list"]) <= 6:
            self.violations.append("a card that is none")
        if not CARD_NAME.fullmatch(card["task_id"]):
            self.violations.append(f"task_id {card['task_id']!r}")
        return _face(card)

    async def _robot(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.query.get("key") != self.robot_key:
            return _error(93000)
        return await self.answer(request, lambda: self._take_for_group(body))

    def _take_for_group(self, body: bytes) -> web.Response:
        text = self._text(json.loads(body), body)
        if not text:
            return _error(44004)
        if self._in_last_minute("") >= ROBOT_MESSAGES_PER_MINUTE:
            return _error(45009)
        self.sent.append(Push("", text, self.clock()))
        return _json({"errcode": 0, "errmsg": "ok"})

    def _text(self, message: dict[str, Any], body: bytes) -> str:
        if b"\\u" in body:
            self.violations.append("letters written as \\uXXXX are shown as they stand")
        if message.get("msgtype") != "text":
            self.violations.append(f"msgtype {message.get('msgtype')!r}")
            return ""
        content = message["text"]["content"].encode()
        if len(content) > TEXT_BYTES_MAX:
            self.violations.append("a text that WeCom cuts")
        return str(content[:TEXT_BYTES_MAX].decode("utf-8", "ignore"))

    def _is_double(self, message: dict[str, Any], body: bytes) -> bool:
        if message.get("enable_duplicate_check") != 1:
            return False
        interval = message.get("duplicate_check_interval", 1800)
        if not 0 < interval <= DUPLICATE_CHECK_SECONDS_MAX:
            self.violations.append(f"duplicate_check_interval {interval}")
        before = self._bodies.get(body)
        if before is not None and self.clock() < before + interval:
            return True
        self._bodies[body] = self.clock()
        return False

    def _in_last_minute(self, userid: str) -> int:
        recent = Counter(push.userid for push in self.sent if push.at > self.clock() - 60)
        return recent[userid]


def _face(card: dict[str, Any]) -> str:
    return "\n".join(filter(None, (card["main_title"]["title"], card["sub_title_text"])))


def _json(document: dict[str, object]) -> web.Response:
    return web.json_response(document)


def _error(code: int) -> web.Response:
    return web.json_response({"errcode": code, "errmsg": ERRORS[code]})
