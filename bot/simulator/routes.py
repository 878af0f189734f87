"""The simulator's routes: messages through the very reception that webhooks use, and the clock."""

import asyncio
import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, TypeVar
from uuid import uuid4

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import col, select

from bot.api.showing import show_file
from bot.channels import (
    BadRequest,
    ChannelName,
    Event,
    Incoming,
    IncomingMedia,
    MediaKind,
    Position,
    Press,
)
from bot.channels.sms_opt_out import OptOut, opt_out_word
from bot.clock import AdjustableClock
from bot.demo_estate import simulator_world
from bot.filing import Answer
from bot.parts import Part
from bot.reception import opt_out, receive
from bot.simulator.outbox import outbox
from bot.staff_chat import hear_staff
from bot.stepping import Stepper, TooManySteps
from storage.cases import Case
from storage.database import Database
from storage.residents import SMS_ACCOUNT

DURATION = re.compile(
    r"^P(?:(?P<days>\d{1,4})D)?(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?"
    r"(?:(?P<seconds>\d{1,8})S)?)?$"
)
SIMULATOR_ACCOUNT = "simulator"
FURTHEST_STEP = timedelta(days=400)
"""The offset only grows: a slip of the pen must not carry the clock out of the calendar."""
CASES_SHOWN = 20
MEDIA_BYTES_MAX = 10 * 1024 * 1024
BODY_BYTES_MAX = 32 * 1024 * 1024
PAGE_FILES = re.compile(r"^[a-z0-9._-]{1,60}$")
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
POLICY = "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'"


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


B = TypeVar("B", bound="_Body")


class MediaBody(_Body):
    """A photo, recording or film as the page sends it."""

    kind: MediaKind
    data: str = Field(max_length=MEDIA_BYTES_MAX * 4 // 3 + 4)
    content_type: str = "application/octet-stream"
    name: str = ""


class MessageBody(_Body):
    """One message of a resident."""

    channel: ChannelName
    sender: str = Field(alias="from", min_length=1, max_length=128)
    text: str = Field(default="", max_length=10_000)
    media: list[MediaBody] = Field(default_factory=list, max_length=9)
    event: Event | None = None
    scene: str = Field(default="", max_length=128)
    place: str = Field(default="", max_length=500)


class ClockBody(_Body):
    """Where the clock is to go: one of the three."""

    advance: str | None = None
    to: datetime | None = None
    next: bool = False


class PressBody(_Body):
    """A button of a card."""

    card: str = Field(min_length=1, max_length=128)
    button: str = Field(min_length=1, max_length=32)


class StaffBody(_Body):
    """One chat line of a member of staff, or a button that they press."""

    by: str = Field(min_length=1, max_length=128)
    text: str = Field(default="", max_length=10_000)
    press: PressBody | None = None


@dataclass
class Simulator:
    """What the routes need. `media` holds what the page uploaded until it is fetched."""

    database: Database
    clock: AdjustableClock
    stepper: Stepper
    rung: Callable[[], None]
    wechat_account: str = SIMULATOR_ACCOUNT
    media: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Everything below `/simulator/`."""
        return [
            web.get("/simulator", self.to_page),
            web.get("/simulator/", self.page),
            web.get("/simulator/{folder:page|vendor}/{name}", self.page_file),
            web.post("/simulator/messages", self.message),
            web.get("/simulator/outbox", self.outbox),
            web.get("/simulator/clock", self.read_clock),
            web.post("/simulator/clock", self.move_clock),
            web.post("/simulator/staff", self.staff),
            web.get("/simulator/world", self.world),
            web.get("/simulator/cases", self.cases),
        ]

    async def to_page(self, _request: web.Request) -> web.Response:
        """The address that people type leads to the page."""
        raise web.HTTPFound("/simulator/")

    async def page(self, _request: web.Request) -> web.Response:
        """The phone, the pushes and the clock."""
        return _file("page", "index.html")

    async def page_file(self, request: web.Request) -> web.Response:
        """What the page is made of."""
        return _file(request.match_info["folder"], request.match_info["name"])

    async def message(self, request: web.Request) -> web.Response:
        """Take a resident's message as a webhook would."""
        body = await _read(request, MessageBody)
        if body.channel not in {ChannelName.WECHAT, ChannelName.SMS}:
            raise BadRequest(400, "channel is wechat or sms")
        incoming = self._incoming(body)
        word = opt_out_word(body.text) if body.channel is ChannelName.SMS else None
        now = self.clock.now()
        if word is not None:
            out = word is OptOut.OUT
            answer = await asyncio.to_thread(opt_out, self.database, incoming, now, out=out)
        else:
            answer = await asyncio.to_thread(receive, self.database, incoming, now)
        self.rung()
        return _replies(answer)

    async def staff(self, request: web.Request) -> web.Response:
        """Take a chat line of a member of staff as WeCom's callback would."""
        body = await _read(request, StaffBody)
        key = f"simulator {uuid4()}"
        pressed = None
        if body.press is not None:
            pressed = Press(body.press.card, body.press.button, response_code=key)
        incoming = Incoming(
            channel=ChannelName.WECOM,
            account=SIMULATOR_ACCOUNT,
            key=key,
            sender=body.by.lower(),
            text=body.text,
            event=Event.PRESS if pressed else None,
            press=pressed,
        )
        answer = await asyncio.to_thread(hear_staff, self.database, incoming, self.clock.now())
        self.rung()
        return _replies(answer)

    async def outbox(self, request: web.Request) -> web.Response:
        """What went to residents and staff."""
        items = await asyncio.to_thread(outbox, self.database, request.query.get("to", ""))
        return web.json_response({"items": items})

    async def read_clock(self, _request: web.Request) -> web.Response:
        """The service time."""
        return web.json_response({"now": self._local(self.clock.now())})

    async def move_clock(self, request: web.Request) -> web.Response:
        """Step through everything that falls due up to a time."""
        body = await _read(request, ClockBody)
        try:
            happenings = await self.stepper.step_to(self._target(body))
        except TooManySteps as error:
            reached = self._local(self.clock.now())
            raise BadRequest(409, f"too much falls due on the way; it is {reached} now") from error
        fired = [
            {"kind": one.kind, "about": one.about, "action": one.action, "at": self._local(one.at)}
            for one in happenings
        ]
        return web.json_response({"now": self._local(self.clock.now()), "fired": fired})

    async def world(self, _request: web.Request) -> web.Response:
        """Who lives and works in the demo estate."""
        return web.json_response(await asyncio.to_thread(self._world))

    async def cases(self, _request: web.Request) -> web.Response:
        """The newest cases with their timelines and deadlines."""
        return web.json_response({"items": await asyncio.to_thread(self._cases)})

    def fetch(self, reference: str) -> tuple[bytes, str]:
        """What the page uploaded under this reference; KeyError once it is gone."""
        return self.media.pop(reference)

    def _incoming(self, body: MessageBody) -> Incoming:
        is_wechat = body.channel is ChannelName.WECHAT
        media = tuple(self._keep(one) for one in body.media)
        return Incoming(
            channel=body.channel,
            account=self.wechat_account if is_wechat else SMS_ACCOUNT,
            key=f"simulator {uuid4()}",
            sender=body.sender,
            text=body.text,
            media=media,
            position=Position(0.0, 0.0, body.place) if body.place else None,
            event=body.event,
            scene=body.scene,
            raw=body.model_dump_json(exclude={"media"}).encode(),
        )

    def _keep(self, body: MediaBody) -> IncomingMedia:
        try:
            content = base64.b64decode(body.data, validate=True)
        except binascii.Error as error:
            raise BadRequest(400, "media data is not base64") from error
        reference = f"simulator-{uuid4()}"
        self.media[reference] = (content, body.content_type)
        return IncomingMedia(body.kind, reference, body.content_type)

    def _target(self, body: ClockBody) -> datetime | None:
        if sum((body.advance is not None, body.to is not None, body.next)) != 1:
            raise BadRequest(400, 'give one of "advance", "to" and "next"')
        now = self.clock.now()
        if body.next:
            return None
        target = body.to if body.advance is None else now + _duration(body.advance)
        if target is None or target.tzinfo is None:
            raise BadRequest(400, "to is an instant with a time zone")
        if target < now:
            raise BadRequest(400, "the clock only goes forward")
        if target > now + FURTHEST_STEP:
            raise BadRequest(400, f"one step goes at most {FURTHEST_STEP.days} days forward")
        return target

    def _local(self, instant: datetime) -> str:
        return instant.astimezone(self.database.zone).isoformat(timespec="seconds")

    def _world(self) -> dict[str, Any]:
        with self.database.reading() as session:
            return {**simulator_world(session), "now": self._local(self.clock.now())}

    def _cases(self) -> list[dict[str, Any]]:
        with self.database.reading() as session:
            newest = select(Case).order_by(col(Case.id).desc()).limit(CASES_SHOWN)
            return [show_file(session, case) for case in session.exec(newest)]


def _replies(answer: Answer) -> web.Response:
    return web.json_response({"replies": [_reply(part) for part in answer.parts]})


def _reply(part: Part) -> dict[str, Any]:
    return {"text": part.text, "options": [label for label, _ in part.options]}


def _duration(written: str) -> timedelta:
    found = DURATION.match(written)
    parts = (
        {name: int(value) for name, value in found.groupdict().items() if value} if found else {}
    )
    if not parts:
        raise BadRequest(400, f"advance is a duration such as PT26H, not {written[:40]!r}")
    return timedelta(**parts)


async def _read(request: web.Request, kind: type[B]) -> B:
    try:
        return kind.model_validate_json(await request.read())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadRequest(400, f"{where}: {first['msg']}".strip(": ")) from error


def _file(folder: str, name: str) -> web.Response:
    if not PAGE_FILES.match(name):
        raise web.HTTPNotFound
    source = files("bot.simulator").joinpath(folder, name)
    if not source.is_file():
        raise web.HTTPNotFound
    kind = TYPES.get(name.rpartition(".")[2], "text/plain")
    return web.Response(
        body=source.read_bytes(),
        content_type=kind,
        charset="utf-8",
        headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"},
    )
