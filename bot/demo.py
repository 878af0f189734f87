"""`make demo`: a demo estate in a SQLite file, the simulator, a clock that can be moved."""

import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from bot.app import open_database, serve
from bot.demo_estate import load_demo_estate, simulator_world
from bot.settings import Clock, ProcessRole, Settings
from bot.simulator.routes import SIMULATOR_ACCOUNT
from storage.migrate import upgrade
from storage.residents import WECHAT, Resident, add_identity, find_identity

HOST = "127.0.0.1"
KEY_FILE = "secret.key"
KEY_BYTES = 32
PRIVATE = 0o600


def demo(port: int, data_directory: Path) -> None:
    """Serve the demo estate of a directory until it is stopped; it goes on where it was left."""
    settings = demo_settings(port, data_directory)
    database = open_database(settings)
    now = datetime.now(UTC)
    upgrade(database, now)
    load_demo_estate(database, now)
    with database.transaction() as session:
        enrol_everybody(session, now)
    database.close()
    print(f"\n  回音 Huiyin: http://{HOST}:{port}/simulator/\n", flush=True)  # noqa: T201 - a command
    serve(settings, ProcessRole.ALL)


def enrol_everybody(session: Session, now: datetime) -> None:
    """The people of the demo are enrolled from the start; a visitor may enrol a stranger."""
    for someone in simulator_world(session)["residents"]:
        if find_identity(session, WECHAT, SIMULATOR_ACCOUNT, someone["wechat"]) is None:
            resident = session.get_one(Resident, someone["id"])
            identity = add_identity(session, resident, WECHAT, SIMULATOR_ACCOUNT, someone["wechat"])
            identity.proven_at = now
            session.add(identity)


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
