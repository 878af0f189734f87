"""The demo estate is made up, shows what an estate has, and enters like any other."""

from collections.abc import Iterator

import phonenumbers
import pytest
from sqlmodel import select

from bot.demo_estate import load_demo_estate, simulator_world
from flows.rules.vocabulary import Language, Role
from storage.database import Database
from storage.estates import Home, estates
from storage.residents import Resident, residents_with_phone
from storage.staff import Staff, chain, staff_phone
from tests.bot.directory_world import LATER, NOW, empty_tables


@pytest.fixture
def database(sqlite_database: str) -> Iterator[Database]:
    with empty_tables(sqlite_database) as database:
        load_demo_estate(database, NOW)
        yield database


def test_it_has_homes_with_and_without_a_unit_and_one_of_a_key_client(database: Database) -> None:
    with database.reading() as session:
        homes = session.exec(select(Home)).all()

    assert {"8-1-302", "C-906"} <= {home.code for home in homes}
    assert [home.code for home in homes if home.key_client] == ["C-1202"]


def test_residents_read_all_languages_and_one_household_shares_a_phone(database: Database) -> None:
    with database.reading() as session:
        world = simulator_world(session)
        household = residents_with_phone(session, "+85255500101")

    assert len(household) == 2
    assert {one["language"] for one in world["residents"]} == set(Language)


def test_the_page_learns_everybody_once_with_two_ways_to_write(database: Database) -> None:
    with database.reading() as session:
        world = simulator_world(session)

    names = [one["name"] for one in world["residents"]]
    assert world["estate"] == "回音花园"
    assert world["residents"][0] == {
        "id": 1,
        "name": "张三",
        "home": "8-1-302",
        "language": "zh-Hans",
        "wechat": "demo-openid-1",
        "sms": "+85255500101",
    }
    assert names.count("王五") == 1
    assert "周八" not in names
    assert len({one["wechat"] for one in world["residents"]}) == len(names)
    assert {"userid": "zhou", "name": "周主管", "role": "lead"} in world["staff"]


def test_every_role_is_there_and_stands_in_the_estates_chain(database: Database) -> None:
    with database.reading() as session:
        (estate,) = estates(session)
        members = chain(session, estate.id)

    assert {member.role for member in members} == set(Role)
    assert [member.role for member in members].count(Role.ASSISTANT) == 2


def test_nobody_in_the_world_has_one_of_its_numbers(database: Database) -> None:
    with database.reading() as session:
        world = simulator_world(session)
        staff = [staff_phone(session, member) for member in session.exec(select(Staff))]

    numbers = [one["sms"] for one in world["residents"] if one["sms"]] + staff
    assert len(numbers) > 15
    for number in numbers:
        assert not phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_a_demo_that_goes_on_is_not_entered_twice(database: Database) -> None:
    with database.reading() as session:
        before = len(session.exec(select(Resident)).all())

    load_demo_estate(database, LATER)

    with database.reading() as session:
        assert len(session.exec(select(Resident)).all()) == before
        assert len(session.exec(select(Staff)).all()) == 7
