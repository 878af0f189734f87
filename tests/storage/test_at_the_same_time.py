"""What several processes do at the same moment happens once, and in some order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, func, select

from flows.rules.login_delays import OF_ACCOUNT
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseKind, CaseState, DeadlineKind, DeadlineState, Verb
from storage.cases import next_number
from storage.database import zone_of
from storage.inbound import Arrival, Inbound, enter
from storage.keys import keyring
from storage.login_attempts import LoginAttempt, begin_attempt
from storage.periods import begin_period
from tests.estate import MORNING, Garden

pytestmark = pytest.mark.both_databases

AT_ONCE = 8
MESSAGE = Arrival("wechat", "gh", "m:1", "水管漏水", b"<xml/>", {})
R = TypeVar("R")


def all_at_once(work: Callable[[int], R], count: int = AT_ONCE) -> list[R]:
    """Everybody begins at the same moment, each in a thread of their own."""
    gate = Barrier(count)

    def begin(number: int) -> R:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(begin, range(count)))


def test_no_number_is_given_twice_and_none_is_left_out(garden: Garden) -> None:
    def number(_: int) -> list[str]:
        found = []
        for _ in range(5):
            with garden.changing() as session:
                found.append(next_number(session, CaseKind.REPAIR, date(2026, 11, 23)))
        return found

    given = [one for numbers in all_at_once(number) for one in numbers]

    assert sorted(given) == [f"BX-20261123-{count:04d}" for count in range(1, 41)]


def test_of_one_message_delivered_many_times_at_once_there_is_one_row(garden: Garden) -> None:
    def deliver(_: int) -> int | None:
        with garden.changing() as session:
            return enter(session, MESSAGE, MORNING)

    rows = all_at_once(deliver)

    assert len([one for one in rows if one is not None]) == 1
    with garden.looking() as session:
        assert session.exec(select(func.count()).select_from(Inbound)).one() == 1


def test_a_periodic_job_is_begun_by_one(garden: Garden) -> None:
    def begin(_: int) -> bool:
        with garden.changing() as session:
            return begin_period(session, "report", "2026-11", MORNING)

    assert all_at_once(begin).count(True) == 1


def test_of_passwords_guessed_at_once_no_more_are_heard_than_one_by_one(garden: Garden) -> None:
    def guess(_: int) -> bool:
        with garden.changing() as session:
            return isinstance(begin_attempt(session, "wang", "203.0.113.7", MORNING), LoginAttempt)

    assert all_at_once(guess).count(True) == OF_ACCOUNT.free_failures


def test_of_many_who_resolve_at_once_one_does(garden: Garden) -> None:
    case = garden.report()

    def resolve(_: int) -> str:
        try:
            garden.resolve(case)
        except NotAllowed as refused:
            return refused.code
        return "done"

    assert sorted(all_at_once(resolve)) == ["done", *["wrong_state"] * (AT_ONCE - 1)]
    assert garden.story(case).count("resolved") == 1
    assert len(garden.deadlines(case, DeadlineKind.REVISIT)) == 1


def test_many_promises_at_once_leave_one_that_waits(garden: Garden) -> None:
    case = garden.report()
    until = MORNING.replace(hour=9)

    def promise(number: int) -> None:
        until_then = until.replace(minute=number)
        garden.do(Verb.RESPOND, case, "xiao.lin", text="稍等", promised_at=until_then)

    all_at_once(promise)

    states = [one.state for one in garden.deadlines(case, DeadlineKind.PROMISE)]
    assert states == [DeadlineState.MET] * (AT_ONCE - 1) + [DeadlineState.PENDING]
    assert garden.state(case) is CaseState.HANDLING
    assert garden.story(case).count("responded") == AT_ONCE


def test_a_block_that_fails_leaves_nothing_behind(garden: Garden) -> None:
    before = garden.rows()

    def fail() -> None:
        with garden.changing() as session:
            next_number(session, CaseKind.REPAIR, date(2026, 11, 23))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert garden.rows() == before


def test_what_a_reader_changes_is_lost(garden: Garden) -> None:
    before = garden.rows()

    with garden.looking() as session:
        next_number(session, CaseKind.REPAIR, date(2026, 11, 23))

    assert garden.rows() == before


def test_a_session_of_nobody_s_is_not_asked_for_keys_or_a_zone() -> None:
    stray = Session(create_engine("sqlite://"), info={"keyring": None, "zone": None})

    for ask in (keyring, zone_of):
        with pytest.raises(TypeError, match=r"not made by storage\.database"):
            ask(stray)
