from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.exc import StatementError
from sqlmodel import func, select

from flows.rules.vocabulary import CaseKind, CaseState, DeadlineKind, Urgency
from storage.cases import Case, CaseEvent
from storage.columns import UtcInstant, Word
from storage.deadlines import Deadline
from storage.tables import metadata
from tests.estate import MORNING, Garden

pytestmark = pytest.mark.both_databases

SQLITE = create_engine("sqlite://").dialect
OFFSETS = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(
    lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
)


def set_opened(garden: Garden, case: int, at: datetime) -> None:
    with garden.changing() as session:
        session.get_one(Case, case).opened_at = at


def test_an_instant_comes_back_in_utc_whatever_its_offset_was(garden: Garden) -> None:
    case = garden.report()
    set_opened(garden, case, datetime(2026, 11, 23, 23, 30, 0, 7, ZoneInfo("Asia/Shanghai")))

    opened = garden.case(case).opened_at
    assert opened == datetime(2026, 11, 23, 15, 30, 0, 7, UTC)
    assert opened.tzinfo is UTC


def test_instants_of_different_offsets_are_compared_as_instants(garden: Garden) -> None:
    case = garden.report()
    set_opened(garden, case, datetime(2026, 11, 23, 1, 0, tzinfo=ZoneInfo("Asia/Shanghai")))

    def found(since: datetime) -> list[int]:
        with garden.looking() as session:
            return list(session.exec(select(Case.id).where(Case.opened_at >= since)))

    assert found(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == [case]
    assert found(datetime(2026, 11, 22, 12, 30, tzinfo=ZoneInfo("America/New_York"))) == []


def test_a_naive_time_is_refused_in_a_row_and_in_a_question(garden: Garden) -> None:
    case = garden.report()
    naive = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the mistake that is tried

    with pytest.raises(StatementError, match="an instant needs a time zone"):
        set_opened(garden, case, naive)
    with (
        garden.looking() as session,
        pytest.raises(StatementError, match="an instant needs a time zone"),
    ):
        session.exec(select(Case.id).where(Case.opened_at < naive)).all()
    assert garden.case(case).opened_at == MORNING


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=OFFSETS))  # noqa: DTZ001 - Hypothesis wants its bounds naive
def test_any_instant_survives_its_column(at: datetime) -> None:
    column = UtcInstant()

    bound = column.process_bind_param(at, SQLITE)

    assert bound is not None
    assert column.process_result_value(bound.replace(tzinfo=None), SQLITE) == at


def test_no_instant_is_no_instant() -> None:
    assert UtcInstant().process_bind_param(None, SQLITE) is None
    assert UtcInstant().process_result_value(None, SQLITE) is None


def test_a_word_comes_back_as_the_member_of_its_enum(garden: Garden) -> None:
    case = garden.case(garden.report(urgency=Urgency.KEY))

    assert case.urgency is Urgency.KEY
    assert (case.kind, case.state) == (CaseKind.COMPLAINT, CaseState.OPEN)
    assert case.closure is None


def test_a_word_of_no_enum_or_of_another_is_refused(garden: Garden) -> None:
    case = garden.report()

    for wrong in ("urgent", CaseState.OPEN):
        with pytest.raises(StatementError, match="is not a valid Urgency"), garden.changing() as s:
            s.get_one(Case, case).urgency = wrong  # type: ignore[assignment]  # the mistake
    assert garden.case(case).urgency is Urgency.NORMAL


def test_every_word_of_the_house_fits_its_column() -> None:
    words = [
        word
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, Word)
        for word in column.type.words
    ]

    assert DeadlineKind.OPINION_CALLBACK in words
    assert max(map(len, words)) <= 32


def test_a_document_comes_back_as_it_was(garden: Garden) -> None:
    case = garden.report()
    details = {"名": ["値", 1, None, True], "nested": {"a": 1.5}}
    with garden.changing() as session:
        event = CaseEvent(case_id=case, at=MORNING, kind="x", by="huiyin", details=details)
        session.add(event)

    assert garden.events(case)[-1].details == details


def test_the_earliest_of_many_rows_is_an_instant_too(garden: Garden) -> None:
    garden.report()

    with garden.looking() as session:
        earliest = session.exec(select(func.min(Deadline.next_at))).one()
    assert earliest == MORNING + timedelta(hours=12)
