"""What a resident does in WeChat -> Incoming.

wechatpy names the kinds and their fields. Its `parse_message` itself is not called: it raises eight
kinds of errors, cuts off the space round a text, knows no JSON and reads ids as numbers.
"""

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

from wechatpy import events, messages

from bot.channels import (
    ChannelName,
    Event,
    Incoming,
    IncomingMedia,
    MediaKind,
    MessageReport,
    Position,
    TemplateChoice,
)
from bot.channels.callbacks import Opened
from bot.channels.payloads import Fields, word
from bot.channels.wechat_reports import (
    changed_choices,
    popup_choices,
    sent_reports,
    template_reports,
)

KEY_LENGTH_MAX = 255
LATITUDE_MAX = 90
LONGITUDE_MAX = 180
STICKER = "[表情]"
"""The text of a sticker, written as WeChat writes its own emoji."""

_SCENE_PREFIX = "qrscene_"
# What arrives when a QR code was made without a scene.
_NO_SCENE = "0"
# What WeChat writes in place of what it does not pass on, mostly a sticker.
_UNSUPPORTED = "[收到不支持的消息类型，暂无法显示]"
_UNIX_SECONDS = re.compile("[0-9]{1,11}")
_VOICE_TYPES = {"amr": "audio/amr", "mp3": "audio/mpeg", "speex": "audio/speex"}


def read_message(opened: Opened, app_id: str) -> Incoming:
    """The message or event in an authentic push; never raises.

    `account` is the account's own name (gh_…), which an answer carries as its sender, or `app_id`
    where the push does not say. What has no sender, or is of no kind that we know, comes back with
    `understood=False`; unknown events as Event.UNKNOWN.
    """
    fields = opened.fields
    incoming = Incoming(
        channel=ChannelName.WECHAT,
        account=word(fields, "ToUserName") or app_id,
        key=_key(fields, opened.plain),
        sender=word(fields, "FromUserName"),
        sent_at=_sent_at(word(fields, "CreateTime")),
        tapped=unquote(word(fields, "bizmsgmenuid")),
        raw=opened.plain,
        understood=False,
    )
    return _understand(incoming, fields) if incoming.sender else incoming


def _understand(incoming: Incoming, fields: Fields) -> Incoming:
    kind = word(fields, "MsgType").lower()
    if kind == "event":
        return _understand_event(incoming, fields)
    message_class = messages.MESSAGE_TYPES.get(kind, messages.UnknownMessage)
    match message_class(_texts(fields)):
        case messages.TextMessage() as message:
            text = STICKER if message.content == _UNSUPPORTED else message.content or ""
            return replace(incoming, text=text, understood=True)
        case messages.LinkMessage() as message:
            lines = (message.title, message.description, message.url)
            return replace(incoming, text="\n".join(filter(None, lines)), understood=True)
        case messages.ImageMessage() as message:
            return _with_media(incoming, MediaKind.IMAGE, message.media_id)
        case messages.VoiceMessage() as message:
            # Its `Recognition` comes empty ever more often: the recording is what counts.
            content_type = _VOICE_TYPES.get((message.format or "").lower(), "")
            return _with_media(incoming, MediaKind.VOICE, message.media_id, content_type)
        case messages.VideoMessage() | messages.ShortVideoMessage() as message:
            return _with_media(incoming, MediaKind.VIDEO, message.media_id)
        case messages.LocationMessage() as message:
            latitude, longitude = message.location
            return _with_position(incoming, latitude, longitude, message.label)
        case _:
            return incoming


def _understand_event(incoming: Incoming, fields: Fields) -> Incoming:
    name = word(fields, "Event").lower()
    match name:
        case "subscribe_msg_popup_event":
            return _with_choices(incoming, popup_choices(fields))
        case "subscribe_msg_change_event":
            return _with_choices(incoming, changed_choices(fields))
        case "subscribe_msg_sent_event":
            return _with_reports(incoming, sent_reports(fields))
        case "templatesendjobfinish":
            return _with_reports(incoming, template_reports(fields))
        case _:
            return _understand_act(incoming, fields, name)


def _understand_act(incoming: Incoming, fields: Fields, name: str) -> Incoming:
    event_class = events.EVENT_TYPES.get(name, messages.UnknownMessage)
    key = word(fields, "EventKey")
    match event_class(_texts(fields)):
        case events.SubscribeEvent():
            # Other keys tell of a payment or of a scanned product, not of a QR code of ours.
            scene = key.removeprefix(_SCENE_PREFIX) if key.startswith(_SCENE_PREFIX) else ""
            return _with_event(incoming, Event.SUBSCRIBE, _real_scene(scene))
        case events.UnsubscribeEvent():
            return _with_event(incoming, Event.UNSUBSCRIBE)
        case events.ScanEvent():
            return _with_event(incoming, Event.SCAN, _real_scene(key))
        case events.ClickEvent():
            return _with_event(incoming, Event.CLICK, key)
        case events.ViewEvent():
            return _with_event(incoming, Event.VIEW, key)
        case _:
            return replace(incoming, event=Event.UNKNOWN)


def _with_media(
    incoming: Incoming, kind: MediaKind, reference: str | None, content_type: str = ""
) -> Incoming:
    if not reference:
        return incoming
    media = (IncomingMedia(kind, reference, content_type),)
    return replace(incoming, media=media, understood=True)


def _with_position(
    incoming: Incoming, latitude: str | None, longitude: str | None, label: str | None
) -> Incoming:
    try:
        position = Position(float(latitude or ""), float(longitude or ""), label or "")
    except ValueError:
        return incoming
    # A comparison with "not a number" is false, so this refuses that too.
    if not (abs(position.latitude) <= LATITUDE_MAX and abs(position.longitude) <= LONGITUDE_MAX):
        return incoming
    return replace(incoming, position=position, understood=True)


def _with_event(incoming: Incoming, event: Event, scene: str = "") -> Incoming:
    return replace(incoming, event=event, scene=scene, understood=True)


def _with_choices(incoming: Incoming, choices: tuple[TemplateChoice, ...]) -> Incoming:
    return replace(incoming, event=Event.CONSENT, choices=choices, understood=True)


def _with_reports(incoming: Incoming, reports: tuple[MessageReport, ...]) -> Incoming:
    if not reports:
        return replace(incoming, event=Event.UNKNOWN)
    return replace(incoming, event=Event.REPORT, reports=reports, understood=True)


def _real_scene(scene: str) -> str:
    return "" if scene == _NO_SCENE else scene


def _key(fields: Fields, plain: bytes) -> str:
    """What a redelivery has in common with its first delivery, and with nothing else (W8, F3).

    A message's id alone has met another's. An event has no id, and one person's events of the same
    second differ only in what they say.
    """
    if not fields:
        return f"x:{_digest(plain)}"
    whose = f"{word(fields, 'FromUserName')}:{word(fields, 'CreateTime')}"
    message_id = word(fields, "MsgId")
    if message_id:
        key = f"m:{message_id}:{whose}"
    else:
        content = json.dumps(fields, sort_keys=True).encode()
        key = f"e:{whose}:{word(fields, 'Event')}:{_digest(content)}"
    return key if len(key) <= KEY_LENGTH_MAX else f"h:{_digest(key.encode())}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _texts(fields: Fields) -> dict[str, str]:
    """The fields that are one text each, as wechatpy expects them; a resident's text untouched."""
    return {
        name: value if name == "Content" and isinstance(value, str) else word(fields, name)
        for name, value in fields.items()
    }


def _sent_at(created: str) -> datetime | None:
    if not _UNIX_SECONDS.fullmatch(created):
        return None
    try:
        return datetime.fromtimestamp(int(created), UTC)
    except (OverflowError, OSError, ValueError):
        return None
