"""A commit whose answer is lost, a connection that is cut, a disk that is full (F17, F18)."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from storage.cases import Case
from storage.database import Database
from storage.inbound import Inbound
from tests.databases import open_database
from tests.estate import Garden, plant

REPORT = "楼道冒烟了，快来"
UNTIL_IT_HAS_ENDED = text("SELECT pg_terminate_backend(:pid, 5000)")


class LossyDatabase(Database):
    """A database whose answer to the next commit is lost on the way, though it has committed."""

    loses_next = True

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with super().transaction() as session:
            yield session
        if self.loses_next:
            self.loses_next = False
            raise OperationalError("COMMIT", {}, Exception("server closed the connection"))


def smoke() -> Incoming:
    return Incoming(ChannelName.WECHAT, "gh", "m1", "openid-chen", text=REPORT)


def counted(garden: Garden) -> tuple[int, int]:
    with garden.looking() as session:
        return len(session.exec(select(Inbound)).all()), len(session.exec(select(Case)).all())


@pytest.mark.both_databases
def test_a_message_whose_commit_is_in_doubt_is_taken_once_when_it_comes_again(
    garden: Garden,
) -> None:
    lossy = LossyDatabase(garden.database.url.render_as_string(False), garden.database.keys)
    with pytest.raises(OperationalError):
        receive(lossy, smoke(), garden.now)

    again = receive(lossy, smoke(), garden.now)
    lossy.close()

    assert again.repeated
    assert any("TS" in part.text or "BX" in part.text for part in again.parts)
    assert counted(garden) == (1, 1)


def test_a_connection_that_is_cut_writes_nothing_and_the_next_one_works(
    postgres_database: str,
) -> None:
    database, other = open_database(postgres_database), open_database(postgres_database)
    backend = text("SELECT pg_backend_pid()")
    victim = 0

    def write_and_be_cut_off() -> None:
        nonlocal victim
        with database.transaction() as session:
            session.execute(text("CREATE TABLE half_written (id int)"))
            victim = session.execute(backend).scalar_one()
            with other.reading() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": victim})
            session.execute(text("INSERT INTO half_written VALUES (1)"))

    with pytest.raises(DBAPIError):
        write_and_be_cut_off()
    with database.transaction() as session:
        left = session.execute(text("SELECT to_regclass('half_written')")).scalar_one()
        assert session.execute(backend).scalar_one() != victim
    database.close()
    other.close()

    assert left is None


def test_connections_that_a_server_has_closed_are_lent_to_nobody(postgres_database: str) -> None:
    database, other = open_database(postgres_database), open_database(postgres_database)
    backend = text("SELECT pg_backend_pid()")
    with database.reading() as one, database.reading() as two:
        victims = {one.execute(backend).scalar_one(), two.execute(backend).scalar_one()}
    with other.reading() as killer:
        for victim in victims:
            killer.execute(UNTIL_IT_HAS_ENDED, {"pid": victim})

    with database.transaction() as one, database.transaction() as two:
        found = {one.execute(backend).scalar_one(), two.execute(backend).scalar_one()}
    database.close()
    other.close()

    assert len(found) == len(victims)
    assert not found & victims


def test_a_server_that_is_gone_is_told_as_one(postgres_database: str) -> None:
    """Not as a mistake of ours: whoever meets a gone database tries again, and does not die."""
    database, other = open_database(postgres_database), open_database(postgres_database)
    backend = text("SELECT pg_backend_pid()")
    with database.reading() as session:
        victim = session.execute(backend).scalar_one()
    with other.reading() as killer:
        killer.execute(UNTIL_IT_HAS_ENDED, {"pid": victim})

    def nobody_there(*_: object) -> None:
        raise psycopg.OperationalError("no such file or directory")

    event.listen(database.engine, "do_connect", nobody_there)
    with pytest.raises(OperationalError), database.reading() as session:
        session.execute(backend)
    event.remove(database.engine, "do_connect", nobody_there)
    with database.reading() as session:
        assert session.execute(backend).scalar_one() != victim
    database.close()
    other.close()


def test_a_full_disk_takes_nothing_half_and_what_was_written_stays(
    empty_sqlite_database: str,
) -> None:
    garden = plant(empty_sqlite_database)
    kept = garden.report("已经收到的事")
    pages = text("PRAGMA page_count")
    with garden.changing() as session:
        full = session.execute(pages).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {full}"))

    def report_on_and_on() -> None:
        for number in range(200):
            garden.report(f"盘满了还来报 {number} " + "很长的话" * 400)

    with pytest.raises(OperationalError, match="full"):
        report_on_and_on()
    before = len(garden.rows()["report_case"])
    with garden.changing() as session:
        session.execute(text("PRAGMA max_page_count = 1073741823"))
    last = garden.report("腾出地方以后")

    with garden.looking() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    assert garden.case(kept).text == "已经收到的事"
    assert len(garden.rows()["report_case"]) == before + 1
    assert len(garden.events(last)) >= 1
    garden.close()
