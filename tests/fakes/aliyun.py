"""Alibaba Cloud's SMS with a memory: `sent` is the truth about what went out.

Signatures are checked by code of its own, written after the provider's page and not after ours.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, web

from tests.fakes.faults import Answer
from tests.fakes.serving import FakeServer

BEIJING = ZoneInfo("Asia/Shanghai")
SIGNED = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
REAL_HOST = "dysmsapi.aliyuncs.com"
STALE = timedelta(minutes=15)
PASSED = "AUDIT_STATE_PASS"
TEMPLATES = {
    "SMS_1000": "${text}",
    "SMS_1001": "您的验证码是${code}，十分钟内有效。",
    "SMS_1002": "您好，${text}。",
    "SMS_1003": "您的事项${number}有新进展：${text}",
    "SMS_1004": "您的事项${number}请您回访：${text} 请回复：${options}",
    "SMS_1007": "${text}，请到企业微信处理。",
    "SMS_1008": "${number}已登记。补充照片请打开https://huiyin.example/f/${token}",
}
AUTHORIZATION = re.compile(
    r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})"
)


@dataclass
class SentSms:
    """One message that the provider took; `status` is 1 waiting, 2 failed, 3 delivered."""

    biz_id: str
    phone: str
    template: str
    content: str
    out_id: str
    at: datetime
    status: int = 1
    code: str = ""


def error(code: str, message: str = "", *, status: int = 200, accepts: bool = False) -> Answer:
    """A fault: the provider answers with an error; business errors come under status 200."""
    document = {"Code": code, "Message": message or code, "RequestId": "R"}
    return Answer(status, json.dumps(document).encode(), accepts=accepts)


class FakeAliyun(FakeServer):
    """One account with approved templates. `violations` are calls that the real one would refuse.

    What was handed in for approval has passed, unless `audits` says otherwise; with `may_ask` off
    the key may only send. `house` is our public address with the secret in it, to which it pushes.
    """

    def __init__(self, prefix: str = "", house: str = "") -> None:
        super().__init__(prefix)
        self.key_id = "LTAI-key-of-the-fake"
        self.secret = "secret-of-the-fake-aliyun"
        self.sign_name = "松涛苑"
        self.house = house
        self.sent: list[SentSms] = []
        self.violations: list[str] = []
        self.audits: dict[str, str] = {}
        self.may_ask = True
        self._nonces: set[str] = set()
        self._numbers = count(1)
        self._session: ClientSession | None = None

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/", self._act)]

    async def on_stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    def sent_to(self, phone: str) -> list[str]:
        """What went to a number, as its reader sees it."""
        return [one.content for one in self.sent if one.phone == phone]

    async def receipts(self, *messages: tuple[SentSms, str]) -> int:
        """Push what became of messages; "DELIVERED" is good news. The HTTP status of the answer."""
        items = []
        for one, code in messages:
            one.status, one.code = (3 if code == "DELIVERED" else 2), code
            items.append(receipt(one))
        return await self._push("report", items)

    async def uplink(self, phone: str, content: str, *, sequence: str = "") -> int:
        """Push what somebody wrote back."""
        return await self._push(
            "up", [uplink(phone, content, sequence or str(next(self._numbers)))]
        )

    async def _push(self, kind: str, items: list[dict[str, Any]]) -> int:
        self._session = self._session or ClientSession()
        async with self._session.post(f"{self.house}/{kind}", json=items) as answer:
            if answer.status == 200:
                document = await answer.json()
                assert type(document["code"]) is int
            return answer.status

    async def _act(self, request: web.Request) -> web.Response:
        refused = self._refused(request)
        if refused is not None:
            return refused
        return await self.answer(request, lambda: self._done(request))

    def _done(self, request: web.Request) -> web.Response:
        match request.headers["x-acs-action"]:
            case "SendSms":
                return self._send(dict(request.query))
            case "QuerySendDetails":
                return self._details(dict(request.query))
            case "QuerySmsSignList" | "QuerySmsTemplateList" if not self.may_ask:
                return _answer("Forbidden.RAM", "not authorized", status=403)
            case "QuerySmsSignList":
                rows = [{"SignName": name} for name in ("别家", self.sign_name)]
                return self._page("SmsSignList", "SignName", rows, request)
            case "QuerySmsTemplateList":
                rows = [
                    {"TemplateCode": code, "TemplateContent": content}
                    for code, content in TEMPLATES.items()
                ]
                return self._page("SmsTemplateList", "TemplateCode", rows, request)
            case action:
                return _answer("InvalidAction.NotFound", f"no action {action}", status=404)

    def _page(
        self, name: str, key: str, rows: list[dict[str, str]], request: web.Request
    ) -> web.Response:
        """One page of what was handed in; what `audits` does not name has passed."""
        size, page = int(request.query["PageSize"]), int(request.query["PageIndex"])
        assert 1 <= size <= 50
        whole = [{**row, "AuditStatus": self.audits.get(row[key], PASSED)} for row in rows]
        shown = whole[(page - 1) * size : page * size]
        document = {"Code": "OK", "Message": "OK", "RequestId": "R", "TotalCount": len(rows)}
        return web.json_response({**document, name: shown})

    def _refused(self, request: web.Request) -> web.Response | None:
        """Check the signature as the page on signature version 3 describes it."""
        given = AUTHORIZATION.fullmatch(request.headers.get("Authorization", ""))
        if given is None or given[2] != SIGNED:
            return _answer("IncompleteSignature", "", status=400)
        if given[1] != self.key_id:
            return _answer("InvalidAccessKeyId.NotFound", "", status=404)
        date = datetime.fromisoformat(request.headers["x-acs-date"])
        if abs(datetime.now(UTC) - date) > STALE:
            return _answer("InvalidTimeStamp.Expired", "", status=400)
        nonce = request.headers["x-acs-signature-nonce"]
        if nonce in self._nonces:
            return _answer("SignatureNonceUsed", "", status=400)
        self._nonces.add(nonce)
        if not hmac.compare_digest(expected_signature(request, self.secret), given[3]):
            return _answer("SignatureDoesNotMatch", "", status=400)
        return None

    def _send(self, query: dict[str, str]) -> web.Response:
        code = self._wrong_with(query)
        if code:
            self.violations.append(code)
            return _answer(code, "")
        values = json.loads(query["TemplateParam"])
        content = re.sub(
            r"\$\{(\w+)\}", lambda found: values[found[1]], TEMPLATES[query["TemplateCode"]]
        )
        message = SentSms(
            biz_id=f"{next(self._numbers)}^0",
            phone=query["PhoneNumbers"],
            template=query["TemplateCode"],
            content=content,
            out_id=query.get("OutId", ""),
            at=datetime.now(UTC),
        )
        self.sent.append(message)
        return web.json_response(
            {"Code": "OK", "Message": "OK", "BizId": message.biz_id, "RequestId": "R"}
        )

    def _wrong_with(self, query: dict[str, str]) -> str:
        if not re.fullmatch(r"1[0-9]{10}", query.get("PhoneNumbers", "")):
            return "isv.MOBILE_NUMBER_ILLEGAL"
        if query.get("SignName") != self.sign_name:
            return "isv.SMS_SIGNATURE_ILLEGAL"
        if query.get("TemplateCode") not in TEMPLATES:
            return "isv.SMS_TEMPLATE_ILLEGAL"
        values = json.loads(query.get("TemplateParam", "{}"))
        wanted = set(re.findall(r"\$\{(\w+)\}", TEMPLATES[query["TemplateCode"]]))
        if wanted - set(values):
            return "isv.TEMPLATE_MISSING_PARAMETERS"
        if any(not value or len(value) > 35 for value in values.values()):
            return "isv.PARAM_LENGTH_LIMIT"
        if any("://" in value for value in values.values()):
            return "isv.PARAM_NOT_SUPPORT_URL"
        return ""

    def _details(self, query: dict[str, str]) -> web.Response:
        size = int(query["PageSize"])
        found = [
            detail(one)
            for one in reversed(self.sent)
            if one.phone == query["PhoneNumber"]
            and f"{one.at.astimezone(BEIJING):%Y%m%d}" == query["SendDate"]
        ]
        return web.json_response(
            {
                "Code": "OK",
                "Message": "OK",
                "RequestId": "R",
                "TotalCount": str(len(found)),
                "SmsSendDetailDTOs": {"SmsSendDetailDTO": found[:size]},
            }
        )


def expected_signature(request: web.Request, secret: str) -> str:
    """Version 3: the request is written down, hashed, and its hash signed."""
    lines = ["POST", "/"]
    pairs = sorted(request.query.items())
    lines.append("&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in pairs))
    given = {name.lower(): value for name, value in request.headers.items()} | {"host": REAL_HOST}
    lines += [f"{name}:{given[name]}" for name in SIGNED.split(";")]
    lines += ["", SIGNED, hashlib.sha256(b"").hexdigest()]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return hmac.new(secret.encode(), f"ACS3-HMAC-SHA256\n{digest}".encode(), "sha256").hexdigest()


def receipt(one: SentSms) -> dict[str, Any]:
    """One item of SmsReport."""
    at = f"{one.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    return {
        "phone_number": one.phone,
        "send_time": at,
        "report_time": at,
        "success": one.code == "DELIVERED",
        "err_code": one.code,
        "err_msg": "用户接收成功" if one.code == "DELIVERED" else "失败",
        "sms_size": "1",
        "biz_id": one.biz_id,
        "out_id": one.out_id,
    }


def uplink(phone: str, content: str, sequence: str) -> dict[str, Any]:
    """One item of SmsUp."""
    return {
        "phone_number": phone,
        "content": content,
        "send_time": "2026-11-24 10:30:00",
        "dest_code": "1234",
        "sequence_id": sequence,
    }


def detail(one: SentSms) -> dict[str, Any]:
    """One item of QuerySendDetails."""
    at = f"{one.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    return {
        "PhoneNum": one.phone,
        "SendStatus": one.status,
        "ErrCode": one.code,
        "TemplateCode": one.template,
        "Content": f"【松涛苑】{one.content}",
        "SendDate": at,
        "ReceiveDate": at,
        "OutId": one.out_id,
    }


def _answer(code: str, message: str, *, status: int = 200) -> web.Response:
    document = {"Code": code, "Message": message or code, "RequestId": "R"}
    return web.json_response(document, status=status)


def _escaped(text: str) -> str:
    return quote_plus(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~")
