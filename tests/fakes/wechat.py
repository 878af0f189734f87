"""WeChat's API with a memory: `sent` is the truth about what residents received."""

import json
import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.faults import Answer, Fault, json_answer
from tests.fakes.serving import FakeServer

TEXT_BYTES_MAX = 2048
TOKEN_SECONDS = 7200
REPEAT_SECONDS = 600
SCENE_LENGTH_MAX = 64
QUOTA_A_DAY = 100_000
WINDOWS = {
    "message": (48 * 60 * 60, 5),
    "click": (60, 3),
    "scan": (60, 3),
    "subscribe": (60, 3),
}
"""What a resident does, and for how many seconds and messages that lets the account speak."""

ERRORS = {
    40001: "invalid credential, access_token is invalid or not latest",
    40003: "invalid openid",
    40007: "invalid media_id",
    40013: "invalid appid",
    40016: "invalid button size",
    40018: "invalid button name size",
    40023: "invalid sub button size",
    40053: "invalid action info",
    40037: "invalid template_id",
    40125: "invalid appsecret",
    40164: "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist",
    41001: "access_token missing",
    42001: "access_token expired",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44004: "empty content",
    45002: "content size out of limit",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    46003: "menu no exist",
    47001: "data format error",
    47003: "argument invalid",
}
FIELD_LIMITS = {
    "thing": re.compile(r"[^\n]{1,20}"),
    "const": re.compile(r"[^\n]{1,20}"),
    "phrase": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{1,5}"),
    "character_string": re.compile("[\x20-\x7e]{1,32}"),
    "number": re.compile("[0-9.]{1,32}"),
    "phone_number": re.compile("[0-9+() -]{1,17}"),
    "name": re.compile(".{1,10}"),
    "amount": re.compile(r"[¥￥$€]?[0-9]{1,10}(\.[0-9]+)?元?"),
    "time": re.compile(r"(\d{4}([-/.年月]\d{1,2}){2}日? ?)?\d{1,2}:\d{2}(:\d{2})?"),
    "date": re.compile(r"\d{4}([-/.年月]\d{1,2}){2}日?( ?\d{1,2}:\d{2}(:\d{2})?)?"),
}


_ESCAPED_LETTER = re.compile(rb"(?<!\\)(?:\\\\)*\\u[0-9a-f]{4}")


def errcode(code: int, errmsg: str = "", *, accepts: bool = False) -> Answer:
    """A fault: WeChat answers with an error, as it does, under status 200."""
    words = errmsg or ERRORS.get(code, "error")
    document = {"errcode": code, "errmsg": f"{words} rid: 6741a2b3-0c1d2e3f"}
    return Answer(200, json.dumps(document).encode(), accepts=accepts)


@dataclass
class Window:
    """The right to say so many more messages until then."""

    until: float
    left: int


class FakeWeChat(FakeServer):
    """One Official Account's side of api.weixin.qq.com.

    `sent` holds what was taken, oldest first, also what was taken without an answer:
    `{"kind": "custom" | "template" | "subscribe", "touser", "text", "template", "fields", "id"}`,
    and `link`, where a template leads.
    The account may speak to whom it has `heard`, and send as many subscription messages as there
    are `consents`, by openid and template. `problems` makes an openid answer with an errcode. What
    its templates say lies in `own_templates` and `subscription_templates`, what is left of the
    day's calls in `quotas`, by path.
    `faults` are spent by sends and downloads, `token_faults` by requests for a token. `violations`
    are requests that the real WeChat would have shown or taken wrongly. `clock` is Unix time in
    seconds.
    """

    def __init__(
        self,
        app_id: str = "wx1234567890abcdef",
        app_secret: str = "app-secret-of-the-fake",
        prefix: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(prefix)
        self.app_id = app_id
        self.app_secret = app_secret
        self.clock = clock
        self.sent: list[dict[str, Any]] = []
        self.problems: dict[str, int] = {}
        self.followers: set[str] = set()
        self.templates: set[str] = set()
        self.consents: dict[tuple[str, str], int] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self.own_templates: dict[str, str] = {}
        self.subscription_templates: dict[str, str] = {}
        self.quotas: dict[str, int] = {}
        self.qr_codes: list[dict[str, Any]] = []
        self.menus: list[dict[str, Any]] = []
        self.typed: list[str] = []
        self.videos: dict[str, str] = {}
        self.token_faults: deque[Fault] = deque()
        self.token_fetches = 0
        self.forced_refreshes = 0
        self.violations: list[str] = []
        self._tokens: dict[str, float] = {}
        self._windows: dict[str, dict[str, Window]] = {}
        self._repeats: dict[tuple[str, str], tuple[float, int]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/cgi-bin/stable_token", self._stable_token),
            web.post("/cgi-bin/message/custom/send", self._custom),
            web.post("/cgi-bin/message/custom/typing", self._typing),
            web.post("/cgi-bin/message/template/send", self._template),
            web.post("/cgi-bin/message/subscribe/bizsend", self._bizsend),
            web.get("/cgi-bin/media/get", self._media),
            web.post("/cgi-bin/qrcode/create", self._qr),
            web.post("/cgi-bin/menu/create", self._menu),
            web.get("/cgi-bin/menu/get", self._shown_menu),
            web.get("/film/{media}", self._film),
            web.get("/cgi-bin/template/get_all_private_template", self._own_templates),
            web.get("/wxaapi/newtmpl/gettemplate", self._subscription_templates),
            web.post("/cgi-bin/openapi/quota/get", self._quota),
        ]

    def heard(self, openid: str, what: str = "message") -> None:
        """The resident did something, which lets the account speak for a while."""
        seconds, messages = WINDOWS[what]
        self.followers.add(openid)
        self._windows.setdefault(openid, {})[what] = Window(self.clock() + seconds, messages)

    def unfollowed(self, openid: str) -> None:
        self.followers.discard(openid)
        self._windows.pop(openid, None)

    def invalidate_tokens(self) -> None:
        """As if somebody had fetched one with the old call: all tokens are worth nothing now."""
        self._tokens.clear()

    def expire_tokens(self) -> None:
        self._tokens = dict.fromkeys(self._tokens, 0.0)

    def sent_to(self, openid: str) -> list[str]:
        """The texts of the customer-service messages that this resident received."""
        return [
            one["text"] for one in self.sent if (one["kind"], one["touser"]) == ("custom", openid)
        ]

    async def _stable_token(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if self.token_faults:
            self.faults.appendleft(self.token_faults.popleft())
            return await self.answer(request, lambda: self._token(asked))
        return self._token(asked)

    def _token(self, asked: dict[str, Any]) -> web.Response:
        self.token_fetches += 1
        if asked.get("appid") != self.app_id:
            return _error(40013)
        if asked.get("secret") != self.app_secret:
            return _error(40125)
        if asked.get("force_refresh"):
            self.forced_refreshes += 1
            self._tokens.clear()
        now = self.clock()
        good = [token for token, until in self._tokens.items() if until > now]
        token = good[-1] if good else f"token_{secrets.token_urlsafe(32)}"
        until = self._tokens.setdefault(token, now + TOKEN_SECONDS)
        return web.json_response({"access_token": token, "expires_in": int(until - now)})

    async def _custom(self, request: web.Request) -> web.Response:
        return await self._sending(request, self._customs)

    async def _template(self, request: web.Request) -> web.Response:
        return await self._sending(request, self._templates)

    async def _typing(self, request: web.Request) -> web.Response:
        """It counts against nothing, but needs a window as a message does."""
        return await self._sending(request, self._typings)

    def _typings(self, message: dict[str, Any]) -> web.Response:
        openid = message.get("touser", "")
        if message.get("command") != "Typing":
            self.violations.append(f"a command {message.get('command')}")
        if openid not in self.followers:
            return _error(45015)
        self.typed.append(openid)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _qr(self, request: web.Request) -> web.Response:
        return await self._sending(request, self._code)

    def _code(self, wanted: dict[str, Any]) -> web.Response:
        scene = wanted.get("action_info", {}).get("scene", {}).get("scene_str", "")
        is_temporary = wanted.get("action_name") == "QR_STR_SCENE"
        if not 1 <= len(scene) <= SCENE_LENGTH_MAX:
            return _error(40053)
        if is_temporary != ("expire_seconds" in wanted):
            self.violations.append("a temporary code without its end, or a permanent one with it")
        self.qr_codes.append(wanted)
        url = f"http://weixin.qq.com/q/{len(self.qr_codes):08}"
        return web.json_response({"ticket": f"gQ_{len(self.qr_codes)}", "url": url})

    async def _menu(self, request: web.Request) -> web.Response:
        return await self._sending(request, self._take_menu)

    def _take_menu(self, menu: dict[str, Any]) -> web.Response:
        buttons = menu.get("button", [])
        lists = [button["sub_button"] for button in buttons if "sub_button" in button]
        if not 1 <= len(buttons) <= 3:
            return _error(40016)
        if any(len(items) > 5 for items in lists):
            return _error(40023)
        if any(len(button["name"].encode()) > 16 for button in buttons):
            return _error(40018)
        items = [item for button in buttons for item in button.get("sub_button", [button])]
        if any(len(item["name"].encode()) > 60 for item in items):
            return _error(40025)
        if any(item["type"] == "click" and not 0 < len(item["key"].encode()) <= 128
               for item in items):  # fmt: skip
            return _error(40019)
        if any(item["type"] == "view" and not item["url"].startswith("https://")
               for item in items):  # fmt: skip
            return _error(40055)
        self.menus.append(menu)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _shown_menu(self, request: web.Request) -> web.Response:
        """The menu made last; WeChat gives every button a list of what is below it."""
        refusal = self._token_error(request)
        if refusal:
            return _error(refusal)
        return await self.answer(request, self._menu_made_last)

    def _menu_made_last(self) -> web.Response:
        if not self.menus:
            return _error(46003)
        return web.json_response({"menu": _with_lists(self.menus[-1])})

    async def _bizsend(self, request: web.Request) -> web.Response:
        return await self._sending(request, self._subscriptions)

    async def _sending(
        self, request: web.Request, send: Callable[[dict[str, Any]], web.Response]
    ) -> web.Response:
        body = await request.read()
        refusal = self._token_error(request)
        if refusal:
            return _error(refusal)
        if _ESCAPED_LETTER.search(body):
            self.violations.append("letters are escaped and would be shown so")
        try:
            message = json.loads(body)
        except ValueError:
            return _error(47001)
        return await self.answer(request, lambda: send(message))

    def _customs(self, message: dict[str, Any]) -> web.Response:
        openid, text = message.get("touser", ""), message.get("text", {}).get("content", "")
        if message.get("msgtype") != "text":
            self.violations.append(f"a message of type {message.get('msgtype')}")
        if openid in self.problems:
            return _error(self.problems[openid])
        if not text.strip():
            return _error(44004)
        if len(text.encode()) > TEXT_BYTES_MAX:
            return _error(45002)
        if not openid.strip():
            return _error(40003)
        refusal = self._spend(openid)
        if refusal:
            return _error(refusal)
        self._take("custom", openid, text=text)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    def _subscriptions(self, message: dict[str, Any]) -> web.Response:
        """One acceptance of the resident's is good for one message (43101 without any)."""
        openid, template, fields, refusal = self._filled(message)
        if refusal is not None:
            return refusal
        if not self.consents.get((openid, template)):
            return _error(43101)
        self.consents[(openid, template)] -= 1
        leads_to = message.get("page", "")
        message_id = self._take(
            "subscribe", openid, template=template, fields=fields, link=leads_to
        )
        return web.json_response({"errcode": 0, "errmsg": "ok", "msgid": message_id})

    def _filled(
        self, message: dict[str, Any]
    ) -> tuple[str, str, dict[str, str], web.Response | None]:
        openid, template = message.get("touser", ""), message.get("template_id", "")
        fields = {name: part.get("value", "") for name, part in message.get("data", {}).items()}
        wrong = [name for name, value in fields.items() if not _is_allowed(name, value)]
        refusal = None
        if openid in self.problems:
            refusal = _error(self.problems[openid])
        elif template not in self.templates:
            refusal = _error(40037)
        elif openid not in self.followers:
            refusal = _error(43004)
        elif wrong or not fields:
            why = f"argument invalid! data.{(wrong or ['data'])[0]}.value invalid"
            refusal = _error(47003, why)
        return openid, template, fields, refusal

    def _templates(self, message: dict[str, Any]) -> web.Response:
        openid, template, fields, refusal = self._filled(message)
        if refusal is not None:
            return refusal
        repeat = (openid, message.get("client_msg_id", ""))
        taken_at, message_id = self._repeats.get(repeat, (-REPEAT_SECONDS, 0))
        if not repeat[1] or self.clock() - taken_at >= REPEAT_SECONDS:
            leads_to = message.get("url", "")
            message_id = self._take(
                "template", openid, template=template, fields=fields, link=leads_to
            )
            self._repeats[repeat] = (self.clock(), message_id)
        return web.json_response({"errcode": 0, "errmsg": "ok", "msgid": message_id})

    async def _own_templates(self, request: web.Request) -> web.Response:
        listed = [
            {"template_id": id_, "title": "进度", "content": content, "example": ""}
            for id_, content in self.own_templates.items()
        ]
        return await self._asking(request, {"template_list": listed})

    async def _subscription_templates(self, request: web.Request) -> web.Response:
        listed = [
            {"priTmplId": id_, "title": "进度", "content": content, "type": 2}
            for id_, content in self.subscription_templates.items()
        ]
        return await self._asking(request, {"errcode": 0, "errmsg": "ok", "data": listed})

    async def _quota(self, request: web.Request) -> web.Response:
        path = (await request.json()).get("cgi_path", "")
        left = self.quotas.get(path, QUOTA_A_DAY)
        quota = {"daily_limit": QUOTA_A_DAY, "used": QUOTA_A_DAY - left, "remain": left}
        return await self._asking(request, {"errcode": 0, "errmsg": "ok", "quota": quota})

    async def _asking(self, request: web.Request, document: dict[str, Any]) -> web.Response:
        """A question that changes nothing; its faults are `faults` too."""
        refusal = self._token_error(request)
        if refusal:
            return _error(refusal)
        return await self.answer(request, lambda: web.json_response(document))

    async def _media(self, request: web.Request) -> web.Response:
        refusal = self._token_error(request)
        if refusal:
            return _error(refusal)
        return await self.answer(request, lambda: self._file(request.query.get("media_id", "")))

    def _file(self, media_id: str) -> web.Response:
        if media_id in self.videos:
            return web.json_response({"video_url": self.videos[media_id]})
        if media_id not in self.media:
            return _error(40007)
        content, content_type = self.media[media_id]
        return web.Response(body=content, headers={"Content-Type": content_type})

    async def _film(self, request: web.Request) -> web.Response:
        """Where a film lies; WeChat's media call only names the address."""
        return self._file(request.match_info["media"])

    def _take(self, kind: str, openid: str, **what: Any) -> int:  # noqa: ANN401  # what JSON holds
        message_id = 1_000_000 + len(self.sent)
        empty = {"text": "", "template": "", "fields": {}, "link": ""}
        self.sent.append({**empty, "kind": kind, "touser": openid, "id": message_id, **what})
        return message_id

    def _token_error(self, request: web.Request) -> int:
        token = request.query.get("access_token", "")
        if not token:
            return 41001
        if token not in self._tokens:
            return 40001
        return 42001 if self._tokens[token] <= self.clock() else 0

    def _spend(self, openid: str) -> int:
        """Use up one message of the right that ends first; otherwise the error."""
        now = self.clock()
        rights = self._windows.get(openid, {}).values()
        is_open = [right for right in rights if right.until > now]
        if not is_open:
            return 45015
        usable = [right for right in is_open if right.left]
        if not usable:
            return 45047
        min(usable, key=lambda right: right.until).left -= 1
        return 0


def _with_lists(menu: dict[str, Any]) -> dict[str, Any]:
    """A menu as it is shown: buttons without a list have an empty one."""
    buttons = [
        {**button, "sub_button": [_with_empty(one) for one in button.get("sub_button", [])]}
        for button in menu["button"]
    ]
    return {"button": buttons}


def _with_empty(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "sub_button": []}


def _is_allowed(name: str, value: str) -> bool:
    limit = FIELD_LIMITS.get(name.rstrip("0123456789"))
    return bool(value) and (limit is None or limit.fullmatch(value) is not None)


def _error(code: int, errmsg: str = "") -> web.Response:
    fault = errcode(code, errmsg)
    return web.Response(body=fault.body, content_type=fault.content_type)


GARBAGE_OF_WECHAT = {
    "an errcode in words": json_answer({"errcode": "ok"}),
    "a zero in quotes": json_answer({"errcode": "0", "errmsg": "ok"}),
    "a truth value": json_answer({"errcode": False}),
    "no errcode": json_answer({"errmsg": "ok"}),
}
"""Answers of status 200 that are no yes, beside those of every provider."""
