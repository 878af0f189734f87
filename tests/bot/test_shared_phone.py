"""A household that shares one phone: a question to one of them is answered by SMS."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Closure,
    Language,
    Role,
    Source,
    Urgency,
    Verb,
)
from scheduler.sweep import sweep
from storage.case_opening import NewCase, open_case
from storage.case_verbs import perform
from storage.cases import Case
from storage.database import Database
from storage.estates import ensure_estate
from storage.keys import keyring
from storage.residents import Resident
from storage.staff import Staff
from tests.databases import open_database

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 2, tzinfo=UTC)
SHARED = "+85255500101"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


def hear(database: Database, key: str, text: str) -> str:
    incoming = Incoming(ChannelName.SMS, "", key, SHARED, text)
    answer = receive(database, incoming, WEDNESDAY)
    return "\n".join(part.text for part in answer.parts)


def test_the_one_who_was_asked_is_answered_for_by_the_shared_number(database: Database) -> None:
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", MONDAY)
        keys = keyring(session)
        for name in ("张三", "张小三"):
            session.add(
                Resident(
                    estate_id=estate.id,
                    name_sealed=keys.seal(name),
                    phone_sealed=keys.seal(SHARED),
                    phone_index=keys.index(SHARED),
                    language=Language.SIMPLIFIED,
                    in_directory=True,
                    created_at=MONDAY,
                )
            )
        lead = Staff(
            userid="zhou",
            name_sealed=keys.seal("周主管"),
            role=Role.LEAD,
            estate_id=estate.id,
            created_at=MONDAY,
        )
        session.add(lead)
        session.flush()
        younger = session.exec(select(Resident)).all()[1]
        new = NewCase(
            estate_id=estate.id,
            kind=CaseKind.REPAIR,
            case_class=CaseClass.FACILITY,
            urgency=Urgency.NORMAL,
            text="门铃坏了",
            source=Source.PHONE,
            reporter_id=younger.id,
        )
        case = open_case(session, new, MONDAY)
        done = {"result": "已更换", "measures": "换新", "improvement": "巡检"}
        perform(session, Verb.RESOLVE, case, lead, done, MONDAY)
    sweep(database, "revisit", WEDNESDAY)

    asked_next = hear(database, "1", "好了")
    hear(database, "2", "很满意")

    assert "满意" in asked_next
    with database.reading() as session:
        closed = session.exec(select(Case)).one()
        assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.CONFIRMED)
