"""`make demo`: a demo estate in a SQLite file, the simulator, a clock that can be moved."""

import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot.app import open_database
from bot.console.demo_desk import open_demo_desk
from bot.demo_estate import load_demo_estate, simulator_world
from bot.serving import serve
from bot.settings import Clock, ProcessRole, Settings
from bot.simulator.routes import SIMULATOR_ACCOUNT
from flows.rules.quiet_hours import earliest_sending
from storage.clock import move_offset
from storage.database import zone_of
from storage.estates import estates, policy_in_force
from storage.migrate import Schema, schema_of, upgrade
from storage.residents import WECHAT, Resident, add_identity, find_identity

HOST = "127.0.0.1"
KEY_FILE = "secret.key"
KEY_BYTES = 32
PRIVATE = 0o600
INTO_THE_DAY = timedelta(hours=1)
"""How long a day is on already when a demo begins by it."""


def demo(port: int, data_directory: Path) -> None:
    """Serve the demo estate of a directory until it is stopped; it goes on where it was left."""
    settings = demo_settings(port, data_directory)
    database = open_database(settings)
    now = datetime.now(UTC)
    is_new = schema_of(database) is Schema.EMPTY
    upgrade(database, now)
    load_demo_estate(database, now)
    with database.transaction() as session:
        enrol_everybody(session, now)
        open_demo_desk(session, now)
        if is_new:
            begin_by_day(session, now)
    database.close()
    print(f"\n  回音 Huiyin: http://{HOST}:{port}/\n", flush=True)  # noqa: T201 - a command
    serve(settings, ProcessRole.ALL)


def enrol_everybody(session: Session, now: datetime) -> None:
    """The people of the demo are enrolled from the start; a visitor may enrol a stranger."""
    for someone in simulator_world(session)["residents"]:
        if find_identity(session, WECHAT, SIMULATOR_ACCOUNT, someone["wechat"]) is None:
            resident = session.get_one(Resident, someone["id"])
            identity = add_identity(session, resident, WECHAT, SIMULATOR_ACCOUNT, someone["wechat"])
            identity.proven_at = now
            session.add(identity)


def begin_by_day(session: Session, now: datetime) -> None:
    """Let a new demo begin in the morning when it is night: every push would wait until then."""
    (estate, *_) = estates(session)
    hours = policy_in_force(session, estate.id, now).quiet_hours.residents
    morning = earliest_sending(now, hours=hours, zone=zone_of(session), passes=False)
    if morning > now:
        move_offset(session, (morning + INTO_THE_DAY - now).total_seconds())


def demo_settings(port: int, data_directory: Path) -> Settings:
    """Settings that need no account; the key is made once and kept with the data."""
    data_directory.mkdir(parents=True, exist_ok=True)
    return Settings(
        database_url=f"sqlite:///{data_directory.resolve() / 'demo.db'}",
        media_dir=data_directory.resolve() / "media",
        public_base_url=f"http://{HOST}:{port}",
        host=HOST,
        port=port,
        secret_key=_key(data_directory / KEY_FILE),
        clock=Clock.ADJUSTABLE,
    )


def _key(path: Path) -> str:
    if not path.exists():
        path.touch(mode=PRIVATE)
        path.write_text(urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode())
    return path.read_text()
