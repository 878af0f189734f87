"""A prepared statement does what the session would do with it, in every respect but the time."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, event, inspect, update
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound, StatementError
from sqlmodel import Session, SQLModel, col, func, select
from sqlmodel.main import default_registry

from flows.rules.vocabulary import CaseKind, CaseState
from storage.cases import Case
from storage.deadlines import Deadline
from storage.estates import Estate, Home
from storage.prepared import prepared
from tests.estate import CHEN, Garden

pytestmark = pytest.mark.both_databases

CASES = SQLModel.metadata.tables["report_case"]
OF_CASES = prepared(
    select(Case.id).where(col(Case.id).in_(bindparam("ids", expanding=True))).order_by(col(Case.id))
)
OPENED_SINCE = prepared(select(func.count()).where(col(Case.opened_at) >= bindparam("since")))


def columns(row: Any) -> dict[str, Any]:  # noqa: ANN401 - an object of any table
    return {name: getattr(row, name) for name in inspect(type(row)).column_attrs.keys()}  # noqa: SIM118 - no mapping


def move(session: Session, case: int, place: str) -> None:
    """Past the objects of the session."""
    session.execute(update(CASES).where(CASES.c.id == case).values(place=place))


def test_every_row_of_every_table_is_read_as_the_session_reads_it(garden: Garden) -> None:
    garden.resolve(garden.report(home=CHEN))
    with_rows = 0

    for table in (mapper.class_ for mapper in default_registry.mappers):
        query = select(table).order_by(*inspect(table).primary_key)
        with garden.looking() as session:
            expected = [columns(row) for row in session.exec(query)]
        with garden.looking() as session:
            found = prepared(query).all(session)
            assert [columns(row) for row in found] == expected
            assert all(row in session and not inspect(row).modified for row in found)
        with_rows += bool(expected)

    assert with_rows > 10


def test_lists_may_have_any_length(garden: Garden) -> None:
    first, second = garden.report(), garden.report()

    with garden.looking() as session:
        assert OF_CASES.all(session, ids=[]) == []
        assert OF_CASES.all(session, ids=[second]) == [second]
        assert OF_CASES.all(session, ids=[second, first]) == [first, second]


def test_rows_of_several_things_are_tuples_and_an_outer_join_may_find_none(garden: Garden) -> None:
    case = garden.report()
    query = (
        select(Case, Case.number, Deadline)
        .join(Deadline, col(Deadline.case_id) == col(Case.id))
        .where(Case.kind == CaseKind.COMPLAINT, col(Case.state).in_([CaseState.OPEN]))
        .order_by(col(Deadline.id))
    )
    nowhere = select(Case, Home).join(Home, col(Home.id) == -1, isouter=True)

    with garden.looking() as session:
        assert prepared(query).all(session) == [tuple(row) for row in session.exec(query)] != []
        ((found, home),) = prepared(nowhere).all(session)
        assert found is session.get_one(Case, case)
        assert home is None


def test_who_asks_for_one_row_hears_when_there_is_none_or_several(garden: Garden) -> None:
    garden.report()
    garden.report()
    nobody = prepared(select(Case.id).where(Case.id == -1))

    with garden.looking() as session:
        assert nobody.first(session) is nobody.one_or_none(session) is None
        with pytest.raises(NoResultFound):
            nobody.one(session)
        with pytest.raises(MultipleResultsFound):
            prepared(select(Case.id)).one(session)
        with pytest.raises(MultipleResultsFound):
            prepared(select(Case.id)).one_or_none(session)


def test_a_row_that_is_known_stays_as_it_is_unless_it_is_read_anew(garden: Garden) -> None:
    case = garden.report()
    again = select(Case).where(Case.id == bindparam("case"))
    anew = again.execution_options(populate_existing=True)

    with garden.changing() as session:
        known = session.get_one(Case, case)
        move(session, case, "Hof")
        assert prepared(again).one(session, case=case) is known
        assert known.place != "Hof"
        assert prepared(anew).one(session, case=case) is known
        assert known.place == "Hof"


def test_what_is_not_known_any_more_is_filled_in(garden: Garden) -> None:
    case = garden.report()

    with garden.changing() as session:
        known = session.get_one(Case, case)
        session.expire(known)
        move(session, case, "Hof")
        assert session.get_one(Case, case) is known
        assert "place" not in inspect(known).unloaded
        assert known.place == "Hof"


def test_what_waits_is_written_before_it_is_asked_for(garden: Garden) -> None:
    asked = prepared(select(Case.place).where(Case.id == bindparam("case")))
    case = garden.report()

    with garden.changing() as session:
        session.get_one(Case, case).place = "Hof"
        with session.no_autoflush:
            assert asked.one(session, case=case) != "Hof"
        assert asked.one(session, case=case) == "Hof"


def test_what_is_given_is_held_against_its_column(garden: Garden) -> None:
    naive = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the mistake that is tried

    with garden.looking() as session:
        with pytest.raises(StatementError, match="an instant needs a time zone"):
            OPENED_SINCE.one(session, since=naive)
        with pytest.raises(StatementError, match="to be given are"):
            OPENED_SINCE.one(session, until=garden.now)
        with pytest.raises(StatementError, match="to be given are"):
            OPENED_SINCE.one(session, since=garden.now, until=garden.now)


def test_listeners_hear_of_it_and_an_error_is_sqlalchemys_own(garden: Garden) -> None:
    with garden.looking() as session:
        name = session.exec(select(Estate.name)).first()
    heard: list[str] = []
    engine = garden.database.engine
    listeners = {
        "before_cursor_execute": lambda *told: heard.append(told[2]),
        "after_cursor_execute": lambda *_: heard.append("after"),
        "handle_error": lambda _: heard.append("error"),
    }
    twice = prepared(update(SQLModel.metadata.tables["estate"]).values(name=bindparam("other")))
    with garden.changing() as session:
        session.add(Estate(name="another", created_at=garden.now))

    for what, listener in listeners.items():
        event.listen(engine, what, listener)
    with garden.changing() as session:
        assert prepared(select(Estate.name)).all(session)
        assert heard.pop() == "after"
        assert "FROM estate" in heard.pop()
    with pytest.raises(IntegrityError), garden.changing() as session:
        twice.run(session, other=name)

    for what, listener in listeners.items():
        event.remove(engine, what, listener)
    assert heard[-1] == "error"


def test_how_many_rows_are_changed_is_told(garden: Garden) -> None:
    garden.report()
    garden.report()
    moving = prepared(update(CASES).where(CASES.c.place != "Hof").values(place="Hof"))

    with garden.changing() as session:
        assert moving.run(session) == 2
        assert moving.run(session) == 0
