"""A database that is closed while somebody still works with it."""

import sqlite3

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import Session

from storage.database import Database
from tests.databases import open_database

pytestmark = pytest.mark.both_databases


@pytest.fixture
def database(database_url: str) -> Database:
    return open_database(database_url)


def driver_of(session: Session) -> psycopg.Connection | sqlite3.Connection:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection | sqlite3.Connection)
    return driver


def ask(driver: psycopg.Connection | sqlite3.Connection) -> None:
    driver.cursor().execute("SELECT 1")


def test_work_that_outlasts_the_closing_is_finished_and_leaves_no_connection_open(
    database: Database,
) -> None:
    with database.transaction() as session:
        driver = driver_of(session)
        database.close()
        assert session.execute(text("SELECT 1")).scalar_one() == 1

    with pytest.raises((psycopg.OperationalError, sqlite3.ProgrammingError), match="closed"):
        ask(driver)


def test_what_waits_for_its_next_user_is_closed_at_once(database: Database) -> None:
    with database.reading() as session:
        driver = driver_of(session)
    ask(driver)

    database.close()

    with pytest.raises((psycopg.OperationalError, sqlite3.ProgrammingError), match="closed"):
        ask(driver)
