"""The estate that transcripts are played on: real rows in an SQLite file, opened anew each turn."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeAlias

from sqlmodel import Session, col, select

from bot.channels import ChannelName, Event, Incoming, IncomingMedia, MediaKind, Position
from bot.channels.wechat_messages import STICKER
from bot.enrolling import home_scene
from bot.parts import Part
from bot.reception import receive
from bot.staff_chat import hear_staff
from flows.rules.vocabulary import Language, MessageState, Role
from scheduler import invitation
from scheduler.sweep import KINDS, earliest, sweep
from storage.database import Database
from storage.estates import Home, ensure_estate
from storage.inviting import plan_reminders
from storage.keys import Keyring, keyring
from storage.knowledge import set_knowledge
from storage.leave import enter_leave
from storage.outgoing import Outgoing
from storage.own_wording import word_anew
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    WECHAT,
    Residence,
    Resident,
    add_identity,
    find_identity,
)
from storage.staff import Staff, find_staff
from storage.survey_links import with_link
from tests.databases import open_database
from tests.transcripts.script import STAFF, SURVEY, TIME, ZONE, Person, Script, Turn, moment_of
from tests.transcripts.survey import close_survey, start_survey, the_survey

Members: TypeAlias = tuple[tuple[str, str, Role, str | None], ...]

HOMES = ("8-1-302", "8-1-402", "3-2-101", "C-906")
MEMBERS: Members = (
    ("xiao.lin", "小林", Role.ASSISTANT, "zhou"),
    ("zhou", "周敏", Role.LEAD, "wang"),
    ("wang", "王强", Role.MANAGER, "liu"),
    ("liu", "刘总", Role.GENERAL_MANAGER, None),
    ("li.gong", "李工", Role.TECHNICIAN, "zhou"),
    ("shen", "沈青", Role.AUDITOR, None),
)
NEIGHBOURS: Members = (("sun", "孙静", Role.ASSISTANT, "qian"), ("qian", "钱伟", Role.LEAD, None))
"""Who works in the second estate, where there is one."""
MEDIA = {"照片": MediaKind.IMAGE, "视频": MediaKind.VIDEO, "语音": MediaKind.VOICE}
KNOWLEDGE = Path(__file__).parent / "knowledge.toml"
CODE_WORD = "〈短信里的数字〉"
STEPS_MAX = 2000
"""More due moments than this in one stretch of time is a row that never stops being due."""

BUSY_HOURS = range(9, 20)
"""In these hours, begun or whole, nobody's quiet hours hold a message back."""
LINK_WORD = "〈链接〉"

_CODE = re.compile(r"\d{6}")
_LINK_TOKEN = re.compile(r"(?<=/f/)[\w-]+")
INDENT = "      "
_WEEKDAYS = "一二三四五六日"


def open_stage(url: str) -> Database:
    """The database of all that is played; what it compiled for one script serves the next."""
    return open_database(url, Keyring((b"one key for all the transcripts!",)), ZONE)


@dataclass
class Stage:
    """One playing of one script, in a database with empty tables."""

    database: Database
    script: Script
    now: datetime = field(init=False)
    shown: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    heard_until: int = 0
    code: str = ""

    def __post_init__(self) -> None:
        self.now = self.script.starts_at
        self.keys = (f"message {number}" for number in count())
        self.people = {person.name: person for person in self.script.people}
        self.database.public_url = self.script.site
        with self._opened() as database, database.transaction() as session:
            self._settle(session)

    def play(self) -> str:
        """The whole transcript, with what the house says today."""
        lines: list[str] = []
        for line in self.script.lines:
            lines += [line] if isinstance(line, str) else ["", line.line, *self._turn(line)]
        return "\n".join([self.script.head, *lines]) + "\n"

    @contextmanager
    def _opened(self) -> Iterator[Database]:
        """The database, opened for one turn: nothing lives from turn to turn but its file."""
        try:
            yield self.database
        finally:
            self.database.close()

    def _settle(self, session: Session) -> None:
        for name in self.script.estates:
            estate = ensure_estate(session, name, self.now)
            content = KNOWLEDGE.read_text(encoding="utf-8")
            set_knowledge(session, estate.id, content, by="zhou", why="test", now=self.now)
            for code in HOMES:
                building, *unit, room = code.split("-")
                session.add(
                    Home(
                        estate_id=estate.id,
                        building=building,
                        unit="".join(unit),
                        room=room,
                        code=code,
                    )
                )
        for estate_name, members in zip(self.script.estates, (MEMBERS, NEIGHBOURS), strict=False):
            self._employ(session, estate_name, members)
        session.flush()
        for userid, until in self.script.away:
            member = find_staff(session, userid)
            assert member is not None
            enter_leave(session, member, self.now, until, by="zhou", now=self.now)
        for key, words in self.script.own_words:
            here = ensure_estate(session, self.script.estates[0], self.now).id
            word_anew(session, here, key, Language.SIMPLIFIED, words, by="wang", now=self.now)
        for person in self.script.people:
            if person.homes:
                self._move_in(session, person)

    def _employ(self, session: Session, estate_name: str, members: Members) -> None:
        estate = ensure_estate(session, estate_name, self.now)
        for userid, name, role, above in members:
            session.add(
                Staff(
                    userid=userid,
                    name_sealed=keyring(session).seal(name),
                    role=role,
                    reports_to=above,
                    estate_id=estate.id,
                    created_at=self.now,
                )
            )

    def _move_in(self, session: Session, person: Person) -> None:
        estate = ensure_estate(session, self.script.estates[0], self.now)
        keys = keyring(session)
        resident = Resident(
            estate_id=estate.id,
            name_sealed=keys.seal(person.name),
            phone_sealed=keys.seal(person.phone) if person.phone else None,
            phone_index=keys.index(person.phone) if person.phone else None,
            language=person.language,
            in_directory=True,
            created_at=self.now,
        )
        session.add(resident)
        session.flush()
        for code, role in person.homes:
            query = select(Home).where(Home.code == code, Home.estate_id == estate.id)
            home = session.exec(query).one()
            session.add(Residence(resident_id=resident.id, home_id=home.id, role=role))
        if person.enrolled:
            identity = add_identity(session, resident, *_address(person))
            identity.proven_at = self.now

    def _turn(self, turn: Turn) -> list[str]:
        if turn.speaker == TIME:
            return self._let_time_pass(moment_of(turn.words.strip(), self.now))
        if turn.speaker == SURVEY:
            return self._survey(turn.words.strip())
        with self._opened() as database:
            if turn.speaker.startswith(STAFF):
                userid = turn.speaker.removeprefix(STAFF).strip()
                incoming = Incoming(
                    ChannelName.WECOM, "corp", next(self.keys), userid, text=turn.words
                )
                parts = hear_staff(database, incoming, self.now).parts
            else:
                person = self.people[turn.speaker]
                parts = receive(database, self._message(database, person, turn), self.now).parts
                self._remember(person.name, (part.options for part in parts))
            return [*_said("回音", parts), *self._outgoing(database)]

    def _survey(self, step: str) -> list[str]:
        """The survey starts, reminds or closes; all of the directory have agreed to be asked."""
        with self._opened() as database:
            with database.transaction() as session:
                match step:
                    case "开始":
                        start_survey(session, self.script.form, self.now)
                    case "提醒":
                        plan_reminders(session, the_survey(session), self.now)
                    case "结束":
                        close_survey(session, self.now)
                    case _:
                        raise ValueError(f"a survey does not {step}")
            sweep(database, invitation.KIND, self.now)
            return self._outgoing(database)

    def _message(self, database: Database, person: Person, turn: Turn) -> Incoming:
        channel, account, address = _address(person)
        words, media, token, scene = turn.words.replace(CODE_WORD, self.code), [], "", ""
        event, position = None, None
        for act in turn.acts:
            match act.verb:
                case "照片" | "视频" | "语音":
                    number = int(act.what or 1)
                    media += [IncomingMedia(MEDIA[act.verb], f"media {n}") for n in range(number)]
                case "表情":
                    words = STICKER
                case "位置":
                    position = Position(22.5, 114.1, act.what)
                case "点" | "点旧的":
                    words = act.what
                    token = self._token(person.name, act.what, newest=act.verb == "点")
                case "关注":
                    event, scene = Event.SUBSCRIBE, self._scene(database, act.what)
                case "扫码":
                    event, scene = Event.SCAN, self._scene(database, act.what)
                case "菜单":
                    event, scene = Event.CLICK, act.what
                case _:
                    raise ValueError(f"nobody can do {act.verb!r}: {turn.line}")
        return Incoming(
            ChannelName(channel),
            account,
            next(self.keys),
            address,
            words,
            tuple(media),
            position,
            event,
            scene,
            token,
        )

    def _scene(self, database: Database, code: str) -> str:
        if not code:
            return ""
        with database.reading() as session:
            home = session.exec(select(Home).where(Home.code == code)).first()
            return code if home is None else home_scene(session, home)

    def _token(self, name: str, label: str, *, newest: bool) -> str:
        tokens = [token for shown, token in self.shown.get(name, []) if shown == label]
        if not tokens:
            raise ValueError(f"{name} was never shown {label!r}")
        return tokens[-1] if newest else tokens[0]

    def _remember(self, name: str, shown: Iterator[tuple[tuple[str, str], ...]]) -> None:
        for options in shown:
            self.shown.setdefault(name, []).extend(options)

    def _let_time_pass(self, target: datetime) -> list[str]:
        lines = []
        for _ in range(STEPS_MAX):
            times = self._due_times()
            due = min(times.values(), default=None)
            if due is None or due > target:
                break
            self.now = max(self.now, due.astimezone(ZONE))
            with self._opened() as database:
                for kind, at in times.items():
                    if at <= self.now:
                        sweep(database, kind, self.now)
                news = self._outgoing(database)
            lines += [_clock(self.now), *news] if news else []
        else:
            raise RuntimeError("time does not pass: something is due for ever")
        self.now = target.astimezone(ZONE)
        return [*lines, _clock(self.now)]

    def _due_times(self) -> dict[str, datetime]:
        """When something is due next, of each kind that there is anything of."""
        with self._opened() as database, database.reading() as session:
            times = {kind: earliest(session, kind) for kind in KINDS}
        return {kind: at for kind, at in times.items() if at is not None}

    def _outgoing(self, database: Database) -> list[str]:
        lines: list[str] = []
        with database.transaction() as session:
            # The group chat hears nothing that people of their own have not been told.
            query = select(Outgoing).where(
                col(Outgoing.id) > self.heard_until, col(Outgoing.room).is_(None)
            )
            for message in session.exec(query.order_by(col(Outgoing.id))):
                self.heard_until = message.id
                lines += self._shown_message(session, message)
                self._send(session, message)
        return lines

    def _send(self, session: Session, message: Outgoing) -> None:
        """What nobody's quiet hours hold back has been sent by the time that it is shown."""
        if self.now.hour in BUSY_HOURS and message.not_before <= self.now:
            message.state = MessageState.ACCEPTED
            session.add(message)

    def _shown_message(self, session: Session, message: Outgoing) -> list[str]:
        options = tuple((str(one["label"]), str(one["token"])) for one in message.options)
        if message.staff_id is not None:
            member = session.get_one(Staff, message.staff_id)
            return _said(f"推送 {member.userid}", [Part(message.text)])
        text = with_link(session, message).text
        if message.address_sealed is not None:
            self.code = _CODE.findall(text)[0]
            phone = keyring(session).open(message.address_sealed)
            return _said(f"发给 手机 {phone}", [Part(text.replace(self.code, CODE_WORD))])
        name = self._name(session, message)
        self._remember(name, iter([options]))
        return _said(f"发给 {name}", [Part(text, options)])

    def _name(self, session: Session, message: Outgoing) -> str:
        for person in self.script.people:
            identity = find_identity(session, *_address(person))
            if identity is not None and identity.resident_id == message.resident_id:
                return person.name
        resident = session.get_one(Resident, message.resident_id)
        return keyring(session).open(resident.name_sealed)


def _address(person: Person) -> tuple[str, str, str]:
    if person.number:
        return SMS, SMS_ACCOUNT, person.number
    return WECHAT, "account", f"openid of {person.name}"


def _said(speaker: str, parts: "list[Part] | tuple[Part, ...]") -> list[str]:
    lines = []
    for part in parts:
        first, *rest = _LINK_TOKEN.sub(LINK_WORD, part.text).split("\n")
        lines.append(f"{speaker}：{first}")
        lines += [INDENT + line for line in rest]
        lines += [f"{INDENT}{n} {label}" for n, (label, _) in enumerate(part.options, start=1)]
    return lines


def _clock(now: datetime) -> str:
    return f"（{now:%m-%d} 周{_WEEKDAYS[now.weekday()]} {now:%H:%M}）"
