"""Where promises stand still managers are told, by two channels, and not again and again."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from flows.rules.reach import SMS, WECOM
from flows.rules.vocabulary import MessageState, Purpose
from scheduler.watch import HOURS_BETWEEN, QUEUED_MAX, Standstill, tell_of_standstills
from storage.heartbeats import forget_beats, last_beats, note_beats
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.staff import Staff
from tests.estate import Garden


def told(garden: Garden) -> list[tuple[str, list[str], str]]:
    with garden.looking() as session:
        begins = col(Outgoing.unique_key).startswith("watch ")
        found = session.exec(select(Outgoing).where(begins).order_by(col(Outgoing.id))).all()
    return [(garden.userid(one.staff_id), one.tried, one.text) for one in found]


def look(garden: Garden, system_now: datetime | None = None) -> tuple[Standstill, ...]:
    with garden.changing() as session:
        return tell_of_standstills(session, garden.now, system_now or garden.now)


def write(garden: Garden) -> None:
    """A message that nobody sends."""
    with garden.changing() as session:
        session.add(
            Outgoing(
                unique_key="stuck",
                room="room",
                purpose=Purpose.STAFF,
                text="您好",
                state=MessageState.QUEUED,
                not_before=garden.now,
                created_at=garden.now,
            )
        )


def test_a_house_that_goes_on_alarms_nobody(garden: Garden) -> None:
    garden.report()

    assert look(garden) == ()
    assert told(garden) == []


def test_a_message_that_nobody_sends_is_told_to_managers_by_wecom_and_by_sms(
    garden: Garden,
) -> None:
    with garden.changing() as session:
        wang = session.exec(select(Staff).where(Staff.userid == "wang")).one()
        wang.phone_sealed = keyring(session).seal("+85261230001")
        session.add(wang)
    write(garden)
    garden.now += QUEUED_MAX
    assert look(garden) == ()

    garden.now += timedelta(minutes=1)

    assert look(garden) == (Standstill.MESSAGES,)
    text = "有消息已等待 16 分钟还没有发出。请检查短信和企业微信，并让维护人员查看服务。"
    assert sorted(told(garden)) == [
        ("boss", [SMS], text),
        ("wang", [SMS], text),
        ("wang", [WECOM], text),
    ]


def test_an_alarm_is_repeated_only_after_hours(garden: Garden) -> None:
    write(garden)
    garden.now += timedelta(hours=1)
    assert look(garden) == (Standstill.MESSAGES,)
    assert look(garden) == ()

    garden.now += timedelta(hours=HOURS_BETWEEN)

    assert look(garden) == (Standstill.MESSAGES,)
    assert [who for who, _, _ in told(garden)].count("wang") == 2


def test_deadlines_that_no_process_looks_at_are_counted(garden: Garden) -> None:
    garden.report()
    garden.now += timedelta(days=2)

    assert Standstill.DEADLINES in look(garden)
    assert any("个时限已到" in text for _, _, text in told(garden))


@pytest.mark.both_databases
def test_a_loop_of_which_no_process_shows_a_sign_of_life_is_told_of(garden: Garden) -> None:
    with garden.changing() as session:
        note_beats(session, "one", ["alarm", "postman"], garden.now)
        note_beats(session, "other", ["postman"], garden.now)
    later = garden.now + timedelta(minutes=11)
    with garden.changing() as session:
        note_beats(session, "other", ["postman"], later)
        assert last_beats(session) == {"alarm": garden.now, "postman": later}

    assert look(garden, later) == (Standstill.LOOPS,)

    with garden.changing() as session:
        forget_beats(session, "one")  # it was stopped, and its work is with others
        assert last_beats(session) == {"postman": later}


@pytest.mark.both_databases
def test_signs_of_life_of_long_ago_are_forgotten(garden: Garden) -> None:
    with garden.changing() as session:
        note_beats(session, "dead", ["media"], garden.now)
    with garden.changing() as session:
        note_beats(session, "new", ["postman"], garden.now + timedelta(days=2))
        assert list(last_beats(session)) == ["postman"]
