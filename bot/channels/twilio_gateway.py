"""SMS by Twilio: send once, and find out afterwards what is not known."""

from datetime import UTC, datetime, timedelta

from aiohttp import ClientSession, ClientTimeout
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance
from yarl import URL

from bot.channels import (
    Accepted,
    After,
    Incoming,
    IncomingMedia,
    Letter,
    Outcome,
    Refused,
    Unknown,
)
from bot.channels.media import FetchedMedia
from bot.channels.payloads import writable
from bot.channels.provider_calls import TIME_OUTS, CallFailed
from bot.channels.sms_gateway import Callback
from bot.channels.sms_numbers import is_mainland, is_sms_number
from bot.channels.sms_status import StatusReport
from bot.channels.sms_text import one_way_text, two_way_text
from bot.channels.twilio_http import TwilioHttp
from bot.channels.twilio_media import fetch_media
from bot.channels.twilio_webhook import (
    LETTER_PARAMETER,
    STATUS_PATH,
    Signed,
    is_message_sid,
    open_callback,
    read_message,
    read_status,
)
from bot.provider_settings import TwilioSettings

LOOK_UP_MESSAGES_MAX = 50
LOOK_UP_MARGIN = timedelta(minutes=10)
"""How far the provider's clock may be from ours."""

# Twilio's library trips over an answer of another shape in as many ways as there are shapes.
_MISSHAPEN = (TwilioException, AttributeError, KeyError, TypeError, ValueError)


class TwilioGateway:
    """Letters go to numbers in E.164; their status comes back to `/sms/status`.

    `session` is the shared one; it is neither configured nor closed here. From mainland China
    nobody can answer.
    """

    def __init__(
        self,
        session: ClientSession,
        settings: TwilioSettings,
        public_base_url: str,
        time_outs: ClientTimeout = TIME_OUTS,
    ) -> None:
        self._session = session
        self._settings = settings
        self._public_base_url = public_base_url
        self._status_url = URL(public_base_url + STATUS_PATH)
        self._time_outs = time_outs
        self._client = Client(
            settings.account_sid,
            settings.auth_token,
            http_client=TwilioHttp(session, settings.api_base, time_outs),
            # Otherwise variables of the process could send the calls to another region.
            environment={"TWILIO_EDGE": ""},
        )
        is_service = settings.sender.startswith("MG")
        self._origin = {"messaging_service_sid" if is_service else "from_": settings.sender}

    async def send(self, letter: Letter) -> Outcome:
        if not is_sms_number(letter.address):
            return Refused("number", "not a number that receives SMS", After.NEXT_CHANNEL)
        callback = self._status_url.with_query({LETTER_PARAMETER: letter.id})
        try:
            message = await self._client.messages.create_async(
                to=letter.address, body=_body(letter), status_callback=str(callback), **self._origin
            )
        except CallFailed as failed:
            return failed.outcome
        except _MISSHAPEN:
            return Unknown("an answer of another shape")
        return _accepted(message)

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        """Find the letter by its number and its text among what Twilio took after `since`.

        By the time of creation: a message that still waits in Twilio's queue has no date of sending
        and would be missing from a list by DateSent.
        """
        # A service clock that was put forward must not hide what the real one has just stamped.
        earliest = min(since, datetime.now(UTC)) - LOOK_UP_MARGIN
        try:
            newest_first = await self._client.messages.list_async(
                to=letter.address, limit=LOOK_UP_MESSAGES_MAX, page_size=LOOK_UP_MESSAGES_MAX
            )
            recent = [one for one in newest_first if one.date_created >= earliest]
            # Twilio puts words of its own before the text of a trial account.
            found = [one for one in recent if one.body.endswith(_body(letter))]
        except CallFailed:
            return Unknown("the list of messages could not be read")
        except _MISSHAPEN:
            return Unknown("a list of another shape")
        if found:
            return _accepted(found[0])
        if len(recent) >= LOOK_UP_MESSAGES_MAX:
            return Unknown("more messages to this number than can be looked through")
        return Refused("not found", "Twilio does not know the message", After.RETRY)

    def is_two_way(self, number: str) -> bool:
        """False for mainland China: Twilio has no way back from there."""
        return not is_mainland(number)

    def read_messages(self, callback: Callback) -> tuple[Incoming, ...]:
        """The one SMS or MMS of a callback to `/sms`."""
        signed = self._opened(callback)
        return (read_message(signed.form, callback.body),)

    def read_reports(self, callback: Callback) -> tuple[StatusReport, ...]:
        """The one status of a callback to `/sms/status`."""
        signed = self._opened(callback)
        return (read_status(signed.url, signed.form),)

    async def fetch_media(self, media: IncomingMedia) -> FetchedMedia:
        """The photo, recording or film of an MMS; raises MediaUnavailable."""
        return await fetch_media(self._session, self._settings, media.reference, self._time_outs)

    def _opened(self, callback: Callback) -> Signed:
        return open_callback(self._settings, self._public_base_url, callback)


def _body(letter: Letter) -> str:
    if is_mainland(letter.address):
        return writable(one_way_text(letter.text))
    return writable(two_way_text(letter.text, letter.options))


def _accepted(message: MessageInstance) -> Outcome:
    if not is_message_sid(message.sid):
        return Unknown("an answer without a message id")
    return Accepted(message.sid)
