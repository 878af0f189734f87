"""What every provider looks like from the inside: one kind of message in, one kind of letter out.

A provider's own words (XML, form fields, error codes) end in its file; the rest of the house sees
only what stands here.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ChannelName(StrEnum):
    """The names of the channels, as the API shows them."""

    WECHAT = "wechat"
    WECHAT_SUBSCRIBE = "wechat_subscribe"
    WECHAT_TEMPLATE = "wechat_template"
    SMS = "sms"
    WECOM = "wecom"
    ROBOT = "robot"
    SIMULATOR = "simulator"
    CALL = "call"


class Event(StrEnum):
    """What people can do without writing; anything else a provider reports is UNKNOWN.

    Only staff press: a button of a card in WeCom. CONSENT is a choice about subscription
    messages. REPORT is nobody's act: the provider tells what became of a message.
    """

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    SCAN = "scan"
    CLICK = "click"
    PRESS = "press"
    VIEW = "view"
    CONSENT = "consent"
    REPORT = "report"
    UNKNOWN = "unknown"


class MediaKind(StrEnum):
    """The kinds of evidence that a resident can send (R30)."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"


@dataclass(frozen=True)
class IncomingMedia:
    """A photo, recording or film that still lies at the provider.

    `reference` is what the provider's channel needs to fetch it: a media id or an address.
    """

    kind: MediaKind
    reference: str
    content_type: str = ""


@dataclass(frozen=True)
class Position:
    """A point on the map that a resident sent, with the provider's label for it."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True)
class Press:
    """A button of a card, pressed: the card's name and the button's.

    `response_code` allows one change of the card; empty where WeCom gives none.
    """

    card: str
    button: str
    response_code: str = field(default="", repr=False)


@dataclass(frozen=True)
class TemplateChoice:
    """What a resident chose about one template: `sends` more messages, or none any more."""

    template: str
    accepted: bool
    sends: int = 0


@dataclass(frozen=True)
class MessageReport:
    """What became of a message after its provider took it; `code` tells why it failed.

    `consent_ended`: its reader no longer allows messages of `template`.
    """

    provider_id: str
    delivered: bool
    code: str = ""
    template: str = ""
    consent_ended: bool = False


@dataclass(frozen=True)
class Incoming:
    """One authenticated message or event of a resident (or, from WeCom, of a staff member).

    `key` is unique among all that the provider ever delivers to `account`: a redelivery carries the
    same one. `sender` is an openid, a phone number in E.164, or a WeCom userid in lower case.
    `tapped` names the option that was tapped, when the provider tells (WeChat's bizmsgmenuid).
    `scene` is the value of a QR code without prefix, or the key of a menu item. `choices` come with
    Event.CONSENT, `reports` with Event.REPORT. `sent_at` is the provider's word, never used to
    judge freshness. What is not `understood` is only stored raw.
    """

    channel: ChannelName
    account: str
    key: str
    sender: str
    text: str = ""
    media: tuple[IncomingMedia, ...] = ()
    position: Position | None = None
    event: Event | None = None
    scene: str = ""
    tapped: str = ""
    press: Press | None = None
    choices: tuple[TemplateChoice, ...] = ()
    reports: tuple[MessageReport, ...] = ()
    sent_at: datetime | None = None
    raw: bytes = field(default=b"", repr=False)
    understood: bool = True


@dataclass(frozen=True)
class Option:
    """One numbered answer under a question. `token` comes back as `Incoming.tapped`."""

    label: str
    token: str = ""


@dataclass(frozen=True)
class Card:
    """Buttons under a letter to staff; one pressed comes back as a Press with `name` and its token.

    With a `code` the letter sends nothing new: it changes the card that was sent under this name,
    whose buttons become these and whose `note` says what has become of its matter.
    """

    name: str
    buttons: tuple[Option, ...]
    note: str = ""
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Letter:
    """One outgoing message for one address, rendered in its reader's language.

    `id` is the outgoing row's id, the same at each attempt. `fields` are a template's named values.
    A channel that knows no cards sends the text. `link` is where a template leads that is tapped.
    """

    id: str
    address: str
    text: str
    options: tuple[Option, ...] = ()
    template: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    card: Card | None = None
    link: str = ""


class After(StrEnum):
    """What a refusal asks for."""

    RETRY = "retry"
    NEXT_CHANNEL = "next_channel"
    OPERATOR = "operator"
    FATAL = "fatal"


@dataclass(frozen=True)
class Accepted:
    """The provider has taken the letter over; `provider_id` is its name for it.

    `messages` is as how many it counted the letter; `response_code` allows one change of the card
    that the letter was.
    """

    provider_id: str
    messages: int = 1
    response_code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Refused:
    """The provider certainly has not taken it. `code` is the provider's own.

    `retry_after_seconds` is set where the provider named a time. `opted_out` and `window_closed`
    are facts about the reader that the house must remember; `consent_ended` is one about the reader
    and the letter's template.
    """

    code: str
    reason: str
    after: After
    retry_after_seconds: float | None = None
    opted_out: bool = False
    window_closed: bool = False
    consent_ended: bool = False


@dataclass(frozen=True)
class Unknown:
    """Nobody can say whether it was taken: time-out, reset, 5xx, a body that is no answer.

    `messages` is as how many the provider may have counted it.
    """

    reason: str
    messages: int = 1


Outcome = Accepted | Refused | Unknown


class Channel(Protocol):
    """A way to reach people. It raises for nothing that a provider or a network does."""

    name: ChannelName

    async def send(self, letter: Letter) -> Outcome:
        """Hand one letter over, once: a send is never repeated inside."""
        ...

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        """What became of a letter first sent at `since`; Unknown where the provider cannot tell."""
        ...


class BadRequest(Exception):
    """Input from outside that is refused before anything is stored; `status` is a 4xx."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class TokenStore(Protocol):
    """Where a provider's access token lives, shared by all processes (a row)."""

    async def current(self) -> str:
        """The token to use now, fetched if there is none; raises TokenUnavailable."""
        ...

    async def renew(self, bad: str) -> str:
        """A token other than `bad`, fetched once however many ask; raises TokenUnavailable."""
        ...


class TokenUnavailable(Exception):
    """The provider gives no access token. `code` is its errcode, or "network"; no secret shows."""

    def __init__(self, code: str, reason: str, after: After = After.RETRY) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.after = after
