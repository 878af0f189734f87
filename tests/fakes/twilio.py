"""Twilio's Messages API with a memory: `sent` is the truth about what went out."""

import base64
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from aiohttp import ClientSession, web

from tests.fakes.serving import FakeServer
from tests.fakes.twilio_description import complaints_about_creation, complaints_about_list
from tests.fakes.twilio_world import TwilioWorld, new_sid

MESSAGES = "/2010-04-01/Accounts/{account}/Messages.json"
MEDIA = "/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}"
BODY_CHARACTERS_MAX = 1600
PROBLEMS = {
    20001: (400, "Bad request"),
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    21211: (400, "The 'To' number {to} is not a valid phone number."),
    21408: (400, "Permission to send an SMS has not been enabled for the region of {to}."),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21606: (400, "The From phone number is not a valid, SMS-capable number."),
    21608: (400, "The number {to} is unverified."),
    21610: (400, "Attempt to send to unsubscribed recipient {to}."),
    21612: (400, "The 'To' phone number {to} is not currently reachable."),
    21614: (400, "'To' number {to} is not a valid mobile number."),
    21617: (400, "The concatenated message body exceeds the 1600 character limit."),
    21635: (400, "'To' number {to} is a landline."),
    21659: (400, "'From' is not a Twilio phone number."),
}


@dataclass
class SentMessage:
    """One message that Twilio took."""

    sid: str
    sender: str | None
    service: str | None
    to: str
    body: str
    status: str
    status_callback: str
    created: datetime
    error_code: str = ""


class FakeTwilio(FakeServer):
    """The account of a TwilioWorld. `sent` are the messages that were taken, oldest first.

    `problems` makes a number answer with an error code of Twilio; `afterwards` are the statuses
    that are called back by themselves once a message is taken. Media lie in `media` by their id;
    with `media_moved_to` they are answered with a redirect. `violations` are the requests that
    Twilio's published description does not allow. The number, and the messaging service, bring SMS
    to `sms_url`.
    """

    def __init__(self, world: TwilioWorld | None = None, prefix: str = "") -> None:
        super().__init__(prefix)
        self.world = world or TwilioWorld()
        self.sent: list[SentMessage] = []
        self.problems: dict[str, int] = {}
        self.afterwards: tuple[str, ...] = ()
        self.media: dict[str, tuple[bytes, str]] = {}
        self.media_moved_to = ""
        self.media_authorizations: list[str] = []
        self.violations: list[str] = []
        self.account_status, self.account_type, self.balance = "active", "Full", "88.5"
        self.service, self.service_has_numbers, self.numbers_decide = "MG" + "0b" * 16, True, False
        self.sms_url, self.sms_method = f"{self.world.public_base_url}/sms", "POST"
        self.sms_application, self.number_has_sms = "", True
        self._session: ClientSession | None = None

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(MESSAGES, self._create),
            web.get(MESSAGES, self._list),
            web.get(MEDIA, self._media),
            web.get("/moved/{media}", self._moved_media),
            web.get("/2010-04-01/Accounts/{account}.json", self._account),
            web.get("/2010-04-01/Accounts/{account}/Balance.json", self._balance),
            web.get("/2010-04-01/Accounts/{account}/IncomingPhoneNumbers.json", self._numbers),
            web.get("/v1/Services/{service}", self._service),
            web.get("/v1/Services/{service}/PhoneNumbers", self._numbers_of_service),
        ]

    async def on_stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def call_back(self, sid: str, status: str, error_code: str = "") -> int:
        """Tell the house a status, signed; the HTTP status of its answer."""
        message = next(message for message in self.sent if message.sid == sid)
        message.status = status
        message.error_code = error_code or message.error_code
        path = message.status_callback.removeprefix(self.world.public_base_url)
        form = self.world.status(sid, status, message.to, error_code=error_code, path=path)
        self._session = self._session or ClientSession()
        async with self._session.post(form.url, data=form.body, headers=form.headers) as answer:
            return answer.status

    async def call_back_all(self, sid: str, statuses: Iterable[str]) -> None:
        for status in statuses:
            await self.call_back(sid, status)

    def sent_to(self, number: str) -> list[str]:
        return [message.body for message in self.sent if message.to == number]

    async def _create(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if not self._is_authentic(request):
            return self._problem(20003, form)
        return await self.answer(request, lambda: self._created(form))

    async def _list(self, request: web.Request) -> web.Response:
        if not self._is_authentic(request):
            return self._problem(20003, {})
        return await self.answer(request, lambda: self._listed(request))

    async def _account(self, request: web.Request) -> web.Response:
        document = {"status": self.account_status, "type": self.account_type}
        return self._told(request, document)

    async def _balance(self, request: web.Request) -> web.Response:
        return self._told(request, {"balance": self.balance, "currency": "USD"})

    async def _numbers(self, request: web.Request) -> web.Response:
        asked = request.query.get("PhoneNumber")
        ours = [self._number()] if asked == self.world.number else []
        return self._told(request, {"incoming_phone_numbers": ours})

    async def _service(self, request: web.Request) -> web.Response:
        if request.match_info["service"] != self.service:
            return self._problem(20404, {})
        document = {
            "sid": self.service,
            "inbound_request_url": self.sms_url,
            "inbound_method": "POST",
            "use_inbound_webhook_on_number": self.numbers_decide,
        }
        return self._told(request, document)

    async def _numbers_of_service(self, request: web.Request) -> web.Response:
        numbers = [self._number()] if self.service_has_numbers else []
        return self._told(request, {"phone_numbers": numbers})

    def _number(self) -> dict[str, Any]:
        return {
            "phone_number": self.world.number,
            "sms_url": self.sms_url,
            "sms_method": self.sms_method,
            "sms_application_sid": self.sms_application,
            "capabilities": {"sms": self.number_has_sms, "voice": True},
        }

    def _told(self, request: web.Request, document: dict[str, Any]) -> web.Response:
        return (
            web.json_response(document) if self._is_authentic(request) else self._problem(20003, {})
        )

    def _created(self, form: dict[str, str]) -> web.Response:
        problem = self._wrong_with(form)
        if problem:
            return self._problem(problem, form)
        return web.json_response(self._resource(self._take(form)), status=201)

    def _listed(self, request: web.Request) -> web.Response:
        self.violations += complaints_about_list(request.query)
        size = int(request.query.get("PageSize", "50"))
        found = [
            self._resource(message)
            for message in reversed(self.sent)
            if request.query.get("To", message.to) == message.to
        ]
        return web.json_response(
            {
                "messages": found[:size],
                "page": 0,
                "page_size": size,
                "start": 0,
                "end": len(found[:size]),
                "uri": request.path_qs,
                "first_page_uri": request.path_qs,
                "next_page_uri": None,
                "previous_page_uri": None,
            }
        )

    async def _media(self, request: web.Request) -> web.Response:
        self.media_authorizations.append(request.headers.get("Authorization", ""))
        if not self._is_authentic(request):
            return self._problem(20003, {})
        if self.media_moved_to:
            return web.Response(status=307, headers={"Location": self.media_moved_to})
        return self._medium(request)

    async def _moved_media(self, request: web.Request) -> web.Response:
        self.media_authorizations.append(request.headers.get("Authorization", ""))
        return self._medium(request)

    def _medium(self, request: web.Request) -> web.Response:
        if request.match_info["media"] not in self.media:
            return self._problem(20404, {})
        content, content_type = self.media[request.match_info["media"]]
        return web.Response(body=content, headers={"Content-Type": content_type})

    def _is_authentic(self, request: web.Request) -> bool:
        credentials = f"{self.world.account_sid}:{self.world.auth_token}"
        right = "Basic " + base64.b64encode(credentials.encode()).decode()
        account = request.match_info.get("account", self.world.account_sid)
        return request.headers.get("Authorization") == right and account == self.world.account_sid

    def _wrong_with(self, form: dict[str, str]) -> int:
        complaints = complaints_about_creation(form)
        if complaints:
            self.violations += complaints
            return 20001
        if form["To"] in self.problems:
            return self.problems[form["To"]]
        if not form.get("Body", "").strip():
            return 21602
        if len(form["Body"]) > BODY_CHARACTERS_MAX:
            return 21617
        if "MessagingServiceSid" not in form and form.get("From") != self.world.number:
            return 21659 if "From" in form else 21603
        return 0

    def _take(self, form: dict[str, str]) -> SentMessage:
        has_service = "MessagingServiceSid" in form
        message = SentMessage(
            sid=new_sid(),
            # Which number of a messaging service it will be is not known yet.
            sender=form.get("From"),
            service=form.get("MessagingServiceSid"),
            to=form["To"],
            body=form["Body"],
            status="accepted" if has_service else "queued",
            status_callback=form.get("StatusCallback", ""),
            created=datetime.now(UTC),
        )
        self.sent.append(message)
        if self.afterwards:
            self.later(self.call_back_all(message.sid, self.afterwards))
        return message

    def _problem(self, code: int, form: dict[str, str]) -> web.Response:
        status, text = PROBLEMS[code]
        document = {
            "code": code,
            "message": text.format_map(defaultdict(str, to=form.get("To", ""))),
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        }
        return web.json_response(document, status=status)

    def _resource(self, message: SentMessage) -> dict[str, Any]:
        uri = f"/2010-04-01/Accounts/{self.world.account_sid}/Messages/{message.sid}.json"
        created = format_datetime(message.created)
        return {
            "account_sid": self.world.account_sid,
            "api_version": "2010-04-01",
            "body": message.body,
            "date_created": created,
            # Twilio knows no date of sending before it has sent.
            "date_sent": None if message.status in {"queued", "accepted"} else created,
            "date_updated": created,
            "direction": "outbound-api",
            "error_code": int(message.error_code) if message.error_code else None,
            "error_message": None,
            "from": message.sender,
            "messaging_service_sid": message.service,
            "num_media": "0",
            "num_segments": "1" if message.service is None else "0",
            "price": None,
            "price_unit": "USD",
            "sid": message.sid,
            "status": message.status,
            "subresource_uris": {"media": uri.replace(".json", "/Media.json")},
            "to": message.to,
            "uri": uri,
        }
