"""What was kept before there were rows for it is forgotten in its time too (P7)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from alembic import command
from sqlmodel import select

from flows.rules.policy_privacy import Keeping
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Verb
from storage.database import Database
from storage.forgetting import Forgetting
from storage.inbound import Arrival, Inbound, enter
from storage.migrate import configuration, upgrade
from tests.databases import open_database
from tests.estate import MORNING, Garden, plant_in

RULES = packaged("strict").retention
BEFORE = "0011"


@pytest.fixture
def old(empty_database_url: str) -> Iterator[Garden]:
    """A garden in a database that has just learned what is to be forgotten."""
    database = open_database(empty_database_url)
    upgrade(database, MORNING)
    plant_in(database)
    garden = Garden(database)
    with garden.changing() as session:
        enter(session, Arrival("wechat", "gh", "m1", "你好", b"x", {}), garden.now)
    case = garden.report()
    garden.do(Verb.WITHDRAW, case, "zhou", reason="误报")
    _go_back_and_forth(database)
    yield garden
    database.close()


def _go_back_and_forth(database: Database) -> None:
    with database.engine.connect() as connection:
        if database.is_sqlite:  # tables that others refer to are rebuilt
            connection.detach()
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        command.downgrade(configuration(connection=connection), BEFORE)
        connection.commit()
    upgrade(database, MORNING + timedelta(days=1))


def test_what_an_older_version_kept_is_put_to_its_own_night(old: Garden) -> None:
    old.sleep(1)

    with old.looking() as session:
        rows = session.exec(select(Forgetting)).all()
    nights = {(row.kind, row.about): f"{row.next_at:%Y-%m-%d}" for row in rows if row.next_at}
    assert nights[Keeping.RAW, "2026-11-23"] == "2026-12-23"
    assert nights[Keeping.CASE, "case 1"] == "2029-11-22"

    old.sleep(RULES.raw_days - 1)
    with old.looking() as session:
        (message,) = session.exec(select(Inbound)).all()
    assert message.raw_sealed == b""
