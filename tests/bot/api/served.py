"""The API of a small estate, served on 127.0.0.1 in a thread, and called as a program would."""

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from bot.api import routes
from bot.api.openapi import MOUNTED_AT
from bot.setting_values import ApiToken
from flows.rules.vocabulary import Language, ResidenceRole, Role
from storage.database import Database
from storage.estates import Estate, Home, ensure_estate, home_code
from storage.keys import keyring
from storage.residents import Residence, Resident
from storage.staff import Staff
from tests.databases import open_database

Parameters = Mapping[str, str | int]

NOTHING: Parameters = MappingProxyType({})
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LAKE, HARBOUR = "翠湖花园", "海韵居"
HOME, NEXT_DOOR, HARBOUR_HOME = "8-1-302", "8-1-303", "C-906"
MR_WANG, MS_LI, MS_HO = "王建国", "李芳", "何美玲"
WANG_PHONE, SHARED_PHONE, HO_PHONE = "+8613800000001", "+8613800000002", "+85255500103"
TOKENS = {role: ApiToken(f"program-{role}", role, f"token-of-the-{role}-0001") for role in Role}
STAFF = {
    "chen": (Role.ASSISTANT, LAKE),
    "lu": (Role.ASSISTANT, LAKE),
    "guo": (Role.LEAD, LAKE),
    "zhao": (Role.MANAGER, LAKE),
    "tan": (Role.TECHNICIAN, LAKE),
    "ng": (Role.ASSISTANT, HARBOUR),
    "sun": (Role.GENERAL_MANAGER, None),
    "qian": (Role.AUDITOR, None),
}


@dataclass(frozen=True)
class Answered:
    """What the API said: the status, the JSON, the headers."""

    status: int
    document: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The code of an error."""
        return str(self.document["error"]["code"])

    @property
    def message(self) -> str:
        """The message of an error."""
        return str(self.document["error"]["message"])


@dataclass
class Api:
    """A caller of the served API. `now` is the service time; `written` counts its wake-ups."""

    database: Database
    port: int = 0
    now: datetime = NOW
    written: int = 0
    caught: list[str] = field(default_factory=list)

    def get(
        self, path: str, parameters: Parameters = NOTHING, *, role: Role = Role.AUDITOR
    ) -> Answered:
        """Look something up, as an auditor's program if nobody else's."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.call("GET", path + query, headers=bearer(role))

    def post(
        self,
        path: str,
        body: Mapping[str, object],
        *,
        role: Role = Role.GENERAL_MANAGER,
        key: str | None = None,
    ) -> Answered:
        """Change something, as a program that is bounded by nothing if not told otherwise."""
        keyed = {} if key is None else {"Idempotency-Key": key}
        return self.call("POST", path, json.dumps(body).encode(), {**bearer(role), **keyed})

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answered:
        """One request, on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            target = quote(MOUNTED_AT + path, safe="/?&=%+:,*;@!$'()~-._")
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            text = response.read()
            document = json.loads(text) if text else None
            return Answered(response.status, document, dict(response.headers))
        finally:
            connection.close()

    def register(self, text: str = "楼道的灯不亮", **fields: object) -> str:
        """Register a report that came by phone and give its number."""
        body = {"by": "chen", "source": "phone", "kind": "repair", "text": text, "home": HOME}
        answered = self.post("/cases", body | fields)
        assert answered.status == 200, answered.document
        return str(answered.document["number"])

    def do(self, number: str, verb: str, by: str = "chen", **fields: object) -> Answered:
        """A verb in the name of a member of staff."""
        return self.post(f"/cases/{number}/{verb}", {"by": by, **fields})

    def case(self, number: str) -> dict[str, Any]:
        """A case as it stands."""
        answered = self.get(f"/cases/{number}")
        assert answered.status == 200, answered.document
        shown: dict[str, Any] = answered.document
        return shown

    def items(self, path: str, **parameters: str | int) -> list[dict[str, Any]]:
        """The rows of a list."""
        answered = self.get(path, parameters)
        assert answered.status == 200, answered.document
        rows: list[dict[str, Any]] = answered.document["items"]
        return rows

    def later(self, **span: int) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that lies in the database."""
        with self.database.reading() as session:
            return {
                table.name: [tuple(row) for row in session.execute(select(table))]
                for table in SQLModel.metadata.sorted_tables
            }


def bearer(role: Role) -> dict[str, str]:
    """The header of the program with that role."""
    return {"Authorization": f"Bearer {TOKENS[role].token}"}


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database with the keys of the tests."""
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def served(database: Database) -> Iterator[Api]:
    """The API of the estate in this database."""
    api = Api(database)
    with _running(api):
        yield api


def found(database: Database) -> None:
    """Found the estate in a database that has its tables."""
    with database.transaction() as session:
        found_estate(session)


def found_estate(session: Session) -> None:
    """Two estates, their staff, and residents of whom two share a phone."""
    lake, harbour = (ensure_estate(session, name, NOW) for name in (LAKE, HARBOUR))
    homes = {
        home_code(*place): _home(session, estate, *place)
        for estate, place in (
            (lake, ("8", "1", "302")),
            (lake, ("8", "1", "303")),
            (harbour, ("C", "", "906")),
        )
    }
    for userid, (role, estate_name) in STAFF.items():
        own = {LAKE: lake.id, HARBOUR: harbour.id}.get(estate_name or "")
        _member(session, userid, role, own)
    _resident(session, MR_WANG, WANG_PHONE, homes[HOME])
    _resident(session, MS_LI, SHARED_PHONE, homes[NEXT_DOOR])
    _resident(session, "李强", SHARED_PHONE, homes[NEXT_DOOR])
    _resident(session, MS_HO, HO_PHONE, homes[HARBOUR_HOME])


def _home(session: Session, estate: Estate, building: str, unit: str, room: str) -> Home:
    code = home_code(building, unit, room)
    home = Home(estate_id=estate.id, building=building, unit=unit, room=room, code=code)
    session.add(home)
    session.flush()
    return home


def _member(session: Session, userid: str, role: Role, estate_id: int | None) -> None:
    keys = keyring(session)
    phone = f"+8613900000{len(userid):03d}"
    session.add(
        Staff(
            userid=userid,
            name_sealed=keys.seal(f"员工{userid}"),
            role=role,
            phone_sealed=keys.seal(phone),
            phone_index=keys.index(phone),
            estate_id=estate_id,
            created_at=NOW,
        )
    )
    session.flush()


def _resident(session: Session, name: str, phone: str, home: Home) -> None:
    keys = keyring(session)
    resident = Resident(
        estate_id=home.estate_id,
        name_sealed=keys.seal(name),
        phone_sealed=keys.seal(phone),
        phone_index=keys.index(phone),
        language=Language.SIMPLIFIED,
        in_directory=True,
        created_at=NOW,
    )
    session.add(resident)
    session.flush()
    owner = Residence(resident_id=resident.id, home_id=home.id, role=ResidenceRole.OWNER)
    session.add(owner)
    session.flush()


@contextmanager
def _running(api: Api) -> Iterator[None]:
    loop = asyncio.new_event_loop()
    started = threading.Event()

    def wrote() -> None:
        api.written += 1

    async def start() -> web.AppRunner:
        loop.set_exception_handler(lambda _loop, context: api.caught.append(str(context)))
        application = web.Application()
        application.add_routes(routes(api.database, tuple(TOKENS.values()), lambda: api.now, wrote))
        runner = web.AppRunner(application, auto_decompress=False, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api.port = runner.addresses[0][1]
        return runner

    def serve() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        started.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert started.wait(timeout=60)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=60)
