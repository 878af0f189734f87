"""Cards that may be changed are found, however many lie there that may not."""

from datetime import timedelta

from sqlmodel import select

from flows.rules.vocabulary import CaseState, MessageState, Purpose
from storage.errands import errands
from storage.outgoing import Outgoing
from storage.staff import Staff
from storage.staff_cards import StaffCard, keep_code, next_update, take_updates
from tests.estate import Garden
from tests.gardens import Ground
from tests.metering import metered

MANY = 300


def deal(garden: Garden, count: int, code: str | None) -> None:
    """So many cards that show what is no longer so."""
    case = garden.report()
    with garden.changing() as session:
        reader = session.exec(select(Staff)).first()
        assert reader is not None
        for number in range(count):
            key = f"case {case} push {number}"
            push = Outgoing(
                unique_key=key,
                staff_id=reader.id,
                case_id=case,
                purpose=Purpose.STAFF,
                text="",
                state=MessageState.ACCEPTED,
                not_before=garden.now,
                created_at=garden.now,
            )
            session.add(push)
            session.flush()
            session.add(
                StaffCard(
                    outgoing_id=push.id,
                    name=key,
                    case_id=case,
                    staff_id=reader.id,
                    buttons=[],
                    case_state=CaseState.HANDLING,
                    response_code=code,
                    update_at=garden.now,
                )
            )


def steps(garden: Garden) -> int:
    """What it costs a database to look whether a card is to be changed."""
    now = garden.now + timedelta(minutes=1)
    with metered(garden.database) as meter, garden.database.transaction() as session:
        errands(session, now)
        assert take_updates(session, now, now, 5) == []
        next_update(session)
    return meter.steps


def test_cards_that_wait_for_a_press_are_not_looked_through(grounds: dict[str, Ground]) -> None:
    garden = grounds["sqlite"].garden()  # which tells how much work a question is
    before = steps(garden)
    deal(garden, MANY, None)

    assert steps(garden) < before + MANY


def test_a_card_that_was_pressed_is_changed_at_once(garden: Garden) -> None:
    deal(garden, 1, None)
    with garden.changing() as session:
        keep_code(session, session.exec(select(StaffCard)).one(), "code-of-a-press")

    with garden.changing() as session:
        (changed,) = take_updates(session, garden.now, garden.now, 5)

    assert changed[0].response_code == "code-of-a-press"
