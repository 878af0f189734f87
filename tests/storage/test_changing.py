"""What is changed is written as every session would write it, in all respects but the time."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, inspect
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel, col, select

from flows.rules.vocabulary import CaseState, Language, Urgency
from storage.cases import Case
from storage.changing import FEW
from storage.estates import Home
from storage.residents import Resident
from tests.estate import Garden
from tests.metering import metered

pytestmark = pytest.mark.both_databases

HOMES = SQLModel.metadata.tables["home"]


def places(garden: Garden) -> list[str]:
    with garden.looking() as session:
        return list(session.exec(select(Case.place).order_by(col(Case.id))))


def test_only_what_has_changed_is_written_and_once(garden: Garden) -> None:
    case = garden.report()
    with metered(garden.database) as meter, garden.changing() as session:
        row = session.get_one(Case, case)
        row.place, row.kind = "Hof", row.kind
        session.flush()
        assert not inspect(row).modified
        session.flush()

    (written,) = (one for one, _ in meter.statements if one.startswith("UPDATE"))
    assert written.startswith("UPDATE report_case SET place=")
    assert "kind" not in written
    assert places(garden) == ["Hof"]


def test_what_was_set_to_what_it_is_writes_nothing(garden: Garden) -> None:
    case = garden.report()
    with metered(garden.database) as meter, garden.changing() as session:
        row = session.get_one(Case, case)
        row.place = str(row.place)
        session.add(row)

    assert [one for one, _ in meter.statements if one.startswith("UPDATE")] == []


def test_every_kind_of_value_comes_back_as_it_was_set(garden: Garden) -> None:
    case, later = garden.report(), garden.now + timedelta(hours=1)
    values = {
        "urgency": Urgency.EMERGENCY,
        "promised_at": later,
        "text": "很多水",
        "state": CaseState.HANDLING,
    }
    with garden.changing() as session:
        row = session.get_one(Case, case)
        for name, value in values.items():
            setattr(row, name, value)

    with garden.looking() as session:
        row = session.get_one(Case, case)
        assert {name: getattr(row, name) for name in values} == values


def test_a_savepoint_that_is_undone_undoes_the_change_in_the_object_too(garden: Garden) -> None:
    case = garden.report()
    (before,) = places(garden)
    with garden.changing() as session:
        row = session.get_one(Case, case)
        savepoint = session.begin_nested()
        row.place = "Hof"
        session.flush()
        savepoint.rollback()
        assert row.place == before

    assert places(garden) == [before]


def test_a_row_that_is_not_there_any_more_is_told(garden: Garden) -> None:
    with garden.changing() as session:
        home = Home(estate_id=1, building="99", room="1", code="99-1")
        session.add(home)

    def change_what_is_gone() -> None:
        with garden.changing() as session:
            row = session.get_one(Home, home.id)
            session.execute(delete(HOMES).where(HOMES.c.id == home.id))
            row.room = "2"

    with pytest.raises(StaleDataError, match="Home"):
        change_what_is_gone()


def test_many_changes_and_new_rows_are_written_too(garden: Garden) -> None:
    cases = [garden.report() for _ in range(FEW + 1)]

    def move(session: Session, many: int, place: str) -> None:
        for case in cases[:many]:
            session.get_one(Case, case).place = place

    with garden.changing() as session:
        move(session, FEW + 1, "Hof")
    assert places(garden) == ["Hof"] * (FEW + 1)

    with garden.changing() as session:
        move(session, 1, "Keller")
        session.add(
            Resident(language=Language.SIMPLIFIED, created_at=garden.now, phone_index="new")
        )
        move(session, 2, "Keller")
        session.flush()
        assert not session.dirty
    assert places(garden) == ["Keller"] * 2 + ["Hof"] * (FEW - 1)
    with garden.looking() as session:
        new = session.exec(select(Resident.phone_index).where(Resident.phone_index == "new"))
        assert new.one() == "new"
