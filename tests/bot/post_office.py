"""A small estate with a post office: real rows in a real database, and scripted channels."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlmodel import Session, func, select

from bot.channels import Channel, ChannelName
from bot.delivery.routes import SmsNumbers
from bot.postman import Limits, Postman
from flows.rules.reach import SMS, WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, WECOM
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Language,
    MessageState,
    Purpose,
    Role,
    Source,
    Urgency,
)
from storage.case_opening import NewCase, open_case
from storage.cases import Case
from storage.estates import ensure_estate
from storage.keys import keyring
from storage.outgoing import Attempt, Outgoing, attempts_of, next_sending, post
from storage.residents import Identity, Resident, add_identity, meet
from storage.staff import Staff
from storage.tasks import Task
from tests.databases import open_database
from tests.fakes.channels import ScriptedChannel

MORNING = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai
NIGHT = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 23:00
WINDOW = timedelta(hours=48)


class PostOffice:
    """The database, one scripted channel behind each rung, and a clock that tests set."""

    def __init__(self, url: str) -> None:
        self.database = open_database(url)
        self.now = MORNING
        self.clock: Callable[[], datetime] = lambda: self.now
        self.wechat = ScriptedChannel(ChannelName.WECHAT)
        self.template = ScriptedChannel(ChannelName.WECHAT_TEMPLATE)
        self.subscription = ScriptedChannel(ChannelName.WECHAT_SUBSCRIBE)
        self.sms = ScriptedChannel(ChannelName.SMS, knows=True)
        self.wecom = ScriptedChannel(ChannelName.WECOM)
        self.templates: dict[str, str] = {}
        self.subscriptions: dict[str, str] = {}
        self.sms_templates: dict[str, str] = {}
        self.one_way: set[str] = set()
        self._numbers = count(1)
        with self.database.transaction() as session:
            self.estate_id = ensure_estate(session, "松涛苑", MORNING).id

    def close(self) -> None:
        self.database.close()

    def channels(self) -> dict[str, Channel]:
        return {
            WECHAT: self.wechat,
            WECHAT_TEMPLATE: self.template,
            WECHAT_SUBSCRIBE: self.subscription,
            SMS: self.sms,
            WECOM: self.wecom,
        }

    def postman(
        self,
        owner: str = "postman",
        *,
        channels: Mapping[str, Channel] | None = None,
        limits: Limits = Limits(),  # noqa: B008 - frozen: fit to be a default
    ) -> Postman:
        return Postman(
            self.database,
            self.channels() if channels is None else channels,
            owner=f"{owner} {next(self._numbers)}",
            clock=self._tell_time,
            chance=Random(7),  # noqa: S311 - jitter is no secret
            templates={
                WECHAT_TEMPLATE: self.templates,
                WECHAT_SUBSCRIBE: self.subscriptions,
                SMS: self.sms_templates,
            },
            numbers=SmsNumbers(is_two_way=lambda number: number not in self.one_way),
            limits=limits,
        )

    def _tell_time(self) -> datetime:
        return self.clock()

    @contextmanager
    def changing(self) -> Iterator[Session]:
        with self.database.transaction() as session:
            yield session

    def resident(self, *, openid: str = "", phone: str = "", directory_phone: str = "") -> int:
        """A resident who has just written from each of the addresses given, WeChat last."""
        with self.database.transaction() as session:
            keys = keyring(session)
            resident = Resident(
                language=Language.SIMPLIFIED,
                phone_sealed=keys.seal(directory_phone) if directory_phone else None,
                phone_index=keys.index(directory_phone) if directory_phone else None,
                in_directory=bool(directory_phone),
                estate_id=self.estate_id,
                created_at=MORNING,
            )
            session.add(resident)
            session.flush()
            if phone:
                identity = add_identity(session, resident, SMS, "", phone)
                identity.last_heard_at = self.now - timedelta(minutes=5)
            if openid:
                identity = add_identity(session, resident, WECHAT, "gh", openid)
                identity.last_heard_at = self.now
                identity.window_until = self.now + WINDOW
                identity.window_left = 5
            return resident.id

    def member(self, userid: str, *, phone: str = "", role: Role = Role.ASSISTANT) -> int:
        with self.database.transaction() as session:
            keys = keyring(session)
            member = Staff(
                userid=userid,
                name_sealed=keys.seal("张三"),
                role=role,
                phone_sealed=keys.seal(phone) if phone else None,
                estate_id=self.estate_id,
                created_at=MORNING,
            )
            session.add(member)
            session.flush()
            return member.id

    def case(self, reporter_id: int | None = None) -> int:
        new = NewCase(
            estate_id=self.estate_id,
            kind=CaseKind.REPAIR,
            case_class=CaseClass.FACILITY,
            urgency=Urgency.NORMAL,
            text="水管漏水",
            source=Source.WECHAT,
            reporter_id=reporter_id,
        )
        with self.database.transaction() as session:
            return open_case(session, new, self.now).id

    def write(self, text: str, **columns: Any) -> int:  # noqa: ANN401 - any column of the row
        """Queue a message; a resident's own case, good for three days, unless told otherwise."""
        message = self.unwritten(text, **columns)
        with self.database.transaction() as session:
            post(session, message)
            return message.id

    def unwritten(self, text: str, **columns: Any) -> Outgoing:  # noqa: ANN401 - as above
        """The same message, not queued yet."""
        values: dict[str, Any] = {
            "unique_key": f"{next(self._numbers)} {text}",
            "purpose": Purpose.CASE,
            "estate_id": self.estate_id,
            "text": text,
            "state": MessageState.QUEUED,
            "not_before": self.now,
            "not_after": self.now + timedelta(hours=72),
            "created_at": self.now,
        }
        return Outgoing(**(values | columns))

    def push(self, text: str, staff_id: int, **columns: Any) -> int:  # noqa: ANN401 - as above
        return self.write(text, staff_id=staff_id, purpose=Purpose.STAFF, **columns)

    def opted_out_number(self, phone: str) -> None:
        """Somebody else of the household wrote STOP from this number."""
        with self.database.transaction() as session:
            identity = meet(session, SMS, "", phone, Language.SIMPLIFIED, self.now)
            identity.opted_out_at = self.now

    def message(self, message_id: int) -> Outgoing:
        with self.database.reading() as session:
            return session.get_one(Outgoing, message_id)

    def state(self, message_id: int) -> MessageState:
        return self.message(message_id).state

    def attempts(self, message_id: int) -> list[Attempt]:
        with self.database.reading() as session:
            return attempts_of(session, message_id)

    def identity(self, resident_id: int, channel: str) -> Identity:
        with self.database.reading() as session:
            query = select(Identity).where(
                Identity.resident_id == resident_id, Identity.channel == channel
            )
            return session.exec(query).one()

    def tasks(self) -> list[Task]:
        with self.database.reading() as session:
            return list(session.exec(select(Task)))

    def case_state(self, case_id: int) -> CaseState:
        with self.database.reading() as session:
            return session.get_one(Case, case_id).state

    async def stop_was_waiting(self, postman: Postman, answer: asyncio.Event) -> bool:
        """Stop the postman while a call waits for `answer`, and only then give it."""
        stopping = asyncio.create_task(postman.stop())
        await asyncio.sleep(0.05)
        was_waiting = not stopping.done()
        answer.set()
        await stopping
        return was_waiting

    async def deliver_all(self, postman: Postman, *, days: float = 4) -> None:
        """Let time go by, from one due moment to the next, until nothing more is due."""
        until = self.now + timedelta(days=days)
        while self.now < until:
            await postman.drain(self.now)
            with self.database.reading() as session:
                held = select(func.min(Outgoing.claimed_until))
                times = (next_sending(session, after=self.now), session.exec(held).one())
            due = [at for at in times if at is not None]
            if not due:
                return
            self.now = max(min(due), self.now) + timedelta(seconds=1)
