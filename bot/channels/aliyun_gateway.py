"""SMS to and from mainland China by Alibaba Cloud: approved templates, answers included.

After its API of version 2017-05-25: SendSms and QuerySendDetails (help.aliyun.com/en/sms/
developer-reference/api-dysmsapi-2017-05-25-sendsms, …-querysenddetails). A send has no key by which
a repetition would be dropped, so a doubt is looked up by the letter's id, which stands in OutId.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, ClientTimeout

from bot.channels import Accepted, After, Incoming, Letter, Outcome, Refused, Unknown
from bot.channels.aliyun_outcomes import OK, outcome_of
from bot.channels.aliyun_pushes import out_id, provider_id, read_receipts, read_uplinks
from bot.channels.aliyun_signature import AccessKey, Call, signed_headers
from bot.channels.provider_calls import TIME_OUTS, CallFailed, call
from bot.channels.sms_gateway import Callback
from bot.channels.sms_numbers import is_mainland, is_sms_number
from bot.channels.sms_status import StatusReport
from bot.provider_settings import ALIYUN, AliyunSettings

VERSION = "2017-05-25"
DETAILS_MAX = 50
"""One page of QuerySendDetails; carriers deliver no more to one number in a day."""
LOOK_UP_MARGIN = timedelta(minutes=10)
"""How far the provider's clock may be from ours."""
BEIJING = ZoneInfo("Asia/Shanghai")

_COUNTRY_CODE = "+86"
_CREATED_OR_OK = 200
_FAILED = 2


class AliyunGateway:
    """Letters go to mobile numbers of the mainland, and residents can answer them.

    `session` is the shared one; it is neither configured nor closed here. What was said and what
    became of it is pushed to `/sms/aliyun/…`.
    """

    def __init__(
        self,
        session: ClientSession,
        settings: AliyunSettings,
        time_outs: ClientTimeout = TIME_OUTS,
    ) -> None:
        self._session = session
        self._settings = settings
        self._time_outs = time_outs
        self._key = AccessKey(settings.access_key_id, settings.access_key_secret)

    async def send(self, letter: Letter) -> Outcome:
        if not self.is_two_way(letter.address):
            return Refused("number", "not a mobile number of the mainland", After.NEXT_CHANNEL)
        if not letter.template:
            return Refused("no template", "no template for this letter", After.NEXT_CHANNEL)
        parameters = {
            "PhoneNumbers": letter.address.removeprefix(_COUNTRY_CODE),
            "SignName": self._settings.sign_name,
            "TemplateCode": letter.template,
            "TemplateParam": json.dumps(dict(letter.fields), ensure_ascii=False),
            "OutId": out_id(self._settings, letter.id),
        }
        try:
            await self.ask("SendSms", parameters)
        except CallFailed as failed:
            return failed.outcome
        return Accepted(provider_id(letter.id))

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        """Find the letter by its id among what went to its number on those days."""
        # A service clock that was put forward must not hide what the real one has just stamped.
        now = datetime.now(UTC)
        earliest = min(since, now) - LOOK_UP_MARGIN
        days = {earliest.astimezone(BEIJING).date(), now.astimezone(BEIJING).date()}
        ours = out_id(self._settings, letter.id)
        is_whole = True
        for day in sorted(days, reverse=True):
            try:
                details = await self._details(letter.address, day)
            except CallFailed:
                return Unknown("the list of messages could not be read")
            for detail in details:
                if str(detail.get("OutId")) == ours and _sent_at(detail) >= earliest:
                    return _fate(letter, detail)
            is_whole = is_whole and len(details) < DETAILS_MAX
        if not is_whole:
            return Unknown("more messages to this number than can be looked through")
        return Refused("not found", "Alibaba Cloud does not know the message", After.RETRY)

    def is_two_way(self, number: str) -> bool:
        """True for a mobile number of the mainland; other numbers are not served."""
        return is_mainland(number) and is_sms_number(number)

    def read_messages(self, callback: Callback) -> tuple[Incoming, ...]:
        """What residents wrote, of a push to `/sms/aliyun/{token}/up`."""
        return read_uplinks(self._settings, callback)

    def read_reports(self, callback: Callback) -> tuple[StatusReport, ...]:
        """What became of letters, of a push to `/sms/aliyun/{token}/report`."""
        return read_receipts(self._settings, callback)

    async def ask(self, action: str, parameters: Mapping[str, str]) -> dict[str, object]:
        """The answer if it says OK; raises CallFailed for every other one."""
        base = self._settings.api_base
        signed = signed_headers(
            self._key,
            Call(_signed_host(base), action, VERSION, parameters),
            now=datetime.now(UTC),
            nonce=uuid4().hex,
        )
        # The Host of the connection is the base's own: behind a proxy only the signed one is ours.
        headers = {name: value for name, value in signed.items() if name != "host"}
        answer = await call(
            self._session,
            "POST",
            f"{base}/",
            params=parameters,
            headers=headers,
            time_outs=self._time_outs,
        )
        document = answer.document()
        if answer.status != _CREATED_OR_OK or document is None or document.get("Code") != OK:
            raise CallFailed(outcome_of(answer))
        return document

    async def _details(self, number: str, day: date) -> list[dict[str, Any]]:
        parameters = {
            "PhoneNumber": number.removeprefix(_COUNTRY_CODE),
            "SendDate": f"{day:%Y%m%d}",
            "PageSize": str(DETAILS_MAX),
            "CurrentPage": "1",
        }
        document = await self.ask("QuerySendDetails", parameters)
        listed = document.get("SmsSendDetailDTOs")
        details = listed.get("SmsSendDetailDTO") if isinstance(listed, dict) else None
        if not isinstance(details, list) or not all(isinstance(one, dict) for one in details):
            raise CallFailed(Unknown("a list of another shape"))
        return details


def _signed_host(base: str) -> str:
    """The host that Alibaba Cloud will see: that of its own base, whatever stands in between."""
    host = urlsplit(base).hostname or ""
    return host if host.endswith(f".{ALIYUN.domain}") else urlsplit(ALIYUN.api_base).netloc


def _fate(letter: Letter, detail: Mapping[str, Any]) -> Outcome:
    if detail.get("SendStatus") == _FAILED:
        code = str(detail.get("ErrCode", ""))
        return Refused(code, "it could not be delivered", After.NEXT_CHANNEL)
    return Accepted(provider_id(letter.id))


def _sent_at(detail: Mapping[str, Any]) -> datetime:
    """When it was sent, in Beijing's time; a date of another shape is taken for recent."""
    try:
        local = datetime.strptime(str(detail.get("SendDate")), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - its zone is added below
    except ValueError:
        return datetime.now(UTC)
    return local.replace(tzinfo=BEIJING)
